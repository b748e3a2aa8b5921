"""What a command answers, and what of a review stands in no one's answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.home import routes as home
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, cycle, day

SECRET = "Will they leave?"


def asked(api: ReviewsApi, person: Any) -> list[tuple[str, str]]:
    """The questions that someone reads in the review, and of whom they are asked."""
    sections = ok(api(person).get(HOME)).json["questionnaire"]["sections"]
    return [(question["id"], question["for"]) for section in sections for question in section["questions"]]


def trail(api: ReviewsApi, action: str = "read_content") -> list[dict[str, Any]]:
    """The entries of the audit trail with this action."""
    rows = [json.loads(row.body) for key, row in api.world.table.rows.items() if key.pk.startswith("U#")]
    return [found for row in rows if (found := row.get("entry", row)).get("action") == action]


def test_a_question_whose_answer_the_reviewee_may_not_see_is_absent_for_them() -> None:
    with reviews_api() as api:
        api.share_both()
        assert SECRET not in ok(api(ADA).get(HOME)).text
        assert asked(api, ADA) == [("good", "both"), ("wish", "self"), ("craft", "both")]
        for reader in (BEN, CLEO, HANA):
            assert ("risk", "manager") in asked(api, reader)
        assert SECRET not in ok(api(ADA).post(f"{HOME}/sign", {})).text


def test_both_are_named_by_the_other_where_they_have_to_sign() -> None:
    with reviews_api(None, None, home.routes) as api:
        api.share_both()
        named = {
            one.name: [(task["kind"], task["subject"]["name"]) for task in ok(api(one).get("/home")).json["tasks"]]
            for one in (ADA, BEN)
        }
        assert named == {"Ada": [("sign", "Ben")], "Ben": [("sign", "Ada")]}


def test_a_save_answers_what_can_be_done_now() -> None:
    """ "I am done writing" is there from the first save on."""
    with reviews_api() as api:
        assert "mark_done" not in ok(api(BEN).get(HOME)).json["actions"]
        saved = api.write_manager().json
        assert {"mark_done", "share_manager"} <= set(saved["actions"])
        assert saved["actions"] == ok(api(BEN).get(HOME)).json["actions"]
        assert api.write_self().json["actions"] == ok(api(ADA).get(HOME)).json["actions"]
        noted = ok(api.save(BEN, "notes", {"text": "<p>Raise</p>"})).json
        assert noted["actions"] == saved["actions"]
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CLEO.id}))
        part = ok(api.save(CLEO, "contribution", {"answers": {"good": "<p>Yes</p>"}})).json
        assert "save_contribution" in part["actions"]
        api.write_manager("<p>Better</p>")
        restored = ok(api(BEN).post(f"{HOME}/manager/backups/1/restore")).json
        assert restored["actions"] == ok(api(BEN).get(HOME)).json["actions"]


COMMANDS: list[tuple[str, dict[str, Any] | None]] = [
    ("revoke-signatures", {"reason": "A wrong date"}),
    ("self/share", None),
    ("manager/unshare", None),
    ("manager/share", None),
    ("nudge", None),
    ("extend", {"side": "sign", "until": "2026-04-02"}),
    ("withdraw", {"reason": "Moved on"}),
]


def prepared(api: ReviewsApi, command: str) -> None:
    """Everything is written; what the command is about to do has not been done."""
    api.write_self("<p>CANARY</p>")
    api.write_manager("<p>CANARY</p>", rating=2)
    if command != "self/share":
        api.share_self()
    if command != "manager/share":
        api.share_manager()
    if command == "revoke-signatures":
        ok(api(ADA).post(f"{HOME}/sign", {"comment": "CANARY"}))


@pytest.mark.parametrize(("command", "body"), COMMANDS)
def test_a_command_of_hr_shows_nothing_of_the_review_and_leaves_no_reading(
    command: str, body: dict[str, Any] | None
) -> None:
    with reviews_api() as api:
        prepared(api, command)
        first = ok(api(HANA).post(f"{HOME}/{command}", body, idempotency_key="once"))
        again = ok(api(HANA).post(f"{HOME}/{command}", body, idempotency_key="once"))
        assert (first.status, first.json) == (again.status, again.json)
        assert "CANARY" not in first.text
        assert "rating" not in first.json["manager"]
        assert bool(first.json["actions"]) == (command != "withdraw")
        assert trail(api) == []
        assert "CANARY" in ok(api(HANA).get(HOME)).text
        assert {entry["object_kind"] for entry in trail(api)} >= {"self"}


def test_who_is_taken_out_of_the_cycle_is_not_read_by_it() -> None:
    with reviews_api() as api:
        api.share_both()
        ok(api(HANA).post(f"{HOME}/withdraw", {"reason": "Moved on"}))
        assert [entry["object_id"] for entry in trail(api, "withdraw")] == [ID]
        assert trail(api) == []


REASON = "CANARY-REASON"


def ended(api: ReviewsApi, command: str) -> None:
    api.share_both()
    if command == "revoke-signatures":
        ok(api(ADA).post(f"{HOME}/sign", {}))
    api.at(day(28))
    ok(api(HANA).post(f"{HOME}/{command}", {"reason": REASON}))


@pytest.mark.parametrize("command", ["withdraw", "complete", "revoke-signatures"])
def test_the_reasons_of_hr_are_never_for_assistants_or_machines(command: str) -> None:
    with reviews_api(cycle()) as api:
        ended(api, command)
        for status_only in (api(ASA), api.watching, api.running):
            assert REASON not in ok(status_only.get(HOME)).text
        for reader in (BEN, CLEO, HANA):
            assert REASON in ok(api(reader).get(HOME)).text
        assert (REASON in ok(api(ADA).get(HOME)).text) == (command == "revoke-signatures")


def test_an_assistant_does_not_read_the_reason_that_they_gave() -> None:
    with reviews_api() as api:
        told = ok(api(ASA).post(f"{HOME}/withdraw", {"reason": REASON}))
        assert REASON not in told.text
        assert told.json["withdrawn"]["by"]["name"] == "Asa"
