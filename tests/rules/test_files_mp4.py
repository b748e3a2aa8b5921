"""MP4 is measured by its boxes, and refused where they do not hold."""

from __future__ import annotations

import pytest

from chalicelib.files.rules.locations import says_where
from chalicelib.files.rules.verdicts import Notice, patched
from tests.rules import files_bytes as made
from tests.rules.files_bytes import (
    FRAGMENTED,
    HEAD,
    RUNS,
    box,
    fragment,
    ftyp,
    moof,
    moov,
    mp4,
    mp4_length,
    mvhd,
    placed,
    stbl,
    tfdt,
    traf,
    trak,
    trex,
    trun,
    u32,
    u64,
    video,
    whole,
)


def test_wide_and_compact_tables_are_read_too() -> None:
    table = box(
        b"stbl",
        box(b"stsd", u32(0, 1), box(b"vp09")),
        box(b"stz2", u32(0, 8, 2)),
        box(b"stts", u32(0, 1, 2, 500)),
        box(b"co64", u32(0, 1), u64(made.DATA)),
    )
    tkhd = box(b"tkhd", u32(1 << 24), bytes(16), u32(1))
    mdia = box(b"mdia", box(b"mdhd", u32(0, 0, 0, 1000, 0)), box(b"hdlr", u32(0, 0), b"vide"), box(b"minf", table))
    assert mp4_length(ftyp() + moov(mvhd(), box(b"trak", tkhd, mdia)) + box(b"mdat", bytes(8))) == 1_000


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
    assert mp4_length(HEAD + fragments) == duration_ms


def test_sound_counts_where_it_has_samples() -> None:
    sound = trak(2, kind=b"soun", table=stbl(codec=b"Opus"))
    two = ftyp() + moov(mvhd(), trak(), sound, box(b"mvex", trex(size=1), trex(2, size=1), trex(7), box(b"mehd")))
    seen, heard = traf(trun(1)), traf(trun(1), number=2)
    assert video(two + fragment(seen), "video/mp4").has_audio is False
    assert video(two + fragment(seen, heard), "video/mp4").has_audio is True


BEGUN = fragment(traf(tfdt(1_000), trun(10)))


@pytest.mark.parametrize("cut", [1, 4, 5, 7, 8, 20, BEGUN.index(b"mdat") - 4, BEGUN.index(b"mdat") + 4, len(BEGUN) - 1])
def test_what_a_killed_recorder_leaves_ends_with_what_is_complete(cut: int) -> None:
    """Browsers stop with an error at half of a fragment: a copy is made without it."""
    verdict = video(FRAGMENTED + BEGUN[:cut], "video/mp4")
    assert (verdict.code, verdict.duration_ms, verdict.notices) == ("", 1_000, ())
    assert (verdict.whole, verdict.until) == (False, len(FRAGMENTED))
    assert video(FRAGMENTED, "video/mp4").whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0", "wrong_type"),
        (b"<!doctype html>", "wrong_type"),
        (made.LIVE, "wrong_type"),
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
        (whole(table=stbl(samples=1, runs=((1, 1),), chunks=(made.DATA, 1 << 20))), "truncated"),
        (whole(table=stbl(samples=3, runs=((1, 1),), chunks=(made.DATA, 1 << 20, made.DATA))), "truncated"),
        (whole(table=stbl(samples=1, runs=((1, 1),), chunks=(0,))), "unreadable"),  # where the file's name is
        (whole(table=stbl(samples=1, runs=((1, 1),), chunks=(60,))), "unreadable"),  # in the movie itself
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
        (whole(table=stbl(samples=1, runs=((1, 62_001),))), "too_long"),
        (HEAD + fragment(traf(tfdt(62_000), trun(1))), "too_long"),
    ],
)
def test_what_does_not_hold_is_refused(data: bytes, code: str) -> None:
    assert mp4(data) == code


