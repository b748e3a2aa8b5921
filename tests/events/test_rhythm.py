"""Who is reminded of a reflection: who has none, once a period, at nine where they live, late or twice or never."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import Table
from chalicelib.people import actions as people
from chalicelib.people.rules import Person
from chalicelib.rhythm.actions import latest_reflections as rhythm
from chalicelib.rhythm.actions import reminders
from chalicelib.wiring import wiring
from tests.cycles_world import ADA, ASA, BEN, COMPANY, HANA, KIT, LEI, TOP, CyclesApi, company, cycles_api, ok

ALL = sorted(person.name for person in COMPANY if person is not TOP)
KIND = "reminder"


def at_(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    """It is Monday, 2 March 2026, 09:00 in UTC."""
    with cycles_api() as made:
        yield made


def choose(at: CyclesApi, wanted: str) -> None:
    etag = ok(at.hr.get("/company")).etag
    ok(at.hr.patch("/company", {"reflections": {"rhythm": wanted}}, match=etag))
    at.drain()


def record(at: CyclesApi, person: Person) -> None:
    """What a recording notes in the transaction in which it proves playable."""
    perform(wiring(), SYSTEM, lambda command: rhythm.note(command, person.id, "01REFLECTION"))


def reminded(at: CyclesApi) -> list[tuple[str, str]]:
    return [(mail["to_name"], mail["at"]) for mail in at.mails(KIND)]


def names(at: CyclesApi) -> list[str]:
    return sorted(name for name, _ in reminded(at))


def planned(at: CyclesApi) -> Counter[str]:
    """What waits in the timetable, by kind."""
    return Counter(key.sk.split("#")[1] for key in at.world.table.rows if key.pk == "T")


def test_everybody_with_a_manager_is_reminded_at_nine_where_they_live(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 8))
    assert dict(reminded(at)) == {
        "Kit Kiribati": "2026-03-05T19:00:00Z",
        **dict.fromkeys(("Ada Able", "Asa Assistant", "Ben Boss", "Hana HR"), "2026-03-06T08:00:00Z"),
        "Lei Hawaii": "2026-03-06T19:00:00Z",
    }
    assert names(at) == ALL
    (mail,) = at.mails(KIND, ADA)
    assert (mail["params"], mail["time_zone"]) == ({"task": "record_reflection"}, "Europe/Berlin")


def test_each_period_asks_anew_and_once(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 22, 12))
    assert Counter(names(at)) == dict.fromkeys(ALL, 3)
    assert planned(at) == {"rhythm.gather": 1}


def test_two_weeks_and_months_have_their_own_last_days(at: CyclesApi) -> None:
    choose(at, "two_weeks")
    at.until(at_(3, 15, 12))
    assert ("Ada Able", "2026-03-13T08:00:00Z") in reminded(at)
    assert names(at) == ALL
    choose(at, "monthly")
    at.until(at_(4, 1))
    assert Counter(names(at)) == dict.fromkeys(ALL, 2)
    # Clocks went forward in the night before.
    assert [moment for name, moment in reminded(at) if name == "Ada Able"][-1] == "2026-03-29T07:00:00Z"
    assert ("Kit Kiribati", "2026-03-28T19:00:00Z") in reminded(at)


def test_who_made_one_in_the_period_is_left_alone_until_the_next(at: CyclesApi) -> None:
    record(at, BEN)
    choose(at, "weekly")
    at.until(at_(3, 6, 7, 59))
    record(at, ADA)
    at.until(at_(3, 8, 12))
    assert names(at) == [name for name in ALL if name not in {"Ada Able", "Ben Boss"}]
    at.until(at_(3, 15, 12))
    assert Counter(names(at))["Ada Able"] == Counter(names(at))["Ben Boss"] == 1


def test_one_from_the_period_before_does_not_count(at: CyclesApi) -> None:
    """It was Sunday for Ada when she made hers, and Monday already for Kit."""
    at.world.now = at_(3, 1, 15)
    record(at, ADA)
    record(at, KIT)
    choose(at, "weekly")
    at.until(at_(3, 8, 12))
    assert "Ada Able" in names(at)
    assert "Kit Kiribati" not in names(at)


def test_who_left_or_has_no_manager_any_more_is_not_reminded(at: CyclesApi) -> None:
    """Also where that happens after it was looked who lives where."""
    choose(at, "weekly")
    at.until(at_(3, 5, 18))
    assert planned(at)["rhythm.remind"] == 3
    at.leave(LEI)
    at.change(ASA, manager_id=None, chain=())
    at.until(at_(3, 8, 12))
    assert names(at) == ["Ada Able", "Ben Boss", "Hana HR", "Kit Kiribati"]


def test_a_zone_that_nobody_knows_counts_as_utc(at: CyclesApi) -> None:
    at.change(ADA, time_zone="Mars/Base")
    choose(at, "weekly")
    at.until(at_(3, 8, 12))
    assert ("Ada Able", "2026-03-06T09:00:00Z") in reminded(at)
    assert names(at) == ALL


def test_who_moves_to_another_zone_meanwhile_is_reminded_once(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 5, 20))
    at.change(KIT, time_zone="Pacific/Honolulu")
    at.until(at_(3, 8, 12))
    assert names(at) == ALL


def test_everything_twice_and_in_any_order_is_the_same(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 9))
    mails, rows = reminded(at), dict(at.world.table.rows)
    at.world.queue.messages += [*reversed(at.seen), *at.seen]
    at.drain()
    assert reminded(at) == mails
    assert at.world.table.rows == rows


def test_a_page_done_twice_sends_nothing_twice(at: CyclesApi) -> None:
    """A worker died after it had planned, so that what was done already is planned and done again."""
    choose(at, "weekly")
    at.until(at_(3, 5, 18))
    rows = {key: row for key, row in at.world.table.rows.items() if key.pk == "T"}
    at.until(at_(3, 7))
    mails = reminded(at)
    at.world.table.rows.update(rows)
    at.until(at_(3, 8, 12))
    assert reminded(at) == mails


def test_missed_ticks_are_caught_up_while_the_period_lasts(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.world.now = at_(3, 8, 12)
    for _ in range(3):
        at.tick()
    # It is Monday already where Kit lives.
    assert names(at) == [name for name in ALL if name != "Kit Kiribati"]
    assert planned(at) == {"rhythm.gather": 1}


def test_a_period_that_passed_unnoticed_is_let_go(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.world.now = at_(3, 25)
    for _ in range(6):
        at.tick()
    assert names(at) == []
    at.until(at_(3, 29, 12))
    assert names(at) == ALL
    assert {moment[:10] for _, moment in reminded(at)} == {"2026-03-26", "2026-03-27"}


def test_a_rhythm_chosen_in_the_middle_of_the_day_reminds_where_the_hour_is_ahead(at: CyclesApi) -> None:
    at.until(at_(3, 6, 12))
    choose(at, "weekly")
    at.until(at_(3, 8, 12))
    assert names(at) == ["Lei Hawaii"]
    at.until(at_(3, 15, 12))
    assert sorted(set(names(at))) == ALL


def test_a_rhythm_that_is_switched_off_ends(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 5, 18))
    choose(at, "off")
    at.until(at_(4, 1))
    assert names(at) == []
    assert planned(at) == {}


def test_a_rhythm_that_is_switched_off_and_on_again_goes_on_once(at: CyclesApi) -> None:
    choose(at, "weekly")
    for wanted in ("off", "weekly", "monthly", "weekly"):
        at.pass_(minutes=1)
        choose(at, wanted)
    at.until(at_(3, 5, 18))
    choose(at, "off")
    at.pass_(minutes=1)
    choose(at, "weekly")
    at.until(at_(3, 8, 12))
    assert names(at) == ALL
    at.until(at_(4, 1))
    assert Counter(names(at)) == dict.fromkeys(ALL, 4), "the month in between was a second thought"
    assert planned(at) == {"rhythm.gather": 1}


def test_another_rhythm_takes_the_place_of_the_one_before(at: CyclesApi) -> None:
    choose(at, "weekly")
    at.until(at_(3, 3))
    choose(at, "monthly")
    at.until(at_(3, 27))
    assert names(at) == []
    at.until(at_(4, 1))
    assert names(at) == ALL


def test_other_settings_leave_the_rhythm_alone(at: CyclesApi) -> None:
    choose(at, "weekly")
    before = planned(at)
    etag = ok(at.hr.get("/company")).etag
    ok(at.hr.patch("/company", {"reflections": {"max_minutes": 10}}, match=etag))
    assert planned(at) == before
    assert at.world.queue.messages == []


def test_many_people_are_reminded_in_parts_each_read_at_once() -> None:
    with cycles_api(company(620)) as at:
        choose(at, "weekly")
        at.until(at_(3, 5, 18))
        assert planned(at)["rhythm.remind"] == 16
        at.until(at_(3, 5, 20))
        at.world.table.calls.clear()
        at.world.now = at_(3, 6, 8)
        at.tick()
        # Of each part: the work, its people with what they made, which emails there are; then one transaction.
        parts = sum(message["kind"] == "rhythm.remind" for message in at.seen) - 1
        assert parts == 14
        assert (at.world.table.calls["get"], at.world.table.calls["commit"]) == (3 * parts, 2 * parts)
        at.until(at_(3, 8, 12))
        assert Counter(Counter(names(at)).values()) == {1: 619}
        assert HANA.name in names(at)


def test_the_first_page_goes_on_where_a_directory_is_longer(monkeypatch: pytest.MonkeyPatch, at: CyclesApi) -> None:
    monkeypatch.setattr(reminders, "PAGE", 2)
    choose(at, "weekly")
    pages: list[str | None] = []
    whole = people.directory_page

    def page(table: Table, *, limit: int, after: str | None) -> tuple[list[Person], str | None]:
        pages.append(after)
        return whole(table, limit=limit, after=after)

    monkeypatch.setattr(people, "directory_page", page)
    at.until(at_(3, 8, 12))
    assert len(pages) == 4
    assert names(at) == ALL
