"""Logs and metrics of Powertools. What is logged is an allow-list: never a body, an answer, a token or an address."""

import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from logging import INFO, LogRecord
from typing import Any

import msgspec
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import RESERVED_LOG_ATTRS, LambdaPowertoolsFormatter

NAMESPACE = "Throughline"
_OF_RECORD = frozenset({*RESERVED_LOG_ATTRS, "level", "location", "message", "timestamp"})
_written = msgspec.json.Encoder(enc_hook=str).encode


class LogFormatter(LambdaPowertoolsFormatter):
    """Powertools' lines without where in the source they come from, at a fraction of what writing them costs."""

    def format(self, record: LogRecord) -> str:
        if record.exc_info:
            return str(super().format(record))
        fields = {name: value for name, value in record.__dict__.items() if name not in _OF_RECORD}
        return self.line(record.levelname, record.getMessage(), fields)

    def line(self, level: str, message: str, fields: Mapping[str, Any]) -> str:
        """Return one line of JSON, with what every line has (service, correlation id, trace)."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"level": level, "message": message, "timestamp": at}
        entry |= {
            name: value for name, value in self.log_format.items() if name not in _OF_RECORD and value is not None
        }
        trace = os.environ.get("_X_AMZN_TRACE_ID")
        if trace:
            entry["xray_trace_id"] = trace.removeprefix("Root=").partition(";")[0]
        return _written(entry | dict(fields)).decode()


@cache
def logger() -> Logger:
    """Return the structured logger (JSON lines with a correlation id)."""
    level = os.environ.get("THROUGHLINE_LOG_LEVEL", "INFO")
    return Logger(service="throughline", level=level, logger_formatter=LogFormatter())


@cache
def metrics() -> Metrics:
    """Return the metrics of this function, written as log lines by `flush`."""
    return Metrics(namespace=NAMESPACE, service="throughline")


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Count `value` of `name`; with `dimensions` as a metric line of its own."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    if not dimensions:
        metrics().add_metric(name=name, unit=MetricUnit.Count, value=value)
        return
    with single_metric(name=name, unit=MetricUnit.Count, value=value, namespace=NAMESPACE) as metric:
        metric.add_dimension("service", "throughline")
        for key, text in dimensions.items():
            metric.add_dimension(key, text)


def gauge_seconds(name: str, value: float) -> None:
    """Record `value` seconds of `name` (an age, a wait)."""
    from aws_lambda_powertools.metrics import MetricUnit

    metrics().add_metric(name=name, unit=MetricUnit.Seconds, value=value)


def flush() -> None:
    """Write what was counted; nothing where nothing was."""
    if metrics().metric_set:
        metrics().flush_metrics()


def log(message: str, **fields: Any) -> None:
    """One line of what happened; `fields` hold ids, codes and numbers only.

    Every request writes one, so it is written straight away: who called this is not worth a walk of the stack.
    """
    made = logger()
    if made.log_level <= INFO:
        formatter: Any = made.registered_formatter
        sys.stdout.write(formatter.line("INFO", message, fields) + "\n")


def fault(message: str, error: BaseException, **fields: Any) -> None:
    """One line about something that broke: where, and of which kind. Its text may quote content, so it stays out."""
    frames = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    logger().error(message, extra={"error": type(error).__name__, "frames": frames[-12:], **fields})
