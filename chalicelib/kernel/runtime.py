"""What a running function stands on, chosen once by `chalicelib.wiring` and swapped in tests and in the local run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from chalicelib.kernel.clock import Clock, system_clock
from chalicelib.kernel.identity import Claims, IssuerCount, Verifier
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.table import Key, Reads, Table

if TYPE_CHECKING:
    from chalicelib.kernel.aws.accounts import Accounts
    from chalicelib.kernel.aws.bucket import Bucket
    from chalicelib.kernel.aws.ses import MailGateway
    from chalicelib.kernel.aws.transcriber import Transcriber
    from chalicelib.kernel.feature import Feature

Directory = Callable[["Runtime", Reads, Claims], Actor | None]
"""Who a login is: NotAllowed with the reason, or None, where it is no one who may come in."""
NoteForeign = Callable[["Runtime", Sequence[IssuerCount]], None]
"""Writes down which issuers were refused; never fails."""


class Queue(Protocol):
    """Where pages of work wait."""

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        """Queue each message (JSON), at least once."""


def _nowhere(runtime: Runtime, noted: Sequence[IssuerCount]) -> None:
    """Write nothing down."""


@dataclass(frozen=True)
class Switches:
    """Which features the company has switched off: the row that says so, and how to read it."""

    key: Callable[[], Key] | None = None
    off: Callable[[Reads], Collection[str]] = lambda _: ()


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """Everything that differs between production, the local run and a test.

    `accounts`: None where people have their accounts elsewhere.
    """

    settings: Settings
    table: Table
    queue: Queue
    bucket: Bucket
    transcriber: Transcriber
    mail_gateway: MailGateway
    verifier: Verifier
    directory: Directory
    note_foreign: NoteForeign = _nowhere
    switches: Switches = Switches()
    accounts: Accounts | None = None
    clock: Clock = system_clock


_current: Runtime | None = None


def current() -> Runtime:
    """Return the runtime of this process; made by `chalicelib.wiring.build` when first asked.

    Lambda loads an event handler from its own module, without `app.py`; so the wiring is looked up here by
    name rather than handed in from above.
    """
    global _current  # noqa: PLW0603 - one runtime a process, made late so that nothing works at import
    if _current is None:
        built: Runtime = _wiring().build()
        _current = built
    return _current


def use(runtime: Runtime | None) -> None:
    """Stand on `runtime` from now on (None: make it again when next asked)."""
    global _current  # noqa: PLW0603 - see `current`
    _current = runtime


def feature_names() -> tuple[str, ...]:
    """Return the names of all features."""
    names: tuple[str, ...] = _wiring().FEATURES
    return names


def feature(name: str) -> Feature:
    """Return the declaration of a feature, for one that lies below it; KeyError where there is none."""
    declared: Feature = _wiring().feature(name)
    return declared


def switchable() -> tuple[str, ...]:
    """Return the names of the features that a company may switch off."""
    names: tuple[str, ...] = _wiring().SWITCHABLE
    return names


def is_off(runtime: Runtime, reads: Reads, kind: str) -> bool:
    """Return whether the company has switched off the feature of a kind (`feature.verb`) of job or email.

    It costs nothing where the feature cannot be switched off, or where `Switches.key` was read before.
    """
    name = kind.partition(".")[0]
    return name in switchable() and name in runtime.switches.off(reads)


def _wiring() -> Any:
    return import_module("chalicelib.wiring")
