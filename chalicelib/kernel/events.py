"""The door for events: every Lambda that is not HTTP. `app.py` does not run there, so nothing may lean on it."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from chalicelib.kernel import observe
from chalicelib.kernel.runtime import Runtime, current

Handler = Callable[[Mapping[str, Any], Runtime], Any]


def entry(handler: Handler) -> Callable[[Any], Any]:
    """Make `handler(event as a plain dict, runtime)` what Chalice's event decorators take."""

    @wraps(handler)
    def door(event: Any) -> Any:
        raw = event if isinstance(event, dict) else event.to_dict()
        context = getattr(event, "context", None)
        observe.logger().set_correlation_id(getattr(context, "aws_request_id", None))
        try:
            return handler(raw, current())
        finally:
            observe.flush()

    return door


def each_record(
    records: Iterable[Mapping[str, Any]],
    identifier: Callable[[Mapping[str, Any]], str],
    work: Callable[[Mapping[str, Any]], None],
) -> dict[str, list[dict[str, str]]]:
    """Do `work` for each record; one bad record never stops the rest, and is the only one to come again."""
    failures = []
    for record in records:
        try:
            work(record)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, this record comes again and the rest goes on
            name = identifier(record)
            observe.fault("record failed", error, record=name)
            observe.count("RecordsFailed")
            failures.append({"itemIdentifier": name})
    return {"batchItemFailures": failures}
