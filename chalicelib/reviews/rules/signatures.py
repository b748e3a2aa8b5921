"""Signing, and what HR alone may undo."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.kernel.policy import Relationship
from chalicelib.mail.rules import MailKind
from chalicelib.people.rules import ref
from chalicelib.reviews import mails
from chalicelib.reviews.rules.context import ReviewContext
from chalicelib.reviews.rules.model import Party, Review, ReviewEnding, ReviewState, SideRead, Signature
from chalicelib.reviews.rules.outcome import Notification, Outcome, dated, entry, notification
from chalicelib.reviews.rules.table import ReviewAction, check


def sign(context: ReviewContext, comment: str = "") -> Outcome:
    """A party signs what is shared: the first signature locks both sides, the second completes the review."""
    check(context, ReviewAction.SIGN)
    review = context.review
    party = Party.REVIEWEE if Relationship.SUBJECT in context.relationships else Party.REVIEWER
    person, other = (
        (review.reviewee, review.reviewer) if party is Party.REVIEWEE else (review.reviewer, review.reviewee)
    )
    signature = Signature(
        party=party,
        person=person,
        at=context.now,
        comment=comment,
        self_version=review.own.share_version if review.own.shared else 0,
        manager_version=review.manager.share_version,
    )
    both = bool(review.signatures)
    signed = replace(
        review,
        signatures=(*review.signatures, signature),
        state=ReviewState.COMPLETE if both else ReviewState.LOCKED,
        completed_at=context.now if both else None,
    )
    # The date asks the other party to sign as well; the second signature asks for nothing.
    due = {} if both else {"sign_due_on": dated(review.deadlines.sign.day, review.own_zone)}
    notice = notification(context, mails.SIGNED, other, signer=person.name, reviewee=review.reviewee.name, **due)
    return Outcome(
        review=signed,
        notifications=(notice,),
        entries=(entry(context, ReviewAction.SIGN, detail={"party": party.value, "state": signed.state.value}),),
    )


def read_before(review: Review, signature: Signature) -> SideRead | None:
    """Return which version of the other's side the signer had read when they signed, and when first; None: none."""
    side = review.manager if signature.party is Party.REVIEWEE else review.own
    reads = (one for one in side.reads if one.reader_id == signature.person.id and one.at <= signature.at)
    return max(reads, key=lambda one: one.version, default=None)


def revoke_signatures(context: ReviewContext, reason: str) -> Outcome:
    """HR reopens: the signatures stay on record as revoked, and both must sign again."""
    check(context, ReviewAction.REVOKE_SIGNATURES)
    review = context.review
    by = ref(context.actor)
    revoked = tuple(replace(s, revoked_at=context.now, revoked_by=by, revoked_reason=reason) for s in review.signatures)
    reopened = replace(
        review,
        state=ReviewState.OPEN,
        signatures=(),
        revoked=(*review.revoked, *revoked),
        reopened=review.reopened + 1,
        completed_at=None,
        completed_unsigned=None,
    )
    return Outcome(
        review=reopened,
        notifications=_both(context, mails.SIGNATURES_REVOKED),
        entries=(entry(context, ReviewAction.REVOKE_SIGNATURES, reason=reason, detail={"revoked": len(revoked)}),),
    )


def complete_unsigned(context: ReviewContext, reason: str) -> Outcome:
    """HR completes what was not signed in time; nothing becomes visible by it."""
    check(context, ReviewAction.COMPLETE)
    ending = ReviewEnding(by=ref(context.actor), at=context.now, reason=reason)
    return Outcome(
        review=replace(context.review, state=ReviewState.COMPLETE, completed_at=context.now, completed_unsigned=ending),
        notifications=_both(context, mails.COMPLETED_UNSIGNED),
        entries=(
            entry(context, "complete_unsigned", reason=reason, detail={"signatures": len(context.review.signatures)}),
        ),
    )


def _both(context: ReviewContext, kind: MailKind) -> tuple[Notification, ...]:
    review = context.review
    return tuple(
        notification(context, kind, to, reviewee=review.reviewee.name, by=context.actor.public_name)
        for to in (review.reviewee, review.reviewer)
    )
