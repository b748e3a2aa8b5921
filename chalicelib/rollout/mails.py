"""The emails about a whole cycle, and those that say several reviews at once."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, MailTopic

MISSING: Mapping[str, str] = MappingProxyType(
    {"self": "self-assessment", "manager": "manager's assessment", "sign": "signature"}
)
"""What a digest finds missing, by its `side`."""

KICKOFF_SELF = MailKind(
    "rollout.kickoff_self",
    "{cycle}: you can start your self-assessment",
    screens.REVIEW,
    "cycle review_id reviewer self_due_on",
    "manager_due_on sign_due_on instructions readers",
    reader="reviewee",
)
KICKOFF_MANAGER = MailKind(
    "rollout.kickoff_manager",
    "{cycle}: your reviews to write",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id people manager_due_on",
    "self_due_on sign_due_on instructions",
)
NUDGE_LIST = MailKind(
    "rollout.nudge_list",
    "{by} is reminding you of {count} open tasks",
    screens.HOME,
    "by open count",
    topic=MailTopic.REMINDERS,
)
DIGEST = MailKind(
    "rollout.digest",
    "{cycle}: who is late",
    screens.CYCLE,
    "cycle cycle_id side due_on missing",
    "people",
    topic=MailTopic.HR_REPORTS,
    phrases={"missing_what": ("side", MISSING)},
)
SELF_SHARED_LIST = MailKind(
    "rollout.self_shared_list",
    "{cycle}: {by} shared self-assessments",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id by people",
    "readers",
    topic=MailTopic.REVIEW_NEWS,
    reader="reviewer",
)
MANAGER_SHARED_LIST = MailKind(
    "rollout.manager_shared_list",
    "{cycle}: {by} shared your assessments on your behalf",
    screens.TEAM_IN_CYCLE,
    "cycle cycle_id by people",
)
EXTENDED_LIST = MailKind(
    "rollout.extended_list", "{cycle}: your deadlines were extended", screens.HOME, "cycle open count", "by"
)
DEADLINE_MOVED = MailKind("rollout.deadline_moved", "{cycle}: deadlines have changed", screens.HOME, "cycle open count")
REVIEWER_LEFT = MailKind(
    "rollout.reviewer_left",
    "{person} has left: reviews to reassign",
    screens.HOME,
    "person person_id count people",
    "contributions",
)
CYCLE_CANCELLED = MailKind("rollout.cycle_cancelled", "{cycle} was cancelled", screens.REVIEWS, "cycle", "cycle_id")
CYCLE_CLOSED = MailKind("rollout.cycle_closed", "{cycle} is closed", screens.REVIEWS, "cycle", "cycle_id")
LAUNCH_FINISHED = MailKind(
    "rollout.launch_finished",
    "{cycle} has been launched",
    screens.CYCLE,
    "cycle cycle_id created",
    "failed people",
    topic=MailTopic.HR_REPORTS,
)
