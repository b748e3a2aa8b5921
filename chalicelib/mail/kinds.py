"""The emails that the features have not declared in their own `mails.py` yet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from chalicelib.kernel import screens
from chalicelib.mail import rules
from chalicelib.mail.rules import Topic

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "write_self": "write your self-assessment",
        "share_self": "share your self-assessment",
        "write_manager": "write your assessment of {reviewee}",
        "share_manager": "share your assessment with {reviewee}",
        "sign": "sign {review}",
        "contribute": "write your contribution to {review}",
        "record_reflection": "record your reflection",
    }
)
"""What a reminder or a nudge asks for, by the `task` param."""

SIDES: Mapping[str, str] = MappingProxyType(
    {
        "self": "your self-assessment",
        "manager": "your assessment of {reviewee}",
        "sign": "your signature on {review}",
        "contribute": "your contribution to {review}",
    }
)
"""What the reader's deadline is for, by the `side` param."""

MISSING: Mapping[str, str] = MappingProxyType(
    {"self": "self-assessment", "manager": "manager's assessment", "sign": "signature"}
)
"""What a digest finds missing, by the `side` param."""


class UndeclaredKind(rules.MailKind):
    """What an email is about."""

    __slots__ = ()

    KICKOFF_SELF: ClassVar[UndeclaredKind]
    KICKOFF_MANAGER: ClassVar[UndeclaredKind]
    CONTRIBUTE: ClassVar[UndeclaredKind]
    NUDGE: ClassVar[UndeclaredKind]
    NUDGE_LIST: ClassVar[UndeclaredKind]
    DIGEST: ClassVar[UndeclaredKind]
    SELF_SHARED: ClassVar[UndeclaredKind]
    SELF_SHARED_LIST: ClassVar[UndeclaredKind]
    SELF_SHARED_FOR_YOU: ClassVar[UndeclaredKind]
    SELF_HIDDEN: ClassVar[UndeclaredKind]
    MANAGER_SHARED: ClassVar[UndeclaredKind]
    MANAGER_SHARED_FOR_YOU: ClassVar[UndeclaredKind]
    MANAGER_SHARED_LIST: ClassVar[UndeclaredKind]
    MANAGER_EDITED: ClassVar[UndeclaredKind]
    MANAGER_HIDDEN: ClassVar[UndeclaredKind]
    DONE_MARKED: ClassVar[UndeclaredKind]
    NOT_PROVIDED: ClassVar[UndeclaredKind]
    SIGNED: ClassVar[UndeclaredKind]
    SIGNATURES_REVOKED: ClassVar[UndeclaredKind]
    COMPLETED_UNSIGNED: ClassVar[UndeclaredKind]
    EXTENDED: ClassVar[UndeclaredKind]
    EXTENDED_LIST: ClassVar[UndeclaredKind]
    DEADLINE_MOVED: ClassVar[UndeclaredKind]
    REASSIGNED_OLD: ClassVar[UndeclaredKind]
    REASSIGNED_NEW: ClassVar[UndeclaredKind]
    REASSIGNED_REVIEWEE: ClassVar[UndeclaredKind]
    REVIEWER_LEFT: ClassVar[UndeclaredKind]
    WITHDRAWN: ClassVar[UndeclaredKind]
    CYCLE_CANCELLED: ClassVar[UndeclaredKind]
    CYCLE_CLOSED: ClassVar[UndeclaredKind]
    LAUNCH_FINISHED: ClassVar[UndeclaredKind]


