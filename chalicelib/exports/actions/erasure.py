"""What becomes of exports when somebody is erased: those of them and about them are gone at the approval."""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib.exports import store
from chalicelib.exports.actions.commands import folder
from chalicelib.exports.jobs import WITHDRAW, WithdrawExports
from chalicelib.exports.rules import LIVES, Export
from chalicelib.files import actions as files
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.erasure import Erased, drop
from chalicelib.kernel.jobs import at
from chalicelib.kernel.storage.table import Row

_MOST = 25
"""More than one person asks for, at three a day, as long as the files of one are there."""
_MOST_BY_HR = 12
"""So many of these at once."""
_MORE = "more"


def withdraw(command: Command, person_id: str) -> None:
    """Let the exports that somebody asked for, and those about them, be gone with their files and links.

    Of very many that HR asked for, those that one transaction has no room for follow at once.
    """
    own = [store.export_of(row) for row in store.listed(command.reads, person_id, limit=_MOST).rows]
    _remove(command, own)
    if _withdraw_newest(command, person_id):
        command.plan(at(command.now, WITHDRAW, WithdrawExports(person_id)))


def withdraw_rest(context: JobContext, params: WithdrawExports) -> str | None:
    """Go on with those that HR asked for, until there are no more."""
    return _MORE if _withdraw_newest(context, params.person_id) else None


def _withdraw_newest(command: Command, person_id: str) -> bool:
    """Withdraw the newest exports that HR asked for; return whether there may be more of which there are files."""
    noted = store.about(command.reads, person_id, limit=_MOST_BY_HR)
    ids = [store.exported(row) for row in noted.rows]
    command.reads.fetch(*map(store.export_key, ids))
    found = [export for one in ids if (export := store.find(command.reads, one))]
    return bool(_remove(command, found)) and noted.after is not None


def _remove(command: Command, exports: Iterable[Export]) -> int:
    """Delete those of which there may be files; return how many."""
    living = [one for one in exports if one.under_way or command.now < one.asked_at + LIVES + timedelta(days=1)]
    for export in living:
        store.delete(command.changes, export)
        files.purge(command, folder(command.runtime.settings.company, export.id), timedelta())
    return len(living)


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
