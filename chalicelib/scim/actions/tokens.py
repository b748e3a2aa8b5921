"""HR admins make and delete the keys of providers."""

import secrets

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.storage.table import ABSENT, Reads
from chalicelib.scim import store
from chalicelib.scim.rules import tokens
from chalicelib.scim.rules.tokens import ScimToken

_KIND = "scim_token"


def listed(reads: Reads) -> list[ScimToken]:
    """Return every key, oldest first."""
    return store.tokens(reads)


def load(reads: Reads, token_id: str) -> ScimToken:
    """Return one of them, or NotFound."""
    found = store.find_token(reads, token_id)
    if found is None:
        raise NotFound
    return found


def make(command: Command, name: str) -> tuple[ScimToken, str]:
    """Make a key; return it, and what is shown this once."""
    actor, now = command.actor, command.now
    tokens.check_room(store.tokens(command.reads))
    secret = secrets.token_urlsafe(32)
    token = ScimToken(
        id=new_id(now),
        name=name,
        digest=tokens.digest_of(secret),
        made_by=actor.id,
        made_by_name=actor.name,
        created_at=now,
    )
    command.changes.put(store.token_row(token), ABSENT)
    _record(command, "scim_token_made", token)
    return token, tokens.written(actor.id, token.id, secret)


def delete(command: Command, token_id: str) -> None:
    """Delete a key: no one comes in with it from this commit on."""
    token = load(command.reads, token_id)
    command.changes.delete(store.token_key(token.id), token.version)
    _record(command, "scim_token_deleted", token)


def _record(command: Command, done: str, token: ScimToken) -> None:
    named = {"name": token.name}
    entry = trail.of(command.actor, done, subject_id=token.id, object_kind=_KIND, object_id=token.id, detail=named)
    audit.record(command, entry)
