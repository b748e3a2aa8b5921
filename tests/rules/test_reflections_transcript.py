"""What is read from a WebVTT, whatever stands in it, and the words that find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reflections.rules import Cue, first_match, read_cues, transcript, words_of


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
