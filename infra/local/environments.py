"""Python environments of their own, each made once from a lock: for what pins other versions than the product."""

import fcntl
import hashlib
import shutil
import sys
from pathlib import Path

from infra import reasons
from infra.local.children import ChildFailed, ran
from infra.local.dynoxide import CLOUD
from infra.local.progress import say


def install(name: str, lock: Path, about: str, folder: Path = CLOUD) -> Path:
    """The environment's Python; made when `lock` is new or has changed, and marked when it is whole."""
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    home = folder / f"{name}-{wanted}"
    ready, python = home / ".ready", home / "bin" / "python"
    if ready.exists() and python.exists():
        return python
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as owned:
        fcntl.flock(owned, fcntl.LOCK_EX)  # tests in parallel processes install once
        if not (ready.exists() and python.exists()):
            shutil.rmtree(home, ignore_errors=True)
            say(f"creating {name}'s environment ({about})")
            _fill(name, home, lock)
            ready.touch()
    return python


def _fill(name: str, home: Path, lock: Path) -> None:
    """Our own pip installs into it: a second pip, and compiling what is never imported, cost half the time."""
    made = ran([sys.executable, "-m", "venv", "--without-pip", str(home)])
    if made.returncode:
        raise ChildFailed(f"{home} could not be created: {' '.join((made.stdout + made.stderr).split())}")
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "--disable-pip-version-check"]
    asked = ["install", "-q", "--retries", "2", "--no-compile", "--no-deps", "--requirement", str(lock)]
    done = ran([*pip, *asked])
    if done.returncode:
        raise ChildFailed(f"{name} could not be installed: {reasons.of_pip(done.stderr)}")
