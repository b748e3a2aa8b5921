"""What follows from each command on a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Conflict, FieldError, Invalid
from chalicelib.mail.kinds import MailKind
from chalicelib.people.rules import Person, Status
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Contributor,
    Outcome,
    Party,
    Review,
    Side,
    SideName,
    SideState,
    State,
    TaskKind,
    Text,
    ref,
)
from tests.reviews_company import (
    ADA,
    ASA,
    BEN,
    CLEO,
    CORA,
    HANA,
    NILS,
    NOW,
    OPENS,
    OTTO,
    TOP,
    case,
    cycle,
    day,
    review,
    with_states,
)

SELF, MANAGER = SideName.SELF, SideName.MANAGER
HIDDEN, DRAFT, SHARED, NOT_STARTED = SideState.HIDDEN, SideState.DRAFT, SideState.SHARED, SideState.NOT_STARTED


def heard(outcome: Outcome) -> list[tuple[MailKind, str]]:
    """Which mail goes to whom; "overseers" for the reviewer's manager and HR."""
    return [(letter.kind, letter.to.name if letter.to else "overseers") for letter in outcome.letters]


def done(outcome: Outcome) -> list[str]:
    return [entry.action for entry in outcome.entries]


def text(good: str = "Shipped", **more: Any) -> Text:
    return Text(answers={"good": good}, **more)


def save(of: Review, who: Person, name: SideName, said: Text, before: Side | None = None, **at: Any) -> Outcome:
    return rules.save_side(case(of, who, **at), name, before, said, complete=True)


def stored(outcome: Outcome) -> Side:
    return replace(outcome.sides[0], version=outcome.sides[0].version + 1)


def written(of: Review | None = None) -> tuple[Review, Side, Side]:
    """A review with two complete drafts."""
    first = save(of or review(), ADA, SELF, text("I shipped"))
    second = save(first.review, BEN, MANAGER, text("She shipped", rating=2))
    return second.review, stored(first), stored(second)


def shared() -> tuple[Review, Side, Side]:
    drafted, own, manager = written()
    half = rules.share(case(drafted, ADA), SELF, own).review
    return rules.share(case(half, BEN), MANAGER, manager).review, own, manager


# ---------------------------------------------------------------- saving


def test_the_first_save_makes_a_draft_with_a_backup_and_tells_nobody() -> None:
    """[118, 57, 124] Save a draft, continue another day."""
    outcome = save(review(), ADA, SELF, text())
    assert outcome.review.own.state is DRAFT
    assert outcome.review.own.complete
    assert [(b.n, b.answers) for b in outcome.backups] == [(1, {"good": "Shipped"})]
    assert outcome.sides[0].backups[0].author_id == ADA.id
    assert heard(outcome) == []
    assert outcome.versions == ()
    assert done(outcome) == ["save_self"]


def test_saving_the_same_text_again_writes_nothing() -> None:
    """[124] A backup only where the text differs."""
    first = save(review(), ADA, SELF, text())
    again = save(first.review, ADA, SELF, text(), stored(first))
    assert again == Outcome(review=case(first.review, ADA).review)


def test_a_second_save_of_a_draft_keeps_the_head_as_it_is() -> None:
    first = save(review(), ADA, SELF, text())
    second = save(first.review, ADA, SELF, text("More"), stored(first))
    assert second.review == first.review
    assert [b.n for b in second.backups] == [2]


def test_the_newest_fifty_backups_and_one_a_day_before_them_are_kept() -> None:
    """[124] Backups recover lost progress."""
    of, side = review(), None
    outcome = None
    dropped: list[int] = []
    for n in range(120):
        now = NOW + timedelta(hours=n)
        outcome = save(of, ADA, SELF, text(f"v{n}"), side, now=now)
        of, side = outcome.review, stored(outcome)
        dropped += [number for _, number in outcome.dropped]
    assert side is not None
    kept = [entry.n for entry in side.backups]
    assert kept[-50:] == list(range(71, 121))
    old = [entry for entry in side.backups if entry.n <= 70]
    assert len({entry.at.date() for entry in old}) == len(old)
    assert sorted([*kept, *dropped]) == list(range(1, 121))


