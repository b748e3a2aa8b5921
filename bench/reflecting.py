"""A shared reflection in the bench's company: recorded, found good and shared, so that its routes can be metered."""

from collections.abc import Callable
from pathlib import Path

from bench.company import Company
from chalicelib.people.rules import Person
from tests.api.client import Caller, Reply

RECORDING = Path(__file__).parent.parent / "tests" / "files" / "samples" / "chromium.mp4"


def requests(made: Company, owner: Person, manager: Person) -> list[tuple[str, Callable[[], object]]]:
    """The requests that have a budget; each is ready to be made once."""
    me, reader = made.as_(owner), made.as_(manager)
    one = _shared(made, me)
    at = f"/reflections/{one}"
    return [
        ("GET /reflections?role=owner", lambda: fine(me.get("/reflections?role=owner"))),
        ("GET /reflections?role=manager", lambda: fine(reader.get("/reflections?role=manager"))),
        ("GET /reflections/{id}/playback", lambda: fine(reader.get(f"{at}/playback"))),
        ("POST /reflections/{id}/comments", lambda: fine(reader.post(f"{at}/comments", {"text": "Good", "at_ms": 1}))),
        ("GET /reflections?query=", lambda: fine(reader.get("/reflections?query=spring"))),
    ]


def fine(reply: Reply) -> Reply:
    """The reply, which must be a good one."""
    if reply.status >= 300:
        raise RuntimeError(reply.text)
    return reply


def _shared(made: Company, me: Caller) -> str:
    one: str = fine(me.post("/reflections", {"title": "My spring"})).json["id"]
    at = f"/reflections/{one}"
    track = fine(me.post(f"{at}/tracks", {"kind": "screen", "content_type": "video/mp4"})).json["track_id"]
    video = RECORDING.read_bytes()
    body = {"part_numbers": [1], "sizes": [len(video)]}
    parts = fine(me.post(f"{at}/tracks/{track}/parts", body)).json["items"]
    made.bucket.send(parts[0]["url"], video)
    fine(me.post(f"{at}/tracks/{track}/complete", {"duration_ms": 3_000}))
    made.drain()
    fine(me.post(f"{at}/share"))
    made.drain()
    return one
