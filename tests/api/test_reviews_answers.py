"""What a command answers, and what of a review stands in no one's answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.home import routes as home
from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, cycle, day

SECRET = "Will they leave?"


def asked(desk: Office, person: Any) -> list[tuple[str, str]]:
    """The questions that someone reads in the review, and of whom they are asked."""
    sections = ok(desk(person).get(HOME)).json["questionnaire"]["sections"]
    return [(question["id"], question["for"]) for section in sections for question in section["questions"]]


def trail(desk: Office, action: str = "read_content") -> list[dict[str, Any]]:
    """The entries of the audit trail with this action."""
    rows = [json.loads(row.body) for key, row in desk.world.table.rows.items() if key.pk.startswith("U#")]
    return [found for row in rows if (found := row.get("entry", row)).get("action") == action]


def test_a_question_whose_answer_the_reviewee_may_not_see_is_absent_for_them() -> None:
    with office() as desk:
        desk.share_both()
        assert SECRET not in ok(desk(ADA).get(HOME)).text
        assert asked(desk, ADA) == [("good", "both"), ("wish", "self"), ("craft", "both")]
        for reader in (BEN, CLEO, HANA):
            assert ("risk", "manager") in asked(desk, reader)
        assert SECRET not in ok(desk(ADA).post(f"{HOME}/sign", {})).text


def test_both_are_named_by_the_other_where_they_have_to_sign() -> None:
    with office(None, None, home.routes) as desk:
        desk.share_both()
        named = {
            one.name: [(task["kind"], task["subject"]["name"]) for task in ok(desk(one).get("/home")).json["tasks"]]
            for one in (ADA, BEN)
        }
        assert named == {"Ada": [("sign", "Ben")], "Ben": [("sign", "Ada")]}


def test_a_save_answers_what_can_be_done_now() -> None:
    """ "I am done writing" is there from the first save on."""
    with office() as desk:
        assert "mark_done" not in ok(desk(BEN).get(HOME)).json["actions"]
        saved = desk.write_manager().json
        assert {"mark_done", "share_manager"} <= set(saved["actions"])
        assert saved["actions"] == ok(desk(BEN).get(HOME)).json["actions"]
        assert desk.write_self().json["actions"] == ok(desk(ADA).get(HOME)).json["actions"]
        noted = ok(desk.save(BEN, "notes", {"text": "<p>Raise</p>"})).json
        assert noted["actions"] == saved["actions"]
        ok(desk(BEN).post(f"{HOME}/contributors", {"person_id": CLEO.id}))
        part = ok(desk.save(CLEO, "contribution", {"answers": {"good": "<p>Yes</p>"}})).json
        assert "save_contribution" in part["actions"]
        desk.write_manager("<p>Better</p>")
        restored = ok(desk(BEN).post(f"{HOME}/manager/backups/1/restore")).json
        assert restored["actions"] == ok(desk(BEN).get(HOME)).json["actions"]


COMMANDS: list[tuple[str, dict[str, Any] | None]] = [
    ("revoke-signatures", {"reason": "A wrong date"}),
    ("self/share", None),
    ("manager/unshare", None),
    ("manager/share", None),
    ("nudge", None),
    ("extend", {"side": "sign", "until": "2026-04-02"}),
    ("withdraw", {"reason": "Moved on"}),
]


def prepared(desk: Office, command: str) -> None:
    """Everything is written; what the command is about to do has not been done."""
    desk.write_self("<p>CANARY</p>")
    desk.write_manager("<p>CANARY</p>", rating=2)
    if command != "self/share":
        desk.share_self()
    if command != "manager/share":
        desk.share_manager()
    if command == "revoke-signatures":
        ok(desk(ADA).post(f"{HOME}/sign", {"comment": "CANARY"}))


@pytest.mark.parametrize(("command", "body"), COMMANDS)
def test_a_command_of_hr_shows_nothing_of_the_review_and_leaves_no_reading(
    command: str, body: dict[str, Any] | None
) -> None:
    with office() as desk:
        prepared(desk, command)
        first = ok(desk(HANA).post(f"{HOME}/{command}", body, idempotency_key="once"))
        again = ok(desk(HANA).post(f"{HOME}/{command}", body, idempotency_key="once"))
        assert (first.status, first.json) == (again.status, again.json)
        assert "CANARY" not in first.text
        assert "rating" not in first.json["manager"]
        assert bool(first.json["actions"]) == (command != "withdraw")
        assert trail(desk) == []
        assert "CANARY" in ok(desk(HANA).get(HOME)).text
        assert {entry["object_kind"] for entry in trail(desk)} >= {"self"}


def test_who_is_taken_out_of_the_cycle_is_not_read_by_it() -> None:
    with office() as desk:
        desk.share_both()
        ok(desk(HANA).post(f"{HOME}/withdraw", {"reason": "Moved on"}))
        assert [entry["object_id"] for entry in trail(desk, "withdraw")] == [ID]
        assert trail(desk) == []


REASON = "CANARY-REASON"


def ended(desk: Office, command: str) -> None:
    desk.share_both()
    if command == "revoke-signatures":
        ok(desk(ADA).post(f"{HOME}/sign", {}))
    desk.at(day(28))
    ok(desk(HANA).post(f"{HOME}/{command}", {"reason": REASON}))


@pytest.mark.parametrize("command", ["withdraw", "complete", "revoke-signatures"])
def test_the_reasons_of_hr_are_never_for_assistants_or_machines(command: str) -> None:
    with office(cycle()) as desk:
        ended(desk, command)
        for status_only in (desk(ASA), desk.watching, desk.running):
            assert REASON not in ok(status_only.get(HOME)).text
        for reader in (BEN, CLEO, HANA):
            assert REASON in ok(desk(reader).get(HOME)).text
        assert (REASON in ok(desk(ADA).get(HOME)).text) == (command == "revoke-signatures")


def test_an_assistant_does_not_read_the_reason_that_they_gave() -> None:
    with office() as desk:
        told = ok(desk(ASA).post(f"{HOME}/withdraw", {"reason": REASON}))
        assert REASON not in told.text
        assert told.json["withdrawn"]["by"]["name"] == "Asa"
