"""What goes into one part of an export: pages of the features, first all that was written, then all files.

A part ends where it has become large, and the next one begins at that place. Where that is follows from what is in it
alone, so that an export which is interrupted goes on with the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import Any, Literal

import msgspec

from chalicelib.exports.actions.archive import STRETCH, Archive
from chalicelib.exports.rules import Export
from chalicelib.exports.views import readable
from chalicelib.exports.views.readme import readme
from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.export import ExportContext, ExportPage
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import feature, feature_names
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.people import actions as people
from chalicelib.people.rules import Person

PART_BYTES = 1_000_000_000
"""So large a part becomes, unless a single file is larger: what a function copies well within its time."""
MOST_PAGES = 500
"""So many pages of features go into a part at most."""

Stage = Literal["documents", "files"]
STAGES: tuple[Stage, ...] = ("documents", "files")


class ExportPosition(msgspec.Struct, frozen=True):
    """Where a part begins: at a page of a feature, behind the file `after` where some of its files are in already."""

    stage: Stage = "documents"
    feature: str = ""
    cursor: str | None = None
    after: str = ""


def write(
    context: JobContext, archive: Archive, export: Export, person: Person, position: ExportPosition
) -> ExportPosition | None:
    """Fill the next part from `position` on; return where the one after it begins, None where all is in."""
    company = context.runtime.settings.company_name
    with closing(_Texts(archive, f"Data export for {export.person.name}", len(export.parts) + 1)) as texts:
        further = _filled(context, archive, texts, _pages(context, export, person, position))
        texts.finish(lambda left_out: readme(export, company, archive.names, left_out))
    return further


def _filled(
    context: JobContext, archive: Archive, texts: _Texts, pages: Iterable[tuple[ExportPosition, ExportPage]]
) -> ExportPosition | None:
    for count, (place, page) in enumerate(pages):
        if count and (count >= MOST_PAGES or archive.size + texts.waiting >= PART_BYTES):
            return place
        if place.stage == "documents":
            texts.add(place.feature, page)
        elif (further := _copy(context, archive, place, page)) is not None:
            return further
    return None


def _pages(
    context: JobContext, export: Export, person: Person, position: ExportPosition
) -> Iterator[tuple[ExportPosition, ExportPage]]:
    actor = replace(people.actor_of(person), roles=frozenset[str]())
    found = [(name, export_page) for name in feature_names() if (export_page := feature(name).export) is not None]
    every = [(stage, name, export_page) for stage in STAGES for name, export_page in found]
    begun = [(stage, name) for stage, name, _ in every]
    begin = begun.index((position.stage, position.feature)) if position.feature else 0
    for at, (stage, name, export_page) in enumerate(every[begin:]):
        place = position if position.feature and not at else ExportPosition(stage=stage, feature=name)
        while True:
            page = export_page(_reading(context, actor, own=export.own), place.cursor)
            yield place, page
            if page.next is None:
                break
            place = ExportPosition(stage=stage, feature=name, cursor=page.next)


def _reading(context: JobContext, actor: Actor, *, own: bool) -> ExportContext:
    """Return what a page is read with; anew for each, so that what the pages before needed is not kept."""
    reads = Reads(context.runtime.table)
    return ExportContext(
        runtime=context.runtime, actor=actor, now=context.now, reads=reads, changes=Changes(""), own=own
    )


def _copy(context: JobContext, archive: Archive, place: ExportPosition, page: ExportPage) -> ExportPosition | None:
    """Put the files of a page; return where the next part begins, if one would become too large for this part."""
    names = [file.name for file in page.files]
    begin = names.index(place.after) + 1 if place.after in names else 0
    before = place.after
    for file in page.files[begin:]:
        stored = context.runtime.bucket.head(file.key, file.version)
        if stored is None:
            continue  # deleted since, with whatever it belonged to
        if archive.names and archive.size + stored.size > PART_BYTES:
            return msgspec.structs.replace(place, after=before)
        archive.copy(file.name, file.key, file.version, stored)
        before = file.name
    return None


class _Texts:
    """What a part has in words: JSON files at once, the lists of features and the readable page when they are full."""

    def __init__(self, archive: Archive, title: str, number: int) -> None:
        self._archive = archive
        self._number = number
        self._page = _spool(readable.head(title))
        self._list = _spool()
        self._feature = ""
        self._shown = ""
        self._left_out: list[str] = []

    @property
    def waiting(self) -> int:
        """How many bytes are not in the archive yet."""
        return self._page.tell() + self._list.tell()

    def add(self, name: str, page: ExportPage) -> None:
        """Take what a feature wrote on one page."""
        if name != self._feature:
            self._end_list()
            self._feature = name
        self._left_out += page.left_out
        for item in page.items:
            self._list.write(b",\n" if self._list.tell() else b"[\n")
            self._list.write(_json(item))
            self._show("", item)
        for document in page.documents:
            self._archive.add(document.name, _json(document.value) + b"\n")
            self._show(document.title, document.value if document.readable is None else document.readable)

    def _show(self, title: str, value: Any) -> None:
        if self._shown != self._feature:
            self._page.write(readable.section(self._feature).encode())
            self._shown = self._feature
        self._page.write(readable.article(title, value).encode())

    def _end_list(self) -> None:
        if self._list.tell():
            self._list.write(b"\n]\n")
            self._list.seek(0)
            self._archive.add(self._numbered(f"{self._feature}.json"), self._list)
            self._list.close()
            self._list = _spool()

    def _numbered(self, name: str) -> str:
        """Return the name of what every part may have: no part writes over what is in another one."""
        stem, dot, extension = name.rpartition(".")
        return name if self._number == 1 else f"{stem}-{self._number}{dot}{extension}"

    def finish(self, text: Callable[[Sequence[str]], str]) -> None:
        """Put the rest, and the README, whose `text` follows from what was left out."""
        self._end_list()
        if self._shown:
            self._page.write(readable.TAIL.encode())
            self._page.seek(0)
            self._archive.add(self._numbered("index.html"), self._page)
        if self._feature:
            self._archive.add(self._numbered("README.txt"), text(self._left_out).encode())

    def close(self) -> None:
        """Let go of what waits in files."""
        self._page.close()
        self._list.close()


def _spool(text: str = "") -> SpooledTemporaryFile[bytes]:
    """Return a file that is in memory until it becomes large."""
    spool = SpooledTemporaryFile[bytes](max_size=STRETCH)
    spool.write(text.encode())
    return spool


def _json(value: Any) -> bytes:
    return msgspec.json.format(encode(value).encode(), indent=2)
