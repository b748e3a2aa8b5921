"""One shape for everything that changes something: collected by actions, committed once at the edge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from chalicelib.kernel import command as commands
from chalicelib.kernel.command import Command, JobContext, TooManyRows, perform, perform_each
from chalicelib.kernel.errors import Conflict, Unavailable
from chalicelib.kernel.jobs import Job, at, ref_of
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Changes, Key, Raced, Reads, Row
from tests.fakes import MemoryTable

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class OpenZone(msgspec.Struct, frozen=True):
    cycle_id: str
    zones: tuple[str, ...] = ()


OPEN = Job("test.open", OpenZone)


@dataclass
class Queue:
    messages: list[Mapping[str, Any]] = field(default_factory=list)
    broken: bool = False

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        if self.broken:
            raise Unavailable
        self.messages += messages


class Racing(MemoryTable):
    """A table on which the first so many commits are raced."""

    def __init__(self, races: int) -> None:
        super().__init__()
        self.races = races

    def commit(self, changes: Changes) -> None:
        self.races -= 1
        if self.races >= 0:
            raise Raced([Key("a")])
        super().commit(changes)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "PAUSE", 0)


def runtime(table: MemoryTable | None = None, queue: Queue | None = None) -> Runtime:
    of = SimpleNamespace(table=table or MemoryTable(), queue=queue or Queue(), clock=lambda: NOW)
    return cast(Runtime, of)


def put(command: Command, *names: str) -> None:
    for name in names:
        command.changes.put(Row(key=Key(name), body="{}"))


def done(command: Command) -> str:
    put(command, "a", "b")
    return "done"


def test_what_a_command_collects_is_committed_once() -> None:
    at_ = runtime()
    assert perform(at_, SYSTEM, done) == "done"
    table = cast(MemoryTable, at_.table)
    assert set(table.rows) == {Key("a"), Key("b")}
    assert table.calls["commit"] == 1


def test_a_command_that_changes_nothing_commits_nothing() -> None:
    at_ = runtime()
    assert perform(at_, SYSTEM, lambda command: command.now) == NOW
    assert not cast(MemoryTable, at_.table).calls


def test_a_refusal_leaves_nothing_behind() -> None:
    at_ = runtime()

    def refuse(command: Command) -> None:
        put(command, "a")
        raise Conflict("left", case="person", name="Ada")

    with pytest.raises(Conflict):
        perform(at_, SYSTEM, refuse)
    assert not cast(MemoryTable, at_.table).rows


def test_what_was_raced_is_read_and_decided_again() -> None:
    table, seen = Racing(2), []

    def act(command: Command) -> None:
        seen.append(command.reads.fetch(Key("a")))
        put(command, "a")

    perform(runtime(table), SYSTEM, act)
    assert len(seen) == 3
    assert table.calls["get"] == 3
    assert set(table.rows) == {Key("a")}


def test_a_race_without_end_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        perform(runtime(Racing(99)), SYSTEM, lambda command: put(command, "a"))


def test_a_step_that_rests_on_what_was_read_before_is_not_tried_again() -> None:
    table, acted = Racing(1), list[Command]()

    def act(command: Command) -> None:
        acted.append(command)
        put(command, "a")

    with pytest.raises(Raced):
        perform(runtime(table), SYSTEM, act, again=False)
    assert len(acted) == 1
    assert not table.rows


def test_more_rows_than_a_transaction_holds_are_a_mistake_of_ours() -> None:
    with pytest.raises(TooManyRows):
        perform(runtime(), SYSTEM, lambda command: put(command, *map(str, range(101))))


def test_as_many_rows_as_a_transaction_holds_are_committed() -> None:
    at_ = runtime()
    perform(at_, SYSTEM, lambda command: put(command, *map(str, range(100))))
    assert len(cast(MemoryTable, at_.table).rows) == 100


def test_what_is_due_now_is_asked_for_after_the_commit_and_the_rest_is_left_to_the_tick() -> None:
    queue = Queue()
    at_ = runtime(queue=queue)
    now, later = (at(NOW + timedelta(hours=hours), OPEN, OpenZone("c")) for hours in (0, 1))
    perform(at_, SYSTEM, lambda command: command.plan(now, later, now))
    assert [message["due_at"] for message in queue.messages] == ["2026-03-02T09:00:00Z"]
    assert set(cast(MemoryTable, at_.table).rows) == {jobs.key_of(now), jobs.key_of(later)}


def test_a_job_without_a_row_is_asked_for_only_after_the_commit() -> None:
    queue, table = Queue(), Racing(1)

    def act(command: Command) -> None:
        command.ask(OPEN, OpenZone("c"))
        assert not queue.messages
        put(command, "a")

    perform(runtime(table, queue), SYSTEM, act)
    assert [message["params"]["cycle_id"] for message in queue.messages] == ["c"]
    assert set(table.rows) == {Key("a")}


def test_a_queue_that_is_away_does_not_undo_the_command() -> None:
    at_ = runtime(queue=Queue(broken=True))
    perform(at_, SYSTEM, lambda command: command.plan(at(NOW, OPEN, OpenZone("c"))))
    assert len(cast(MemoryTable, at_.table).rows) == 1


def test_the_same_kind_with_the_same_parameters_at_the_same_second_is_the_same_job() -> None:
    one, two = (at(NOW.replace(microsecond=part), OPEN, OpenZone("c", ("UTC", "Asia/Tokyo"))) for part in (1, 2))
    assert jobs.key_of(one) == jobs.key_of(two) == Key("T", "2026-03-02T09:00:00.000000Z#test.open#c#UTC,Asia/Tokyo")


def test_a_key_has_room_for_long_parameters() -> None:
    many = tuple(map(str, range(1000)))
    assert len(ref_of(OpenZone("c", many))) == 40
    assert ref_of(OpenZone("c", many)) != ref_of(OpenZone("d", many))


def page_of(table: MemoryTable) -> JobContext:
    at_ = runtime(table)
    return JobContext(runtime=at_, actor=SYSTEM, now=NOW, reads=Reads(table), changes=Changes(""), ref="", due_at=NOW)


def test_one_bad_record_of_a_page_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    def act(command: Command, record: str) -> None:
        put(command, record)
        if record == "refused":
            raise Conflict("closed")
        if record == "broken":
            raise ValueError("words of somebody")

    table = MemoryTable()
    assert perform_each(page_of(table), SYSTEM, ["refused", "broken", "good"], act) == 1
    assert set(table.rows) == {Key("good")}
    (broken,) = caplog.records
    assert (vars(broken)["error"], vars(broken)["record"]) == ("ValueError", "broken")
    assert "words of somebody" not in str(vars(broken))


def test_a_table_that_is_away_ends_the_page() -> None:
    def act(command: Command, record: str) -> None:
        raise Unavailable

    with pytest.raises(Unavailable):
        perform_each(page_of(MemoryTable()), SYSTEM, ["one", "two"], act)


def test_each_pause_after_a_race_may_be_twice_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who raced would only race again."""
    paused: list[float] = []
    monkeypatch.setattr(commands, "PAUSE", 1.0)
    monkeypatch.setattr("random.random", lambda: 1.0)
    monkeypatch.setattr("time.sleep", paused.append)
    perform(runtime(Racing(3)), SYSTEM, lambda command: put(command, "a"))
    assert paused == [1.0, 2.0, 4.0]
