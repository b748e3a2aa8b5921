"""Reflections of the demo company: recorded over the last weeks, shared, talked about, one still a draft."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infra.local.demo_client import DemoFailed, Session

HERE = Path(__file__).parent
RECORDING = HERE / "demo_reflection.mp4"
PICTURE = HERE / "demo_reflection.webp"
LENGTH_MS = 25_800
CHAPTERS = [
    {"at_ms": 0, "title": "What went well"},
    {"at_ms": 8_430, "title": "What did not"},
    {"at_ms": 17_260, "title": "Where to improve"},
]
PROMPTS = {
    "went_well": "<p>Two teams release together, every second Thursday. <strong>14 pages down to 5.</strong></p>",
    "did_not": "<p>I took every support question myself in October.</p>",
    "improve": "<p>A rota for support, and the capacity model.</p>",
}


@dataclass(frozen=True, slots=True)
class DemoReflection:
    """A reflection: how many days ago, whose, and what the two said: (who, at which millisecond, text)."""

    days_ago: int
    owner: str
    title: str
    period: str
    said: tuple[tuple[str, int | None, str], ...] = ()
    shared: bool = True


REFLECTIONS = (
    DemoReflection(
        20,
        "yuki",
        "Releases, together",
        "First half of the month",
        (
            ("lena", 4_200, "Fourteen to five: please show that to Grace, too."),
            ("yuki", None, "I will, on Thursday."),
        ),
    ),
    DemoReflection(
        16,
        "yuki",
        "Support, alone",
        "Second half of the month",
        (
            ("lena", 11_000, "I had not seen how much that was. Let us talk about the rota on Monday."),
            ("yuki", 19_500, "Yes. Emil would share it."),
            ("lena", None, "Good. I take it up with the team."),
        ),
    ),
    DemoReflection(11, "emil", "Time windows: first results", "Autumn"),
    DemoReflection(
        4, "arjun", "What I learned from the outage", "Autumn", (("daniel", 9_000, "Exactly this, for the handbook?"),)
    ),
    DemoReflection(2, "yuki", "Capacity, a first model", "This fortnight", shared=False),
)


MOMENTS = {"yuki": ("results", "Support, alone", 11_000), "emil": ("results", "Time windows: first results", 4_000)}
"""Where a manager's words about someone come from: which answer, which reflection, at which millisecond."""


def cited(recorded: Mapping[str, str], key: str) -> list[dict[str, Any]]:
    """What is cited in the assessment of someone; `recorded`: the ids of the reflections by their titles."""
    if key not in MOMENTS:
        return []
    question, title, at_ms = MOMENTS[key]
    return [{"question_id": question, "reflection_id": recorded[title], "at_ms": at_ms}]


def record(session: Session, reflection: DemoReflection) -> str:
    """Record one as its owner's browser would: straight into the bucket, part by part; its path."""
    made = session.post("/reflections", {"title": reflection.title, "period": reflection.period, "prompts": PROMPTS})
    path = f"/reflections/{made['id']}"
    track = session.post(f"{path}/tracks", {"kind": "screen", "content_type": "video/mp4"})
    at = f"{path}/tracks/{track['track_id']}"
    video = RECORDING.read_bytes()
    (part,) = session.post(f"{at}/parts", {"part_numbers": [1], "sizes": [len(video)]})["items"]
    _send("PUT", part["url"], video)
    session.post(f"{at}/complete", {"duration_ms": LENGTH_MS})
    _post(session.post(f"{path}/poster", {"content_type": "image/webp"}), PICTURE.read_bytes())
    session.get(path)
    session.patch(path, {"chapters": CHAPTERS}, etag=session.etag)
    return path


def _post(form: dict[str, Any], content: bytes) -> None:
    """Send a file by a form that was signed for it."""
    mark = "throughline-demo"
    fields = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in form["fields"].items()]
    head = "\r\n".join([*fields, f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'])
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    _send("POST", form["url"], body, {"Content-Type": f"multipart/form-data; boundary={mark}"})


def _send(method: str, url: str, content: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> None:
    request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))  # noqa: S310 - our bucket
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310
        pass


def until_playable(session: Session, path: str) -> None:
    """Wait until a recording was looked at."""
    for _ in range(200):
        tracks: list[dict[str, Any]] = session.get(path)["tracks"]
        if all(track["state"] == "playable" for track in tracks):
            return
        time.sleep(0.1)
    raise DemoFailed(f"{path} is not playable: {tracks}")
