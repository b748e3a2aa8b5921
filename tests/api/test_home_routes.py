"""Home: tasks appear and vanish with the state, in two calls."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.cycles.rules import Cycle, Participants, Timeline
from chalicelib.home.routes import routes
from chalicelib.kernel.identity import Claims, identity_key
from chalicelib.kernel.policy import Actor, ActorKind
from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import store
from chalicelib.reviews.rules import Contributor, Party, Review, ReviewState, SideState, Signature, new_review
from tests.api.client import World, world_of

PEOPLE = {
    name: Person(id=f"01PERSON{name.upper():0<18}", name=name.title(), email=f"{name}@example.test")
    for name in ("ana", "bo", "cleo")
}
ANA, BO, CLEO = PEOPLE["ana"], PEOPLE["bo"], PEOPLE["cleo"]
CYCLE = Cycle(
    id="01CYCLE0000000000000000000",
    name="Spring 2026",
    questionnaire_id="Q",
    participants=Participants(everyone=True),
    timeline=Timeline(
        opens_on=date(2026, 3, 1),
        self_due_on=date(2026, 3, 10),
        manager_due_on=date(2026, 3, 20),
        sign_due_on=date(2026, 3, 31),
        closes_on=date(2026, 4, 30),
    ),
    created_at=datetime(2026, 2, 1, tzinfo=UTC),
    created_by="hr",
)


def directory(_runtime: Any, reads: Reads, claims: Claims) -> Actor | None:
    if claims.is_client:
        return Actor(id=claims.client_id, name="client", kind=ActorKind.CLIENT, scopes=claims.scopes)
    reads.fetch(identity_key(claims))
    person = PEOPLE.get(claims.email.partition("@")[0])
    return None if person is None else Actor(id=person.id, name=person.name)


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, directory=directory) as world:
        yield world


def a_review(world: World, **changed: Any) -> Review:
    """The review of Bo by Ana, in a state of one's choice."""
    review = replace(new_review(CYCLE, BO, ANA, world.now), **changed)
    world.table.put_many(store.head_rows(review))
    return review


def with_sides(review: Review, own: SideState, manager: SideState) -> dict[str, Any]:
    return {"own": replace(review.own, state=own), "manager": replace(review.manager, state=manager)}


def kinds(world: World, name: str) -> list[str]:
    return [task["kind"] for task in world.as_(f"{name}@example.test").get("/home").json["tasks"]]


def test_a_new_review_is_a_task_of_both(world: World) -> None:
    """[43] Homepage overview of upcoming tasks. [108] Outstanding tasks on the homepage."""
    review = a_review(world)
    answer = world.as_("bo@example.test").get("/home")
    assert answer.json["tasks"] == [
        {
            "kind": "write_self",
            "subject": {"id": BO.id, "name": "Bo"},
            "cycle": {"id": CYCLE.id, "name": "Spring 2026"},
            "review_id": review.id,
            "due_at": "2026-03-11T00:00:00Z",
            "time_zone": "UTC",
            "state": "open",
            "link": f"/reviews/{review.id}",
        }
    ]
    assert kinds(world, "ana") == ["write_manager"]
    assert kinds(world, "cleo") == []


def test_the_reviews_to_be_written_are_a_short_list(world: World) -> None:
    """[44] "Your Reviews" shortcut list to reviews to be written."""
    review = a_review(world)
    home = world.as_("ana@example.test").get("/home").json
    assert [(one["id"], one["reviewee"]["name"], one["role"]) for one in home["to_write"]] == [
        (review.id, "Bo", "reviewer")
    ]
    assert home["my_reviews"] == []


