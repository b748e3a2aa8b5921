"""Due work: one call when idle, each page once, whatever is lost, late, twice or broken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.company.rules import Company
from chalicelib.company.store import row as settings
from chalicelib.kernel import jobs as kinds
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import convert
from chalicelib.kernel.command import JobContext, perform, send_now
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message, PlannedJob
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Changes, Key, Row
from chalicelib.timetable import actions, rules, store
from tests.api.client import START, World, world_of
from tests.jobs import KIND, Named


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A page a message, so that each step can be looked at."""
    monkeypatch.setattr(actions, "PAGES_AT_ONCE", 1)
    with world_of() as world:
        yield world


class Recorder:
    """A handler of so many pages; it leaves a row for each."""

    def __init__(self, pages: int = 1) -> None:
        self.pages = pages
        self.turns: list[str | None] = []
        self.broken = False

    def __call__(self, context: JobContext, work: Named) -> str | None:
        self.turns.append(context.cursor)
        if self.broken:
            raise RuntimeError("broken")
        page = int(context.cursor or 0)
        context.changes.put(Row(key=Key("DONE", f"{work.ref}#{page}"), body="{}"))
        return str(page + 1) if page + 1 < self.pages else None


def place(at: World, *, due: datetime = START, ref: str = "one") -> PlannedJob:
    item = kinds.at(due, KIND, Named(ref=ref))
    at.table.rows[jobs.key_of(item)] = jobs.row(item)
    return item


def tick(at: World) -> int:
    return actions.tick(runtime.current())


def run(at: World, handler: Callable[[JobContext, Named], str | None], message: Any | None = None) -> bool:
    told = message if message is not None else at.queue.messages.pop(0)
    body = json.loads(json.dumps(told, default=str))
    from chalicelib.kernel.codec import decode

    return actions.run(runtime.current(), decode(json.dumps(body), Message), lambda _: KIND.done_by(handler))


def done(at: World) -> list[str]:
    return sorted(key.sk for key in at.table.rows if key.pk == "DONE")


def waiting(at: World) -> list[Key]:
    return [key for key in at.table.rows if key.pk == jobs.DUE]


def test_an_idle_tick_is_one_call(at: World) -> None:
    place(at, due=START + timedelta(seconds=1))
    at.table.calls.clear()
    assert tick(at) == 0
    assert dict(at.table.calls) == {"query": 1}


def test_what_is_due_is_done_page_by_page_and_then_forgotten(at: World) -> None:
    handler = Recorder(pages=3)
    place(at)
    assert tick(at) == 1
    while at.queue.messages:
        assert run(at, handler)
    assert (handler.turns, done(at), waiting(at)) == ([None, "1", "2"], ["one#0", "one#1", "one#2"], [])


