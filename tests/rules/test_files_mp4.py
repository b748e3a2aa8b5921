"""MP4 is measured by its boxes, and refused where they do not hold."""

from __future__ import annotations

import pytest

from tests.rules import files_bytes as made
from tests.rules.files_bytes import (
    FRAGMENTED,
    HEAD,
    box,
    fragment,
    ftyp,
    moof,
    moov,
    mp4,
    mvhd,
    mvhd_wide,
    stbl,
    tfdt,
    traf,
    trak,
    trex,
    trun,
    u32,
    u64,
    video,
)


def length(data: bytes) -> int | None:
    verdict = video(data, "video/mp4")
    assert verdict.code == ""
    return verdict.duration_ms


def whole(*, table: bytes, duration: int = 0, said: int = 0, more: bytes = b"") -> bytes:
    """Written in one piece, the index first."""
    return ftyp() + moov(mvhd(duration=said), trak(table=table, duration=duration), more) + box(b"mdat", bytes(8))


RUNS = stbl(samples=10, runs=((10, 100),))


@pytest.mark.parametrize(
    ("data", "duration_ms"),
    [
        (whole(table=RUNS), 1_000),
        (whole(table=RUNS, duration=3_000), 3_000),
        (whole(table=RUNS, said=5_000), 5_000),
        (whole(table=RUNS, said=0xFFFFFFFF), 1_000),
        (whole(table=stbl(samples=1, runs=((1, 1),), sync=1)), 1),
        (ftyp() + moov(mvhd_wide(10, 20), trak(table=RUNS)), 2_000),
        (ftyp() + box(b"mdat", bytes(8)) + moov(mvhd(), trak(table=RUNS)), 1_000),
        (ftyp() + moov(mvhd(), trak(table=RUNS)) + u32(0) + b"mdat" + bytes(20), 1_000),
        (ftyp() + moov(mvhd(), trak(table=RUNS)) + u32(1) + b"mdat" + u64(20) + bytes(4), 1_000),
    ],
)
def test_written_in_one_piece_it_is_as_long_as_the_longest_that_is_said(data: bytes, duration_ms: int) -> None:
    assert length(data) == duration_ms


def test_wide_and_compact_tables_are_read_too() -> None:
    table = box(
        b"stbl",
        box(b"stsd", u32(0, 1), box(b"vp09")),
        box(b"stz2", u32(0, 8, 2)),
        box(b"stts", u32(0, 1, 2, 500)),
        box(b"co64", u32(0, 1), u64(0)),
    )
    tkhd = box(b"tkhd", u32(1 << 24), bytes(16), u32(1))
    mdia = box(b"mdia", box(b"mdhd", u32(0, 0, 0, 1000, 0)), box(b"hdlr", u32(0, 0), b"vide"), box(b"minf", table))
    assert length(ftyp() + moov(mvhd(), box(b"trak", tkhd, mdia))) == 1_000


@pytest.mark.parametrize(
    ("fragments", "duration_ms"),
    [
        (fragment(), 1_000),
        (fragment() + fragment(traf(tfdt(1_000), trun(10))), 2_000),
        (fragment() + fragment(traf(trun(10))), 2_000),  # it does not say when: after the last
        (fragment(traf(box(b"tfdt", u32(1 << 24), u64(5_000)), trun(1))), 5_100),
        (fragment(traf(trun(2, 0x100, 70, 80))), 150),
        (fragment(traf(trun(2, 0x305, 0, 0, 70, 3, 80, 4))), 150),
        (fragment(traf(trun(2, 0x200, 3, 4))), 200),
        (fragment(traf(trun(2, 0x800, 0, 0))), 200),
        (fragment(traf(trun(2, 0x400, 0, 0x10000))), 200),
        (fragment(traf(trun(2), flags=0x38, fields=u32(30, 2, 0))), 60),
        (fragment(traf(trun(2), flags=0x0B, fields=u64(0) + u32(1, 30))), 60),
        (fragment(traf(trun(2), number=9), traf(trun(2))), 200),  # of a track that no one announced
        (box(b"sidx") + fragment() + box(b"mfra"), 1_000),
    ],
)
def test_in_fragments_it_is_as_long_as_they_say(fragments: bytes, duration_ms: int) -> None:
    assert length(HEAD + fragments) == duration_ms


def test_sound_counts_where_it_has_samples() -> None:
    two = ftyp() + moov(mvhd(), trak(), trak(2, kind=b"soun"), box(b"mvex", trex(), trex(2), trex(7), box(b"mehd")))
    picture, sound = traf(trun(1)), traf(trun(1), number=2)
    assert video(two + fragment(picture), "video/mp4").has_audio is False
    assert video(two + fragment(picture, sound), "video/mp4").has_audio is True


