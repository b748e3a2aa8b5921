"""What HR and its systems see of a cycle's reviews: where each stands, and content never."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.actions import CycleItem
from chalicelib.cycles.rules import (
    CycleState,
    PlannedMail,
    PlannedMailKind,
    PlanProblem,
    PlanProblemCode,
    RatingValue,
    Run,
)
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.people.rules import fold
from chalicelib.reviews import rules
from chalicelib.reviews.actions.answered import DeadlinesView, SideStatusView, deadlines_view, locked
from chalicelib.reviews.rules import (
    Party,
    ReviewAction,
    ReviewContext,
    ReviewPart,
    ReviewState,
    SideName,
    access_of,
    actions_of,
    ended_at,
)
from chalicelib.rollout.rules.launch_results import Failure, Joined, Progress, Rehearsal, Tally
from chalicelib.rollout.views.runs import RunView, run_view


class FailureView(Struct, frozen=True, kw_only=True):
    """Someone who takes part and has no review."""

    person_id: str
    name: str
    reason: str
    detail: str
    params: dict[str, Any]


class DepartmentView(Struct, frozen=True, kw_only=True):
    """How many reviews of one department stand where."""

    department: str
    self_side: dict[str, int] = msgspec.field(name="self")
    manager: dict[str, int]
    signed: dict[str, int]


class StagesView(Struct, frozen=True, kw_only=True):
    """How many reviews stand where, by each of the three stages. `as_of`: when they were counted."""

    self_side: dict[str, int] = msgspec.field(name="self")
    manager: dict[str, int]
    signed: dict[str, int]
    reviews: dict[str, int]
    departments: list[DepartmentView]
    as_of: datetime


class JoinedView(Struct, frozen=True, kw_only=True):
    """What became of someone who was to be added: in, in again, in already, or not; then `reason` says why."""

    person_id: str
    name: str
    outcome: Literal["added", "back", "unchanged", "refused"]
    reason: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET
    params: dict[str, Any] | UnsetType = UNSET


class ProgressView(Struct, frozen=True, kw_only=True):
    """How far a cycle is. `expected` is not known before everyone was counted.

    `people`: what became of each of those who were just added to a running cycle. `run`: the command for many
    reviews that was just given; what became of each of them is asked there.
    """

    cycle_id: str
    state: CycleState
    expected: int | None
    created: int
    failed: list[FailureView]
    people: list[JoinedView] | UnsetType = UNSET
    run: RunView | UnsetType = UNSET
    stages: StagesView | UnsetType = UNSET


class StageCount(Struct, frozen=True, kw_only=True):
    """How many reviews are through a stage, of how many: no self-assessment is expected where HR gave it up."""

    done: int
    total: int


class CycleProgress(Struct, frozen=True, kw_only=True):
    """How far the stages of a cycle are. `as_of`: when that was counted."""

    self_side: StageCount = msgspec.field(name="self")
    manager: StageCount
    signed: StageCount
    as_of: datetime


class CycleRow(CycleItem, frozen=True, kw_only=True):
    """A cycle in the list; `progress` once it is launched and counted."""

    progress: CycleProgress | UnsetType = UNSET


class PairView(Struct, frozen=True, kw_only=True):
    """A review to be."""

    reviewee: PersonRef
    reviewer: PersonRef


class PlanProblemView(Struct, frozen=True, kw_only=True):
    """Why someone would have no review."""

    code: PlanProblemCode
    person_id: str
    name: str
    detail: str
    params: dict[str, Any]


class AddresseeView(Struct, frozen=True, kw_only=True):
    """Who would get a mail."""

    id: str
    name: str
    email: str


class PlannedMailView(Struct, frozen=True, kw_only=True):
    """An email that would go out at an instant, unless its task is done by then."""

    to: AddresseeView
    kind: PlannedMailKind
    at: datetime


class RehearsalView(Struct, frozen=True, kw_only=True):
    """What a launch would do: a page of pairs with their emails; all problems are on the first page."""

    pairs: list[PairView]
    problems: list[PlanProblemView]
    mails: list[PlannedMailView]
    next: str | None


class BoardItem(Struct, frozen=True, kw_only=True):
    """A review in HR's list, and what the caller may do. What the caller may not see of it is absent."""

    id: str
    reviewee: PersonRef
    reviewer: PersonRef
    department: str
    state: ReviewState
    ended_at: datetime | UnsetType = UNSET
    cancelled: bool | UnsetType = UNSET
    time_zone: str
    self_side: SideStatusView = msgspec.field(name="self")
    manager: SideStatusView | UnsetType = UNSET
    rating: RatingValue | UnsetType = UNSET
    signed: list[Party]
    without_reviewer: bool | UnsetType = UNSET
    deadlines: DeadlinesView
    actions: list[ReviewAction]


