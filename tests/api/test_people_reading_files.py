"""How an import reads its file, over HTTP: columns, charsets, dates, zones; and what is remembered of it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.audit.rules import AuditEntry
from chalicelib.company.routes import routes as company_routes
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import current
from chalicelib.people.actions import company_zones, edits
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.people import routes
from chalicelib.people.rules import Person
from tests.api.client import Reply, World, world_of
from tests.api.people_world import HR, imported, person_id
from tests.stored import work

DRY = "?dry_run=true"


@pytest.fixture
def world() -> Iterator[World]:
    """A company that has set nothing yet."""
    with world_of(routes, company_routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        yield world


def settle(world: World, **settings: Any) -> Reply:
    hr = world.as_(HR)
    return hr.patch("/company", settings, hr.get("/company").etag)


def columns(reply: Reply) -> dict[str, tuple[str | None, str]]:
    return {one["heading"]: (one["field"], one["reason"]) for one in reply.json["columns"]}


def test_every_column_is_named_in_every_answer(world: World) -> None:
    settle(world, time_zone="Europe/Berlin")
    text = "Work Email,Home Email,Name,Shoe size\nann@x.test,a@h.test,Ann,38\n"
    told = {
        "Work Email": ("email", "read"),
        "Home Email": (None, "another_column"),
        "Name": ("name", "read"),
        "Shoe size": (None, "unknown"),
    }
    dry, real = imported(world.as_(HR), text, DRY), imported(world.as_(HR), text)
    again = world.as_(HR).get(f"/people/imports/{real.json['id']}")
    assert [columns(reply) for reply in (dry, real, again)] == [told] * 3
    assert dry.json["columns"][1] == {
        "column": 2, "heading": "Home Email", "field": None, "reason": "another_column", "instead": "Work Email",
    }  # fmt: skip
    refused = imported(world.as_(HR), text.replace("ann@x.test", "ann"))
    assert (refused.status, columns(refused)) == (422, told)
    assert [problem["code"] for problem in refused.json["problems"]] == ["not_an_address"]


def test_what_is_chosen_is_remembered_by_the_next_import(world: World) -> None:
    settle(world, time_zone="Europe/Berlin")
    text = "Contact,Name,Title\nann@x.test,Ann,Boss\n"
    assert imported(world.as_(HR), text, DRY).json["problems"][0]["code"] == "no_identity_column"
    chosen = "columns=" + quote('{"Contact": "email", "Title": ""}')
    assert columns(imported(world.as_(HR), text, f"{DRY}&{chosen}"))["Contact"] == ("email", "chosen")
    assert imported(world.as_(HR), text, DRY).json["problems"] != []  # a dry run remembers nothing
    assert imported(world.as_(HR), text, f"?{chosen}").json["created"] == 1
    later = imported(world.as_(HR), text, DRY)
    assert (columns(later)["Contact"], columns(later)["Title"]) == (("email", "chosen"), (None, "ignored"))
    forget = "columns=" + quote('{"Title": null}')
    forgotten = imported(world.as_(HR), text, f"{DRY}&{forget}")
    assert columns(forgotten)["Title"] == ("title", "read")


@pytest.mark.parametrize(
    "said", ['{"A": "shoe_size"}', "[1]", "{", '{"A": 1}', json.dumps({str(n): "" for n in range(400)})]
)
def test_a_choice_that_makes_no_sense_is_refused(world: World, said: str) -> None:
    reply = imported(world.as_(HR), "email\nann@x.test\n", f"{DRY}&columns={quote(said)}")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/columns")


def test_without_any_zone_a_file_is_refused_with_that_reason(world: World) -> None:
    text = "email,name\nann@x.test,Ann\n"
    refused = imported(world.as_(HR), text)
    assert (refused.status, refused.json["problems"][0]["code"]) == (422, "no_time_zone")
    assert "Set one for the company" in refused.json["problems"][0]["detail"]
    assert settle(world, time_zone="europe/berlin").json["time_zone"] == "Europe/Berlin"
    assert imported(world.as_(HR), text).json["zones"] == {
        "given": 0, "location": 0, "department": 0, "company": 1, "kept": 0,
    }  # fmt: skip
    hr = world.as_(HR)
    ann = hr.get(f"/people/{person_id(world, 'ann@x.test')}").json
    assert (ann["time_zone"], ann["time_zone_from"]) == ("Europe/Berlin", "company")


def test_a_zone_follows_a_move_until_one_is_given(world: World) -> None:
    settle(world, time_zone="UTC", zones={"locations": {"Oslo": "Europe/Oslo"}})
    imported(world.as_(HR), "email,name,location\nann@x.test,Ann,oslo\n")
    hr, path = world.as_(HR), f"/people/{person_id(world, 'ann@x.test')}"

    def change(**body: Any) -> tuple[str, str]:
        reply = hr.put(path, body, hr.get(path).etag)
        return reply.json["time_zone"], reply.json["time_zone_from"]

    assert change(title="Lead") == ("Europe/Oslo", "location")
    assert change(location="Rome") == ("UTC", "company")
    assert change(time_zone="Europe/Rome") == ("Europe/Rome", "given")
    assert change(location="Oslo") == ("Europe/Rome", "given")
    assert change(time_zone=None) == ("Europe/Oslo", "location")
    assert imported(hr, "email,location\nann@x.test,Berlin\n", DRY).json["zones"]["company"] == 1


def test_where_no_zone_is_set_none_can_be_cleared(world: World) -> None:
    hr, path = world.as_(HR), f"/people/{person_id(world, HR)}"
    reply = hr.put(path, {"time_zone": None}, hr.get(path).etag)
    assert (reply.status, reply.json["code"], reply.json["errors"][0]["pointer"]) == (422, "no_time_zone", "/time_zone")


@pytest.mark.parametrize(
    ("settings", "pointers"),
    [
        ({"time_zone": "Mars"}, ["/time_zone"]),
        (
            {"zones": {"locations": {"a/b~": "Mars"}, "departments": {"Sales": "Pluto", "HR": "UTC"}}},
            ["/zones/locations/a~1b~0", "/zones/departments/Sales"],
        ),
        ({"zones": {"locations": {f"place {n}": "UTC" for n in range(501)}}}, ["/zones/locations"]),
        ({"zones": {"streets": {}}}, ["/zones/streets"]),
    ],
)
def test_zones_that_are_none_are_named(world: World, settings: dict[str, Any], pointers: list[str]) -> None:
    reply = settle(world, **settings)
    assert (reply.status, [error["pointer"] for error in reply.json["errors"]]) == (422, pointers)


def test_zones_are_read_by_everybody_and_cleared_again(world: World) -> None:
    settle(world, time_zone="UTC", zones={"departments": {"Sales": "europe/rome"}})
    assert settle(world, zones={"locations": {"Oslo": "Europe/Oslo"}}).json["zones"] == {
        "locations": {"Oslo": "Europe/Oslo"}, "departments": {"Sales": "Europe/Rome"},
    }  # fmt: skip
    cleared = settle(world, time_zone=None, zones={"departments": {}}).json
    assert (cleared["time_zone"], cleared["zones"]["departments"]) == (None, {})


def test_dates_and_charset_as_the_sender_says(world: World) -> None:
    settle(world, time_zone="UTC")
    text = "email,name,start date\nann@x.test,Ann,03/04/2020\n"
    assert imported(world.as_(HR), text, DRY).json["problems"][0]["code"] == "ambiguous_dates"
    assert imported(world.as_(HR), text, f"{DRY}&dates=dmy").json["problems"] == []
    assert imported(world.as_(HR), text, f"{DRY}&dates=ymd").status == 422


def test_somebody_without_mail_is_kept_by_their_employee_id(world: World) -> None:
    settle(world, time_zone="UTC")
    text = "Employee ID,Name,Email\n50,Max Mailless,\n"
    assert imported(world.as_(HR), text).json["created"] == 1
    again = imported(world.as_(HR), text)
    assert (again.json["created"], again.json["unchanged"]) == (0, 1)


def test_one_who_cannot_be_moved_to_another_zone_stops_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(world, time_zone="UTC")
    imported(world.as_(HR), "email,name\nann@x.test,Ann\nbob@x.test,Bob\n")
    real = edits.entry_of

    def broken(actor: Actor, done: str, old: Person | None, new: Person, **how: bool) -> AuditEntry:
        if new.name == "Ann":
            raise ValueError(new.name)
        return real(actor, done, old, new, **how)

    monkeypatch.setattr(company_zones, "entry_of", broken)
    settle(world, time_zone="Europe/Berlin")
    work(world)
    found = [world.as_(HR).get(f"/people/{person_id(world, f'{one}@x.test')}").json for one in ("ann", "bob")]
    assert [one["time_zone"] for one in found] == ["UTC", "Europe/Berlin"]


def test_whose_zone_follows_the_company_moves_with_it(world: World) -> None:
    settle(world, time_zone="UTC")
    text = "email,name,location,time zone\nann@x.test,Ann,Oslo,\nbob@x.test,Bob,Rome,\ncat@x.test,Cat,Oslo,Asia/Tokyo\n"
    imported(world.as_(HR), text)
    settle(world, time_zone="Europe/Berlin", zones={"locations": {"oslo": "Europe/Oslo"}})
    work(world)
    hr = world.as_(HR)
    found = {one: hr.get(f"/people/{person_id(world, f'{one}@x.test')}").json for one in ("ann", "bob", "cat", "hr")}
    zones = {one: (found[one]["time_zone"], found[one]["time_zone_from"]) for one in found}
    assert zones == {
        "ann": ("Europe/Oslo", "location"), "bob": ("Europe/Berlin", "company"), "cat": ("Asia/Tokyo", "given"),
        "hr": ("Europe/Berlin", "company"),
    }  # fmt: skip
