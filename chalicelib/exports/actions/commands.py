"""Asking for an export, looking at it, fetching it, and deleting it."""

from __future__ import annotations

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.audit.rules import AuditEntry
from chalicelib.exports import rules, store
from chalicelib.exports.jobs import MAKE, MakeExport
from chalicelib.exports.rules import Export, ExportKind, ExportPart, ExportState
from chalicelib.files import actions as files
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.storage.quota import spend
from chalicelib.people import actions as people
from chalicelib.people.rules import ref
from chalicelib.timetable.rules import leased

MEDIA = "application/zip"
_LOOKED_AT = 25
_PAGES = 5


def folder(company: str, export_id: str) -> str:
    """Return the prefix of everything that is stored of an export."""
    return f"{company}/exports/{export_id}/"


def ask(command: Command, kind: ExportKind, person_id: str) -> Export:
    """Ask for an export of someone's data; a worker makes it, and tells by email when it is ready."""
    person = people.find(command.reads, [person_id]).get(person_id)
    if person is None:
        raise NotFound
    rules.check_asker(command.actor, person)
    newest = store.listed(command.reads, command.actor.id, limit=_LOOKED_AT).rows
    rules.check_alone(map(store.export_of, newest), person.id)
    export = store.save(
        command.changes,
        Export(
            id=f"{new_id(command.now)}{command.actor.id}",
            kind=kind,
            asker=ref(command.actor),
            person=ref(person),
            asked_at=command.now,
        ),
    )
    audit.record(command, _entry(command, export, "export_requested"))
    # The worker that is asked at once may write for a while: the tick leaves it to them, and takes it up if they die.
    command.plan(leased(at(command.now, MAKE, MakeExport(export_id=export.id)), command.now))
    # Counted with a condition: of two that are asked for at once, one finds the other.
    spend(
        command.reads,
        command.changes,
        command.actor.id,
        command.now,
        what=rules.EXPORTS,
        most=rules.MOST_A_DAY,
        about=person.id,
    )
    return export


def opened(command: Command, export_id: str) -> Export:
    """Return an export for whoever asked for it, as long as they still may."""
    export = store.find(command.reads, export_id)
    if export is None or export.asker.id != command.actor.id or not _may_still(command, export):
        raise NotFound
    return export


def _may_still(command: Command, export: Export) -> bool:
    if export.own:
        return True
    person = people.find(command.reads, [export.person.id]).get(export.person.id)
    return person is not None and rules.may_ask(command.actor, person)


def listed(command: Command, *, limit: int, after: str | None) -> tuple[list[Export], str | None]:
    """Return one page of the exports that the caller asked for, the newest first."""
    page = store.listed(command.reads, command.actor.id, limit=limit, after=after)
    exports = [store.export_of(row) for row in page.rows]
    people.find(command.reads, {one.person.id for one in exports})
    return [one for one in exports if _may_still(command, one)], page.after


def newest_about(command: Command, person_id: str) -> Export:
    """Return the newest export of this person's data that the caller asked for."""
    after = None
    for _ in range(_PAGES):
        page = store.listed(command.reads, command.actor.id, limit=_LOOKED_AT, after=after)
        for export in map(store.export_of, page.rows):
            if export.person.id == person_id and _may_still(command, export):
                return export
        after = page.after
        if after is None:
            break
    raise NotFound


def links(command: Command, export: Export) -> list[tuple[ExportPart, str]]:
    """Return the files of an export, each with a link for five minutes; that it was fetched is written down."""
    if export.state_at(command.now) is not ExportState.READY:
        return []
    audit.record(command, _entry(command, export, "export_fetched"))
    bucket, seconds = command.runtime.bucket, int(files.LINKS_LIVE.total_seconds())
    return [
        (
            part,
            bucket.sign_get(part.key, part.version, seconds=seconds, content_type=MEDIA, download_as=part.name),
        )
        for part in export.parts
    ]


def delete(command: Command, export: Export) -> None:
    """Delete an export, whatever its state; its files follow."""
    store.delete(command.changes, export)
    files.purge(command, folder(command.runtime.settings.company, export.id))


def _entry(command: Command, export: Export, action: str) -> AuditEntry:
    return trail.of(command.actor, action, subject_id=export.person.id, object_kind="export", object_id=export.id)
