"""Where the app prints its logs and metrics: a file that may be full, which is no reason to answer differently."""

import io
import threading
from pathlib import Path

from infra.local.progress import complain


class Log(io.TextIOBase):
    """A text stream, appended line by line. What cannot be written is left out, and said once."""

    def __init__(self, file: Path) -> None:
        self._name = file
        self._file = file.open("ab", buffering=0)
        self._one_at_a_time = threading.Lock()
        self._said = False

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Append `text`, or leave it out."""
        try:
            with self._one_at_a_time:
                self._file.write(text.encode(errors="replace"))
            self._said = False
        except OSError as error:
            if not self._said:
                self._said = True
                complain(f"nothing more can be logged in {self._name}: {error.strerror}; the answers go on")
        return len(text)

    def close(self) -> None:
        """Done with it."""
        self._file.close()
        super().close()
