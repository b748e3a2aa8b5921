"""What becomes of a review when someone who writes in it leaves, or comes back."""

from dataclasses import replace

from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.rules import ref
from chalicelib.reviews import rules
from chalicelib.reviews.rules import Contributor, EndingCause, Party, ReviewState, Signature
from tests.reviews_company import ADA, BEN, CORA, NOW, OTTO, case, review


def test_a_review_waits_for_a_reviewer_until_it_is_given_to_somebody() -> None:
    waiting = rules.writer_left(case(review(), SYSTEM), BEN.id)
    assert waiting.review.without_reviewer
    assert [entry.action for entry in waiting.entries] == ["reviewer_left"]
    assert rules.writer_left(case(waiting.review, SYSTEM), BEN.id).entries == (), "told twice, noted once"
    given = rules.reassign(case(waiting.review, SYSTEM), OTTO, None)
    assert not given.review.without_reviewer


def test_it_does_not_wait_once_the_reviewer_has_signed_or_it_is_over() -> None:
    waiting = rules.writer_left(case(review(), SYSTEM), BEN.id).review
    signed = replace(waiting, signatures=(Signature(party=Party.REVIEWER, person=ref(BEN), at=NOW),))
    assert not signed.without_reviewer
    assert not replace(waiting, state=ReviewState.WITHDRAWN).without_reviewer


def test_nobody_looks_for_a_reviewer_once_the_cycle_has_ended() -> None:
    waiting = rules.writer_left(case(review(), SYSTEM), BEN.id).review
    assert rules.waits_for_reviewer(waiting, NOW)
    assert not rules.waits_for_reviewer(waiting, waiting.closes_at)
    assert not rules.waits_for_reviewer(review(), NOW)


def test_a_review_is_cancelled_by_its_cycle_alone() -> None:
    assert rules.withdraw(case(review(), SYSTEM), EndingCause.CYCLE_CANCELLED).review.cancelled
    assert not rules.withdraw(case(review(), SYSTEM), "Twice").review.cancelled
    assert not review().cancelled


def test_a_reviewer_who_comes_back_goes_on() -> None:
    waiting = rules.writer_left(case(review(), SYSTEM), BEN.id).review
    back = rules.writer_back(case(waiting, SYSTEM), BEN.id)
    assert not back.review.without_reviewer
    assert [entry.action for entry in back.entries] == ["reviewer_back"]
    assert rules.writer_back(case(waiting, SYSTEM), ADA.id).review == waiting
    assert rules.writer_back(case(review(), SYSTEM), BEN.id).entries == ()


def test_a_contributor_who_had_not_begun_is_asked_no_more_and_the_text_of_one_who_had_stays() -> None:
    asked = review(contributors=(Contributor(person=ref(CORA)), Contributor(person=ref(OTTO), begun=True)))
    left = rules.writer_left(case(asked, SYSTEM), CORA.id)
    assert [one.person.id for one in left.review.contributors] == [OTTO.id]
    assert (left.dropped_copies, [entry.action for entry in left.entries]) == ((CORA.id,), ["contributor_left"])
    kept = rules.writer_left(case(asked, SYSTEM), OTTO.id)
    assert [(one.person.id, one.done) for one in kept.review.contributors] == [(CORA.id, False), (OTTO.id, True)]
    assert kept.dropped_copies == ()
    assert rules.writer_left(case(kept.review, SYSTEM), OTTO.id).entries == ()
