"""What carries events to the app's handlers: everything between them that AWS would run."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from infra.local.progress import complain
from infra.local.queues import QueueDepths
from infra.local.ses import MailEvents
from infra.local.shapes import tick_event
from infra.local.signals import WakeSignal
from infra.local.sources import Sources
from infra.local.transcribing import Transcriptions

_MINUTE = 60.0
_STOP_SECONDS = 5.0
_RING_AGAIN = 0.1
_LOOK_AGAIN = 0.002
_ROUNDS = 50


class NotSettled(Exception):
    """There was still something to do when the time was up."""


class WorkerPart(Protocol):
    """Something with threads of its own."""

    name: str
    bell: WakeSignal
    moves: int

    def start(self) -> None:
        """Begin."""

    def join(self, seconds: float) -> None:
        """Wait for what is being handled."""

    def quiet_after(self, moment: float) -> bool:
        """Whether it was seen to hold nothing, asked after `moment` (monotonic), with nothing outstanding."""


class AnythingDue(Protocol):
    """What a worker must know of the timetable."""

    def __call__(self, now: datetime) -> bool:
        """Whether a tick at `now` would find something to take."""


class Worker:
    """All event sources of the app, and what says whether they are at rest."""

    def __init__(
        self,
        sources: Sources,
        mail_events: MailEvents,
        transcriptions: Transcriptions,
        depths: QueueDepths,
        *,
        clock: Callable[[], datetime],
        due: AnythingDue,
    ) -> None:
        self._sources = sources
        self._mail_events = mail_events
        self._transcriptions = transcriptions
        self._depths = depths
        self._stop = mail_events.bell.stop
        self._clock = clock
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
        """Someone wrote to the table. Who sends to a queue rings it (`product.ring_by_sending`)."""
        for part in self._others():
            part.bell.ring()

    def _parts(self) -> list[WorkerPart]:
        return [*self._sources.queues, *self._others()]

    def _others(self) -> list[WorkerPart]:
        return [*self._sources.streams, self._mail_events, self._transcriptions]

    def tick(self) -> None:
        """What EventBridge's rule does each minute."""
        with self._ticking:
            for name, handler in self._sources.ticks.items():
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
        while not self._is_quiet(asked):
            now = time.monotonic()
            if now > deadline:
                raise NotSettled(f"still at work: {', '.join(self._busy(asked))}")
            if now > rung + _RING_AGAIN:
                self.ring()
                rung = now
            time.sleep(_LOOK_AGAIN)

    def _is_quiet(self, asked: float) -> bool:
        """Queues last, and only when nothing else is at work: one look into all of them costs a request."""
        if not all(part.quiet_after(asked) for part in self._others()):
            return False
        moment, held = time.monotonic(), self._depths.held()
        for queue in self._sources.queues:
            queue.looked_into(moment, held)
        return all(queue.quiet_after(asked) for queue in self._sources.queues)

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
