"""Where HTTP comes in: erasures and holds, for HR admins."""

from collections.abc import Mapping
from typing import Any

from chalicelib.erasure.actions import requests
from chalicelib.erasure.bodies import EraseBody, HoldBody
from chalicelib.erasure.rules import Erasure
from chalicelib.erasure.views import ErasureView, HoldView, hold_view
from chalicelib.kernel.http import Answer, Call, Listing, NoQuery, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.kernel.storage.table import Key

routes = Routes("erasure")

ERASE = "/people/{person_id}/erase"
HOLD = "/people/{person_id}/hold"


def _about(path: Mapping[str, str]) -> tuple[Key, ...]:
    return requests.prefetch(path["person_id"])


@routes.post(
    ERASE,
    allow=hr_admin,
    summary="Ask to erase someone who left",
    body=EraseBody,
    answer=ErasureView,
    prefetch=_about,
    replay=ERASE,
)
def ask(call: Call[EraseBody, NoQuery]) -> Answer:
    """Another HR admin has to approve it, if there is one. All HR admins get an email."""
    person_id = call.path["person_id"]
    asked = requests.ask(call.command, person_id, reason=call.body.reason.strip(), confirm_name=call.body.confirm_name)
    return _answered(call, asked)


@routes.get(ERASE, allow=hr_admin, summary="How far someone's erasure is", answer=ErasureView, prefetch=_about)
def read_erasure(call: Call[Any, NoQuery]) -> Answer:
    """Once it is done: which ranges of stored rows were read at the end, with nothing left."""
    return _answered(call, requests.load(call.reads, call.path["person_id"]))


@routes.post(
    f"{ERASE}/approve", allow=hr_admin, summary="Approve an erasure", answer=ErasureView, prefetch=_about, replay=ERASE
)
def approve(call: Call[Any, NoQuery]) -> Answer:
    """It begins in seven days; until then it can be cancelled. Finished exports are gone at once."""
    return _answered(call, requests.approve(call.command, call.path["person_id"]))


@routes.post(
    f"{ERASE}/cancel", allow=hr_admin, summary="Cancel an erasure", answer=ErasureView, prefetch=_about, replay=ERASE
)
def cancel(call: Call[Any, NoQuery]) -> Answer:
    """As long as it has not begun."""
    return _answered(call, requests.cancel(call.command, call.path["person_id"]))


@routes.get("/holds", allow=hr_admin, summary="Who is on hold", query=PageQuery, answer=Listing[HoldView])
def list_holds(call: Call[Any, PageQuery]) -> Answer:
    """Nothing about them may be erased."""
    found, after = requests.list_holds(call.reads, limit=call.query.limit, after=call.after)
    return call.listed([hold_view(one) for one in found], after)


@routes.get(HOLD, allow=hr_admin, summary="The hold on someone", answer=HoldView, prefetch=_about)
def read_hold(call: Call[Any, NoQuery]) -> Answer:
    """404 where there is none."""
    hold = requests.find_hold(call.reads, call.path["person_id"])
    return Answer(hold_view(hold), hold.version)


@routes.put(HOLD, allow=hr_admin, summary="Put someone on hold", body=HoldBody, answer=HoldView, prefetch=_about)
def put_hold(call: Call[HoldBody, NoQuery]) -> Answer:
    """Nothing about them can be erased; an erasure that was approved is cancelled. A new hold has If-Match "0"."""
    before = requests.hold_now(call.reads, call.path["person_id"])
    call.must_match(before.version if before else 0, hold_view(before) if before else None)
    hold = requests.put_hold(call.command, call.path["person_id"], call.body.reason.strip())
    return Answer(hold_view(hold), hold.version)


@routes.delete(HOLD, allow=hr_admin, summary="Remove the hold on someone", status=204, prefetch=_about)
def remove_hold(call: Call[Any, NoQuery]) -> Answer:
    """What was cancelled because of it stays so."""
    requests.remove_hold(call.command, call.path["person_id"])
    return Answer(None)


def _answered(call: Call[Any, Any], erasure: Erasure) -> Answer:
    return Answer(requests.view(call.reads, call.actor, erasure), erasure.version)
