"""How long an MP4 plays: by its samples, as far as its edit list shows them."""

from __future__ import annotations

import struct

import pytest

from chalicelib.files.rules.verdicts import Notice
from tests.rules.files_bytes import (
    RUNS,
    box,
    cluster,
    fragment,
    ftyp,
    info,
    live,
    moov,
    mp4,
    mp4_length,
    mvhd,
    mvhd_wide,
    simple,
    stbl,
    tfdt,
    tracks,
    traf,
    trak,
    trex,
    trun,
    u32,
    u64,
    video,
    whole,
)


@pytest.mark.parametrize(
    ("data", "duration_ms"),
    [
        (whole(table=RUNS), 1_000),
        (whole(table=RUNS, duration=3_000), 1_000),  # players go by the samples
        (whole(table=RUNS, said=5_000), 1_000),
        (whole(table=RUNS, said=0xFFFFFFFF), 1_000),
        (whole(table=stbl(samples=1, runs=((1, 1),), sync=1)), 1),
        (ftyp() + moov(mvhd_wide(10, 20), trak(table=RUNS)) + box(b"mdat", bytes(8)), 1_000),
        (ftyp() + box(b"mdat", bytes(8)) + moov(mvhd(), trak(table=RUNS)), 1_000),
        (ftyp() + moov(mvhd(), trak(table=RUNS)) + u32(0) + b"mdat" + bytes(20), 1_000),
        (ftyp() + moov(mvhd(), trak(table=RUNS)) + u32(1) + b"mdat" + u64(20) + bytes(4), 1_000),
    ],
)
def test_written_in_one_piece_it_is_as_long_as_its_samples(data: bytes, duration_ms: int) -> None:
    assert mp4_length(data) == duration_ms


def elst(*edits: tuple[int, int], wide: bool = False) -> bytes:
    """How much is shown, from when on; -1: nothing."""
    listed = b"".join(struct.pack(">Qqi" if wide else ">Iii", *edit, 1 << 16) for edit in edits)
    return box(b"edts", box(b"elst", u32(1 << 24 if wide else 0, len(edits)), listed))


LONG = stbl(samples=34, runs=((34, 1_000),))
"""34 seconds."""


@pytest.mark.parametrize(
    ("edits", "duration_ms"),
    [
        (elst((29_000, 5_000)), 29_000),
        (elst((29_000, 5_000), wide=True), 29_000),
        (elst((1_000, -1), (29_000, 5_000)), 30_000),
        (elst((1_000, 0), (1_000, 20_000)), 2_000),
        (elst((0, 4_000)), 30_000),  # all that is left
        (elst((90_000, 4_000)), 34_000),  # there is no more than that
        (elst((0, 90_000)), 0),
        (elst(), 34_000),
        (box(b"edts"), 34_000),
    ],
)
def test_an_edit_list_says_how_much_of_a_film_is_shown(edits: bytes, duration_ms: int) -> None:
    assert mp4_length(ftyp() + moov(mvhd(), trak(table=LONG, more=edits)) + box(b"mdat", bytes(8))) == duration_ms


def test_an_edit_list_that_shows_nothing_leaves_no_film() -> None:
    assert mp4(ftyp() + moov(mvhd(), trak(table=LONG, more=elst((34_000, -1)))) + box(b"mdat", bytes(8))) == "no_frames"


def test_a_film_that_could_have_fragments_and_has_none_is_shown_as_its_edit_list_says() -> None:
    ready = moov(mvhd(), trak(table=LONG, more=elst((2_000, 5_000))), box(b"mvex", trex()))
    assert mp4_length(ftyp() + ready + box(b"mdat", bytes(8))) == 2_000


def test_a_film_in_fragments_begins_when_its_edit_list_says() -> None:
    late = moov(mvhd(), trak(more=elst((3_000, -1), (0, 0))), box(b"mvex", trex(duration=100, size=1)))
    assert mp4_length(ftyp() + late + fragment()) == 4_000
    whole = ftyp() + late + b"".join(fragment(traf(tfdt(at * 1_000), trun(10))) for at in range(65))
    verdict = video(whole, "video/mp4")
    assert [one.code for one in verdict.notices] == ["cut_at_limit"]
    assert mp4_length(whole[: verdict.until]) == 62_000


@pytest.mark.parametrize("runs", [((10, 0),), ((1, 100),), ()])
def test_a_list_of_times_that_cannot_be_counts_less_than_the_header(runs: tuple[tuple[int, int], ...]) -> None:
    """Chromium plays such a recording by its header: with no time at all it would pass every limit."""
    assert mp4_length(whole(table=stbl(samples=10, runs=runs), duration=30_000)) == 30_000


def test_a_trimmed_film_within_the_limit_is_taken() -> None:
    trimmed = trak(table=stbl(samples=10, runs=((10, 34_000),)), more=elst((58_000, 282_000)))
    assert mp4_length(ftyp() + moov(mvhd(), trimmed) + box(b"mdat", bytes(8))) == 58_000


def test_an_edit_list_longer_than_it_is_is_refused() -> None:
    lying = elst((1, 1)).replace(u32(0, 1, 1), u32(0, 9, 1))
    assert mp4(ftyp() + moov(mvhd(), trak(table=LONG, more=lying)) + box(b"mdat", bytes(8))) == "unreadable"


@pytest.mark.parametrize(
    ("picture", "sound", "told"),
    [
        (30, 35, None),
        (35, 30, None),
        (20, 50, ("picture_ends_early", 30)),
        (50, 44, ("sound_ends_early", 6)),
        (50, 0, None),  # there is none
    ],
)
def test_a_picture_or_a_sound_that_ends_much_earlier_is_told(
    picture: int, sound: int, told: tuple[str, int] | None
) -> None:
    seen = trak(table=stbl(samples=picture, runs=((picture, 1_000),)))
    heard = trak(2, kind=b"soun", table=stbl(codec=b"Opus", samples=sound, runs=((sound, 1_000),)))
    expected = (Notice(code=told[0], params={"seconds": told[1]}),) if told else ()
    verdict = video(ftyp() + moov(mvhd(), seen, heard) + box(b"mdat", bytes(60)), "video/mp4")
    assert (verdict.code, verdict.duration_ms, verdict.notices) == ("", max(picture, sound) * 1_000, expected)
    at = [cluster(second * 1_000, simple(0)) for second in range(picture + 1)]
    at += [cluster(second * 1_000, simple(0, track=b"\x82")) for second in range(sound + 1) if sound]
    assert video(live(info(), tracks(), *at), "video/webm").notices == expected
