"""`python3 -m infra.install venv|run|dev|engines|web`: what `make` fetches, by this machine's Python alone.

Whatever is made here has a mark that is written last; what has none is removed and made again.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from infra import reasons
from infra.local.children import ChildFailed, ran

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"run": "requirements-run.txt", "dev": "requirements-dev.txt"}
# `.made`: the environment has its pip. Then one a lock; the whole of it includes what `make run` needs.
MADE, MARKS = ".made", {"run": [".runs"], "dev": [".ready", ".runs"]}
UNDER_WAY = ".installing"
INTERRUPTED = 130


class CannotInstall(Exception):
    """Something could not be had; says what, and why."""


def packages(which: str, root: Path = ROOT) -> None:
    """The packages of a lock, in `.venv`."""
    venv, lock = root / ".venv", root / LOCKS[which]
    environment(venv)
    number = sum(line[:1].isalpha() for line in lock.read_text().splitlines())
    print(f"setup: installing {number} pinned packages from {lock.name} into .venv, once", flush=True)
    for mark in MARKS[which]:
        (venv / mark).unlink(missing_ok=True)
    (venv / UNDER_WAY).touch()
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--retries", "2"]
    done = ran([*pip, "install", "-q", "--no-compile", "--no-deps", "--requirement", str(lock)])
    if done.returncode:
        raise CannotInstall(f"the packages of {lock.name} could not be installed: {reasons.of_pip(done.stderr)}")
    (venv / UNDER_WAY).unlink()
    for mark in MARKS[which]:
        (venv / mark).touch()


def environment(venv: Path) -> None:
    """A Python environment that is whole."""
    whole = (venv / "bin" / "python").exists() and not (venv / UNDER_WAY).exists()
    if whole and ((venv / MADE).exists() or (venv / ".ready").exists()):
        return
    _removed(venv)
    print(f"setup: creating .venv with Python {sys.version.split()[0]}", flush=True)
    done = ran([sys.executable, "-m", "venv", str(venv)])
    if done.returncode:
        raise CannotInstall(f".venv could not be created: {_one_line(done.stdout + done.stderr)}")
    (venv / MADE).touch()


def engines() -> None:
    """What the local run needs beside the app; where there is no dynoxide, the run itself says so."""
    from infra.local import dynoxide, ministack

    try:
        ministack.install()
        with suppress(dynoxide.NoBinary):
            dynoxide.install()
    except ChildFailed as error:
        raise CannotInstall(str(error)) from error


def web(root: Path = ROOT) -> None:
    """The web client's packages."""
    if shutil.which("npm") is None:
        raise CannotInstall("the web client needs Node 20.19 or newer, with npm, and there is none")
    print("web: installing the client's packages, once", flush=True)
    folder = root / "web"
    (folder / "node_modules" / ".ready").unlink(missing_ok=True)
    quiet = ["--loglevel=error", "--no-audit", "--no-fund", *reasons.NPM_PATIENCE]
    done = ran(["npm", "ci", *quiet], folder=folder)
    if done.returncode:
        raise CannotInstall(f"npm could not install the client's packages: {reasons.of_npm(done.stderr)}")
    (folder / "node_modules" / ".ready").touch()


_PARTS: Mapping[str, Callable[[], None]] = {
    "venv": lambda: environment(ROOT / ".venv"),
    "run": lambda: packages("run"),
    "dev": lambda: packages("dev"),
    "engines": engines,
    "web": web,
}


def main(arguments: Sequence[str]) -> int:
    """Install, and say in one sentence why not."""
    (which,) = arguments
    try:
        _PARTS[which]()
    except (CannotInstall, OSError) as reason:
        print(f"setup: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("setup: interrupted; the next make begins that again", file=sys.stderr)
        return INTERRUPTED
    return 0


def _removed(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        # Out of the way first: a removal that is interrupted leaves nothing that looks like an environment.
        aside = folder.with_name(f"{folder.name}.old-{os.getpid()}")
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _one_line(printed: str) -> str:
    return " ".join(printed.split())[-300:] or "no reason was given"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
