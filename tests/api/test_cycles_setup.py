"""Setting up a cycle over HTTP: what is taken, what is refused, who may."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, PEOPLE_WRITE
from tests.api.client import Caller
from tests.cycles_world import ADA, ASA, BEN, FORM, KIT, CyclesApi, cycle_body, cycles_api, ok


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as made:
        yield made


def test_hr_sets_up_a_cycle_and_finds_it_again(at: CyclesApi) -> None:
    """[106, 109] Dates, deadlines and instructions are what HR set."""
    body = cycle_body(
        instructions="<p>Be <b>kind</b>.</p><script>alert(1)</script>",
        timeline=cycle_body()["timeline"] | {"grace_days": {"self": 2, "manager": 0}, "time_zone": "Asia/Tokyo"},
        options={
            "ratings": {"scale": [{"value": 1, "label": "Low"}, {"value": 2, "label": "High"}]},
            "chart_2d": {"x_label": "Results", "y_label": "Growth"},
            "reminders": {"days_before": [3]},
        },
    )
    made = at.hr.post("/cycles", body)
    assert made.status == 201
    shown = ok(at.hr.get(f"/cycles/{made.json['id']}"))
    assert shown.json == made.json
    assert shown.json["state"] == "draft"
    assert shown.json["instructions"] == "<p>Be <strong>kind</strong>.</p>"
    assert shown.json["timeline"]["grace_days"] == {"self": 2, "manager": 0}
    assert shown.json["options"]["reminders"] == {"days_before": [3], "days_after": [1], "at": "09:00"}
    assert shown.json["options"]["ratings"]["scale"][1] == {"value": 2, "label": "High"}
    assert [item["id"] for item in ok(at.hr.get("/cycles")).json["items"]] == [made.json["id"]]


def test_the_form_is_fixed_once_a_cycle_uses_it(at: CyclesApi) -> None:
    at.create()
    (row,) = (row for key, row in at.world.table.rows.items() if key.pk == f"Q#{FORM.id}")
    assert '"used":true' in row.body


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"questionnaire_id": "01NONE"}, "/questionnaire_id"),
        ({"participants": {}}, "/participants"),
        ({"participants": {"everyone": True, "person_ids": [ADA.id]}}, "/participants"),
        ({"participants": {"person_ids": [ADA.id, "01NOBODY"]}}, "/participants/person_ids/1"),
        ({"participants": {"filter": {"shoe_size": 42}}}, "/participants/filter/shoe_size"),
        ({"participants": {"filter": {}}}, "/participants/filter"),
        ({"timeline": cycle_body()["timeline"] | {"closes_on": "2026-01-01"}}, "/timeline/closes_on"),
        ({"timeline": cycle_body()["timeline"] | {"closes_on": "soon"}}, "/timeline/closes_on"),
        ({"timeline": cycle_body()["timeline"] | {"share_from": "2027-03-28"}}, "/timeline/share_from"),
        ({"timeline": cycle_body()["timeline"] | {"time_zone": "Mars/Base"}}, "/timeline/time_zone"),
        ({"options": {"reminders": {"at": "9 o'clock"}}}, "/options/reminders/at"),
        ({"options": {"horoscope": True}}, "/options/horoscope"),
        ({"options": {"hr_contacts": [ASA.id, "01NOBODY"]}}, "/options/hr_contacts/1"),
        ({"by": ADA.id}, "/by"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(at: CyclesApi, changed: dict[str, Any], pointer: str) -> None:
    refused = at.hr.post("/cycles", cycle_body(**changed))
    assert refused.status == 422
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]
    assert ok(at.hr.get("/cycles")).json["items"] == []


def test_several_problems_are_named_together(at: CyclesApi) -> None:
    timeline = cycle_body()["timeline"] | {"self_due_on": "2026-03-01", "time_zone": "Mars/Base"}
    refused = at.hr.post("/cycles", cycle_body(timeline=timeline))
    assert {error["pointer"] for error in refused.json["errors"]} == {"/timeline/self_due_on", "/timeline/time_zone"}


def test_the_same_key_makes_one_cycle(at: CyclesApi) -> None:
    first, second = (at.hr.post("/cycles", cycle_body(), idempotency_key="k1") for _ in range(2))
    assert (first.status, first.json) == (second.status, second.json)
    assert len(ok(at.hr.get("/cycles")).json["items"]) == 1
    other = at.hr.post("/cycles", cycle_body(name="Other"), idempotency_key="k1")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_change_needs_the_version_that_it_changes(at: CyclesApi) -> None:
    path = at.create()
    etag = at.hr.get(path).etag
    assert at.hr.patch(path, {"name": "New"}).status == 428
    assert ok(at.hr.patch(path, {"name": "New"}, match=etag)).json["name"] == "New"
    stale = at.hr.patch(path, {"name": "Newer"}, match=etag)
    assert (stale.status, stale.json["current"]["name"]) == (412, "New")


def test_part_of_a_timeline_and_of_the_options_can_be_changed(at: CyclesApi) -> None:
    path = at.create(options={"calibration": True}, timeline=cycle_body()["timeline"] | {"share_from": "2026-03-28"})
    body = {
        "timeline": {"self_due_on": "2026-03-22", "share_from": None, "grace_days": 3},
        "options": {"done_box": False},
        "participants": {"filter": {"department": ["Tech", "HR"], "joined_before": "2026-01-01"}},
    }
    changed = ok(at.hr.patch(path, body, match=at.hr.get(path).etag)).json
    assert changed["timeline"]["self_due_on"] == "2026-03-22"
    assert changed["timeline"]["share_from"] is None
    assert changed["timeline"]["grace_days"] == 3
    assert (changed["options"]["done_box"], changed["options"]["calibration"]) == (False, True)
    assert changed["participants"]["filter"]["department"] == ["Tech", "HR"]
    assert ok(at.hr.patch(path, {"questionnaire_id": FORM.id}, match=at.hr.get(path).etag)).status == 200


def test_hr_names_whom_people_ask_about_the_process(at: CyclesApi) -> None:
    """[111] Chosen at any time before the end; only people who work here."""
    path = at.create(options={"hr_contacts": [ASA.id, ASA.id], "overall_first": True})
    shown = ok(at.hr.get(path))
    assert (shown.json["options"]["hr_contacts"], shown.json["options"]["overall_first"]) == ([ASA.id], True)
    refused = at.hr.patch(path, {"options": {"hr_contacts": ["01NOBODY"]}}, match=shown.etag)
    assert [error["pointer"] for error in refused.json["errors"]] == ["/options/hr_contacts/0"]
    changed = ok(at.hr.patch(path, {"options": {"hr_contacts": [BEN.id]}}, match=shown.etag))
    assert changed.json["options"]["hr_contacts"] == [BEN.id]


def test_a_cycle_is_copied_as_the_next_one(at: CyclesApi) -> None:
    path = at.create(participants={"person_ids": [ADA.id]})
    copied = at.hr.post(f"{path}/copy", {"name": "Autumn", "timeline": {"closes_on": "2026-06-30"}})
    assert copied.status == 201
    assert (copied.json["name"], copied.json["state"]) == ("Autumn", "draft")
    assert copied.json["timeline"]["opens_on"] == "2026-04-11"
    assert copied.json["timeline"]["closes_on"] == "2026-06-30"
    assert copied.json["participants"] == {"person_ids": [ADA.id]}
    again = at.hr.post(f"{path}/copy", None, idempotency_key="copy")
    assert at.hr.post(f"{path}/copy", None, idempotency_key="copy").json == again.json
    assert len(ok(at.hr.get("/cycles")).json["items"]) == 3


def test_people_of_a_draft_are_added_and_left_out(at: CyclesApi) -> None:
    path = at.create()
    ok(at.hr.delete(f"{path}/participants/{ADA.id}"))
    assert ok(at.hr.get(path)).json["participants"] == {"everyone": True, "left_out": [ADA.id]}
    ok(at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]}))
    assert ok(at.hr.get(path)).json["participants"] == {"everyone": True, "added": [ADA.id]}
    unknown = at.hr.post(f"{path}/participants", {"person_ids": ["01NOBODY"]})
    assert (unknown.status, unknown.json["errors"][0]["pointer"]) == (422, "/participants/person_ids/0")


def test_the_list_is_paged_newest_first(at: CyclesApi) -> None:
    names = [f"Cycle {number}" for number in range(5)]
    for name in names:
        at.create(name=name)
        at.world.advance(seconds=1)
    first = ok(at.hr.get("/cycles?limit=3")).json
    rest = ok(at.hr.get(f"/cycles?limit=3&cursor={first['next']}")).json
    assert [item["name"] for item in first["items"] + rest["items"]] == names[::-1]
    assert rest["next"] is None


def test_an_unknown_cycle_is_not_found(at: CyclesApi) -> None:
    for path in ("/cycles/01NONE", "/cycles/01NONE/progress", "/cycles/01NONE/reviews"):
        assert at.hr.get(path).status == 404
    for command in ("launch", "rehearse", "cancel", "close", "archive", "copy", "nudge", "share"):
        assert at.hr.post(f"/cycles/01NONE/{command}").status == 404
    assert at.hr.delete(f"/cycles/01NONE/participants/{ADA.id}").status == 404


READS = [("GET", ""), ("GET", "/progress"), ("GET", "/reviews")]
RUNS = [
    ("POST", "/rehearse"),
    ("POST", "/launch"),
    ("POST", "/participants"),
    ("DELETE", f"/participants/{KIT.id}"),
    ("POST", "/nudge"),
    ("POST", "/cancel"),
    ("POST", "/close"),
    ("POST", "/archive"),
    ("POST", "/copy"),
    ("PATCH", ""),
]
PEOPLE_ONLY = [("POST", "/share")]
ADMINS_ONLY = [("POST", "/extend")]
BODIES = {
    "/participants": {"person_ids": [ADA.id]},
    "/extend": {"side": "self", "until": "2026-03-30"},
    "": {"name": "New"},
}


def statuses(at: CyclesApi, caller: Caller, routes: list[tuple[str, str]], path: str) -> set[int]:
    found = set()
    for number, (method, command) in enumerate(routes):
        headers = {"if-match": "1", "idempotency-key": f"key-{number}"}
        body = BODIES.get(command) if method in {"POST", "PATCH"} else None
        found.add(caller.send(method, f"{path}{command}", body, headers).status)
    return found


def test_nobody_without_a_token_gets_in(at: CyclesApi) -> None:
    path = at.create()
    everything = READS + RUNS + PEOPLE_ONLY + ADMINS_ONLY
    assert statuses(at, at.world.anonymous(), everything, path) == {401}
    assert at.world.anonymous().get("/cycles").status == 401
    assert at.world.anonymous().post("/cycles", cycle_body()).status == 401


@pytest.mark.parametrize("person", [ADA, BEN])
def test_people_without_an_hr_role_do_not_run_cycles(at: CyclesApi, person: Any) -> None:
    """Not even those whose reviews are in it: what concerns them they read in the review."""
    path = at.launched()
    everything = READS + RUNS + PEOPLE_ONLY + ADMINS_ONLY
    assert statuses(at, at(person), everything, path) == {403}
    assert at(person).get("/cycles").status == 403
    assert at(person).post("/cycles", cycle_body()).status == 403


def test_a_client_needs_a_scope_for_cycles(at: CyclesApi) -> None:
    path = at.create()
    people, reads, writes = (at.world.as_client("hris", scope) for scope in (PEOPLE_WRITE, CYCLES_READ, CYCLES_WRITE))
    assert statuses(at, people, READS + RUNS + PEOPLE_ONLY + ADMINS_ONLY, path) == {403}
    assert statuses(at, reads, READS, path) == {200}
    assert statuses(at, reads, RUNS + PEOPLE_ONLY + ADMINS_ONLY, path) == {403}
    assert statuses(at, writes, PEOPLE_ONLY + ADMINS_ONLY, path) == {403}
    assert ok(writes.get(path)).json["actions"]
    assert ok(reads.get(path)).json["actions"] == []
    made = writes.post("/cycles", cycle_body(), idempotency_key="made")
    assert made.status == 201


def test_an_assistant_runs_cycles_but_extends_nothing(at: CyclesApi) -> None:
    path = at.launched()
    assert ok(at(ASA).get(path)).json["actions"]
    assert "extend" not in ok(at(ASA).get(path)).json["actions"]
    assert statuses(at, at(ASA), ADMINS_ONLY, path) == {403}
    assert statuses(at, at(ASA), READS, path) == {200}
    assert at(ASA).post(f"{path}/nudge").status == 202
