"""A company with two HR admins, one of them below others, for what they may not do for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.audit.routes import routes as audit_routes
from chalicelib.mail import store as mail_store
from chalicelib.people.routes.held_changes import routes as held_routes
from chalicelib.people.routes.people import routes
from chalicelib.people.rules import Person
from chalicelib.people.store import people
from tests.api.client import Caller, Reply, World, world_of
from tests.api.people_world import COMPANY, HR, first_admin, imported, person_id

HUGO = "hugo@x.test"
"""An HR admin below Mia, who is below Tora; Hanna HR is below no one."""
MAILED = {"hr_role_given", "hr_role_taken", "changes_held", "address_changed", "manager_set_alone"}


@contextmanager
def two_admins() -> Iterator[World]:
    """The company of `people_world` with Hugo; both admins have signed in, and no email is left."""
    with world_of(routes, held_routes, audit_routes) as world:
        first_admin(world.table)
        assert imported(world.as_(HR), COMPANY + f"{HUGO},Hugo H,mia@x.test,HR,HR,Oslo,,,,6\n").status == 200
        assert change(world, HR, HUGO, roles=["hr_admin"]).status == 200  # Hanna is alone: no one could confirm it
        for who in (HR, HUGO):
            assert world.as_(who).get("/me").json["roles"] == ["hr_admin"]
        for key in [key for key in world.table.rows if key.pk.startswith("M#")]:
            del world.table.rows[key]
        yield world


def change(world: World, by: str | Caller, whose: str, query: str = "", /, **body: Any) -> Reply:
    """Change one person, on the version that is stored."""
    caller = world.as_(by) if isinstance(by, str) else by
    path = f"/people/{person_id(world, whose)}"
    return caller.put(path + query, body, caller.get(path).etag)


def machine(world: World) -> Caller:
    """A machine that keeps the directory."""
    return world.as_client("hris", "people:write")


def entry(world: World, email: str) -> Person:
    """Who has this address, as stored."""
    (row,) = [row for key, row in world.table.rows.items() if key.pk == f"P#{person_id(world, email)}"]
    return people.person_of(row)


def mails(world: World) -> list[tuple[str, str]]:
    """(kind, to which address), of those that are about this."""
    found = [mail_store.mail_of(row).mail for key, row in world.table.rows.items() if key.pk.startswith("M#")]
    told = {(one.kind.rpartition(".")[2], one.to_address) for one in found}
    return sorted((kind, to) for kind, to in told if kind in MAILED)


def held(world: World, by: str = HR) -> list[dict[str, Any]]:
    """What waits, as an HR admin reads it."""
    reply = world.as_(by).get("/people/held")
    assert reply.status == 200
    items: list[dict[str, Any]] = reply.json["items"]
    return items
