"""What carries events to the app's handlers: everything between them that AWS would run."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from chalice.app import Chalice, DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig

from infra.local.bell import Bell, Stop
from infra.local.clients import Clients
from infra.local.gateway import Context
from infra.local.mailbox import Mailbox
from infra.local.progress import complain
from infra.local.queues import Handler, QueueSettings, QueueSource
from infra.local.ses import MailEvents
from infra.local.shapes import tick_event
from infra.local.stream import StreamSettings, StreamSource
from infra.local.template import Template

_MINUTE = 60.0
_STOP_SECONDS = 5.0
_RING_AGAIN = 0.1
_LOOK_AGAIN = 0.002
_ROUNDS = 50


class NotSettled(Exception):
    """There was still something to do when the time was up."""


class Part(Protocol):
    """Something with threads of its own."""

    name: str
    bell: Bell
    moves: int

    def start(self) -> None:
        """Begin."""

    def join(self, seconds: float) -> None:
        """Wait for what is being handled."""

    def quiet_after(self, moment: float) -> bool:
        """Whether it was seen to hold nothing, asked after `moment` (monotonic), with nothing outstanding."""


class Due(Protocol):
    """What a worker must know of the timetable."""

    def __call__(self, now: datetime) -> bool:
        """Whether a tick at `now` would find something to take."""


class Worker:
    """All event sources of the app, and what says whether they are at rest."""

    def __init__(
        self,
        *,
        stop: Stop,
        clock: Callable[[], datetime],
        ticks: Mapping[str, Handler],
        queues: list[QueueSource],
        streams: list[StreamSource],
        mail_events: MailEvents,
        due: Due,
    ) -> None:
        self._stop = stop
        self._clock = clock
        self._ticks = ticks
        self._queues = queues
        self._streams = streams
        self._mail_events = mail_events
        self._due = due
        self._ticking = threading.Lock()
        self._minutes = threading.Thread(target=self._every_minute, name="minutes", daemon=True)

    def start(self) -> None:
        """Begin: sources, and a tick every minute of wall time."""
        for part in self._parts():
            part.start()
        self._minutes.start()

    def stop(self) -> None:
        """Let what is being handled finish."""
        self._stop.say()
        for part in self._parts():
            part.join(_STOP_SECONDS)

    def ring(self) -> None:
        """Somebody wrote to the table or a queue."""
        for part in self._parts():
            part.bell.ring()

    def _parts(self) -> list[Part]:
        return [*self._queues, *self._streams, self._mail_events]

    def tick(self) -> None:
        """What EventBridge's rule does each minute."""
        with self._ticking:
            for name, handler in self._ticks.items():
                try:
                    handler(tick_event(self._clock(), f"throughline-local-{name}"))
                except Exception as error:  # noqa: BLE001 - a failed tick is caught up by the next
                    complain(f"{name} failed: {type(error).__name__}: {error}")
        self.ring()

    def drain(self, deadline: float) -> None:
        """Return when no source holds or handles anything; NotSettled at `deadline` (monotonic).

        Everything is at rest when each source was seen empty after one moment, and none moved since that moment.
        """
        while True:
            asked, moves = time.monotonic(), self._moves()
            self._wait_for_quiet(asked, deadline)
            if moves == self._moves():
                return

    def _wait_for_quiet(self, asked: float, deadline: float) -> None:
        rung = 0.0
        while not all(part.quiet_after(asked) for part in self._parts()):
            now = time.monotonic()
            if now > deadline:
                raise NotSettled(f"still at work: {', '.join(self._busy(asked))}")
            if now > rung + _RING_AGAIN:
                self.ring()
                rung = now
            time.sleep(_LOOK_AGAIN)

    def _busy(self, asked: float) -> list[str]:
        return [part.name for part in self._parts() if not part.quiet_after(asked)]

    def _moves(self) -> int:
        return sum(part.moves for part in self._parts())

    def settle(self, seconds: float) -> None:
        """Tick and drain until a tick would find nothing either."""
        deadline = time.monotonic() + seconds
        for _ in range(_ROUNDS):
            self.tick()
            self.drain(deadline)
            if not self._due(self._clock()):
                return
        raise NotSettled("the timetable makes new work faster than it is done")

    def _every_minute(self) -> None:
        while not self._stop.said:
            self.tick()
            self._stop.pause(_MINUTE)


def build(
    app: Chalice,
    template: Template,
    clients: Clients,
    *,
    mailbox: Mailbox,
    clock: Callable[[], datetime],
    data_dir: Path,
    mail_bell: Bell,
    due: Due,
) -> Worker:
    """The worker of `app`: its decorators say which handlers there are, the template where their events come from."""
    ticks: dict[str, Handler] = {}
    queues: list[QueueSource] = []
    streams: list[StreamSource] = []
    stop = mail_bell.stop

    def caused() -> None:
        for stream in streams:
            stream.bell.ring()

    for source in app.event_sources:
        handler = _invoked(source.name, app.handler_map[source.name])
        if isinstance(source, ScheduledEventConfig):
            ticks[source.name] = handler
        elif isinstance(source, SQSEventConfig):
            settings = _queue_settings(source, template)
            queues.append(QueueSource(settings, clients.sqs, handler, stop, caused))
        elif isinstance(source, DynamoDBEventConfig):
            followed = _stream_settings(source, template, data_dir)
            streams.append(StreamSource(followed, clients.streams, clients.sqs, handler, stop))
        else:
            raise TypeError(f"the local cloud has no source of events for {source.name}")
    rule = template.resolve(template.document["Resources"]["MailEventsRule"]["Properties"]["EventPattern"])
    events_queue = template.made["MailEventsQueue"]["Ref"]

    def told() -> None:
        for queue in queues:
            if queue.settings.url == events_queue:
                queue.bell.ring()

    return Worker(
        stop=stop,
        clock=clock,
        ticks=ticks,
        queues=queues,
        streams=streams,
        mail_events=MailEvents(mailbox, clients.sqs, events_queue, rule, bell=mail_bell, told=told),
        due=due,
    )


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


def _event_source(name: str, template: Template) -> dict[str, Any]:
    """The one event source of the function that Chalice calls `name`, from its part of the template."""
    logical_id = "".join(part.capitalize() for part in name.split("_"))
    events = template.document["Resources"][logical_id]["Properties"]["Events"]
    [event] = events.values()
    found: dict[str, Any] = template.resolve(event["Properties"])
    return found
