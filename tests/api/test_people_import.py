"""The directory's CSV over HTTP: dry run, problems by row, all or nothing, ten thousand rows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.table import Changes, Raced
from chalicelib.people.actions import import_pages, imports
from chalicelib.people.routes.people import routes
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.imports import PAGE
from chalicelib.timetable import actions as timetable
from tests.api.client import World, world_of
from tests.api.people_world import COMPANY, HR, company, drain, first_admin, imported, names, person_id
from tests.fakes import MemoryTable


@pytest.fixture
def world() -> Iterator[World]:
    with company() as world:
        world.queue.messages.clear()
        yield world


def people(world: World) -> dict[str, Person]:
    found = [decode(row.body, Person) for key, row in world.table.rows.items() if key.pk.startswith("P#")]
    return {person.email: person for person in found}


def snapshot(world: World) -> dict[Any, Any]:
    return {key: row for key, row in world.table.rows.items() if not key.pk.startswith("I#")}


def many(count: int, title: str = "Dev") -> str:
    """A company of `count` with seven reports to a manager."""
    rows = (f"p{n}@x.test,Per Son{n},{f'p{(n - 1) // 7}@x.test' if n else ''},{title}" for n in range(count))
    return "email,name,manager_email,title\n" + "\n".join(rows)


def test_a_company_is_imported(world: World) -> None:
    found = people(world)
    assert {email: person.manager_name for email, person in found.items()} == {
        HR: "", "top@x.test": "", "mia@x.test": "Tora Top", "ann@x.test": "Mía Müller", "bob@x.test": "Mía Müller",
        "aide@x.test": "Tora Top",
    }  # fmt: skip
    assert found["aide@x.test"].roles == {"hr_assistant"}
    assert found["ann@x.test"].chain == (found["top@x.test"].id, found["mia@x.test"].id)


def test_the_same_file_again_changes_nothing(world: World) -> None:
    before = people(world)
    reply = imported(world.as_(HR), COMPANY)
    assert (reply.status, reply.json["created"], reply.json["updated"], reply.json["unchanged"]) == (200, 0, 0, 5)
    assert people(world) | {HR: before[HR]} == before


def test_a_dry_run_tells_and_writes_nothing(world: World) -> None:
    world.as_(HR).get("/me")
    before = snapshot(world)
    text = COMPANY.replace("Rep,Sales", "Senior Rep,Sales") + "new@x.test,New,ann@x.test,,,,,,,\n"
    reply = imported(world.as_(HR), text, "?dry_run=true")
    assert reply.status == 200
    assert {k: reply.json[k] for k in ("created", "updated", "unchanged", "left", "problems")} == {
        "created": 1, "updated": 2, "unchanged": 3, "left": 0, "problems": [],
    }  # fmt: skip
    assert [person["name"] for person in reply.json["missing"]] == ["Hanna HR"]
    assert snapshot(world) == before


def test_problems_refuse_the_whole_file(world: World) -> None:
    world.as_(HR).get("/me")
    before = snapshot(world)
    text = "email,name,manager_email\nnew@x.test,New,\nbad,Bad,\nann@x.test,Ann,ghost@x.test\n"
    dry = imported(world.as_(HR), text, "?dry_run=true")
    problems = [
        {
            "row": 3,
            "pointer": "/email",
            "code": "not_an_address",
            "detail": "Enter a valid email address.",
            "params": {},
        },
        {
            "row": 4,
            "pointer": "/manager_email",
            "code": "manager_unknown",
            "detail": "ghost@x.test isn't in the file or the directory.",
            "params": {"case": "address", "value": "ghost@x.test"},
        },
    ]
    assert (dry.status, dry.json["problems"]) == (200, problems)
    real = imported(world.as_(HR), text)
    assert (real.status, real.json["code"], real.json["problems"]) == (422, "import_refused", problems)
    assert [error["pointer"] for error in real.json["errors"]] == ["/3/email", "/4/manager_email"]
    assert snapshot(world) == before


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", 422, "empty_file"),
        ("\ufeff\n\n", 422, "empty_file"),
        ("name\nAnn\n", 422, "import_refused"),
        ("email,title\nann@x.test,=cmd|' /C calc'!A0\n", 422, "import_refused"),
        ("email,name\n+a@x.test,A\n", 422, "import_refused"),
        ("email,manager_email\nann@x.test,ann@x.test\n", 422, "import_refused"),
        ("email,manager_email\nmia@x.test,ann@x.test\n", 422, "import_refused"),
        ("email\nann@x.test\nANN@X.TEST\n", 422, "import_refused"),
        ("email,time_zone\nann@x.test,Mars/Olympus\n", 422, "import_refused"),
        ("email,start_date\nann@x.test,03/04/2020\n", 422, "import_refused"),
        ("email,roles\nann@x.test,root\n", 422, "import_refused"),
        ('email,title\nann@x.test,"open\n', 422, "import_refused"),
        ("email\x00,name\na@x.test,A\n", 422, "not_csv"),
        ("email\n" + "a@x.test\n" * 10_001, 413, "too_many_rows"),
        ("email\n" + "x" * 5_000_001, 413, "too_large"),
        ("x" * 50_000_000, 413, "too_large"),
    ],
)
def test_hostile_files_are_refused_clearly(world: World, text: str, status: int, code: str) -> None:
    before = people(world)
    reply = imported(world.as_(HR), text)
    assert (reply.status, reply.json["code"]) == (status, code)
    assert people(world) | {HR: before[HR]} == before


def test_only_csv_is_taken(world: World) -> None:
    assert imported(world.as_(HR), "email\n", content_type="application/json").status in (415, 422)
    assert world.as_(HR).send("POST", "/people/import", "{}", {"content-type": "application/json"}).status == 415


def test_who_is_missing_leaves_only_when_asked(world: World) -> None:
    hr, text = world.as_(HR), COMPANY.replace("bob@x.test,Bob", "rob@x.test,Rob").replace(",4\n", ",6\n")
    reply = imported(hr, text)
    assert ([p["name"] for p in reply.json["missing"]], reply.json["left"]) == (["Bob Berg", "Hanna HR"], 0)
    assert people(world)["bob@x.test"].active
    reply = imported(hr, text, "?deactivate_missing=true")
    assert ([p["name"] for p in reply.json["missing"]], reply.json["left"]) == (["Bob Berg", "Hanna HR"], 1)
    assert people(world)["bob@x.test"].status is PersonStatus.LEFT
    assert people(world)[HR].active
    told = [key.sk for key in world.table.rows if key.pk == "T" and "people.changed" in key.sk]
    assert len(told) == 1
    assert "#left#" in told[0]


def test_a_machine_keeps_the_directory_but_gives_no_roles(world: World) -> None:
    machine = world.as_client("hris", "people:write")
    text = "email,name,roles\nann@x.test,Ann Anders,hr_admin\n"
    refused = imported(machine, text, idempotency_key="1")
    assert (refused.status, refused.json["problems"][0]["pointer"]) == (422, "/roles")
    assert imported(machine, "email,title\nann@x.test,Lead\n", idempotency_key="2").json["updated"] == 1
    assert imported(machine, "email,title\nann@x.test,Lead\n").json["code"] == "idempotency_key_required"
    assert imported(world.as_(HR), text).json["updated"] == 1
    assert people(world)["ann@x.test"].roles == {"hr_admin"}


def test_a_changed_manager_is_told_to_those_who_run_reviews(world: World) -> None:
    imported(world.as_(HR), "email,manager_email\nbob@x.test,ann@x.test\nann@x.test,top@x.test\n")
    found = people(world)
    top, ann = found["top@x.test"].id, found["ann@x.test"].id
    assert found["bob@x.test"].chain == (top, ann)
    told = [key.sk for key in world.table.rows if key.pk == "T" and "people.changed" in key.sk]
    assert ["#manager#" in one for one in told] == [True, True]


def test_a_retried_import_gets_the_first_answer(world: World) -> None:
    text = "email,name\nnew@x.test,New\n"
    first = imported(world.as_(HR), text, idempotency_key="once")
    again = imported(world.as_(HR), text, idempotency_key="once")
    assert first.json["created"] == 1
    assert (again.status, again.json) == (first.status, first.json)


def test_one_import_at_a_time(world: World) -> None:
    hr = world.as_(HR)
    first = imported(hr, many(600))
    assert (first.status, first.json["state"], first.json["created"]) == (200, "running", 600)
    assert imported(hr, "email\nann@x.test\n").json["code"] == "import_running"
    path = f"/people/{person_id(world, 'ann@x.test')}"
    moved = hr.put(path, {"manager_email": "top@x.test"}, hr.get(path).etag)
    assert (moved.status, moved.json["code"]) == (409, "import_running")
    assert hr.put(path, {"title": "x"}, hr.get(path).etag).status == 200
    drain(world)
    run = hr.get(f"/people/imports/{first.json['id']}")
    assert (run.json["state"], run.json["created"]) == ("done", 600)
    assert [p["name"] for p in run.json["missing"]] == [p["name"] for p in first.json["missing"]]
    assert imported(hr, "email\nann@x.test\n").status == 200


def test_an_import_that_never_ends_does_not_hold_the_directory_forever(world: World) -> None:
    imported(world.as_(HR), many(600))
    world.now += timedelta(hours=2)
    assert imported(world.as_(HR), "email\nann@x.test\n").status == 200


def test_an_unknown_import_is_not_found(world: World) -> None:
    assert world.as_(HR).get("/people/imports/nope").status == 404


def test_ten_thousand_rows_in_one_go(world: World) -> None:
    hr = world.as_(HR)
    hr.get("/me")
    world.table.calls.clear()
    reply = imported(hr, many(10_000))
    assert (reply.status, reply.json["created"], reply.json["state"]) == (200, 10_000, "running")
    asked = sum(world.table.calls.values())
    assert asked < 30
    drain(world)
    assert len(people(world)) == 10_006
    assert hr.get(f"/people/imports/{reply.json['id']}").json["state"] == "done"
    assert world.table.calls["commit"] < 10_000 / 10
    assert names(hr.get("/people?query=son9999")) == ["Per Son9999"]
    mails = [row for key, row in world.table.rows.items() if key.pk.startswith("M#") and "import_finished" in row.body]
    assert len(mails) == 1
    world.table.calls.clear()
    dry = imported(hr, many(10_000), "?dry_run=true")
    assert dry.json["unchanged"] == 10_000
    assert sum(world.table.calls.values()) < 30


class Crash(Exception):
    """The process dies."""


class Dying(MemoryTable):
    """A table whose caller dies at the n-th commit."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at: int | None = None

    def commit(self, changes: Changes) -> None:
        if self.dies_at is not None:
            self.dies_at -= 1
            if self.dies_at < 0:
                self.dies_at = None
                raise Crash
        super().commit(changes)


