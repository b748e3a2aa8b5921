"""How the parts of the worker wake each other: no source sleeps while there may be something for it."""

import threading

_MOST_PATIENCE = 4


class StopSignal:
    """Says to everyone that the run ends."""

    def __init__(self) -> None:
        self._bells: list[WakeSignal] = []
        self._said = threading.Event()

    @property
    def said(self) -> bool:
        """Whether it is time to end."""
        return self._said.is_set()

    def say(self) -> None:
        """Let everyone finish."""
        self._said.set()
        for bell in self._bells:
            bell.ring()

    def pause(self, seconds: float) -> None:
        """Return after `seconds`, or when it is time to end."""
        self._said.wait(seconds)

    def wakes(self, bell: "WakeSignal") -> None:
        """`bell` rings when it is time to end."""
        self._bells.append(bell)


class WakeSignal:
    """Anyone who waits is woken by `ring`; a ring between two waits is not missed."""

    def __init__(self, stop: StopSignal) -> None:
        self.stop = stop
        self._changed = threading.Condition()
        self._rings = 0
        self._patience = 1
        stop.wakes(self)

    @property
    def rings(self) -> int:
        """How often it rang; hand it to `wait`."""
        return self._rings

    def ring(self) -> None:
        """There may be something to do."""
        with self._changed:
            self._rings += 1
            self._patience = 1
            self._changed.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Return at the next ring after `heard`, or after `seconds`; up to four times as late while no one rings."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._rings != heard or self.stop.said, seconds * self._patience):
                self._patience = min(2 * self._patience, _MOST_PATIENCE)
