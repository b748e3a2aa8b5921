"""What becomes of emails when somebody is erased."""

from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop, rename_texts
from chalicelib.kernel.storage.table import Row
from chalicelib.mail.store import mail_of


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let what went to the person be gone, and what leads to something of theirs, whose title it may say.

    What else went to others names them no longer.
    """
    mail = mail_of(row).mail
    if mail.to_person_id == erased.person_id or any(map(erased.owns, mail.params.values())):
        drop(command, row)
    else:
        rename_texts(command, row, erased)
