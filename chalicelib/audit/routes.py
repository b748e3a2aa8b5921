"""Where HTTP comes in: the trail for HR admins, and one's own file for everyone."""

from typing import Any

from chalicelib.audit import actions
from chalicelib.audit.bodies import AuditQuery
from chalicelib.audit.rules import AuditFilter
from chalicelib.audit.views import EntryView, entry_view
from chalicelib.kernel.http import Answer, Call, Listing, Routes
from chalicelib.kernel.policy import signed_in

routes = Routes("audit")


@routes.get(
    "/audit",
    allow=signed_in.narrowed("HR admins, everyone about themselves"),
    summary="Who did and who read what; about oneself: who opened which part of one's file",
    query=AuditQuery,
    answer=Listing[EntryView],
)
def audit(call: Call[Any, AuditQuery]) -> Answer:
    """Newest first."""
    asked = AuditFilter(subject_id=call.query.subject_id, actor_id=call.query.actor_id)
    found, after = actions.trail(call.reads, call.actor, asked, limit=call.query.limit, after=call.after)
    return call.listed([entry_view(recorded) for recorded in found], after)
