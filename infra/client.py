"""`python3 -m infra.client`: build the web client beside whatever else `make run` does; `finished` waits for that."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from infra.install import INTERRUPTED

ROOT = Path(__file__).resolve().parents[1]
# Held while a build goes on, and let go however it ends.
LOCK = ROOT / "web" / ".building"


def build(lock: Path = LOCK) -> int:
    """Build it where it is missing or old. A client that cannot be built does not keep the API from running."""
    env = {name: text for name, text in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            failed = subprocess.call(["make", "web-build"], cwd=ROOT, env=env)
        except KeyboardInterrupt:
            return INTERRUPTED
    if failed:
        print("run: the web client was not built (see above); the API runs without it", file=sys.stderr)
    return 0


def finished(waiting: Callable[[], None], lock: Path = LOCK) -> None:
    """Return when no build goes on; `waiting` is called where that takes a while."""
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(held, fcntl.LOCK_SH)


if __name__ == "__main__":
    sys.exit(build())
