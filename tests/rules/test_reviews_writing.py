"""What follows from saving, sharing and unsharing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotAllowed, fault
from chalicelib.people.rules import Person, ref
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Contributor,
    Outcome,
    SideName,
)
from tests.reviews_company import (
    ADA,
    ASA,
    BEN,
    CLEO,
    CORA,
    HANA,
    NOW,
    OTTO,
    case,
    day,
    machine,
    review,
)
from tests.rules.reviews_steps import (
    DRAFT,
    HIDDEN,
    MANAGER,
    SELF,
    SHARED,
    done,
    heard,
    save,
    shared,
    stored,
    text,
    written,
)

# ---------------------------------------------------------------- saving


@pytest.mark.parametrize(("name", "who"), [(SELF, BEN), (MANAGER, ADA), (SELF, HANA), (MANAGER, HANA)])
def test_nobody_but_its_author_saves_a_side(name: SideName, who: Person) -> None:
    with pytest.raises(NotAllowed):
        save(review(), who, name, text())


@pytest.mark.parametrize("who", [ADA, CLEO, HANA])
def test_nobody_but_the_reviewer_keeps_notes(who: Person) -> None:
    with pytest.raises(NotAllowed):
        rules.save_notes(case(review(), who), None, "Hm")


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
    """[64] Not one email per save."""
    of, _, side = shared()
    told = []
    for minutes in (0, 5, 29, 31, 45, 62):
        outcome = save(of, BEN, MANAGER, text(f"at {minutes}"), side, now=NOW + timedelta(minutes=minutes))
        of, side = outcome.review, stored(outcome)
        told.append(heard(outcome))
        assert outcome.versions[0].answers == {"good": f"at {minutes}"}
    mail = [(reviews_mails.MANAGER_EDITED, "Ada")]
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


def test_a_contributor_says_that_they_are_done_and_may_go_on_writing() -> None:
    others = (Contributor(person=ref(OTTO)), Contributor(person=ref(CORA), begun=True))
    finished = rules.mark_contribution_done(case(replace(review(), contributors=others), CORA), done=True)
    assert [c.done for c in finished.review.contributors] == [False, True]
    assert done(finished) == ["mark_contribution_done"]
    assert heard(finished) == []
    resumed = rules.mark_contribution_done(case(finished.review, CORA), done=False)
    assert resumed.review.contributors == others


def test_what_a_contributor_changes_after_sharing_is_a_new_version_for_the_reviewee() -> None:
    """Until signed they edit their part, and the reviewee hears of it as of any edit of what was shared."""
    of, _, manager = shared()
    asked = replace(of, contributors=(Contributor(person=ref(CORA)),))
    read = rules.read(case(asked, ADA), MANAGER, 1)
    outcome = rules.save_contribution(
        case(read, CORA), None, {"good": "Helped"}, manager=manager, contributions={OTTO.id: {"good": "Ok"}}
    )
    assert outcome.review.manager.share_version == 2
    assert outcome.versions[0].answers == manager.answers
    assert outcome.versions[0].contributions == {OTTO.id: {"good": "Ok"}, CORA.id: {"good": "Helped"}}
    assert heard(outcome) == [(reviews_mails.MANAGER_EDITED, "Ada")]
    assert outcome.notifications[0].params["by"] == "Cora"
    lately = rules.save_contribution(case(outcome.review, CORA), stored(outcome), {"good": "More"}, manager=manager)
    assert heard(lately) == []
    drafted, _, draft = written()
    hidden = replace(drafted, contributors=asked.contributors)
    assert rules.save_contribution(case(hidden, CORA), None, {"good": "x"}, manager=draft).versions == ()


# ---------------------------------------------------------------- sharing


def test_sharing_the_self_tells_the_reviewer() -> None:
    """[120, 53] Submit shares with the manager, who gets a mail."""
    of, own, _ = written()
    outcome = rules.share(case(of, ADA), SELF, own)
    assert outcome.review.own.state is SHARED
    assert outcome.review.own.share_version == 1
    assert outcome.versions[0].answers == own.answers
    assert heard(outcome) == [(reviews_mails.SELF_SHARED, "Ben")]
    assert "by" not in outcome.notifications[0].params


def test_hr_shares_on_behalf_and_says_so_to_both() -> None:
    """[122] Also late, and as it stands: HR cannot answer for someone."""
    of, own, _ = written()
    lacking = [FieldError("/answers/wish", fault("required"))]
    outcome = rules.share(case(of, HANA, day(20)), SELF, own, lacking)
    assert outcome.review.own.shared_by == ref(HANA)
    assert heard(outcome) == [(reviews_mails.SELF_SHARED, "Ben"), (reviews_mails.SELF_SHARED_FOR_YOU, "Ada")]
    assert outcome.notifications[0].params["by"] == "Hana"


@pytest.mark.parametrize("side", [SELF, MANAGER])
def test_a_machine_client_shares_nothing_on_behalf(side: SideName) -> None:
    of, own, manager = written()
    with pytest.raises(NotAllowed):
        rules.share(case(of, machine("cycles:write")), side, own if side is SELF else manager)


def test_an_author_shares_only_what_is_complete() -> None:
    """Required questions are named with pointers; a draft may be incomplete, a shared side not."""
    of, own, _ = written()
    lacking = [FieldError("/answers/good", fault("required"))]
    with pytest.raises(Invalid) as refused:
        rules.share(case(of, ADA), SELF, own, lacking)
    assert refused.value.code == "incomplete"
    assert refused.value.errors == tuple(lacking)


def test_a_side_that_is_shared_again_keeps_when_it_was_first_shared() -> None:
    of, own, _ = written()
    once = rules.share(case(of, ADA), SELF, own).review
    again = rules.share(case(rules.unshare(case(once, ADA), SELF).review, ADA, day(5)), SELF, own).review
    assert (again.own.first_shared_at, again.own.shared_at) == (NOW, day(5))


def test_nothing_can_be_shared_where_nothing_was_written() -> None:
    with pytest.raises(Conflict, match="nothing_written"):
        rules.share(case(review(), ADA), SELF, None)


def test_sharing_the_managers_side_tells_the_reviewee_alone() -> None:
    """[63, 67, 128] No one is told to choose a date for a 1:1 where there are no 1:1s."""
    of, _, manager = written()
    outcome = rules.share(case(of, BEN), MANAGER, manager, contributions={CORA.id: {"good": "Yes"}})
    assert heard(outcome) == [(reviews_mails.MANAGER_SHARED, "Ada")]
    assert outcome.versions[0].contributions == {CORA.id: {"good": "Yes"}}
    hidden = rules.unshare(case(outcome.review, BEN), MANAGER)
    assert heard(hidden) == [(reviews_mails.MANAGER_HIDDEN, "Ada")]
    again = rules.share(case(hidden.review, BEN), MANAGER, manager)
    assert heard(again) == [(reviews_mails.MANAGER_SHARED, "Ada")]
    assert again.review.manager.share_version == 2


def test_hr_shares_the_managers_side_and_the_reviewer_hears_of_it() -> None:
    of, _, manager = written()
    outcome = rules.share(case(of, ASA), MANAGER, manager)
    assert heard(outcome) == [
        (reviews_mails.MANAGER_SHARED, "Ada"),
        (reviews_mails.MANAGER_SHARED_FOR_YOU, "Ben"),
    ]


@pytest.mark.parametrize("was_read", [True, False])
def test_taking_the_self_back_tells_the_reviewer_whether_it_had_been_read(was_read: bool) -> None:
    """[126, 127] The manager may already have read it."""
    of, _, _ = shared()
    if was_read:
        of = rules.read(case(of, BEN), SELF, 1)
    outcome = rules.unshare(case(of, ADA), SELF)
    assert outcome.review.own.state is HIDDEN
    assert heard(outcome) == [(reviews_mails.SELF_HIDDEN, "Ben")]
    assert outcome.notifications[0].params["was_read"] == ("yes" if was_read else "no")


def test_done_is_told_to_those_above_the_first_time_only() -> None:
    """[46, 59, 60] Sharing is not needed."""
    of, _, _ = written()
    first = rules.mark_done(case(of, BEN))
    assert heard(first) == [(reviews_mails.DONE_MARKED, "overseers")]
    cleared = rules.unmark_done(case(first.review, BEN))
    assert not cleared.review.done
    again = rules.mark_done(case(cleared.review, BEN, NOW + timedelta(days=1)))
    assert heard(again) == []
    assert again.review.done_first_at == NOW
