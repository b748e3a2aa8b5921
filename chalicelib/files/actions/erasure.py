"""What becomes of lists of files when somebody is erased."""

from chalicelib.files.actions.stored_objects import purge
from chalicelib.files.rules import object_keys, without
from chalicelib.files.store import attachments_of, save
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop, is_own
from chalicelib.kernel.storage.table import Row


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let the person's own lists be gone, and of others' those files that only they could see."""
    if is_own(row, erased):
        drop(command, row)
        return
    attachment_list = attachments_of(row)
    gone = [one for one in attachment_list.files if one.author_id == erased.person_id and (one.aside or one.unused)]
    for file in gone:
        purge(command, object_keys.folder_of(file.key))
    if gone:
        save(command.changes, without(attachment_list, {file.id for file in gone}))
