"""The Makefile's own promises: tools are each tried, and what has no mark is not taken for whole."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.local.server import ROOT

MAKE = shutil.which("make") or "make"


def made(folder: Path, *targets: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [MAKE, *targets], cwd=folder, env=os.environ | env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The Makefile with what it asks of the system played by files: neither tool can be installed here."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("id", "chromium-there", "apt-get"):
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("#!/bin/sh\necho 1000\n")
        file.chmod(0o755)
    for name in ("sh", "bash", "make", "awk", "find", "test", "cat", "python3"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    return tmp_path


def test_each_missing_tool_is_named_and_the_other_one_tried(clone: Path) -> None:
    done = made(clone, "tools", PATH=str(clone / "bin"), CHROMIUM="/nowhere/chromium")

    assert done.returncode == 0
    for tool in ("chromium", "ffmpeg"):
        assert f"apt-get install {tool}" in done.stderr
        assert f"going on without {tool}" in done.stderr


def test_packages_without_their_mark_are_installed_again(clone: Path) -> None:
    """As npm leaves them when it is ended half-way: a folder of packages, and no mark."""
    web = clone / "web"
    (web / "node_modules" / "react").mkdir(parents=True)
    (web / "package-lock.json").touch()

    assert "infra.install web" in made(clone, "-n", "web-build").stdout
    (web / "node_modules" / ".ready").touch()
    assert "infra.install web" not in made(clone, "-n", "web-build").stdout


def test_an_environment_without_its_mark_is_installed_again(clone: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/sh")
    for lock in ("requirements-dev.txt", "requirements-run.txt"):
        (clone / lock).touch()

    assert "infra.install run" in made(clone, "-n", "fetched").stdout
    (clone / ".venv" / ".runs").touch()
    assert "infra.install run" not in made(clone, "-n", "fetched").stdout
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert "infra.install run" in made(clone, "-n", "fetched").stdout


def test_the_client_takes_its_place_only_when_it_is_built(tmp_path: Path) -> None:
    """The script of the build, with a bundler that fails half-way."""
    import json

    script = json.loads((ROOT / "web" / "package.json").read_text())["scripts"]["build"]
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("old")
    vite = "vite() { mkdir -p dist.new; echo new > dist.new/index.html; return $FAILS; }; tsc() { :; }"
    for fails, there in (("1", "old"), ("0", "new\n")):
        subprocess.run(
            ["bash", "-c", f"{vite}; {script}"], cwd=tmp_path, env=os.environ | {"FAILS": fails}, check=False
        )
        assert (tmp_path / "dist" / "index.html").read_text() == there
