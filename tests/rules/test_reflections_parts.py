"""Which parts of a recording may be sent, and of exactly how many bytes each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from chalicelib.kernel.errors import Conflict, Invalid, TooLarge
from chalicelib.reflections.rules import Limits, Track, TrackKind, recording

PART = recording.PART_SIZE
LIMITS = Limits(max_bytes=3 * PART - 7, max_duration_ms=300_000)


def track(announced: int = 0) -> Track:
    return Track(
        id="t",
        kind=TrackKind.SCREEN,
        content_type="video/mp4",
        key="k",
        upload_id="u",
        created_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        limits=LIMITS,
        announced=announced,
    )


def refused(numbers: Sequence[int], sizes: Sequence[int] | None = None, announced: int = 0) -> list[str]:
    """The fields that are named."""
    with pytest.raises(Invalid) as caught:
        recording.part_sizes(track(announced), numbers, sizes)
    return [error.pointer for error in caught.value.errors]


def test_which_part_is_the_last_only_the_client_knows() -> None:
    assert recording.part_sizes(track(), [2, 1], None) == [(2, None), (1, None)]
    assert recording.oversized([PART, PART + 1])
    assert not recording.oversized([PART, 1])


def test_the_last_part_that_the_limit_allows_is_what_is_left_of_it() -> None:
    assert recording.part_sizes(track(), [3], [PART - 7]) == [(3, PART - 7)]
    assert refused([3], [PART - 6]) == ["/sizes/0"]


def test_where_the_recording_ends_its_client_says() -> None:
    assert recording.part_sizes(track(), [1, 2], [PART, 9]) == [(1, PART), (2, 9)]
    assert recording.part_sizes(track(), [1], [1]) == [(1, 1)]


def test_parts_beyond_the_limit_are_named() -> None:
    assert refused([3, 4, 10_000]) == ["/part_numbers/1", "/part_numbers/2"]
    assert refused([4], [1]) == ["/part_numbers/0"]


def test_a_part_is_never_larger_than_a_part() -> None:
    assert refused([1, 2], [PART, PART + 1]) == ["/sizes/1"]


@pytest.mark.parametrize("sizes", [[], [PART], [PART, PART, PART]])
def test_sizes_are_said_of_all_parts_or_of_none(sizes: list[int]) -> None:
    assert refused([1, 2], sizes) == ["/sizes"]


def test_the_parts_of_a_recording_whose_size_was_announced_follow_from_it() -> None:
    size = PART + 5
    assert recording.part_sizes(track(size), [1, 2], None) == [(1, PART), (2, 5)]
    assert recording.part_sizes(track(size), [2], [5]) == [(2, 5)]
    assert refused([1, 2, 3], announced=size) == ["/part_numbers/2"]
    assert refused([1, 2], [PART - 1, 6], announced=size) == ["/sizes/0", "/sizes/1"]
    assert refused([2], announced=PART) == ["/part_numbers/0"]


def test_a_recording_larger_than_the_limit_is_not_begun() -> None:
    recording.check_size(LIMITS, LIMITS.max_bytes)
    with pytest.raises(TooLarge) as caught:
        recording.check_size(LIMITS, LIMITS.max_bytes + 1)
    assert caught.value.code == "recording_too_large"


def test_what_was_announced_has_to_be_there_as_a_whole() -> None:
    with pytest.raises(Conflict) as caught:
        recording.check_parts(track(PART + 5), [(1, PART)])
    assert caught.value.code == "parts_missing"
    assert recording.check_parts(track(PART + 5), [(1, PART), (2, 5)]) == PART + 5
