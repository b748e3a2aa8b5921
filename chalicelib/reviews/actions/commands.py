"""Everything that is done to a review besides writing it: one function a verb."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chalicelib.cycles.jobs import ADD_ZONE, AddZone
from chalicelib.cycles.rules import RatingValue
from chalicelib.files import actions as attachments
from chalicelib.files.rules import handed_over, kept
from chalicelib.kernel import richtext
from chalicelib.kernel.command import Command
from chalicelib.kernel.jobs import at
from chalicelib.people.rules import Person
from chalicelib.reviews import rules
from chalicelib.reviews.actions import schedule
from chalicelib.reviews.actions.loaded_review import LoadedReview, opened
from chalicelib.reviews.actions.outcomes import person_of, put
from chalicelib.reviews.actions.texts import contributed, missing
from chalicelib.reviews.rules import EndingCause, Outcome, ReviewAction, ReviewState, SideName


def _file(command: Command, review_id: str) -> LoadedReview:
    return opened(command.reads, command.actor, review_id, command.now)


def share(command: Command, review_id: str, name: SideName) -> LoadedReview:
    """Share a side; HR on behalf of its author."""
    loaded = _file(command, review_id)
    side = loaded.side(name)
    lacking = missing(loaded, name, side.answers if side else {})
    files = kept(loaded.attachment_lists.get(name))
    return put(command, loaded, rules.share(loaded.context, name, side, lacking, contributed(loaded), files=files))


def unshare(command: Command, review_id: str, name: SideName) -> LoadedReview:
    """Take a side back."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.unshare(loaded.context, name))


def mark_done(command: Command, review_id: str, *, done: bool) -> LoadedReview:
    """Tick or clear the done box; to what it is already: nothing happens."""
    loaded = _file(command, review_id)
    box = ReviewAction.MARK_DONE if done else ReviewAction.UNMARK_DONE
    if loaded.review.done is done and rules.may(
        loaded.context, ReviewAction.UNMARK_DONE if done else ReviewAction.MARK_DONE
    ):
        return loaded
    rules.check(loaded.context, box)
    return put(command, loaded, rules.mark_done(loaded.context) if done else rules.unmark_done(loaded.context))


def sign(command: Command, review_id: str, comment: str) -> LoadedReview:
    """Sign for the party that the caller is."""
    loaded = _file(command, review_id)
    said = richtext.clean(comment)
    return put(command, loaded, rules.sign(loaded.context, "" if richtext.blank(said) else said))


def revoke_signatures(command: Command, review_id: str, reason: str) -> LoadedReview:
    """Reopen."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.revoke_signatures(loaded.context, reason))


def complete_unsigned(command: Command, review_id: str, reason: str) -> LoadedReview:
    """End without both signatures."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.complete_unsigned(loaded.context, reason))


def extend(command: Command, review_id: str, side: str, until: date) -> LoadedReview:
    """Give this review more time; its reminders are planned again."""
    loaded = _file(command, review_id)
    outcome = rules.extend(loaded.context, side, until)
    command.plan(*schedule.extension_jobs(outcome.review, loaded.context.cycle, side, command.now))
    return put(command, loaded, outcome)


def reassign(command: Command, review_id: str, reviewer_id: str) -> LoadedReview:
    """Give the review to another reviewer."""
    loaded = _file(command, review_id)
    rules.check(loaded.context, ReviewAction.REASSIGN)
    new, loaded = person_of(command, loaded, reviewer_id, "/reviewer_id")
    return _given_to(command, loaded, new)


def _given_to(command: Command, loaded: LoadedReview, new: Person) -> LoadedReview:
    """The cycle plans its reminders by zone; a reviewer from another one needs theirs."""
    if new.time_zone not in loaded.context.cycle.zones:
        command.plan(at(command.now, ADD_ZONE, AddZone(cycle_id=loaded.review.cycle_id, zone=new.time_zone)))
    attachment_list = loaded.attachment_lists.get(SideName.MANAGER)
    if attachment_list is not None and not loaded.review.manager.shared:
        left = attachments.save(command.changes, handed_over(attachment_list, new.id))
        loaded = replace(loaded, attachment_lists=loaded.attachment_lists | {SideName.MANAGER: left})
    return put(command, loaded, rules.reassign(loaded.context, new, loaded.manager))


def follow_manager(command: Command, review_id: str, manager: Person) -> LoadedReview | None:
    """The reviewee has a new manager: the review follows, where the cycle says so and no one has signed."""
    loaded = _file(command, review_id)
    follows = loaded.context.cycle.options.follow_manager and manager.active
    if loaded.review.state is not ReviewState.OPEN:
        return None
    if not follows or manager.id in {loaded.review.reviewer.id, loaded.review.reviewee.id}:
        return None
    if not rules.may(loaded.context, ReviewAction.REASSIGN):
        return None
    return _given_to(command, replace(loaded, people=loaded.people | {manager.id: manager}), manager)


def withdraw(
    command: Command, review_id: str, reason: str | EndingCause, *, tell: bool = True, leaver: bool = False
) -> LoadedReview:
    """End a review that will not be finished."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.withdraw(loaded.context, reason, tell=tell, leaver=leaver))


def writer_left(command: Command, review_id: str, person_id: str) -> LoadedReview:
    """Someone who writes in this review has left the company."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.writer_left(loaded.context, person_id))


def writer_back(command: Command, review_id: str, person_id: str) -> LoadedReview:
    """Someone who writes in this review has come back."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.writer_back(loaded.context, person_id))


def mark_not_provided(command: Command, review_id: str) -> LoadedReview:
    """Go on without the self-assessment."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.mark_not_provided(loaded.context))


def adjust_rating(command: Command, review_id: str, rating: RatingValue, reason: str) -> LoadedReview:
    """Change the rating from above."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.adjust_rating(loaded.context, loaded.manager, rating, reason))


def nudge(command: Command, review_id: str) -> LoadedReview:
    """Remind those with an open task."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.nudge(loaded.context))


def add_contributor(command: Command, review_id: str, person_id: str) -> LoadedReview:
    """Ask someone for a part."""
    loaded = _file(command, review_id)
    rules.check(loaded.context, ReviewAction.ADD_CONTRIBUTOR)
    person, loaded = person_of(command, loaded, person_id, "/person_id")
    return put(command, loaded, rules.add_contributor(loaded.context, person))


def mark_contribution_done(command: Command, review_id: str, *, done: bool) -> LoadedReview:
    """A contributor is done, or goes on; to what it is already: nothing happens."""
    loaded = _file(command, review_id)
    found = loaded.review.contributor(command.actor.id)
    other = ReviewAction.UNMARK_CONTRIBUTION_DONE if done else ReviewAction.MARK_CONTRIBUTION_DONE
    if found is not None and found.done is done and rules.may(loaded.context, other):
        return loaded
    return put(command, loaded, rules.mark_contribution_done(loaded.context, done=done))


def remove_contributor(command: Command, review_id: str, person_id: str) -> LoadedReview:
    """Ask someone no longer."""
    loaded = _file(command, review_id)
    return put(command, loaded, rules.remove_contributor(loaded.context, person_id))


def redate(command: Command, review_id: str) -> LoadedReview:
    """Bring the stored copy of the dates up to the cycle's; nothing is written where they agree."""
    loaded = _file(command, review_id)
    return put(command, loaded, Outcome(review=loaded.review))