def test_the_rating_of_a_draft_is_copied_to_the_head_for_lists_above() -> None:
    assert save(review(), BEN, MANAGER, text(rating=3)).review.rating == 3


def test_a_hidden_side_stays_hidden_while_it_is_revised() -> None:
    """[125] Revise after sharing: unshare, edit, share again."""
    of, own, _ = shared()
    taken = rules.unshare(case(of, ADA), SELF).review
    assert save(taken, ADA, SELF, text("Better"), own).review.own.state is HIDDEN


def test_an_edit_after_sharing_is_visible_at_once_with_one_mail_each_half_hour() -> None:
    """[64] Not one mail per save."""
    of, _, side = shared()
    told = []
    for minutes in (0, 5, 29, 31, 45, 62):
        outcome = save(of, BEN, MANAGER, text(f"at {minutes}"), side, now=NOW + timedelta(minutes=minutes))
        of, side = outcome.review, stored(outcome)
        told.append(heard(outcome))
        assert outcome.versions[0].answers == {"good": f"at {minutes}"}
    mail = [(MailKind.MANAGER_EDITED, "Ada")]
    assert told == [mail, [], [], mail, [], mail]


def test_an_edit_makes_a_new_version_only_once_the_last_was_read() -> None:
    of, _, side = shared()
    first = save(of, BEN, MANAGER, text("Unread"), side)
    assert first.versions[0].n == 1
    seen = rules.read(case(first.review, ADA), MANAGER, 1)
    assert [(r.version, r.reader_id) for r in seen.manager.reads] == [(1, ADA.id)]
    second = save(seen, BEN, MANAGER, text("Read"), stored(first))
    assert second.versions[0].n == second.review.manager.share_version == 2


def test_only_the_other_partys_first_look_counts_as_reading() -> None:
    of, _, _ = shared()
    assert rules.unread_by(case(of, BEN), SELF, 1)
    assert rules.unread_by(case(of, ADA), MANAGER, 1)
    assert not rules.unread_by(case(of, ADA), SELF, 1)
    assert not rules.unread_by(case(of, HANA), SELF, 1)
    assert not rules.unread_by(case(rules.read(case(of, BEN), SELF, 1), BEN), SELF, 1)
    assert not rules.unread_by(case(written()[0], BEN), SELF, 0)


def test_notes_change_nothing_else_of_the_review() -> None:
    """[56] Private notes, never shared with the reviewee."""
    first = rules.save_notes(case(review(), BEN), None, "Hm")
    assert first.review == case(review(), BEN).review
    assert first.notes is not None
    assert (first.notes.text, first.notes.author.name) == ("Hm", "Ben")
    second = rules.save_notes(case(review(), BEN), first.notes, "Oh")
    assert second.notes is not None
    assert second.notes.text == "Oh"
    assert heard(second) == []


def test_a_contributor_writes_a_part_of_their_own() -> None:
    others = (Contributor(person=ref(OTTO)), Contributor(person=ref(CORA)))
    asked = replace(review(), contributors=others)
    outcome = rules.save_contribution(case(asked, CORA), None, {"good": "Helped"})
    assert [c.begun for c in outcome.review.contributors] == [False, True]
    assert outcome.sides[0].side == f"c#{CORA.id}"
    again = rules.save_contribution(case(outcome.review, CORA), stored(outcome), {"good": "Helped me"})
    assert again.sides[0].answers == {"good": "Helped me"}
    assert again.review == outcome.review


# ---------------------------------------------------------------- sharing


def test_sharing_the_self_tells_the_reviewer() -> None:
    """[120, 53] Submit shares with the manager, who gets a mail."""
    of, own, _ = written()
    outcome = rules.share(case(of, ADA), SELF, own)
    assert outcome.review.own.state is SHARED
    assert outcome.review.own.share_version == 1
    assert outcome.versions[0].answers == own.answers
    assert heard(outcome) == [(MailKind.SELF_SHARED, "Ben")]
    assert "by" not in outcome.letters[0].params


