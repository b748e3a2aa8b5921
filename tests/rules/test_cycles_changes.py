"""The states of a cycle, and what may still be changed in each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.cycles import rules
from chalicelib.cycles.rules import (
    Cycle,
    CycleOptions,
    CycleReminders,
    CycleState,
    Participants,
    RatingPoint,
    Ratings,
    Stage,
)
from chalicelib.kernel.errors import Conflict, Invalid
from tests.rules.test_cycles_checks import GOOD, TIMELINE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 10, 12, tzinfo=UTC)


def in_state(state: CycleState, **changed: Any) -> Cycle:
    return replace(GOOD, state=state, zones=("Europe/Berlin",), launched_at=NOW, **changed)


OPEN, DRAFT = in_state(CycleState.OPEN), GOOD


def test_a_draft_is_launched_once_everybody_has_been_counted_and_done() -> None:
    launching = rules.launch(GOOD, NOW)
    assert (launching.state, launching.launched_at, launching.version) == (CycleState.LAUNCHING, NOW, 2)
    counted = rules.counted(launching, 400)
    assert (counted.expected, counted.shards) == (400, 1)
    done = rules.launched(counted, NOW, ["UTC", "Asia/Tokyo"], 398)
    assert (done.state, done.zones, done.expected) == (CycleState.SCHEDULED, ("Asia/Tokyo", "UTC"), 398)
    assert rules.launched(counted, LATER, ["UTC"], 1).state is CycleState.OPEN


def test_a_large_cycle_is_spread_so_that_no_key_takes_a_sixteenth_of_it() -> None:
    assert rules.counted(GOOD, 5000).shards > 16


def test_who_launches_a_cycle_is_its_contact_where_none_was_chosen() -> None:
    """[111] Someone of HR is named in every review."""
    assert rules.launch(GOOD, NOW, "hana").options.hr_contacts == ("hana",)
    assert rules.launch(GOOD, NOW).options.hr_contacts == ()
    chosen = replace(GOOD, options=CycleOptions(hr_contacts=("asa",)))
    assert rules.launch(chosen, NOW, "hana").options.hr_contacts == ("asa",)


@pytest.mark.parametrize("state", [state for state in CycleState if state is not CycleState.DRAFT])
def test_only_a_draft_is_launched(state: CycleState) -> None:
    with pytest.raises(Conflict, match="cycle_not_draft"):
        rules.launch(in_state(state), NOW)


def test_a_cycle_that_is_over_is_not_launched() -> None:
    with pytest.raises(Conflict, match="cycle_is_past"):
        rules.launch(GOOD, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_scheduled_cycle_is_open_when_the_day_begins_in_its_first_zone() -> None:
    scheduled = replace(in_state(CycleState.SCHEDULED), zones=("America/New_York", "Asia/Tokyo"))
    first = datetime(2026, 3, 1, 15, tzinfo=UTC)
    assert rules.state_at(scheduled, first - timedelta(seconds=1)) is CycleState.SCHEDULED
    assert rules.state_at(scheduled, first) is CycleState.OPEN
    assert rules.state_at(GOOD, first) is CycleState.DRAFT
    assert rules.first_opening(GOOD) == datetime(2026, 3, 2, tzinfo=UTC)


ENDINGS = {
    CycleState.CLOSED: {CycleState.SCHEDULED, CycleState.OPEN},
    CycleState.CANCELLED: {CycleState.DRAFT, CycleState.LAUNCHING, CycleState.SCHEDULED, CycleState.OPEN},
    CycleState.ARCHIVED: {CycleState.CLOSED, CycleState.CANCELLED},
}


@pytest.mark.parametrize("state", CycleState)
@pytest.mark.parametrize("to", ENDINGS)
def test_how_a_cycle_ends(state: CycleState, to: CycleState) -> None:
    cycle = in_state(state)
    if state in ENDINGS[to]:
        ended = rules.end(cycle, to, LATER)
        assert (ended.state, ended.ended_at) == (to, LATER)
        assert rules.end(replace(cycle, ended_at=NOW), to, LATER).ended_at == NOW
    else:
        with pytest.raises(Conflict, match="cycle_state"):
            rules.end(cycle, to, LATER)


def test_some_things_are_done_to_a_running_cycle_only() -> None:
    rules.must_run(OPEN)
    with pytest.raises(Conflict, match="cycle_not_running"):
        rules.must_run(GOOD)


def test_everything_of_a_draft_may_change() -> None:
    wanted = replace(GOOD, name="Autumn", questionnaire_id="other", participants=Participants(person_ids=("a",)))
    assert rules.patch(GOOD, wanted, NOW) == replace(wanted, version=2)


def test_a_change_is_checked_like_a_new_cycle() -> None:
    with pytest.raises(Invalid):
        rules.patch(GOOD, replace(GOOD, name=""), NOW)


@pytest.mark.parametrize("state", [CycleState.LAUNCHING, CycleState.CLOSED, CycleState.ARCHIVED, CycleState.CANCELLED])
def test_an_ended_or_launching_cycle_is_not_changed(state: CycleState) -> None:
    with pytest.raises(Conflict, match="cycle_state"):
        rules.patch(in_state(state), in_state(state, name="New"), NOW)


SCALE = Ratings(scale=(RatingPoint(value=1, label="a"), RatingPoint(value=2, label="b")))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"questionnaire_id": "other"}, "questionnaire_id"),
        ({"participants": Participants(person_ids=("a",))}, "participants"),
        ({"timeline": replace(TIMELINE, time_zone="UTC")}, "timeline.time_zone"),
        ({"timeline": replace(TIMELINE, opens_on=date(2026, 3, 3))}, "timeline.opens_on"),
        ({"options": CycleOptions(ratings=SCALE)}, "options.ratings"),
        ({"options": CycleOptions(private_notes=False)}, "options.private_notes"),
        ({"options": CycleOptions(calibration=True)}, "options.calibration"),
        ({"options": CycleOptions(hr_reads_notes=True)}, "options.hr_reads_notes"),
    ],
)
def test_what_people_rely_on_stays_after_the_launch(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(Conflict, match="cycle_launched") as refused:
        rules.patch(OPEN, replace(OPEN, **changed), LATER)
    assert refused.value.params == {"fields": [named]}


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "New"},
        {"instructions": "Read this."},
        {"timeline": replace(TIMELINE, self_due_on=date(2026, 3, 22))},
        {"options": CycleOptions(done_box=False, meeting_prompt=False, follow_manager=True)},
        {"options": CycleOptions(reminders=CycleReminders(days_before=(3,)))},
        {"options": CycleOptions(overall_first=True, hr_contacts=("a",))},
    ],
)
def test_dates_texts_and_some_options_may_change_after_the_launch(changed: dict[str, Any]) -> None:
    assert rules.patch(OPEN, replace(OPEN, **changed), LATER).version == OPEN.version + 1


def test_the_opening_of_a_scheduled_cycle_may_move() -> None:
    scheduled = in_state(CycleState.SCHEDULED)
    wanted = replace(scheduled, timeline=replace(TIMELINE, opens_on=date(2026, 3, 5)))
    assert rules.patch(scheduled, wanted, NOW).timeline.opens_on == date(2026, 3, 5)


def test_a_date_is_not_moved_into_the_past() -> None:
    wanted = replace(OPEN, timeline=replace(TIMELINE, self_due_on=date(2026, 3, 5)))
    with pytest.raises(Invalid) as refused:
        rules.patch(OPEN, wanted, LATER)
    assert [error.pointer for error in refused.value.errors] == ["/timeline/self_due_on"]
    assert refused.value.code == "date_in_past"
    assert rules.patch(OPEN, wanted, LATER, confirm_past=True).timeline.self_due_on == date(2026, 3, 5)
    calibrated = in_state(
        CycleState.OPEN,
        options=CycleOptions(calibration=True),
        timeline=replace(TIMELINE, share_from=date(2026, 3, 28)),
    )
    without = replace(calibrated, timeline=replace(calibrated.timeline, share_from=None))
    assert rules.patch(calibrated, without, LATER).timeline.share_from is None


def test_what_moves_and_what_follows() -> None:
    moved = replace(TIMELINE, self_due_on=date(2026, 3, 22), sign_due_on=date(2026, 4, 5))
    assert rules.moved_dates(TIMELINE, moved) == ("self_due_on", "sign_due_on")
    assert rules.moved_stages(TIMELINE, moved) == (Stage.SELF, Stage.SIGN)
    assert rules.reschedules(OPEN, replace(OPEN, timeline=moved))
    assert rules.reschedules(OPEN, replace(OPEN, options=CycleOptions(reminders=CycleReminders(at="08:00"))))
    assert not rules.reschedules(OPEN, replace(OPEN, name="New"))


def test_people_are_added_to_a_draft_and_left_out() -> None:
    everyone, listed = Participants(everyone=True), Participants(person_ids=("a", "b"))
    assert rules.add(everyone, ["x", "x"]).also == ("x",)
    assert rules.add(listed, ["b", "c"]).person_ids == ("a", "b", "c")
    out = rules.remove(rules.add(everyone, ["x"]), "x")
    assert (out.also, out.without) == ((), ("x",))
    assert rules.add(out, ["x"]).without == ()
    assert rules.remove(listed, "a").person_ids == ("b",)
    with pytest.raises(Conflict, match="last_participant"):
        rules.remove(Participants(person_ids=("a",)), "a")


def test_the_next_cycle_is_the_same_moved_on_by_its_length() -> None:
    copied = rules.copy_of(OPEN, new_id="new", now=NOW, by="hana", name=None)
    assert copied.state is CycleState.DRAFT
    assert copied.timeline.opens_on == date(2026, 4, 11)
    assert copied.timeline.closes_on - copied.timeline.opens_on == TIMELINE.closes_on - TIMELINE.opens_on
    assert (copied.copied_from, copied.name, copied.zones, copied.version) == ("c", "Spring (copy)", (), 1)
    shared = replace(OPEN, timeline=replace(TIMELINE, share_from=date(2026, 3, 28)))
    year_later = rules.copy_of(shared, new_id="new", now=datetime(2027, 6, 1, tzinfo=UTC), by="hana", name="Next")
    assert year_later.timeline.opens_on == date(2027, 6, 1)
    assert year_later.timeline.share_from == date(2027, 6, 27)
    assert year_later.name == "Next"


def test_what_can_be_done_depends_on_the_state_and_on_who_asks() -> None:
    def actions(cycle: Cycle, **who: bool) -> tuple[str, ...]:
        return rules.actions_of(cycle, **{"hr_admin": False, "hr": False, "writes": True} | who)

    assert "launch" in actions(GOOD)
    assert "launch" not in actions(OPEN)
    assert "extend" in actions(OPEN, hr_admin=True, hr=True)
    assert "extend" not in actions(OPEN, hr=True)
    assert "share" in actions(OPEN, hr=True)
    assert "share" not in actions(OPEN)
    assert rules.actions_of(OPEN, hr_admin=False, hr=False, writes=False) == ()
    assert rules.with_zones(OPEN, ["UTC"]).zones == ("Europe/Berlin", "UTC")
