"""The keys with which a provider comes in: made by an HR admin, shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.policy import HR_ADMIN, PEOPLE_WRITE, Actor, ActorKind, Maker
from chalicelib.people.rules import Person

PREFIX = "tls"
MOST = 10
NOTED_EVERY = timedelta(hours=1)
A_MINUTE = 60
MOST_A_MINUTE = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ScimToken:
    """A key of a provider. `digest`: of its secret part; `used_at`: when it was last used, to the hour."""

    id: str
    name: str
    digest: str
    made_by: str
    made_by_name: str
    created_at: datetime
    used_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class TokenParts:
    """What a key says of itself: who made it, which one it is, and its secret."""

    maker_id: str
    token_id: str
    secret: str


def written(maker_id: str, token_id: str, secret: str) -> str:
    """Return the key as it is shown once. It names its maker, so that both are read in one call."""
    return f"{PREFIX}_{maker_id}_{token_id}{secret}"


def parts_of(text: str, id_length: int) -> TokenParts | None:
    """Return the parts of a key; None where this is none of ours (a JWT, for one)."""
    prefix, _, rest = text.partition("_")
    maker_id, _, tail = rest.partition("_")
    if prefix != PREFIX or len(maker_id) != id_length or len(tail) <= id_length or len(text) > 200:
        return None
    return TokenParts(maker_id, tail[:id_length], tail[id_length:])


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: it is long and random, so that a plain hash says nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of(token: ScimToken | None, parts: TokenParts, maker: Person | None) -> Actor | None:
    """Return who comes in with a key, or None: unknown, revoked, or made by someone who is no longer HR admin.

    What its maker may not do for themselves, the key may not do for them.
    """
    if token is None or not hmac.compare_digest(token.digest, digest_of(parts.secret)):
        return None
    if maker is None or token.made_by != maker.id or not maker.active or HR_ADMIN not in maker.roles:
        return None
    return Actor(
        id=f"scim:{token.id}",
        name=token.name,
        kind=ActorKind.CLIENT,
        scopes=frozenset({PEOPLE_WRITE}),
        time_zone=maker.time_zone,
        maker=Maker(id=maker.id, name=maker.name, chain=maker.chain),
    )


def check_room(tokens: Sequence[ScimToken]) -> None:
    """Refuse one more than there may be: two for a change from one to the next, and some for several providers."""
    if len(tokens) >= MOST:
        raise Conflict("too_many_tokens", most=MOST)


def is_noted(token: ScimToken, now: datetime) -> bool:
    """Return whether the use of a key was written down lately."""
    return token.used_at is not None and now - token.used_at < NOTED_EVERY
