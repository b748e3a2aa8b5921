"""The emails about one review."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, MailTopic

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "write_self": "write your self-assessment",
        "share_self": "share your self-assessment",
        "write_manager": "write your assessment of {reviewee}",
        "share_manager": "share your assessment with {reviewee}",
        "sign": "sign {review}",
        "contribute": "write your contribution to {review}",
    }
)
"""What a reminder or a nudge asks for, by the kind of the task."""

SIDES: Mapping[str, str] = MappingProxyType(
    {
        "self": "your self-assessment",
        "manager": "your assessment of {reviewee}",
        "sign": "your signature on {review}",
        "contribute": "your contribution to {review}",
    }
)
"""What the reader's deadline is for."""

CONTRIBUTE = MailKind(
    "reviews.contribute",
    "{cycle}: you are asked to contribute to the review of {reviewee}",
    screens.REVIEW,
    "cycle review_id reviewee reviewer",
    "due_on readers",
    reader="author",
)
NUDGE = MailKind(
    "reviews.nudge",
    "{by} is asking you to {to_do}",
    screens.REVIEW,
    "cycle review_id task reviewee by",
    "due_on",
    topic=MailTopic.REMINDERS,
    phrases={"to_do": ("task", TASKS)},
)
SELF_SHARED = MailKind(
    "reviews.self_shared",
    "{reviewee} shared their self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee",
    "by readers",
    topic=MailTopic.REVIEW_NEWS,
    reader="reviewer",
)
SELF_SHARED_FOR_YOU = MailKind(
    "reviews.self_shared_for_you",
    "Your self-assessment was shared on your behalf",
    screens.REVIEW,
    "cycle review_id by reviewer",
    "readers",
    reader="reviewee",
)
SELF_HIDDEN = MailKind(
    "reviews.self_hidden",
    "{reviewee} unshared their self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee was_read",
    topic=MailTopic.REVIEW_NEWS,
)
MANAGER_SHARED = MailKind(
    "reviews.manager_shared",
    "{reviewer} shared their assessment with you",
    screens.REVIEW,
    "cycle review_id reviewer",
    "by",
)
MANAGER_SHARED_FOR_YOU = MailKind(
    "reviews.manager_shared_for_you",
    "Your assessment of {reviewee} was shared on your behalf",
    screens.REVIEW,
    "cycle review_id reviewee by",
)
MANAGER_EDITED = MailKind(
    "reviews.manager_edited",
    "{reviewer} changed their assessment",
    screens.REVIEW,
    "cycle review_id reviewer",
    "by",
    topic=MailTopic.REVIEW_NEWS,
)
MANAGER_HIDDEN = MailKind(
    "reviews.manager_hidden", "{reviewer} unshared their assessment", screens.REVIEW, "cycle review_id reviewer"
)
DONE_MARKED = MailKind(
    "reviews.done_marked",
    "{reviewer} marked the review of {reviewee} as done",
    screens.REVIEW,
    "cycle review_id reviewer reviewee",
    topic=MailTopic.REVIEW_NEWS,
)
NOT_PROVIDED = MailKind(
    "reviews.not_provided",
    "{cycle}: {review} continues without the self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee by",
)
SIGNED = MailKind(
    "reviews.signed", "{signer} signed {review}", screens.REVIEW, "cycle review_id signer reviewee", "sign_due_on"
)
SIGNATURES_REVOKED = MailKind(
    "reviews.signatures_revoked", "Reopened: {review}", screens.REVIEW, "cycle review_id reviewee by"
)
COMPLETED_UNSIGNED = MailKind(
    "reviews.completed_unsigned", "Completed by HR: {review}", screens.REVIEW, "cycle review_id reviewee by"
)
EXTENDED = MailKind(
    "reviews.extended",
    "{cycle}: your deadline was extended",
    screens.REVIEW,
    "cycle review_id reviewee side due_on",
    "by due_at",
    phrases={"for_what": ("side", SIDES)},
)
REASSIGNED_OLD = MailKind(
    "reviews.reassigned_old",
    "{cycle}: the review of {reviewee} has a new reviewer",
    screens.REVIEW,
    "cycle review_id reviewee reviewer",
)
REASSIGNED_NEW = MailKind(
    "reviews.reassigned_new",
    "{cycle}: you are now the reviewer of {reviewee}",
    screens.REVIEW,
    "cycle review_id reviewee",
    "due_on",
)
REASSIGNED_REVIEWEE = MailKind(
    "reviews.reassigned_reviewee",
    "{cycle}: {reviewer} is now your reviewer",
    screens.REVIEW,
    "cycle review_id reviewer",
)
WITHDRAWN = MailKind("reviews.withdrawn", "{cycle}: {review} was withdrawn", screens.REVIEW, "cycle review_id reviewee")
