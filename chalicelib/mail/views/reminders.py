"""What a reader sees who stops reminders."""

import msgspec


class RemindersView(msgspec.Struct, kw_only=True):
    """Whether this reader still gets reminders."""

    reminders: bool
