"""The launch of a cycle: page by page, each page one transaction with the progress of the work.

Counting comes first, so that the list of a large cycle can be spread; then pages of people, each written together
with what it did and with the cursor of the next. Whatever dies or comes twice in between, a page happened once or
not at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from chalicelib.cycles import actions as cycles
from chalicelib.cycles import rules
from chalicelib.cycles.rules import Cycle, CycleState, Pair
from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import Command, JobContext, perform_one
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import ABSENT, Key, Reads, Row
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.rules import Review, ReviewState, new_review, review_id
from chalicelib.rollout import mails
from chalicelib.rollout.jobs import PLAN_DATES, Launch, PlanDates
from chalicelib.rollout.rules.launch_results import Failure, LaunchResult
from chalicelib.rollout.store import launch_results
from chalicelib.timetable import actions as timetable

PAGE = 48
"""Two rows a person, and three more: under the hundred of a transaction."""
COUNTED_AT_ONCE = 1000
MOST_QUERIES = 10
ALONE_AFTER = 4
LOOK_EVERY = 8
READ_AHEAD = 240
CYCLE, AHEAD, SEEN = "cycle", "ahead", "seen"
"""What one page of a launch leaves in memory for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchProgress:
    """How far a launch is: counting, making or at its end; which page; where in the directory or in the list.

    `others` are the cycles that ran when it was last looked, every few pages.
    """

    step: str = "count"
    page: int = 0
    after: str | None = None
    at: int = 0
    counted: int = 0
    others: tuple[str, ...] = ()


def launch(context: JobContext, params: Launch) -> str | None:
    """Do the next page of a launch."""
    kept = context.memory.get(CYCLE)
    cycle: Cycle = kept if kept is not None else cycles.load_whole(context.reads, params.cycle_id)
    if cycle.state is not CycleState.LAUNCHING:
        return None
    # Kept while its row is: every page's transaction checks the version.
    context.memory[CYCLE] = cycle
    place = decode(context.cursor, LaunchProgress) if context.cursor else LaunchProgress()
    following = _STEPS[place.step](context, params, cycle, place)
    return None if following is None else encode(following)


def _count(context: JobContext, _params: Launch, cycle: Cycle, place: LaunchProgress) -> LaunchProgress:
    participants = cycle.participants
    if not rules.whole_directory(participants):
        return _count_done(context, cycle, len(rules.named_ids(participants)))
    found, after = people.directory_page(context.runtime.table, limit=COUNTED_AT_ONCE, after=place.after)
    counted = place.counted + sum(rules.takes_part(participants, person) for person in found)
    if after is not None:
        return replace(place, after=after, counted=counted)
    return _count_done(context, cycle, counted)


def _count_done(context: JobContext, cycle: Cycle, counted: int) -> LaunchProgress:
    cycles.advance(context, rules.counted(cycle, counted))
    context.memory.clear()
    return LaunchProgress(step="make")


def _make(context: JobContext, _params: Launch, cycle: Cycle, place: LaunchProgress) -> LaunchProgress:
    found, unknown, following = _participants(context, cycle, place)
    others = place.others if place.page % LOOK_EVERY else other_cycles(context.reads, cycle)
    launch_context = _launch_context(context, cycle, found, others)
    reviews, result = reviews_of(cycle, found, launch_context, context.now)
    context.changes.check(cycles.cycle_key(cycle.id), cycle.version)
    if context.attempts > ALONE_AFTER:
        result = _one_by_one(context, reviews, result)
    else:
        for review in reviews:
            review_rows.create(context.changes, review)
    result = replace(result, seen=result.seen + len(unknown), failed=(*result.failed, *unknown))
    context.changes.put(launch_results.page_row(cycle.id, place.page, result), ABSENT)
    observe.count("ReviewsLaunched", result.created)
    return replace(following, others=others)


