"""What waits for a second HR admin: who confirms and who discards it, and what becomes of it when the world went on."""

from collections.abc import Iterator
from itertools import count

import pytest

from chalicelib.kernel.storage.table import Changes
from chalicelib.people.store import people
from tests.api.client import World
from tests.api.guards_world import HUGO, change, entry, held, machine, two_admins
from tests.api.people_world import HR, imported, person_id
from tests.faulty import Killed
from tests.stored import work


@pytest.fixture
def world() -> Iterator[World]:
    with two_admins() as world:
        yield world


@pytest.fixture
def waiting(world: World) -> str:
    """Hugo's wish to be under Tora, which waits for Hanna."""
    reply = imported(world.as_(HUGO), f"email,title,manager_email\n{HUGO},Chief,top@x.test\n")
    (one,) = reply.json["held"]
    return str(one["id"])


@pytest.mark.parametrize("path", ["/people/held", "/people/held/x/confirm", "/people/held/x/discard"])
def test_what_waits_is_for_confirmed_hr_admins(world: World, path: str) -> None:
    callers = [world.as_("ann@x.test"), world.as_("mia@x.test"), world.as_("aide@x.test"), machine(world)]
    send = [(lambda c: c.get(path)) if path.endswith("held") else (lambda c: c.post(path, idempotency_key="k"))]
    assert [send[0](caller).status for caller in callers] == [403] * 4
    assert send[0](world.anonymous()).status == 401
    assert send[0](world.as_("stranger@x.test")).status == 403
    assert send[0](world.as_(HR)).status == (200 if path.endswith("held") else 404)


def test_roles_are_confirmed_by_hr_admins_alone(world: World) -> None:
    change(world, HR, "ann@x.test", roles=["hr_admin"])
    path = f"/people/{person_id(world, 'ann@x.test')}/confirm-roles"
    for caller in (world.as_("bob@x.test"), world.as_("aide@x.test"), machine(world), world.as_("stranger@x.test")):
        assert caller.post(path, idempotency_key="k").status == 403
    assert world.anonymous().post(path).status == 401
    assert world.as_(HUGO).post("/people/unknown/confirm-roles").status == 404


def test_who_asked_for_it_discards_it_and_does_not_confirm_it(world: World, waiting: str) -> None:
    (one,) = held(world, HUGO)
    assert (one["id"], one["actions"], one["reason"]) == (waiting, ["discard"], "about_yourself")
    refused = world.as_(HUGO).post(f"/people/held/{waiting}/confirm")
    assert (refused.status, refused.json["code"]) == (403, "about_yourself")
    assert len(held(world)) == 1
    assert world.as_(HUGO).post(f"/people/held/{waiting}/discard").status == 200
    assert held(world) == []
    assert world.as_(HR).post(f"/people/held/{waiting}/confirm").status == 404


def test_another_admin_confirms_it_as_a_change_of_their_own(world: World, waiting: str) -> None:
    reply = world.as_(HR).post(f"/people/held/{waiting}/confirm", idempotency_key="once")
    assert (reply.status, reply.json["manager"]["name"], reply.json["title"]) == (200, "Tora Top", "Chief")
    assert entry(world, HUGO).chain == (person_id(world, "top@x.test"),)
    kinds = [key.sk for key in world.table.rows if key.pk == "T" and "#manager#" in key.sk]
    assert len(kinds) == 1
    again = world.as_(HR).post(f"/people/held/{waiting}/confirm", idempotency_key="once")
    assert (again.status, again.json) == (200, reply.json)
    trail = world.as_(HR).get(f"/audit?subject_id={person_id(world, HUGO)}").json["items"]
    assert ("person_changed", "Hanna HR", {"fields": "title, manager_id, manager_name, chain"}) in [
        (one["action"], one["actor"]["name"], one.get("detail")) for one in trail
    ]


def test_an_admin_below_confirms_and_discards_nothing_about_those_above(world: World) -> None:
    one = imported(world.as_(HUGO), "email,manager_email\nmia@x.test,\n").json["held"][0]
    change(world, HR, "bob@x.test", roles=["hr_admin"])
    world.as_(HUGO).post(f"/people/{person_id(world, 'bob@x.test')}/confirm-roles")
    (listed,) = held(world, "bob@x.test")
    assert listed["actions"] == []
    for verb in ("confirm", "discard"):
        assert world.as_("bob@x.test").post(f"/people/held/{one['id']}/{verb}").status == 403
    assert world.as_(HR).post(f"/people/held/{one['id']}/confirm").status == 200