def cycle_row(of: Progress, now: datetime) -> CycleRow:
    """Return a cycle as a line of the list."""
    line = cycles.item(of.cycle, now)
    shown = CycleRow(**{name: getattr(line, name) for name in line.__struct_fields__})
    return shown if of.tally is None else structs.replace(shown, progress=_progress(of.tally))


def _progress(tally: Tally) -> CycleProgress:
    states = [state.value for state in rules.SideState if state is not rules.SideState.NOT_PROVIDED]
    return CycleProgress(
        self_side=_stage(tally.self_side, states, "shared"),
        manager=_stage(tally.manager_side, states, "shared"),
        signed=_stage(tally.signed, ["none", "one", "both"], "both"),
        as_of=tally.at,
    )


def _stage(counts: Mapping[str, int], states: Iterable[str], *through: str) -> StageCount:
    done = sum(counts.get(name, 0) for name in through)
    return StageCount(done=done, total=sum(counts.get(name, 0) for name in states))


def joined(one: Joined) -> JoinedView:
    """Return what became of someone."""
    failure = one.failure
    return JoinedView(
        person_id=one.person_id,
        name=one.name,
        outcome=one.became.value,
        reason=failure.reason if failure else UNSET,
        detail=failure.detail if failure else UNSET,
        params=dict(failure.params) if failure else UNSET,
    )


def progress(of: Progress, now: datetime, run: Run | None = None) -> ProgressView:
    """Return how far a cycle is, with the command for many reviews that was just given."""
    cycle, result, tally = of.cycle, of.result, of.tally
    finished = cycle.state not in {CycleState.DRAFT, CycleState.LAUNCHING}
    stages: StagesView | UnsetType = UNSET
    if tally is not None:
        stages = StagesView(
            self_side=tally.self_side,
            manager=tally.manager_side,
            signed=tally.signed,
            reviews=tally.reviews,
            departments=[
                DepartmentView(department=name, self_side=d.self_side, manager=d.manager_side, signed=d.signed)
                for name, d in sorted(tally.departments.items(), key=lambda entry: fold(entry[0]))
            ],
            as_of=tally.at,
        )
    return ProgressView(
        cycle_id=cycle.id,
        state=plan.state_at(cycle, now),
        expected=result.seen if finished else cycle.expected,
        created=result.created,
        failed=[_failure(one) for one in result.failed],
        run=UNSET if run is None else run_view(run),
        stages=stages,
    )


def _failure(one: Failure) -> FailureView:
    return FailureView(
        person_id=one.person_id, name=one.name, reason=one.reason, detail=one.detail, params=dict(one.params)
    )


def _problem(one: PlanProblem) -> PlanProblemView:
    return PlanProblemView(
        code=one.code, person_id=one.person.id, name=one.person.name, detail=one.detail, params=dict(one.params)
    )


def rehearsal(of: Rehearsal, following: str | None) -> RehearsalView:
    """Return a page of a rehearsal."""
    return RehearsalView(
        pairs=[PairView(reviewee=person_ref(pair.reviewee), reviewer=person_ref(pair.reviewer)) for pair in of.pairs],
        problems=[_problem(one) for one in of.problems],
        mails=[_planned(mail) for mail in of.mails],
        next=following,
    )


def _planned(mail: PlannedMail) -> PlannedMailView:
    to = AddresseeView(id=mail.to.id, name=mail.to.name, email=mail.to.email)
    return PlannedMailView(to=to, kind=mail.kind, at=mail.at)


def board_item(context: ReviewContext) -> BoardItem:
    """Return a review as a line of HR's list."""
    review, now, access = context.review, context.now, access_of(context)
    rated = review.rating is not None and access.reads(ReviewPart.RATING)
    return BoardItem(
        id=review.id,
        reviewee=person_ref(review.reviewee),
        reviewer=person_ref(review.reviewer),
        department=review.department,
        state=review.state_at(now),
        ended_at=ended_at(review, now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        self_side=SideStatusView(state=review.own.state, locked=locked(review, SideName.SELF, now)),
        manager=_manager(context) if access.knows(ReviewPart.MANAGER) else UNSET,
        rating=review.rating if rated and review.rating is not None else UNSET,
        signed=[signature.party for signature in review.signatures],
        without_reviewer=rules.waits_for_reviewer(review, now) or UNSET,
        deadlines=deadlines_view(review),
        actions=list(actions_of(context)),
    )


def _manager(context: ReviewContext) -> SideStatusView:
    review = context.review
    is_subject = context.actor.id == review.reviewee.id
    return SideStatusView(
        state=review.manager.state,
        locked=locked(review, SideName.MANAGER, context.now),
        done=UNSET if is_subject else review.done,
    )
