"""How a signal ends the run: in order once it is ready, within two seconds before that, and at once when asked again.

Whatever is killed here survives it: the next start goes on from what was written, or begins a half-made demo again.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from infra.local.progress import hush

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED, FAILED = 130, 1
_PATIENCE = 1.2
# A shell, make and a terminal may each pass the same Ctrl-C on.
_THE_SAME = 0.2


class Shutdown:
    """Watches for signals. `asked` is set by the first one that comes when everything is `ready`."""

    def __init__(self, end_children: Callable[[float], None]) -> None:
        self.asked = threading.Event()
        self.doing = "starting"
        self._end_children = end_children
        self._ready = False
        self._heard_at: float | None = None

    def watch(self) -> None:
        """From now on, signals come here."""
        for name in SIGNALS:
            signal.signal(name, self._heard)

    def ready(self) -> None:
        """There is something to end in order now."""
        self._ready = True

    def give_up(self, words: str) -> None:
        """End the run now, with a reason; from whatever thread."""
        self._leave(words, _PATIENCE, FAILED)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if self._heard_at is None:
            self._heard_at = now
            self.asked.set()
            if not self._ready:
                self._leave(f"interrupted while {self.doing}: stopped; the next start begins that again", _PATIENCE)
        elif now - self._heard_at > _THE_SAME:
            self._leave("stopped at once; the next start goes on from what was written", 0)

    def _leave(self, words: str, patience: float, status: int = INTERRUPTED) -> None:
        """Not by an exception, which anyone who is at work could catch, nor by `print`, which may be at work itself."""
        hush()
        os.write(2, f"\n{words}\n".encode())
        self._end_children(patience)
        os._exit(status)
