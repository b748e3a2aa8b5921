"""Refusals: what a command answers instead of doing it. No HTTP here; `kernel.http` holds the one table of statuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.words import Param, sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: a stable code, and what its sentence is filled with."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("field", self.code, self.params)


def fault(code: str, **params: Param) -> Fault:
    """Name what is wrong with a value; the sentence is in `words.catalogue`."""
    return Fault(code, params)


class BadValue(ValueError):
    """A text that is not what its field holds."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault

    def __str__(self) -> str:
        return f"{self.fault.code}: {self.fault.detail}"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with an input: `pointer` is a JSON pointer into the body ("/timeline/opens_on")."""

    pointer: str
    fault: Fault

    @property
    def detail(self) -> str:
        """The English sentence."""
        return self.fault.detail


class Refusal(Exception):
    """A command or a read that is not carried out. `code` is stable snake_case, `params` fill its sentence."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def detail(self) -> str:
        """The English sentence."""
        return sentence("problem", self.code, self.params)

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class NotAuthenticated(Refusal):
    """No one is signed in: no token, or one that cannot be trusted."""

    def __init__(self, code: str = "not_authenticated", **params: Param) -> None:
        super().__init__(code, **params)


class NotAllowed(Refusal):
    """A party without the right. `ask`: the names of those who can help, where the caller may know them."""

    def __init__(self, code: str = "not_allowed", ask: Sequence[str] = (), **params: Param) -> None:
        super().__init__(code, **params)
        self.ask = tuple(ask)


class NotFound(Refusal):
    """Unknown, foreign or invisible: the three look the same."""

    def __init__(self, code: str = "not_found", **params: Param) -> None:
        super().__init__(code, **params)


class Conflict(Refusal):
    """The state of the thing does not allow it now."""


class Stale(Refusal):
    """The caller's copy is not the newest. `current` is the newest that the caller may see: no text is lost."""

    def __init__(self, current: object | None = None, etag: str | None = None) -> None:
        super().__init__("stale")
        self.current = current
        self.etag = etag


class MatchRequired(Refusal):
    """The caller did not say which version it changes."""

    def __init__(self) -> None:
        super().__init__("match_required")


class Invalid(Refusal):
    """Bad input; every field that is wrong is named. `rows`: of a file, what is wrong by row; `columns`: how its
    columns were read."""

    def __init__(
        self,
        errors: Sequence[FieldError],
        code: str = "invalid",
        rows: Sequence[object] = (),
        columns: Sequence[object] = (),
        **params: Param,
    ) -> None:
        super().__init__(code, **params)
        self.errors = tuple(errors)
        self.rows = tuple(rows)
        self.columns = tuple(columns)


class Malformed(Refusal):
    """What was sent cannot be read at all (broken JSON, wrong encoding)."""


class UnsupportedMedia(Refusal):
    """The body is of a type that this route does not take."""


class TooLarge(Refusal):
    """More than this route takes."""


class Throttled(Refusal):
    """Too many requests; `retry_after` in seconds."""

    def __init__(self, retry_after: int = 1, **params: Param) -> None:
        super().__init__("throttled", **params)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """Temporary trouble behind us; `retry_after` in seconds."""

    def __init__(self, retry_after: int = 2, **params: Param) -> None:
        super().__init__("unavailable", **params)
        self.retry_after = retry_after