def test_hr_shares_on_behalf_and_says_so_to_both() -> None:
    """[122] Also late, and as it stands: HR cannot answer for somebody."""
    of, own, _ = written()
    lacking = [FieldError("/answers/wish", "is required")]
    outcome = rules.share(case(of, HANA, day(20)), SELF, own, lacking)
    assert outcome.review.own.shared_by == ref(HANA)
    assert heard(outcome) == [(MailKind.SELF_SHARED, "Ben"), (MailKind.SELF_SHARED_FOR_YOU, "Ada")]
    assert outcome.letters[0].params["by"] == "Hana"


def test_an_author_shares_only_what_is_complete() -> None:
    """Required questions are named with pointers; a draft may be incomplete, a shared side not."""
    of, own, _ = written()
    lacking = [FieldError("/answers/good", "is required")]
    with pytest.raises(Invalid) as refused:
        rules.share(case(of, ADA), SELF, own, lacking)
    assert refused.value.code == "incomplete"
    assert refused.value.errors == tuple(lacking)


def test_nothing_can_be_shared_where_nothing_was_written() -> None:
    with pytest.raises(Conflict, match="nothing_written"):
        rules.share(case(review(), ADA), SELF, None)


def test_sharing_the_managers_side_tells_the_reviewee_and_offers_a_meeting_the_first_time() -> None:
    """[63, 65, 67, 128] The reviewee gets a mail; the reviewer is offered a 1:1."""
    of, _, manager = written()
    outcome = rules.share(case(of, BEN), MANAGER, manager, contributions={CORA.id: {"good": "Yes"}})
    assert heard(outcome) == [(MailKind.MANAGER_SHARED, "Ada"), (MailKind.MEETING_OFFER, "Ben")]
    assert outcome.versions[0].contributions == {CORA.id: {"good": "Yes"}}
    hidden = rules.unshare(case(outcome.review, BEN), MANAGER)
    assert heard(hidden) == [(MailKind.MANAGER_HIDDEN, "Ada")]
    again = rules.share(case(hidden.review, BEN), MANAGER, manager)
    assert heard(again) == [(MailKind.MANAGER_SHARED, "Ada")]
    assert again.review.manager.share_version == 2


def test_no_meeting_is_offered_where_the_cycle_does_not_use_them() -> None:
    """[70] No prompt if 1:1s are not used."""
    of, _, manager = written()
    outcome = rules.share(case(of, BEN, in_cycle=cycle(meeting_prompt=False)), MANAGER, manager)
    assert heard(outcome) == [(MailKind.MANAGER_SHARED, "Ada")]


def test_hr_shares_the_managers_side_and_the_reviewer_hears_of_it() -> None:
    of, _, manager = written()
    outcome = rules.share(case(of, ASA), MANAGER, manager)
    assert heard(outcome) == [
        (MailKind.MANAGER_SHARED, "Ada"),
        (MailKind.MANAGER_SHARED_FOR_YOU, "Ben"),
        (MailKind.MEETING_OFFER, "Ben"),
    ]


@pytest.mark.parametrize("was_read", [True, False])
def test_taking_the_self_back_tells_the_reviewer_whether_it_had_been_read(was_read: bool) -> None:
    """[126, 127] The manager may already have read it."""
    of, _, _ = shared()
    if was_read:
        of = rules.read(case(of, BEN), SELF, 1)
    outcome = rules.unshare(case(of, ADA), SELF)
    assert outcome.review.own.state is HIDDEN
    assert heard(outcome) == [(MailKind.SELF_HIDDEN, "Ben")]
    assert outcome.letters[0].params["was_read"] == ("yes" if was_read else "no")


def test_done_is_told_to_those_above_the_first_time_only() -> None:
    """[46, 59, 60] Sharing is not needed."""
    of, _, _ = written()
    first = rules.mark_done(case(of, BEN))
    assert heard(first) == [(MailKind.DONE_MARKED, "overseers")]
    cleared = rules.unmark_done(case(first.review, BEN))
    assert not cleared.review.done
    again = rules.mark_done(case(cleared.review, BEN, NOW + timedelta(days=1)))
    assert heard(again) == []
    assert again.review.done_first_at == NOW


# ---------------------------------------------------------------- signing