@pytest.mark.parametrize("dies_at", range(1, 14, 2))
def test_an_import_killed_anywhere_is_finished_by_the_timetable(dies_at: int) -> None:
    table = Dying()
    with world_of(routes, table=table) as world:
        first_admin(table)
        world.as_(HR).get("/me")
        table.dies_at = dies_at
        imported(world.as_(HR), many(3 * PAGE))
        died = len(people(world)) < 3 * PAGE + 1
        world.now += timedelta(minutes=6)
        timetable.tick(current())
        drain(world)
        found = people(world)
        assert len(found) == 3 * PAGE + 1
        assert all(person.version == 1 for email, person in found.items() if email != HR)
        assert died or dies_at > 8


def test_a_duplicate_page_writes_nothing_twice(world: World) -> None:
    reply = imported(world.as_(HR), many(60))
    before = snapshot(world)
    run = imports.run_of(_reads(world), reply.json["id"])
    assert import_pages.write_page(current(), run, 0) == []
    assert snapshot(world) == before


def _reads(world: World) -> Any:
    from chalicelib.kernel.storage.table import Reads

    return Reads(world.table)


class Racing(MemoryTable):
    """A table where someone else changes a person just before each transaction of more than one."""

    def __init__(self) -> None:
        super().__init__()
        self.meddle: Any = None

    def commit(self, changes: Changes) -> None:
        meddle, self.meddle = self.meddle, None
        if meddle is not None:
            meddle()
        super().commit(changes)


def test_who_changes_during_an_import_keeps_both_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Racing()
    with world_of(routes, table=table) as world:
        first_admin(table)
        imported(world.as_(HR), COMPANY)
        real = import_pages.write_page

        def meddled(*how: Any) -> Any:
            table.meddle = lambda: world.as_("ann@x.test").get("/me")
            return real(*how)

        monkeypatch.setattr(import_pages, "write_page", meddled)
        reply = imported(world.as_(HR), COMPANY.replace("Rep,", "Lead,"))
        assert "failed" not in reply.json
        ann = people(world)["ann@x.test"]
        assert (ann.title, len(ann.logins)) == ("Lead", 1)
        assert people(world)["bob@x.test"].title == "Lead"


def test_one_who_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Jammed(MemoryTable):
        def commit(self, changes: Changes) -> None:
            jammed = [c.key for c in changes if c.key.pk == "E#p3@x.test"]
            if jammed:
                raise Raced(jammed)
            super().commit(changes)

    table = Jammed()
    with world_of(routes, table=table) as world:
        first_admin(table)
        reply = imported(world.as_(HR), many(20))
        assert [person["name"] for person in reply.json["failed"]] == ["Per Son3"]
        assert len(people(world)) == 20
