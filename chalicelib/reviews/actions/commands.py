"""Everything that is done to a review besides writing it: one function a verb. Each fills the transaction; who
called it commits (`conclude`, or a page of work with its own)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chalicelib.cycles.rules import RatingValue
from chalicelib.files import actions as attachments
from chalicelib.files.rules import handed_over, kept
from chalicelib.kernel import richtext
from chalicelib.people.rules import Person
from chalicelib.reviews import rules
from chalicelib.reviews.actions import schedule
from chalicelib.reviews.actions.committing import person_of, put
from chalicelib.reviews.actions.loading import Command, LoadedReview, opened
from chalicelib.reviews.actions.writing import contributed, missing
from chalicelib.reviews.rules import Cause, Outcome, SideName, State, Verb
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import planned_job


def _file(by: Command, review_id: str) -> LoadedReview:
    return opened(by.reads, by.actor, review_id, by.now)


def share(by: Command, review_id: str, name: SideName) -> LoadedReview:
    """Share a side; HR on behalf of its author."""
    loaded = _file(by, review_id)
    side = loaded.side(name)
    lacking = missing(loaded, name, side.answers if side else {})
    attachment_list = kept(loaded.attachment_lists.get(name))
    return put(by, loaded, rules.share(loaded.context, name, side, lacking, contributed(loaded), files=attachment_list))


def unshare(by: Command, review_id: str, name: SideName) -> LoadedReview:
    """Take a side back."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.unshare(loaded.context, name))


def mark_done(by: Command, review_id: str, *, done: bool) -> LoadedReview:
    """Tick or clear the done box; to what it is already: nothing happens."""
    loaded = _file(by, review_id)
    box = Verb.MARK_DONE if done else Verb.UNMARK_DONE
    if loaded.review.done is done and rules.may(loaded.context, Verb.UNMARK_DONE if done else Verb.MARK_DONE):
        return loaded
    rules.check(loaded.context, box)
    return put(by, loaded, rules.mark_done(loaded.context) if done else rules.unmark_done(loaded.context))


def sign(by: Command, review_id: str, comment: str) -> LoadedReview:
    """Sign for the party that the caller is."""
    loaded = _file(by, review_id)
    said = richtext.clean(comment)
    return put(by, loaded, rules.sign(loaded.context, "" if richtext.blank(said) else said))


def revoke_signatures(by: Command, review_id: str, reason: str) -> LoadedReview:
    """Reopen."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.revoke_signatures(loaded.context, reason))


def complete_unsigned(by: Command, review_id: str, reason: str) -> LoadedReview:
    """End without both signatures."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.complete_unsigned(loaded.context, reason))


def extend(by: Command, review_id: str, side: str, until: date) -> LoadedReview:
    """Give this review more time; its reminders are planned again."""
    loaded = _file(by, review_id)
    outcome = rules.extend(loaded.context, side, until)
    by.changes.put_all(timetable.rows(schedule.extension_work(outcome.review, loaded.context.cycle, side, by.now)))
    return put(by, loaded, outcome)


def reassign(by: Command, review_id: str, reviewer_id: str) -> LoadedReview:
    """Give the review to another reviewer."""
    loaded = _file(by, review_id)
    rules.check(loaded.context, Verb.REASSIGN)
    new, loaded = person_of(by, loaded, reviewer_id, "/reviewer_id")
    return _given_to(by, loaded, new)


def _given_to(by: Command, loaded: LoadedReview, new: Person) -> LoadedReview:
    """The cycle plans its reminders by zone; a reviewer from another one needs theirs."""
    if new.time_zone not in loaded.context.cycle.zones:
        by.changes.put_all(timetable.rows([planned_job("zone_changed", by.now, new.id, person_id=new.id)]))
    attachment_list = loaded.attachment_lists.get(SideName.MANAGER)
    if attachment_list is not None and not loaded.review.manager.shared:
        left = attachments.save(by.changes, handed_over(attachment_list, new.id))
        loaded = replace(loaded, attachment_lists=loaded.attachment_lists | {SideName.MANAGER: left})
    return put(by, loaded, rules.reassign(loaded.context, new, loaded.manager))


def follow_manager(by: Command, review_id: str, manager: Person) -> LoadedReview | None:
    """The reviewee has a new manager: the review follows, where the cycle says so and no one has signed."""
    loaded = _file(by, review_id)
    follows = loaded.context.cycle.options.follow_manager and manager.active
    if loaded.review.state is not State.OPEN:
        return None
    if not follows or manager.id in {loaded.review.reviewer.id, loaded.review.reviewee.id}:
        return None
    if not rules.may(loaded.context, Verb.REASSIGN):
        return None
    return _given_to(by, replace(loaded, people=loaded.people | {manager.id: manager}), manager)


def withdraw(
    by: Command, review_id: str, reason: str | Cause, *, tell: bool = True, leaver: bool = False
) -> LoadedReview:
    """End a review that will not be finished."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.withdraw(loaded.context, reason, tell=tell, leaver=leaver))


def writer_left(by: Command, review_id: str, person_id: str) -> LoadedReview:
    """Someone who writes in this review has left the company."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.writer_left(loaded.context, person_id))


def writer_back(by: Command, review_id: str, person_id: str) -> LoadedReview:
    """Someone who writes in this review has come back."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.writer_back(loaded.context, person_id))


def mark_not_provided(by: Command, review_id: str) -> LoadedReview:
    """Go on without the self-assessment."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.mark_not_provided(loaded.context))


def adjust_rating(by: Command, review_id: str, rating: RatingValue, reason: str) -> LoadedReview:
    """Change the rating from above."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.adjust_rating(loaded.context, loaded.manager, rating, reason))


def nudge(by: Command, review_id: str) -> LoadedReview:
    """Remind those with an open task."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.nudge(loaded.context))


def add_contributor(by: Command, review_id: str, person_id: str) -> LoadedReview:
    """Ask someone for a part."""
    loaded = _file(by, review_id)
    rules.check(loaded.context, Verb.ADD_CONTRIBUTOR)
    person, loaded = person_of(by, loaded, person_id, "/person_id")
    return put(by, loaded, rules.add_contributor(loaded.context, person))


def mark_contribution_done(by: Command, review_id: str, *, done: bool) -> LoadedReview:
    """A contributor is done, or goes on; to what it is already: nothing happens."""
    loaded = _file(by, review_id)
    found = loaded.review.contributor(by.actor.id)
    other = Verb.UNMARK_CONTRIBUTION_DONE if done else Verb.MARK_CONTRIBUTION_DONE
    if found is not None and found.done is done and rules.may(loaded.context, other):
        return loaded
    return put(by, loaded, rules.mark_contribution_done(loaded.context, done=done))


def remove_contributor(by: Command, review_id: str, person_id: str) -> LoadedReview:
    """Ask someone no longer."""
    loaded = _file(by, review_id)
    return put(by, loaded, rules.remove_contributor(loaded.context, person_id))


def redate(by: Command, review_id: str) -> LoadedReview:
    """Bring the stored copy of the dates up to the cycle's; nothing is written where they agree."""
    loaded = _file(by, review_id)
    return put(by, loaded, Outcome(review=loaded.review))
