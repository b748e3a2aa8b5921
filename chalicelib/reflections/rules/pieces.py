"""The newest seconds of a recording on a slow line: pieces of a part, sent before the part is full.

S3 takes no small parts. So pieces are objects of their own beside the upload, and a part is put together of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.kernel.errors import Conflict, FieldError, Invalid, fault
from chalicelib.reflections.rules.model import Track
from chalicelib.reflections.rules.recording import PART_SIZE, room

PIECE_SIZE = 256 * 1024
"""A few seconds on a line on which a part takes minutes; a part has twenty."""

_NAME = re.compile(r"(\d{5})-(\d{7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of part `number`: `size` bytes from `at` on."""

    number: int
    at: int
    size: int

    @property
    def name(self) -> str:
        """What the object is called in which it lies; sent again, it takes its own place."""
        return f"{self.number:05d}-{self.at:07d}"


def piece_of(name: str, size: int) -> Piece | None:
    """Return the piece in an object of this name; None for anything else."""
    found = _NAME.fullmatch(name)
    return Piece(number=int(found[1]), at=int(found[2]), size=size) if found else None


def named(number: int) -> str:
    """Return what the names of all pieces of a part begin with."""
    return f"{number:05d}-"


def whole_parts(sizes: Sequence[tuple[int, int]]) -> int:
    """Return how many full parts there are without a gap, of (number, bytes)."""
    count = 0
    for number, size in sizes:
        if number != count + 1 or size != PART_SIZE:
            break
        count = number
    return count


def check_pieces(track: Track, asked: Sequence[Piece], *, have: int) -> None:
    """Whether these may be sent, where there are `have` full parts: of the next part, or of the one after it."""
    errors = [problem for at, one in enumerate(asked) if (problem := _unfit(track, f"/items/{at}", one, have))]
    if errors:
        raise Invalid(errors)


def _unfit(track: Track, pointer: str, piece: Piece, have: int) -> FieldError | None:
    if piece.number not in {have + 1, have + 2}:
        return FieldError(f"{pointer}/part_number", fault("piece_part", part=have + 1))
    if piece.at % PIECE_SIZE or not 0 <= piece.at < PART_SIZE:
        return FieldError(f"{pointer}/at", fault("piece_at", step=PIECE_SIZE))
    if piece.at + piece.size > room(track, piece.number):
        return FieldError(f"{pointer}/size", fault("piece_size"))
    return None


def joined(pieces: Iterable[Piece], number: int) -> list[Piece]:
    """Return the pieces of a part from its beginning on, as far as there is no gap."""
    found: list[Piece] = []
    end = 0
    for piece in sorted((one for one in pieces if one.number == number), key=lambda one: one.at):
        if piece.at != end:
            break
        found.append(piece)
        end += piece.size
    return found


def fill_the_gap(pieces: Sequence[Piece], sent: Sequence[int]) -> bool:
    """Return whether a part is to be made of these: it was not sent itself, and is missing before those that were."""
    if not pieces or pieces[0].number in sent:
        return False
    return pieces[0].number > max(sent, default=0) or sum(piece.size for piece in pieces) == PART_SIZE


def check_full(pieces: Sequence[Piece], number: int) -> None:
    """Whether the pieces are all of a part that is not the last one."""
    have = sum(piece.size for piece in pieces)
    if have < PART_SIZE:
        raise Conflict("pieces_missing", part=number, sent=have, whole=PART_SIZE)
