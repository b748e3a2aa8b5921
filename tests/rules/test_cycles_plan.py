"""The plan of a launch: pairs, problems, emails with their instants."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.cycles import rules
from chalicelib.cycles.rules import (
    CycleOptions,
    CycleReminders,
    DueKind,
    Filter,
    Pair,
    Participants,
    PlannedMailKind,
    PlanProblemCode,
    Stage,
)
from chalicelib.people.rules import Person, PersonStatus
from tests.rules.test_cycles_checks import GOOD, TIMELINE

NOW = datetime(2026, 2, 1, tzinfo=UTC)
BOSS = Person(id="boss", name="Boss", email="boss@example.test")
ADA = Person(
    id="ada",
    name="Ada",
    email="ada@example.test",
    manager_id="boss",
    chain=("boss",),
    department="Tech",
    location="Berlin",
    employment_type="full",
    start_date=date(2025, 1, 1),
    time_zone="Asia/Tokyo",
)
PEOPLE = {"boss": BOSS, "ada": ADA}


def codes(person: Person, people: dict[str, Person] | None = None, busy: tuple[str, ...] = ()) -> list[PlanProblemCode]:
    known = (PEOPLE if people is None else people) | {person.id: person}
    outcome = rules.pair_of(person, known, busy)
    return [] if isinstance(outcome, Pair) else [problem.code for problem in outcome]


def test_somebody_is_paired_with_their_manager() -> None:
    assert rules.pair_of(ADA, PEOPLE, ()) == Pair(reviewee=ADA, reviewer=BOSS)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"manager_id": None, "chain": ()}, PlanProblemCode.NO_MANAGER),
        ({"manager_id": "nobody"}, PlanProblemCode.NO_MANAGER),
        ({"manager_id": "ada"}, PlanProblemCode.MANAGER_LOOP),
        ({"chain": ("ada", "boss")}, PlanProblemCode.MANAGER_LOOP),
        ({"status": PersonStatus.LEFT}, PlanProblemCode.LEFT),
        ({"email": ""}, PlanProblemCode.NO_EMAIL),
        ({"time_zone": "Mars/Base"}, PlanProblemCode.UNKNOWN_TIME_ZONE),
    ],
)
def test_what_stands_in_the_way_is_named(changed: dict[str, Any], code: PlanProblemCode) -> None:
    assert codes(replace(ADA, **changed)) == [code]


def test_each_is_a_sentence_too() -> None:
    outcome = rules.pair_of(replace(ADA, manager_id=None, chain=()), PEOPLE, ())
    assert not isinstance(outcome, Pair)
    assert [problem.detail for problem in outcome] == ["Has no manager."]


def test_so_is_what_stands_in_the_way_at_the_manager() -> None:
    assert codes(ADA, {"boss": replace(BOSS, status=PersonStatus.LEFT)}) == [PlanProblemCode.NO_MANAGER]
    assert codes(ADA, {"boss": replace(BOSS, email="")}) == [PlanProblemCode.NO_EMAIL]
    assert codes(ADA, {"boss": replace(BOSS, time_zone="X")}) == [PlanProblemCode.UNKNOWN_TIME_ZONE]


def test_loops_over_several_people_are_found() -> None:
    assert codes(ADA, {"boss": replace(BOSS, manager_id="ada")}) == [PlanProblemCode.MANAGER_LOOP]
    above = {"boss": replace(BOSS, manager_id="top"), "top": Person(id="top", name="Top", manager_id="boss")}
    assert codes(ADA, above) == []


def test_somebody_in_another_open_cycle_is_left_out_and_every_problem_is_named() -> None:
    assert codes(ADA, busy=("ada",)) == [PlanProblemCode.IN_OPEN_CYCLE]
    assert codes(replace(ADA, email="", manager_id=None), busy=("ada",)) == [
        PlanProblemCode.NO_EMAIL,
        PlanProblemCode.NO_MANAGER,
        PlanProblemCode.IN_OPEN_CYCLE,
    ]


@pytest.mark.parametrize(
    ("wanted", "takes_part"),
    [
        (Filter(department="tech"), True),
        (Filter(department=("Sales", "Tech"), location="berlin"), True),
        (Filter(department="Sales"), False),
        (Filter(location="Paris"), False),
        (Filter(employment_type="part"), False),
        (Filter(joined_before=date(2025, 1, 2)), True),
        (Filter(joined_before=date(2025, 1, 1)), False),
    ],
)
def test_a_filter_says_who_takes_part(wanted: Filter, takes_part: bool) -> None:
    assert rules.takes_part(Participants(filter=wanted), ADA) is takes_part


def test_everyone_means_everyone_who_works_here() -> None:
    everyone = Participants(everyone=True, without=("boss",))
    assert rules.takes_part(everyone, ADA)
    assert not rules.takes_part(everyone, BOSS)
    assert not rules.takes_part(everyone, replace(ADA, status=PersonStatus.LEFT))
    assert not rules.takes_part(Participants(filter=Filter(joined_before=date(2025, 1, 1))), BOSS)


def test_a_list_names_people_whatever_stands_in_the_way() -> None:
    listed = Participants(person_ids=("ada", "boss", "ada"), without=("boss",))
    assert rules.takes_part(listed, replace(ADA, status=PersonStatus.LEFT))
    assert rules.takes_part(Participants(everyone=True, also=("ada",)), ADA)
    assert not rules.takes_part(Participants(person_ids=("x",)), ADA)
    assert rules.named_ids(listed) == ("ada",)
    assert rules.whole_directory(Participants(everyone=True))
    assert rules.whole_directory(Participants(filter=Filter(location="x")))
    assert not rules.whole_directory(listed)


def test_the_plan_pairs_and_names() -> None:
    pairs, problems = rules.plan([BOSS, ADA], PEOPLE, ())
    assert [pair.reviewee for pair in pairs] == [ADA]
    assert [(problem.code, problem.person) for problem in problems] == [(PlanProblemCode.NO_MANAGER, BOSS)]


def mails(now: datetime = NOW) -> list[tuple[str, str, datetime]]:
    eva = replace(ADA, id="eva", time_zone="UTC")
    pairs = [Pair(reviewee=person, reviewer=BOSS) for person in (ADA, eva)]
    return [(m.to.id, m.kind, m.at) for m in rules.mails_of(GOOD, pairs, slice(0, 10), now)]


def test_every_mail_has_its_instant() -> None:
    """[107, 42] One kick-off to each reviewee and one to each reviewer, reminders in each one's own zone."""
    found = mails()
    kinds = Counter((to, kind) for to, kind, _ in found)
    assert kinds["ada", PlannedMailKind.KICKOFF_SELF] == 1
    assert kinds["boss", PlannedMailKind.KICKOFF_MANAGER] == 1
    assert kinds["ada", PlannedMailKind.REMINDER] == 8
    assert kinds["boss", PlannedMailKind.REMINDER] == 7, "one a day, however many reviews and stages"
    assert ("ada", PlannedMailKind.KICKOFF_SELF, datetime(2026, 3, 1, 15, tzinfo=UTC)) in found
    assert ("ada", PlannedMailKind.REMINDER, datetime(2026, 3, 13, 0, tzinfo=UTC)) in found
    assert ("boss", PlannedMailKind.REMINDER, datetime(2026, 3, 28, 9, tzinfo=UTC)) in found


