"""Where HR admins make and delete the tokens of providers."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.people.actions import PersonRef
from chalicelib.scim.actions import keeping_tokens
from chalicelib.scim.rules.tokens import ScimToken

routes = Routes("scim_tokens")

TOKENS = "/company/scim-tokens"
ONE = f"{TOKENS}/{{token_id}}"


class ScimTokenBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a token is for: "Okta", for one. It is the name under which its changes stand in the trail."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class ScimTokenView(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A token. `token`: what the provider sends; shown only by the request that makes it. `used_at`: to the hour."""

    id: str
    name: str
    created_at: datetime
    made_by: PersonRef
    used_at: datetime | msgspec.UnsetType = msgspec.UNSET
    token: str | msgspec.UnsetType = msgspec.UNSET


def _view(token: ScimToken, secret: str = "") -> ScimTokenView:
    return ScimTokenView(
        id=token.id,
        name=token.name,
        created_at=token.created_at,
        made_by=PersonRef(id=token.made_by, name=token.made_by_name),
        used_at=token.used_at or msgspec.UNSET,
        token=secret or msgspec.UNSET,
    )


@routes.post(
    TOKENS,
    allow=hr_admin,
    summary="Make a token with which a provider keeps the directory up to date",
    body=ScimTokenBody,
    answer=ScimTokenView,
    status=201,
    replay=ONE,
)
def make_token(call: Call[ScimTokenBody, NoQuery]) -> Answer:
    """`token` is shown this once; the request repeated with its Idempotency-Key answers without it."""
    name = " ".join(call.body.name.split())
    if not name or not name.isprintable():
        raise Invalid([FieldError("/name", fault("required"))])
    token, secret = keeping_tokens.make(call.command, name)
    return Answer(_view(token, secret), made=token.id)


@routes.get(TOKENS, allow=hr_admin, summary="The tokens of providers", query=PageQuery, answer=Listing[ScimTokenView])
def list_tokens(call: Call[Any, PageQuery]) -> Answer:
    """All of them: there are few."""
    return call.listed([_view(token) for token in keeping_tokens.listed(call.reads)], None)


@routes.get(ONE, allow=hr_admin, summary="A token of a provider", answer=ScimTokenView)
def read_token(call: Call[Any, NoQuery]) -> Answer:
    """Without what the provider sends."""
    return Answer(_view(keeping_tokens.load(call.reads, call.path["token_id"])))


@routes.delete(ONE, allow=hr_admin, summary="Delete a token: no one comes in with it anymore", status=204)
def delete_token(call: Call[Any, NoQuery]) -> Answer:
    """At once."""
    keeping_tokens.delete(call.command, call.path["token_id"])
    return Answer(None)
