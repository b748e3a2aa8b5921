"""What Chromium's recorder really writes: `record.py` made the samples."""

from pathlib import Path

import pytest

from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.verdicts import Verdict
from chalicelib.files.rules.video import examine_video

SAMPLES = Path(__file__).parent / "samples"


def source(data: bytes) -> RangedSource:
    """Bytes as they would be stored."""
    return RangedSource(len(data), lambda at, size: data[at : at + size])


def examined(name: str, declared: str) -> Verdict:
    return examine_video(source((SAMPLES / name).read_bytes()), declared, most_ms=60_000)


@pytest.mark.parametrize(
    ("name", "declared", "duration_ms", "has_audio"),
    [
        ("chromium.mp4", "video/mp4;codecs=avc1.42E01E,opus", 3_261, True),
        ("chromium-silent.mp4", "video/mp4;codecs=avc1.42E01E", 3_249, False),
        ("chromium-killed.mp4", "video/mp4", 3_981, True),
        ("chromium.webm", "video/webm;codecs=vp9,opus", 3_241, True),
        ("chromium-vp8.webm", "video/webm;codecs=vp8,opus", 3_240, True),
        ("chromium-silent.webm", "video/webm;codecs=vp9", 3_200, False),
        ("chromium-killed.webm", "VIDEO/WEBM; codecs=vp9,opus", 5_000, True),
    ],
)
def test_a_recording_is_playable(name: str, declared: str, duration_ms: int, has_audio: bool) -> None:
    assert examined(name, declared) == Verdict(duration_ms=duration_ms, has_video=True, has_audio=has_audio)


@pytest.mark.parametrize(
    ("name", "declared", "code"),
    [
        ("chromium-sound.mp4", "video/mp4", "no_video"),
        ("chromium-sound.webm", "video/webm", "no_video"),
        ("chromium.mp4", "video/webm", "wrong_type"),
        ("chromium.webm", "video/mp4", "wrong_type"),
        ("chromium.webm", "video/x-matroska", "type_not_allowed"),
    ],
)
def test_a_recording_without_a_picture_or_under_a_wrong_name_is_refused(name: str, declared: str, code: str) -> None:
    assert examined(name, declared).code == code