def test_what_is_past_at_the_launch_opens_at_once_and_reminds_no_more() -> None:
    late = datetime(2026, 3, 20, 12, tzinfo=UTC)
    found = mails(late)
    assert ("ada", PlannedMailKind.KICKOFF_SELF, late) in found
    assert min(at for _, kind, at in found if kind is PlannedMailKind.REMINDER) >= late


def test_hr_gets_one_digest_at_each_deadline_when_it_has_passed_everywhere() -> None:
    pairs = [Pair(reviewee=ADA, reviewer=BOSS)]
    found = list(rules.digests_of(GOOD, pairs, [BOSS], NOW))
    assert [mail.at for mail in found] == [
        datetime(2026, 3, 21, tzinfo=UTC),
        datetime(2026, 3, 28, tzinfo=UTC),
        datetime(2026, 4, 4, tzinfo=UTC),
    ]
    assert list(rules.digests_of(GOOD, [], [BOSS], NOW)) == []
    assert rules.zones_of(pairs) == ("Asia/Tokyo", "UTC")


def test_the_schedule_has_a_row_for_each_stage_and_zone() -> None:
    due = Counter(item.kind for item in rules.schedule(GOOD, ("Asia/Tokyo", "UTC"), NOW))
    assert due == {DueKind.OPEN: 2, DueKind.REMIND: 24, DueKind.DIGEST: 3, DueKind.CLOSE: 1}


def test_what_is_over_is_not_scheduled_again() -> None:
    end = datetime(2026, 4, 20, tzinfo=UTC)
    due = [(item.kind, item.at) for item in rules.schedule(GOOD, ("UTC",), end)]
    assert due == [(DueKind.OPEN, end), (DueKind.CLOSE, end)]
    assert [item.kind for item in rules.schedule(GOOD, (), NOW)] == [DueKind.CLOSE]


def test_reminders_count_from_the_date_or_from_the_extension() -> None:
    wanted = replace(GOOD, options=CycleOptions(reminders=CycleReminders(days_before=(2,), days_after=(), at="08:30")))
    (usual,) = rules.reminders_of(wanted, Stage.SELF, "UTC")
    assert (usual.at, usual.days, usual.on) == (datetime(2026, 3, 18, 8, 30, tzinfo=UTC), -2, TIMELINE.self_due_on)
    (extended,) = rules.reminders_of(wanted, Stage.SELF, "UTC", date(2026, 3, 25))
    assert (extended.at, extended.on) == (datetime(2026, 3, 23, 8, 30, tzinfo=UTC), date(2026, 3, 25))
