"""What is still to be done, nudges, and a review as a launch makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chalicelib.kernel.errors import Conflict
from chalicelib.people.rules import ref
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Contributor,
    Review,
    ReviewState,
    TaskKind,
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
    OTTO,
    TOP,
    case,
    cycle,
    day,
    machine,
    review,
    with_states,
)
from tests.rules.reviews_steps import (
    DRAFT,
    MANAGER,
    SELF,
    SHARED,
    heard,
    save,
    text,
    written,
)

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


def test_a_contributor_has_a_task_until_they_say_that_they_are_done() -> None:
    """Not until the first saved letter only."""
    others = (Contributor(person=ref(OTTO), begun=True), Contributor(person=ref(NILS), begun=True, done=True))
    asked = replace(review(), contributors=(Contributor(person=ref(CORA)), *others))
    due = asked.deadlines.manager.at
    found = [t for t in rules.open_tasks(asked, NOW) if t.kind is TaskKind.CONTRIBUTE]
    assert [(t.person.name, t.state, t.due_at) for t in found] == [("Cora", "open", due), ("Otto", "draft", due)]
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
    assert heard(first) == [(reviews_mails.NUDGE, "Ada"), (reviews_mails.NUDGE, "Ben")]
    with pytest.raises(Conflict, match="nudged_today"):
        rules.nudge(case(first.review, CLEO, NOW + timedelta(hours=2)))
    tomorrow = rules.nudge(case(first.review, CLEO, NOW + timedelta(days=1)))
    assert len(tomorrow.notifications) == 2
    assert len(tomorrow.review.nudges) == 2
    drafted = save(first.review, ADA, SELF, text()).review
    assert heard(rules.nudge(case(drafted, HANA))) == [(reviews_mails.NUDGE, "Ada")]


def test_a_nudges_day_is_that_of_who_is_nudged() -> None:
    """Where it is tomorrow already one may be nudged again; where it is not, one may not."""
    of = rules.new_review(cycle(), ADA, replace(BEN, time_zone="Pacific/Kiritimati"), OPENS)
    morning = rules.nudge(case(of, HANA, day(4, 9))).review
    assert [entry.on for entry in morning.nudges] == [date(2026, 3, 4)] * 2
    evening = rules.nudge(case(morning, HANA, day(4, 11)))
    assert heard(evening) == [(reviews_mails.NUDGE, "Ben")]
    assert [entry.on for entry in evening.review.nudges] == [date(2026, 3, 4), date(2026, 3, 5)]


def test_a_nudge_by_a_machine_comes_from_hr_and_names_no_client() -> None:
    outcome = rules.nudge(case(review(), machine("cycles:write")))
    assert {email.params["by"] for email in outcome.notifications} == {"HR"}
    assert outcome.entries[0].actor_name == "hris"


def test_a_manager_nudges_those_below_and_nobody_else() -> None:
    assert heard(rules.nudge(case(review(), BEN))) == [(reviews_mails.NUDGE, "Ada")]
    assert heard(rules.nudge(case(review(), CLEO))) == [(reviews_mails.NUDGE, "Ada"), (reviews_mails.NUDGE, "Ben")]


def test_nobody_nudges_themselves() -> None:
    admin_reviewer = replace(review(), reviewer=ref(HANA))
    assert heard(rules.nudge(case(admin_reviewer, HANA))) == [(reviews_mails.NUDGE, "Ada")]


# ---------------------------------------------------------------- launch


def test_a_new_review_carries_every_date_in_its_peoples_zones() -> None:
    """[106, 109] A deadline ends at 24:00 in each person's own time zone."""
    far = replace(ADA, time_zone="Pacific/Kiritimati")
    made = rules.new_review(cycle(), far, replace(BEN, time_zone="Pacific/Honolulu"), OPENS)
    assert made.id == rules.review_id(cycle().id, ADA.id)
    assert made.deadlines.of(SELF).at == datetime(2026, 3, 10, 10, tzinfo=OPENS.tzinfo)
    assert made.deadlines.of(MANAGER).at == datetime(2026, 3, 18, 10, tzinfo=OPENS.tzinfo)
    assert made.opens_at == datetime(2026, 3, 1, 10, tzinfo=OPENS.tzinfo)
    assert made.state_at(made.opens_at - timedelta(seconds=1)) is ReviewState.SCHEDULED
    assert made.state_at(made.opens_at) is ReviewState.OPEN


def test_every_date_names_the_zone_in_which_it_ends() -> None:
    """The reviewee's, for what the reviewer writes the reviewer's; the cycle's own where it has one."""
    tokyo, berlin = replace(ADA, time_zone="Asia/Tokyo"), replace(BEN, time_zone="Europe/Berlin")
    made = rules.new_review(cycle(), tokyo, berlin, OPENS)
    assert (made.own_zone, made.manager_zone) == ("Asia/Tokyo", "Europe/Berlin")
    assert {task.kind: task.zone for task in rules.open_tasks(made, NOW)} == {
        TaskKind.WRITE_SELF: "Asia/Tokyo",
        TaskKind.WRITE_MANAGER: "Europe/Berlin",
    }
    both = with_states(made, SHARED, SHARED)
    assert {task.zone for task in rules.open_tasks(both, NOW)} == {"Asia/Tokyo"}
    one = replace(cycle(), timeline=replace(cycle().timeline, time_zone="America/New_York"))
    for found in (rules.new_review(one, tokyo, berlin, OPENS), rules.timed(made, one)):
        assert {found.own_zone, found.manager_zone} == {"America/New_York"}


def test_reviews_of_a_large_cycle_are_spread_over_its_board() -> None:
    wide = replace(cycle(), shards=16)
    assert {rules.shard_of(wide, f"{n}") for n in range(200)} == set(range(16))
    assert rules.new_review(wide, ADA, TOP, OPENS).shard == rules.shard_of(wide, ADA.id)


def test_a_cycle_that_was_closed_early_ends_its_reviews_then() -> None:
    ended = replace(cycle(), ended_at=NOW)
    assert rules.timed(review(), ended).closes_at == NOW
