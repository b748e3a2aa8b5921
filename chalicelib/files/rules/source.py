"""Stored bytes, read a little here and there: in blocks, a few of them kept, and never more than so many.

A file may claim anything about itself. So nothing here allocates what a file claims, and anyone who walks through one
pays for every step and every read: what costs too much is refused as unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.files.rules.verdicts import RejectedFile

BLOCK = 256 * 1024
KEPT = 6
MOST_AT_ONCE = 4 * 1024 * 1024
MOST_READS = 400
MOST_STEPS = 100_000
# A walk that has cost this much goes on at the end of the file: see `Blocks.tired`.
TIRED_READS = 128
TIRED_STEPS = 20_000


class Source(Protocol):
    """Stored bytes."""

    @property
    def size(self) -> int:
        """How many there are."""
        ...

    def read(self, at: int, size: int) -> bytes:
        """Return those from `at`; `at + size` never passes the end."""
        ...


@dataclass(frozen=True, slots=True)
class RangedSource:
    """A source over whatever reads ranges: `Ranged(size, lambda at, size: bucket.read(key, version, at, size))`."""

    size: int
    fetch: Callable[[int, int], bytes]

    def read(self, at: int, size: int) -> bytes:
        return self.fetch(at, size)


@dataclass(slots=True)
class BlockReader:
    """A source read in blocks, with what it may cost. What the source raises is not caught: that is no verdict."""

    source: Source
    block: int = BLOCK
    most_reads: int = MOST_READS
    reads: int = 0
    steps: int = 0
    _kept: dict[int, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def tired(self) -> bool:
        """Whether the walk has cost so much that what lies between here and the end is passed over.

        An hour's recording has thousands of fragments all over a gigabyte; its end says how long it is.
        """
        return self.reads >= TIRED_READS or self.steps >= TIRED_STEPS

    def step(self) -> None:
        """Pay for one step of a walk."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise RejectedFile("unreadable")

    def read(self, at: int, size: int) -> bytes:
        """Exactly these bytes. Unfit, where the file ends before, or they are more than anyone needs at once."""
        if size > MOST_AT_ONCE:
            raise RejectedFile("unreadable")
        if at + size > self.size:
            raise RejectedFile("truncated")
        first = at // self.block
        start = at - first * self.block
        if start + size <= self.block:
            return self._block(first)[start : start + size]
        last = (at + size - 1) // self.block
        return b"".join(self._block(number) for number in range(first, last + 1))[start : start + size]

    def peek(self, at: int, size: int) -> bytes:
        """These bytes, or as many of them as there are."""
        left = self.size - at
        return self.read(at, min(size, left)) if left > 0 else b""

    def find(self, mark: bytes, start: int, end: int | None = None) -> Iterator[int]:
        """Every place from `start` on where `mark` stands; not much beyond `end`, where one is said."""
        while start < (self.size if end is None else min(end, self.size)):
            stretch = self.peek(start, self.block + len(mark) - 1)
            found = stretch.find(mark)
            while found >= 0:
                self.step()
                yield start + found
                found = stretch.find(mark, found + 1)
            start += self.block

    def _block(self, number: int) -> bytes:
        kept = self._kept.get(number)
        if kept is not None:
            return kept
        if self.reads >= self.most_reads:
            raise RejectedFile("unreadable")
        self.reads += 1
        at = number * self.block
        size = min(self.block, self.size - at)
        data = self.source.read(at, size)
        if len(data) != size:
            raise RejectedFile("truncated")
        if len(self._kept) >= KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[number] = data
        return data


REACH = 1 << 23
"""How far from where something should be it is looked for."""
TAILS = (1 << 20, 1 << 22, 1 << 24)
"""How far before the end a tired walk looks for a place to go on, in bytes: near, then farther."""


def tails(blocks: BlockReader, since: int) -> Iterator[int]:
    """Where to look for such a place, nearest to the end first, and never before `since`."""
    for reach in TAILS:
        yield max(since, blocks.size - reach)
