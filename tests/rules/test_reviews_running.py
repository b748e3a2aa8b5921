"""What follows from signing, and from what HR and managers do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.errors import Conflict, Invalid, fault
from chalicelib.people.rules import Person, PersonStatus, Ref, ref
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Contributor,
    EndingCause,
    Party,
    ReviewState,
    SideState,
)
from tests.reviews_company import (
    ADA,
    BEN,
    CLEO,
    CORA,
    HANA,
    NILS,
    NOW,
    OPENS,
    TIMER,
    case,
    cycle,
    day,
    review,
)
from tests.rules.reviews_steps import (
    DRAFT,
    MANAGER,
    NOT_STARTED,
    SHARED,
    heard,
    save,
    shared,
    text,
    written,
)

# ---------------------------------------------------------------- signing


def test_the_first_signature_locks_both_sides_and_the_second_completes() -> None:
    """[72, 73, 74, 129] Each tells the other party."""
    of, _, _ = shared()
    first = rules.sign(case(of, BEN), "Thanks")
    assert first.review.state is ReviewState.LOCKED
    assert heard(first) == [(reviews_mails.SIGNED, "Ada")]
    second = rules.sign(case(first.review, ADA))
    assert second.review.state is ReviewState.COMPLETE
    assert second.review.completed_at == NOW
    assert heard(second) == [(reviews_mails.SIGNED, "Ben")]
    assert [(s.party, s.comment, s.self_version, s.manager_version) for s in second.review.signatures] == [
        (Party.REVIEWER, "Thanks", 1, 1),
        (Party.REVIEWEE, "", 1, 1),
    ]


def test_what_was_not_provided_is_not_signed_for() -> None:
    of, _, manager = written()
    without = rules.mark_not_provided(case(of, HANA))
    assert heard(without) == [(reviews_mails.NOT_PROVIDED, "Ada"), (reviews_mails.NOT_PROVIDED, "Ben")]
    out = rules.share(case(without.review, BEN), MANAGER, manager).review
    assert rules.sign(case(out, ADA)).review.signatures[0].self_version == 0


def test_revoking_erases_nothing_and_both_must_sign_again() -> None:
    """[131] Only an HR admin can revoke a signature and reopen."""
    of, _, _ = shared()
    signed = rules.sign(case(rules.sign(case(of, BEN), "Mine").review, ADA)).review
    outcome = rules.revoke_signatures(case(signed, HANA), "Wrong text")
    reopened = outcome.review
    assert (reopened.state, reopened.signatures, reopened.reopened, reopened.completed_at) == (
        ReviewState.OPEN,
        (),
        1,
        None,
    )
    assert [(s.person.name, s.comment, s.revoked_by, s.revoked_reason) for s in reopened.revoked] == [
        ("Ben", "Mine", ref(HANA), "Wrong text"),
        ("Ada", "", ref(HANA), "Wrong text"),
    ]
    assert heard(outcome) == [(reviews_mails.SIGNATURES_REVOKED, "Ada"), (reviews_mails.SIGNATURES_REVOKED, "Ben")]
    assert outcome.entries[0].reason == "Wrong text"
    assert rules.sign(case(reopened, ADA)).review.state is ReviewState.LOCKED


def test_hr_completes_unsigned_after_the_sign_by_date_and_nothing_becomes_visible() -> None:
    of, _, _ = written()
    outcome = rules.complete_unsigned(case(of, HANA, day(25)), "On leave")
    assert outcome.review.state is ReviewState.COMPLETE
    assert outcome.review.manager.state is DRAFT
    assert outcome.review.completed_unsigned is not None
    assert outcome.review.completed_unsigned.reason == "On leave"
    assert heard(outcome) == [(reviews_mails.COMPLETED_UNSIGNED, "Ada"), (reviews_mails.COMPLETED_UNSIGNED, "Ben")]
    back = rules.revoke_signatures(case(outcome.review, HANA, day(26)), "Too early").review
    assert back.completed_unsigned is None


# ---------------------------------------------------------------- running


@pytest.mark.parametrize(("side", "told"), [("self", ["Ada"]), ("manager", ["Ben"]), ("sign", ["Ada", "Ben"])])
def test_an_extension_moves_one_deadline_of_one_review_and_tells_its_authors(side: str, told: list[str]) -> None:
    """[123] HR can grant an extension."""
    outcome = rules.extend(case(review(), HANA), side, date(2026, 3, 28))
    due = outcome.review.deadlines
    chosen = {"self": due.own, "manager": due.manager, "sign": due.sign}[side]
    assert chosen.day == chosen.extended_to == date(2026, 3, 28)
    assert chosen.at == chosen.locks_at == datetime(2026, 3, 29, tzinfo=OPENS.tzinfo)
    assert [d.extended_to for d in (due.own, due.manager, due.sign)].count(None) == 2
    assert heard(outcome) == [(reviews_mails.EXTENDED, name) for name in told]
    again = rules.extend(case(outcome.review, HANA, day(25)), side, date(2026, 3, 30)).review
    assert case(again, HANA).review.deadlines == again.deadlines


@pytest.mark.parametrize(
    ("until", "now"),
    [(date(2026, 3, 10), NOW), (date(2026, 5, 1), NOW), (date(2026, 3, 12), day(20))],
    ids=["not later", "after the end of the cycle", "past"],
)
def test_an_extension_lies_between_the_deadline_and_the_end_of_the_cycle(until: date, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        rules.extend(case(review(), HANA, now), "self", until)
    assert refused.value.errors[0].pointer == "/until"


def test_more_time_for_the_self_takes_back_that_it_will_not_come() -> None:
    of, _, _ = written()
    given_up = rules.mark_not_provided(case(of, HANA)).review
    assert given_up.own.state is SideState.NOT_PROVIDED
    assert rules.extend(case(given_up, HANA), "manager", date(2026, 3, 20)).review.own.state is SideState.NOT_PROVIDED
    again = rules.extend(case(given_up, HANA), "self", date(2026, 3, 20)).review
    assert (again.own.state, again.own.given_up_from) == (DRAFT, None)


def test_a_new_reviewer_starts_empty_and_the_old_draft_stays_with_its_author() -> None:
    """[15] An unshared draft is no one else's; its backups stay, each with its author."""
    of, _, side = written()
    outcome = rules.reassign(case(replace(of, done=True), HANA), NILS, side)
    moved, emptied = outcome.review, outcome.sides[0]
    assert (moved.reviewer, moved.reviewer_zone, moved.done, moved.rating) == (ref(NILS), NILS.time_zone, False, None)
    assert (moved.manager.state, moved.manager.author) == (NOT_STARTED, ref(NILS))
    assert (emptied.answers, emptied.rating, emptied.author) == ({}, None, ref(NILS))
    assert [entry.author_id for entry in emptied.backups] == [BEN.id]
    assert [past.person for past in moved.past_reviewers] == [ref(BEN)]
    assert outcome.dropped_copies == (BEN.id,)
    assert heard(outcome) == [
        (reviews_mails.REASSIGNED_OLD, "Ben"),
        (reviews_mails.REASSIGNED_NEW, "Nils"),
        (reviews_mails.REASSIGNED_REVIEWEE, "Ada"),
    ]


