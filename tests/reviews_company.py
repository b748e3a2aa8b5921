"""A small company and one review, for the tests of reviews.

top ── cleo (upline) ── ben (reviewer) ── ada (reviewee) ── hugo (HR admin below the reviewee)
top ── hana (HR admin), asa (HR assistant), otto (outsider), cora (contributor), nils (next reviewer)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.cycles.rules import (
    Chart,
    Cycle,
    CycleOptions,
    CycleState,
    Grace,
    Participants,
    RatingPoint,
    Ratings,
    Timeline,
)
from chalicelib.kernel.policy import (
    CYCLES_READ,
    CYCLES_WRITE,
    HR_ADMIN,
    HR_ASSISTANT,
    PEOPLE_WRITE,
    SYSTEM,
    Actor,
    ActorKind,
)
from chalicelib.people.rules import Person
from chalicelib.questionnaires.rules import Question, QuestionAudience, QuestionKind, Questionnaire, ScalePoint, Section
from chalicelib.reviews.rules import Review, ReviewContext, ReviewState, SideName, SideState, context_of, new_review


def _id(letter: str) -> str:
    return f"01{letter * 24}"


OPENS = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
CYCLE_ID, FORM_ID = _id("C"), _id("Q")


def _person(letter: str, name: str, *above: Person, roles: frozenset[str] = frozenset()) -> Person:
    return Person(
        id=_id(letter),
        name=name,
        email=f"{name.lower()}@example.test",
        manager_id=above[-1].id if above else None,
        chain=tuple(one.id for one in above),
        department="Design",
        roles=roles,
    )


TOP = _person("T", "Top")
CLEO = _person("E", "Cleo", TOP)
BEN = _person("B", "Ben", TOP, CLEO)
ADA = _person("A", "Ada", TOP, CLEO, BEN)
HUGO = _person("H", "Hugo", TOP, CLEO, BEN, ADA, roles=frozenset({HR_ADMIN}))
HANA = _person("N", "Hana", TOP, roles=frozenset({HR_ADMIN}))
ASA = _person("S", "Asa", TOP, roles=frozenset({HR_ASSISTANT}))
OTTO = _person("X", "Otto", TOP)
CORA = _person("R", "Cora", TOP)
NILS = _person("M", "Nils", TOP)
EVERYBODY = (TOP, CLEO, BEN, ADA, HUGO, HANA, ASA, OTTO, CORA, NILS)


def actor(person: Person) -> Actor:
    """Someone signed in."""
    return Actor(id=person.id, name=person.name, roles=person.roles, chain=person.chain)


def machine(*scopes: str) -> Actor:
    """HR's own system."""
    return Actor(id="client:hris", name="hris", kind=ActorKind.CLIENT, scopes=frozenset(scopes))


WATCHING, RUNNING, IMPORTING = machine(CYCLES_READ), machine(CYCLES_WRITE), machine(PEOPLE_WRITE)
TIMER = SYSTEM

RATINGS = Ratings(scale=tuple(RatingPoint(value=n, label=str(n)) for n in (1, 2, 3)))
CHART = Chart(x_label="What", y_label="How")


def form() -> Questionnaire:
    """A question for each side and one for both; one of the manager's answers is not for the reviewee."""
    return Questionnaire(
        id=FORM_ID,
        title="Yearly",
        sections=(
            Section(
                title="The year",
                questions=(
                    Question(id="good", kind=QuestionKind.RICH_TEXT, text="What went well?", required=True),
                    Question(id="wish", kind=QuestionKind.RICH_TEXT, text="What next?", audience=QuestionAudience.SELF),
                    Question(
                        id="risk",
                        kind=QuestionKind.RICH_TEXT,
                        text="Will they leave?",
                        audience=QuestionAudience.MANAGER,
                        reviewee_sees_manager_answer=False,
                    ),
                    Question(
                        id="craft",
                        kind=QuestionKind.RATING,
                        text="Craft",
                        scale=tuple(ScalePoint(value=n, label=str(n)) for n in (1, 2, 3)),
                    ),
                ),
            ),
        ),
    )


def cycle(*, grace: Grace | None = None, share_from: date | None = None, **options: Any) -> Cycle:
    """An open cycle in March 2026; `options` as in `CycleOptions`, ratings and chart are on."""
    chosen: dict[str, Any] = {"ratings": RATINGS, "chart_2d": CHART} | options
    return Cycle(
        id=CYCLE_ID,
        name="Spring",
        questionnaire_id=FORM_ID,
        participants=Participants(everyone=True),
        timeline=Timeline(
            opens_on=date(2026, 3, 2),
            self_due_on=date(2026, 3, 10),
            manager_due_on=date(2026, 3, 17),
            sign_due_on=date(2026, 3, 24),
            closes_on=date(2026, 4, 30),
            share_from=share_from,
            grace=grace or Grace(),
        ),
        options=CycleOptions(**chosen),
        state=CycleState.OPEN,
        created_at=OPENS,
        created_by=HANA.id,
    )


def day(number: int, hour: int = 9) -> datetime:
    """A day of March 2026."""
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def review(in_cycle: Cycle | None = None, **changes: Any) -> Review:
    """Ada's review by Ben, as launched, with `changes`."""
    return replace(new_review(in_cycle or cycle(), ADA, BEN, OPENS), **{"version": 1} | changes)


def with_states(of: Review, own: SideState, manager: SideState, state: ReviewState = ReviewState.OPEN) -> Review:
    """The review with its sides and itself in these states."""
    return replace(
        of,
        own=_in_state(of, SideName.SELF, own),
        manager=_in_state(of, SideName.MANAGER, manager),
        state=state,
    )


def _in_state(of: Review, name: SideName, state: SideState) -> Any:
    shown = state in {SideState.SHARED, SideState.HIDDEN}
    return replace(
        of.side(name),
        state=state,
        share_version=int(shown),
        shared_at=OPENS if shown else None,
        first_shared_at=OPENS if shown else None,
        complete=shown,
    )


CHAINS = {person.id: person.chain for person in (ADA, BEN, CORA)}


def case(of: Review, who: Person | Actor, now: datetime = NOW, in_cycle: Cycle | None = None) -> ReviewContext:
    """`who` asks about this review at `now`."""
    asking = actor(who) if isinstance(who, Person) else who
    chains = {one: chain for one, chain in CHAINS.items() if one in {ADA.id, of.reviewer.id, *of.contributor_ids}}
    return context_of(of, asking, in_cycle or cycle(), now, chains)
