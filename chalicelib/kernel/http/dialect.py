"""Another protocol that some routes speak: its own media type, its own errors, its own keys to come in with.

A route that states a dialect takes the bodies of that protocol as they are (unknown members are passed over, here and
in queries), demands neither Idempotency-Key nor If-Match, and refuses in the protocol's words. Everything else (who
may, one action, races, the trail) is as for any route. The kernel knows no such protocol: the feature that speaks it
makes its dialect.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.kernel.errors import Refusal
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Key, Reads

Written = tuple[int, str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a protocol differs.

    `media`: the content type of answers, refusals included; `takes`: those of bodies. `problem`: the shape of a
    refusal, for the documentation. `written`: status, body and headers of a refusal, None where we are at fault.
    `is_key`: whether a bearer token is one of the protocol's own; `holder`: who holds it, or None. It reads what it
    needs together with the keys it is given. `admitted`: called with who has come in; refuses who comes too often.
    """

    media: str
    takes: frozenset[str]
    problem: Any
    written: Callable[[Refusal | None], Written]
    is_key: Callable[[str], bool]
    holder: Callable[[Reads, str, Sequence[Key]], Actor | None]
    admitted: Callable[[Runtime, Reads, Actor, datetime], None]
