"""What the run is doing, on the terminal."""

import sys
import time

_started = time.monotonic()


def say(text: str) -> None:
    """Print one line with the seconds since the start, at once."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", flush=True)


def complain(text: str) -> None:
    """Print one line where errors go."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.stderr, flush=True)
