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
from tests.api.reflections_world import ADA, BEN, CLEO, EVE, HANA, OTTO, Studio, studio
from tests.api.test_people_import import Dying, people
from tests.tokens import claims, signed

HEAD = "email,external_id,name,status,time_zone\n"


@pytest.fixture
def office() -> Iterator[Studio]:
    """Ada, whose employee ID is 4, has a reflection that no one else may see."""
    with studio() as found:
        assert change(found, ADA, external_id="4").status == 200
        assert change(found, OTTO, external_id="7").status == 200
        found.begin(ADA)
        yield found


def change(office: Studio, whose: Person, query: str = "", /, **body: Any) -> Reply:
    path = f"/people/{whose.id}"
    return office(HANA).put(path + query, body, office(HANA).get(path).etag)


def leave(office: Studio, who: Person) -> None:
    assert office(HANA).post(f"/people/{who.id}/leave").status == 200


def send(office: Studio, *rows: str, query: str = "") -> Reply:
    return imported(office(HANA), HEAD + "".join(f"{row},UTC\n" for row in rows), query)


def newcomer(office: Studio, address: str = ADA.email) -> Caller:
    """Someone with an account of their own at an address that was someone else's."""
    return office.world.as_token(signed(claims(address, sub="another account")))


def sees(caller: Caller) -> list[str]:
    """What someone signed in reads as theirs; or why they are not let in."""
    me = caller.get("/me")
    if me.status != 200:
        return [me.json["code"]]
    return [item["title"] for item in caller.get("/reflections").json["items"]]


def stored(office: Studio, person: Person) -> Person:
    return store.person_of(office.world.table.rows[store.person_key(person.id)])


def whose(office: Studio, address: str) -> str:
    """The id of the person to whom an address belongs."""
    found: str = decode(office.world.table.rows[store.email_key(address)].body, str)
    return found


MINE = ["My spring"]


def test_what_ada_sees_and_nobody_else(office: Studio) -> None:
    assert (sees(office(ADA)), sees(office(OTTO))) == (MINE, [])
    assert sees(newcomer(office)) == ["login_bound"]


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
def test_a_successor_with_the_address_of_a_leaver_is_another_entry_or_none(office: Studio, row: str, code: str) -> None:
    leave(office, ADA)
    refused = send(office, f"{ADA.email},{row}")
    assert (refused.status, [one["code"] for one in refused.json["problems"]]) == (422, [code])
    assert "Allow reuse" in refused.json["problems"][0]["detail"]
    assert sees(newcomer(office)) == ["left"]
    done = send(office, f"{ADA.email},{row}", query="?reuse_addresses=true")
    assert (done.status, done.json["created"], [one["code"] for one in done.json["notes"]]) == (
        200, 1, ["address_taken"],
    )  # fmt: skip
    assert whose(office, ADA.email) != ADA.id
    assert stored(office, ADA).email == ""
    assert (sees(newcomer(office)), sees(office(ADA))) == ([], ["left"])
    assert office(HANA).get(f"/people/{ADA.id}").json["external_id"] == "4"
    again = send(office, f"{ADA.email},{row}", query="?reuse_addresses=true")
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
def test_keys_that_contradict_each_other_are_a_problem(office: Studio, row: str, codes: list[str]) -> None:
    leave(office, ADA)
    for query in ("", "?reuse_addresses=true"):
        refused = send(office, row, query=query)
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
def test_nobody_comes_back_by_a_row_that_does_not_say_so(office: Studio, row: str) -> None:
    leave(office, ADA)
    done = send(office, row)
    assert [done.json[key] for key in ("created", "updated", "unchanged")] == [0, 0, 1]
    assert not stored(office, ADA).active
    assert (sees(office(ADA)), sees(newcomer(office))) == (["left"], ["left"])
    assert sees(newcomer(office, "new@example.test")) == ["not_in_directory"]


@pytest.mark.parametrize(
    "row", ["ada@example.test,4,Ada,active", "ada@example.test,,Ada,active", "ada.new@example.test,4,Ada,active"]
)
def test_who_comes_back_is_who_they_were(office: Studio, row: str) -> None:
    leave(office, ADA)
    assert send(office, row).json["updated"] == 1
    address = row.split(",", maxsplit=1)[0]
    assert office.world.as_token(signed(claims(address, sub=f"sub-{ADA.email}"))).get("/me").json["id"] == ADA.id
    assert sees(office.world.as_token(signed(claims(address, sub=f"sub-{ADA.email}")))) == MINE


