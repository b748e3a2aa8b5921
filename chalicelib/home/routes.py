"""Where HTTP comes in: home."""

from typing import Any

from chalicelib.company.actions import COMPANY_KEY
from chalicelib.home import actions
from chalicelib.home.views import HomeView, home_view
from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.reviews.actions import vacancies

routes = Routes("home")


@routes.get(
    "/home",
    allow=signed_in,
    summary="What I still have to do, and my current reviews",
    answer=HomeView,
    prefetch=lambda _: [COMPANY_KEY, vacancies.KEY],
)
def home(call: Call[Any, Any]) -> Answer:
    """Two calls to the table at any size of company: who I am, and my reviews."""
    found = actions.home(call.reads, call.actor, call.now)
    return Answer(home_view(found, call.actor.id, call.now))
