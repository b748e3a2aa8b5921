"""Pieces of a part: which may be sent, and how much of the part they make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.kernel.errors import Conflict, Invalid
from chalicelib.reflections.rules import Limits, Track, TrackKind, pieces
from chalicelib.reflections.rules.pieces import PIECE_SIZE, Piece
from chalicelib.reflections.rules.recording import PART_SIZE

TRACK = Track(
    id="t",
    kind=TrackKind.SCREEN,
    content_type="video/mp4",
    key="k",
    upload_id="u",
    created_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    limits=Limits(max_bytes=2 * PART_SIZE + 10, max_duration_ms=1),
)


def piece(number: int = 1, at: int = 0, size: int = PIECE_SIZE) -> Piece:
    return Piece(number=number, at=at, size=size)


def test_a_part_is_twenty_pieces() -> None:
    assert PART_SIZE == 20 * PIECE_SIZE


@pytest.mark.parametrize(
    ("sizes", "whole"),
    [
        ([], 0),
        ([(1, PART_SIZE)], 1),
        ([(1, PART_SIZE), (2, 7)], 1),
        ([(2, PART_SIZE)], 0),
        ([(1, 7), (2, PART_SIZE)], 0),
    ],
)
def test_full_parts_count_as_far_as_there_is_no_gap(sizes: list[tuple[int, int]], whole: int) -> None:
    assert pieces.whole_parts(sizes) == whole


def test_pieces_are_taken_of_the_part_that_is_next_and_of_the_one_after_it() -> None:
    pieces.check_pieces(TRACK, [piece(1), piece(1, PART_SIZE - PIECE_SIZE), piece(2, 0, 1)], have=0)
    pieces.check_pieces(TRACK, [piece(3, 0, 10)], have=2)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        (piece(3), "/items/1/part_number"),
        (piece(1, 1), "/items/1/at"),
        (piece(1, PART_SIZE), "/items/1/at"),
        (piece(1, PART_SIZE - PIECE_SIZE, PIECE_SIZE + 1), "/items/1/size"),
    ],
)
def test_other_pieces_are_refused_by_the_field(wrong: Piece, pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        pieces.check_pieces(TRACK, [piece(1), wrong], have=0)
    assert [error.pointer for error in caught.value.errors] == [pointer]


def test_no_piece_goes_beyond_what_the_recording_may_have() -> None:
    with pytest.raises(Invalid) as caught:
        pieces.check_pieces(TRACK, [piece(3, 0, 11)], have=2)
    assert [error.pointer for error in caught.value.errors] == ["/items/0/size"]


def test_pieces_make_a_part_as_far_as_there_is_no_gap() -> None:
    first, second, short = piece(), piece(1, PIECE_SIZE), piece(1, 2 * PIECE_SIZE, 9)
    far, other = piece(1, 4 * PIECE_SIZE), piece(2)
    assert pieces.joined([far, other, short, second, first], 1) == [first, second, short]
    assert pieces.joined([second], 1) == []
    assert pieces.joined([second, first], 1) == [first, second]


def test_a_part_that_is_not_the_last_is_full() -> None:
    pieces.check_full([piece(1, at * PIECE_SIZE) for at in range(20)], 1)
    with pytest.raises(Conflict, match="pieces_missing"):
        pieces.check_full([piece()], 1)


def test_a_piece_is_known_by_its_name() -> None:
    one = piece(12, 3 * PIECE_SIZE, 5)
    assert pieces.piece_of(one.name, 5) == one
    assert one.name.startswith(pieces.named(12))
    assert pieces.piece_of("something else", 5) is None


@pytest.mark.parametrize(
    ("found", "sent", "fills"),
    [
        ([], [1], False),
        ([piece(2, 0, 7)], [1], True),  # the last part
        ([piece(2, 0, 7)], [1, 2], False),  # it was sent itself
        ([piece(1, 0, 7)], [2], False),  # a part in the middle has all of its bytes
        ([piece(1, at * PIECE_SIZE) for at in range(20)], [2], True),
        ([piece(1, 0, 7)], [], True),
    ],
)
def test_pieces_make_the_last_part_or_a_full_one_before_those_that_came(
    found: list[Piece], sent: list[int], *, fills: bool
) -> None:
    assert pieces.fill_the_gap(found, sent) is fills
