"""Where HR admins make and delete the tokens of providers."""

from typing import Any

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.scim.actions import tokens
from chalicelib.scim.bodies import ScimTokenBody
from chalicelib.scim.views import ScimTokenView, token_view

routes = Routes("scim_tokens")

TOKENS = "/company/scim-tokens"
ONE = f"{TOKENS}/{{token_id}}"


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
    token, secret = tokens.make(call.command, name)
    return Answer(token_view(token, secret), made=token.id)


@routes.get(TOKENS, allow=hr_admin, summary="The tokens of providers", query=PageQuery, answer=Listing[ScimTokenView])
def list_tokens(call: Call[Any, PageQuery]) -> Answer:
    """All of them: there are few."""
    return call.listed([token_view(token) for token in tokens.listed(call.reads)], None)


@routes.get(ONE, allow=hr_admin, summary="A token of a provider", answer=ScimTokenView)
def read_token(call: Call[Any, NoQuery]) -> Answer:
    """Without what the provider sends."""
    return Answer(token_view(tokens.load(call.reads, call.path["token_id"])))


@routes.delete(ONE, allow=hr_admin, summary="Delete a token: no one comes in with it anymore", status=204)
def delete_token(call: Call[Any, NoQuery]) -> Answer:
    """At once."""
    tokens.delete(call.command, call.path["token_id"])
    return Answer(None)
