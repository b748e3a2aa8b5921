"""`GET /health` and `GET /openapi.json`: public, and say nothing about anybody."""

from functools import cache
from typing import Any, Literal

import msgspec

from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.policy import public
from chalicelib.kernel.storage.table import Key
from chalicelib.words.problems import CODES

routes = Routes("service")


class Health(msgspec.Struct, kw_only=True):
    """`status` is "ok" when the table answers."""

    status: Literal["ok"]


@routes.get("/health", allow=public, summary="Whether the service is well", answer=Health)
def health(call: Call[Any, Any]) -> Answer:
    """200 when the table answers, 503 when it does not."""
    call.reads.fetch(Key("HEALTH"))
    return Answer(Health(status="ok"))


@routes.get("/openapi.json", allow=public, summary="This document (OpenAPI 3.1)", answer=dict[str, Any])
def openapi(call: Call[Any, Any]) -> Answer:
    """The contract, generated from the routes as they are registered."""
    return Answer(_document(call.runtime.settings.company_name))


@cache
def _document(company: str) -> dict[str, Any]:
    from chalicelib.kernel.http.openapi import document

    return document(company, CODES)