def test_a_list_of_runs_must_be_as_long_as_it_says() -> None:
    lying = RUNS.replace(u32(0, 1, 10, 100), u32(0, 9, 10, 100))
    assert mp4(whole(table=lying)) == "unreadable"


@pytest.mark.parametrize("declared", ["", "video/x-matroska;codecs=avc1", "text/html"])
def test_other_containers_are_not_taken(declared: str) -> None:
    assert video(FRAGMENTED, declared).code == "type_not_allowed"


def test_a_limit_is_met_with_a_little_grace() -> None:
    assert mp4_length(whole(table=stbl(samples=1, runs=((1, 62_000),)))) == 62_000


def test_a_nest_of_boxes_is_not_followed() -> None:
    nest = b""
    for _ in range(1_000):
        nest = box(b"moov", nest)
    assert mp4(ftyp() + nest) == "unreadable"
    assert mp4(ftyp() + moov(mvhd(), trak(), nest, box(b"mvex", trex(size=1))) + fragment()) == ""


def sized(*sizes: int, said: int | None = None, each: int = 0) -> bytes:
    """A table of samples that lists the size of each."""
    count = len(sizes) if said is None else said
    parts = stbl(samples=2, runs=((2, 500),))[8:].replace(
        box(b"stsz", u32(0, 1, 2)), box(b"stsz", u32(0, each, count, *sizes))
    )
    return box(b"stbl", parts)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (sized(3, 5), ""),
        (sized(3, 1 << 20), "truncated"),
        (sized(said=2, each=1 << 20), "truncated"),
        (sized(3, 5, said=9), "unreadable"),
        (sized(3, 5, said=1 << 30), "unreadable"),
    ],
)
def test_samples_are_no_larger_than_their_file(table: bytes, code: str) -> None:
    assert mp4(whole(table=table)) == code


def test_wide_tables_lead_into_the_file_too() -> None:
    parts = stbl(samples=2, runs=((2, 500),))[8:]
    for where, code in ((made.DATA, ""), (1 << 40, "truncated"), (9, "unreadable")):
        wide = parts.replace(box(b"stco", u32(0, 1, made.DATA)), box(b"co64", u32(0, 1), u64(where)))
        assert mp4(whole(table=box(b"stbl", wide))) == code


def test_samples_without_a_byte_are_no_film() -> None:
    assert mp4(whole(table=sized(0, 0))) == "no_frames"
    assert mp4(HEAD + fragment(traf(trun(2, 0x200, 0, 0)))) == "no_frames"


@pytest.mark.parametrize("first", [b"wide", b"free", b"skip"])
def test_a_film_of_quicktime_older_than_its_brands_is_taken(first: bytes) -> None:
    data = box(first) + box(b"mdat", bytes(8)) + moov(mvhd(), trak(table=RUNS))
    assert mp4_length(data) == 1_000
    assert mp4_length(data[8:]) == 1_000


def test_matroska_is_called_by_its_name() -> None:
    assert mp4(made.ebml_head(b"matroska") + bytes(100)) == "matroska"


def sound_entry(kind: bytes, *, object_type: int | None = None, version: int = 0) -> bytes:
    """The description of a sound, of AAC's family with its `esds`."""
    head = bytes(8) + version.to_bytes(2, "big") + bytes(18 + {1: 16, 2: 36}.get(version, 0))
    if object_type is None:
        return box(kind, head)
    decoder = b"\x04\x80\x80\x80\x0d" + bytes([object_type]) + bytes(12)
    esds = box(b"esds", u32(0), b"\x03\x16\0\1\0" + decoder)
    return box(kind, head, box(b"wave", esds) if version else esds)


def with_sound(entry: bytes, *, codec: bytes = b"avc1") -> bytes:
    heard = stbl(samples=1, runs=((1, 1_000),), entry=entry)
    seen = stbl(samples=1, runs=((1, 900),), codec=codec)
    parts = (mvhd(), trak(table=seen), trak(2, kind=b"soun", table=heard))
    return ftyp() + moov(*parts) + box(b"mdat", bytes(8))


