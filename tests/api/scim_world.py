"""A company that a provider keeps up to date: a token of its HR admin, and the same routes over WSGI."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from chalicelib.company.routes import routes as company_routes
from chalicelib.kernel.runtime import current
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.held_changes import routes as held_routes
from chalicelib.people.routes.people import routes as people_routes
from chalicelib.scim.routes.resources import routes as scim_routes
from chalicelib.scim.routes.tokens import routes as token_routes
from infra.local.gateway import Gateway
from infra.local.web import Environ, StartResponse, WsgiApp, read
from tests.api.client import Caller, Reply, World, world_of
from tests.api.people_world import COMPANY, HR, imported, person_id

USERS, GROUPS = "/scim/v2/Users", "/scim/v2/Groups"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MEDIA = "application/scim+json"


@dataclass
class Provisioned:
    """The company, its HR admin, and the provider."""

    world: World
    hr: Caller
    provider: Caller
    token_id: str

    def user(self, **given: Any) -> Reply:
        """Make a user."""
        return self.provider.post(USERS, {"userName": "new@x.test", "active": True} | given, content_type=MEDIA)

    def patch(self, user_id: str, *operations: dict[str, Any]) -> Reply:
        """Change a user."""
        return self.provider.patch(f"{USERS}/{user_id}", {"Operations": list(operations)}, content_type=MEDIA)

    def get(self, user_id: str) -> Reply:
        """Read a user."""
        return self.provider.get(f"{USERS}/{user_id}")

    def person(self, user_id: str) -> Any:
        """The person, as HR sees them."""
        reply = self.hr.get(f"/people/{user_id}")
        assert reply.status == 200, reply.text
        return reply.json

    def id_of(self, email: str) -> str:
        """Whose address this is."""
        return person_id(self.world, email)

    def set(self, **given: Any) -> None:
        """Change the company's settings."""
        seen = self.hr.get("/company")
        assert self.hr.patch("/company", given, match=seen.etag).status == 200


@contextmanager
def provisioned(*, company: str = COMPANY) -> Iterator[Provisioned]:
    """The company of `people_world`, with a token."""
    with world_of(people_routes, held_routes, company_routes, scim_routes, token_routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        hr = world.as_(HR)
        if company:
            assert imported(hr, company).status == 200
        made = hr.post("/company/scim-tokens", {"name": "Okta"})
        assert made.status == 201, made.text
        yield Provisioned(world, hr, world.as_token(made.json["token"]), made.json["id"])


def refusal(reply: Reply, status: int, scim_type: str) -> str:
    """What a refusal says, in SCIM's words."""
    assert (reply.status, reply.json.get("scimType", "")) == (status, scim_type), reply.text
    assert reply.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert reply.json["status"] == str(status)
    assert reply.headers["content-type"] == MEDIA
    return str(reply.json["detail"])


def wsgi(world: World) -> WsgiApp:
    """The world behind the local gateway, as a WSGI application."""
    gateway = Gateway(world.app)

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        reply = gateway.answer(read(environ))
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(reply.headers.items()))
        return [reply.body]

    return application
