"""What is read from a WebVTT, whatever stands in it, and the words that find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.errors import Invalid
from chalicelib.reflections.rules import Cue, corrected, first_match, read_cues, transcript, words_of, write_cues


def test_cues_are_read_with_their_times() -> None:
    text = (
        "WEBVTT\r\n\r\nNOTE hello\r\n\r\n1\r\n01:02:03.004 --> 01:02:05.006 align:start\r\nTwo\r\nlines <i>here</i>\r\n"
    )
    assert read_cues(text) == (Cue(at_ms=3_723_004, until_ms=3_725_006, text="Two lines here"),)


@pytest.mark.parametrize(
    "block",
    [
        "00:01.000 --> \nNo end",
        "nonsense --> 00:02.000\nNo beginning",
        "00:03.000 --> 00:02.000\nBackwards",
        "00:01.000 --> 00:02.000\n<b></b>",
        "00:99.000 --> 00:02.000\nNo such second",
        "no arrow at all",
    ],
)
def test_what_is_no_cue_is_passed_over(block: str) -> None:
    good = "00:05.000 --> 00:06.000\nStill here"
    assert [cue.text for cue in read_cues(f"WEBVTT\n\n{block}\n\n{good}")] == ["Still here"]


def test_a_text_without_end_is_cut() -> None:
    cue = "00:01.000 --> 00:02.000\n{}\n\n"
    assert len(read_cues(cue.format("a") * (transcript.MOST_CUES + 5))) == transcript.MOST_CUES
    assert len(read_cues(cue.format("a" * 60_000) * 5)) == 2


@given(st.text(alphabet="->:.0123456789\n <&;a", max_size=300))
def test_no_garbage_raises(text: str) -> None:
    read_cues(text)


def test_words_are_folded_and_listed_once() -> None:
    assert words_of(["Zoë's Büro, zoe!", "x 22"]) == ("zoe", "buro", "22")
    assert words_of(["y" * 90]) == ("y" * transcript.LONGEST,)
    assert len(words_of([f"word{n}" for n in range(5_000)])) == transcript.MOST_WORDS


def test_a_match_is_listed_under_its_first_word_alone() -> None:
    words = ("warehouse", "war", "move")
    assert first_match(words, ["war"]) == "war"
    assert first_match(words, ["wareh", "mo"]) == "warehouse"
    assert first_match(words, ["war", "elephant"]) is None
    assert first_match(words, ["x"]) is None


def cue(at_ms: int, until_ms: int, text: str = "Hello") -> Cue:
    return Cue(at_ms=at_ms, until_ms=until_ms, text=text)


def test_corrected_cues_are_in_the_order_of_their_times_and_of_one_line_each() -> None:
    assert corrected([cue(5, 9, " a \n b "), cue(5, 6), cue(0, 1)]) == (cue(0, 1), cue(5, 6), cue(5, 9, "a b"))
    assert corrected([]) == ()


@pytest.mark.parametrize(
    ("cues", "pointer"),
    [
        ([cue(0, 1), cue(2, 1)], "/cues/1/until_ms"),
        ([cue(-1, 1)], "/cues/0/until_ms"),
        ([cue(0, 1, "\n")], "/cues/0/text"),
        ([cue(0, 1, "\u202e")], "/cues/0/text"),
        ([cue(0, 1, "\ud800")], "/cues/0/text"),
        ([cue(0, 1)] * 4_001, "/cues"),
        ([cue(0, 1, "x" * 150_001)], "/cues"),
    ],
)
def test_cues_that_cannot_be_shown_are_refused_by_the_field(cues: list[Cue], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        corrected(cues)
    assert [error.pointer for error in caught.value.errors] == [pointer]


def test_what_is_written_is_read_again() -> None:
    cues = (cue(0, 999, "a < b & c --> d"), cue(3_600_000, 3_661_001, "an hour"))
    text = write_cues(cues)
    assert "01:00:00.000 --> 01:01:01.001\nan hour\n" in text
    assert read_cues(text) == cues
