"""Who becomes whom: whatever key is given on, a sign-in never opens what was someone else's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.runtime import current
from chalicelib.people.routes.people import routes as people_routes
from chalicelib.people.rules import Person
from chalicelib.people.rules.imports import PAGE
from chalicelib.people.store import people as store
from chalicelib.timetable import actions as timetable
from tests.api.client import Caller, Reply, World, world_of
from tests.api.people_world import HR, drain, first_admin, imported
from tests.api.reflections_world import ADA, BEN, CLEO, EVE, HANA, OTTO, ReflectionsApi, reflections_api
from tests.api.test_people_import import Dying, people
from tests.tokens import claims, signed

HEAD = "email,external_id,name,status,time_zone\n"


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    """Ada, whose employee ID is 4, has a reflection that no one else may see."""
    with reflections_api() as found:
        assert change(found, ADA, external_id="4").status == 200
        assert change(found, OTTO, external_id="7").status == 200
        found.begin(ADA)
        yield found


def change(api: ReflectionsApi, whose: Person, query: str = "", /, **body: Any) -> Reply:
    path = f"/people/{whose.id}"
    return api(HANA).put(path + query, body, api(HANA).get(path).etag)


def leave(api: ReflectionsApi, who: Person) -> None:
    assert api(HANA).post(f"/people/{who.id}/leave").status == 200


def send(api: ReflectionsApi, *rows: str, query: str = "") -> Reply:
    return imported(api(HANA), HEAD + "".join(f"{row},UTC\n" for row in rows), query)


def newcomer(api: ReflectionsApi, address: str = ADA.email) -> Caller:
    """Someone with an account of their own at an address that was someone else's."""
    return api.world.as_token(signed(claims(address, sub="another account")))


def sees(caller: Caller) -> list[str]:
    """What someone signed in reads as theirs; or why they are not let in."""
    me = caller.get("/me")
    if me.status != 200:
        return [me.json["code"]]
    return [item["title"] for item in caller.get("/reflections").json["items"]]


def stored(api: ReflectionsApi, person: Person) -> Person:
    return store.person_of(api.world.table.rows[store.person_key(person.id)])


def whose(api: ReflectionsApi, address: str) -> str:
    """The id of the person to whom an address belongs."""
    found: str = decode(api.world.table.rows[store.email_key(address)].body, str)
    return found


MINE = ["My spring"]


def test_what_ada_sees_and_nobody_else(api: ReflectionsApi) -> None:
    assert (sees(api(ADA)), sees(api(OTTO))) == (MINE, [])
    assert sees(newcomer(api)) == ["login_bound"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("99,Zed Zulu,active", "address_of_leaver"),
        ("99,Zed Zulu,", "address_of_leaver"),
        ("99,Ada,active", "address_of_leaver"),
        (",Zed Zulu,active", "address_of_leaver"),
        (",Zed Zulu,", "address_of_leaver"),
    ],
)
def test_a_successor_with_the_address_of_a_leaver_is_another_entry_or_none(
    api: ReflectionsApi, row: str, code: str
) -> None:
    leave(api, ADA)
    refused = send(api, f"{ADA.email},{row}")
    assert (refused.status, [one["code"] for one in refused.json["problems"]]) == (422, [code])
    assert "Allow reuse" in refused.json["problems"][0]["detail"]
    assert sees(newcomer(api)) == ["left"]
    done = send(api, f"{ADA.email},{row}", query="?reuse_addresses=true")
    assert (done.status, done.json["created"], [one["code"] for one in done.json["notes"]]) == (
        200, 1, ["address_taken"],
    )  # fmt: skip
    assert whose(api, ADA.email) != ADA.id
    assert stored(api, ADA).email == ""
    assert (sees(newcomer(api)), sees(api(ADA))) == ([], ["left"])
    assert api(HANA).get(f"/people/{ADA.id}").json["external_id"] == "4"
    again = send(api, f"{ADA.email},{row}", query="?reuse_addresses=true")
    assert [again.json[key] for key in ("created", "updated", "left", "unchanged")] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("new@example.test,4,Zed Zulu,active", ["employee_id_of_leaver"]),
        (",4,Zed Zulu,active", ["employee_id_of_leaver"]),
        ("otto@example.test,4,Ada,active", ["employee_id_differs"]),
        ("otto@example.test,99,Otto,active", ["employee_id_differs"]),
    ],
)
def test_keys_that_contradict_each_other_are_a_problem(api: ReflectionsApi, row: str, codes: list[str]) -> None:
    leave(api, ADA)
    for query in ("", "?reuse_addresses=true"):
        refused = send(api, row, query=query)
        assert (refused.status, [one["code"] for one in refused.json["problems"]]) == (422, codes)


