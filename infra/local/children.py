"""Programs that the run starts and ends: each in a session of its own, ended by us, never left behind."""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_running: set["subprocess.Popen[Any]"] = set()


class ChildFailed(Exception):
    """A program of ours did not start, or ended when it should not."""


def free_port() -> int:
    """A TCP port on the loopback interface that no one has at this moment.

    Not one that the kernel gives away by itself: until our program listens on it, any client's connection could
    be given the same one.
    """
    for _ in range(200):
        port = 10_000 + secrets.randbelow(6_000)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise ChildFailed("there is no free port between 10000 and 16000")


def listening(port: int) -> bool:
    """Whether someone accepts connections on `port` of the loopback interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Child:
    """One running program. Ctrl-C does not reach it (its own session); `stop` ends it in order."""

    def __init__(self, name: str, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._log = log
        self._pid_file = log.with_suffix(".pid")
        log.parent.mkdir(parents=True, exist_ok=True)
        _end_leftover(self._pid_file, command)
        with log.open("ab") as output:
            # Not Popen(preexec_fn=…) for everyone: only Linux can tie a child's life to its parent's.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
                start_new_session=True,
                preexec_fn=_end_with(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509
            )
        _running.add(self._process)
        self._pid_file.write_text(str(self._process.pid))

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Return when `ready()`; ChildFailed when the program ends first or `seconds` pass."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.ended():
                raise ChildFailed(f"{self.name} ended while starting: {self.last_words()}")
            if time.monotonic() > deadline:
                raise ChildFailed(f"{self.name} is not ready after {seconds:.0f} s: {self.last_words()}")
            time.sleep(0.02)

    def ended(self) -> bool:
        """Whether the program is no longer running."""
        return self._process.poll() is not None

    def tail(self) -> str:
        """The last lines of what the program printed."""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])

    def last_words(self) -> str:
        """The last line that the program printed, and where the others are."""
        lines = [line for line in self.tail().splitlines() if line.strip()]
        return f"{lines[-1].strip() if lines else 'it printed nothing'} ({self._log})"

    def kill(self) -> None:
        """End the program at once, as a crash would."""
        self._process.kill()
        self._process.wait()

    def stop(self, seconds: float = 15) -> None:
        """Ask the program to end, and insist after `seconds`."""
        if not self.ended():
            self._process.terminate()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        _running.discard(self._process)
        self._pid_file.unlink(missing_ok=True)


def ran(command: Sequence[str], *, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program that ends by itself, and with the run; answers what it printed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)
    _running.add(process)
    try:
        printed, complained = process.communicate()
    finally:
        process.kill()
        _running.discard(process)
    return subprocess.CompletedProcess(command, process.returncode, printed, complained)


def end_all(seconds: float) -> None:
    """End every program that is running: asked first, killed after `seconds`."""
    left = list(_running)
    if seconds:
        for process in left:
            process.terminate()
    deadline = time.monotonic() + seconds
    while left and time.monotonic() < deadline:
        left = [process for process in left if process.poll() is None]
        time.sleep(0.02)
    for process in left:
        process.kill()


def _end_with(parent: int) -> Callable[[], None]:
    """What the child does before it becomes the program: ask the kernel to end it when `parent` dies."""
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _end_leftover(pid_file: Path, command: Sequence[str]) -> None:
    """End what a killed run left behind, if that process is still the same program."""
    with suppress(OSError, ValueError):
        pid = int(pid_file.read_text())
        shown = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if Path(command[0]).name in shown and command[-1] in shown:
            os.kill(pid, signal.SIGTERM)
            for _ in range(100):
                os.kill(pid, 0)
                time.sleep(0.05)
