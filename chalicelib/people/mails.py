"""The emails of the directory and of logins."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, MailTopic

IMPORT_FINISHED = MailKind(
    "people.import_finished",
    "The directory import has finished",
    screens.IMPORT,
    "created updated",
    "left problems",
    topic=MailTopic.HR_REPORTS,
)
LOGIN_FORGOTTEN = MailKind("people.login_forgotten", "HR reset your login", screens.HOME, "by", keeps_address=True)
HR_ROLE_GIVEN = MailKind(
    "people.hr_role_given", "{person} was given the role {role}", screens.PERSON, "person person_id role by", "waits"
)
HR_ROLE_TAKEN = MailKind(
    "people.hr_role_taken", "{person} is no longer an HR admin", screens.PERSON, "person person_id by"
)
CHANGES_HELD = MailKind(
    "people.changes_held", "Directory changes are waiting for you", screens.HELD_CHANGES, "by count"
)
ADDRESS_CHANGED = MailKind(
    "people.address_changed", "Your email address was changed", screens.HOME, "by", keeps_address=True
)
MANAGER_SET_ALONE = MailKind(
    "people.manager_set_alone", "{person} entered you as their manager", screens.PERSON, "person person_id"
)
INVITATION = MailKind("people.invitation", "You can sign in to your reviews", screens.HOME, "address")
