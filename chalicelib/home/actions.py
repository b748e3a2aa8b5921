"""Reading home."""

from datetime import datetime

from chalicelib.company import actions as company
from chalicelib.home import store
from chalicelib.home.rules import AssignmentTask, Home, RecordingTask, home_of
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import feature
from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.mail.rules import OpenTask
from chalicelib.people import actions as people
from chalicelib.people.rules import Ref, ref
from chalicelib.reviews.actions import person_reviews, vacancies
from chalicelib.reviews.mails import TASKS
from chalicelib.reviews.rules import Task
from chalicelib.rhythm.actions import latest_reflections as rhythm
from chalicelib.rhythm.rules import asked_by
from chalicelib.tasks import actions as tasks
from chalicelib.tasks.rules import HomeTask

MOST = 100
"""Reviews that home looks at, the newest first; older ones are in the list of all reviews."""


def home(reads: Reads, actor: Actor, now: datetime) -> Home:
    """Return everything of home, in one query beside the company's row, which is read ahead."""
    rows = store.home_range(reads, actor.id, is_enough=_goes_past_tasks)
    reviews = person_reviews.reviews_among(rows, most=MOST)
    recording = _recording(reads, actor, rows, now)
    others: list[RecordingTask | AssignmentTask] = [*([recording] if recording else []), *_assigning(reads, actor)]
    return home_of(reviews, actor.id, now, others, stored=tasks.tasks_among(rows), off=company.load(reads).features_off)


def _goes_past_tasks(rows: list[Row]) -> bool:
    """Return whether there is more than tasks among `rows`: they come first, and may fill a page."""
    return not tasks.only_tasks(rows)


def _assigning(reads: Reads, actor: Actor) -> list[AssignmentTask]:
    """Return one task a cycle, for those who may give its reviews to another reviewer."""
    if not actor.is_hr_admin:
        return []
    return [
        AssignmentTask(subject=Ref(id=cycle_id, name=one.cycle_name), count=one.count, due_at=one.due_at, zone=one.zone)
        for cycle_id, one in vacancies.known(reads).items()
    ]


def open_tasks(reads: Reads, person_id: str, now: datetime) -> list[OpenTask]:
    """Return what someone still has to do, what is due first; nothing for those who are not there anymore."""
    reads.fetch(people.person_key(person_id), company.COMPANY_KEY, vacancies.KEY)
    person = people.find(reads, [person_id]).get(person_id)
    if person is None or not person.active:
        return []
    found = home(reads, people.actor_of(person), now).tasks
    return [_open_task(task, now) for task in found if not isinstance(task, AssignmentTask)]


def _open_task(task: Task | RecordingTask | HomeTask, now: datetime) -> OpenTask:
    return OpenTask(
        kind=task.kind,
        reviewee_id=task.subject.id,
        reviewee=task.subject.name,
        cycle=task.cycle_name if isinstance(task, Task) else "",
        due_at=task.due_at,
        zone=task.time_zone if isinstance(task, HomeTask) else task.zone,
        state=task.state,
        late=task.due_at <= now,
        link=task.link,
        words=_words(task),
    )


def _words(task: Task | RecordingTask | HomeTask) -> str:
    """Return what a reminder calls it."""
    if isinstance(task, HomeTask):
        return feature(task.feature).task(task.kind)
    return TASKS[task.kind] if isinstance(task, Task) else task.words


def _recording(reads: Reads, actor: Actor, beside: list[Row], now: datetime) -> RecordingTask | None:
    due_at = asked_by(
        company.load(reads).rhythm,
        has_manager=bool(actor.chain),
        zone=actor.time_zone,
        made=rhythm.made_among(beside),
        now=now,
    )
    return None if due_at is None else RecordingTask(subject=ref(actor), due_at=due_at, zone=actor.time_zone)
