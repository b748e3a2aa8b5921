"""GET /audit: HR admins see all but what is hidden about themselves; everyone sees who opened their own file."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.audit import actions
from chalicelib.audit.routes import routes
from chalicelib.audit.rules import AuditEntry, content_read, of
from chalicelib.audit.store import SHARDS
from chalicelib.kernel.command import perform
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.policy import SYSTEM, Actor, ActorKind
from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.table import Reads
from tests.api.client import World, world_of

PEOPLE = {
    "hr@example.test": Actor(id="hr", name="Hana", roles=frozenset({"hr_admin"}), chain=("boss",)),
    "assistant@example.test": Actor(id="as", name="Asa", roles=frozenset({"hr_assistant"})),
    "ana@example.test": Actor(id="ana", name="Ana"),
    "bo@example.test": Actor(id="bo", name="Bo"),
}
HR, ANA, BO = (PEOPLE[f"{name}@example.test"] for name in ("hr", "ana", "bo"))


def directory(_runtime: Any, _reads: Reads, claims: Claims) -> Actor | None:
    if claims.is_client:
        return Actor(id=claims.client_id, name="client", kind=ActorKind.CLIENT, scopes=claims.scopes)
    return PEOPLE.get(claims.email)


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, directory=directory) as world:
        yield world


def write(entry: AuditEntry) -> None:
    perform(current(), SYSTEM, lambda command: actions.record(command, entry))


def record(world: World, *entries: AuditEntry) -> None:
    for entry in entries:
        write(entry)
        world.advance(seconds=1)


def opened(subject: str, *, by: Actor = HR, disclosed: bool = True, part: str = "self") -> AuditEntry:
    return content_read(by, subject_id=subject, object_kind=part, object_id="r1", disclosed=disclosed)


def changed(subject: str, action: str, *, by: Actor = BO, bulk: bool = False) -> AuditEntry:
    return of(by, action, subject_id=subject, object_kind="review", object_id="r1", reason="why", bulk=bulk)


def test_a_person_sees_who_opened_their_file_when_and_which_class(world: World) -> None:
    record(world, opened("ana"), opened("bo"))
    assert world.as_("ana@example.test").get("/audit").json["items"] == [
        {
            "id": world.table.query("U#ana").rows[0].key.sk,
            "at": "2026-03-02T09:00:00Z",
            "actor": {"id": "hr", "name": "Hana"},
            "action": "read_content",
            "subject_id": "ana",
            "object": {"kind": "self", "id": "r1"},
        }
    ]


@pytest.mark.parametrize("email", ["ana@example.test", "hr@example.test"])
@pytest.mark.parametrize("asked", ["subject_id={me}", "subject_id={me}&actor_id=bo", "actor_id=bo"])
def test_no_question_tells_of_hidden_things_about_oneself(world: World, email: str, asked: str) -> None:
    me = PEOPLE[email].id
    record(world, changed(me, "save_manager"), opened(me, by=BO, disclosed=False, part="manager"), changed(me, "nudge"))
    assert world.as_(email).get(f"/audit?{asked.format(me=me)}").json == {"items": [], "next": None}


def test_a_page_is_filled_past_what_its_reader_may_not_see(world: World) -> None:
    """A short page with a cursor would tell that something hidden lies between."""
    for _ in range(3):
        record(world, opened("bo", by=BO), changed("hr", "save_manager"))
    first = world.as_("hr@example.test").get("/audit?actor_id=bo&limit=2").json
    assert [item["subject_id"] for item in first["items"]] == ["bo", "bo"]
    rest = world.as_("hr@example.test").get(f"/audit?actor_id=bo&limit=2&cursor={first['next']}").json
    assert [item["subject_id"] for item in rest["items"]] == ["bo"]
    assert rest["next"] is None


def test_a_long_run_of_hidden_entries_is_left_behind_page_by_page(world: World) -> None:
    record(world, opened("bo", by=BO), *[changed("hr", "save_manager") for _ in range(8)])
    hr = world.as_("hr@example.test")
    first = hr.get("/audit?actor_id=bo&limit=1").json
    assert first["items"] == []
    rest = hr.get(f"/audit?actor_id=bo&limit=1&cursor={first['next']}").json
    assert [item["subject_id"] for item in rest["items"]] == ["bo"]


def test_hr_sees_changes_by_somebody_and_about_somebody_newest_first(world: World) -> None:
    record(world, changed("ana", "share_manager"), changed("ana", "sign"), changed("bo", "sign", by=ANA))
    hr = world.as_("hr@example.test")
    assert [i["action"] for i in hr.get("/audit?subject_id=ana").json["items"]] == ["sign", "share_manager"]
    assert [i["subject_id"] for i in hr.get("/audit?actor_id=bo").json["items"]] == ["ana", "ana"]
    assert len(hr.get("/audit?subject_id=ana&actor_id=ana").json["items"]) == 0
    assert hr.get("/audit?subject_id=ana").json["items"][0]["reason"] == "why"


def test_about_those_above_hr_learns_no_reasons(world: World) -> None:
    record(world, changed("boss", "extend"))
    (item,) = world.as_("hr@example.test").get("/audit?subject_id=boss").json["items"]
    assert "reason" not in item


def test_one_of_many_is_in_its_subjects_trail_and_not_in_the_actors(world: World) -> None:
    record(world, changed("ana", "create_review", bulk=True))
    hr = world.as_("hr@example.test")
    assert len(hr.get("/audit?subject_id=ana").json["items"]) == 1
    assert hr.get("/audit?actor_id=bo").json["items"] == []


def test_a_review_is_asked_about_by_its_own_id(world: World) -> None:
    ana = "01KJQ3V2YC8T7W9K5M4N6P2R1S"
    ours, other = (f"{cycle}{ana}" for cycle in ("01KJQ3V2YC8T7W9K5M4N6P2R1A", "01KJQ3V2YC8T7W9K5M4N6P2R1B"))
    record(
        world,
        *(content_read(HR, subject_id=ana, object_kind="self", object_id=one, disclosed=True) for one in (ours, other)),
    )
    items = world.as_("hr@example.test").get(f"/audit?subject_id={ours}").json["items"]
    assert [(item["subject_id"], item["object"]["id"]) for item in items] == [(ana, ours)]
    assert world.as_("bo@example.test").get(f"/audit?subject_id={ours}").status == 403


def test_hr_sees_the_whole_trail_page_by_page_without_what_is_hidden_about_themselves(world: World) -> None:
    for n in range(12):
        record(world, changed("ana" if n % 2 else "bo", f"step_{n}"), changed("hr", "save_manager"))
    record(world, changed("ana", "create_review", bulk=True))
    hr, seen, cursor = world.as_("hr@example.test"), [], ""
    while True:
        page = hr.get(f"/audit?limit=5{cursor}").json
        seen.append([item["action"] for item in page["items"]])
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [action for part in seen for action in part] == [f"step_{n}" for n in range(11, -1, -1)]
    assert [len(part) for part in seen] == [5, 5, 2]


def test_the_whole_trail_is_spread_over_keys_and_costs_the_same_however_long_it_is(world: World) -> None:
    record(world, *[changed("ana", "sign") for _ in range(200)])
    shards = {row.index2.pk for row in world.table.rows.values() if row.index2}
    assert len(shards) == SHARDS
    world.table.calls.clear()
    assert len(world.as_("hr@example.test").get("/audit").json["items"]) == 25
    assert world.table.calls["query"] == SHARDS


def test_who_may_not_ask(world: World) -> None:
    record(world, opened("bo"))
    assert world.anonymous().get("/audit?subject_id=bo").status == 401
    assert world.as_("nobody@example.test").get("/audit?subject_id=bo").status == 403
    assert world.as_("ana@example.test").get("/audit?subject_id=bo").status == 403
    assert world.as_("assistant@example.test").get("/audit?subject_id=bo").status == 403
    assert world.as_client("hris", "cycles:read", "people:write").get("/audit?subject_id=bo").status == 403


def test_a_cursor_of_somebody_else_is_refused(world: World) -> None:
    record(world, opened("ana"), opened("ana"), opened("ana"))
    cursor = world.as_("ana@example.test").get("/audit?limit=1").json["next"]
    assert world.as_("bo@example.test").get(f"/audit?limit=1&cursor={cursor}").status == 422


def test_the_trail_costs_one_call(world: World) -> None:
    record(world, opened("ana"))
    world.table.calls.clear()
    world.as_("ana@example.test").get("/audit")
    assert world.table.calls["query"] == 1
