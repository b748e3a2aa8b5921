"""What the run is doing, on the terminal."""

import sys
import threading
import time

_started = time.monotonic()
_hushed = threading.Event()


def say(text: str) -> None:
    """Print one line with the seconds since the start, at once (`sys.stdout` itself goes to the log by then)."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.__stdout__, flush=True)


def complain(text: str) -> None:
    """Print one line where errors go; no more when the run is being left."""
    if _hushed.is_set():
        return
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.__stderr__, flush=True)


def hush() -> None:
    """From now on no one complains: what fails does so because its programs were ended."""
    _hushed.set()