def _participants(
    context: JobContext, cycle: Cycle, place: LaunchProgress
) -> tuple[list[Person], list[Failure], LaunchProgress]:
    if rules.whole_directory(cycle.participants):
        found, after = _of_directory(context, cycle, place.after)
        return found, [], LaunchProgress(step="end" if after is None else "make", page=place.page + 1, after=after)
    listed = rules.named_ids(cycle.participants)
    ids = listed[place.at : place.at + PAGE]
    known = people.find(context.reads, ids)
    unknown = [unknown_person(one) for one in ids if one not in known]
    at = place.at + PAGE
    following = LaunchProgress(step="end" if at >= len(listed) else "make", page=place.page + 1, at=at)
    return [known[one] for one in ids if one in known], unknown, following


def unknown_person(person_id: str) -> Failure:
    """Return the failure of someone who is not in the directory anymore."""
    return Failure(person_id=person_id, name="", reason="unknown_person")


def has_left(person: Person) -> Failure:
    """Return the failure of someone who does not work here anymore."""
    code = rules.PlanProblemCode.LEFT
    return Failure(person_id=person.id, name=person.name, reason=code)


def _of_directory(context: JobContext, cycle: Cycle, after: str | None) -> tuple[list[Person], str | None]:
    """Gather a page of participants: a filter may leave few of a page of the directory."""
    found: list[Person] = []
    for _ in range(MOST_QUERIES):
        listed, end = _prefetch(context, after)
        for number, person in enumerate(listed, 1):
            if rules.takes_part(cycle.participants, person):
                found.append(person)
            if len(found) == PAGE and number < len(listed):
                after = people.directory_position(person)
                context.memory[AHEAD] = (after, listed[number:], end)
                return found, after
        after = end
        if after is None or len(found) == PAGE:
            break
    return found, after


def _prefetch(context: JobContext, after: str | None) -> tuple[list[Person], str | None]:
    """Return who comes next in the directory: what the page before has read ahead, or several pages again."""
    kept: tuple[str, list[Person], str | None] | None = context.memory.pop(AHEAD, None)
    if kept is not None and kept[0] == after:
        return kept[1], kept[2]
    return people.directory_page(context.runtime.table, limit=READ_AHEAD, after=after)


