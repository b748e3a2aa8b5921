"""What everyone sets for themselves, and no one for anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.audit.routes import routes as audit_routes
from chalicelib.people.routes.people import routes
from chalicelib.people.routes.settings import routes as settings_routes
from tests.api.client import World, world_of
from tests.api.people_world import COMPANY, HR, first_admin, imported, person_id

ANN, AIDE = "ann@x.test", "aide@x.test"
PATH = "/me/settings"
ALL = {"reminders": True, "review_news": True, "reflections": True}


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, settings_routes, audit_routes) as world:
        first_admin(world.table)
        assert imported(world.as_(HR), COMPANY).status == 200
        yield world


def saved(world: World, body: Any, who: str = ANN) -> Any:
    caller = world.as_(who)
    return caller.put(PATH, body, caller.get(PATH).etag)


def test_everybody_has_settings_and_those_of_hr_a_topic_more(world: World) -> None:
    assert world.as_(ANN).get(PATH).json == {"time_zone": None, "own_time_zone": "Europe/Oslo", "mails": ALL}
    for who in (AIDE, HR):
        assert world.as_(who).get(PATH).json["mails"] == {**ALL, "hr_reports": True}


def test_what_is_set_stays_and_changes_nothing_else(world: World) -> None:
    reply = saved(world, {"time_zone": "Asia/Tokyo", "mails": {"reminders": False, "reflections": False}})
    kept = {"time_zone": "Asia/Tokyo", "mails": {"reminders": False, "review_news": True, "reflections": False}}
    assert reply.json == {"own_time_zone": "Europe/Oslo", **kept}
    me = world.as_(ANN).get("/me").json
    assert (me["time_zone"], me["display_time_zone"]) == ("Europe/Oslo", "Asia/Tokyo")
    assert saved(world, {"time_zone": None, "mails": {}}).json["mails"] == kept["mails"]
    assert world.as_(ANN).get("/me").json["display_time_zone"] == "Europe/Oslo"
    assert saved(world, {"time_zone": None, "mails": {"reminders": True, "reflections": True}}).json["mails"] == ALL


def test_an_import_leaves_the_settings_alone(world: World) -> None:
    saved(world, {"time_zone": "Asia/Tokyo", "mails": {"review_news": False}})
    assert imported(world.as_(HR), COMPANY.replace("Ann Anders", "Ann Andersen")).status == 200
    shown = world.as_(ANN).get(PATH).json
    assert (shown["time_zone"], shown["mails"]["review_news"]) == ("Asia/Tokyo", False)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"time_zone": "Atlantis/Main", "mails": {}}, "/time_zone"),
        ({"time_zone": None, "mails": {"kickoff_self": False}}, "/mails"),
        ({"time_zone": None, "mails": {"reminders": "no"}}, "/mails"),
        ({"mails": {}}, "/time_zone"),
        ({"time_zone": None, "mails": {}, "person_id": "01ANY"}, "/person_id"),
    ],
)
def test_nonsense_is_refused_by_field(world: World, body: Any, pointer: str) -> None:
    """An email that the process needs is none that can be switched off."""
    reply = saved(world, body)
    assert reply.status == 422
    assert reply.json["errors"][0]["pointer"].startswith(pointer)


def test_a_stale_change_is_refused_with_what_there_is(world: World) -> None:
    body = {"time_zone": None, "mails": {"reminders": False}}
    etag = world.as_(ANN).get(PATH).etag
    assert world.as_(ANN).put(PATH, body).status == 428
    assert world.as_(ANN).put(PATH, body, etag).status == 200
    stale = world.as_(ANN).put(PATH, body, etag)
    assert (stale.status, stale.json["current"]["mails"]["reminders"]) == (412, False)


def test_nobody_reads_or_sets_those_of_anybody_else(world: World) -> None:
    """There is no address for it; no profile shows them, not even to HR; the trail says only that it happened."""
    saved(world, {"time_zone": "Asia/Tokyo", "mails": {"reflections": False}})
    profile = world.as_(HR).get(f"/people/{person_id(world, ANN)}").text
    assert "Tokyo" not in profile
    assert "reflections" not in profile
    trail = world.as_(HR).get(f"/audit?subject_id={person_id(world, ANN)}").text
    assert "change_settings" in trail
    assert "Tokyo" not in trail


def test_strangers_machines_and_leavers_have_none(world: World) -> None:
    body: dict[str, Any] = {"time_zone": None, "mails": {}}
    callers = [
        (world.anonymous(), 401),
        (world.as_("nobody@x.test"), 403),
        (world.as_client("payroll", "people:write", "cycles:write", "cycles:read"), 403),
    ]
    for caller, status in callers:
        assert caller.get(PATH).status == status
        assert caller.put(PATH, body, "1").status == status
    assert world.as_(ANN).get(PATH).status == 200
    assert world.as_(HR).post(f"/people/{person_id(world, ANN)}/leave", {}).status == 200
    assert world.as_(ANN).get(PATH).status == 403
    assert world.as_(ANN).put(PATH, body, "1").status == 403


def test_saving_what_there_is_writes_nothing(world: World) -> None:
    body = {"time_zone": None, "mails": ALL}
    assert saved(world, body).status == 200
    before = dict(world.table.rows)
    assert saved(world, body).status == 200
    assert saved(world, {"time_zone": "Europe/Oslo", "mails": {}}).json["time_zone"] is None
    assert world.table.rows == before
