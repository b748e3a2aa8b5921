"""Tasks of features on home: written with their cause, read in home's one query."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import current
from chalicelib.people.rules import Ref
from chalicelib.tasks import actions, store
from chalicelib.tasks.rules import HomeTask
from tests.api.client import START
from tests.cycles_world import ADA, BEN, CyclesApi, cycles_api, ok


@pytest.fixture
def at() -> Iterator[CyclesApi]:
    with cycles_api() as found:
        yield found


def task(ref: str, days: float = 1, person_id: str = ADA.id) -> HomeTask:
    return HomeTask(
        person_id=person_id,
        kind="feedback.answer",
        ref=ref,
        subject=Ref(id=BEN.id, name=BEN.name),
        due_at=START + timedelta(days=days),
        from_=START - timedelta(days=1),
        link=f"/feedback/{ref}",
    )


def put(*tasks: HomeTask) -> None:
    perform(current(), SYSTEM, lambda command: actions.put(command, *tasks))


def kinds(at: CyclesApi) -> list[str]:
    return [one["kind"] for one in ok(at(ADA).get("/home")).json["tasks"]]


def test_a_task_appears_with_its_cause_and_goes_with_it(at: CyclesApi) -> None:
    """[108] Outstanding tasks on the homepage."""
    one = task("one")
    put(one)
    (shown,) = ok(at(ADA).get("/home")).json["tasks"]
    assert shown == {
        "kind": "feedback.answer",
        "subject": {"id": BEN.id, "name": BEN.name},
        "due_at": one.due_at.isoformat().replace("+00:00", "Z"),
        "time_zone": "UTC",
        "state": "open",
        "link": "/feedback/one",
    }
    perform(current(), SYSTEM, lambda command: actions.remove(command, one.person_id, one.kind, one.ref, one.due_at))
    assert kinds(at) == []


def test_what_is_due_first_lies_nearest_to_where_home_begins_to_read() -> None:
    keys = [store.task_key("ada", "feedback.answer", "x", START + timedelta(days=days)) for days in (3, 1, 2)]
    assert sorted(keys, reverse=True) == [keys[1], keys[2], keys[0]]


def test_home_is_one_query_with_forty_tasks_and_the_next_page_only_where_tasks_fill_one(at: CyclesApi) -> None:
    put(*(task(f"{number:03}", number) for number in range(40)))
    at.world.table.calls.clear()
    assert len(kinds(at)) == 40
    assert at.world.table.calls["query"] == 1
    for begin in range(40, 160, 60):
        put(*(task(f"{number:03}", number) for number in range(begin, begin + 60)))
    at.world.table.calls.clear()
    home = ok(at(ADA).get("/home")).json
    assert at.world.table.calls["query"] == 2
    assert len(home["tasks"]) == 40
    assert home["more"] == [{"feature": "feedback", "count": 120}]
