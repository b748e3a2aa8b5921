"""Calls to the table a request makes, and what of them grows with the company (rows 6 and 8, and the budgets)."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bench import reflecting
from bench.company import Company, company
from bench.figures import Figure
from bench.reflecting import fine
from chalicelib.timetable import actions as timetable
from tests.api.client import Reply

SMALL, MIDDLE, LARGE = 100, 1_000, 10_000
"""Calls are the same in the small and the large; growth is told from the middle on, where every page is full."""
GROWTH_OWED = 0.05


@dataclass(frozen=True)
class Cost:
    """What one request cost."""

    calls: int
    units: int
    bytes: int


@dataclass(frozen=True)
class Budget:
    """How many calls a request may make."""

    name: str
    owed: int
    wanted: int | None = None


BUDGETS = (
    Budget("GET /home", 2, 1),
    Budget("GET /reviews/{id}", 2, 1),
    Budget("PUT /reviews/{id}/self", 3),
    Budget("POST /reviews/{id}/self/share", 3),
    Budget("POST /reviews/{id}/sign", 3),
    Budget("GET /people?query=", 2),
    Budget("GET /reflections?role=owner", 2),
    Budget("GET /reflections?role=manager", 2),
    Budget("GET /reflections/{id}/playback", 2, 1),
    Budget("POST /reflections/{id}/comments", 3),
    Budget("GET /reflections?query=", 3),
    Budget("idle tick", 1),
)


def measure(count: int) -> dict[str, Cost]:
    """What each request of `BUDGETS` costs in a company of `count` people."""
    with company(count) as made:
        return {name: _cost(made, call) for name, call in _requests(made)}


def _requests(made: Company) -> list[tuple[str, Callable[[], object]]]:
    """The requests in the order of a review; each is ready to be made once."""
    manager, ada = made.people[1], made.people[9]
    subject, reviewer, path = made.as_(ada), made.as_(manager), made.review_of(ada)

    def save() -> Reply:
        return fine(subject.put(f"{path}/self", {"answers": {"good": "<p>Shipped it</p>"}}, match=etag))

    def sign() -> Reply:
        return fine(subject.post(f"{path}/sign", {"comment": ""}))

    def ready_to_sign() -> None:
        written = reviewer.get(f"{path}/manager").etag
        body = {"answers": {"good": "<p>Well done</p>"}, "rating": 2, "position": {"x": 0.5, "y": 0.5}}
        fine(reviewer.put(f"{path}/manager", body, match=written))
        fine(reviewer.post(f"{path}/manager/share"))

    etag = fine(subject.get(f"{path}/self")).etag
    return [
        ("GET /home", lambda: fine(reviewer.get("/home"))),
        ("GET /reviews/{id}", lambda: fine(reviewer.get(path))),
        ("PUT /reviews/{id}/self", save),
        ("POST /reviews/{id}/self/share", lambda: fine(subject.post(f"{path}/self/share"))),
        ("(prepare)", ready_to_sign),
        ("POST /reviews/{id}/sign", sign),
        ("GET /people?query=", lambda: fine(subject.get("/people?query=fa"))),
        *reflecting.requests(made, ada, manager),
        ("idle tick", lambda: timetable.tick(made.runtime())),
    ]


def _cost(made: Company, call: Callable[[], object]) -> Cost:
    with made.connection.metering() as meter:
        call()
    return Cost(meter.total(), meter.read_units + meter.write_units, meter.bytes)


def figures(largest: int = LARGE) -> list[Figure]:
    """One row a budget, then how much of anything grows."""
    small, middle, large = (measure(count) for count in (SMALL, MIDDLE, largest))
    rows = [
        Figure(
            row="6",
            name=f"calls: {budget.name}",
            value=large[budget.name].calls,
            owed=budget.owed,
            wanted=budget.wanted,
            measured=f"{largest:,} people",
            floor=f"{small[budget.name].calls} at {SMALL:,}",
        )
        for budget in BUDGETS
    ]
    for what in ("calls", "units", "bytes"):
        growth = {budget.name: _exponent(middle, large, budget.name, what, largest) for budget in BUDGETS}
        worst = max(growth, key=lambda name: growth[name])
        rows.append(
            Figure(
                row="8",
                name=f"growth of {what}, exponent; worst: {worst}",
                value=growth[worst],
                owed=GROWTH_OWED,
                wanted=0,
                measured=f"{getattr(large[worst], what):,}",
                floor=f"{getattr(middle[worst], what):,} at {MIDDLE:,}",
            )
        )
    return rows


def _exponent(before: dict[str, Cost], after: dict[str, Cost], name: str, what: str, largest: int) -> float:
    few, many = (max(1, getattr(costs[name], what)) for costs in (before, after))
    return round(math.log(many / few) / math.log(largest / MIDDLE), 3)
