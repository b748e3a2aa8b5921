"""Where HTTP comes in: the reflection itself, its recordings, and what is said under it."""

from chalicelib.reflections.routes import owning, reading, recording, talking
from chalicelib.reflections.routes.common import routes

__all__ = ["owning", "reading", "recording", "routes", "talking"]
