"""What the run is doing, on the terminal."""

import sys
import time

_started = time.monotonic()


def say(text: str) -> None:
    """Print one line with the seconds since the start, at once (`sys.stdout` itself goes to the log by then)."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.__stdout__, flush=True)


def complain(text: str) -> None:
    """Print one line where errors go."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.__stderr__, flush=True)