def test_a_worker_goes_on_for_some_pages_and_remembers_what_it_found(
    at: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PAGES_AT_ONCE", 10)
    handler = Recorder(pages=13)
    memories = []

    def remembering(context: JobContext, work: Named) -> str | None:
        memories.append(dict(context.memory))
        context.memory["page"] = context.cursor
        return handler(context, work)

    place(at)
    tick(at)
    assert run(at, remembering)
    assert (len(handler.turns), len(at.queue.messages)) == (10, 1)
    assert memories[:3] == [{}, {"page": None}, {"page": "1"}]
    assert run(at, remembering)
    assert (len(done(at)), waiting(at)) == (13, [])


def test_a_worker_that_has_been_busy_for_long_leaves_the_rest_to_the_next(
    at: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PAGES_AT_ONCE", 10)
    monkeypatch.setattr(actions, "LONG_ENOUGH", -1.0)
    handler = Recorder(pages=3)
    place(at)
    tick(at)
    assert run(at, handler)
    assert handler.turns == [None]


def test_many_due_rows_are_all_taken(at: World) -> None:
    for number in range(250):
        place(at, ref=str(number))
    assert tick(at) == 250
    assert tick(at) == 0


def test_a_message_that_comes_twice_or_late_does_nothing(at: World) -> None:
    handler = Recorder(pages=2)
    place(at)
    tick(at)
    first = at.queue.messages.pop(0)
    assert run(at, handler, first)
    assert not run(at, handler, first)
    assert run(at, handler)
    assert not run(at, handler, first)
    assert done(at) == ["one#0", "one#1"]


def test_a_message_that_is_lost_is_sent_again_when_its_lease_is_over(at: World) -> None:
    handler = Recorder()
    place(at)
    tick(at)
    at.queue.messages.clear()
    at.advance(minutes=4)
    assert tick(at) == 0
    at.advance(minutes=1)
    assert tick(at) == 1
    run(at, handler)
    assert done(at) == ["one#0"]


def test_missed_ticks_are_caught_up(at: World) -> None:
    place(at)
    place(at, due=START + timedelta(hours=1), ref="two")
    at.advance(days=3)
    assert tick(at) == 2


def test_a_worker_that_dies_leaves_the_page_to_the_next(at: World) -> None:
    handler = Recorder()
    handler.broken = True
    place(at)
    tick(at)
    message = at.queue.messages[0]
    with pytest.raises(RuntimeError):
        run(at, handler, message)
    handler.broken = False
    assert run(at, handler, message)
    assert done(at) == ["one#0"]


def test_two_workers_at_one_page_do_it_once(at: World) -> None:
    place(at)
    tick(at)
    message = at.queue.messages[0]
    inner = Recorder()

    def slow(context: JobContext, work: Named) -> str | None:
        if not inner.turns:
            assert run(at, inner, message)
        context.changes.put(Row(key=Key("DONE", "twice"), body="{}"))
        return None

    run(at, slow, message)
    assert done(at) == ["one#0"]


def test_a_page_that_is_always_raced_comes_again(at: World) -> None:
    place(at)
    tick(at)

    def raced(context: JobContext, work: Named) -> str | None:
        context.changes.check(Key("NOT", "THERE"), 1)
        return None

    with pytest.raises(Unavailable):
        run(at, raced)
    assert waiting(at)


def test_what_never_gets_on_is_given_up_and_can_be_taken_up_again(at: World) -> None:
    place(at)
    for _ in range(rules.ATTEMPTS + 1):
        tick(at)
        at.queue.messages.clear()
        at.advance(hours=7)
    assert waiting(at) == []
    assert len(store.parked(at.table).rows) == 1
    assert actions.resume_parked(runtime.current()) == 1
    assert tick(at) == 1


def test_a_queue_that_does_not_answer_costs_a_minute(at: World) -> None:
    class Down:
        def send(self, messages: object, delay_seconds: int = 0) -> None:
            raise ConnectionError

    item = place(at)
    send_now(Down(), item)
    down = replace(runtime.current(), queue=Down())
    perform(down, SYSTEM, lambda command: command.ask(KIND, Named("cycle")))
    with pytest.raises(ConnectionError):
        actions.tick(down)
    at.advance(minutes=1)
    assert tick(at) == 1


def test_work_without_a_row_is_done_when_asked(at: World) -> None:
    handler = Recorder(pages=2)
    perform(runtime.current(), SYSTEM, lambda command: command.ask(KIND, Named("cycle")))
    assert waiting(at) == []
    assert run(at, handler)
    assert run(at, handler)
    assert handler.turns == [None, "1"]


def test_what_is_not_due_yet_is_not_done(at: World) -> None:
    item = place(at, due=START + timedelta(hours=1))
    send_now(at.queue, item)
    assert not run(at, Recorder())


def test_a_lease_that_was_overtaken_harms_nothing(at: World) -> None:
    item = place(at)

    class Fast:
        """The worker is quicker than the tick's own next step."""

        def send(self, messages: Any, delay_seconds: int = 0) -> None:
            changes = Changes("fast")
            changes.delete(jobs.key_of(item), item.version)
            at.table.commit(changes)

    assert actions.tick(replace(runtime.current(), queue=Fast())) == 1
    assert waiting(at) == []


def event(*bodies: Any) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": str(number), "body": json.dumps(body, default=str), "eventSource": "aws:sqs"}
            for number, body in enumerate(bodies)
        ]
    }


class Context:
    aws_request_id = "r"


def test_the_handlers_take_what_aws_sends(at: World) -> None:
    """Real event shapes; what fails comes again alone."""
    from chalicelib.timetable import events

    place(at)
    scheduled = {
        "version": "0",
        "id": "1",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "1",
        "time": "2026-03-02T09:00:00Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": {},
    }
    events.tick(scheduled, Context())
    assert len(at.queue.messages) == 1
    answer = events.work(event({"kind": "nobody knows", "ref": "x"}, {"not": "a message"}), Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}, {"itemIdentifier": "1"}]}


@pytest.mark.parametrize("kind", ["unknown", "people.unknown", "unknown.import"])
def test_nobody_does_a_kind_of_job_that_no_feature_declares(kind: str) -> None:
    from chalicelib import wiring

    with pytest.raises(KeyError):
        wiring.handler_of(kind)


def test_parts_of_a_second_do_not_make_other_work() -> None:
    now = datetime(2026, 3, 2, 9, 0, 0, 999, tzinfo=UTC)
    assert jobs.key_of(kinds.at(now, KIND, Named(ref="one"))).sk == "2026-03-02T09:00:00.000000Z#test.kind#one"


# ------------------------------------------------------------------ a feature that is switched off


def switch(at: World, *off: str) -> None:
    row = settings(Company(features_off=off))
    at.table.rows[row.key] = row


def test_a_job_that_falls_due_while_its_feature_is_off_is_dropped_and_not_made_up_for(
    at: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "SWITCHABLE", ("test",))
    handler = Recorder()
    place(at)
    later = place(at, due=START + timedelta(days=2), ref="later")
    switch(at, "test")
    tick(at)
    assert run(at, handler)
    assert (done(at), waiting(at)) == ([], [jobs.key_of(later)])
    switch(at)
    at.advance(days=2)
    tick(at)
    assert run(at, handler)
    assert (done(at), waiting(at)) == (["later#0"], [])


def test_what_must_always_be_done_is_done_while_its_feature_is_off(at: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "SWITCHABLE", ("test",))
    handler, upkeep = Recorder(), replace(KIND, always=True)
    place(at)
    switch(at, "test")
    tick(at)
    message = convert(at.queue.messages.pop(0), Message)
    assert actions.run(runtime.current(), message, lambda _: upkeep.done_by(handler))
    assert (done(at), waiting(at)) == (["one#0"], [])


def test_a_feature_that_cannot_be_switched_off_costs_no_look_at_the_settings(at: World) -> None:
    place(at)
    tick(at)
    at.table.calls.clear()
    assert run(at, Recorder())
    assert dict(at.table.calls) == {"get": 1, "commit": 1}
