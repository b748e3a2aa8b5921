"""What home shows: derived from the heads of one's own reviews, so that a task vanishes with its cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.kernel import screens
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules import Review, ReviewState, Task, TaskState, tasks_of
from chalicelib.tasks.rules import HomeTask, shown

SAID_FOR = timedelta(days=14)
"""So long home goes on to show a review that its cycle left incomplete: that it is over has to be read somewhere."""
_CURRENT = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN, ReviewState.LOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingTask:
    """A reflection that the company's rhythm still asks for; a task like those of reviews, without one."""

    subject: Ref
    due_at: datetime
    zone: str
    kind: str = "record_reflection"
    words: str = "record your reflection"
    state: TaskState = "open"
    link: str = screens.NEW_REFLECTION


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentTask:
    """Reviews of one cycle, `subject`, whose reviewers have left: an HR admin gives them to someone else."""

    subject: Ref
    count: int
    due_at: datetime
    zone: str
    kind: str = "assign_reviewer"
    state: TaskState = "open"

    @property
    def link(self) -> str:
        """The cycle's reviews that wait."""
        return screens.at(screens.WITHOUT_REVIEWER, cycle_id=self.subject.id)


Open = Task | RecordingTask | AssignmentTask | HomeTask
"""Whatever someone still has to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What someone still has to do, and the current reviews about them and by them, or those just left incomplete.

    `more`: by feature, how many tasks there are beyond those that are listed.
    """

    tasks: tuple[Open, ...]
    about_me: tuple[Review, ...]
    by_me: tuple[Review, ...]
    more: Mapping[str, int] = field(default_factory=dict)


def home_of(
    reviews: Sequence[Review],
    person_id: str,
    now: datetime,
    others: Iterable[RecordingTask | AssignmentTask] = (),
    *,
    stored: Iterable[HomeTask] = (),
    off: Collection[str] = (),
) -> Home:
    """Home of a person who has these reviews, in whatever role, and `others` to do; what is due first comes first.

    `stored`: the tasks of features that keep theirs in home's range; `off`: those that are switched off.
    """
    kept = shown(stored, now, off)
    of_reviews = (task for review in reviews for task in tasks_of(review, person_id, now))
    tasks: list[Open] = [*of_reviews, *others, *kept.tasks]
    current = [review for review in reviews if review.state_at(now) in _CURRENT and now < review.closes_at + SAID_FOR]
    return Home(
        tasks=tuple(sorted(tasks, key=_order)),
        more=kept.more,
        about_me=tuple(review for review in current if review.reviewee.id == person_id),
        by_me=tuple(review for review in current if review.reviewee.id != person_id),
    )


def _order(task: Open) -> tuple[datetime, str, str]:
    return task.due_at, task.review_id if isinstance(task, Task) else "", task.kind
