"""A worker makes an export: one part after the other, each in a page of its job.

A part is written to a key of its own and named in the export by the transaction that moves the job on. So a worker
that dies leaves an object that nothing names, and the next one writes the same part again; one email is sent, with the
last part.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from chalicelib.exports import mails, rules, store
from chalicelib.exports.actions.archive import Archive
from chalicelib.exports.actions.commands import folder
from chalicelib.exports.actions.parts import ExportPosition, write
from chalicelib.exports.jobs import MakeExport
from chalicelib.exports.rules import LIVES, Export, ExportPart, ExportState
from chalicelib.files import actions as files
from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.ids import digest_id
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person


def make(context: JobContext, params: MakeExport) -> str | None:
    """Begin an export, or make its next part; return where the part after it begins."""
    export = store.find(context.reads, params.export_id)
    if export is None or not export.under_way:
        # It was deleted, and what was written since then is named nowhere.
        files.purge(context, _folder(context, params.export_id))
        return None
    if context.cursor is None:
        store.save(context.changes, replace(export, state=ExportState.RUNNING))
        return encode(ExportPosition())
    known = people.find(context.reads, [export.asker.id, export.person.id])
    asker, person = known.get(export.asker.id), known.get(export.person.id)
    if asker is None or person is None or not _may_still(asker, person) or context.attempts > rules.MOST_ATTEMPTS:
        observe.count("ExportFailed")
        store.save(context.changes, replace(export, state=ExportState.FAILED, ended_at=context.now))
        files.purge(context, _folder(context, export.id))
        return None
    part, further = _next_part(context, export, person, decode(context.cursor, ExportPosition))
    after = replace(export, parts=(*export.parts, part))
    if further is not None:
        store.save(context.changes, after)
        return encode(further)
    ready = replace(after, state=ExportState.READY, ended_at=context.now)
    store.save(context.changes, ready)
    files.purge(context, _folder(context, export.id), LIVES)
    _tell(context, ready, asker)
    return None


def _may_still(asker: Person, person: Person) -> bool:
    return asker.active and rules.may_ask(people.actor_of(asker), person)


def _folder(context: JobContext, export_id: str) -> str:
    return folder(context.runtime.settings.company, export_id)


def _next_part(
    context: JobContext, export: Export, person: Person, position: ExportPosition
) -> tuple[ExportPart, ExportPosition | None]:
    number = len(export.parts) + 1
    name = f"throughline-export-{export.asked_at:%Y-%m-%d}-{number}.zip"
    key = f"{_folder(context, export.id)}{number}-{secrets.token_hex(16)}.zip"
    archive = Archive(context.runtime.bucket, key, export.asked_at)
    try:
        further = write(context, archive, export, person, position)
        version, digest = archive.close()
    except BaseException:
        archive.abort()
        raise
    return ExportPart(name=name, key=key, version=version, size=archive.size, sha256=digest), further


def _tell(context: JobContext, export: Export, asker: Person) -> None:
    until = export.expires_at or context.now
    about = Mail(
        kind=mails.READY,
        to_person_id=asker.id,
        to_name=asker.name,
        to_address=asker.email,
        params={"until_at": until.isoformat()},
        time_zone=asker.time_zone,
        mail_id=digest_id(export.asked_at, mails.READY.name, export.id),
    )
    mail.send(context, about)
