"""Where HTTP comes in: reviews and their parts."""

from chalicelib.reviews.routes import attachments, backups, commands, former, parts, reviews, sides, team
from chalicelib.reviews.routes.common import routes

__all__ = ["attachments", "backups", "commands", "former", "parts", "reviews", "routes", "sides", "team"]
