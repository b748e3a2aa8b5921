"""What falls due in a cycle: it opens, reminds, counts who is missing at a deadline, and closes.

Each is due once and may come late or twice: what goes out is asked of the reviews as they are now, and every email has
an id made of what it is about. Nothing is ever shared here.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules as plan
from chalicelib.cycles.jobs import CloseCycle, OpenZone, RemindZone, SendDigest
from chalicelib.cycles.rules import Cycle, Stage
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.storage.table import Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows, schedule
from chalicelib.reviews.rules import Review, Task, TaskKind, open_tasks, timed
from chalicelib.rollout import mails as rollout_mails
from chalicelib.rollout.actions import commands, kickoff, review_pages
from chalicelib.rollout.store import cycle_index
from chalicelib.timetable.actions import RACED

STAGES = {
    TaskKind.WRITE_SELF: Stage.SELF,
    TaskKind.SHARE_SELF: Stage.SELF,
    TaskKind.WRITE_MANAGER: Stage.MANAGER,
    TaskKind.SHARE_MANAGER: Stage.MANAGER,
    TaskKind.CONTRIBUTE: Stage.MANAGER,
    TaskKind.SIGN: Stage.SIGN,
}
NAMED = 200
"""So many of those missing are named in a digest; all are counted."""


WINDOW = 5_000
KICKOFFS = "kickoffs"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestProgress:
    """What a digest has gathered so far: whose reviews, and who is missing there."""

    cursor: str | None = None
    count: int = 0
    people: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningProgress:
    """How far an opening is: where its window of the index begins, and how many kick-offs of it are written."""

    window: str | None = None
    at: int = 0


def _running(context: JobContext, cycle_id: str) -> Cycle | None:
    cycle = cycles.load(context.reads, cycle_id)
    return cycle if plan.running(cycle) else None


def open_zone(context: JobContext, params: OpenZone) -> str | None:
    """The day has come in one zone: tell reviewers and reviewees there that they can begin."""
    cycle = _running(context, params.cycle_id)
    if cycle is None or params.on != cycle.timeline.opens_on:
        return None
    place = decode(context.cursor, OpeningProgress) if context.cursor else OpeningProgress()
    due, further = _kickoffs(context, params.zone, cycle, place)
    end = place.at + review_pages.AT_ONCE
    mails = kickoff.mails(context.reads, cycle, due[place.at : end])
    # Whether a kick-off is there already is looked up only once a page has found that one is.
    send = mail.send_once if context.memory.get(RACED) else mail.send_new
    send(context, *mails)
    context.changes.check(cycles.cycle_key(cycle.id), cycle.version)
    if end < len(due):
        return encode(replace(place, at=end))
    context.memory.pop(KICKOFFS, None)
    return None if further is None else encode(OpeningProgress(window=further))


def _kickoffs(
    context: JobContext, zone: str, cycle: Cycle, place: OpeningProgress
) -> tuple[list[kickoff.KickoffNotice], str | None]:
    """Return the kick-offs of one window of the index, read once for several pages, and where the next begins."""
    kept: tuple[list[kickoff.KickoffNotice], str | None] | None = context.memory.get(KICKOFFS)
    if kept is not None:
        return kept
    reviews, further = cycle_index.walk(context.runtime.table, cycle, place.window, WINDOW)
    whole = place.window is None and further is None
    due = kickoff.notifications(context.reads, cycle, reviews, zone, context.now, whole=whole)
    context.memory[KICKOFFS] = due, further
    return due, further


def remind(context: JobContext, params: RemindZone) -> str | None:
    """RemindZone those in one zone whose task of this stage is still open."""
    cycle = _running(context, params.cycle_id)
    if cycle is None:
        return None
    reviews, cursor = _reviews(context, params.review_id, cycle, context.cursor)

    def asked(review: Review) -> list[Task]:
        return list(_asked(review, cycle, params, context))

    wanted = [review.id for review in reviews if asked(review)]
    # The index may lag: anyone who finished in the meantime is not reminded.
    heads = context.reads.fetch(*map(review_rows.head_key, wanted))
    tasks = [task for head in heads.values() for task in asked(review_rows.review_of(head))]
    known = people.find(context.reads, {task.person.id for task in tasks})
    reached = [task for task in tasks if _reached(task, known)]
    review_pages.post(context, [_reminder(task, known[task.person.id], context.due_at) for task in reached])
    return cursor


def _reviews(context: JobContext, review_id: str, cycle: Cycle, cursor: str | None) -> tuple[list[Review], str | None]:
    """Return the one review that has a deadline of its own, or the next page of all."""
    if not review_id:
        return cycle_index.walk(context.runtime.table, cycle, cursor, review_pages.PAGE)
    key = review_rows.head_key(review_id)
    return [review_rows.review_of(row) for row in context.reads.fetch(key).values()], None


def _asked(stored: Review, cycle: Cycle, params: RemindZone, context: JobContext) -> Iterator[Task]:
    review = timed(stored, cycle)
    if not _meant(review, cycle, params, context.due_at):
        return
    for task in open_tasks(review, context.now):
        if STAGES[task.kind] is params.stage and _zone(review, task) == params.zone:
            yield task


def _meant(review: Review, cycle: Cycle, params: RemindZone, due_at: datetime) -> bool:
    """Return whether this job still holds for a review: for its own deadline, or for the cycle's where it has none."""
    granted = schedule.deadline_of(review, params.stage)
    if bool(params.review_id) != (granted.extended_to is not None):
        return False
    wanted = plan.reminders_of(cycle, params.stage, params.zone, granted.extended_to)
    return any(due.at == due_at for due in wanted)


