"""Who comes in with a key of ours, how often, and when they last did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib.kernel import ids
from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.errors import Throttled
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Key, Reads
from chalicelib.people import actions as people
from chalicelib.scim import store
from chalicelib.scim.rules import tokens
from chalicelib.scim.rules.tokens import ScimToken

_SCIM = "scim:"


def is_key(token: str) -> bool:
    """Return whether a bearer token is one of SCIM's keys."""
    return token.startswith(f"{tokens.PREFIX}_")


def holder(reads: Reads, token: str, prefetch: Sequence[Key]) -> Actor | None:
    """Return who holds the key, or None; its row, its maker and what the route needs are one read."""
    parts = tokens.parts_of(token, ids.LENGTH)
    if parts is None:
        return None
    reads.fetch(store.token_key(parts.token_id), people.person_key(parts.maker_id), *prefetch)
    maker = people.find(reads, [parts.maker_id]).get(parts.maker_id)
    return tokens.actor_of(store.find_token(reads, parts.token_id), parts, maker)


def admitted(runtime: Runtime, reads: Reads, actor: Actor, now: datetime) -> None:
    """Count the request; refuse it where there were too many in this minute. Note, hourly, that the key is used."""
    second = int(now.timestamp())
    minute, into = divmod(second, tokens.A_MINUTE)
    key = store.rate_key(actor.id, minute)
    if runtime.table.count(key, second + 2 * tokens.A_MINUTE) > tokens.MOST_A_MINUTE:
        raise Throttled(tokens.A_MINUTE - into, case="minute", most=tokens.MOST_A_MINUTE)
    if actor.id.startswith(_SCIM):
        token_id = actor.id.removeprefix(_SCIM)
        if _to_note(reads, token_id, now) is not None:
            perform(runtime, actor, partial(_note_use, token_id=token_id), reads)


def _to_note(reads: Reads, token_id: str, now: datetime) -> ScimToken | None:
    token = store.find_token(reads, token_id)
    return None if token is None or tokens.is_noted(token, now) else token


def _note_use(command: Command, token_id: str) -> None:
    token = _to_note(command.reads, token_id, command.now)
    if token is not None:  # else another request has noted it, or the key was deleted in the meantime
        used = replace(token, used_at=command.now, version=token.version + 1)
        command.changes.put(store.token_row(used), token.version)
