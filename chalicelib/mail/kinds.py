"""Every mail there is: the closed table of kinds, with subject line, link and what each must be told.

Params are text: names, ids of the link, dates (`…_on`: "2026-12-04", or with the zone in which it ends,
"2026-12-04 Asia/Tokyo"; `…_at`: an instant in UTC), counts, lists of names (`people`, one a line), and who reads what
it is about (`readers`, see `audience`). No kind has a place for what someone wrote in a review, a rating or a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chalicelib.kernel import screens


class MailKind(StrEnum):
    """What an email is about."""

    KICKOFF_SELF = "kickoff_self"
    KICKOFF_MANAGER = "kickoff_manager"
    CONTRIBUTE = "contribute"
    REMINDER = "reminder"
    NUDGE = "nudge"
    NUDGE_LIST = "nudge_list"
    DIGEST = "digest"
    SELF_SHARED = "self_shared"
    SELF_SHARED_LIST = "self_shared_list"
    SELF_SHARED_FOR_YOU = "self_shared_for_you"
    SELF_HIDDEN = "self_hidden"
    MANAGER_SHARED = "manager_shared"
    MANAGER_SHARED_FOR_YOU = "manager_shared_for_you"
    MANAGER_SHARED_LIST = "manager_shared_list"
    MANAGER_EDITED = "manager_edited"
    MANAGER_HIDDEN = "manager_hidden"
    DONE_MARKED = "done_marked"
    NOT_PROVIDED = "not_provided"
    SIGNED = "signed"
    SIGNATURES_REVOKED = "signatures_revoked"
    COMPLETED_UNSIGNED = "completed_unsigned"
    EXTENDED = "extended"
    EXTENDED_LIST = "extended_list"
    DEADLINE_MOVED = "deadline_moved"
    REASSIGNED_OLD = "reassigned_old"
    REASSIGNED_NEW = "reassigned_new"
    REASSIGNED_REVIEWEE = "reassigned_reviewee"
    REVIEWER_LEFT = "reviewer_left"
    WITHDRAWN = "withdrawn"
    CYCLE_CANCELLED = "cycle_cancelled"
    CYCLE_CLOSED = "cycle_closed"
    REFLECTION_SHARED = "reflection_shared"
    REFLECTIONS_OPENED = "reflections_opened"
    REFLECTION_COMMENTED = "reflection_commented"
    REFLECTION_REFUSED = "reflection_refused"
    LAUNCH_FINISHED = "launch_finished"
    IMPORT_FINISHED = "import_finished"
    LOGIN_FORGOTTEN = "login_forgotten"
    HR_ROLE_GIVEN = "hr_role_given"
    HR_ROLE_TAKEN = "hr_role_taken"
    CHANGES_HELD = "changes_held"
    ADDRESS_CHANGED = "address_changed"
    MANAGER_SET_ALONE = "manager_set_alone"
    INVITATION = "invitation"


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


@dataclass(frozen=True, slots=True)
class Spec:
    """What a kind needs: its subject line, its screen, its params; `reminder`s can be unsubscribed from.

    `keeps_address`: it goes to the address it was written for, also where the person has another one by now.
    """

    subject: str
    link: str
    needs: frozenset[str]
    may: frozenset[str] = frozenset()
    reminder: bool = False
    keeps_address: bool = False


def _spec(
    subject: str, link: str, needs: str, may: str = "", *, reminder: bool = False, keeps_address: bool = False
) -> Spec:
    return Spec(subject, link, frozenset(needs.split()), frozenset(may.split()), reminder, keeps_address)


SPECS: Mapping[MailKind, Spec] = MappingProxyType(
    {
        MailKind.KICKOFF_SELF: _spec(
            "{cycle}: you can start your self-assessment",
            screens.REVIEW,
            "cycle review_id reviewer self_due_on",
            "manager_due_on sign_due_on instructions readers",
        ),
        MailKind.KICKOFF_MANAGER: _spec(
            "{cycle}: your reviews to write",
            screens.TEAM_IN_CYCLE,
            "cycle cycle_id people manager_due_on",
            "self_due_on sign_due_on instructions",
        ),
        MailKind.CONTRIBUTE: _spec(
            "{cycle}: you are asked to contribute to the review of {reviewee}",
            screens.REVIEW,
            "cycle review_id reviewee reviewer",
            "due_on readers",
        ),
        MailKind.REMINDER: _spec("Reminder: {what_is_open}", screens.HOME, "", "task open", reminder=True),
        MailKind.NUDGE: _spec(
            "{by} is asking you to {to_do}",
            screens.REVIEW,
            "cycle review_id task reviewee by",
            "due_on",
            reminder=True,
        ),
        MailKind.NUDGE_LIST: _spec(
            "{by} is reminding you of {count} open tasks", screens.HOME, "by open count", reminder=True
        ),
        MailKind.DIGEST: _spec(
            "{cycle}: who is late",
            screens.CYCLE,
            "cycle cycle_id side due_on missing",
            "people",
        ),
        MailKind.SELF_SHARED: _spec(
            "{reviewee} shared their self-assessment", screens.REVIEW, "cycle review_id reviewee", "by readers"
        ),
        MailKind.SELF_SHARED_LIST: _spec(
            "{cycle}: {by} shared self-assessments",
            screens.TEAM_IN_CYCLE,
            "cycle cycle_id by people",
            "readers",
        ),
        MailKind.SELF_SHARED_FOR_YOU: _spec(
            "Your self-assessment was shared on your behalf", screens.REVIEW, "cycle review_id by reviewer", "readers"
        ),
        MailKind.SELF_HIDDEN: _spec(
            "{reviewee} unshared their self-assessment", screens.REVIEW, "cycle review_id reviewee was_read"
        ),
        MailKind.MANAGER_SHARED: _spec(
            "{reviewer} shared their assessment with you", screens.REVIEW, "cycle review_id reviewer", "by"
        ),
        MailKind.MANAGER_SHARED_FOR_YOU: _spec(
            "Your assessment of {reviewee} was shared on your behalf", screens.REVIEW, "cycle review_id reviewee by"
        ),
        MailKind.MANAGER_SHARED_LIST: _spec(
            "{cycle}: {by} shared your assessments on your behalf", screens.TEAM_IN_CYCLE, "cycle cycle_id by people"
        ),
        MailKind.MANAGER_EDITED: _spec(
            "{reviewer} changed their assessment", screens.REVIEW, "cycle review_id reviewer", "by"
        ),
        MailKind.MANAGER_HIDDEN: _spec(
            "{reviewer} unshared their assessment", screens.REVIEW, "cycle review_id reviewer"
        ),
        MailKind.DONE_MARKED: _spec(
            "{reviewer} marked the review of {reviewee} as done", screens.REVIEW, "cycle review_id reviewer reviewee"
        ),
        MailKind.NOT_PROVIDED: _spec(
            "{cycle}: {review} continues without the self-assessment",
            screens.REVIEW,
            "cycle review_id reviewee by",
        ),
        MailKind.SIGNED: _spec(
            "{signer} signed {review}",
            screens.REVIEW,
            "cycle review_id signer reviewee",
            "sign_due_on",
        ),
        MailKind.SIGNATURES_REVOKED: _spec("Reopened: {review}", screens.REVIEW, "cycle review_id reviewee by"),
        MailKind.COMPLETED_UNSIGNED: _spec("Completed by HR: {review}", screens.REVIEW, "cycle review_id reviewee by"),
        MailKind.EXTENDED: _spec(
            "{cycle}: your deadline was extended", screens.REVIEW, "cycle review_id reviewee side due_on", "by due_at"
        ),
        MailKind.EXTENDED_LIST: _spec("{cycle}: your deadlines were extended", screens.HOME, "cycle open count", "by"),
        MailKind.DEADLINE_MOVED: _spec("{cycle}: deadlines have changed", screens.HOME, "cycle open count"),
        MailKind.REASSIGNED_OLD: _spec(
            "{cycle}: the review of {reviewee} has a new reviewer",
            screens.REVIEW,
            "cycle review_id reviewee reviewer",
        ),
        MailKind.REASSIGNED_NEW: _spec(
            "{cycle}: you are now the reviewer of {reviewee}", screens.REVIEW, "cycle review_id reviewee", "due_on"
        ),
        MailKind.REASSIGNED_REVIEWEE: _spec(
            "{cycle}: {reviewer} is now your reviewer", screens.REVIEW, "cycle review_id reviewer"
        ),
        MailKind.REVIEWER_LEFT: _spec(
            "{person} has left: reviews to reassign", screens.HOME, "person person_id count people", "contributions"
        ),
        MailKind.WITHDRAWN: _spec("{cycle}: {review} was withdrawn", screens.REVIEW, "cycle review_id reviewee"),
        MailKind.CYCLE_CANCELLED: _spec("{cycle} was cancelled", screens.REVIEWS, "cycle", "cycle_id"),
        MailKind.CYCLE_CLOSED: _spec("{cycle} is closed", screens.REVIEWS, "cycle", "cycle_id"),
        MailKind.REFLECTION_SHARED: _spec(
            "{owner} shared “{title}” with you", screens.REFLECTION, "owner title reflection_id"
        ),
        MailKind.REFLECTIONS_OPENED: _spec(
            "{owner} shared earlier reflections with you", screens.SHARED_REFLECTIONS, "owner owner_id"
        ),
        MailKind.REFLECTION_COMMENTED: _spec(
            "{by} commented on “{title}”", screens.REFLECTION, "by title reflection_id"
        ),
        MailKind.REFLECTION_REFUSED: _spec(
            "Your recording for “{title}” wasn't accepted", screens.REFLECTION, "title reflection_id"
        ),
        MailKind.LAUNCH_FINISHED: _spec(
            "{cycle} has been launched", screens.CYCLE, "cycle cycle_id created", "failed people"
        ),
        MailKind.IMPORT_FINISHED: _spec(
            "The directory import has finished", screens.IMPORT, "created updated", "left problems"
        ),
        MailKind.LOGIN_FORGOTTEN: _spec("HR reset your login", screens.HOME, "by", keeps_address=True),
        MailKind.HR_ROLE_GIVEN: _spec(
            "{person} was given the role {role}", screens.PERSON, "person person_id role by", "waits"
        ),
        MailKind.HR_ROLE_TAKEN: _spec("{person} is no longer an HR admin", screens.PERSON, "person person_id by"),
        MailKind.CHANGES_HELD: _spec("Directory changes are waiting for you", screens.HELD_CHANGES, "by count"),
        MailKind.ADDRESS_CHANGED: _spec("Your email address was changed", screens.HOME, "by", keeps_address=True),
        MailKind.MANAGER_SET_ALONE: _spec("{person} entered you as their manager", screens.PERSON, "person person_id"),
        MailKind.INVITATION: _spec("You can sign in to your reviews", screens.HOME, "address"),
    }
)


class Topic(StrEnum):
    """What emails a person can switch off, in groups. An email of no topic is one that the process needs."""

    REMINDERS = "reminders"
    REVIEW_NEWS = "review_news"
    REFLECTIONS = "reflections"
    HR_REPORTS = "hr_reports"


_TOPICS: Mapping[MailKind, Topic] = MappingProxyType(
    {
        MailKind.SELF_SHARED: Topic.REVIEW_NEWS,
        MailKind.SELF_SHARED_LIST: Topic.REVIEW_NEWS,
        MailKind.SELF_HIDDEN: Topic.REVIEW_NEWS,
        MailKind.MANAGER_EDITED: Topic.REVIEW_NEWS,
        MailKind.DONE_MARKED: Topic.REVIEW_NEWS,
        MailKind.REFLECTION_SHARED: Topic.REFLECTIONS,
        MailKind.REFLECTIONS_OPENED: Topic.REFLECTIONS,
        MailKind.REFLECTION_COMMENTED: Topic.REFLECTIONS,
        MailKind.DIGEST: Topic.HR_REPORTS,
        MailKind.LAUNCH_FINISHED: Topic.HR_REPORTS,
        MailKind.IMPORT_FINISHED: Topic.HR_REPORTS,
    }
)


def topic_of(kind: MailKind) -> Topic | None:
    """With what this email is switched off; None: everyone gets it whom it concerns."""
    return Topic.REMINDERS if SPECS[kind].reminder else _TOPICS.get(kind)
