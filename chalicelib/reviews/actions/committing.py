"""From an outcome to the one transaction that writes all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit.rules import Entry, content_read
from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.kernel.policy import Standing
from chalicelib.kernel.table import Changes, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.kinds import MailKind
from chalicelib.mail.rules import Mail
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.reviews import store
from chalicelib.reviews.actions import vacancies
from chalicelib.reviews.actions.files import Command, File, chains_of
from chalicelib.reviews.rules import (
    Case,
    Letter,
    Outcome,
    Part,
    Review,
    ShareVersion,
    Side,
    SideName,
    case_of,
    lines,
    read,
    readers_of,
    sights_of,
    unread_by,
)
from chalicelib.reviews.rules.visibility import TABLE, Phase, Sight, phase_of

PARTS = {SideName.SELF: Part.SELF, SideName.MANAGER: Part.MANAGER}


def put(by: Command, file: File, outcome: Outcome) -> File:
    """Put all that follows into the command's transaction; answers the file as it will be."""
    changes, case = by.changes, file.case
    review = _put_head(changes, file.stored, outcome)
    vacancies.follow(by.reads, changes, file.stored, review)
    sides = {side.side: store.save_side(changes, side) for side in outcome.sides}
    for version in outcome.versions:
        _hold_what_it_copies(changes, file, version, sides)
        store.save_version(changes, version)
    for backup in outcome.backups:
        store.save_backup(changes, backup)
    for name, n in outcome.dropped:
        store.drop_backup(changes, case.review.id, name, n)
    notes = store.save_notes(changes, outcome.notes) if outcome.notes else file.notes
    letters = [saying_who_reads(file, outcome.review, letter) for letter in outcome.letters]
    if by.letters is None:
        changes.put_all(mail.rows(by.now, _mails(by.reads, file, letters)))
    else:
        by.letters.extend(letters)
    changes.put_all(audit.rows(by.now, outcome.entries))
    return replace(
        file,
        case=case_of(review, case.actor, case.cycle, case.now, chains_of(file.people)),
        stored=review,
        own=sides.get(SideName.SELF, file.own),
        manager=sides.get(SideName.MANAGER, file.manager),
        contributions=_contributions(file, review, sides),
        notes=notes,
    )


_READ = {
    MailKind.SELF_SHARED: Part.SELF,
    MailKind.SELF_SHARED_FOR_YOU: Part.SELF,
    MailKind.CONTRIBUTE: Part.CONTRIBUTIONS,
}
"""Of which part an email says who reads it."""


def saying_who_reads(file: File, review: Review, letter: Letter) -> Letter:
    """An email that says who reads what it is about, after what has just happened to `review`."""
    part = _READ.get(letter.kind)
    if part is None:
        return letter
    readers = readers_of(review, file.people.get(review.reviewer.id), file.case.cycle.options, part)
    return replace(letter, params={**letter.params, "readers": lines(readers)})


def _hold_what_it_copies(changes: Changes, file: File, version: ShareVersion, written: dict[str, Side]) -> None:
    """What readers are to see is put together of texts by several people: each of them is still as it was read."""
    copied = [file.side(version.side)]
    if version.side is SideName.MANAGER:
        copied += file.contributions.values()
    for side in copied:
        if side is not None and side.side not in written:
            changes.check(store.side_key(side.review_id, side.side), side.version)


def conclude(by: Command, file: File) -> File:
    """Commit. A command shows nothing that its caller would open by an HR role: that is read by asking for it."""
    if len(by.changes):
        by.reads.table.commit(by.changes)
    return file


def record_reading(by: Command, file: File, parts: Iterable[Part]) -> File:
    """Write down who read what: a party's first look at a share version, and every look of HR. Fails closed."""
    wanted = frozenset(parts)
    review, sights = file.review, sights_of(file.case)
    for name, part in PARTS.items():
        side = file.side(name)
        n = review.side(name).share_version
        if part in wanted and side is not None and sights.reads(part) and unread_by(file.case, name, n):
            review = read(replace(file.case, review=review), name, n)
            by.changes.check(store.side_key(review.id, name), side.version)
    if review is not file.review:
        review = store.save_read(by.changes, review)
    by.changes.put_all(audit.rows(by.now, _reads_by_hr(file, wanted)))
    if len(by.changes):
        by.reads.table.commit(by.changes)
    return replace(file, case=replace(file.case, review=review))


