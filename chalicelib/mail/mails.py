"""The emails of mail itself."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, Topic

REMINDER = MailKind("mail.reminder", "Reminder: {what_is_open}", screens.HOME, "", "task open", topic=Topic.REMINDERS)
