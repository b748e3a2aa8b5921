"""What becomes of results of launches and of commands for many when somebody is erased."""

from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop, renamed, retold, rewrite, without_id
from chalicelib.kernel.storage.table import Row
from chalicelib.rollout.store import run_results


def forget_result(command: Command, row: Row, erased: Erased) -> None:
    """Take the person off the lists of a launch; its counts stay."""
    rewrite(command, row, retold(without_id(decode(row.body, object), erased.person_id), erased))


def forget_outcome(command: Command, row: Row, erased: Erased) -> None:
    """Let what became of a review about the person be gone; no other one names them."""
    if erased.owns(run_results.result_of(row).review_id):
        drop(command, row)
    else:
        rewrite(command, row, retold(renamed(decode(row.body, object), erased), erased))
