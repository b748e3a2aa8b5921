"""What becomes of reviews when somebody is erased."""

from typing import Any

from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop, is_own, rename
from chalicelib.kernel.storage.table import Row

_OF_ITS_AUTHOR = ("N#", "B#")
"""Private notes and backups: no one but their author was to read them."""


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let reviews about the person be gone, with all that others wrote and noted there.

    What they wrote about others stays, by a former colleague; what they alone could read of it goes.
    """
    sort = row.key.sk
    if is_own(row, erased) or (sort.startswith(_OF_ITS_AUTHOR) and _author_of(row) == erased.person_id):
        drop(command, row)
    else:
        rename(command, row, erased)


def _author_of(row: Row) -> Any:
    return decode(row.body, dict[str, Any])["author"]["id"]