def test_the_first_signature_locks_both_sides_and_the_second_completes() -> None:
    """[72, 73, 74, 129] Each tells the other party."""
    of, _, _ = shared()
    first = rules.sign(case(of, BEN), "Thanks")
    assert first.review.state is State.LOCKED
    assert heard(first) == [(MailKind.SIGNED, "Ada")]
    second = rules.sign(case(first.review, ADA))
    assert second.review.state is State.COMPLETE
    assert second.review.completed_at == NOW
    assert heard(second) == [(MailKind.SIGNED, "Ben")]
    assert [(s.party, s.comment, s.self_version, s.manager_version) for s in second.review.signatures] == [
        (Party.REVIEWER, "Thanks", 1, 1),
        (Party.REVIEWEE, "", 1, 1),
    ]


def test_what_was_not_provided_is_not_signed_for() -> None:
    of, _, manager = written()
    without = rules.mark_not_provided(case(of, HANA))
    assert heard(without) == [(MailKind.NOT_PROVIDED, "Ada"), (MailKind.NOT_PROVIDED, "Ben")]
    out = rules.share(case(without.review, BEN), MANAGER, manager).review
    assert rules.sign(case(out, ADA)).review.signatures[0].self_version == 0


def test_revoking_erases_nothing_and_both_must_sign_again() -> None:
    """[131] Only an HR admin can revoke a signature and reopen."""
    of, _, _ = shared()
    signed = rules.sign(case(rules.sign(case(of, BEN), "Mine").review, ADA)).review
    outcome = rules.revoke_signatures(case(signed, HANA), "Wrong text")
    reopened = outcome.review
    assert (reopened.state, reopened.signatures, reopened.reopened, reopened.completed_at) == (State.OPEN, (), 1, None)
    assert [(s.person.name, s.comment, s.revoked_by, s.revoked_reason) for s in reopened.revoked] == [
        ("Ben", "Mine", ref(HANA), "Wrong text"),
        ("Ada", "", ref(HANA), "Wrong text"),
    ]
    assert heard(outcome) == [(MailKind.SIGNATURES_REVOKED, "Ada"), (MailKind.SIGNATURES_REVOKED, "Ben")]
    assert outcome.entries[0].reason == "Wrong text"
    assert rules.sign(case(reopened, ADA)).review.state is State.LOCKED