def test_tasks_vanish_once_shared_and_signed(world: World) -> None:
    """[74] Once shared and signed, the tasks disappear from the homepage."""
    review = a_review(world)
    a_review(world, **with_sides(review, SideState.SHARED, SideState.DRAFT))
    assert kinds(world, "bo") == []
    a_review(world, **with_sides(review, SideState.SHARED, SideState.SHARED))
    assert (kinds(world, "bo"), kinds(world, "ana")) == (["sign"], ["sign"])
    signed = Signature(party=Party.REVIEWEE, person=ref(BO), at=world.now)
    a_review(
        world, **with_sides(review, SideState.SHARED, SideState.SHARED), signatures=(signed,), state=ReviewState.LOCKED
    )
    assert (kinds(world, "bo"), kinds(world, "ana")) == ([], ["sign"])
    a_review(world, **with_sides(review, SideState.SHARED, SideState.SHARED), state=ReviewState.COMPLETE)
    home = world.as_("ana@example.test").get("/home").json
    assert home == {"tasks": [], "my_reviews": [], "to_write": []}


def test_a_contributor_has_a_task(world: World) -> None:
    review = a_review(world, contributors=(Contributor(person=ref(CLEO)),))
    assert kinds(world, "cleo") == ["contribute"]
    assert world.as_("cleo@example.test").get("/home").json["to_write"][0]["role"] == "contributor"
    assert review.contributor_ids == {CLEO.id}


@pytest.mark.parametrize("state", [SideState.NOT_STARTED, SideState.DRAFT, SideState.HIDDEN])
def test_home_tells_the_reviewee_nothing_of_an_unshared_manager_side(world: World, state: SideState) -> None:
    """[119 for the other side] The answer is the same, whatever the manager has written so far."""
    review = a_review(world)
    a_review(world, **with_sides(review, SideState.DRAFT, SideState.NOT_STARTED))
    before = world.as_("bo@example.test").get("/home").text
    a_review(world, **with_sides(review, SideState.DRAFT, state), done=True, rating=5, version=9)
    assert world.as_("bo@example.test").get("/home").text == before


def test_a_draft_of_the_self_assessment_is_not_told_to_the_reviewer(world: World) -> None:
    """[119] Managers cannot see a draft."""
    review = a_review(world)
    before = world.as_("ana@example.test").get("/home").text
    a_review(world, **with_sides(review, SideState.DRAFT, SideState.NOT_STARTED))
    assert world.as_("ana@example.test").get("/home").text == before


def test_a_withdrawn_or_closed_review_is_no_task(world: World) -> None:
    a_review(world, state=ReviewState.WITHDRAWN)
    assert kinds(world, "bo") == []
    a_review(world, closes_at=world.now)
    assert kinds(world, "bo") == []


def test_a_scheduled_review_is_listed_without_a_task(world: World) -> None:
    review = a_review(world, opens_at=world.now + timedelta(days=3))
    home = world.as_("bo@example.test").get("/home").json
    assert home["tasks"] == []
    assert [(one["id"], one["state"]) for one in home["my_reviews"]] == [(review.id, "scheduled")]


def test_a_missed_deadline_says_locked(world: World) -> None:
    a_review(world)
    world.advance(days=9)
    (task,) = world.as_("bo@example.test").get("/home").json["tasks"]
    assert (task["kind"], task["state"]) == ("write_self", "locked")


def test_home_takes_two_calls_with_a_hundred_reviews(world: World) -> None:
    for n in range(120):
        cycle = replace(CYCLE, id=f"01CYCLE{n:0>19}")
        world.table.put_many(store.head_rows(new_review(cycle, BO, ANA, world.now)))
    world.table.put_many([Row(key=identity_key(_claims("ana")), body="{}")])
    world.table.calls.clear()
    assert len(kinds(world, "ana")) == 100
    assert sum(world.table.calls.values()) <= 2


def _claims(name: str) -> Claims:
    return Claims(issuer="https://issuer.test", subject=f"sub-{name}@example.test", expires=0)


def test_who_has_no_home(world: World) -> None:
    assert world.anonymous().get("/home").status == 401
    assert world.as_("nobody@example.test").get("/home").status == 403
    assert world.as_client("hris", "cycles:read", "people:write", "cycles:write").get("/home").status == 403
