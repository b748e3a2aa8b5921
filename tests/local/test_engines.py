"""What the run starts: fetched once, verified, ended with its owner, and replaced where it does not exist."""

import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from infra.local import dynoxide
from infra.local.children import Child, ChildFailed
from infra.local.clients import Clients
from infra.local.dynoxide import NoBinary
from infra.local.engines import start_engines
from infra.local.resources import table
from infra.local.template import Template

SLEEPER = "import time; time.sleep(60)"


@pytest.fixture
def fake_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """An npm that runs a line of shell, and nothing else on the path that could fetch anything."""

    def install(script: str) -> None:
        npm = tmp_path / "bin" / "npm"
        npm.parent.mkdir()
        npm.write_text(f"#!/bin/sh\n{script}\n")
        npm.chmod(0o755)
        monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        monkeypatch.setattr("platform.system", lambda: "Linux")
        monkeypatch.setattr("platform.machine", lambda: "x86_64")

    return install


def test_another_binary_than_the_pinned_one_is_refused(fake_npm: Callable[[str], None], tmp_path: Path) -> None:
    evil = tmp_path / "dynoxide"
    evil.write_text("#!/bin/sh\n")
    with tarfile.open(tmp_path / "evil.tgz", "w:gz") as tarball:
        tarball.add(evil, "package/dynoxide")
    fake_npm(f'for last; do true; done; cp "{tmp_path}/evil.tgz" "$last/"')

    with pytest.raises(NoBinary, match="is not what it was"):
        dynoxide.install(tmp_path / "cloud")
    assert not list((tmp_path / "cloud").glob("dynoxide-*/dynoxide"))


def test_a_registry_that_does_not_answer_is_said(fake_npm: Callable[[str], None], tmp_path: Path) -> None:
    fake_npm("echo no network >&2; exit 1")

    with pytest.raises(NoBinary, match="no network"):
        dynoxide.install(tmp_path / "cloud")


def test_a_platform_without_a_binary_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")

    with pytest.raises(NoBinary, match="riscv64"):
        dynoxide.install(tmp_path)


def test_without_a_binary_the_table_is_ministacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def none() -> Path:
        raise NoBinary("there is no dynoxide for this machine")

    monkeypatch.setattr(dynoxide, "install", none)
    with ExitStack() as stack:
        engine, others = start_engines(tmp_path, tmp_path / "logs", stack)
        made = table(Template({"Stage": "fallback"}).properties("Table"), Clients(engine.url, others.url).dynamodb)

    assert engine.url == others.url
    assert made["StreamArn"]
    assert "the table is ministack's" in capfd.readouterr().out


def test_what_is_in_the_table_survives_a_kill(tmp_path: Path) -> None:
    properties = Template({"Stage": "killed"}).properties("Table")
    with dynoxide.start(tmp_path) as first:
        client = Clients(first.url, "").dynamodb
        table(properties, client)
        client.put_item(TableName=properties["TableName"], Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
        first.child.kill()
    with dynoxide.start(tmp_path) as second:
        client = Clients(second.url, "").dynamodb
        assert client.get_item(TableName=properties["TableName"], Key={"pk": {"S": "a"}, "sk": {"S": "b"}})["Item"]


def test_a_child_that_does_not_start_says_why(tmp_path: Path) -> None:
    child = Child("broken", [sys.executable, "-c", "print('no such thing'); exit(3)"], log=tmp_path / "log")

    with pytest.raises(ChildFailed, match="no such thing"):
        child.wait_until(lambda: False, 30)
    child.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends children with their parent on Linux only")
def test_when_the_run_is_killed_its_children_end_too(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from infra.local.children import Child\n"
        f"Child('sleeper', [sys.executable, '-c', {SLEEPER!r}], log=Path({str(tmp_path)!r}) / 'log')\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[2])
    pid_file = tmp_path / "log.pid"
    _until(lambda: pid_file.exists() and pid_file.read_text() != "")
    child = int(pid_file.read_text())
    parent.send_signal(signal.SIGKILL)
    parent.wait()

    _until(lambda: _gone(child))


def test_a_leftover_of_a_killed_run_is_ended_first(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLEEPER]
    leftover = subprocess.Popen(command)
    (tmp_path / "log.pid").write_text(str(leftover.pid))

    child = Child("sleeper", command, log=tmp_path / "log")
    child.stop()

    assert leftover.wait(10) != 0


def _until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _gone(pid: int) -> bool:
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[-1].split()[0]
    except FileNotFoundError:
        return True
