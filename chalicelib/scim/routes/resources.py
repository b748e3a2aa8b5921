"""All routes of the protocol, put together."""

from chalicelib.scim.routes import discovery, groups, users
from chalicelib.scim.routes.common import routes

__all__ = ["discovery", "groups", "routes", "users"]
