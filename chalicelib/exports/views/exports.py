"""Exports as they are answered to whoever asked for them."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.exports.rules import Export, ExportKind, ExportPart, ExportState
from chalicelib.people.actions import PersonRef, person_ref


class ExportItem(msgspec.Struct, frozen=True, kw_only=True):
    """An export in a list. `expires_at`: when its files are deleted, once it is ready."""

    id: str
    kind: ExportKind
    person: PersonRef
    state: ExportState
    asked_at: dt.datetime
    expires_at: dt.datetime | UnsetType = UNSET


class ExportPartView(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export: `bytes` long, with its SHA-256 in hex. `url`: to download it, for five minutes."""

    name: str
    bytes: int
    sha256: str
    url: str


class ExportView(ExportItem, frozen=True, kw_only=True):
    """An export with its files, as long as they are there."""

    parts: list[ExportPartView]


def export_item(export: Export, now: dt.datetime) -> ExportItem:
    """Return a line of the list."""
    return ExportItem(
        id=export.id,
        kind=export.kind,
        person=person_ref(export.person),
        state=export.state_at(now),
        asked_at=export.asked_at,
        expires_at=export.expires_at or UNSET,
    )


def export_view(export: Export, now: dt.datetime, links: list[tuple[ExportPart, str]]) -> ExportView:
    """Return an export with links to its files."""
    item = export_item(export, now)
    return ExportView(
        id=item.id,
        kind=item.kind,
        person=item.person,
        state=item.state,
        asked_at=item.asked_at,
        expires_at=item.expires_at,
        parts=[ExportPartView(name=part.name, bytes=part.size, sha256=part.sha256, url=url) for part, url in links],
    )
