"""From an outcome to the command that collects all of it, for one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit.rules import AuditEntry, content_read
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.policy import Relationship
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews import mails, store
from chalicelib.reviews.actions import review_rows, vacancies
from chalicelib.reviews.actions.loaded_review import LoadedReview, chains_of
from chalicelib.reviews.rules import (
    Notification,
    Outcome,
    Review,
    ReviewContext,
    ReviewPart,
    ShareVersion,
    Side,
    SideName,
    access_of,
    context_of,
    lines,
    read,
    readers_of,
    unread_by,
)
from chalicelib.reviews.rules.visibility import TABLE, AccessLevel, Phase, phase_of

PARTS = {SideName.SELF: ReviewPart.SELF, SideName.MANAGER: ReviewPart.MANAGER}


def put(command: Command, loaded: LoadedReview, outcome: Outcome) -> LoadedReview:
    """Put all that follows into the command's transaction; answers the file as it will be."""
    changes, context = command.changes, loaded.context
    review = _put_head(command, loaded.stored, outcome)
    vacancies.follow(command.reads, changes, loaded.stored, review)
    sides = {side.side: store.save_side(changes, side) for side in outcome.sides}
    for version in outcome.versions:
        _hold_what_it_copies(changes, loaded, version, sides)
        store.save_version(changes, version)
    for backup in outcome.backups:
        store.save_backup(changes, backup)
    for name, n in outcome.dropped:
        store.drop_backup(changes, context.review.id, name, n)
    notes = store.save_notes(changes, outcome.notes) if outcome.notes else loaded.notes
    notifications = [saying_who_reads(loaded, outcome.review, notification) for notification in outcome.notifications]
    if command.gathered is None:
        mail.send(command, *_mails(command.reads, loaded, notifications))
    else:
        command.gathered.extend(notifications)
    audit.record(command, *outcome.entries)
    return replace(
        loaded,
        context=context_of(review, context.actor, context.cycle, context.now, chains_of(loaded.people)),
        stored=review,
        own=sides.get(SideName.SELF, loaded.own),
        manager=sides.get(SideName.MANAGER, loaded.manager),
        contributions=_contributions(loaded, review, sides),
        notes=notes,
    )


_READ = {
    mails.SELF_SHARED: ReviewPart.SELF,
    mails.SELF_SHARED_FOR_YOU: ReviewPart.SELF,
    mails.CONTRIBUTE: ReviewPart.CONTRIBUTIONS,
}
"""Of which part an email says who reads it."""


def saying_who_reads(loaded: LoadedReview, review: Review, notification: Notification) -> Notification:
    """Return an email that says who reads what it is about, after what has just happened to `review`."""
    part = _READ.get(notification.kind)
    if part is None:
        return notification
    readers = readers_of(review, loaded.people.get(review.reviewer.id), loaded.context.cycle.options, part)
    return replace(notification, params={**notification.params, "readers": lines(readers)})


def _hold_what_it_copies(
    changes: Changes, loaded: LoadedReview, version: ShareVersion, written: dict[str, Side]
) -> None:
    """What readers are to see is put together of texts by several people: each of them is still as it was read."""
    copied = [loaded.side(version.side)]
    if version.side is SideName.MANAGER:
        copied += loaded.contributions.values()
    for side in copied:
        if side is not None and side.side not in written:
            changes.check(store.side_key(side.review_id, side.side), side.version)


def record_reading(command: Command, loaded: LoadedReview, parts: Iterable[ReviewPart]) -> LoadedReview:
    """Write down who read what: a party's first look at a share version, and every look of HR. Fails closed."""
    wanted = frozenset(parts)
    review, access = loaded.review, access_of(loaded.context)
    for name, part in PARTS.items():
        side = loaded.side(name)
        n = review.side(name).share_version
        if part in wanted and side is not None and access.reads(part) and unread_by(loaded.context, name, n):
            review = read(replace(loaded.context, review=review), name, n)
            command.changes.check(store.side_key(review.id, name), side.version)
    if review is not loaded.review:
        review = store.save_read(command.changes, review)
    audit.record(command, *_reads_by_hr(loaded, wanted))
    return replace(loaded, context=replace(loaded.context, review=review))


def _put_head(command: Command, before: Review, outcome: Outcome) -> Review:
    """An unchanged head is still held: no one can sign while a draft is being saved."""
    if outcome.review == before:
        if outcome.sides or outcome.notes or outcome.holds:
            store.hold(command.changes, before)
        return before
    return review_rows.save_head(command, before, outcome.review, outcome.dropped_copies)


