"""The emails of mail itself."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, MailTopic

REMINDER = MailKind(
    "mail.reminder", "Reminder: {what_is_open}", screens.HOME, "", "task open", topic=MailTopic.REMINDERS
)
