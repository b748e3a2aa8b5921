"""What a route's function gets and gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Stale
from chalicelib.kernel.ids import digest
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.cursor import seal, unseal
from chalicelib.kernel.storage.table import ABSENT, Key, Reads, Row

B = TypeVar("B")
Q = TypeVar("Q")
T = TypeVar("T")
KEPT_FOR = timedelta(hours=24)


class EmptyBody(msgspec.Struct, forbid_unknown_fields=True):
    """The body of a command that takes none."""


class NoQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A route without query parameters."""


class PageQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The parameters that every list takes."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100, description="How many items a page holds at most.")] = 25
    cursor: Annotated[str, msgspec.Meta(max_length=2048, description="`next` of the page before.")] | None = None


class Listing(msgspec.Struct, Generic[T], kw_only=True):
    """One page of a list; `next` is the cursor of the page after it, or null at the end."""

    items: list[T]
    next: str | None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a command that carried an Idempotency-Key: no answer, only where to read it again."""

    fingerprint: str
    ref: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route's function gives back. `etag`: the version of what was answered.

    `made`: the id of what the command made, where the same command sent again reads its answer.
    `then`: what is done in commands of its own, once this one is committed; what it returns is answered instead.
    """

    body: object
    etag: int | str | None = None
    status: int | None = None
    made: str = ""
    then: "Callable[[], Answer] | None" = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """The Idempotency-Key of a request: where its receipt is kept, and what its body was."""

    key: Key
    fingerprint: str


@dataclass(slots=True, kw_only=True)
class Call(Generic[B, Q]):
    """One request, authenticated and parsed. Actions get its `command` and parts of it, never the whole.

    `command` is committed once the route's function has returned, and before it is answered.
    `again`: a command was sent once more, and this reads the answer that the first time got.
    """

    command: Command
    path: Mapping[str, str]
    body: B
    query: Q
    raw: bytes
    route: str
    filters: Mapping[str, list[str]] = field(default_factory=dict)
    if_match: str | None = None
    if_none_match: str | None = None
    once: IdempotencyKey | None = None
    again: bool = False
    content_type: str = ""

    @property
    def actor(self) -> Actor:
        return self.command.actor

    @property
    def reads(self) -> Reads:
        return self.command.reads

    @property
    def now(self) -> datetime:
        return self.command.now

    @property
    def runtime(self) -> Runtime:
        return self.command.runtime

    def keep_receipt(self, made: str) -> None:
        """Let the transaction of a command with an Idempotency-Key say that it was carried out."""
        if self.once is not None and not self.again:
            self.command.changes.put(self._receipt(self.once, made), ABSENT)

    def _receipt(self, once: "IdempotencyKey", ref: str) -> Row:
        expires = int((self.now + KEPT_FOR).timestamp())
        return Row.of(once.key, Receipt(fingerprint=once.fingerprint, ref=ref), expires=expires)

    def must_match(self, etag: int | str, current: object | None = None) -> None:
        """Refuse with the `current` version unless the caller's If-Match names `etag`."""
        if self.if_match is not None and self.if_match != str(etag):
            raise Stale(current, str(etag))

    def unchanged(self, etag: int | str) -> bool:
        """Return whether the caller has this version already, as If-None-Match says."""
        given = self.if_none_match or ""
        return str(etag) in {one.strip().removeprefix("W/").strip('"') for one in given.split(",")}

    @property
    def place(self) -> str:
        """What a cursor belongs to: this list, with these filters, for this caller."""
        return digest(self.route, encode(dict(self.path)), self.actor.id, encode(self.filters))

    @property
    def after(self) -> str | None:
        """Where the list goes on, as `Page.after` of the page before."""
        cursor = getattr(self.query, "cursor", None)
        return unseal(self.runtime.settings.cursor_secret, self.place, cursor) if cursor else None

    def listed(self, items: Sequence[Any], after: str | None) -> Answer:
        """Return a page of a list as its answer."""
        return Answer(Listing(items=list(items), next=self.cursor_to(after)))

    def cursor_to(self, after: str | None) -> str | None:
        """Return the cursor of the page that begins at `after`; None at the end."""
        return seal(self.runtime.settings.cursor_secret, self.place, after) if after else None
