"""What follows for a review from a file that has arrived; the files below know no reviews."""

from chalicelib.files.rules import AttachmentList, AttachmentProblem
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.policy import SYSTEM
from chalicelib.reviews.actions.attachments import arrived
from chalicelib.reviews.actions.loaded_review import found
from chalicelib.reviews.rules import SideName

GONE = AttachmentProblem(code="not_found")


def kept(command: Command, attachment_list: AttachmentList) -> AttachmentProblem | None:
    """Readers of a shared side get it with the next version; nothing is added to what was signed."""
    try:
        loaded = found(command.reads, SYSTEM, attachment_list.place.subject_id, command.now)
    except NotFound:
        return GONE
    return arrived(command, loaded, SideName(attachment_list.place.part), attachment_list)
