"""Emails of exports."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind

READY = MailKind("exports.ready", "Your data export is ready", screens.SETTINGS, "until_at")
