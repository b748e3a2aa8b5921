"""The table's engine: dynoxide, one binary over SQLite. Also what tests and benchmarks use.

with dynoxide.start() as engine:                 # in memory, on a free port
    engine.url                                   # "http://127.0.0.1:40123"
with dynoxide.start(folder, port=18000): …       # kept in `folder`, survives `kill -9`
"""

import base64
import fcntl
import hashlib
import platform
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra import reasons
from infra.local.children import Child, free_port, listening, ran
from infra.local.progress import say

VERSION = "1.2.1"
# What the registry must answer, by platform; there are no others that we have verified.
PACKAGES = {
    ("Linux", "x86_64"): (
        "@dynoxide/linux-x64",
        "sha512-sBHqlxJ9ANkLluFkYRfd5r8Y0ApFew4FhOrlhgRAgD4XzEoFOukEo1nuBTQ1+jTtofqwn4NWQ2k0Tn5mNTjgUg==",
    ),
}
_UNFINISHED = "unfinished-"
CLOUD = Path(__file__).resolve().parents[2] / ".cloud"


class NoBinary(Exception):
    """There is no dynoxide for this machine, or it could not be fetched."""


@dataclass(frozen=True)
class Engine:
    """A running engine. `child` lets the run watch it."""

    url: str
    child: Child


def install(folder: Path = CLOUD) -> Path:
    """The binary's path; fetched with the machine's npm client and verified the first time."""
    binary = folder / f"dynoxide-{VERSION}" / "dynoxide"
    if binary.exists():
        return binary
    package = PACKAGES.get((platform.system(), platform.machine()))
    if package is None:
        raise NoBinary(f"dynoxide {VERSION} has no binary for {platform.system()} {platform.machine()}")
    if shutil.which("npm") is None:
        raise NoBinary("npm is not installed, and dynoxide comes as an npm package")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests in parallel processes install once
        for leftover in folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        if not binary.exists():
            _fetch(*package, binary)
    return binary


@contextmanager
def start(data_dir: Path | None = None, port: int | None = None, *, log: Path | None = None) -> Iterator[Engine]:
    """Run the engine, in memory unless `data_dir` says where to keep the table; it ends with the block."""
    binary = install()
    port = port or free_port()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(prefix="dynoxide-", dir=memory) as scratch:
        folder = data_dir or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(binary), "serve", "--host", "127.0.0.1", "--db-path", str(folder / "table.db")]
        child = Child("dynoxide", [*command, "--port", str(port)], log=log or Path(scratch) / "dynoxide.log")
        try:
            child.wait_until(lambda: listening(port), 15)
            _index_stream(folder / "table.db")
            yield Engine(f"http://127.0.0.1:{port}", child)
        finally:
            child.stop()


def _index_stream(database: Path) -> None:
    """Keep the engine from reading its whole stream at every write.

    dynoxide 1.2.1 numbers a record by `MAX(CAST(sequence_number AS INTEGER))` over the table's records and has no
    index for it: a write of 90 rows took ten times as long after 5,000 of them. SQLite takes the index only where
    the expression is spelled as in the query.
    """
    connection = sqlite3.connect(database, timeout=10)
    with connection:
        connection.execute(
            "CREATE INDEX IF NOT EXISTS stream_by_sequence"
            " ON _stream_records (table_name, CAST(sequence_number AS INTEGER) DESC)"
        )
    connection.close()


def _fetch(package: str, integrity: str, binary: Path) -> None:
    """Download, verify, unpack; the binary appears at its place only when it is whole."""
    say(f"fetching {package} {VERSION} (3.5 MB, once)")
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=binary.parents[1]) as scratch:
        quiet = ["--loglevel=error", *reasons.NPM_PATIENCE]
        command = ["npm", "pack", f"{package}@{VERSION}", *quiet, "--pack-destination", scratch]
        done = ran(command, folder=Path(scratch))
        tarballs = list(Path(scratch).glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            raise NoBinary(f"npm could not fetch {package}@{VERSION}: {reasons.of_npm(done.stderr)}")
        digest = base64.b64encode(hashlib.sha512(tarballs[0].read_bytes()).digest()).decode()
        if f"sha512-{digest}" != integrity:
            raise NoBinary(f"{package}@{VERSION} is not what it was: sha512-{digest}, expected {integrity}")
        with tarfile.open(tarballs[0]) as tarball:
            source = tarball.extractfile("package/dynoxide")
            if source is None:
                raise NoBinary(f"{package}@{VERSION} has no binary in it")
            unpacked = Path(scratch) / "dynoxide"
            unpacked.write_bytes(source.read())
        unpacked.chmod(0o755)
        binary.parent.mkdir(exist_ok=True)
        unpacked.replace(binary)
