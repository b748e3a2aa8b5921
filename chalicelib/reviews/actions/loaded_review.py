"""Everything of one review that a request may need, in two reads at most: the second knows who the reviewer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Cycle
from chalicelib.files import actions as attachments
from chalicelib.files.rules import AttachmentList, AttachmentPlace
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Key, Reads
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.questionnaires import actions as questionnaires
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews import store
from chalicelib.reviews.rules import (
    Notes,
    Review,
    ReviewContext,
    ShareVersion,
    Side,
    SideName,
    context_of,
    unseen,
)

if TYPE_CHECKING:
    from chalicelib.reflections.rules import Reflection


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedReview:
    """A review as one request found it, or left it. `stored`: its head as it is in the table.

    `cited`: the reflections that its sides speak of, as far as the actor sees them now.
    """

    context: ReviewContext
    stored: Review
    form: Questionnaire
    people: dict[str, Person]
    own: Side | None = None
    manager: Side | None = None
    contributions: dict[str, Side] = field(default_factory=dict)
    notes: Notes | None = None
    read_before: dict[SideName, ShareVersion] = field(default_factory=dict)
    attachment_lists: dict[SideName, AttachmentList] = field(default_factory=dict)
    cited: Mapping[str, Reflection] = field(default_factory=dict)

    @property
    def review(self) -> Review:
        """The head, with the cycle's dates as they are now."""
        return self.context.review

    def side(self, name: SideName) -> Side | None:
        """Return the text of one side, if it was begun."""
        return self.own if name is SideName.SELF else self.manager


def prefetch(review_id: str) -> tuple[Key, ...]:
    """Return what the review's id alone leads to; read together with the caller's identity."""
    if not store.is_review_id(review_id):
        return ()
    return (
        store.head_key(review_id),
        store.side_key(review_id, SideName.SELF),
        store.side_key(review_id, SideName.MANAGER),
        cycles.cycle_key(store.cycle_of(review_id)),
        people.person_key(store.reviewee_of(review_id)),
    )


def opened(reads: Reads, actor: Actor, review_id: str, now: datetime, cites: Iterable[str] = ()) -> LoadedReview:
    """Return the file of a review for someone who stands to it in some way; to others it does not exist.

    `cites`: reflections that the actor is about to cite.
    """
    loaded = found(reads, actor, review_id, now, cites)
    if loaded.context.outsider:
        raise unseen(loaded.context)
    return loaded


def found(reads: Reads, actor: Actor, review_id: str, now: datetime, cites: Iterable[str] = ()) -> LoadedReview:
    """Return the file of a review, for any caller."""
    keys = prefetch(review_id)
    rows = reads.fetch(*keys)
    head = rows.get(keys[0]) if keys else None
    if head is None:
        raise NotFound
    review = store.review_of(head)
    cycle = cycles.load(reads, review.cycle_id)
    cited = _cited(reads, actor, review, cites)
    if not cited:
        reads.fetch(*_further_keys(review, actor, cycle))
        return _assembled(reads, actor, review, cycle, now)
    # Most reviews cite nothing, and need not pay for loading what reflections are.
    from chalicelib.reflections import actions as reflections

    ahead_of_them = (key for one in cited for key in reflections.prefetch(one))
    reads.fetch(*_further_keys(review, actor, cycle), *ahead_of_them)
    loaded = _assembled(reads, actor, review, cycle, now)
    return replace(loaded, cited={one.id: one for one in reflections.visible(reads, actor, cited, now)})


def _further_keys(review: Review, actor: Actor, cycle: Cycle) -> Iterable[Key]:
    writers = (review.reviewer.id, *review.contributor_ids)
    yield from map(people.person_key, (*writers, *cycle.options.hr_contacts))
    yield questionnaires.questionnaire_key(cycle.questionnaire_id)
    yield from (store.contribution_key(review.id, person) for person in review.contributor_ids)
    yield from (store.version_key(review.id, name, n) for name, n in _last_reads(review, actor))
    if cycle.options.attachments:
        yield from (attachments.attachments_key(attachments_place(review.id, name)) for name in SideName)
    if _may_read_notes(review, actor, cycle):
        yield store.notes_key(review.id, review.reviewer.id)


