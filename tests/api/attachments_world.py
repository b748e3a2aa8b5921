"""What tests of files beside a review do again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.client import Reply
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok
from tests.reviews_company import ADA

OWN, MANAGERS = f"{HOME}/self/attachments", f"{HOME}/manager/attachments"
TEXT = b"All that we plan"
FOLDER = f"test/files/{ADA.id}/{ID}"


def begun(api: ReviewsApi, person: Any = ADA, part: str = "self", **told: Any) -> Any:
    return ok(api.announce(person, part, **told)).json


def key(form: Any) -> str:
    found_key: str = form["fields"]["key"]
    return found_key


def listed(api: ReviewsApi, person: Any, part: str) -> list[tuple[str, str]]:
    """Name and state of what someone sees beside a side."""
    side = ok(api(person).get(HOME)).json[part]
    return [(one["name"], one["state"]) for one in side.get("attachments", ())]


def pass_(api: ReviewsApi, **delta: float) -> None:
    api.at(api.world.now + timedelta(**delta))
    api.work()


def refused(reply: Reply, status: int, code: str) -> Any:
    assert (reply.status, reply.json["code"]) == (status, code), reply.text
    return reply.json
