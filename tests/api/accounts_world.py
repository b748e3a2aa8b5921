"""The company of three levels, with the stack's own user pool for its accounts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.company.routes import routes as company_routes
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.runtime import current
from chalicelib.mail import store as mails
from chalicelib.mail.rules import StoredMail
from chalicelib.people import mails as people_mails
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.accounts import routes as account_routes
from chalicelib.people.routes.held_changes import routes as held_routes
from chalicelib.people.routes.people import routes
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import handler_of, wiring
from tests.api.client import Caller, Reply, World, world_of
from tests.api.people_world import COMPANY, HR, imported, person_id
from tests.fake_accounts import FakeAccounts

OURS = {"people.update_account", "people.ask_second_factor", "people.invite", "people.invite_everyone", "people.import"}


@contextmanager
def company(*, pool: bool = True) -> Iterator[World]:
    """The company, with an HR admin at its side; no one has an account."""
    with world_of(
        routes, held_routes, account_routes, company_routes, accounts=FakeAccounts() if pool else None
    ) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        assert imported(world.as_(HR), COMPANY).status == 200
        settle(world)
        yield world


def pool_of(world: World) -> FakeAccounts:
    """The pool of a world that has one."""
    assert world.accounts is not None
    return world.accounts


def settle(world: World, *, tick: bool = True) -> None:
    """Do the directory's work that waits, until none is left; what fails stays for later.

    Without a `tick` only what was sent at once is done.
    """
    for _ in range(20):
        if tick:
            timetable.tick(wiring())
        waiting = [decode(encode(message), Message) for message in world.queue.messages]
        world.queue.messages.clear()
        if not [message for message in waiting if message.kind in OURS]:
            return
        for message in waiting:
            if message.kind in OURS:
                _run(message)


def _run(message: Message) -> None:
    try:
        timetable.run(wiring(), message, handler_of)
    except Unavailable:
        return


def invite(world: World, email: str, *, by: str = HR) -> Reply:
    """Ask for someone's account."""
    return world.as_(by).post(f"/people/{person_id(world, email)}/invite")


def saved(world: World, of: str, **fields: Any) -> Reply:
    """Change whose address is `of`, as HR would."""
    return put(world.as_(HR), person_id(world, of), **fields)


def put(caller: Caller, who: str, **fields: Any) -> Reply:
    """Change someone."""
    query = "?reuse_addresses=true" if fields.pop("reuse", False) else ""
    etag = caller.get(f"/people/{who}").etag
    return caller.put(f"/people/{who}{query}", fields, match=etag)


def account(world: World, email: str) -> Any:
    """What HR sees of someone's account."""
    return world.as_(HR).get(f"/people/{person_id(world, email)}").json["account"]


def invitations(world: World) -> list[StoredMail]:
    """The invitations that were written, oldest first."""
    found = [mails.mail_of(row) for key, row in world.table.rows.items() if key.pk.startswith("M#")]
    return [one.mail for one in sorted(found, key=lambda one: one.id) if one.mail.kind == people_mails.INVITATION.name]