@pytest.mark.parametrize(
    ("entry", "heard"),
    [
        (sound_entry(b"Opus"), ""),
        (sound_entry(b"mp4a", object_type=0x40), ""),
        (sound_entry(b"mp4a", object_type=0x6B), ""),
        (sound_entry(b"mp4a", object_type=0x40, version=1), ""),
        (sound_entry(b"mp4a"), ""),  # it does not say: nearly always AAC
        (box(b"mp4a", b"\xff" * 60), ""),
        (box(b"mp4a", bytes(28), box(b"esds", u32(0), b"\3")), ""),
        (box(b"mp4a", bytes(28), box(b"esds", u32(0), b"\3\5\0\1\xa0\0\0\0\0\4\1\x40")), ""),
        (box(b"mp4a"), ""),
        (box(b"mp4a", bytes(28), box(b"chan")), ""),
        (box(b"mp4a", bytes(28), box(b"esds")), ""),
        (box(b"mp4a", bytes(28), box(b"esds", u32(0), b"\3\5\0\1\0\5\1\x40")), ""),
        (sound_entry(b"mp4a", object_type=0xA5), "ac-3"),
        (sound_entry(b"mp4a", object_type=0xE1, version=2), "mp4a.e1"),
        (sound_entry(b"ac-3"), "ac-3"),
        (sound_entry(b"alac"), "alac"),
    ],
)
def test_sound_that_browsers_do_not_decode_is_none_and_the_owner_is_told(entry: bytes, heard: str) -> None:
    verdict = video(with_sound(entry), "video/mp4")
    assert (verdict.code, verdict.has_audio) == ("", not heard)
    told = (Notice(code="sound_not_decodable", params={"codec": heard}),) if heard else ()
    assert verdict.notices == told
    assert verdict.duration_ms == 1_000


def test_sound_that_nobody_hears_lasts_as_long_as_it_does() -> None:
    """Chromium plays on in silence: a still picture of a second, with two hours of AC-3 under it, takes two hours."""
    assert video(with_sound(sound_entry(b"ac-3")), "video/mp4").duration_ms == 1_000


@pytest.mark.parametrize("codec", ["sowt", "twos", "lpcm", "in24", "fl32", "raw ", "ulaw"])
def test_sound_that_some_browsers_play_is_heard_with_a_word(codec: str) -> None:
    verdict = video(with_sound(sound_entry(codec.encode())), "video/mp4")
    assert (verdict.code, verdict.has_audio) == ("", True)
    assert verdict.notices == (Notice(code="sound_not_everywhere", params={"codec": codec.strip()}),)


@pytest.mark.parametrize(("codec", "name"), [(b"hvc1", "hevc"), (b"hev1", "hevc"), (b"av01", "av1")])
def test_a_picture_that_some_machines_do_not_show_is_taken_with_a_word(codec: bytes, name: str) -> None:
    verdict = video(with_sound(sound_entry(b"Opus"), codec=codec), "video/mp4")
    assert verdict.code == ""
    assert verdict.notices == (Notice(code="picture_not_everywhere", params={"codec": name}),)


def test_tracks_that_nobody_plays_do_not_matter() -> None:
    """A time code, a cover picture, tracks without a table: of cameras and editors."""
    table = stbl(samples=1, runs=((1, 1_000),))
    cover = trak(2, table=stbl(samples=1, runs=((1, 9_000_000),), codec=b"jpeg"))
    code = trak(3, kind=b"tmcd", table=stbl(samples=1, runs=((1, 9_000_000),), chunks=(1 << 30,)))
    data = ftyp(b"qt  ") + box(b"wide") + box(b"mdat", bytes(8)) + moov(mvhd(), trak(table=table), cover, code)
    assert mp4_length(data + box(b"SDLN", b"of a camera")) == 1_000


