"""Where HTTP comes in for HR's list of sign-ins that were refused."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.kernel.http import Answer, Call, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.people.actions import refusals
from chalicelib.people.rules.refusals import ForeignIssuer, RefusedSignIn
from chalicelib.people.rules.signin import NotLetIn

routes = Routes("signin")


class RefusalView(msgspec.Struct, frozen=True, kw_only=True):
    """Who was not let in though the token was good. `count`: how often it was noted, every ten minutes at most."""

    address: str
    issuer: str
    reason: NotLetIn
    count: int
    first_at: datetime
    last_at: datetime


class ForeignView(msgspec.Struct, frozen=True, kw_only=True):
    """An issuer that this company does not use, and how many of its tokens came. Whose they were no one knows."""

    issuer: str
    count: int
    last_at: datetime


class RefusalsView(msgspec.Struct, frozen=True, kw_only=True):
    """One page of refused sign-ins of the last 30 days, the latest first; with each page all foreign issuers."""

    items: list[RefusalView]
    next: str | None
    foreign: list[ForeignView]


@routes.get(
    "/sign-in-refusals",
    allow=hr_admin,
    summary="Who was not let in, and why",
    query=PageQuery,
    answer=RefusalsView,
)
def list_refusals(call: Call[Any, PageQuery]) -> Answer:
    """Only tokens whose signature held are listed; other issuers are counted."""
    lines, after = refusals.listed(call.reads, call.now, limit=call.query.limit, after=call.after)
    known = refusals.foreign(call.reads, call.runtime.verifier.foreign.pending(), call.now)
    return Answer(
        RefusalsView(
            items=[_refusal(line) for line in lines],
            next=call.cursor_to(after),
            foreign=[_foreign(one) for one in known],
        )
    )


def _refusal(line: RefusedSignIn) -> RefusalView:
    return RefusalView(
        address=line.address,
        issuer=line.issuer,
        reason=line.reason,
        count=line.count,
        first_at=line.first_at,
        last_at=line.last_at,
    )


def _foreign(one: ForeignIssuer) -> ForeignView:
    return ForeignView(issuer=one.issuer, count=one.count, last_at=one.last_at)
