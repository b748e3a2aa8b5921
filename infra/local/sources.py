"""The app's event sources: its decorators say which handlers there are, the template where their events come from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalice.app import Chalice, CloudWatchEventConfig, DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

from infra.local.clients import Clients
from infra.local.gateway import Context
from infra.local.queues import Handler, QueueSettings, QueueSource
from infra.local.rules import RuleSettings, rule_source
from infra.local.signals import StopSignal
from infra.local.stream import StreamSettings, StreamSource
from infra.local.template import Template


class Sources:
    """What carries events to the handlers of `app`: `ticks` by name, `queues`, `streams`."""

    def __init__(self, app: Chalice, template: Template, clients: Clients, *, data_dir: Path, stop: StopSignal) -> None:
        self._template = template
        self._clients = clients
        self._data_dir = data_dir
        self._stop = stop
        self.ticks: dict[str, Handler] = {}
        self.queues: list[QueueSource] = []
        self.streams: list[StreamSource] = []
        for source in app.event_sources:
            self._add(source, _invoked(source.name, app.handler_map[source.name]))

    def ring_streams(self) -> None:
        """A handler may have written to the table."""
        for stream in self.streams:
            stream.bell.ring()

    def ring_queue(self, url: str) -> None:
        """Someone sent to the queue at `url`."""
        for queue in self.queues:
            if queue.settings.url == url:
                queue.bell.ring()

    def _add(self, source: Any, handler: Handler) -> None:
        clients, stop = self._clients, self._stop
        if isinstance(source, ScheduledEventConfig):
            self.ticks[source.name] = handler
        elif isinstance(source, SQSEventConfig):
            settings = _queue_settings(source, self._template)
            self.queues.append(QueueSource(settings, clients.sqs, handler, stop, self.ring_streams))
        elif isinstance(source, DynamoDBEventConfig):
            followed = _stream_settings(source, self._template, self._data_dir)
            self.streams.append(StreamSource(followed, clients.streams, clients.sqs, handler, stop))
        elif isinstance(source, CloudWatchEventConfig):
            rule = rule_settings(source.name, self._template)
            self.queues.append(rule_source(rule, clients, handler, stop=stop, caused=self.ring_streams))
        else:
            raise TypeError(f"the local cloud has no source of events for {source.name}")


def _invoked(name: str, handler: Callable[[Any, Any], object]) -> Handler:
    return lambda event: handler(event, Context(name))


def _queue_settings(source: Any, template: Template) -> QueueSettings:
    event = _event_source(source.name, template)
    arn = event["Queue"]
    made = next(made for made in template.made.values() if made.get("Arn") == arn)
    concurrency = event.get("ScalingConfig", {}).get("MaximumConcurrency", 4)
    return QueueSettings(
        name=source.name,
        url=made["Ref"],
        arn=arn,
        batch_size=source.batch_size,
        partial_answers="ReportBatchItemFailures" in event.get("FunctionResponseTypes", ()),
        threads=min(4, concurrency),
    )


def _stream_settings(source: Any, template: Template, data_dir: Path) -> StreamSettings:
    event = _event_source(source.name, template)
    failures = event.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    urls = [made["Ref"] for made in template.made.values() if failures and made.get("Arn") == failures]
    patterns = event.get("FilterCriteria", {}).get("Filters", ())
    return StreamSettings(
        name=source.name,
        arn=event["Stream"],
        checkpoint=data_dir / f"stream-{source.name}.json",
        batch_size=source.batch_size,
        retries=event.get("MaximumRetryAttempts", 5),
        filters=[json.loads(one["Pattern"]) for one in patterns],
        failures_url=urls[0] if urls else "",
    )


def rule_settings(name: str, template: Template) -> RuleSettings:
    """A rule as it is deployed: the pattern in the template says more than the decorator's, which cannot refer."""
    event = _event_source(name, template)
    asynchronous = _function(name, template)["EventInvokeConfig"]
    return RuleSettings(
        name=name,
        pattern=event["Pattern"],
        failures_arn=event["DeadLetterConfig"]["Arn"],
        tries=asynchronous["MaximumRetryAttempts"] + 1,
    )


def _event_source(name: str, template: Template) -> dict[str, Any]:
    """The one event source of the function that Chalice calls `name`, from its part of the template."""
    [event] = _function(name, template)["Events"].values()
    found: dict[str, Any] = template.resolve(event["Properties"])
    return found


def _function(name: str, template: Template) -> dict[str, Any]:
    logical_id = "".join(part.capitalize() for part in name.split("_"))
    found: dict[str, Any] = template.document["Resources"][logical_id]["Properties"]
    return found
