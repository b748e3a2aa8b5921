"""HR sets over HTTP what holds for everyone; everyone reads it."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.audit.routes import routes as audit
from chalicelib.company.routes import routes
from chalicelib.kernel.runtime import current
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.people import routes as people
from tests.api.client import World, world_of
from tests.api.people_world import HR, imported

DEFAULTS: dict[str, Any] = {
    "reflections": {
        "rhythm": "off",
        "max_minutes": 5,
        "max_megabytes": 500,
        "retention_days": None,
        "captions": True,
    },
    "attachments": {"reflections": False},
    "time_zone": None,
    "zones": {"locations": {}, "departments": {}},
    "scim": {"assistant_group": "", "reuse_addresses": False},
    "features": {},
}
WEEKLY = {"reflections": {"rhythm": "weekly"}}
PATH = "/company"


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(people, audit, routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        imported(
            world.as_(HR),
            "email,name,roles,tz\naide@x.test,Ida,hr_assistant,UTC\nann@x.test,Ann,,UTC\nhr2@x.test,Hal,hr_admin,UTC\n",
        )
        yield world


def test_everybody_reads_the_defaults_where_nothing_was_set(world: World) -> None:
    readers = [world.as_("ann@x.test"), world.as_("aide@x.test"), world.as_client("c", "cycles:read")]
    for caller in readers:
        reply = caller.get(PATH)
        assert (reply.status, reply.json, reply.etag) == (200, DEFAULTS | {"actions": []}, '"0"')
    assert world.as_(HR).get(PATH).json == DEFAULTS | {"actions": ["save"]}


def test_hr_changes_a_part_and_the_rest_stays(world: World) -> None:
    hr = world.as_(HR)
    first = hr.patch(PATH, WEEKLY, hr.get(PATH).etag)
    assert (first.status, first.etag) == (200, '"1"')
    assert first.json["reflections"] == DEFAULTS["reflections"] | {"rhythm": "weekly"}
    more: dict[str, Any] = {
        "reflections": {"max_minutes": 60, "max_megabytes": 10, "retention_days": 30, "captions": False},
        "attachments": {"reflections": True},
    }
    second = hr.patch(PATH, more, first.etag)
    assert (second.status, second.etag) == (200, '"2"')
    assert second.json["reflections"] == more["reflections"] | {"rhythm": "weekly"}
    assert second.json["attachments"] == {"reflections": True}
    assert world.as_("ann@x.test").get(PATH).json == second.json | {"actions": []}
    kept = hr.patch(PATH, {"reflections": {"retention_days": None}}, second.etag)
    assert kept.json["reflections"] == second.json["reflections"] | {"retention_days": None}


def test_a_stale_edit_gets_what_is_set_now(world: World) -> None:
    hr = world.as_(HR)
    old = hr.get(PATH).etag
    now = hr.patch(PATH, WEEKLY, old)
    stale = world.as_("hr2@x.test").patch(PATH, {"reflections": {"rhythm": "monthly"}}, old)
    assert (stale.status, stale.json["code"], stale.json["current"]) == (412, "stale", now.json)
    missing = hr.patch(PATH, WEEKLY)
    assert (missing.status, missing.json["code"]) == (428, "match_required")
    assert (hr.get(PATH).json, hr.get(PATH).etag) == (now.json, now.etag)


def test_setting_what_is_set_writes_nothing(world: World) -> None:
    hr = world.as_(HR)
    etag = hr.patch(PATH, WEEKLY, '"0"').etag
    before = dict(world.table.rows)
    again = hr.patch(PATH, WEEKLY, etag)
    assert (again.status, again.etag) == (200, etag)
    assert world.table.rows == before


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"reflections": {"max_minutes": 0}}, "/reflections/max_minutes"),
        ({"reflections": {"max_minutes": 61}}, "/reflections/max_minutes"),
        ({"reflections": {"max_minutes": "5"}}, "/reflections/max_minutes"),
        ({"reflections": {"max_minutes": None}}, "/reflections/max_minutes"),
        ({"reflections": {"max_megabytes": 9}}, "/reflections/max_megabytes"),
        ({"reflections": {"max_megabytes": 2001}}, "/reflections/max_megabytes"),
        ({"reflections": {"retention_days": 29}}, "/reflections/retention_days"),
        ({"reflections": {"retention_days": 3651}}, "/reflections/retention_days"),
        ({"reflections": {"rhythm": "daily"}}, "/reflections/rhythm"),
        ({"reflections": {"captions": 1}}, "/reflections/captions"),
        ({"reflections": {"who": "me"}}, "/reflections/who"),
        ({"reflections": None}, "/reflections"),
        ({"attachments": {"reviews": True}}, "/attachments/reviews"),
        ({"version": 3}, "/version"),
    ],
)
def test_what_cannot_be_set_is_told_by_pointer(world: World, sent: dict[str, Any], pointer: str) -> None:
    reply = world.as_(HR).patch(PATH, sent, '"0"')
    assert reply.status == 422
    assert [error["pointer"] for error in reply.json["errors"]] == [pointer]
    assert world.as_(HR).get(PATH).etag == '"0"'


def test_two_wrong_fields_are_both_named(world: World) -> None:
    reply = world.as_(HR).patch(PATH, {"reflections": {"max_minutes": 0, "max_megabytes": 1}}, '"0"')
    named = [error["pointer"] for error in reply.json["errors"]]
    assert named == ["/reflections/max_minutes", "/reflections/max_megabytes"]


def test_hr_admins_set_and_nobody_else(world: World) -> None:
    for caller in (world.as_("ann@x.test"), world.as_("aide@x.test"), world.as_client("c", "cycles:write")):
        assert caller.patch(PATH, WEEKLY, '"0"').status == 403
    stranger = world.as_("nobody@x.test")
    for reply in (stranger.get(PATH), stranger.patch(PATH, WEEKLY, '"0"')):
        assert (reply.status, reply.json["code"]) == (403, "not_in_directory")
    assert world.as_client("c", "people:write").get(PATH).status == 403
    for entry in routes.routes:
        assert world.anonymous().send(entry.method, entry.path, None, {}).status == 401
    assert world.as_(HR).get(PATH).etag == '"0"'
    assert world.as_("hr2@x.test").patch(PATH, WEEKLY, '"0"').status == 200


def test_reading_is_one_call_and_setting_two(world: World) -> None:
    hr = world.as_(HR)
    hr.get(PATH)
    world.table.calls.clear()
    etag = hr.get(PATH).etag
    assert dict(world.table.calls) == {"get": 1}
    world.table.calls.clear()
    hr.patch(PATH, WEEKLY, etag)
    assert dict(world.table.calls) == {"get": 1, "commit": 1}


def test_a_new_rhythm_is_work_that_is_due_now(world: World) -> None:
    hr = world.as_(HR)
    before = set(world.table.rows)
    world.queue.messages.clear()
    etag = hr.patch(PATH, {"reflections": {"captions": False}}, '"0"').etag
    etag = hr.patch(PATH, WEEKLY, etag).etag
    world.advance(minutes=1)
    hr.patch(PATH, {"reflections": {"rhythm": "off"}}, etag)
    planned = [key.sk for key in world.table.rows if key.pk == "T" and key not in before]
    assert planned == ["2026-03-02T09:00:00.000000Z#rhythm.gather#weekly"]
    assert [message["kind"] for message in world.queue.messages] == ["rhythm.gather"]


def test_the_trail_says_who_set_what(world: World) -> None:
    world.as_(HR).patch(PATH, WEEKLY, '"0"')
    (entry,) = world.as_("hr2@x.test").get("/audit?subject_id=company").json["items"]
    assert (entry["action"], entry["actor"]["name"]) == ("company_changed", "Hanna HR")
    assert entry["detail"] == {"reflections.rhythm": "weekly"}
