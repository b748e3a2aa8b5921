"""Where HTTP comes in: the reflection itself, its recordings, and what is said under it."""

from chalicelib.reflections.routes import attachments, comments, lifecycle, reading, recording
from chalicelib.reflections.routes.common import routes

__all__ = ["attachments", "comments", "lifecycle", "reading", "recording", "routes"]