@pytest.mark.parametrize("cut", [1, 4, 5, 7, 8, 20, len(moof(traf(tfdt(0), trun(10)))) + 8, len(fragment()) - 1])
def test_a_killed_recorder_leaves_what_is_complete(cut: int) -> None:
    assert length(FRAGMENTED + fragment(traf(tfdt(1_000), trun(10)))[:cut]) == 1_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0", "wrong_type"),
        (b"<!doctype html>", "wrong_type"),
        (made.LIVE, "wrong_type"),
        (ftyp(b"qt  ", b"isom") + moov(), "wrong_type"),
        (ftyp(b"heic", b"mif1") + moov(), "wrong_type"),
        (box(b"ftyp", b"isom"), "unreadable"),
        (u32(2_000) + b"ftypisom" + bytes(3_000), "unreadable"),
        (ftyp()[:-1], "truncated"),
        (ftyp(), "truncated"),
        (ftyp() + box(b"mdat", bytes(9)), "truncated"),
        (ftyp() + moov()[:-1], "truncated"),
        (ftyp() + u32(1 << 31) + b"moov", "truncated"),
        (ftyp() + u32(1) + b"mdat" + u64(1 << 63), "truncated"),
        (ftyp() + u32(1) + b"mdat" + u64(3), "unreadable"),
        (ftyp() + u32(0) + b"free" + moov() + fragment(), "truncated"),
        (ftyp() + u32(3) + b"free" + moov() + fragment(), "unreadable"),
        (ftyp() + b"<html><script>alert(1)</script></html>", "unreadable"),
        (FRAGMENTED + b"<html><script>alert(1)</script></html>", "trailing_data"),
        (FRAGMENTED + b"<p>", "trailing_data"),
        (FRAGMENTED + u32(9) + b"<p>", "trailing_data"),
        (whole(table=RUNS) + b"<html></html>", "trailing_data"),
        (whole(table=RUNS)[:-1], "truncated"),
        (whole(table=stbl(samples=1, runs=((1, 1),), chunks=(0, 1 << 20))), "truncated"),
        (whole(table=stbl(samples=1, runs=((1, 1),), chunks=())), "unreadable"),
        (whole(table=stbl()), "no_frames"),
        (HEAD, "no_frames"),
        (HEAD + fragment()[:-1], "truncated"),
        (HEAD + fragment(traf(trun(0))), "no_frames"),
        (HEAD + fragment(traf(trun(1, 4, 0x10000))), "no_key_frame"),
        (HEAD + fragment(traf(trun(1, 0x400, 0x10000))), "no_key_frame"),
        (HEAD + fragment(traf(trun(0, 0x400), trun(1), flags=0x20, fields=u32(0x10000))), "no_key_frame"),
        (whole(table=stbl(samples=1, runs=((1, 1),), sync=0)), "no_key_frame"),
        (HEAD + fragment(data=b"0"), "unreadable"),  # less than the samples that are announced
        (ftyp() + fragment() + moov(), "unreadable"),
        (ftyp() + moov() + moov() + fragment(), "unreadable"),
        (HEAD + fragment(traf(trun(1 << 30, 0x100, 1))), "unreadable"),
        (HEAD + moof(traf(trun(1)))[:-4], "truncated"),
        (HEAD + moof(box(b"traf", b"\0\0\0\x20tfhd")) + box(b"mdat"), "unreadable"),
        (HEAD + moof(box(b"traf")) + box(b"mdat"), "unreadable"),
        (HEAD + moof(box(b"traf", box(b"tfhd"))) + box(b"mdat"), "unreadable"),
        (HEAD + moof(b"\0\0\0"), "unreadable"),
        (HEAD + moof(u32(2) + b"traf"), "unreadable"),
        (ftyp() + moov(trak()), "unreadable"),
        (ftyp() + moov(mvhd(scale=0), trak()), "unreadable"),
        (ftyp() + moov(mvhd(), *(trak(number) for number in range(1, 40))), "unreadable"),
        (ftyp() + moov(mvhd(), trak(table=stbl(codec=b"mp4v"))), "wrong_codec"),
        (ftyp() + moov(mvhd(), trak(table=stbl(codec=b""))), "wrong_codec"),
        (ftyp() + moov(mvhd(), trak(kind=b"soun")), "no_video"),
        (ftyp() + moov(mvhd()), "no_video"),
        (whole(table=stbl(samples=1, runs=((1, 63_000),))), "too_long"),
        (whole(table=RUNS, said=62_001), "too_long"),
        (HEAD + fragment(traf(tfdt(62_000), trun(1))), "too_long"),
    ],
)
def test_what_does_not_hold_is_refused(data: bytes, code: str) -> None:
    assert mp4(data) == code


def test_a_list_of_runs_must_be_as_long_as_it_says() -> None:
    lying = RUNS.replace(u32(0, 1, 10, 100), u32(0, 9, 10, 100))
    assert mp4(whole(table=lying)) == "unreadable"


@pytest.mark.parametrize("declared", ["", "video/quicktime", "video/x-matroska;codecs=avc1", "text/html"])
def test_other_containers_are_not_taken(declared: str) -> None:
    assert video(FRAGMENTED, declared).code == "type_not_allowed"


def test_a_limit_is_met_with_a_little_grace() -> None:
    assert length(whole(table=RUNS, said=62_000)) == 62_000


def test_a_nest_of_boxes_is_not_followed() -> None:
    nest = b""
    for _ in range(1_000):
        nest = box(b"moov", nest)
    assert mp4(ftyp() + nest) == "unreadable"
    assert mp4(ftyp() + moov(mvhd(), trak(), nest) + fragment()) == ""
