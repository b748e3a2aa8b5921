"""HR admins make and delete the keys of providers."""

import secrets
from datetime import datetime

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.scim import store
from chalicelib.scim.rules import tokens
from chalicelib.scim.rules.tokens import ScimToken

_KIND = "scim_token"


def listed(reads: Reads) -> list[ScimToken]:
    """Every key, oldest first."""
    return store.tokens(reads)


def load(reads: Reads, token_id: str) -> ScimToken:
    """One of them, or NotFound."""
    found = store.find_token(reads, token_id)
    if found is None:
        raise NotFound
    return found


def make(
    reads: Reads, actor: Actor, name: str, *, now: datetime, changes: Changes, token_id: str
) -> tuple[ScimToken, str]:
    """Make a key; return it, and what is shown this once."""
    tokens.check_room(store.tokens(reads))
    secret = secrets.token_urlsafe(32)
    token = ScimToken(
        id=token_id,
        name=name,
        digest=tokens.digest_of(secret),
        made_by=actor.id,
        made_by_name=actor.name,
        created_at=now,
    )
    changes.put(store.token_row(token), ABSENT)
    _record(changes, actor, "scim_token_made", token, now)
    reads.table.commit(changes)
    return token, tokens.written(actor.id, token_id, secret)


def delete(reads: Reads, actor: Actor, token_id: str, *, now: datetime) -> None:
    """Delete a key: no one comes in with it from this commit on."""
    token = load(reads, token_id)
    changes = Changes(new_id(now))
    changes.delete(store.token_key(token.id), token.version)
    _record(changes, actor, "scim_token_deleted", token, now)
    reads.table.commit(changes)


def _record(changes: Changes, actor: Actor, done: str, token: ScimToken, now: datetime) -> None:
    entry = trail.of(
        actor, done, subject_id=token.id, object_kind=_KIND, object_id=token.id, detail={"name": token.name}
    )
    changes.put_all(audit.rows(now, [entry]), ABSENT)