@pytest.mark.parametrize(
    "row",
    [
        "ada@example.test,4,Ada,",
        "new@example.test,4,Ada,",
        "new@example.test,4,Zed Zulu,",
        "ada@example.test,,Ada,",
        "ada@example.test,4,Ada,terminated",
    ],
)
def test_nobody_comes_back_by_a_row_that_does_not_say_so(api: ReflectionsApi, row: str) -> None:
    leave(api, ADA)
    done = send(api, row)
    assert [done.json[key] for key in ("created", "updated", "unchanged")] == [0, 0, 1]
    assert not stored(api, ADA).active
    assert (sees(api(ADA)), sees(newcomer(api))) == (["left"], ["left"])
    assert sees(newcomer(api, "new@example.test")) == ["not_in_directory"]


@pytest.mark.parametrize(
    "row", ["ada@example.test,4,Ada,active", "ada@example.test,,Ada,active", "ada.new@example.test,4,Ada,active"]
)
def test_who_comes_back_is_who_they_were(api: ReflectionsApi, row: str) -> None:
    leave(api, ADA)
    assert send(api, row).json["updated"] == 1
    address = row.split(",", maxsplit=1)[0]
    assert api.world.as_token(signed(claims(address, sub=f"sub-{ADA.email}"))).get("/me").json["id"] == ADA.id
    assert sees(api.world.as_token(signed(claims(address, sub=f"sub-{ADA.email}")))) == MINE


def test_an_active_persons_address_is_never_taken(api: ReflectionsApi) -> None:
    for query in ("", "?reuse_addresses=true"):
        for row in (f"{ADA.email},99,Zed Zulu,active", f"{ADA.email},7,Otto,active", f"{ADA.email},99,Ada,"):
            refused = send(api, row, query=query)
            assert [one["code"] for one in refused.json["problems"]] == ["employee_id_differs"]
        taken = change(api, OTTO, query, email=ADA.email)
        assert (taken.status, taken.json["code"]) == (422, "email_taken")
    assert sees(api(ADA)) == MINE


def test_one_person_takes_over_a_leavers_address_only_where_it_is_said(api: ReflectionsApi) -> None:
    leave(api, ADA)
    assert sees(api(OTTO)) == []
    assert change(api, OTTO, email=ADA.email).json["code"] == "address_of_leaver"
    assert change(api, OTTO, "?reuse_addresses=true", email=ADA.email).status == 200
    assert (whose(api, ADA.email), stored(api, ADA).email) == (OTTO.id, "")
    assert (sees(api(ADA)), sees(api(OTTO))) == (["left"], [])
    assert sees(newcomer(api)) == ["login_bound"]
    shown = api(HANA).get(f"/people/{ADA.id}").json
    assert (shown["status"], shown["email"]) == ("left", "")


def test_an_employee_id_is_one_persons_also_after_they_left(api: ReflectionsApi) -> None:
    assert change(api, OTTO, external_id="4").json["code"] == "employee_id_taken"
    leave(api, ADA)
    assert change(api, OTTO, external_id="4").json["code"] == "employee_id_taken"
    assert change(api, OTTO, "?reuse_addresses=true", external_id="4").json["code"] == "employee_id_taken"
    assert change(api, OTTO, external_id="7").status == 200


