"""Signing, and what HR alone may undo."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.kernel.policy import Standing
from chalicelib.mail.kinds import MailKind
from chalicelib.people.rules import ref
from chalicelib.reviews.rules.case import Case
from chalicelib.reviews.rules.model import Ending, Party, Read, Review, Signature, State
from chalicelib.reviews.rules.outcome import Letter, Outcome, dated, entry, letter
from chalicelib.reviews.rules.table import Verb, check


def sign(case: Case, comment: str = "") -> Outcome:
    """A party signs what is shared: the first signature locks both sides, the second completes the review."""
    check(case, Verb.SIGN)
    review = case.review
    party = Party.REVIEWEE if Standing.SUBJECT in case.standings else Party.REVIEWER
    person, other = (
        (review.reviewee, review.reviewer) if party is Party.REVIEWEE else (review.reviewer, review.reviewee)
    )
    signature = Signature(
        party=party,
        person=person,
        at=case.now,
        comment=comment,
        self_version=review.own.share_version if review.own.shared else 0,
        manager_version=review.manager.share_version,
    )
    both = bool(review.signatures)
    signed = replace(
        review,
        signatures=(*review.signatures, signature),
        state=State.COMPLETE if both else State.LOCKED,
        completed_at=case.now if both else None,
    )
    # The date asks the other party to sign as well; the second signature asks for nothing.
    due = {} if both else {"sign_due_on": dated(review.deadlines.sign.day, review.own_zone)}
    told = letter(case, MailKind.SIGNED, other, signer=person.name, reviewee=review.reviewee.name, **due)
    return Outcome(
        review=signed,
        letters=(told,),
        entries=(entry(case, Verb.SIGN, detail={"party": party.value, "state": signed.state.value}),),
    )


def read_before(review: Review, signature: Signature) -> Read | None:
    """Which version of the other's side the signer had read when they signed, and when first; None: none."""
    side = review.manager if signature.party is Party.REVIEWEE else review.own
    reads = (one for one in side.reads if one.reader_id == signature.person.id and one.at <= signature.at)
    return max(reads, key=lambda one: one.version, default=None)


def revoke_signatures(case: Case, reason: str) -> Outcome:
    """HR reopens: the signatures stay on record as revoked, and both must sign again."""
    check(case, Verb.REVOKE_SIGNATURES)
    review = case.review
    by = ref(case.actor)
    revoked = tuple(replace(s, revoked_at=case.now, revoked_by=by, revoked_reason=reason) for s in review.signatures)
    reopened = replace(
        review,
        state=State.OPEN,
        signatures=(),
        revoked=(*review.revoked, *revoked),
        reopened=review.reopened + 1,
        completed_at=None,
        completed_unsigned=None,
    )
    return Outcome(
        review=reopened,
        letters=_both(case, MailKind.SIGNATURES_REVOKED),
        entries=(entry(case, Verb.REVOKE_SIGNATURES, reason=reason, detail={"revoked": len(revoked)}),),
    )


def complete_unsigned(case: Case, reason: str) -> Outcome:
    """HR completes what was not signed in time; nothing becomes visible by it."""
    check(case, Verb.COMPLETE)
    ending = Ending(by=ref(case.actor), at=case.now, reason=reason)
    return Outcome(
        review=replace(case.review, state=State.COMPLETE, completed_at=case.now, completed_unsigned=ending),
        letters=_both(case, MailKind.COMPLETED_UNSIGNED),
        entries=(entry(case, "complete_unsigned", reason=reason, detail={"signatures": len(case.review.signatures)}),),
    )


def _both(case: Case, kind: MailKind) -> tuple[Letter, ...]:
    review = case.review
    return tuple(
        letter(case, kind, to, reviewee=review.reviewee.name, by=case.actor.public_name)
        for to in (review.reviewee, review.reviewer)
    )
