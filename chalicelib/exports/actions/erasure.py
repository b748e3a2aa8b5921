"""What becomes of exports when somebody is erased: those of them and about them are gone at the approval."""

from collections.abc import Iterator
from datetime import timedelta

from chalicelib.exports import store
from chalicelib.exports.actions.commands import folder
from chalicelib.exports.rules import LIVES, Export
from chalicelib.files import actions as files
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop
from chalicelib.kernel.storage.table import Row

_MOST = 25
"""More than one person asks for, at three a day, as long as the files of one are there."""
_MOST_BY_HR = 15


def withdraw(command: Command, person_id: str) -> None:
    """Let the exports that somebody asked for, and those about them, be gone with their files and links."""
    for export in _living(command, person_id):
        store.delete(command.changes, export)
        files.purge(command, folder(command.runtime.settings.company, export.id), timedelta())


def _living(command: Command, person_id: str) -> Iterator[Export]:
    """Those of which there may be files."""
    own = [store.export_of(row) for row in store.listed(command.reads, person_id, limit=_MOST).rows]
    noted = [store.exported(row) for row in store.about(command.reads, person_id, limit=_MOST_BY_HR).rows]
    command.reads.fetch(*map(store.export_key, noted))
    about = [export for one in noted if (export := store.find(command.reads, one))]
    return (one for one in (*own, *about) if one.under_way or command.now < one.asked_at + LIVES + timedelta(days=1))


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let an export of the person or about them be gone."""
    export = store.export_of(row)
    if erased.person_id in (export.asker.id, export.person.id):
        drop(command, row)
        files.purge(command, folder(command.runtime.settings.company, export.id))


def forget_note(command: Command, row: Row, erased: Erased) -> None:
    """Let the note of an export about the person, or asked for by them, be gone."""
    if row.key.pk == f"P#{erased.person_id}" or erased.owns(store.exported(row)):
        drop(command, row)
