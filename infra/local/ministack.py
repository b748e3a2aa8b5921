"""Queues, mail, events, files and CloudFormation: ministack, in a Python environment of its own."""

import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import environments
from infra.local.children import Child, free_port
from infra.local.dynoxide import CLOUD, Engine

REGION = "eu-west-1"
ACCOUNT = "000000000000"
# Both sides of every signature: ministack checks what our clients sign.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local-secret"}
_HERE = Path(__file__).parent
_LOCK = _HERE / "ministack.txt"


def install(folder: Path = CLOUD) -> Path:
    """The Python of ministack's environment."""
    return environments.install("ministack", _LOCK, "queues, mail, events; once, about 80 MB", folder)


@contextmanager
def start(data_dir: Path, *, log: Path, further: Path | None = None) -> Iterator[Engine]:
    """Run ministack with its state in `data_dir`; it saves and ends with the block. `further`: more packages for it."""
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
    if further is not None:
        env["PYTHONPATH"] = str(further)
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
