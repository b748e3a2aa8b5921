"""Where HTTP comes in: the search box, profiles, and HR's work on the directory."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from chalicelib.company import actions as company
from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, PEOPLE_WRITE, either, hr_admin, scope, signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.people import actions
from chalicelib.people.actions import directory, edits
from chalicelib.people.bodies import ForgetBody, ImportQuery, PeopleQuery, PersonBody, SaveQuery, given
from chalicelib.people.rules import Person, normal_email
from chalicelib.people.rules.accounts import Account
from chalicelib.people.rules.changes import returned, revised
from chalicelib.people.rules.imports import MAX_BYTES
from chalicelib.people.store import accounts, import_plans
from chalicelib.people.store import people as store
from chalicelib.people.views import people
from chalicelib.people.views.accounts import AccountView, account_view, other_address
from chalicelib.people.views.imports import ImportView, plan_view, run_view
from chalicelib.people.views.people import Me, PersonLine, PersonView

routes = Routes("people")

readers = either(signed_in, scope(PEOPLE_WRITE), scope(CYCLES_WRITE), scope(CYCLES_READ))
keepers = either(hr_admin, scope(PEOPLE_WRITE))
ONE = "/people/{person_id}"
RUN = "/people/imports/{import_id}"


def the_person(path: Mapping[str, str]) -> Iterable[Key]:
    """What a profile is made of."""
    return [store.person_key(path["person_id"]), accounts.account_key(path["person_id"])]


@routes.get(
    "/me",
    allow=signed_in,
    summary="Who is signed in",
    answer=Me,
    prefetch=lambda _: [company.COMPANY_KEY],
)
def read_me(call: Call[Any, NoQuery]) -> Answer:
    """The own entry, and what this installation offers."""
    person = directory.load(call.reads, call.actor.id)
    account = None if call.runtime.accounts is None else accounts.account_of(call.reads, person.id)
    return me(call, person, account)


def me(call: Call[Any, NoQuery], person: Person, account: Account | None) -> Answer:
    """The own entry of someone with this account, where people have theirs here."""
    has_reports = directory.has_reports(call.reads, person.id)
    off = company.load(call.reads).features_off
    return Answer(people.me(person, has_reports=has_reports, off=off, signs_in_as=other_address(person, account)))


@routes.get(
    "/people",
    allow=readers,
    summary="Search people by name or address, or list them",
    query=PeopleQuery,
    answer=Listing[PersonLine],
)
def list_people(call: Call[Any, PeopleQuery]) -> Answer:
    """With a query: whose names or address have words that begin so, accents or not."""
    asked = call.query
    how: dict[str, Any] = {"status": asked.status, "manager_id": asked.manager_id, "limit": asked.limit}
    if asked.query is not None and asked.query.strip():
        found, after = directory.search(call.reads, asked.query, after=call.after, **how)
    else:
        found, after = directory.listed(call.reads, after=call.after, **how)
    return call.listed([people.line(card, call.actor) for card in found], after)


@routes.get(ONE, allow=readers, summary="A profile", answer=PersonView, prefetch=the_person)
def read_person(call: Call[Any, NoQuery]) -> Answer:
    """With the managers above, the own one first."""
    return answered(call, directory.load(call.reads, call.path["person_id"]))


@routes.get(
    f"{ONE}/reports",
    allow=readers,
    summary="Who reports to someone, by name",
    query=PageQuery,
    answer=Listing[PersonLine],
    prefetch=the_person,
)
def list_reports(call: Call[Any, PageQuery]) -> Answer:
    """Direct reports only."""
    manager = directory.load(call.reads, call.path["person_id"])
    found, after = directory.listed(call.reads, manager_id=manager.id, limit=call.query.limit, after=call.after)
    return call.listed([people.line(card, call.actor) for card in found], after)


@routes.put(
    ONE,
    allow=keepers,
    summary="Change one person",
    body=PersonBody,
    query=SaveQuery,
    answer=PersonView,
    prefetch=the_person,
    statuses=(409,),
)
def save_person(call: Call[PersonBody, SaveQuery]) -> Answer:
    """What is absent stays as it is, null clears."""
    old = directory.load(call.reads, call.path["person_id"])
    if call.if_match != str(old.version):
        call.must_match(old.version, _view(call, old))
    wanted = revised(old, given(call.body))
    if call.body.status is not msgspec.UNSET:
        wanted = returned(wanted)
    wanted = _with_manager(call, wanted)
    reuse = call.query.reuse_addresses
    return answered(call, edits.save(call.command, old, wanted, reuse_addresses=reuse))


def _with_manager(call: Call[PersonBody, SaveQuery], wanted: Person) -> Person:
    manager_id, email = call.body.manager_id, call.body.manager_email
    if manager_id is not msgspec.UNSET:
        return replace(wanted, manager_id=manager_id or None)
    if email is msgspec.UNSET:
        return wanted
    if not email:
        return replace(wanted, manager_id=None)
    manager = store.find_by_email(call.reads, normal_email(email))
    if manager is None:
        raise directory.unknown("/manager_email")
    return replace(wanted, manager_id=manager.id)


@routes.post(
    f"{ONE}/leave",
    allow=keepers,
    summary="Mark someone as left: they lose all access at once",
    answer=PersonView,
    prefetch=the_person,
    replay=ONE,
)
def leave(call: Call[Any, NoQuery]) -> Answer:
    """Who left already stays so."""
    old = directory.load(call.reads, call.path["person_id"])
    return answered(call, edits.leave(call.command, old))


@routes.post(
    f"{ONE}/forget-login",
    allow=hr_admin,
    summary="Forget how someone signs in",
    body=ForgetBody,
    answer=PersonView,
    prefetch=the_person,
    replay=ONE,
)
def forget(call: Call[ForgetBody, NoQuery]) -> Answer:
    """The next verified sign-in of that person binds again; the person is notified by email."""
    from chalicelib.people.actions.forgotten_logins import forget_login

    old = directory.load(call.reads, call.path["person_id"])
    return answered(call, forget_login(call.command, old, call.body.reason.strip()))


@routes.post(
    "/people/import",
    allow=keepers,
    summary="Import the directory's CSV, all or nothing",
    query=ImportQuery,
    media="text/csv",
    max_body=MAX_BYTES,
    answer=ImportView,
    replay=RUN,
)
def import_people(call: Call[Any, ImportQuery]) -> Answer:
    """A dry run answers 200 with the problems; an import with problems is refused and names the same ones."""
    from chalicelib.people.actions import import_pages, imports

    asked = imports.ImportRequest(
        data=call.raw,
        deactivate_missing=call.query.deactivate_missing,
        reuse_addresses=call.query.reuse_addresses,
        confirm_leaving=call.query.confirm_leaving,
        content_type=call.content_type,
        dates=call.query.dates or "",
        columns=call.query.columns,
    )
    planned = imports.plan(call.reads, call.actor, asked, call.now)
    if call.query.dry_run:
        return Answer(plan_view(planned, imports.said(planned)))
    run, said = imports.begin(call.command, planned, new_id(call.now)), imports.said(planned)
    begun = Answer(run_view(run, said), made=run.id)
    if run.queued:
        return begun
    return replace(begun, then=lambda: Answer(run_view(import_pages.carry_out(call.runtime, run), said)))


@routes.get(RUN, allow=keepers, summary="How far an import is", answer=ImportView)
def read_import(call: Call[Any, NoQuery]) -> Answer:
    """What it does is settled when it begins; `state` says whether all of it is written."""

    from chalicelib.people.actions import imports

    run = imports.run_of(call.reads, call.path["import_id"])
    return Answer(run_view(run, import_plans.said(call.reads, run.kept)))


def _view(call: Call[Any, Any], person: Person, account: Account | None = None) -> PersonView:
    shown: AccountView | msgspec.UnsetType = msgspec.UNSET
    if call.runtime.accounts is not None and call.actor.is_hr:
        shown = account_view(person, account or accounts.account_of(call.reads, person.id))
    return people.person_view(person, actions.chain_of(call.reads, person), call.actor, shown)


def answered(call: Call[Any, Any], person: Person, account: Account | None = None) -> Answer:
    """A profile with its version. `account`: as it is from this command on."""
    return Answer(_view(call, person, account), person.version, made=person.id)
