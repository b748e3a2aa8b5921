"""Real files, made by ffmpeg while the tests run: `make ffmpeg` installs it. Left out where it is missing."""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

Make = Callable[..., bytes]
Trim = Callable[..., bytes]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """`make("name.mp4", "-c:v", "libx264", seconds=2, sound=True)`: what ffmpeg writes under that name."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed: make ffmpeg")
    folder = tmp_path_factory.mktemp("made")

    @cache
    def made(name: str, *options: str, seconds: int = 2, picture: bool = True, sound: bool = True) -> bytes:
        return _ffmpeg(folder / name, options, seconds, picture=picture, sound=sound)

    return made


def _ffmpeg(path: Path, options: tuple[str, ...], seconds: int, *, picture: bool, sound: bool) -> bytes:
    inputs: list[str] = []
    if picture:
        inputs += ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=10"]
    if sound:
        inputs += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
    command = ["ffmpeg", "-v", "error", "-y", *inputs, "-t", str(seconds), "-pix_fmt", "yuv420p", *options, str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path.read_bytes()


@pytest.fixture
def trim(tmp_path: Path) -> Trim:
    """`trim(video, start=7, seconds=3)`: that part of it, cut without encoding it anew, as editors do."""

    def trimmed(video: bytes, *, start: int, seconds: int) -> bytes:
        whole, part = tmp_path / "whole.mp4", tmp_path / "part.mp4"
        whole.write_bytes(video)
        cut = ["ffmpeg", "-v", "error", "-y", "-ss", str(start), "-i", str(whole), "-t", str(seconds), "-c", "copy"]
        subprocess.run([*cut, str(part)], check=True, timeout=120)
        return part.read_bytes()

    return trimmed