def _put_head(changes: Changes, before: Review, outcome: Outcome) -> Review:
    """An unchanged head is still held: no one can sign while a draft is being saved."""
    if outcome.review == before:
        if outcome.sides or outcome.notes or outcome.holds:
            store.hold(changes, before)
        return before
    return store.save_head(changes, outcome.review, outcome.left_desks)


def _contributions(file: File, review: Review, sides: dict[str, Side]) -> dict[str, Side]:
    saved = {side.author.id: side for name, side in sides.items() if name not in set(SideName)}
    return {person: side for person, side in (file.contributions | saved).items() if person in review.contributor_ids}


def _reads_by_hr(file: File, parts: Iterable[Part]) -> Iterable[Entry]:
    sights, wanted = sights_of(file.case), frozenset(parts)
    present = {
        Part.SELF: file.own or _listed(file, SideName.SELF),
        Part.MANAGER: file.manager or _listed(file, SideName.MANAGER),
        Part.NOTES: file.notes,
        Part.CONTRIBUTIONS: file.contributions,
    }
    for part, content in present.items():
        if content and part in wanted and part in sights.by_hr:
            yield content_read(
                file.case.actor,
                subject_id=file.review.reviewee.id,
                object_kind=part.value,
                object_id=file.review.id,
                disclosed=_known_to_subject(file.case, part),
            )


def _listed(file: File, name: SideName) -> bool:
    shelf = file.shelves.get(name)
    return bool(shelf and shelf.ready)


def record_download(by: Command, file: File, name: SideName, file_id: str) -> None:
    """Write down which file beside a side HR is given. Fails closed."""
    part = PARTS[name]
    if part in sights_of(file.case).by_hr:
        read_now = content_read(
            file.case.actor,
            subject_id=file.review.reviewee.id,
            object_kind=f"{part.value}_attachment",
            object_id=file_id,
            disclosed=_known_to_subject(file.case, part),
        )
        by.changes.put_all(audit.rows(by.now, [read_now]))
        by.reads.table.commit(by.changes)


def _known_to_subject(case: Case, part: Part) -> bool:
    return TABLE[part, phase_of(case.review, part), Standing.SUBJECT] >= Sight.READS and (
        phase_of(case.review, part) is Phase.SHARED
    )


def _mails(reads: Reads, file: File, letters: Iterable[Letter]) -> Iterable[Mail]:
    listed = list(letters)
    known = _recipients(reads, file, listed)
    for letter in listed:
        to = _overseers(reads, file) if letter.to is None else [known[letter.to.id]] if letter.to.id in known else []
        yield from (_mail(letter, person) for person in to if _is_told(file, person))


def _is_told(file: File, person: Person) -> bool:
    """Leavers hear nothing, and no one is notified what they did themselves."""
    return person.active and person.id != file.case.actor.id


def _recipients(reads: Reads, file: File, letters: list[Letter]) -> dict[str, Person]:
    wanted = {letter.to.id for letter in letters if letter.to}
    return file.people | (people.find(reads, wanted - file.people.keys()) if wanted - file.people.keys() else {})


def _mail(letter: Letter, person: Person) -> Mail:
    return Mail(
        kind=letter.kind,
        to_person_id=person.id,
        to_name=person.name,
        to_address=person.email,
        time_zone=person.time_zone,
        params=letter.params,
    )


def _overseers(reads: Reads, file: File) -> list[Person]:
    """The reviewer's own manager, and the HR admins who may look at this review; no one twice, never the reviewee."""
    review = file.review
    reviewer = file.people.get(review.reviewer.id)
    above = people.find(reads, reviewer.chain[-1:]).values() if reviewer else ()
    allowed = (admin for admin in people.hr_admins(reads) if review.reviewee.id not in admin.chain)
    found = {person.id: person for person in (*above, *allowed)}
    return [person for key, person in found.items() if key not in {review.reviewee.id, review.reviewer.id}]


def person_of(by: Command, file: File, person_id: str, pointer: str) -> tuple[Person, File]:
    """Someone of the directory, named at `pointer` of the input, and the file with them in it."""
    known = people.find(by.reads, [person_id])
    if person_id not in known:
        raise Invalid([FieldError(pointer, fault("unknown_person"))])
    return known[person_id], replace(file, people=file.people | known)
