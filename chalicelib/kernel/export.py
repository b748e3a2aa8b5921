"""What a feature hands out of one person's data, page by page, for an export.

A feature declares a function `(context, cursor) -> ExportPage` as `Feature.export`. It is asked for pages until one has
no `next`, twice: once for what was written, once for stored files. A page is small (some dozens of things), since it is
held in memory; the same cursor gives the same page as long as nothing changed, because an export that was interrupted
goes on from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.kernel.command import Command


@dataclass(slots=True, kw_only=True)
class ExportContext(Command):
    """Reads for an export, as the person whose data it is: without any role, so that all is theirs by their own right.

    `own`: whether this person asked for it. Otherwise HR did, and nothing that is between two people goes into it.
    What an export function collects is never committed.
    """

    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDocument:
    """One JSON file. `name`: where in the export, "reviews/2026 Annual review.json"; `value`: whatever msgspec encodes.

    `title` and `readable`: its heading in the page that people read, and what stands there, where that is not `value`.
    """

    name: str
    title: str
    value: Any
    readable: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """A stored object that goes into the export as it is; one that is gone by then is left out."""

    name: str
    key: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """What a feature hands out at once.

    `items`: entries of its own list, `{feature}.json`. `left_out`: sentences for the README that say what of this
    feature is not in the export, and why; `{name}` in them is the person's. `next`: where the next page begins; None:
    this was the last one.
    """

    items: Sequence[Any] = ()
    documents: Sequence[ExportDocument] = ()
    files: Sequence[ExportFile] = ()
    left_out: Sequence[str] = ()
    next: str | None = None


def folder_name(title: str, thing_id: str) -> str:
    """Return `title` as a folder or file may be called anywhere, told from others of the same title by its id."""
    from chalicelib.kernel.aws.bucket import file_name

    return f"{file_name(title)[:80].strip(' .')} {thing_id[20:26]}"


def export_name(name: str, thing_id: str) -> str:
    """Return the name of a file with its extension, told from others of the same name by its id."""
    stem, dot, extension = name.rpartition(".")
    return f"{folder_name(stem or name, thing_id)}{dot}{extension if stem else ''}"
