"""Emails of erasure."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind

ASKED = MailKind("erasure.asked", "{by} asked to erase {person}", screens.PERSON, "person person_id by")
STOPPED = MailKind("erasure.stopped", "{person} will not be erased", screens.PERSON, "person person_id cause")