def test_an_active_persons_address_is_never_taken(office: Studio) -> None:
    for query in ("", "?reuse_addresses=true"):
        for row in (f"{ADA.email},99,Zed Zulu,active", f"{ADA.email},7,Otto,active", f"{ADA.email},99,Ada,"):
            refused = send(office, row, query=query)
            assert [one["code"] for one in refused.json["problems"]] == ["employee_id_differs"]
        taken = change(office, OTTO, query, email=ADA.email)
        assert (taken.status, taken.json["code"]) == (422, "email_taken")
    assert sees(office(ADA)) == MINE


def test_one_person_takes_over_a_leavers_address_only_where_it_is_said(office: Studio) -> None:
    leave(office, ADA)
    assert sees(office(OTTO)) == []
    assert change(office, OTTO, email=ADA.email).json["code"] == "address_of_leaver"
    assert change(office, OTTO, "?reuse_addresses=true", email=ADA.email).status == 200
    assert (whose(office, ADA.email), stored(office, ADA).email) == (OTTO.id, "")
    assert (sees(office(ADA)), sees(office(OTTO))) == (["left"], [])
    assert sees(newcomer(office)) == ["login_bound"]
    shown = office(HANA).get(f"/people/{ADA.id}").json
    assert (shown["status"], shown["email"]) == ("left", "")


def test_an_employee_id_is_one_persons_also_after_they_left(office: Studio) -> None:
    assert change(office, OTTO, external_id="4").json["code"] == "employee_id_taken"
    leave(office, ADA)
    assert change(office, OTTO, external_id="4").json["code"] == "employee_id_taken"
    assert change(office, OTTO, "?reuse_addresses=true", external_id="4").json["code"] == "employee_id_taken"
    assert change(office, OTTO, external_id="7").status == 200


def test_a_former_employees_old_account_never_becomes_their_successor(office: Studio) -> None:
    """Also where the sign-in service has kept it, with the address, and the successor has not signed in yet."""
    leave(office, ADA)
    assert send(office, f"{ADA.email},99,Zed Zulu,active", query="?reuse_addresses=true").json["created"] == 1
    assert sees(office(ADA)) == ["left"]
    assert change(office, ADA, status="active", email="ada.returned@example.test").status == 200
    assert sees(office(ADA)) == ["login_bound"]
    assert sees(newcomer(office)) == []
    old_account = signed(claims("ada.returned@example.test", sub=f"sub-{ADA.email}"))
    assert sees(office.world.as_token(old_account)) == MINE
    assert sees(office(ADA)) == MINE, "it is her own account, whatever address it names"


def test_an_address_that_was_changed_leads_to_whoever_has_it_now(office: Studio) -> None:
    assert change(office, EVE, email="eve.new@example.test").status == 200
    assert change(office, OTTO, email=EVE.email).status == 200
    assert office(EVE).get("/me").json["id"] != EVE.id
    assert newcomer(office, "eve.new@example.test").get("/me").json["id"] == EVE.id


def test_who_returns_gets_nothing_that_went_to_somebody_else_meanwhile(office: Studio) -> None:
    office.shared(EVE)
    leave(office, BEN)
    office.move(EVE, CLEO)
    office.shared(EVE, title="For Cleo")
    assert change(office, BEN, status="active").status == 200
    seen = [item["title"] for item in office(BEN).get("/reflections?role=manager").json["items"]]
    assert seen == []


# --- many at once


def test_addresses_pass_on_in_a_file_of_many_pages(office: Studio) -> None:
    first = [f"p{n}@example.test,a{n},Old {n},active" for n in range(2 * PAGE)]
    assert send(office, *first).json["created"] == 2 * PAGE
    second = [f"p{n}@example.test,a{n},Old {n},terminated" for n in range(2 * PAGE)]
    second += [f"p{n}@example.test,b{n},New {n},active" for n in range(2 * PAGE)]
    done = send(office, *second, query="?reuse_addresses=true")
    assert [done.json[key] for key in ("created", "left", "problems")] == [2 * PAGE, 2 * PAGE, []]
    assert "failed" not in done.json
    again = send(office, *second, query="?reuse_addresses=true")
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