def _zone(review: Review, task: Task) -> str:
    return review.reviewee_zone if task.person.id == review.reviewee.id else review.reviewer_zone


def _reached(task: Task, known: dict[str, Person]) -> bool:
    return task.person.id in known and known[task.person.id].active


def _reminder(task: Task, to: Person, due_at: datetime) -> Mail:
    return mail.reminder(person_id=to.id, name=to.name, address=to.email, zone=to.time_zone, at=due_at, task=task.kind)


def send_digest(context: JobContext, params: SendDigest) -> str | None:
    """A deadline has passed everywhere: tell HR, once, who is missing."""
    cycle = _running(context, params.cycle_id)
    if cycle is None:
        return None
    so_far = decode(context.cursor, DigestProgress) if context.cursor else DigestProgress()
    reviews, cursor = _reviews(context, params.review_id, cycle, so_far.cursor)
    listed = [timed(review, cycle) for review in reviews]
    if not params.review_id and plan.due_on(cycle.timeline, params.stage) != params.on:
        return None
    so_far = _gathered(so_far, _late(listed, params, context))
    if cursor is not None:
        return encode(replace(so_far, cursor=cursor))
    if so_far.count or not params.review_id:
        review_pages.post(context, list(_digests(context.reads, cycle, params, so_far)))
    return None


def _late(reviews: Iterable[Review], params: SendDigest, context: JobContext) -> Iterator[Task]:
    for review in reviews:
        granted = schedule.deadline_of(review, params.stage)
        alone = bool(params.review_id)
        if alone != (granted.extended_to is not None) or (alone and granted.at != context.due_at):
            continue
        yield from (task for task in open_tasks(review, context.now) if STAGES[task.kind] is params.stage)


def _gathered(so_far: DigestProgress, tasks: Iterable[Task]) -> DigestProgress:
    about = dict(so_far.about)
    named = list(so_far.people)
    count = so_far.count
    for task in tasks:
        count += 1
        about[task.subject.id] = about.get(task.subject.id, 0) + 1
        if len(named) < NAMED:
            own = task.person.id == task.subject.id
            named.append((task.subject.id, task.person.name if own else f"{task.person.name} ({task.subject.name})"))
    return DigestProgress(count=count, people=tuple(named), about=tuple(about.items()))


def _digests(reads: Reads, cycle: Cycle, params: SendDigest, missing: DigestProgress) -> Iterator[Mail]:
    """Return one digest for each of HR, without what stands in their own review."""
    about = dict(missing.about)
    ref = params.review_id or cycle.id
    for to in people.hr_people(reads):
        yield Mail(
            kind=rollout_mails.DIGEST,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            time_zone=to.time_zone,
            mail_id=digest_id(cycle.created_at, ref, to.id, "digest", params.stage, params.on.isoformat()),
            params={
                "cycle": cycle.name,
                "cycle_id": cycle.id,
                "side": params.stage.value,
                "due_on": f"{params.on} {cycle.timeline.time_zone or ''}".rstrip(),
                "missing": str(missing.count - about.get(to.id, 0)),
                "people": "\n".join(name for subject, name in missing.people if subject != to.id),
            },
        )


def close_cycle(context: JobContext, params: CloseCycle) -> None:
    """The last day of a cycle is over everywhere."""
    cycle = _running(context, params.cycle_id)
    if cycle is None or plan.last_close(cycle, cycle.zones) > context.now:
        return
    with suppress(Conflict):
        commands.close(context, cycle.id)
