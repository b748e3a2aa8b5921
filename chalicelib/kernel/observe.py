"""Logs and metrics of Powertools. What is logged is an allow-list: never a body, an answer, a token or an address."""

import os
import traceback
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics

NAMESPACE = "Throughline"


@cache
def logger() -> Logger:
    """The structured logger (JSON lines with a correlation id)."""
    return Logger(service="throughline", level=os.environ.get("THROUGHLINE_LOG_LEVEL", "INFO"))


@cache
def metrics() -> Metrics:
    """The metrics of this function, written as log lines by `flush`."""
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
    """One line of what happened; `fields` hold ids, codes and numbers only."""
    logger().info(message, extra=fields)


def fault(message: str, error: BaseException, **fields: Any) -> None:
    """One line about something that broke: where, and of which kind. Its text may quote content, so it stays out."""
    frames = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    logger().error(message, extra={"error": type(error).__name__, "frames": frames[-12:], **fields})
