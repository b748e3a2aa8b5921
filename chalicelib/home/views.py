"""Home as it is answered. What is said of a review is what both its parties know: no state of an unshared side of the
other party is in it, beyond that of a self-assessment, which its reviewer may know of."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.home.rules import AssignmentTask, Home, Open
from chalicelib.kernel import screens
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules import Review, ReviewState, SideState, Task, TaskKind, TaskState, ended_at
from chalicelib.tasks.rules import HomeTask

KINDS = (
    "write_self, share_self, write_manager, share_manager, sign, contribute, record_reflection, assign_reviewer; other "
    "features add theirs as `feature.what_to_do`: pass over what is not known."
)


class NamedThing(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a cycle."""

    id: str
    name: str


class TaskView(msgspec.Struct, frozen=True, kw_only=True):
    """Something still to do. `state`: "open", "draft", "hidden", or "locked" once the deadline is past.

    `subject`: whom it is about; of a signature, the other party. `cycle` and `review_id`: where it is about a review.
    `time_zone`: the one in which the day of `due_at` is meant.
    """

    kind: Annotated[str, msgspec.Meta(description=KINDS)]
    subject: NamedThing
    cycle: NamedThing | UnsetType = UNSET
    review_id: str | UnsetType = UNSET
    count: int | UnsetType = UNSET
    due_at: datetime
    time_zone: str
    state: TaskState
    link: str


class ReviewAboutMe(msgspec.Struct, frozen=True, kw_only=True):
    """A current review about me. `manager_shared`: whether there is something to read from my reviewer.

    `ended_at`: its cycle has just ended; `time_zone`: in which the days of this and of `opens_at` are meant.
    """

    id: str
    cycle: NamedThing
    reviewer: NamedThing
    state: ReviewState
    opens_at: datetime
    ended_at: datetime | UnsetType = UNSET
    time_zone: str
    self_state: SideState
    manager_shared: bool
    link: str


class ReviewToWrite(msgspec.Struct, frozen=True, kw_only=True):
    """A current review that I write, or contribute to; instants as in a review about me."""

    id: str
    cycle: NamedThing
    reviewee: NamedThing
    role: Literal["reviewer", "contributor"]
    state: ReviewState
    opens_at: datetime
    ended_at: datetime | UnsetType = UNSET
    time_zone: str
    self_shared: bool
    manager_state: SideState
    link: str


class MoreTasks(msgspec.Struct, frozen=True, kw_only=True):
    """How many tasks of a feature there are beyond those that are listed."""

    feature: str
    count: int


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """Where everyone begins: `tasks` by due date, then the current reviews in both roles.

    `more`: where a feature has so many tasks that home lists the first forty only.
    """

    tasks: list[TaskView]
    more: list[MoreTasks] | UnsetType = UNSET
    my_reviews: list[ReviewAboutMe]
    to_write: list[ReviewToWrite]


def home_view(home: Home, person_id: str, now: datetime) -> HomeView:
    """`home` of this person."""
    return HomeView(
        tasks=[_task(task) for task in home.tasks],
        more=[MoreTasks(feature=name, count=count) for name, count in home.more.items()] or UNSET,
        my_reviews=[_mine(review, now) for review in home.about_me],
        to_write=[_to_write(review, person_id, now) for review in home.by_me],
    )


def _task(task: Open) -> TaskView:
    return TaskView(
        kind=task.kind,
        subject=_named(_subject(task)),
        cycle=_cycle_of(task),
        review_id=task.review_id if isinstance(task, Task) else UNSET,
        count=task.count if isinstance(task, AssignmentTask) else UNSET,
        due_at=task.due_at,
        time_zone=task.time_zone if isinstance(task, HomeTask) else task.zone,
        state=task.state,
        link=task.link,
    )


def _cycle_of(task: Open) -> NamedThing | UnsetType:
    if isinstance(task, Task):
        return NamedThing(id=task.cycle_id, name=task.cycle_name)
    return _named(task.subject) if isinstance(task, AssignmentTask) else UNSET


def _subject(task: Open) -> Ref:
    """Return whom the task's line names: a review is signed with the other party."""
    return task.other if isinstance(task, Task) and task.kind is TaskKind.SIGN else task.subject


def _mine(review: Review, now: datetime) -> ReviewAboutMe:
    return ReviewAboutMe(
        id=review.id,
        cycle=_cycle(review),
        reviewer=_named(review.reviewer),
        state=review.state_at(now),
        opens_at=review.opens_at,
        ended_at=ended_at(review, now) or UNSET,
        time_zone=review.own_zone,
        self_state=review.own.state,
        manager_shared=review.manager.shared,
        link=_link(review),
    )


def _to_write(review: Review, person_id: str, now: datetime) -> ReviewToWrite:
    return ReviewToWrite(
        id=review.id,
        cycle=_cycle(review),
        reviewee=_named(review.reviewee),
        role="reviewer" if review.reviewer.id == person_id else "contributor",
        state=review.state_at(now),
        opens_at=review.opens_at,
        ended_at=ended_at(review, now) or UNSET,
        time_zone=review.own_zone,
        self_shared=review.own.shared,
        manager_state=review.manager.state,
        link=_link(review),
    )


def _cycle(review: Review) -> NamedThing:
    return NamedThing(id=review.cycle_id, name=review.cycle_name)


def _named(person: Ref) -> NamedThing:
    return NamedThing(id=person.id, name=person.name)


def _link(review: Review) -> str:
    return screens.at(screens.REVIEW, review_id=review.id)
