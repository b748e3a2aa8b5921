"""Where HTTP comes in: reviews and their parts."""

from chalicelib.reviews.routes import attachments, backups, former, parts, reading, running, sides, team
from chalicelib.reviews.routes.common import routes

__all__ = ["attachments", "backups", "former", "parts", "reading", "routes", "running", "sides", "team"]
