"""Refusals: what a command answers instead of doing it. No HTTP here; `kernel.http` holds the one table of statuses."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with an input: `pointer` is a JSON pointer into the body ("/timeline/opens_on")."""

    pointer: str
    detail: str


class Refusal(Exception):
    """A command or a read that is not carried out. `code` is stable snake_case, `detail` a sentence for a person."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class NotAuthenticated(Refusal):
    """Nobody is signed in: no token, or one that cannot be trusted."""

    def __init__(self, code: str = "not_authenticated", detail: str = "Sign in to continue.") -> None:
        super().__init__(code, detail)


class NotAllowed(Refusal):
    """A party without the right; the reason is told. `ask`: the names of those who can help, where they may be told."""

    def __init__(
        self,
        code: str = "not_allowed",
        detail: str = "You do not have the right to do this.",
        ask: Sequence[str] = (),
    ) -> None:
        super().__init__(code, detail)
        self.ask = tuple(ask)


class NotFound(Refusal):
    """Unknown, foreign or invisible: the three look the same."""

    def __init__(self, code: str = "not_found", detail: str = "There is nothing here that you can see.") -> None:
        super().__init__(code, detail)


class Conflict(Refusal):
    """The state of the thing does not allow it now."""


class Stale(Refusal):
    """The caller's copy is not the newest. `current` is the newest that the caller may see: no text is lost."""

    def __init__(self, current: object | None = None, etag: str | None = None) -> None:
        super().__init__("stale", "Somebody saved a newer version in the meantime.")
        self.current = current
        self.etag = etag


class MatchRequired(Refusal):
    """The caller did not say which version it changes."""

    def __init__(self) -> None:
        super().__init__("match_required", "Send If-Match with the ETag of the version that you change.")


class Invalid(Refusal):
    """Bad input; every field that is wrong is named. `rows`: of a file, what is wrong by row; `columns`: how its
    columns were read."""

    def __init__(
        self,
        errors: Sequence[FieldError],
        code: str = "invalid",
        detail: str = "Some of what was sent cannot be accepted.",
        rows: Sequence[object] = (),
        columns: Sequence[object] = (),
    ) -> None:
        super().__init__(code, detail)
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

    def __init__(self, detail: str = "Too many requests.", retry_after: int = 1) -> None:
        super().__init__("throttled", detail)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """Temporary trouble behind us; `retry_after` in seconds."""

    def __init__(self, detail: str = "The service is briefly unavailable.", retry_after: int = 2) -> None:
        super().__init__("unavailable", detail)
        self.retry_after = retry_after
