"""What features ask of mail: to send with what they commit."""

from chalicelib.mail.actions.outbox import kind_of, reminder, send, send_new, send_once

__all__ = ["kind_of", "reminder", "send", "send_new", "send_once"]
