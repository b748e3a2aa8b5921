"""Readers of the directory, and what the queue does for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.storage.table import Changes, Raced, Reads
from chalicelib.people import actions
from chalicelib.people.actions import imports
from chalicelib.people.actions.import_pages import import_people
from chalicelib.people.actions.reporting_lines import rechain
from chalicelib.people.jobs import ImportPeople, Rechain
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.imports import ImportState
from chalicelib.people.store import people
from chalicelib.wiring import wiring
from tests.api.client import World
from tests.api.people_world import HR, company, drain, imported, person_id
from tests.api.test_people_import import many
from tests.jobs import context_of


@pytest.fixture
def world() -> Iterator[World]:
    with company() as world:
        yield world


def context(world: World) -> JobContext:
    return context_of(wiring(), reads=Reads(world.table))


def stored(world: World, email: str) -> Person:
    return actions.load(Reads(world.table), person_id(world, email))


def test_everybody_by_pages_managers_first(world: World) -> None:
    imported(world.as_(HR), many(600))
    drain(world)
    reads = Reads(world.table)
    found = list(actions.everybody(reads, PersonStatus.ACTIVE))
    assert len(found) == 606
    seen: set[str] = set()
    for person in found:
        assert person.manager_id is None or person.manager_id in seen
        seen.add(person.id)
    first, after = actions.directory_page(world.table, limit=600, after=None)
    rest, end = actions.directory_page(world.table, limit=600, after=after)
    assert ([p.id for p in first + rest], end) == ([p.id for p in found], None)
    assert len(list(actions.everybody(reads))) == 606


def test_a_part_of_the_tree_is_one_range(world: World) -> None:
    reads = Reads(world.table)
    below, after = actions.subtree(reads, stored(world, "top@x.test"))
    assert ({p.name for p in below}, after) == ({"Mía Müller", "Ann Anders", "Bob Berg", "Ida Aide"}, None)
    assert actions.subtree(reads, stored(world, "ann@x.test")) == ([], None)
    found, _ = actions.reports(reads, person_id(world, "mia@x.test"))
    assert [p.name for p in found] == ["Ann Anders", "Bob Berg"]


def test_who_runs_hr_is_one_call(world: World) -> None:
    world.table.calls.clear()
    assert {p.name for p in actions.hr_people(Reads(world.table))} == {"Hanna HR", "Ida Aide"}
    assert [p.name for p in actions.hr_admins(Reads(world.table))] == ["Hanna HR"]
    assert dict(world.table.calls) == {"query": 2}
    rows = "".join(f"p{n}@x.test,P{n},hr_assistant\n" for n in range(120))
    imported(world.as_(HR), f"email,name,roles\n{rows}")
    assert len(actions.hr_people(Reads(world.table))) == 122


def queued(world: World) -> PlannedJob:
    (item,) = [
        decode(row.body, PlannedJob)
        for key, row in world.table.rows.items()
        if key.pk == "T" and "people.import" in key.sk
        and decode(row.body, PlannedJob).due_at <= world.now
    ]  # fmt: skip
    return item


def test_an_import_ends_once_and_is_told_by_mail(world: World) -> None:
    imported(world.as_(HR), many(600))
    item = queued(world)
    drain(world)
    run = imports.run_of(Reads(world.table), item.params["import_id"])
    assert run.state is ImportState.DONE
    late = context(world)
    assert import_people(late, ImportPeople(import_id=run.id)) is None
    assert len(late.changes) == 0
    assert import_people(late, ImportPeople(import_id="gone")) is None
    assert sum("import_finished" in row.body for row in world.table.rows.values()) == 1


def test_a_machine_gets_no_mail(world: World) -> None:
    imported(world.as_client("hris", "people:write"), many(600), idempotency_key="k")
    drain(world)
    assert stored(world, "p599@x.test").active
    assert not [row for row in world.table.rows.values() if "import_finished" in row.body]


def test_whom_an_import_could_not_change_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(world.as_(HR), many(600))
    real = world.table.commit

    def jammed(changes: Changes) -> None:
        if any(change.key.pk == "E#p7@x.test" for change in changes):
            raise Raced([])
        real(changes)

    monkeypatch.setattr(world.table, "commit", jammed)
    drain(world)
    (mail,) = [row.body for row in world.table.rows.values() if "import_finished" in row.body]
    assert '"problems":"1"' in mail
    assert not [key for key in world.table.rows if key.pk == "E#p7@x.test"]


def test_a_second_turn_of_following_changes_nothing(world: World) -> None:
    mia = stored(world, "mia@x.test")
    before = {key: row.version for key, row in world.table.rows.items()}
    assert rechain(context(world), Rechain(person_id=mia.id, path="/", version=2)) is None
    assert {key: row.version for key, row in world.table.rows.items()} == before


def test_following_is_written_in_as_many_transactions_as_it_takes(world: World) -> None:
    rows = "".join(f"p{n}@x.test,Per Son{n},bob@x.test\n" for n in range(45))
    imported(world.as_(HR), f"email,name,manager_email\n{rows}")
    bob = stored(world, "bob@x.test")
    changes = Changes("op")
    people.write(changes, bob, replace(bob, name="Bo Berg"))
    world.table.commit(changes)
    assert rechain(context(world), Rechain(person_id=bob.id, path="", version=2)) is None
    assert {stored(world, f"p{n}@x.test").manager_name for n in range(45)} == {"Bo Berg"}


def test_an_import_that_gets_on_keeps_the_directory_for_itself(world: World) -> None:
    imported(world.as_(HR), many(600))
    item, late = queued(world), context(world)
    late = replace(late, now=world.now + timedelta(minutes=59))
    assert import_people(late, ImportPeople(import_id=item.params["import_id"])) is not None
    world.table.commit(late.changes)
    lock = people.lock(Reads(world.table))
    assert lock is not None
    assert lock.holds(world.now + timedelta(minutes=100))
