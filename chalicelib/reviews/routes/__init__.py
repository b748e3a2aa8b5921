"""Where HTTP comes in: reviews and their parts."""

from chalicelib.reviews.routes import attachments, backups, parts, reading, running, sides, team
from chalicelib.reviews.routes.common import routes

__all__ = ["attachments", "backups", "parts", "reading", "routes", "running", "sides", "team"]
