"""Refused sign-ins, as HR sees them."""

from datetime import datetime

import msgspec

from chalicelib.people.rules.refusals import ForeignIssuer, RefusedSignIn
from chalicelib.people.rules.signin import SignInRefusal


class RefusalView(msgspec.Struct, frozen=True, kw_only=True):
    """Who was not let in though the token was good. `count`: how often it was noted, every ten minutes at most."""

    address: str
    issuer: str
    reason: SignInRefusal
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


def refusal_view(line: RefusedSignIn) -> RefusalView:
    """Return who was not let in."""
    return RefusalView(
        address=line.address,
        issuer=line.issuer,
        reason=line.reason,
        count=line.count,
        first_at=line.first_at,
        last_at=line.last_at,
    )


def foreign_view(one: ForeignIssuer) -> ForeignView:
    """Return an issuer that is not used here."""
    return ForeignView(issuer=one.issuer, count=one.count, last_at=one.last_at)
