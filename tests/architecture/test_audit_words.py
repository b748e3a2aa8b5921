"""What the audit trail can hold is said in words by HR's screen; it has no other words for a deed than its code."""

from __future__ import annotations

import re
from pathlib import Path

from chalicelib.reviews.rules.table import ReviewAction

ROOT = Path(__file__).resolve().parents[2]
WORDS = set(re.findall(r'"audit\.did\.([a-z_]+)"', (ROOT / "web/src/features/audit/text/en/audit.ts").read_text()))
ACTIONS = "".join(
    (ROOT / "chalicelib" / path).read_text() for path in ("cycles/actions.py", "rollout/actions/commands.py")
)
FORMS = (ROOT / "chalicelib/questionnaires/actions.py").read_text()


def test_each_command_of_a_review_has_words_in_the_trail() -> None:
    verbs = {verb.value for verb in ReviewAction} - {ReviewAction.COMPLETE.value} | {"complete_unsigned"}
    assert verbs - WORDS == set()


def test_each_command_for_a_cycle_has_words_in_the_trail() -> None:
    done = set(re.findall(r'"(cycle_[a-z]+|[a-z]+_all)"', ACTIONS))
    assert {"cycle_changed", "cycle_closed", "nudge_all"} <= done
    assert done - WORDS - {"cycle_id"} == set()


def test_each_change_of_a_questionnaire_and_of_settings_has_words_in_the_trail() -> None:
    forms = set(re.findall(r'"(questionnaire_(?:created|changed|copied))"', FORMS))
    assert "questionnaire_changed" in forms
    assert (forms | {"change_settings"}) - WORDS == set()
