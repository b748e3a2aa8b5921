"""WebM is measured by its elements, and refused where they do not hold."""

from __future__ import annotations

import struct

import pytest

from chalicelib.files.rules.verdicts import Notice, Verdict, patched
from tests.rules import files_bytes as made
from tests.rules.files_bytes import (
    LIVE,
    block,
    cluster,
    ebml_head,
    element,
    endless,
    entry,
    finished,
    info,
    live,
    simple,
    tracks,
    video,
    webm,
)


def length(data: bytes) -> int | None:
    verdict = video(data, "video/webm")
    assert verdict.code == ""
    return verdict.duration_ms


def stated(form: str, value: float) -> bytes:
    return info(element(0x4489, struct.pack(form, value)))


FRAME = cluster(0, simple(0))
SEEN = (info(), tracks(), FRAME)


@pytest.mark.parametrize(
    ("data", "duration_ms"),
    [
        (LIVE, 1_000),
        (live(*SEEN, cluster(30_000, simple(-5))), 29_995),
        (live(info(element(0x2AD7B1, b"\x0f\x42\x40")), tracks(), cluster(700, simple(0))), 700),
        (live(info(element(0x2AD7B1, b"\x01")), tracks(), cluster(5_000_000, simple(0))), 5),
        (live(stated(">d", 4_000.5), tracks(), FRAME), 4_000),
        (live(info(element(0x4D80, b"Chrome")), tracks(), FRAME), 0),
        (live(stated(">f", 4_000.0), tracks(), FRAME), 4_000),
        (live(stated(">d", float("nan")), tracks(), FRAME), 0),
        (live(stated(">d", -1.0), tracks(), FRAME), 0),
        (live(info(element(0x4489, b"???")), tracks(), FRAME), 0),
        (finished(*SEEN, element(0x1C53BB6B, b"cues")), 0),
        (finished(info(), tracks(), element(0x1F43B675, element(0xE7, b"\x09"), simple(1))), 10),
        (live(info(), tracks(), cluster(0, element(0xA0, element(0xA1, block(7)), element(0x9B, b"\1")))), 7),
        (live(info(), tracks(), cluster(0, simple(0, track=b"\x40\x01"))), 0),
        (live(*SEEN, cluster(9, simple(0, track=b"\x85"))), 0),  # of a track that no one announced
    ],
)
def test_it_is_as_long_as_its_last_frame_or_its_head_says(data: bytes, duration_ms: int) -> None:
    assert length(data) == duration_ms


def test_sound_counts_where_it_has_frames() -> None:
    assert video(LIVE, "video/webm").has_audio is True
    assert video(live(*SEEN), "video/webm").has_audio is False


@pytest.mark.parametrize("cut", [1, 3, 4, 11, 12, 16, len(cluster(500, simple(0))) - 1])
def test_a_killed_recorder_leaves_what_is_complete(cut: int) -> None:
    assert length(LIVE + cluster(2_000, simple(0))[:cut]) == 1_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x1a", "wrong_type"),
        (made.FRAGMENTED, "wrong_type"),
        (ebml_head(b"matroska") + LIVE[len(ebml_head()) :], "matroska"),
        (ebml_head(b"other") + LIVE[len(ebml_head()) :], "wrong_type"),
        (element(0x1A45DFA3), "wrong_type"),
        (element(0x1A45DFA3, element(0x4282, b"webm" * 20)), "unreadable"),
        (ebml_head()[:4], "unreadable"),
        (ebml_head()[:-1], "truncated"),
        (endless(0x1A45DFA3, LIVE), "unreadable"),
        (element(0x1A45DFA3, bytes(2_000)), "unreadable"),
        (element(0x1A45DFA3, element(0x4286, b"\1")[:-1]), "unreadable"),
        (ebml_head(), "truncated"),
        (ebml_head() + b"\x18", "truncated"),
        (ebml_head() + element(0xEC), "unreadable"),
        (ebml_head() + b"<html>", "unreadable"),
        (ebml_head() + b"\0\0", "unreadable"),
        (ebml_head() + b"\xec\0", "unreadable"),
        (live(), "truncated"),
        (live(info()), "truncated"),
        (live(info(), tracks()), "no_frames"),
        (live(info(), tracks(), cluster(0)), "no_frames"),
        (live(info(), tracks(), cluster(0, simple(0)[:-1])), "no_frames"),
        (live(info(), tracks(), cluster(0, simple(0, track=b"\x82"))), "no_frames"),
        (live(info(), tracks(), cluster(0, simple(0, flags=0))), "no_key_frame"),
        (
            live(info(), tracks(), cluster(0, element(0xA0, element(0xA1, block(0)), element(0xFB, b"\1")))),
            "no_key_frame",
        ),
        (live(info(), tracks(), cluster(0, simple(0, data=b""))), "no_frames"),
        (live(info(), tracks(), cluster(0, element(0xA3, b"\x81\0\0"))), "unreadable"),
        (live(info(), tracks(), endless(0x1F43B675, simple(0))), "unreadable"),  # before its cluster's time
        (live(info(), tracks(), cluster(0, endless(0xA0, simple(0)))), "unreadable"),
        (live(info(), tracks(), tracks()), "unreadable"),
        (live(info(element(0x2AD7B1, b"\0")), tracks()), "unreadable"),
        (live(info(element(0x2AD7B1, bytes(9))), tracks()), "unreadable"),
        (live(info(), FRAME), "unreadable"),
        (live(info(), tracks(element(0xAE, element(0xD7, b"\1")))), "unreadable"),
        (live(info(), tracks(entry(codec=b"V_MPEG4/ISO/AVC"))), "wrong_codec"),
        (live(info(), tracks(element(0xEC), entry(2, 2, b"A_OPUS"))), "no_video"),
        (finished(*SEEN)[:-1], "truncated"),
        (finished(*SEEN) + b"<html></html>", "trailing_data"),
        (finished(info(), tracks(), cluster(0, simple(0), simple(1)[:-1])), "unreadable"),
        (LIVE + b"<html></html>", "trailing_data"),
        (LIVE + b"\0\0\0\0", "trailing_data"),
        (LIVE + LIVE, "trailing_data"),
        (live(stated(">d", 1e300), tracks(), FRAME), "too_long"),
        (finished(info(), tracks(), FRAME, element(0x1F43B675, element(0xE7, b"\xf2\x31"), simple(0))), "too_long"),
        (live(info(), tracks(), FRAME, element(0x1254C367, bytes(5 << 20))), "location_kept"),
    ],
)
def test_what_does_not_hold_is_refused(data: bytes, code: str) -> None:
    assert webm(data) == code