def test_a_former_employees_old_account_never_becomes_their_successor(api: ReflectionsApi) -> None:
    """Also where the sign-in service has kept it, with the address, and the successor has not signed in yet."""
    leave(api, ADA)
    assert send(api, f"{ADA.email},99,Zed Zulu,active", query="?reuse_addresses=true").json["created"] == 1
    assert sees(api(ADA)) == ["left"]
    assert change(api, ADA, status="active", email="ada.returned@example.test").status == 200
    assert sees(api(ADA)) == ["login_bound"]
    assert sees(newcomer(api)) == []
    old_account = signed(claims("ada.returned@example.test", sub=f"sub-{ADA.email}"))
    assert sees(api.world.as_token(old_account)) == MINE
    assert sees(api(ADA)) == MINE, "it is her own account, whatever address it names"


def test_an_address_that_was_changed_leads_to_whoever_has_it_now(api: ReflectionsApi) -> None:
    assert change(api, EVE, email="eve.new@example.test").status == 200
    assert change(api, OTTO, email=EVE.email).status == 200
    assert api(EVE).get("/me").json["id"] != EVE.id
    assert newcomer(api, "eve.new@example.test").get("/me").json["id"] == EVE.id


def test_who_returns_gets_nothing_that_went_to_somebody_else_meanwhile(api: ReflectionsApi) -> None:
    api.shared(EVE)
    leave(api, BEN)
    api.move(EVE, CLEO)
    api.shared(EVE, title="For Cleo")
    assert change(api, BEN, status="active").status == 200
    seen = [item["title"] for item in api(BEN).get("/reflections?role=manager").json["items"]]
    assert seen == []


# --- many at once


def test_addresses_pass_on_in_a_file_of_many_pages(api: ReflectionsApi) -> None:
    first = [f"p{n}@example.test,a{n},Old {n},active" for n in range(2 * PAGE)]
    assert send(api, *first).json["created"] == 2 * PAGE
    second = [f"p{n}@example.test,a{n},Old {n},terminated" for n in range(2 * PAGE)]
    second += [f"p{n}@example.test,b{n},New {n},active" for n in range(2 * PAGE)]
    done = send(api, *second, query="?reuse_addresses=true")
    assert [done.json[key] for key in ("created", "left", "problems")] == [2 * PAGE, 2 * PAGE, []]
    assert "failed" not in done.json
    again = send(api, *second, query="?reuse_addresses=true")
    assert [again.json[key] for key in ("created", "updated", "left")] == [0, 0, 0]


def consistent(world: World) -> None:
    """Each address in the table leads to the entry that has it, and to no other one."""
    found = {p.id: p for p in _everybody(world)}
    for key, row in world.table.rows.items():
        if key.pk.startswith("E#"):
            assert found[decode(row.body, str)].email == key.pk.removeprefix("E#")


def _everybody(world: World) -> list[Person]:
    return [store.person_of(row) for key, row in world.table.rows.items() if key.pk.startswith("P#") and key.sk == "A"]


@pytest.mark.parametrize("dies_at", range(1, 12))
def test_a_worker_that_dies_between_giver_and_taker_leaves_the_address_to_nobody_else(dies_at: int) -> None:
    table = Dying()
    with world_of(people_routes, table=table) as world:
        first_admin(table)
        rows = range(PAGE + 5)
        old = "".join(f"p{n}@x.test,a{n},Old {n},active\n" for n in rows)
        head = "email,external_id,name,status\n"
        assert imported(world.as_(HR), head + old).json["created"] == len(rows)
        before = {person.id: person for person in _everybody(world)}
        new = old.replace("active", "terminated") + "".join(f"p{n}@x.test,b{n},New {n},active\n" for n in rows)
        table.dies_at = dies_at
        imported(world.as_(HR), head + new, "?reuse_addresses=true")
        table.dies_at = None
        consistent(world)
        for person in _everybody(world):
            if person.id in before:
                assert person.email in ("", before[person.id].email)
        world.advance(minutes=6)
        timetable.tick(current())
        drain(world)
        consistent(world)
        assert {people(world)[f"p{n}@x.test"].name for n in rows} == {f"New {n}" for n in rows}
