"""An examination costs a bounded number of reads and steps, however large a file is or claims to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.files.rules.boxes import Box
from chalicelib.files.rules.movie import read_movie
from chalicelib.files.rules.mp4 import _ends
from chalicelib.files.rules.source import BLOCK, KEPT, MOST_READS, BlockReader, RangedSource
from chalicelib.files.rules.verdicts import Patch, RejectedFile, Verdict, patched
from chalicelib.files.rules.video import GRACE_MS, examine_video
from chalicelib.files.rules.webm import SegmentWalk
from tests.rules import files_bytes as made
from tests.rules.files_bytes import HEAD, LIVE, box, cluster, element, fragment, moof, simple, tfdt, traf, trun, u32

HOUR_MS = 3_600_000


class Sparse:
    """Parts of a file at their places, zeros between; counts what is read."""

    def __init__(self, size: int, parts: dict[int, bytes]) -> None:
        self.size = size
        self.parts = parts
        self.reads = 0
        self.most = 0

    def read(self, at: int, size: int) -> bytes:
        self.reads += 1
        self.most = max(self.most, size)
        data = bytearray(size)
        for place, part in self.parts.items():
            for start in range(max(place, at), min(place + len(part), at + size)):
                data[start - at] = part[start - place]
        return bytes(data)


def hour_of_mp4(*, dated: bool = True, last: bytes = b"") -> Sparse:
    """A fragment of a megabyte every two seconds, an hour long."""
    parts, at = {0: HEAD}, len(HEAD)
    for second in range(0, 3_600, 2):
        stamp = tfdt(second * 1_000) if dated else b""
        head = fragment(traf(stamp, trun(20)), data=b"")[:-8]
        parts[at] = head + u32(1 << 20) + b"mdat"
        at += len(head) + (1 << 20)
    return Sparse(at + len(last), parts | {at: last})


def hour_of_webm(every: int = 1 << 20, *, count: int = 1_800, last: bytes = b"") -> Sparse:
    """A cluster of so many bytes every two seconds, each one frame and much filling."""
    parts, at = {0: LIVE}, len(LIVE)
    for number in range(1, count):
        head = cluster(number * 2_000, simple(0))
        filling = b"\xec" + made.vint(every, 8)
        parts[at] = head + filling
        at += len(head) + len(filling) + every
    return Sparse(at + len(last), parts | {at: last})


def test_an_hour_is_measured_without_reading_it() -> None:
    for file, declared, duration_ms in (
        (hour_of_mp4(), "video/mp4", 3_600_000),
        (hour_of_webm(), "video/webm", 3_598_000),
        (hour_of_webm(3 << 20, count=200), "video/webm", 398_000),
    ):
        verdict = examine_video(file, declared, most_ms=HOUR_MS)
        assert (verdict.code, verdict.duration_ms) == ("", duration_ms)
        assert file.reads <= MOST_READS / 2
        assert file.most <= BLOCK


@pytest.mark.parametrize("minutes", [59, 50, 30, 1])
@pytest.mark.parametrize(("make", "declared"), [(hour_of_mp4, "video/mp4"), (hour_of_webm, "video/webm")])
def test_an_hour_is_cut_at_a_limit_without_reading_it(make: Callable[[], Sparse], declared: str, minutes: int) -> None:
    file = make()
    verdict = examine_video(file, declared, most_ms=minutes * 60_000)
    assert (verdict.code, [one.code for one in verdict.notices]) == ("", ["cut_at_limit"])
    assert file.reads <= MOST_READS
    assert verdict.until is not None
    cut = examine_video(Sparse(verdict.until, file.parts), declared, most_ms=minutes * 60_000)
    assert (cut.code, cut.whole) == ("", True)
    assert cut.duration_ms is not None
    assert minutes * 60_000 <= cut.duration_ms <= minutes * 60_000 + GRACE_MS


LIVE_CLUSTER = b"\x1f\x43\xb6\x75"


@pytest.mark.parametrize(
    ("make", "declared", "odd"),
    [
        (hour_of_mp4, "video/mp4", b""),
        (hour_of_mp4, "video/mp4", b"\0\0\0\x20moof\0\0\0\x10mfhd" + bytes(8) + u32(8) + b"traf"),
        (hour_of_mp4, "video/mp4", fragment(traf(trun(20)))),
        (hour_of_mp4, "video/mp4", fragment(traf(tfdt(3_500_000), trun(20))) + box(b"free")),
        (hour_of_mp4, "video/mp4", moof(traf(tfdt(1)))[:-4] + box(b"mdat")),
        (hour_of_webm, "video/webm", b""),
        (hour_of_webm, "video/webm", LIVE_CLUSTER + b"\x81\xe7\x81"),
        (hour_of_webm, "video/webm", LIVE_CLUSTER + b"\xff\xe7\x81\1" + simple(0, data=b"")),
        (hour_of_webm, "video/webm", cluster(1, simple(0)) + b"\x1a\x45\xdf\xa3"),
        (hour_of_webm, "video/webm", cluster(1) + b"\xa3\xff"),
        (hour_of_webm, "video/webm", cluster(3_500_000, simple(0)) + b"\xa3\xff"),
    ],
)
def test_where_nothing_good_lies_at_the_limit_it_ends_earlier_or_is_too_long(
    make: Callable[[], Sparse], declared: str, odd: bytes
) -> None:
    file = make()
    limit = int(file.size * 50 / 60)
    near = {at: part for at, part in file.parts.items() if at < (200 << 20) or at > file.size - (8 << 20)}
    strange = {limit * share // 100 + 3_000_000: odd for share in (50, 75, 90, 98)}
    verdict = examine_video(Sparse(file.size, near | strange), declared, most_ms=50 * 60_000)
    assert verdict.code in {"", "too_long"}
    assert file.reads <= MOST_READS
    assert verdict.until is None or verdict.until < (200 << 20)


@pytest.mark.parametrize(
    ("file", "declared", "code"),
    [
        (hour_of_mp4(last=b"<html></html>"), "video/mp4", "trailing_data"),
        (hour_of_mp4(dated=False), "video/mp4", "unreadable"),
        (hour_of_webm(last=b"<html></html>"), "video/webm", "trailing_data"),
        (Sparse(1 << 40, {0: HEAD, len(HEAD): u32(1) + b"mdat" + made.u64(1 << 39)}), "video/mp4", "trailing_data"),
    ],
)
def test_what_would_cost_too_much_or_ends_badly_is_refused(file: Sparse, declared: str, code: str) -> None:
    assert examine_video(file, declared, most_ms=HOUR_MS).code == code
    assert file.reads <= MOST_READS


def test_a_long_mp4_without_a_fragment_near_its_end_is_refused() -> None:
    file = hour_of_mp4()
    parts = {at: part for at, part in file.parts.items() if at < file.size - (20 << 20)}
    start = max(parts)
    parts[start] = parts[start][:-8] + u32(file.size - start - len(parts[start]) + 8) + b"mdat"
    parts[file.size - 100] = b"moof, by chance"
    assert examine_video(Sparse(file.size, parts), "video/mp4", most_ms=HOUR_MS).code == "unreadable"


def test_a_long_webm_without_a_cluster_near_its_end_is_refused() -> None:
    file = hour_of_webm(40 << 20, count=200)
    file.parts[file.size - 100] = b"\x1f\x43\xb6\x75, by chance"
    assert examine_video(file, "video/webm", most_ms=HOUR_MS).code == "unreadable"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (HEAD + box(b"free") * 110_000, "video/mp4"),
        (LIVE[: -len(simple(0))] + b"\xec\x80" * 110_000, "video/webm"),
        (made.live(made.info(), b"\xec\x80" * 110_000), "video/webm"),
        (made.live(made.info(), element(0x1654AE6B, b"\xec\x80" * 110_000)), "video/webm"),
        (HEAD + made.moof(box(b"free") * 110_000), "video/mp4"),
    ],
)
def test_very_many_tiny_things_are_not_walked_through(data: bytes, declared: str) -> None:
    assert examine_video(made.source(data), declared, most_ms=HOUR_MS).code == "unreadable"


def test_a_source_that_gives_less_than_it_has_is_a_file_without_its_end() -> None:
    assert examine_video(RangedSource(len(LIVE), lambda _at, _size: b""), "video/webm", most_ms=1).code == "truncated"


def test_trouble_of_the_source_is_no_verdict() -> None:
    def broken(at: int, size: int) -> bytes:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        examine_video(RangedSource(9, broken), "video/mp4", most_ms=1)


def blocks(data: bytes, most_reads: int = 99) -> BlockReader:
    return BlockReader(made.source(data), block=4, most_reads=most_reads)


def test_blocks_are_read_once_while_they_are_kept() -> None:
    read = blocks(bytes(range(200)))
    assert read.read(2, 9) == bytes(range(2, 11))
    assert read.read(0, 4) + read.peek(8, 2) == bytes([0, 1, 2, 3, 8, 9])
    assert read.reads == 3
    for at in range(0, 4 * KEPT, 4):
        read.read(100 + at, 1)
    read.read(0, 1)
    assert read.reads == 3 + KEPT + 1


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(RejectedFile) as caught:
        ask()
    return caught.value.code


def test_blocks_refuse_what_is_not_there_and_what_is_too_much() -> None:
    assert blocks(b"1234").peek(2, 9) == b"34"
    assert blocks(b"1234").peek(9, 9) == b""
    assert refused(lambda: blocks(b"1234").read(2, 3)) == "truncated"
    assert refused(lambda: blocks(b"1234").read(0, 1 << 30)) == "unreadable"
    assert refused(lambda: blocks(bytes(40), most_reads=3).read(0, 16)) == "unreadable"


def test_a_mark_is_found_across_blocks() -> None:
    read = blocks(b"..moof...moofmoof.moo")
    assert list(read.find(b"moof", 0)) == [2, 9, 13]
    assert list(read.find(b"moof", 10)) == [13]
    assert list(read.find(b"moof", 99)) == []


def test_a_verdict_says_nothing_more_of_an_unfit_file() -> None:
    assert made.video(b"", "video/mp4") == Verdict(code="empty")


def test_a_patch_changes_what_of_it_lies_in_a_stretch() -> None:
    patches = [Patch(2, b"abc"), Patch(9, b"de")]
    assert patched(b"0123456789", patches) == b"01abc5678d"
    assert patched(b"3456", patches, 3) == b"bc56"
    assert patched(b"56", patches, 5) == b"56"


def test_an_ending_is_looked_for_until_something_else_comes() -> None:
    """Directly: what stands between fragments is passed over, and a bad one ends it."""
    movie = read_movie(blocks_of(HEAD), Box(b"moov", len(made.ftyp()), len(made.ftyp()) + 8, len(HEAD)))
    good, later = fragment(traf(tfdt(0), trun(10))), fragment(traf(tfdt(1_000), trun(10)))
    undated, bad = fragment(traf(trun(10))), moof(box(b"traf")) + box(b"mdat")
    found = list(_ends(blocks_of(good + box(b"free") + later + undated + bad + good), movie, 0))
    assert [time for _, time in found] == [1_000, 2_000]
    assert [end for end, _ in found] == [len(good), len(good + box(b"free") + later)]
    assert list(_ends(blocks_of(good[:-1]), movie, 0)) == []
    assert [time for _, time in _ends(blocks_of(good), movie, 0)] == [1_000]


def test_the_first_frame_after_a_limit_is_looked_for_until_something_else_comes() -> None:
    def first(data: bytes) -> int | None:
        walk = SegmentWalk(blocks_of(data), len(data), 1_000, live=True, tracks={1: (1, b"V_VP9")})
        return walk.first_after(0)

    late = cluster(2_000, simple(0))
    assert first(cluster(0, simple(0)) + late) == len(cluster(0, simple(0)) + cluster(2_000))
    assert first(cluster(0, simple(0))) is None
    assert first(cluster(0) + b"\xa3") is None
    assert first(cluster(0) + simple(0, data=b"")) is None
    assert first(cluster(0) + b"\xec\xff") is None


def blocks_of(data: bytes) -> BlockReader:
    return BlockReader(made.source(data))
