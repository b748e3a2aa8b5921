"""Sharing a side and taking it back; the done box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.files.rules import Kept
from chalicelib.kernel.errors import Conflict, FieldError, Invalid
from chalicelib.mail.kinds import MailKind
from chalicelib.people.rules import ref
from chalicelib.reviews.rules.case import Case
from chalicelib.reviews.rules.model import Answers, Read, Review, Side, SideName, SideState
from chalicelib.reviews.rules.outcome import Letter, Outcome, entry, letter
from chalicelib.reviews.rules.table import Verb, check
from chalicelib.reviews.rules.writing import share_version, with_side

SHARES = {SideName.SELF: Verb.SHARE_SELF, SideName.MANAGER: Verb.SHARE_MANAGER}
UNSHARES = {SideName.SELF: Verb.UNSHARE_SELF, SideName.MANAGER: Verb.UNSHARE_MANAGER}
KEPT_READS = 100


def share(
    case: Case,
    name: SideName,
    side: Side | None,
    missing: Sequence[FieldError] = (),
    contributions: dict[str, Answers] | None = None,
    *,
    files: tuple[Kept, ...] = (),
) -> Outcome:
    """A side becomes readable. Its author shares it complete; HR shares on behalf what there is."""
    check(case, SHARES[name])
    by = ref(case.actor)
    on_behalf = case.actor.id != case.review.author_of(name).id
    if missing and not on_behalf:
        raise Invalid(missing, code="incomplete")
    if side is None:
        raise Conflict("nothing_written")
    head = case.review.side(name)
    n = head.share_version + 1
    head = replace(
        head,
        state=SideState.SHARED,
        share_version=n,
        shared_at=case.now,
        shared_by=by,
        first_shared_at=head.first_shared_at or case.now,
        edit_mail_at=None,
    )
    return Outcome(
        review=with_side(case.review, name, head, side.rating),
        versions=(share_version(case, name, n, side, contributions, files=files),),
        letters=_self_letters(case, on_behalf) if name is SideName.SELF else _letters(case, on_behalf),
        entries=(entry(case, SHARES[name], detail={"version": n, "on_behalf": on_behalf}),),
    )


def _self_letters(case: Case, on_behalf: bool) -> tuple[Letter, ...]:
    review, by = case.review, case.actor.public_name
    told = {"by": by} if on_behalf else {}
    letters = [letter(case, MailKind.SELF_SHARED, review.reviewer, reviewee=review.reviewee.name, **told)]
    if on_behalf:
        letters.append(
            letter(case, MailKind.SELF_SHARED_FOR_YOU, review.reviewee, by=by, reviewer=review.reviewer.name)
        )
    return tuple(letters)


def _letters(case: Case, on_behalf: bool) -> tuple[Letter, ...]:
    review, by = case.review, case.actor.public_name
    told = {"by": by} if on_behalf else {}
    letters = [letter(case, MailKind.MANAGER_SHARED, review.reviewee, reviewer=review.reviewer.name, **told)]
    if on_behalf:
        letters.append(
            letter(case, MailKind.MANAGER_SHARED_FOR_YOU, review.reviewer, by=by, reviewee=review.reviewee.name)
        )
    return tuple(letters)


def unshare(case: Case, name: SideName) -> Outcome:
    """A side is taken back: unreadable at once, and the reader is notified."""
    check(case, UNSHARES[name])
    review = case.review
    head = review.side(name)
    was_read = bool(head.current_reads)
    hidden = replace(head, state=SideState.HIDDEN)
    if name is SideName.SELF:
        mail = letter(
            case,
            MailKind.SELF_HIDDEN,
            review.reviewer,
            reviewee=review.reviewee.name,
            was_read="yes" if was_read else "no",
        )
    else:
        mail = letter(case, MailKind.MANAGER_HIDDEN, review.reviewee, reviewer=review.reviewer.name)
    return Outcome(
        review=with_side(review, name, hidden, review.rating),
        letters=(mail,),
        entries=(entry(case, UNSHARES[name], detail={"version": head.share_version, "was_read": was_read}),),
    )


def mark_done(case: Case) -> Outcome:
    """The reviewer is done; the reviewer's manager and HR hear of it the first time only."""
    check(case, Verb.MARK_DONE)
    review = case.review
    first = review.done_first_at is None
    told = letter(case, MailKind.DONE_MARKED, None, reviewer=review.reviewer.name, reviewee=review.reviewee.name)
    return Outcome(
        review=replace(review, done=True, done_first_at=review.done_first_at or case.now),
        letters=(told,) if first else (),
        entries=(entry(case, Verb.MARK_DONE),),
    )


def unmark_done(case: Case) -> Outcome:
    """The reviewer goes on writing."""
    check(case, Verb.UNMARK_DONE)
    return Outcome(review=replace(case.review, done=False), entries=(entry(case, Verb.UNMARK_DONE),))


def unread_by(case: Case, name: SideName, version: int) -> bool:
    """Whether the actor is the other party and now opens this version for the first time."""
    reader = case.review.reviewer if name is SideName.SELF else case.review.reviewee
    seen = any(r.version == version and r.reader_id == case.actor.id for r in case.review.side(name).reads)
    return case.actor.id == reader.id and case.review.side(name).shared and not seen


def read(case: Case, name: SideName, version: int) -> Review:
    """The review with the note that the actor has read this version."""
    head = case.review.side(name)
    reads = (*head.reads, Read(version=version, reader_id=case.actor.id, at=case.now))[-KEPT_READS:]
    return with_side(case.review, name, replace(head, reads=reads), case.review.rating)
