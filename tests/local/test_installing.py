"""What `make` fetches: a result that was not finished is never taken for whole, and a failure has its reason."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from infra import install, reasons

NPM_OFFLINE = """npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to https://registry.test/x failed, reason: getaddrinfo ENOTFOUND registry.test
npm error network This is a problem related to network connectivity.
npm error A complete log of this run can be found in: /tmp/x.log
"""
PIP_OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NameResolutionError(\"HTTPSConnection("
    "host='index.test', port=443): Failed to resolve 'index.test' ([Errno -2] Name or service not known)\")': /six/\n"
    "ERROR: Could not find a version that satisfies the requirement six==1.17.0 (from versions: none)\n"
    "ERROR: No matching distribution found for six==1.17.0\n"
)


class Machine:
    """Plays venv, pip and npm; `fails` is what the next one complains before it fails, `dies`: is interrupted."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = ""
        self.dies = False

    def ran(self, command: Sequence[str], *, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """As `children.ran`."""
        self.asked.append("venv" if "venv" in command else Path(command[0]).name)
        if self.dies:
            raise KeyboardInterrupt
        if "venv" in command:
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()
        if folder is not None:
            (folder / "node_modules").mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(command, 1 if self.fails else 0, "", self.fails)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(install, "ran", made.ran)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for lock in install.LOCKS.values():
        (tmp_path / lock).write_text("six==1.17.0\n")
    (tmp_path / "web").mkdir()
    return tmp_path


def test_an_environment_is_marked_when_it_is_whole(machine: Machine, root: Path) -> None:
    install.packages("run", root)
    assert (root / ".venv" / ".runs").exists()
    assert not (root / ".venv" / ".ready").exists()
    install.packages("dev", root)
    assert (root / ".venv" / ".ready").exists()
    assert machine.asked == ["venv", "python", "python"]


def half_created(root: Path) -> None:
    """Ctrl-C in the first second: a Python, no pip, no mark."""
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").touch()
    (root / ".venv" / "leftover").touch()


def half_installed(root: Path) -> None:
    """Ctrl-C while pip was at work."""
    half_created(root)
    (root / ".venv" / ".made").touch()
    (root / ".venv" / ".runs").touch()
    (root / ".venv" / ".installing").touch()


def without_its_python(root: Path) -> None:
    """The system's Python was replaced by another one."""
    half_created(root)
    (root / ".venv" / ".made").touch()
    (root / ".venv" / "bin" / "python").unlink()
    (root / ".venv" / "bin" / "python").symlink_to("/nowhere/python")


@pytest.mark.parametrize("broken", [half_created, half_installed, without_its_python])
def test_half_an_environment_is_made_again(machine: Machine, root: Path, broken: Callable[[Path], None]) -> None:
    broken(root)
    install.packages("run", root)
    assert machine.asked == ["venv", "python"]
    assert not (root / ".venv" / "leftover").exists()
    assert sorted(one.name for one in root.iterdir() if one.name.startswith(".venv")) == [".venv"]


def test_an_interrupted_installation_leaves_no_mark(machine: Machine, root: Path) -> None:
    install.packages("dev", root)
    machine.dies = True
    with pytest.raises(KeyboardInterrupt):
        install.packages("dev", root)
    assert not (root / ".venv" / ".ready").exists()
    machine.dies, machine.asked = False, []
    install.packages("dev", root)
    assert machine.asked == ["venv", "python"]


def test_without_a_network_the_reason_is_one_sentence(machine: Machine, root: Path) -> None:
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").touch()
    (root / ".venv" / ".made").touch()
    machine.fails = PIP_OFFLINE
    with pytest.raises(install.CannotInstall, match="cannot be reached: Failed to resolve") as failed:
        install.packages("run", root)
    assert "\n" not in str(failed.value)
    assert not (root / ".venv" / ".runs").exists()


def test_what_npm_says_is_passed_on(machine: Machine, root: Path) -> None:
    machine.fails = NPM_OFFLINE
    with pytest.raises(install.CannotInstall, match=r"registry.test/x failed, reason: getaddrinfo ENOTFOUND") as failed:
        install.web(root)
    assert "\n" not in str(failed.value)
    assert not (root / "web" / "node_modules" / ".ready").exists()
    machine.fails = ""
    install.web(root)
    assert (root / "web" / "node_modules" / ".ready").exists()


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("npm error code EBADENGINE\nnpm error engine Unsupported engine", "engine Unsupported engine"),
        ("npm ERR! code ENOSPC\nnpm ERR! nospc ENOSPC: no space left on device", "no space left on device"),
        ("Segmentation fault", "Segmentation fault"),
        ("", "npm gave no reason"),
    ],
)
def test_a_reason_is_found_in_what_npm_printed(printed: str, reason: str) -> None:
    assert reason in reasons.of_npm(printed)


def test_a_full_disk_is_pips_reason() -> None:
    printed = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n\n"
    assert reasons.of_pip(printed).endswith("No space left on device")
    assert reasons.of_pip("") == "pip gave no reason"


def test_ctrl_c_while_installing_is_said(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.dies = True
    assert install.main(["web"]) == install.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
