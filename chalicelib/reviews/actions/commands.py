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
from chalicelib.reviews import rules, schedule
from chalicelib.reviews.actions.committing import person_of, put
from chalicelib.reviews.actions.files import Command, File, opened
from chalicelib.reviews.actions.writing import contributed, missing
from chalicelib.reviews.rules import Cause, Outcome, SideName, State, Verb
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import work


def _file(by: Command, review_id: str) -> File:
    return opened(by.reads, by.actor, review_id, by.now)


def share(by: Command, review_id: str, name: SideName) -> File:
    """Share a side; HR on behalf of its author."""
    file = _file(by, review_id)
    side = file.side(name)
    lacking = missing(file, name, side.answers if side else {})
    shelf = kept(file.shelves.get(name))
    return put(by, file, rules.share(file.case, name, side, lacking, contributed(file), files=shelf))


def unshare(by: Command, review_id: str, name: SideName) -> File:
    """Take a side back."""
    file = _file(by, review_id)
    return put(by, file, rules.unshare(file.case, name))


def mark_done(by: Command, review_id: str, *, done: bool) -> File:
    """Tick or clear the done box; to what it is already: nothing happens."""
    file = _file(by, review_id)
    box = Verb.MARK_DONE if done else Verb.UNMARK_DONE
    if file.review.done is done and rules.may(file.case, Verb.UNMARK_DONE if done else Verb.MARK_DONE):
        return file
    rules.check(file.case, box)
    return put(by, file, rules.mark_done(file.case) if done else rules.unmark_done(file.case))


def sign(by: Command, review_id: str, comment: str) -> File:
    """Sign for the party that the caller is."""
    file = _file(by, review_id)
    said = richtext.clean(comment)
    return put(by, file, rules.sign(file.case, "" if richtext.blank(said) else said))


def revoke_signatures(by: Command, review_id: str, reason: str) -> File:
    """Reopen."""
    file = _file(by, review_id)
    return put(by, file, rules.revoke_signatures(file.case, reason))


def complete_unsigned(by: Command, review_id: str, reason: str) -> File:
    """End without both signatures."""
    file = _file(by, review_id)
    return put(by, file, rules.complete_unsigned(file.case, reason))


def extend(by: Command, review_id: str, side: str, until: date) -> File:
    """Give this review more time; its reminders are planned again."""
    file = _file(by, review_id)
    outcome = rules.extend(file.case, side, until)
    by.changes.put_all(timetable.rows(schedule.extension_work(outcome.review, file.case.cycle, side, by.now)))
    return put(by, file, outcome)


def reassign(by: Command, review_id: str, reviewer_id: str) -> File:
    """Give the review to another reviewer."""
    file = _file(by, review_id)
    rules.check(file.case, Verb.REASSIGN)
    new, file = person_of(by, file, reviewer_id, "/reviewer_id")
    return _given_to(by, file, new)


def _given_to(by: Command, file: File, new: Person) -> File:
    """The cycle plans its reminders by zone; a reviewer from another one needs theirs."""
    if new.time_zone not in file.case.cycle.zones:
        by.changes.put_all(timetable.rows([work("zone_changed", by.now, new.id, person_id=new.id)]))
    shelf = file.shelves.get(SideName.MANAGER)
    if shelf is not None and not file.review.manager.shared:
        left = attachments.save(by.changes, handed_over(shelf, new.id))
        file = replace(file, shelves=file.shelves | {SideName.MANAGER: left})
    return put(by, file, rules.reassign(file.case, new, file.manager))


def follow_manager(by: Command, review_id: str, manager: Person) -> File | None:
    """The reviewee has a new manager: the review follows, where the cycle says so and no one has signed."""
    file = _file(by, review_id)
    follows = file.case.cycle.options.follow_manager and manager.active
    if file.review.state is not State.OPEN:
        return None
    if not follows or manager.id in {file.review.reviewer.id, file.review.reviewee.id}:
        return None
    if not rules.may(file.case, Verb.REASSIGN):
        return None
    return _given_to(by, replace(file, people=file.people | {manager.id: manager}), manager)


def withdraw(by: Command, review_id: str, reason: str | Cause, *, tell: bool = True, leaver: bool = False) -> File:
    """End a review that will not be finished."""
    file = _file(by, review_id)
    return put(by, file, rules.withdraw(file.case, reason, tell=tell, leaver=leaver))


def writer_left(by: Command, review_id: str, person_id: str) -> File:
    """Someone who writes in this review has left the company."""
    file = _file(by, review_id)
    return put(by, file, rules.writer_left(file.case, person_id))


def writer_back(by: Command, review_id: str, person_id: str) -> File:
    """Someone who writes in this review has come back."""
    file = _file(by, review_id)
    return put(by, file, rules.writer_back(file.case, person_id))


def mark_not_provided(by: Command, review_id: str) -> File:
    """Go on without the self-assessment."""
    file = _file(by, review_id)
    return put(by, file, rules.mark_not_provided(file.case))


def adjust_rating(by: Command, review_id: str, rating: RatingValue, reason: str) -> File:
    """Change the rating from above."""
    file = _file(by, review_id)
    return put(by, file, rules.adjust_rating(file.case, file.manager, rating, reason))


def nudge(by: Command, review_id: str) -> File:
    """Remind those with an open task."""
    file = _file(by, review_id)
    return put(by, file, rules.nudge(file.case))


def add_contributor(by: Command, review_id: str, person_id: str) -> File:
    """Ask someone for a part."""
    file = _file(by, review_id)
    rules.check(file.case, Verb.ADD_CONTRIBUTOR)
    person, file = person_of(by, file, person_id, "/person_id")
    return put(by, file, rules.add_contributor(file.case, person))


def mark_contribution_done(by: Command, review_id: str, *, done: bool) -> File:
    """A contributor is done, or goes on; to what it is already: nothing happens."""
    file = _file(by, review_id)
    found = file.review.contributor(by.actor.id)
    other = Verb.UNMARK_CONTRIBUTION_DONE if done else Verb.MARK_CONTRIBUTION_DONE
    if found is not None and found.done is done and rules.may(file.case, other):
        return file
    return put(by, file, rules.mark_contribution_done(file.case, done=done))


def remove_contributor(by: Command, review_id: str, person_id: str) -> File:
    """Ask someone no longer."""
    file = _file(by, review_id)
    return put(by, file, rules.remove_contributor(file.case, person_id))


def redate(by: Command, review_id: str) -> File:
    """Bring the stored copy of the dates up to the cycle's; nothing is written where they agree."""
    file = _file(by, review_id)
    return put(by, file, Outcome(review=file.review))