def test_what_was_done_in_another_way_waits_no_more(world: World, waiting: str) -> None:
    assert change(world, HR, HUGO, title="Chief", manager_email="top@x.test").status == 200
    assert held(world) == []
    assert world.as_(HR).post(f"/people/held/{waiting}/confirm").status == 200
    assert waiting not in {key.sk for key in world.table.rows if key.pk == "HELD"}


def test_it_is_confirmed_on_what_is_so_by_then(world: World, waiting: str) -> None:
    assert change(world, HR, HUGO, manager_email="ann@x.test", department="People").status == 200
    (one,) = held(world)
    assert [(f["field"], f["before"], f["after"]) for f in one["fields"]] == [
        ("title", "HR", "Chief"), ("manager", "Ann Anders", "Tora Top"),
    ]  # fmt: skip
    reply = world.as_(HR).post(f"/people/held/{waiting}/confirm")
    assert (reply.json["department"], reply.json["manager"]["name"]) == ("People", "Tora Top")


def test_who_left_meanwhile_is_neither_listed_nor_changed(world: World, waiting: str) -> None:
    world.as_(HR).post(f"/people/{person_id(world, HUGO)}/leave")
    assert held(world) == []
    reply = world.as_(HR).post(f"/people/held/{waiting}/confirm")
    assert (reply.status, reply.json["status"], reply.json["title"]) == (200, "left", "HR")
    assert [key for key in world.table.rows if key.pk == "HELD"] == []


def test_a_manager_who_left_meanwhile_is_refused_and_it_still_waits(world: World, waiting: str) -> None:
    world.as_(HR).post(f"/people/{person_id(world, 'top@x.test')}/leave")
    reply = world.as_(HR).post(f"/people/held/{waiting}/confirm")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/manager_id")
    assert len(held(world)) == 1


def test_a_held_address_of_a_leaver_is_taken_when_it_is_confirmed(world: World) -> None:
    world.as_(HR).post(f"/people/{person_id(world, 'bob@x.test')}/leave")
    bob = entry(world, "bob@x.test")
    text = "email,external_id,name\nbob@x.test,6,Hugo H\n"
    reply = imported(machine(world), text, "?reuse_addresses=true", idempotency_key="1")
    (one,) = reply.json["held"]
    assert entry(world, "bob@x.test").id == bob.id
    assert world.as_(HR).post(f"/people/held/{one['id']}/confirm").status == 200
    assert entry(world, "bob@x.test").name == "Hugo H"
    assert people.person_of(world.table.rows[people.person_key(bob.id)]).email == ""


def test_what_waits_is_listed_page_by_page(world: World) -> None:
    imported(world.as_(HUGO), "email,manager_email\nmia@x.test,\ntop@x.test,ann@x.test\n")
    imported(world.as_(HUGO), f"email,external_id\n{HUGO},99\nmia@x.test,98\n")
    seen, cursor = [], ""
    for _ in range(9):
        page = world.as_(HR).get(f"/people/held?limit=1{cursor}").json
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == len(held(world)) >= 3


def ask(world: World) -> None:
    imported(world.as_(HUGO), f"email,title,manager_email\n{HUGO},Chief,top@x.test\n")


def dying_at(world: World, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let whoever makes the commit of this number die before it."""
    real, made = world.table.commit, count(1)

    def commit(changes: Changes) -> None:
        if next(made) == number:
            raise Killed
        real(changes)

    monkeypatch.setattr(world.table, "commit", commit)


def test_nothing_waits_of_an_import_that_is_not_committed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        dying_at(world, patched, 1)
        with pytest.raises(Killed):
            ask(world)
    assert held(world) == []
    assert not [key for key in world.table.rows if key.pk.startswith("M#")]


@pytest.mark.parametrize("number", [2, 3])
def test_what_an_import_that_died_has_held_waits_once_its_job_was_done(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patched:
        dying_at(world, patched, number)
        with pytest.raises(Killed):
            ask(world)
    for _ in range(3):
        world.advance(hours=1)
        work(world)
    assert len(held(world)) == 1
    mails = [
        row.body for key, row in world.table.rows.items() if key.pk.startswith("M#") and "changes_held" in row.body
    ]
    assert len(mails) == 1
    assert not [key for key in world.table.rows if key.sk.startswith("W#")]