def test_hr_completes_unsigned_after_the_sign_by_date_and_nothing_becomes_visible() -> None:
    of, _, _ = written()
    outcome = rules.complete_unsigned(case(of, HANA, day(25)), "On leave")
    assert outcome.review.state is State.COMPLETE
    assert outcome.review.manager.state is DRAFT
    assert outcome.review.completed_unsigned is not None
    assert outcome.review.completed_unsigned.reason == "On leave"
    assert heard(outcome) == [(MailKind.COMPLETED_UNSIGNED, "Ada"), (MailKind.COMPLETED_UNSIGNED, "Ben")]
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
    assert heard(outcome) == [(MailKind.EXTENDED, name) for name in told]
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
    """[15] An unshared draft is nobody else's; its backups stay, each with its author."""
    of, _, side = written()
    outcome = rules.reassign(case(replace(of, done=True), HANA), NILS, side)
    moved, emptied = outcome.review, outcome.sides[0]
    assert (moved.reviewer, moved.reviewer_zone, moved.done, moved.rating) == (ref(NILS), NILS.time_zone, False, None)
    assert (moved.manager.state, moved.manager.author) == (NOT_STARTED, ref(NILS))
    assert (emptied.answers, emptied.rating, emptied.author) == ({}, None, ref(NILS))
    assert [entry.author_id for entry in emptied.backups] == [BEN.id]
    assert [past.person for past in moved.past_reviewers] == [ref(BEN)]
    assert outcome.left_desks == (BEN.id,)
    assert heard(outcome) == [
        (MailKind.REASSIGNED_OLD, "Ben"),
        (MailKind.REASSIGNED_NEW, "Nils"),
        (MailKind.REASSIGNED_REVIEWEE, "Ada"),
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


@pytest.mark.parametrize("who", [ADA, BEN, replace(NILS, status=Status.LEFT)])
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
    assert outcome.review.state is State.WITHDRAWN
    assert outcome.review.withdrawn is not None
    assert (outcome.review.own, outcome.review.manager) == (of.own, of.manager)
    assert heard(outcome) == [(MailKind.WITHDRAWN, name) for name in told]


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
    assert rules.rating_problem(case(of, BEN, in_cycle=cycle(ratings=None)), 1) == "This cycle has no ratings."
    assert rules.rating_problem(case(of, BEN), 9) == "This is not on the cycle's scale."


def test_a_contributor_is_asked_and_no_longer_asked() -> None:
    """[102] Managers solicit comments about an employee."""
    asked = rules.add_contributor(case(review(), BEN), CORA)
    assert asked.review.contributor_ids == {CORA.id}
    assert heard(asked) == [(MailKind.CONTRIBUTE, "Cora")]
    gone = rules.remove_contributor(case(asked.review, BEN), CORA.id)
    assert gone.review.contributors == ()
    assert gone.left_desks == (CORA.id,)
    with pytest.raises(Conflict, match="not_a_contributor"):
        rules.remove_contributor(case(gone.review, BEN), CORA.id)


def test_some_cannot_contribute() -> None:
    some = tuple(Contributor(person=rules.Ref(id=str(n), name="N")) for n in range(20))
    for of, who in (
        (review(), ADA),
        (review(), BEN),
        (review(), replace(CORA, status=Status.LEFT)),
        (replace(review(), contributors=(Contributor(person=ref(CORA)),)), CORA),
        (replace(review(), contributors=some), CORA),
    ):
        with pytest.raises(Invalid) as refused:
            rules.add_contributor(case(of, BEN), who)
        assert refused.value.errors[0].pointer == "/person_id"


# ---------------------------------------------------------------- tasks and nudges


def tasks(of: Review, now: datetime = NOW) -> set[tuple[str, str, str]]:
    return {(task.person.name, task.kind.value, task.state) for task in rules.open_tasks(of, now)}


def test_tasks_appear_and_vanish_with_the_state() -> None:
    """[43, 74, 108] What is open, and nothing that is done."""
    of = review()
    assert tasks(of, OPENS - timedelta(days=1)) == set()
    assert tasks(of) == {("Ada", "write_self", "open"), ("Ben", "write_manager", "open")}
    of, own, manager = written()
    assert tasks(of) == {("Ada", "share_self", "draft"), ("Ben", "share_manager", "draft")}
    of = rules.share(case(of, ADA), SELF, own).review
    assert tasks(of) == {("Ben", "share_manager", "draft")}
    of = rules.share(case(of, BEN), MANAGER, manager).review
    assert tasks(of) == {("Ada", "sign", "open"), ("Ben", "sign", "open")}
    hidden = rules.unshare(case(of, ADA), SELF).review
    assert tasks(hidden) == {("Ada", "share_self", "hidden")}
    of = rules.sign(case(of, ADA)).review
    assert tasks(of) == {("Ben", "sign", "open")}
    assert tasks(rules.sign(case(of, BEN)).review) == set()
    assert tasks(rules.withdraw(case(of, HANA), "Left").review) == set()
    assert tasks(of, day(31) + timedelta(days=40)) == set()


def test_a_task_says_that_its_deadline_is_past() -> None:
    """[121] The side locks, the task says so, nothing is shared."""
    of, _, _ = written()
    drafts = with_states(review(), DRAFT, DRAFT)
    assert tasks(drafts, day(20)) == {("Ada", "write_self", "locked"), ("Ben", "write_manager", "locked")}
    assert tasks(of, day(20)) == {("Ada", "share_self", "locked"), ("Ben", "share_manager", "draft")}


def test_who_gave_up_the_self_has_no_task() -> None:
    of = rules.mark_not_provided(case(review(), HANA)).review
    assert tasks(of) == {("Ben", "write_manager", "open")}


def test_a_contributor_has_a_task_until_something_is_written() -> None:
    asked = replace(review(), contributors=(Contributor(person=ref(CORA)), Contributor(person=ref(OTTO), begun=True)))
    assert [(t.person.name, t.due_at) for t in rules.open_tasks(asked, NOW) if t.kind is TaskKind.CONTRIBUTE] == [
        ("Cora", asked.deadlines.manager.at)
    ]
    assert ("Cora", "contribute", "open") not in tasks(asked, day(18))
    assert ("Cora", "contribute", "open") not in tasks(with_states(asked, DRAFT, SHARED))


def test_in_calibration_sharing_is_no_task_before_its_date() -> None:
    calm = cycle(calibration=True, share_from=date(2026, 3, 20))
    of, _, _ = written(review(calm))
    of = case(of, BEN, in_cycle=calm).review
    of = replace(of, share_from=rules.new_review(calm, ADA, BEN, OPENS).share_from)
    assert ("Ben", "write_manager", "draft") in tasks(of)
    done_early = replace(of, done=True)
    assert not [task for task in tasks(done_early) if task[0] == "Ben"]
    assert ("Ben", "share_manager", "draft") in tasks(done_early, day(20))


def test_a_task_belongs_to_one_person_and_links_to_the_review() -> None:
    mine = rules.tasks_of(review(), ADA.id, NOW)
    assert [(t.kind, t.subject, t.link, t.due_at) for t in mine] == [
        (TaskKind.WRITE_SELF, ref(ADA), f"/reviews/{review().id}", review().deadlines.own.at)
    ]
    assert rules.tasks_of(review(), OTTO.id, NOW) == ()


def test_a_nudge_goes_to_those_with_an_open_task_once_a_day() -> None:
    """[80] At most one a person and task a day."""
    first = rules.nudge(case(review(), HANA))
    assert heard(first) == [(MailKind.NUDGE, "Ada"), (MailKind.NUDGE, "Ben")]
    with pytest.raises(Conflict, match="nudged_today"):
        rules.nudge(case(first.review, CLEO, NOW + timedelta(hours=2)))
    tomorrow = rules.nudge(case(first.review, CLEO, NOW + timedelta(days=1)))
    assert len(tomorrow.letters) == 2
    assert len(tomorrow.review.nudges) == 2
    drafted = save(first.review, ADA, SELF, text()).review
    assert heard(rules.nudge(case(drafted, HANA))) == [(MailKind.NUDGE, "Ada")]


def test_a_manager_nudges_those_below_and_nobody_else() -> None:
    assert heard(rules.nudge(case(review(), BEN))) == [(MailKind.NUDGE, "Ada")]
    assert heard(rules.nudge(case(review(), CLEO))) == [(MailKind.NUDGE, "Ada"), (MailKind.NUDGE, "Ben")]


def test_nobody_nudges_themselves() -> None:
    admin_reviewer = replace(review(), reviewer=ref(HANA))
    assert heard(rules.nudge(case(admin_reviewer, HANA))) == [(MailKind.NUDGE, "Ada")]


# ---------------------------------------------------------------- launch


def test_a_new_review_carries_every_date_in_its_peoples_zones() -> None:
    """[106, 109] A deadline ends at 24:00 in each person's own time zone."""
    far = replace(ADA, time_zone="Pacific/Kiritimati")
    made = rules.new_review(cycle(), far, replace(BEN, time_zone="Pacific/Honolulu"), OPENS)
    assert made.id == rules.review_id(cycle().id, ADA.id)
    assert made.deadlines.of(SELF).at == datetime(2026, 3, 10, 10, tzinfo=OPENS.tzinfo)
    assert made.deadlines.of(MANAGER).at == datetime(2026, 3, 18, 10, tzinfo=OPENS.tzinfo)
    assert made.opens_at == datetime(2026, 3, 1, 10, tzinfo=OPENS.tzinfo)
    assert made.state_at(made.opens_at - timedelta(seconds=1)) is State.SCHEDULED
    assert made.state_at(made.opens_at) is State.OPEN


def test_reviews_of_a_large_cycle_are_spread_over_its_board() -> None:
    wide = replace(cycle(), shards=16)
    assert {rules.shard_of(wide, f"{n}") for n in range(200)} == set(range(16))
    assert rules.new_review(wide, ADA, TOP, OPENS).shard == rules.shard_of(wide, ADA.id)


def test_a_cycle_that_was_closed_early_ends_its_reviews_then() -> None:
    ended = replace(cycle(), ended_at=NOW)
    assert rules.timed(review(), ended).closes_at == NOW