def _contributions(loaded: LoadedReview, review: Review, sides: dict[str, Side]) -> dict[str, Side]:
    saved = {side.author.id: side for name, side in sides.items() if name not in set(SideName)}
    return {person: side for person, side in (loaded.contributions | saved).items() if person in review.contributor_ids}


def _reads_by_hr(loaded: LoadedReview, parts: Iterable[ReviewPart]) -> Iterable[AuditEntry]:
    access, wanted = access_of(loaded.context), frozenset(parts)
    present = {
        ReviewPart.SELF: loaded.own or _listed(loaded, SideName.SELF),
        ReviewPart.MANAGER: loaded.manager or _listed(loaded, SideName.MANAGER),
        ReviewPart.NOTES: loaded.notes,
        ReviewPart.CONTRIBUTIONS: loaded.contributions,
    }
    for part, content in present.items():
        if content and part in wanted and part in access.by_hr:
            yield content_read(
                loaded.context.actor,
                subject_id=loaded.review.reviewee.id,
                object_kind=part.value,
                object_id=loaded.review.id,
                disclosed=_known_to_subject(loaded.context, part),
            )


def _listed(loaded: LoadedReview, name: SideName) -> bool:
    attachment_list = loaded.attachment_lists.get(name)
    return bool(attachment_list and attachment_list.ready)


def record_download(command: Command, loaded: LoadedReview, name: SideName, file_id: str) -> None:
    """Write down which file beside a side HR is given. Fails closed."""
    part = PARTS[name]
    if part in access_of(loaded.context).by_hr:
        read_now = content_read(
            loaded.context.actor,
            subject_id=loaded.review.reviewee.id,
            object_kind=f"{part.value}_attachment",
            object_id=file_id,
            disclosed=_known_to_subject(loaded.context, part),
        )
        audit.record(command, read_now)


def _known_to_subject(context: ReviewContext, part: ReviewPart) -> bool:
    return TABLE[part, phase_of(context.review, part), Relationship.SUBJECT] >= AccessLevel.READS and (
        phase_of(context.review, part) is Phase.SHARED
    )


def _mails(reads: Reads, loaded: LoadedReview, notifications: Iterable[Notification]) -> Iterable[Mail]:
    listed = list(notifications)
    known = _recipients(reads, loaded, listed)
    for notification in listed:
        to = (
            _overseers(reads, loaded)
            if notification.to is None
            else [known[notification.to.id]]
            if notification.to.id in known
            else []
        )
        yield from (_mail(notification, person) for person in to if _is_notified(loaded, person))


def _is_notified(loaded: LoadedReview, person: Person) -> bool:
    """Leavers hear nothing, and no one is notified what they did themselves."""
    return person.active and person.id != loaded.context.actor.id


def _recipients(reads: Reads, loaded: LoadedReview, notifications: list[Notification]) -> dict[str, Person]:
    wanted = {notification.to.id for notification in notifications if notification.to}
    return loaded.people | (people.find(reads, wanted - loaded.people.keys()) if wanted - loaded.people.keys() else {})


def _mail(notification: Notification, person: Person) -> Mail:
    return Mail(
        kind=notification.kind,
        to_person_id=person.id,
        to_name=person.name,
        to_address=person.email,
        time_zone=person.time_zone,
        params=notification.params,
    )


def _overseers(reads: Reads, loaded: LoadedReview) -> list[Person]:
    """The reviewer's own manager, and the HR admins who may look at this review; no one twice, never the reviewee."""
    review = loaded.review
    reviewer = loaded.people.get(review.reviewer.id)
    above = people.find(reads, reviewer.chain[-1:]).values() if reviewer else ()
    allowed = (admin for admin in people.hr_admins(reads) if review.reviewee.id not in admin.chain)
    found = {person.id: person for person in (*above, *allowed)}
    return [person for key, person in found.items() if key not in {review.reviewee.id, review.reviewer.id}]


def person_of(command: Command, loaded: LoadedReview, person_id: str, pointer: str) -> tuple[Person, LoadedReview]:
    """Return someone of the directory, named at `pointer` of the input, and the file with them in it."""
    known = people.find(command.reads, [person_id])
    if person_id not in known:
        raise Invalid([FieldError(pointer, fault("unknown_person"))])
    return known[person_id], replace(loaded, people=loaded.people | known)