def test_what_was_shared_stays_authored_by_the_old_reviewer_until_the_new_one_edits() -> None:
    of, _, side = shared()
    outcome = rules.reassign(case(of, HANA), NILS, side)
    assert outcome.sides == ()
    assert (outcome.review.manager.author, outcome.review.manager.state) == (ref(BEN), SHARED)
    edited = save(outcome.review, NILS, MANAGER, text("Mine"), side)
    assert (edited.versions[0].author, edited.versions[0].n) == (ref(NILS), 2)
    assert edited.review.manager.author == edited.sides[0].author == ref(NILS)


def test_a_review_that_nobody_began_is_reassigned_without_a_side() -> None:
    with_cora = replace(review(), contributors=(Contributor(person=ref(CORA)), Contributor(person=ref(NILS))))
    outcome = rules.reassign(case(with_cora, HANA), NILS, None)
    assert outcome.sides == ()
    assert [c.person for c in outcome.review.contributors] == [ref(CORA)]


@pytest.mark.parametrize("who", [ADA, BEN, replace(NILS, status=PersonStatus.LEFT)])
def test_some_cannot_be_the_new_reviewer(who: Person) -> None:
    with pytest.raises(Invalid) as refused:
        rules.reassign(case(review(), HANA), who, None)
    assert refused.value.errors[0].pointer == "/reviewer_id"


