"""Where HTTP comes in for HR's list of sign-ins that were refused."""

from typing import Any

from chalicelib.kernel.http import Answer, Call, PageQuery, Routes
from chalicelib.kernel.policy import hr_admin
from chalicelib.people.actions import refusals
from chalicelib.people.views.refused_sign_ins import RefusalsView, foreign_view, refusal_view

routes = Routes("signin")


@routes.get(
    "/sign-in-refusals",
    allow=hr_admin,
    summary="Who was not let in, and why",
    query=PageQuery,
    answer=RefusalsView,
)
def list_refusals(call: Call[Any, PageQuery]) -> Answer:
    """Only tokens whose signature held are listed; other issuers are counted."""
    lines, after = refusals.listed(call.reads, call.now, limit=call.query.limit, after=call.after)
    known = refusals.foreign(call.reads, call.runtime.verifier.foreign.pending(), call.now)
    return Answer(
        RefusalsView(
            items=[refusal_view(line) for line in lines],
            next=call.cursor_to(after),
            foreign=[foreign_view(one) for one in known],
        )
    )