MailKind = UndeclaredKind
MailKind.KICKOFF_SELF = MailKind(
    "kickoff_self",
    "{cycle}: you can start your self-assessment",
    screens.REVIEW,
    "cycle review_id reviewer self_due_on",
    "manager_due_on sign_due_on instructions readers",
    reader="reviewee",
)
MailKind.KICKOFF_MANAGER = MailKind(
    "kickoff_manager",
    "{cycle}: your reviews to write",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id people manager_due_on",
    "self_due_on sign_due_on instructions",
)
MailKind.CONTRIBUTE = MailKind(
    "contribute",
    "{cycle}: you are asked to contribute to the review of {reviewee}",
    screens.REVIEW,
    "cycle review_id reviewee reviewer",
    "due_on readers",
    reader="author",
)
MailKind.NUDGE = MailKind(
    "nudge",
    "{by} is asking you to {to_do}",
    screens.REVIEW,
    "cycle review_id task reviewee by",
    "due_on",
    topic=Topic.REMINDERS,
    phrases={"to_do": ("task", TASKS)},
)
MailKind.NUDGE_LIST = MailKind(
    "nudge_list", "{by} is reminding you of {count} open tasks", screens.HOME, "by open count", topic=Topic.REMINDERS
)
MailKind.DIGEST = MailKind(
    "digest",
    "{cycle}: who is late",
    screens.CYCLE,
    "cycle cycle_id side due_on missing",
    "people",
    topic=Topic.HR_REPORTS,
    phrases={"missing_what": ("side", MISSING)},
)
MailKind.SELF_SHARED = MailKind(
    "self_shared",
    "{reviewee} shared their self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee",
    "by readers",
    topic=Topic.REVIEW_NEWS,
    reader="reviewer",
)
MailKind.SELF_SHARED_LIST = MailKind(
    "self_shared_list",
    "{cycle}: {by} shared self-assessments",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id by people",
    "readers",
    topic=Topic.REVIEW_NEWS,
    reader="reviewer",
)
MailKind.SELF_SHARED_FOR_YOU = MailKind(
    "self_shared_for_you",
    "Your self-assessment was shared on your behalf",
    screens.REVIEW,
    "cycle review_id by reviewer",
    "readers",
    reader="reviewee",
)
MailKind.SELF_HIDDEN = MailKind(
    "self_hidden",
    "{reviewee} unshared their self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee was_read",
    topic=Topic.REVIEW_NEWS,
)
MailKind.MANAGER_SHARED = MailKind(
    "manager_shared", "{reviewer} shared their assessment with you", screens.REVIEW, "cycle review_id reviewer", "by"
)
MailKind.MANAGER_SHARED_FOR_YOU = MailKind(
    "manager_shared_for_you",
    "Your assessment of {reviewee} was shared on your behalf",
    screens.REVIEW,
    "cycle review_id reviewee by",
)
MailKind.MANAGER_SHARED_LIST = MailKind(
    "manager_shared_list",
    "{cycle}: {by} shared your assessments on your behalf",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id by people",
)
MailKind.MANAGER_EDITED = MailKind(
    "manager_edited",
    "{reviewer} changed their assessment",
    screens.REVIEW,
    "cycle review_id reviewer",
    "by",
    topic=Topic.REVIEW_NEWS,
)
MailKind.MANAGER_HIDDEN = MailKind(
    "manager_hidden", "{reviewer} unshared their assessment", screens.REVIEW, "cycle review_id reviewer"
)
MailKind.DONE_MARKED = MailKind(
    "done_marked",
    "{reviewer} marked the review of {reviewee} as done",
    screens.REVIEW,
    "cycle review_id reviewer reviewee",
    topic=Topic.REVIEW_NEWS,
)
MailKind.NOT_PROVIDED = MailKind(
    "not_provided",
    "{cycle}: {review} continues without the self-assessment",
    screens.REVIEW,
    "cycle review_id reviewee by",
)
MailKind.SIGNED = MailKind(
    "signed", "{signer} signed {review}", screens.REVIEW, "cycle review_id signer reviewee", "sign_due_on"
)
MailKind.SIGNATURES_REVOKED = MailKind(
    "signatures_revoked", "Reopened: {review}", screens.REVIEW, "cycle review_id reviewee by"
)
MailKind.COMPLETED_UNSIGNED = MailKind(
    "completed_unsigned", "Completed by HR: {review}", screens.REVIEW, "cycle review_id reviewee by"
)
MailKind.EXTENDED = MailKind(
    "extended",
    "{cycle}: your deadline was extended",
    screens.REVIEW,
    "cycle review_id reviewee side due_on",
    "by due_at",
    phrases={"for_what": ("side", SIDES)},
)
MailKind.EXTENDED_LIST = MailKind(
    "extended_list", "{cycle}: your deadlines were extended", screens.HOME, "cycle open count", "by"
)
MailKind.DEADLINE_MOVED = MailKind(
    "deadline_moved", "{cycle}: deadlines have changed", screens.HOME, "cycle open count"
)
MailKind.REASSIGNED_OLD = MailKind(
    "reassigned_old",
    "{cycle}: the review of {reviewee} has a new reviewer",
    screens.REVIEW,
    "cycle review_id reviewee reviewer",
)
MailKind.REASSIGNED_NEW = MailKind(
    "reassigned_new",
    "{cycle}: you are now the reviewer of {reviewee}",
    screens.REVIEW,
    "cycle review_id reviewee",
    "due_on",
)
MailKind.REASSIGNED_REVIEWEE = MailKind(
    "reassigned_reviewee", "{cycle}: {reviewer} is now your reviewer", screens.REVIEW, "cycle review_id reviewer"
)
MailKind.REVIEWER_LEFT = MailKind(
    "reviewer_left",
    "{person} has left: reviews to reassign",
    screens.HOME,
    "person person_id count people",
    "contributions",
)
MailKind.WITHDRAWN = MailKind(
    "withdrawn", "{cycle}: {review} was withdrawn", screens.REVIEW, "cycle review_id reviewee"
)
MailKind.CYCLE_CANCELLED = MailKind("cycle_cancelled", "{cycle} was cancelled", screens.REVIEWS, "cycle", "cycle_id")
MailKind.CYCLE_CLOSED = MailKind("cycle_closed", "{cycle} is closed", screens.REVIEWS, "cycle", "cycle_id")
MailKind.LAUNCH_FINISHED = MailKind(
    "launch_finished",
    "{cycle} has been launched",
    screens.CYCLE,
    "cycle cycle_id created",
    "failed people",
    topic=Topic.HR_REPORTS,
)

KINDS = {kind.name: kind for kind in vars(MailKind).values() if isinstance(kind, rules.MailKind)}
