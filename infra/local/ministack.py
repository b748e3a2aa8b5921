"""Queues, mail, events, files and CloudFormation: ministack, in a Python environment of its own."""

import fcntl
import hashlib
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import reasons
from infra.local.children import Child, ChildFailed, free_port, ran
from infra.local.dynoxide import CLOUD, Engine
from infra.local.progress import say

REGION = "eu-west-1"
ACCOUNT = "000000000000"
# Both sides of every signature: ministack checks what our clients sign.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local-secret"}
_HERE = Path(__file__).parent
_LOCK = _HERE / "ministack.txt"


def install(folder: Path = CLOUD) -> Path:
    """The Python of ministack's environment; made from `ministack.txt` when that is new or has changed."""
    wanted = hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:12]
    home = folder / f"ministack-{wanted}"
    ready = home / ".ready"
    python = home / "bin" / "python"
    if ready.exists() and python.exists():
        return python
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests in parallel processes install once
        if not (ready.exists() and python.exists()):
            shutil.rmtree(home, ignore_errors=True)
            say("creating ministack's environment (queues, mail, events; once, about 80 MB)")
            # Our own pip installs into it: a second pip, and compiling what is never imported, cost half the time.
            made = ran([sys.executable, "-m", "venv", "--without-pip", str(home)])
            if made.returncode:
                raise ChildFailed(f"{home} could not be created: {' '.join((made.stdout + made.stderr).split())}")
            pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
            asked = ["install", "-q", "--retries", "2", "--no-compile", "--no-deps", "--requirement", str(_LOCK)]
            done = ran([*pip, *asked])
            if done.returncode:
                raise ChildFailed(f"ministack could not be installed: {reasons.of_pip(done.stderr)}")
            ready.touch()
    return python


@contextmanager
def start(data_dir: Path, *, log: Path) -> Iterator[Engine]:
    """Run ministack with its state in `data_dir`; it saves and ends with the block."""
    python = install()
    port = free_port()
    data_dir.mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON", "VIRTUAL_ENV"))}
    env |= CREDENTIALS | {
        "AWS_DEFAULT_REGION": REGION,
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data_dir / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data_dir / "files"),
        "TMPDIR": str(data_dir),
        "LOG_LEVEL": "WARNING",
    }
    child = Child("ministack", [str(python), "-P", str(_HERE / "ministack_main.py")], log=log, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        child.wait_until(lambda: _answers(f"{url}/_ministack/ready"), 30)
        yield Engine(url, child)
    finally:
        child.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own child, on this machine
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
