"""A piece of due work: taken, moved on, given up."""

from datetime import UTC, datetime, timedelta

from chalicelib.kernel.jobs import at, message_for
from chalicelib.timetable import rules
from tests.jobs import KIND, Named

NOW = datetime(2026, 3, 2, 9, 0, 0, 123, tzinfo=UTC)
WORK = at(NOW, KIND, Named(ref="cycle"))


def test_the_same_kind_instant_and_parameters_are_the_same_work() -> None:
    assert at(NOW.replace(microsecond=5), KIND, Named(ref="cycle")) == WORK
    assert (WORK.kind, WORK.ref, WORK.due_at) == ("test.kind", "cycle", NOW.replace(microsecond=0))


def test_work_is_due_from_the_beginning_of_its_second() -> None:
    due_at = NOW.replace(microsecond=900)
    assert rules.reached(due_at, NOW.replace(microsecond=0))
    assert not rules.reached(due_at, NOW.replace(microsecond=0) - timedelta(microseconds=1))


def test_work_is_free_until_somebody_takes_it_and_again_when_they_died() -> None:
    assert rules.free(WORK, NOW)
    taken = rules.leased(WORK, NOW)
    assert not rules.free(taken, NOW + timedelta(minutes=4))
    assert rules.free(taken, NOW + timedelta(minutes=5))
    assert taken.version == WORK.version + 1


def test_each_vain_attempt_waits_longer_until_it_is_given_up() -> None:
    item, waits = WORK, []
    while not rules.spent(item):
        item = rules.leased(item, NOW)
        assert item.leased_until is not None
        waits.append(item.leased_until - NOW)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[-1] == rules.LONGEST_LEASE
    assert len(waits) == rules.ATTEMPTS


def test_a_page_that_was_done_makes_the_counting_begin_anew() -> None:
    further = rules.moved_on(rules.leased(WORK, NOW), "page 2", NOW)
    assert (further.cursor, further.attempts, further.version) == ("page 2", 0, 3)


def test_a_message_asks_for_the_page_that_is_next_and_an_old_one_for_nothing() -> None:
    message = message_for(WORK)
    assert rules.answers(WORK, message)
    assert not rules.answers(rules.moved_on(WORK, "page 2", NOW), message)
    assert message.params == {}


def test_work_without_a_row_carries_its_parameters() -> None:
    from dataclasses import replace

    rowless = rules.moved_on(replace(WORK, version=0), "page 2", NOW)
    message = message_for(rowless)
    assert (message.due_at, message.params, message.cursor) == (None, Named(ref="cycle"), "page 2")
