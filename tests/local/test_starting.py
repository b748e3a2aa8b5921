"""How a start ends that does not come to its end: by Ctrl-C, or for a reason that is said in one sentence."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra import client
from infra.local import run as starting
from infra.local.applog import Log
from infra.local.children import free_port
from infra.local.demo_client import DemoFailed
from infra.local.options import Options
from infra.local.run import DiskFull, make_demo
from infra.local.run import run as run_here
from infra.local.servers import Server
from infra.local.shutdown import Shutdown
from tests.local.server import ROOT, request, running

# Two seconds on a machine that does nothing else.
SOON = 5


class Started:
    """A run of which the tests look at the beginning only."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.printed = ""
        assert process.stdout is not None
        self._lines = process.stdout

    def until(self, words: str) -> None:
        """Read on until a line has `words`."""
        for line in self._lines:
            self.printed += line
            if words in line:
                return
        pytest.fail(f"{words!r} was never printed:\n{self.printed}")

    def ends(self, seconds: float) -> int:
        """Wait for the end; its exit status."""
        status = self.process.wait(seconds)
        self.printed += self._lines.read()
        return status


@contextmanager
def started(command: list[str], **env: str) -> Iterator[Started]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield Started(process)
    finally:
        process.kill()
        process.communicate()


RUN = [sys.executable, "-m", "infra.local"]


@pytest.mark.parametrize("moment", ["starting queues", "making the demo company"])
def test_ctrl_c_before_it_is_ready_ends_it_soon_and_says_so(tmp_path: Path, moment: str) -> None:
    with started(RUN, PORT=str(free_port()), DATA_DIR=str(tmp_path / "data"), EMPTY="") as run:
        run.until(moment)
        time.sleep(0.3)
        run.process.send_signal(signal.SIGINT)
        status = run.ends(SOON)

    assert status == 130
    assert "interrupted while" in run.printed.splitlines()[-1]
    assert "Traceback" not in run.printed
    for pid_file in (tmp_path / "data" / "logs").glob("*.pid"):
        assert not Path(f"/proc/{pid_file.read_text()}/exe").exists()


ENDING = """
import sys, time
from infra.local.children import end_all
from infra.local.shutdown import Shutdown
ending = Shutdown(end_all)
ending.watch()
ending.ready()
print("ready", flush=True)
ending.asked.wait()
print("ending in order", flush=True)
time.sleep(60)
"""


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    with started([sys.executable, "-c", ENDING]) as run:
        run.until("ready")
        run.process.send_signal(signal.SIGINT)
        run.until("ending in order")
        time.sleep(0.3)
        run.process.send_signal(signal.SIGINT)

        assert run.ends(2) == 130
    assert "stopped at once" in run.printed


def test_the_same_ctrl_c_passed_on_twice_is_one() -> None:
    with started([sys.executable, "-c", ENDING]) as run:
        run.until("ready")
        run.process.send_signal(signal.SIGINT)
        run.process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            run.process.wait(1)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a-file", "is a file"),
        ("a-file/below", "cannot be written: Not a directory"),
        ("/proc/nothing/here", "cannot be written: No such file or directory"),
    ],
)
def test_an_impossible_data_dir_is_refused_in_one_sentence(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "a-file").touch()
    with started(RUN, PORT=str(free_port()), DATA_DIR=str(tmp_path / path)) as run:
        status = run.ends(60)

    assert status == 1
    assert said in run.printed
    assert len(run.printed.splitlines()) == 1


def test_a_full_disk_is_said_before_anything_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 3_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)

    with pytest.raises(DiskFull, match="is full: 3 MB are free, 150 needed"):
        run_here(Options(port=free_port(), data_dir=tmp_path), Shutdown(lambda _: None))
    assert [entry.name for entry in tmp_path.iterdir()] == ["lock"]


