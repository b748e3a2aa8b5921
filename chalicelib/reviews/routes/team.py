"""A manager's team."""

from __future__ import annotations

from typing import Any

from chalicelib.kernel.http import Answer, Call, Listing
from chalicelib.kernel.policy import signed_in
from chalicelib.reviews import bodies
from chalicelib.reviews.actions import teams
from chalicelib.reviews.actions.teams import TeamFilter
from chalicelib.reviews.routes.common import routes
from chalicelib.reviews.views import TeamItem, team_item


@routes.get(
    "/team",
    allow=signed_in,
    summary="Everyone below me, directly or not, with their review",
    query=bodies.TeamQuery,
    answer=Listing[TeamItem],
    statuses=(404,),
)
def team(call: Call[Any, bodies.TeamQuery]) -> Answer:
    """Of whichever cycle runs for them, or of the one that is named."""
    query = call.query
    asked = TeamFilter(
        cycle_id=query.cycle_id,
        status=query.status,
        manager_id=query.manager_id,
        query=query.query,
        sort=query.sort,
    )
    found, after = teams.team(call.command, asked, limit=query.limit, after=call.after)
    lines = [team_item(one.person, one.context, direct=one.direct, elsewhere=one.elsewhere) for one in found]
    return call.listed(lines, after)
