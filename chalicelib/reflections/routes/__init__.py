"""Where HTTP comes in: the reflection itself, its recordings, and what is said under it."""

from chalicelib.reflections.routes import attaching, owning, reading, recording, talking
from chalicelib.reflections.routes.common import routes

__all__ = ["attaching", "owning", "reading", "recording", "routes", "talking"]
