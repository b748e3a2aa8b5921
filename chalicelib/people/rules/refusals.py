"""Refused sign-ins as HR sees them: one line for an address, an issuer and a reason, however often it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.people.rules.signin import SignInRefusal

KEPT_FOR = timedelta(days=30)
PAUSE = timedelta(minutes=10)
"""A line is not written again sooner, so that a flood costs little."""
MOST_ISSUERS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedSignIn:
    """Who was refused and why; `count`: how often it was noted, at most once in `PAUSE`."""

    address: str
    issuer: str
    reason: SignInRefusal
    count: int
    first_at: datetime
    last_at: datetime
    version: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignIssuer:
    """An issuer whose tokens are not accepted, and how many came."""

    issuer: str
    count: int
    last_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignList:
    """The latest of them."""

    issuers: tuple[ForeignIssuer, ...] = ()
    version: int = 0


def noted(
    kept: RefusedSignIn | None, address: str, issuer: str, reason: SignInRefusal, now: datetime
) -> RefusedSignIn | None:
    """Return the line after one more refusal; None where it was written just now."""
    if kept is None or kept.last_at + KEPT_FOR <= now:
        version = kept.version + 1 if kept else 1
        return RefusedSignIn(
            address=address, issuer=issuer, reason=reason, count=1, first_at=now, last_at=now, version=version
        )
    if now < kept.last_at + PAUSE:
        return None
    return replace(kept, count=kept.count + 1, last_at=now, version=kept.version + 1)


def together(kept: Sequence[ForeignIssuer], seen: Sequence[ForeignIssuer], now: datetime) -> tuple[ForeignIssuer, ...]:
    """Both lists as one, the latest first, without what is too old or too much."""
    found = {one.issuer: one for one in kept}
    for one in seen:
        before = found.get(one.issuer)
        found[one.issuer] = one if before is None else replace(one, count=before.count + one.count)
    latest = sorted(found.values(), key=lambda one: one.last_at, reverse=True)
    return tuple(one for one in latest if one.last_at + KEPT_FOR > now)[:MOST_ISSUERS]
