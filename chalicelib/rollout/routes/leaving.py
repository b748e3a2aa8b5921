"""What follows when someone is marked as left, before it is done."""

from collections.abc import Mapping
from typing import Any

from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.policy import hr
from chalicelib.kernel.storage.table import Key
from chalicelib.people import actions as people
from chalicelib.rollout.actions import leavers
from chalicelib.rollout.views.leaving import LeavingView

routes = Routes("leaving")


def _prefetch(path: Mapping[str, str]) -> tuple[Key, ...]:
    return (people.person_key(path["person_id"]),)


@routes.get(
    "/people/{person_id}/leaving",
    allow=hr,
    summary="What follows when someone leaves",
    answer=LeavingView,
    prefetch=_prefetch,
)
def leaving(call: Call[Any, Any]) -> Answer:
    """Nothing is changed; the counts say what each of their roles leaves behind."""
    return Answer(leavers.leaving(call.reads, call.path["person_id"], call.now))