def test_an_empty_frame_is_passed_over() -> None:
    """Browsers do, where a recorder had nothing to say."""
    assert length(live(info(), tracks(), cluster(0, simple(0), simple(500, data=b""), simple(900)))) == 900


def test_a_nest_of_clusters_is_walked_through_once() -> None:
    nest = simple(0)
    for _ in range(1_000):
        nest = cluster(0, nest)
    assert webm(live(info(), tracks(), nest)) == ""


def test_a_recording_beyond_the_limit_ends_before_the_first_frame_after_it() -> None:
    seconds = [cluster(at * 1_000, simple(0), simple(900, flags=0)) for at in range(70)]
    verdict = video(live(info(), tracks(), *seconds), "video/webm")
    assert (verdict.code, verdict.duration_ms) == ("", 69_900)
    assert verdict.notices == (Notice(code="cut_at_limit", params={"limit_ms": 60_000, "recorded_ms": 69_900}),)
    cut = video(live(info(), tracks(), *seconds)[: verdict.until], "video/webm")
    assert (cut.code, cut.duration_ms, cut.whole) == ("", 62_000, True)


@pytest.mark.parametrize(("codec", "heard"), [(b"A_OPUS", True), (b"A_VORBIS", True), (b"A_AC3", False)])
def test_sound_that_browsers_do_not_decode_is_none_and_the_owner_is_told(codec: bytes, *, heard: bool) -> None:
    verdict = video(
        live(info(), tracks(entry(), entry(2, 2, codec)), FRAME, cluster(0, simple(0, track=b"\x82"))), "video/webm"
    )
    assert (verdict.code, verdict.has_audio) == ("", heard)
    assert [one.code for one in verdict.notices] == ([] if heard else ["sound_not_decodable"])


def test_a_picture_that_some_machines_do_not_show_is_taken_with_a_word() -> None:
    verdict = video(live(info(), tracks(entry(codec=b"V_AV1")), FRAME), "video/webm")
    assert verdict.notices == (Notice(code="picture_not_everywhere", params={"codec": "av1"}),)


def test_where_a_film_was_made_is_blanked() -> None:
    said = element(
        0x1254C367, element(0x7373, element(0x67C8, element(0x45A3, b"LOCATION"), element(0x4487, b"+52+13/")))
    )
    kept = element(0x1254C367, element(0x7373, element(0x67C8, element(0x45A3, b"TITLE"))))
    data = finished(info(), tracks(), kept, FRAME, said)
    verdict = video(data, "video/webm")
    assert verdict.notices == (Notice(code="location_removed"),)
    clean = patched(data, verdict.patches)
    assert len(clean) == len(data)
    assert b"+52" not in clean
    assert b"TITLE" in clean
    assert video(clean, "video/webm") == Verdict(duration_ms=0, has_video=True)