UNLOCATED = (
    box(b"udta", box(b"\xa9too", b"an editor")),
    box(b"meta", u32(0), box(b"ilst", b"a title")),
)


@pytest.mark.parametrize("where", ["movie", "track", "top"])
@pytest.mark.parametrize(
    "said",
    [
        box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+52.5200+013.4050/")),
        box(b"udta", box(b"loci", u32(0), b"Berlin\0")),
        box(b"meta", u32(0), box(b"keys", b"com.apple.quicktime.location.ISO6709")),
        box(b"udta", box(b"thmb", b"Exif\0\0II*\0")),
        box(b"uuid", b"\xbe\x7a\xcf\xcb", b"<x:xmpmeta exif:GPSLatitude='52,31.2N'/>"),
    ],
)
def test_where_a_film_was_made_is_blanked(said: bytes, where: str) -> None:
    table = stbl(samples=1, runs=((1, 1_000),))
    inner = {"movie": (trak(table=table), *UNLOCATED, said), "track": (trak(table=table, more=said),)}
    data = placed(ftyp() + moov(mvhd(), *inner.get(where, (trak(table=table),))) + box(b"mdat", bytes(8)))
    data += said if where == "top" else b""
    verdict = video(data, "video/mp4")
    assert (verdict.code, verdict.whole) == ("", False)
    assert verdict.notices == (Notice(code="location_removed"),)
    clean = patched(data, verdict.patches)
    assert len(clean) == len(data)
    assert not says_where(clean)
    assert b"an editor" in clean or where != "movie"
    again = video(clean, "video/mp4")
    assert (again.code, again.whole, again.duration_ms) == ("", True, 1_000)


@pytest.mark.parametrize(
    "codec",
    [box(b"gpmd"), box(b"camm"), box(b"rtmd"), box(b"djmd"), box(b"mebx", b"com.apple.quicktime.location.ISO6709")],
)
def test_a_track_of_places_is_refused(codec: bytes) -> None:
    noted = stbl(samples=1, runs=((1, 1),), entry=codec)
    data = ftyp() + moov(mvhd(), trak(table=RUNS), trak(2, kind=b"meta", table=noted)) + box(b"mdat", bytes(8))
    assert mp4(data) == "location_track"


def test_what_is_too_large_to_be_looked_through_is_refused() -> None:
    assert mp4(whole(table=RUNS, more=box(b"udta", bytes(5 << 20)))) == "location_kept"


def test_a_recording_beyond_the_limit_ends_with_the_last_fragment_within() -> None:
    seconds = [fragment(traf(tfdt(at * 1_000), trun(10))) for at in range(70)]
    verdict = video(HEAD + b"".join(seconds), "video/mp4")
    assert (verdict.code, verdict.duration_ms) == ("", 70_000)
    assert verdict.notices == (Notice(code="cut_at_limit", params={"limit_ms": 60_000, "recorded_ms": 70_000}),)
    assert verdict.until == len(HEAD + b"".join(seconds[:62]))
    cut = video((HEAD + b"".join(seconds))[: verdict.until], "video/mp4")
    assert (cut.code, cut.duration_ms, cut.whole) == ("", 62_000, True)


def test_what_has_no_end_within_the_limit_says_how_long_it_is() -> None:
    verdict = video(HEAD + fragment(traf(tfdt(62_000), trun(1))), "video/mp4")
    assert (verdict.code, verdict.params) == ("too_long", {"limit_ms": 60_000, "duration_ms": 62_100})


def test_a_sound_without_a_description_is_none() -> None:
    heard = stbl(samples=1, runs=((1, 1_000),), codec=b"")
    seen = stbl(samples=1, runs=((1, 900),))
    data = ftyp() + moov(mvhd(), trak(table=seen), trak(2, kind=b"soun", table=heard)) + box(b"mdat", bytes(8))
    assert video(data, "video/mp4").has_audio is False
