"""Codes become sentences: data as it is, words of the API spoken, numbers with separators."""

import pytest

from chalicelib.kernel.errors import Conflict, Fault, NotAllowed, fault
from chalicelib.words import Param, sentence


@pytest.mark.parametrize(
    ("section", "code", "params", "expected"),
    [
        ("field", "too_long", {"most": 20000}, "Use at most 20,000 characters."),
        ("field", "too_small", {"least": 0.5}, "Enter a number no smaller than 0.5."),
        ("field", "too_long", {}, "Use at most {most} characters."),
        ("field", "no_time_zone", {"case": "rows", "n": 2}, "2 people have no time zone."),
        ("field", "no_time_zone", {"case": "rows", "n": 1}, "1 person has no time zone."),
        ("problem", "no_manager", {"case": "left"}, "Your manager has left, so there is no one to share this with."),
        ("problem", "no_manager", {"case": "new"}, "You have no manager in the directory to share this with."),
        ("problem", "cycle_launched", {"fields": ["questionnaire_id", "options.ratings", "a_new_one"]},
         "These can't be changed after launch: questionnaire, ratings, a new one."),
        ("file", "signed", {}, "The review has been signed."),
        ("recording", "empty", {}, "The file is empty."),
        ("problem", "brand_new", {}, "brand new"),
    ],
)  # fmt: skip
def test_a_code_becomes_a_sentence(section: str, code: str, params: dict[str, Param], expected: str) -> None:
    assert sentence(section, code, params).startswith(expected)


def test_several_who_may_are_joined() -> None:
    refused = NotAllowed(case="only", who=["reviewee", "reviewer"])
    assert refused.detail == "Only the reviewee or the reviewer can do this."


def test_faults_and_refusals_say_the_same_twice() -> None:
    assert fault("too_long", most=3) == Fault("too_long", {"most": 3})
    assert str(Conflict("cycle_closed")) == "cycle_closed: The cycle is closed."


def test_a_length_is_said_as_players_show_it() -> None:
    """Milliseconds are for programs."""
    said = sentence("notice", "cut_at_limit", {"limit_ms": 300_000, "recorded_ms": 321_900})
    assert "5:21 long" in said
    assert "limit is 5:00" in said
