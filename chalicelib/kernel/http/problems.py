"""Problem documents (RFC 9457): the one table from refusals to statuses, and how they are written."""

from typing import Any

import msgspec

from chalicelib.kernel import errors
from chalicelib.kernel.codec import convert, encode

MEDIA = "application/problem+json"

STATUS: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.Malformed: (400, "Bad request"),
    errors.NotAuthenticated: (401, "Not signed in"),
    errors.NotAllowed: (403, "Not allowed"),
    errors.NotFound: (404, "Not found"),
    errors.Conflict: (409, "Not possible now"),
    errors.Stale: (412, "Changed in the meantime"),
    errors.TooLarge: (413, "Too large"),
    errors.UnsupportedMedia: (415, "Unsupported media type"),
    errors.Invalid: (422, "Invalid input"),
    errors.MatchRequired: (428, "If-Match is missing"),
    errors.Throttled: (429, "Too many requests"),
    errors.Unavailable: (503, "Briefly unavailable"),
}


class FieldProblem(msgspec.Struct, kw_only=True):
    """One field that is wrong: `pointer` is a JSON pointer into the body, or the name of a parameter.

    `code` is stable; `params` are the numbers, names and dates of its sentence, which `detail` is in English.
    """

    pointer: str
    detail: str
    code: str
    params: dict[str, Any]


class RowProblem(msgspec.Struct, kw_only=True):
    """One thing wrong with a row of a file; the header is row 1, `pointer` names the column, `code` is stable."""

    row: int
    pointer: str
    detail: str
    code: str
    params: dict[str, Any]


class ColumnRead(msgspec.Struct, kw_only=True):
    """What a column of a file was read as; null where it was passed over. The first column is 1."""

    column: int
    heading: str
    field: str | None
    reason: str
    instead: str = ""


class Problem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Why a request was not carried out. `code` is stable; `ask` names people of the company who can help.

    `params`: the numbers, names and dates of the code's sentence, which `detail` is in English.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, Any]
    errors: list[FieldProblem] | msgspec.UnsetType = msgspec.UNSET
    problems: list[RowProblem] | msgspec.UnsetType = msgspec.UNSET
    columns: list[ColumnRead] | msgspec.UnsetType = msgspec.UNSET
    current: Any = msgspec.UNSET
    ask: list[str] | msgspec.UnsetType = msgspec.UNSET


def _problem(status: int, title: str, refusal: errors.Refusal) -> Problem:
    """Return a problem document without further members."""
    return Problem(
        type=f"urn:throughline:problem:{refusal.code}",
        title=title,
        status=status,
        detail=refusal.detail,
        code=refusal.code,
        params=dict(refusal.params),
    )


def _field(error: errors.FieldError) -> FieldProblem:
    return FieldProblem(
        pointer=error.pointer, detail=error.detail, code=error.fault.code, params=dict(error.fault.params)
    )


def written(refusal: errors.Refusal) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers that `refusal` is answered with."""
    status, title = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    problem = _problem(status, title, refusal)
    headers: dict[str, str] = {}
    if isinstance(refusal, errors.Invalid):
        problem.errors = [_field(e) for e in refusal.errors]
        if refusal.rows:
            problem.problems = [convert(row, RowProblem, from_attributes=True) for row in refusal.rows]
        if refusal.columns:
            problem.columns = [convert(one, ColumnRead, from_attributes=True) for one in refusal.columns]
    if isinstance(refusal, errors.NotAllowed) and refusal.ask:
        problem.ask = list(refusal.ask)
    if isinstance(refusal, errors.Stale):
        problem.current = msgspec.UNSET if refusal.current is None else refusal.current
        if refusal.etag is not None:
            headers["ETag"] = f'"{refusal.etag}"'
    if isinstance(refusal, errors.NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, errors.Throttled | errors.Unavailable):
        headers["Retry-After"] = str(refusal.retry_after)
    return status, encode(problem), headers


def unexpected() -> tuple[int, str, dict[str, str]]:
    """Return what is answered when we are at fault: nothing of what went wrong."""
    problem = _problem(500, "Something went wrong", errors.Refusal("internal"))
    return 500, encode(problem), {}