def attachments_place(review_id: str, name: SideName) -> AttachmentPlace:
    """Return where the files beside a side lie."""
    return AttachmentPlace(owner_id=store.reviewee_of(review_id), subject_id=review_id, part=name.value)


def _cited(reads: Reads, actor: Actor, review: Review, cites: Iterable[str]) -> list[str]:
    """Return which reflections the sides speak of; nothing for people who could see none of them."""
    reviewee = people.find(reads, [review.reviewee.id]).get(review.reviewee.id)
    if reviewee is None or actor.id not in {reviewee.id, reviewee.manager_id}:
        return []
    rows = reads.fetch(*(store.side_key(review.id, name) for name in SideName))
    said = [one.reflection_id for row in rows.values() for one in store.side_of(row).citations]
    return [one for one in dict.fromkeys([*said, *cites]) if one.endswith(reviewee.id)]


def _may_read_notes(review: Review, actor: Actor, cycle: Cycle) -> bool:
    """Notes are not even fetched for others; whether they are shown is decided where everything else is."""
    if actor.id == review.reviewee.id:
        return False
    return actor.id == review.reviewer.id or (actor.is_hr_admin and cycle.options.hr_reads_notes)


def _last_reads(review: Review, actor: Actor) -> Iterable[tuple[SideName, int]]:
    for name in SideName:
        versions = [read.version for read in review.side(name).reads if read.reader_id == actor.id]
        if versions:
            yield name, max(versions)


def _assembled(reads: Reads, actor: Actor, review: Review, cycle: Cycle, now: datetime) -> LoadedReview:
    writers = (review.reviewer.id, *review.contributor_ids)
    known = people.find(reads, (review.reviewee.id, *writers, *cycle.options.hr_contacts))
    contributions = {person: store.contribution_key(review.id, person) for person in review.contributor_ids}
    versions = {name: store.version_key(review.id, name, n) for name, n in _last_reads(review, actor)}
    sides = {name: store.side_key(review.id, name) for name in SideName}
    rows = reads.fetch(*sides.values(), *contributions.values(), *versions.values())
    own, manager = (store.side_of(rows[sides[name]]) if sides[name] in rows else None for name in SideName)
    return LoadedReview(
        context=context_of(review, actor, cycle, now, chains_of(known)),
        stored=review,
        form=questionnaires.load(reads, cycle.questionnaire_id),
        people=known,
        own=own,
        manager=manager,
        contributions={p: store.side_of(rows[key]) for p, key in contributions.items() if key in rows},
        notes=_notes(reads, review, actor, cycle),
        read_before={name: store.version_of(rows[key]) for name, key in versions.items() if key in rows},
        attachment_lists=_attachment_lists(reads, review, cycle),
    )


def _attachment_lists(reads: Reads, review: Review, cycle: Cycle) -> dict[SideName, AttachmentList]:
    places = {name: attachments_place(review.id, name) for name in SideName} if cycle.options.attachments else {}
    found = {name: attachments.find(reads, place) for name, place in places.items()}
    return {name: attachment_list for name, attachment_list in found.items() if attachment_list}


def chains_of(known: dict[str, Person]) -> dict[str, tuple[str, ...]]:
    """Return who is above each of these people."""
    return {person.id: person.chain for person in known.values()}


def _notes(reads: Reads, review: Review, actor: Actor, cycle: Cycle) -> Notes | None:
    if not _may_read_notes(review, actor, cycle):
        return None
    key = store.notes_key(review.id, review.reviewer.id)
    rows = reads.fetch(key)
    return store.notes_of(rows[key]) if key in rows else None
