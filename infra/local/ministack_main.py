"""Runs inside ministack's own environment: ministack, with state that outlives `kill -9`.

ministack 1.5.33 writes its state at SIGTERM only. Queues are written after each call that changes one, before its
answer, so that an accepted message is never lost; the rest, which changes when resources are created, every ten
seconds. Schedules are looked at every second instead of every ten. All of this is private to that version: it is
pinned, and tests/local keeps it.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.core import persistence
from ministack.services import eventbridge, scheduler, sqs

_SNAPSHOT_SECONDS = 10
_READING = ("Get", "List", "Receive")


def _keep_queues() -> None:
    """Save the queues after each change. A receive is no change: after a crash the message is simply visible again."""
    answer: Callable[..., Any] = sqs._dispatch  # noqa: SLF001
    saving = threading.Lock()

    async def dispatch(action: str, data: dict[str, Any], url: str) -> object:
        result = await answer(action, data, url)
        if not action.startswith(_READING):
            with saving:
                persistence.save_state("sqs", sqs.get_state())
        return result

    sqs._dispatch = dispatch  # noqa: SLF001
    deliver: Callable[..., Any] = eventbridge._dispatch_to_sqs  # noqa: SLF001

    def delivered(*event: object) -> None:
        deliver(*event)
        with saving:
            persistence.save_state("sqs", sqs.get_state())

    eventbridge._dispatch_to_sqs = delivered  # noqa: SLF001


def _keep_the_rest() -> None:
    while True:
        time.sleep(_SNAPSHOT_SECONDS)
        services = dict(app._build_persistence_save_dict())  # noqa: SLF001
        services.pop("sqs", None)
        persistence.save_all(services)


def _end_with_parent() -> None:
    """Where the kernel does not do it for us (macOS): end when the run is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), 15)


scheduler._SCHEDULE_TICK_INTERVAL = eventbridge._SCHEDULER_TICK_INTERVAL = 1  # noqa: SLF001
_keep_queues()
for task in (_keep_the_rest, _end_with_parent):
    threading.Thread(target=task, daemon=True).start()
app.main()
