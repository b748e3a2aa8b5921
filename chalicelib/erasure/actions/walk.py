"""All rows in which an erased person may stand are read, range by range, and what is declared is done to each.

A round goes through every range of every feature. Where it had to change something another one follows, so that what
was written meanwhile goes, too; a round that found nothing is the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.erasure import Erased, ErasureList, Range
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Page, Reads, Row, batches, position_of

QUERIES = 100
"""So many queries a page of the job asks at most, and a few more."""
_ROWS, _ENTRIES = 200, 50


class Place(msgspec.Struct):
    """How far a round is. `number`: of the range; `source`: of its list's partitions, -1 before them.

    `after`: behind which entry of the list, `row_after`: and behind which row of the entry. `changed`: how many rows
    had to change in this round; `rows`: how many were read, by range.
    """

    rounds: int = 1
    number: int = 0
    source: int = -1
    after: str | None = None
    row_after: str | None = None
    changed: int = 0
    rows: dict[str, int] = {}

    @property
    def through(self) -> bool:
        """Whether the round that ends here found nothing."""
        return self.changed == 0


class Declared(NamedTuple):
    """Everything that features declare, with one name for each list."""

    ranges: Sequence[Range]
    lists: Mapping[str, ErasureList]


class _ListEntry(NamedTuple):
    """An entry of a list, and where the list goes on behind it."""

    name: str
    position: str


def keys_of(spec: Range) -> str:
    """Return a range as the table of keys spells it."""
    return f"{spec.partition} / {spec.prefix or '*'}" + (f" (index {spec.of_index})" if spec.of_index else "")


def go_on(runtime: Runtime, declared: Declared, erased: Erased, place: Place) -> bool:
    """Go on from `place`, which is moved; return whether the round is over."""
    walk = _Walk(runtime, declared, erased, place)
    while walk.budget > 0 and place.number < len(declared.ranges):
        walk.part(declared.ranges[place.number])
    return place.number == len(declared.ranges)


class _Walk:
    """One page of the job."""

    def __init__(self, runtime: Runtime, declared: Declared, erased: Erased, place: Place) -> None:
        self.budget = QUERIES
        self._runtime = runtime
        self._reads = Reads(runtime.table)
        self._lists = declared.lists
        self._erased = erased
        self._place = place

    def part(self, spec: Range) -> None:
        """Read the rows of some entries, and move the place behind them."""
        entries, further = self._entries(spec)
        for entry in entries:
            if not self._through(spec, entry.name):
                return
            self._place.after = entry.position
            if self.budget <= 0:
                return
        if not further:
            self._next(spec)

    def _next(self, spec: Range) -> None:
        place, of_list = self._place, self._list_of(spec)
        place.after = None
        place.source += 1
        if of_list is None or place.source >= len(of_list.partitions):
            place.source = -1
            place.number += 1

    def _list_of(self, spec: Range) -> ErasureList | None:
        return self._lists[spec.each] if isinstance(spec.each, str) else None

    def _entries(self, spec: Range) -> tuple[list[_ListEntry], bool]:
        """Return the next entries, and whether there are more of this source."""
        of_list = self._list_of(spec)
        if of_list is None or self._place.source < 0:
            names = list(self._named(spec, of_list))
            first = int(self._place.after or 0)
            return [_ListEntry(name, str(at + 1)) for at, name in enumerate(names) if at >= first], False
        self.budget -= 1
        page = self._reads.query(
            of_list.partitions[self._place.source], index=of_list.of_index, limit=_ENTRIES, after=self._place.after
        )
        return list(_listed(of_list, page, self._place.after or "")), page.after is not None

    def _named(self, spec: Range, of_list: ErasureList | None) -> Iterator[str]:
        if of_list is not None:
            yield from [self._erased.person_id] if of_list.with_person else []
        elif spec.each is None:
            yield ""
        elif not isinstance(spec.each, str):
            yield from spec.each(self._erased)

    def _through(self, spec: Range, name: str) -> bool:
        """Go through the rows of one entry; return whether that is all of them."""
        place, keys = self._place, keys_of(spec)
        partition = spec.partition.format(each=name, person=self._erased.person_id)
        while True:
            self.budget -= 1
            page = self._reads.query(
                partition, prefix=spec.prefix, index=spec.of_index, limit=_ROWS, after=self._row_after(partition, spec)
            )
            for rows in batches(page.rows, spec.at_once):
                place.changed += self._forget(spec, rows)
            place.rows[keys] = place.rows.get(keys, 0) + len(page.rows)
            place.row_after = page.after
            if page.after is None:
                return True
            if self.budget <= 0:
                return False

    def _row_after(self, partition: str, spec: Range) -> str | None:
        """Return where to go on, if that is in this partition: who was in the middle of one may have left a list."""
        parts = (self._place.row_after or "").split("\x1f")
        return self._place.row_after if parts[2 if spec.of_index else 0 :][:1] == [partition] else None

    def _forget(self, spec: Range, rows: Sequence[Row]) -> int:
        """Do what is declared to these rows, in one transaction; return how many changed."""
        act = partial(_forget_rows, spec=spec, rows=rows, erased=self._erased, known=[])
        return perform(self._runtime, SYSTEM, act)


def _forget_rows(command: Command, spec: Range, rows: Sequence[Row], erased: Erased, known: list[bool]) -> int:
    """`known`: whether this was tried before; then somebody wrote meanwhile, and the rows are read again."""
    if known:
        found = command.reads.fetch(*(row.key for row in rows))
        rows = [found[row.key] for row in rows if row.key in found]
    known.append(True)
    for row in rows:
        command.reads.prime(row)
        spec.forget(command, row, erased)
    return len(command.changes)


def _listed(of_list: ErasureList, page: Page, before: str) -> Iterator[_ListEntry]:
    """Return the entries of a page. Several of one row are done again where only the first of them were."""
    for row in page.rows:
        names, position = list(of_list.entries(row)), position_of(row, of_list.of_index)
        for name in names[:-1]:
            yield _ListEntry(name, before)
        if names:
            yield _ListEntry(names[-1], position)
        before = position