@pytest.mark.parametrize(
    ("how", "told"),
    [({}, ["Ben", "Ada"]), ({"leaver": True}, ["Ben"]), ({"tell": False}, [])],
    ids=["by HR", "a leaver", "a cancelled cycle"],
)
def test_a_withdrawn_review_keeps_what_was_written(how: dict[str, bool], told: list[str]) -> None:
    """A leaver hears nothing of it."""
    of, _, _ = shared()
    outcome = rules.withdraw(case(of, HANA), "Left", **how)
    assert outcome.review.state is ReviewState.WITHDRAWN
    assert outcome.review.withdrawn is not None
    assert (outcome.review.own, outcome.review.manager) == (of.own, of.manager)
    assert heard(outcome) == [(reviews_mails.WITHDRAWN, name) for name in told]


def test_a_leavers_review_in_an_archived_cycle_stays_as_it_is() -> None:
    archived = replace(cycle(), state=CycleState.ARCHIVED)
    with pytest.raises(Conflict) as refused:
        rules.withdraw(case(shared()[0], TIMER, in_cycle=archived), "Left", leaver=True)
    assert refused.value.code == "cycle_archived"


def test_a_cancellation_that_was_under_way_still_ends_reviews_of_an_archived_cycle() -> None:
    archived = replace(cycle(), state=CycleState.ARCHIVED)
    ended = rules.withdraw(case(shared()[0], TIMER, in_cycle=archived), EndingCause.CYCLE_CANCELLED, tell=False)
    assert ended.review.state is ReviewState.WITHDRAWN


def test_an_adjusted_rating_keeps_who_what_and_why() -> None:
    """[81] High-level adjustments; the reviewer's next save meets the new version of the side."""
    of, _, side = written()
    calibrated = cycle(calibration=True)
    outcome = rules.adjust_rating(case(of, CLEO, in_cycle=calibrated), side, 3, "Peers")
    made = outcome.review.adjustments[0]
    assert (made.before, made.after, made.reason, made.by) == (2, 3, "Peers", ref(CLEO))
    assert outcome.review.rating == outcome.sides[0].rating == 3
    assert heard(outcome) == []
    assert "3" not in str(outcome.entries[0].detail)


def test_an_adjusted_rating_is_on_the_scale_of_the_cycle() -> None:
    of, _, side = written()
    calibrated = case(of, CLEO, in_cycle=cycle(calibration=True))
    with pytest.raises(Invalid) as refused:
        rules.adjust_rating(calibrated, side, 9, "Peers")
    assert refused.value.errors[0].pointer == "/rating"
    with pytest.raises(Conflict, match="nothing_written"):
        rules.adjust_rating(calibrated, None, 3, "Peers")
    assert rules.rating_problem(case(of, BEN, in_cycle=cycle(ratings=None)), 1) == fault("no_ratings")
    assert rules.rating_problem(case(of, BEN), 9) == fault("not_on_scale")


def test_a_contributor_is_asked_and_no_longer_asked() -> None:
    """[102] Managers solicit comments about an employee."""
    asked = rules.add_contributor(case(review(), BEN), CORA)
    assert asked.review.contributor_ids == {CORA.id}
    assert heard(asked) == [(reviews_mails.CONTRIBUTE, "Cora")]
    gone = rules.remove_contributor(case(asked.review, BEN), CORA.id)
    assert gone.review.contributors == ()
    assert gone.dropped_copies == (CORA.id,)
    with pytest.raises(Conflict, match="not_a_contributor"):
        rules.remove_contributor(case(gone.review, BEN), CORA.id)


def test_some_cannot_contribute() -> None:
    some = tuple(Contributor(person=Ref(id=str(n), name="N")) for n in range(20))
    for of, who in (
        (review(), ADA),
        (review(), BEN),
        (review(), replace(CORA, status=PersonStatus.LEFT)),
        (replace(review(), contributors=(Contributor(person=ref(CORA)),)), CORA),
        (replace(review(), contributors=some), CORA),
    ):
        with pytest.raises(Invalid) as refused:
            rules.add_contributor(case(of, BEN), who)
        assert refused.value.errors[0].pointer == "/person_id"


def test_a_review_that_ends_with_its_persons_work_says_so_by_a_code() -> None:
    of, _, _ = shared()
    left = rules.withdraw(case(of, TIMER), EndingCause.LEFT, leaver=True).review.withdrawn
    given = rules.withdraw(case(of, HANA), "Moved to another team.").review.withdrawn
    assert left is not None
    assert (left.cause, left.reason) == ("left", "The person has left the company.")
    assert given is not None
    assert (given.cause, given.reason) == ("", "Moved to another team.")
