"""Where HTTP comes in: one's year."""

from typing import Any

from chalicelib.company.actions import COMPANY_KEY
from chalicelib.kernel.http import Answer, Call, Listing, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.year import actions
from chalicelib.year.bodies import YearQuery
from chalicelib.year.rules import YearFilter
from chalicelib.year.views import YearItem, year_item

routes = Routes("year")


@routes.get(
    "/year",
    allow=signed_in.narrowed("everyone about themselves"),
    summary="Everything of mine in one list",
    query=YearQuery,
    answer=Listing[YearItem],
    prefetch=lambda _: [COMPANY_KEY],
)
def year(call: Call[Any, YearQuery]) -> Answer:
    """All that my lists show me, drafts too, and reviews of me once they are complete; the newest first."""
    asked = call.query
    wanted = YearFilter(first=asked.from_, last=asked.to, kind=asked.kind, query=asked.query)
    found, after = actions.year(call.command, wanted, limit=asked.limit, after=call.after)
    return call.listed([year_item(card) for card in found], after)
