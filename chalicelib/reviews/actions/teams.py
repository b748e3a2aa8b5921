"""A manager's view: everyone below, directly or not, with their review of a cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, name_order
from chalicelib.people.rules.search import is_named
from chalicelib.reviews import store
from chalicelib.reviews.actions.loaded_review import chains_of
from chalicelib.reviews.rules import Review, ReviewContext, ReviewPart, ReviewState, access_of, context_of, review_id

MOST_SORTED = 1000
MOST_CYCLES = 5
_AT_ONCE = 500
_STATES = list(ReviewState)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Someone below, and how the manager stands to their review; None where there is none, or none to be seen.

    `elsewhere`: the review that someone reviews who does not report to the manager.
    """

    person: Person
    direct: bool
    context: ReviewContext | None
    elsewhere: Review | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamFilter:
    """Of which cycle (where none is named: whichever runs for a person), which reviews, in what order."""

    cycle_id: str | None = None
    status: str | None = None
    manager_id: str | None = None
    query: str = ""
    sort: str | None = None


def team(command: Command, asked: TeamFilter, *, limit: int, after: str | None) -> tuple[list[Member], str | None]:
    """Return one page of everyone below. Unsorted they come as the tree has them; sorted, all are looked at."""
    me = people.load(command.reads, command.actor.id)
    among = _cycles(command, asked)
    if asked.sort is None:
        found, further = people.subtree(command.reads, me, limit=limit, after=after)
        return [one for one in _members(command, among, found) if _is_wanted(one, asked)], further
    members = [one for one in _members(command, among, _everybody(command, me)) if _is_wanted(one, asked)]
    members.sort(key=lambda one: (_place(one, asked.sort), name_order(one.person)))
    begin = int(after) if after else 0
    end = begin + limit
    return members[begin:end], str(end) if end < len(members) else None


def _cycles(command: Command, asked: TeamFilter) -> dict[str, Cycle]:
    """Return the cycles to look at by id, the first that a person is in counts: what is open before what is to come."""
    if asked.cycle_id is not None:
        return {asked.cycle_id: cycles.load(command.reads, asked.cycle_id)}
    running = sorted(cycles.running(command.reads), key=lambda one: one.timeline.opens_on > command.now.date())
    return {one.id: one for one in running[:MOST_CYCLES]}


def _everybody(command: Command, me: Person) -> list[Person]:
    found: list[Person] = []
    after = None
    while len(found) <= MOST_SORTED:
        page, after = people.subtree(command.reads, me, limit=_AT_ONCE, after=after)
        found += page
        if after is None:
            return found
    raise Invalid([FieldError("/sort", fault("too_many_to_sort", most=MOST_SORTED))])


def _members(command: Command, among: dict[str, Cycle], found: list[Person]) -> list[Member]:
    heads = _heads(command, among, found)
    known = {person.id: person for person in found} | people.find(
        command.reads, {r.reviewer.id for r in heads.values()}
    )
    return [_member(command, among, person, heads.get(person.id), known) for person in found]


def _member(
    command: Command, among: dict[str, Cycle], person: Person, head: Review | None, known: dict[str, Person]
) -> Member:
    context = _case(command, among, head, known) if head else None
    elsewhere = head if head and context is None and head.state is not ReviewState.WITHDRAWN else None
    return Member(person=person, direct=person.manager_id == command.actor.id, context=context, elsewhere=elsewhere)


def _heads(command: Command, among: Iterable[str], found: list[Person]) -> dict[str, Review]:
    keys = [(person.id, store.head_key(review_id(cycle, person.id))) for cycle in among for person in found]
    rows = command.reads.fetch(*(key for _, key in keys))
    heads: dict[str, Review] = {}
    for person, key in keys:
        if key in rows:
            heads.setdefault(person, store.review_of(rows[key]))
    return heads


def _case(command: Command, among: dict[str, Cycle], review: Review, known: dict[str, Person]) -> ReviewContext | None:
    involved = {one: known[one] for one in (review.reviewee.id, review.reviewer.id) if one in known}
    context = context_of(review, command.actor, among[review.cycle_id], command.now, chains_of(involved))
    return None if context.outsider else context


def _is_wanted(member: Member, asked: TeamFilter) -> bool:
    if asked.manager_id is not None and member.person.manager_id != asked.manager_id:
        return False
    if not is_named(member.person.name, asked.query):
        return False
    return asked.status is None or (
        member.context is not None and member.context.review.state_at(member.context.now) == asked.status
    )


def _place(member: Member, sort: str | None) -> float:
    """Return where someone stands in an order; without a review, or without a rating that may be seen, at the end."""
    context = member.context
    if context is None or sort == "name":
        return 0.0 if sort == "name" else float("inf")
    if sort == "status":
        return float(_STATES.index(context.review.state_at(context.now)))
    rating = context.review.rating
    return -float(rating) if rating is not None and access_of(context).reads(ReviewPart.RATING) else float("inf")
