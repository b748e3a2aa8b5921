"""How the parts of the worker wake each other: no source sleeps while there may be something for it."""

import threading


class Bell:
    """Everybody who waits is woken by `ring`; a ring between two waits is not missed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0
        self.stopping = False

    @property
    def rings(self) -> int:
        """How often it rang; hand it to `wait`."""
        return self._rings

    def ring(self) -> None:
        """There may be something to do."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """Let everybody finish."""
        self.stopping = True
        self.ring()

    def wait(self, heard: int, seconds: float) -> None:
        """Return at the next ring after `heard`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings != heard or self.stopping, seconds)

    def pause(self, seconds: float) -> None:
        """Return after `seconds`, or when it is time to stop; rings do not matter."""
        with self._changed:
            self._changed.wait_for(lambda: self.stopping, seconds)
