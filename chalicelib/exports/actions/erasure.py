"""What becomes of exports when somebody is erased: those of them and about them are gone at the approval."""

from chalicelib.exports import store
from chalicelib.exports.actions.commands import folder
from chalicelib.exports.rules import Export
from chalicelib.files import actions as files
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop
from chalicelib.kernel.storage.table import Row

_AT_ONCE = 20
"""More than somebody can have asked for in the days for which exports are listed."""


def withdraw(command: Command, person_id: str) -> None:
    """Let the exports that somebody asked for be gone, with their files and links."""
    for row in store.listed(command.reads, person_id, limit=_AT_ONCE).rows:
        _remove(command, row, store.export_of(row))


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let an export of the person or about them be gone."""
    export = store.export_of(row)
    if erased.person_id in (export.asker.id, export.person.id):
        _remove(command, row, export)


def _remove(command: Command, row: Row, export: Export) -> None:
    drop(command, row)
    files.purge(command, folder(command.runtime.settings.company, export.id))