def other_cycles(reads: Reads, cycle: Cycle) -> tuple[str, ...]:
    """Name the other cycles that run now."""
    return tuple(other.id for other in cycles.running(reads) if other.id != cycle.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchContext:
    """Who is known, managers too; who is in another running cycle; who has a review in this one."""

    known: Mapping[str, Person]
    busy: frozenset[str] = frozenset()
    have: frozenset[str] = frozenset()


def reviews_of(
    cycle: Cycle, found: Sequence[Person], around: LaunchContext, now: datetime
) -> tuple[list[Review], LaunchResult]:
    """Return the reviews to be made of these people, and the result: who has one then, who not and why."""
    reviews: list[Review] = []
    failed: list[Failure] = []
    for person in found:
        if person.id in around.have:
            continue
        outcome = _outcome(cycle, person, around, now)
        if isinstance(outcome, Review):
            reviews.append(outcome)
        else:
            failed.append(outcome)
    zones = {zone for review in reviews for zone in (review.reviewee_zone, review.reviewer_zone)}
    return reviews, LaunchResult(
        seen=len(found), created=len(found) - len(failed), failed=tuple(failed), zones=tuple(sorted(zones))
    )


def _outcome(cycle: Cycle, person: Person, around: LaunchContext, now: datetime) -> Review | Failure:
    try:
        outcome = rules.pair_of(person, around.known, around.busy)
        if isinstance(outcome, Pair):
            return new_review(cycle, outcome.reviewee, outcome.reviewer, now)
        return Failure(person_id=person.id, name=person.name, reason=outcome[0].code, params=outcome[0].params)
    except Exception as error:  # noqa: BLE001 - one bad person never stops the others, and is named in the result
        observe.fault("no review for somebody", error, person=person.id)
        return _broken(person.id, person.name)


def _broken(person_id: str, name: str) -> Failure:
    return Failure(person_id=person_id, name=name, reason="error")


def launch_context(reads: Reads, cycle: Cycle, found: Sequence[Person], others: Sequence[str]) -> LaunchContext:
    """Return all that the reviews of these people depend on, in as few reads as there are hundreds of rows."""
    here = {person.id: person for person in found}
    managers = {person.manager_id for person in found if person.manager_id} - here.keys()
    heads = {person: review_rows.head_key(review_id(cycle.id, person)) for person in here}
    elsewhere = other_heads(others, here)
    rows = reads.fetch(*map(people.person_key, managers), *heads.values(), *elsewhere)
    return LaunchContext(
        known=people.find(reads, managers) | here,
        busy=busy_in(rows, elsewhere),
        have=frozenset(one for one, key in heads.items() if key in rows),
    )


def _launch_context(context: JobContext, cycle: Cycle, found: Sequence[Person], others: Sequence[str]) -> LaunchContext:
    """The same for a launch: who has a review already is looked up only once a page has found that someone does."""
    if context.memory.get(timetable.RACED):
        return launch_context(context.reads, cycle, found, others)
    seen: dict[str, Person] = context.memory.setdefault(SEEN, {})
    seen.update((person.id, person) for person in found)
    managers = {person.manager_id for person in found if person.manager_id} - seen.keys()
    elsewhere = other_heads(others, (person.id for person in found))
    rows = context.reads.fetch(*map(people.person_key, managers), *elsewhere)
    seen |= people.find(context.reads, managers)
    return LaunchContext(known=seen, busy=busy_in(rows, elsewhere))


def other_heads(cycle_ids: Iterable[str], person_ids: Iterable[str]) -> dict[Key, str]:
    """Return where these people's reviews in these cycles would be."""
    ids = list(person_ids)
    return {review_rows.head_key(review_id(cycle, person)): person for cycle in cycle_ids for person in ids}


def busy_in(rows: Mapping[Key, Row], elsewhere: Mapping[Key, str]) -> frozenset[str]:
    """Return who of them has an unfinished review there."""
    unfinished = {ReviewState.OPEN, ReviewState.LOCKED}
    return frozenset(
        person
        for key, person in elsewhere.items()
        if key in rows and review_rows.review_of(rows[key]).state in unfinished
    )


def _one_by_one(context: JobContext, reviews: Sequence[Review], result: LaunchResult) -> LaunchResult:
    """Write a page that failed as a whole person by person, and name those who make it fail."""
    failed = list(result.failed)
    for review in reviews:
        refusal = perform_one(context, SYSTEM, review.id, partial(_made, review))
        # An answer that was lost is not a review that was lost.
        if refusal is not None and review_rows.head_key(review.id) not in context.runtime.table.get(
            [review_rows.head_key(review.id)]
        ):
            failed.append(_broken(review.reviewee.id, review.reviewee.name))
    return replace(result, created=result.created - len(failed) + len(result.failed), failed=tuple(failed))


def _made(review: Review, command: Command, _review_id: str) -> None:
    key = review_rows.head_key(review.id)
    if key not in command.reads.fetch(key):
        review_rows.create(command.changes, review)


def _end(context: JobContext, params: Launch, cycle: Cycle, _place: LaunchProgress) -> None:
    """Let the cycle be scheduled or open, say what was done, and let all that falls due be planned."""
    total = launch_results.pages(context.runtime.table, cycle.id)
    done = rules.launched(cycle, context.now, total.zones, total.seen)
    cycles.advance(context, done)
    launch_results.put_result(context.changes, cycle.id, replace(total, version=0))
    mail.send(context, *_finished(context, params.by, cycle, total))
    context.plan(at(context.now, PLAN_DATES, PlanDates(cycle_id=cycle.id, launched=True)))


def _finished(context: JobContext, by: str, cycle: Cycle, total: LaunchResult) -> Iterable[Mail]:
    to = people.find(context.reads, [by]).get(by)
    if to is not None and to.active:
        yield Mail(
            kind=mails.LAUNCH_FINISHED,
            to_person_id=to.id,
            to_name=to.name,
            to_address=to.email,
            time_zone=to.time_zone,
            mail_id=digest_id(cycle.created_at, cycle.id, "launch_finished"),
            params={
                "cycle": cycle.name,
                "cycle_id": cycle.id,
                "created": str(total.created),
                "failed": str(len(total.failed)),
                "people": "\n".join(failure.name or failure.person_id for failure in total.failed[:50]),
            },
        )


_STEPS: Mapping[str, Callable[[JobContext, Launch, Cycle, LaunchProgress], LaunchProgress | None]] = {
    "count": _count,
    "make": _make,
    "end": _end,
}