def test_a_wrong_preset_is_refused_in_one_sentence() -> None:
    with started(RUN, PRESET="nobody") as run:
        assert run.ends(60) == 1
    assert len(run.printed.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_answers_go_on_when_nothing_can_be_logged(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "app.log").symlink_to("/dev/full")

    with running(tmp_path) as run:
        answers = [run.person("hr@example.test").get("/me") for _ in range(3)]
        wrong = run.anonymous().get("/me")

        assert [answer.status for answer in answers] == [200, 200, 200]
        assert (wrong.status, wrong.headers["content-type"]) == (401, "application/problem+json")
        (said,) = tmp_path.glob("run-*.log")
        assert said.read_text().count("nothing more can be logged") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_log_that_is_full_takes_every_line(capfd: pytest.CaptureFixture[str]) -> None:
    with Log(Path("/dev/full")) as log:
        print("one", file=log)
        print("two", file=log, flush=True)

    assert "No space left on device" in capfd.readouterr().err


def test_what_is_logged_is_there_at_once_and_in_lines(tmp_path: Path) -> None:
    with Log(tmp_path / "log") as log, ThreadPoolExecutor(8) as threads:
        list(threads.map(log.write, ["x" * 500 + "\n"] * 20))

    assert (tmp_path / "log").read_text() == ("x" * 500 + "\n") * 20


def test_a_full_disk_is_a_problem_document() -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    port = free_port()
    server = Server(full, port, 1)  # type: ignore[arg-type]
    server.start()
    try:
        answer = request("GET", f"http://127.0.0.1:{port}/", None, {})
    finally:
        server.close()

    assert (answer.status, answer.body["code"]) == (507, "disk")
    assert "No space left on device" in answer.body["detail"]


def test_the_bench_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "STAGE" in done.stdout
    assert done.stderr == ""


def test_the_bench_says_what_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "unpackaged"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert "make package STAGE=unpackaged" in done.stderr
    assert "Traceback" not in done.stderr


class Company:
    """Stands for the demo company in the making, which nothing but the end of the run would interrupt."""

    PEOPLE: tuple[tuple[str, str], ...] = ()

    def __init__(self, breaks: bool) -> None:
        self.breaks = breaks
        self.over = threading.Event()

    def build(self, _: object) -> None:
        if self.breaks:
            raise DemoFailed("PUT /api/reviews/1/self answered 507")
        assert self.over.wait(30)


class Disk:
    """A disk that is full."""

    free = 0


@pytest.mark.parametrize("breaks", [False, True], ids=["what waits", "what is refused"])
def test_a_disk_that_fills_up_while_the_demo_is_made_ends_the_run_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks: bool
) -> None:
    """Whatever waits there for an email that cannot be kept would wait for minutes."""
    company = Company(breaks)
    said: list[str] = []

    def gives_up(words: str) -> None:
        said.append(words)
        company.over.set()

    monkeypatch.setattr(starting, "import_module", lambda _: company)
    monkeypatch.setattr("shutil.disk_usage", lambda _: Disk)
    ending = Shutdown(lambda _: None)
    monkeypatch.setattr(ending, "give_up", gives_up)
    try:
        make_demo(Options(data_dir=tmp_path), ending)
    except DiskFull as refused:
        said.append(str(refused))
    assert "is full, and the demo company is not finished: make room, and start again" in said[0]


def test_the_run_waits_for_the_client_as_long_as_it_is_being_built(tmp_path: Path) -> None:
    """Its build goes on beside the start; one that is over, or that no one began, is not waited for."""
    lock, waited = tmp_path / "building", threading.Event()
    client.finished(waited.set, lock)
    assert not waited.is_set()
    with lock.open("w") as building, ThreadPoolExecutor() as pool:
        fcntl.flock(building, fcntl.LOCK_EX)
        waiting = pool.submit(client.finished, waited.set, lock)
        assert waited.wait(30)
        assert not waiting.done()
        fcntl.flock(building, fcntl.LOCK_UN)
        waiting.result(30)
