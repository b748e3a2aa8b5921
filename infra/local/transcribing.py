"""Transcriptions that are under way: anyone who waits for everything to come to rest waits for them, too."""

import threading

from chalicelib.kernel.aws.transcriber import Transcriber, Transcription
from chalicelib.kernel.errors import Unavailable
from infra.local.signals import WakeSignal

_ENDED = ("COMPLETED", "FAILED")


class Transcriptions:
    """A part of the worker, without threads: it knows which transcriptions have not ended."""

    name = "transcriptions"

    def __init__(self, transcriber: Transcriber, bell: WakeSignal) -> None:
        self.bell = bell
        self.moves = 0
        self._transcriber = transcriber
        self._open: set[str] = set()
        self._changing = threading.Lock()

    def start(self) -> None:
        """Nothing to begin."""

    def join(self, seconds: float) -> None:
        """Nothing to wait for: what has not ended when the run does has failed, and the timetable asks for it."""

    def begun(self, name: str) -> None:
        """A transcription was started."""
        with self._changing:
            self._open.add(name)
            self.moves += 1

    def quiet_after(self, _moment: float) -> bool:
        """Whether all have ended. An end moves this part: its event waits in a queue that may have been looked at."""
        with self._changing:
            ended = {name for name in self._open if self._has_ended(name)}
            self._open -= ended
            self.moves += len(ended)
            return not self._open

    def _has_ended(self, name: str) -> bool:
        try:
            state = self._transcriber.state(name)
        except Unavailable:
            return False
        return state is None or state.status in _ENDED


class NotedTranscriber:
    """The product's `Transcriber`; what it starts is noted."""

    def __init__(self, inner: Transcriber, noted: Transcriptions) -> None:
        self._inner = inner
        self._noted = noted

    def start(self, name: str, key: str, content_type: str, output_prefix: str) -> bool:
        """As `Transcriber.start`."""
        taken = self._inner.start(name, key, content_type, output_prefix)
        if taken:
            self._noted.begun(name)
        return taken

    def state(self, name: str) -> Transcription | None:
        """As `Transcriber.state`."""
        return self._inner.state(name)

    def forget(self, name: str) -> None:
        """As `Transcriber.forget`."""
        self._inner.forget(name)

    def name_of(self, job: str) -> str:
        """As `Transcriber.name_of`."""
        return self._inner.name_of(job)
