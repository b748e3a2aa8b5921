"""A whole `make run` for tests: its own process, free ports, a data directory of its own.

    from tests.local.server import Running, running, server   # `server`: one for the session, empty but for HR

    def test_something(server: Running) -> None:
        hr = server.person("hr@example.test")
        assert hr.get("/me").status == 200
        server.advance(days=1)

Tests share the server: use fresh people, and only ever move its clock forward.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.local.children import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


@dataclass(frozen=True)
class Answer:
    """One HTTP answer. `body` is parsed where it is JSON."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        """The parsed content."""
        return json.loads(self.content)

    @property
    def etag(self) -> str:
        """The `ETag` header."""
        return self.headers.get("etag", "")


@dataclass
class Session:
    """Calls of the API in one name. Nothing is raised: look at `status`."""

    url: str
    token: str = ""

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """`method` on `/api{path}`; text and bytes go as they are, the rest as JSON. `If_Match=…` sets a header."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        if self.token:
            named |= {"Authorization": f"Bearer {self.token}"}
        return request(method, f"{self.url}/api{path}", body, named)

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """POST."""
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: object, **headers: str) -> Answer:
        """PUT."""
        return self.call("PUT", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Answer:
        """PATCH."""
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Answer:
        """DELETE."""
        return self.call("DELETE", path, **headers)


@dataclass
class Running:
    """A run, and what `/local/…` lets a test do with it."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes] | None
    _sessions: dict[str, Session] = field(default_factory=dict)

    def person(self, email: str) -> Session:
        """Anyone who has this address, signed in."""
        if email not in self._sessions:
            self._sessions[email] = Session(self.url, self.local("POST", "/token", {"email": email}).body["token"])
        return self._sessions[email]

    def client(self, name: str, scopes: Sequence[str]) -> Session:
        """A machine client with `scopes`."""
        answer = self.local("POST", "/token", {"client": name, "scopes": list(scopes)})
        return Session(self.url, answer.body["token"])

    def anonymous(self) -> Session:
        """No one."""
        return Session(self.url)

    def local(self, method: str, path: str, body: object = None) -> Answer:
        """`method` on `/local{path}`."""
        return request(method, f"{self.url}/local{path}", body, {})

    def now(self) -> datetime:
        """The app's clock."""
        return datetime.fromisoformat(self.local("GET", "/clock").body["now"])

    def set_clock(self, at: datetime) -> None:
        """Move the app's clock; what falls due on the way has fired when this returns."""
        answer = self.local("PUT", "/clock", {"now": at.isoformat()})
        assert answer.status == 200, answer.content

    def advance(self, **delta: float) -> None:
        """Move the app's clock by a timedelta: `advance(days=3)`."""
        self.set_clock(self.now() + timedelta(**delta))

    def settle(self) -> None:
        """Wait until everything caused so far has happened."""
        answer = self.local("POST", "/settle")
        assert answer.status == 200, answer.content

    def mails(self, to: str = "") -> list[dict[str, Any]]:
        """The mailbox of `to` (everyone's without), settled first."""
        self.settle()
        found: list[dict[str, Any]] = self.local("GET", f"/mailbox?to={to}").body["items"]
        return found

    def kill(self) -> None:
        """`kill -9` of every process of the run; start again with `running(data_dir=…)`."""
        for pid_file in (self.data_dir / "logs").glob("*.pid"):
            os.kill(int(pid_file.read_text()), signal.SIGKILL)
        assert self.process, "only who started it ends it"
        self.process.kill()
        self.process.wait(10)

    def log(self) -> str:
        """What the app logged."""
        return (self.data_dir / "logs" / "app.log").read_text()


def request(method: str, url: str, body: object, headers: Mapping[str, str]) -> Answer:
    """One HTTP call with any outcome."""
    content = body if isinstance(body, bytes | None) else (body if isinstance(body, str) else json.dumps(body)).encode()
    named = dict(headers)
    if content is not None:
        named.setdefault("Content-Type", "application/json")
    asked = urllib.request.Request(url, data=content, headers=named, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=300) as answer:  # noqa: S310
            return Answer(answer.status, _lowered(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _lowered(error.headers), error.read())


def _lowered(headers: Any) -> dict[str, str]:
    return {name.lower(): text for name, text in headers.items()}


@contextmanager
def running(data_dir: Path | None = None, *, demo: bool = False, root: Path = ROOT) -> Iterator[Running]:
    """Start the local run of `root` in `data_dir` (a fresh one without), and end it as Ctrl-C does."""
    with tempfile.TemporaryDirectory(prefix="throughline-") as scratch:
        folder = data_dir or Path(scratch) / "data"
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        env = os.environ | {"PORT": str(port), "DATA_DIR": str(folder), "EMPTY": "" if demo else "1"}
        command = [sys.executable, "-m", "infra.local"]
        log = folder / f"run-{port}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=root, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, log)
            yield Running(f"http://127.0.0.1:{port}", folder, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while b"] ready" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the local run did not start:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)


@contextmanager
def shared_demo(folder: Path) -> Iterator[Running]:
    """The one run with the demo company of all workers that say the same `folder`, for tests that only look.

    Who comes first starts it, and ends it when no one else uses it anymore: users hold a lock together, who ends it
    holds it alone.
    """
    note = folder / "demo.json"
    with (folder / "demo.first").open("w") as first, (folder / "demo.users").open("w") as users, ExitStack() as own:
        fcntl.flock(first, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        if note.exists():
            url, data_dir = json.loads(note.read_text())
            found = Running(url, Path(data_dir), None)
        else:
            found = own.enter_context(running(demo=True))
            note.write_text(json.dumps([found.url, str(found.data_dir)]))
        fcntl.flock(first, fcntl.LOCK_UN)
        yield found
        if found.process:
            fcntl.flock(users, fcntl.LOCK_EX)
            note.unlink()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Running]:
    """The run with the demo company, the same one in all workers."""
    own = tmp_path_factory.getbasetemp()
    with shared_demo(own.parent if hasattr(request.config, "workerinput") else own) as found:
        yield found


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """One run for all tests of a session: no demo company, HR is `hr@example.test`."""
    with running() as started:
        yield started
