"""Where HTTP comes in: what a provider reads and changes (RFC 7644)."""

from chalicelib.scim.routes import discovery, groups, users
from chalicelib.scim.routes.common import routes

__all__ = ["discovery", "groups", "routes", "users"]
