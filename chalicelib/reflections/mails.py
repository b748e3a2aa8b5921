"""The emails about reflections."""

from chalicelib.kernel import screens
from chalicelib.mail.rules import MailKind, MailTopic

SHARED = MailKind(
    "reflections.shared",
    "{owner} shared “{title}” with you",
    screens.REFLECTION,
    "owner title reflection_id",
    topic=MailTopic.REFLECTIONS,
)
EARLIER_SHARED = MailKind(
    "reflections.earlier_shared",
    "{owner} shared earlier reflections with you",
    screens.SHARED_REFLECTIONS,
    "owner owner_id",
    topic=MailTopic.REFLECTIONS,
)
COMMENTED = MailKind(
    "reflections.commented",
    "{by} commented on “{title}”",
    screens.REFLECTION,
    "by title reflection_id",
    topic=MailTopic.REFLECTIONS,
)
RECORDING_REFUSED = MailKind(
    "reflections.recording_refused",
    "Your recording for “{title}” wasn't accepted",
    screens.REFLECTION,
    "title reflection_id",
)
