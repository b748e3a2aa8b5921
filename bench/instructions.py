"""Instructions of a process, counted by valgrind: the same on every machine and under every load."""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

MILLION = 1_000_000


class NoValgrind(Exception):
    """valgrind is not installed, and instructions cannot be counted without it."""


@cache
def python() -> Path:
    """A Python with nothing installed, as Lambda's is: what a developer's own has added is not counted."""
    folder = Path(tempfile.mkdtemp(prefix="bench-python-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    venv.create(folder, with_pip=False, symlinks=True)
    return folder / "bin" / "python"


def count(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Instructions of `python arguments`, and what it wrote to standard output.

    The process gets `environment` only, so that nothing of this shell is counted with it.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise NoValgrind
    command = [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", str(python()), "-s", *arguments]
    told = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "LANG": "C.UTF-8", **environment}
    run = subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{arguments} failed:\n{run.stdout}\n{run.stderr}")
    found = re.search(r"Collected : (\d+)", run.stderr)
    if found is None:
        raise RuntimeError(f"valgrind told nothing:\n{run.stderr}")
    return int(found[1]), run.stdout


def bare(folder: Path) -> int:
    """Instructions of a Python that starts and ends."""
    return count(["-c", "pass"], {}, folder)[0]
