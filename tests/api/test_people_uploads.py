"""A directory of more people than a request carries: announced, sent to the bucket, read and written by workers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.actions import imports
from chalicelib.people.routes.people import routes
from chalicelib.people.routes.uploads import routes as upload_routes
from chalicelib.people.rules import Person
from chalicelib.people.rules.plans import Plan
from chalicelib.people.store import people as store
from chalicelib.people.store import uploads
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import handler_of, wiring
from tests.api.client import Caller, Reply, World, world_of
from tests.api.people_world import COMPANY, HR, drain, first_admin, imported
from tests.api.test_people_import import many
from tests.stored import work


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(routes, upload_routes) as world:
        first_admin(world.table)
        yield world


def sent(world: World, caller: Caller, content: bytes) -> str:
    """Announce a file and send it; answers the path of the upload."""
    reply = caller.post("/people/uploads", {"size": len(content)}, idempotency_key=f"u{len(content)}")
    assert reply.status == 201, reply.text
    world.bucket.put(uploads.object_key("test", reply.json["id"]), content, "text/csv")
    return f"/people/uploads/{reply.json['id']}"


def begun(world: World, text: str, query: str = "") -> Reply:
    return world.as_(HR).post(f"{sent(world, world.as_(HR), text.encode())}/import{query}")


def ended(world: World, reply: Reply) -> dict[str, Any]:
    assert (reply.status, reply.json["state"]) == (202, "reading"), reply.text
    drain(world)
    found: dict[str, Any] = world.as_(HR).get(f"/people/imports/{reply.json['id']}").json
    return found


def people(world: World) -> int:
    return sum(key.pk.startswith("P#") for key in world.table.rows)


def test_a_large_file_is_read_and_written_by_workers(world: World) -> None:
    found = ended(world, begun(world, many(12_000)))
    assert (found["state"], found["created"], found["rows"]) == ("done", 12_000, 12_000)
    assert (found["pages"], found["pages_done"]) == (240, 240)
    assert [one["field"] for one in found["columns"]] == ["email", "name", "manager_email", "title"]
    assert found["zones"]["company"] == 12_000
    assert people(world) == 12_001
    again = ended(world, begun(world, many(12_000)))
    assert (again["created"], again["updated"], again["unchanged"], again["pages"]) == (0, 0, 12_000, 0)


def test_the_form_takes_exactly_the_announced_bytes(world: World) -> None:
    hr = world.as_(HR)
    made = hr.post("/people/uploads", {"size": 7})
    assert made.json["upload"]["url"].startswith("http")
    (signed,) = [one for one in world.bucket.signed if one.what == "post"]
    assert (signed.key, signed.stated["least"], signed.stated["most"]) == (f"test/imports/{made.json['id']}", 7, 7)
    path = f"/people/uploads/{made.json['id']}"
    assert hr.get(path).json["upload"]
    world.now += timedelta(hours=2)
    assert "upload" not in hr.get(path).json


@pytest.mark.parametrize("size", [0, 100_000_001, "x"])
def test_no_size_and_too_large_a_size_are_refused(world: World, size: object) -> None:
    assert world.as_(HR).post("/people/uploads", {"size": size}).status == 422


def test_what_has_not_arrived_cannot_be_imported(world: World) -> None:
    made = world.as_(HR).post("/people/uploads", {"size": 7})
    reply = world.as_(HR).post(f"/people/uploads/{made.json['id']}/import")
    assert (reply.status, reply.json["code"]) == (409, "not_uploaded")
    assert world.as_(HR).post("/people/uploads/nope/import").status == 404


def test_problems_are_kept_for_the_reader_and_nothing_is_written(world: World) -> None:
    found = ended(world, begun(world, "email,name\nbad,Bad\n"))
    assert (found["state"], [p["code"] for p in found["problems"]]) == ("refused", ["not_an_address"])
    assert [one["field"] for one in found["columns"]] == ["email", "name"]
    assert people(world) == 1
    assert imported(world.as_(HR), "email,name\na@x.test,A\n").status == 200  # the next import may begin


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty_file"), ("email\nZoë".encode("latin-1"), "not_utf8"), (b"\n", "empty_file")]
)
def test_what_is_no_file_at_all_is_told_too(world: World, content: bytes, code: str) -> None:
    path = sent(world, world.as_(HR), content or b" ")
    found = ended(world, world.as_(HR).post(f"{path}/import"))
    assert (found["state"], [p["code"] for p in found["problems"]]) == ("refused", [code])


def test_a_dry_run_writes_nothing_and_the_file_stays_for_the_real_one(world: World) -> None:
    path = sent(world, world.as_(HR), COMPANY.encode())
    first = ended(world, world.as_(HR).post(f"{path}/import?dry_run=true"))
    assert (first["state"], first["created"], people(world)) == ("previewed", 5, 1)
    second = ended(world, world.as_(HR).post(f"{path}/import"))
    assert (second["state"], people(world)) == ("done", 6)


def test_who_is_missing_is_asked_for_again_where_they_are_many(world: World) -> None:
    ended(world, begun(world, many(60)))
    path = sent(world, world.as_(HR), many(40).encode())
    asked = ended(world, world.as_(HR).post(f"{path}/import?deactivate_missing=true"))
    assert (asked["state"], asked["confirm_leaving"]) == ("refused", 20)
    assert [p["code"] for p in asked["problems"]] == ["many_would_leave"]
    done = ended(world, world.as_(HR).post(f"{path}/import?deactivate_missing=true&confirm_leaving=20"))
    assert (done["state"], done["left"]) == ("done", 20)


def test_one_import_at_a_time(world: World) -> None:
    first = begun(world, many(20))
    assert imported(world.as_(HR), f"email\n{HR}\n").json["code"] == "import_running"
    assert begun(world, many(21)).json["code"] == "import_running"
    assert ended(world, first)["state"] == "done"


def test_the_charset_and_the_columns_are_said_with_the_import(world: World) -> None:
    content = "Contact,Name\nzoe@x.test,Zoë\n".encode("cp1252")
    path = sent(world, world.as_(HR), content)
    query = "charset=windows-1252&columns=%7B%22Contact%22%3A%22email%22%7D"
    found = ended(world, world.as_(HR).post(f"{path}/import?{query}"))
    assert (found["state"], found["created"]) == ("done", 1)
    assert world.as_(HR).post(f"{path}/import?columns=x").status == 422


def test_a_worker_that_dies_while_reading_is_followed_by_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = begun(world, many(120))
    monkeypatch.setattr(world.bucket, "broken", True)
    message = decode(encode(world.queue.messages.pop()), Message)
    with pytest.raises(Unavailable):
        timetable.run(wiring(), message, handler_of)
    assert world.as_(HR).get(f"/people/imports/{reply.json['id']}").json["state"] == "reading"
    monkeypatch.setattr(world.bucket, "broken", False)
    world.now += timedelta(minutes=6)
    timetable.tick(wiring())
    assert ended(world, reply)["state"] == "done"


def test_two_workers_that_read_at_once_carry_out_one_plan(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that is delivered twice is read twice: everyone would get two ids, and managers that no one is."""
    text = many(600)
    begun(world, text)
    asked = list(world.queue.messages)
    planned = imports.plan

    def context() -> None:
        timetable.run(wiring(), decode(encode(world.queue.messages.pop(0)), Message), handler_of, until=0)

    def overtaken(*args: Any) -> Plan:
        found = planned(*args)
        monkeypatch.setattr(imports, "plan", planned)
        world.queue.messages[:] = asked
        context()  # the other one reads it too, and is first
        context()  # and has begun to write
        return found

    monkeypatch.setattr(imports, "plan", overtaken)
    drain(world)
    again = ended(world, begun(world, text))
    assert (again["created"], again["updated"], again["unchanged"], again["pages"]) == (0, 0, 600, 0)
    everybody = [store.person_of(row) for key, row in world.table.rows.items() if key.pk.startswith("P#")]
    assert {one.manager_id for one in everybody} - {None} <= {one.id for one in everybody}


def test_who_no_longer_runs_hr_imports_nothing(world: World) -> None:
    reply = begun(world, many(20))
    row = next(row for key, row in world.table.rows.items() if key.pk.startswith("P#"))
    changes = Changes("op")
    changes.put(replace(row, body=encode(replace(decode(row.body, Person), roles=frozenset()))))
    world.table.commit(changes)
    drain(world)
    found = world.as_client("hris", "people:write").get(f"/people/imports/{reply.json['id']}").json
    assert (found["state"], [p["code"] for p in found["problems"]]) == ("refused", ["not_allowed"])


def test_the_file_is_gone_after_a_day(world: World) -> None:
    path = sent(world, world.as_(HR), COMPANY.encode())
    assert world.bucket.objects
    world.now += timedelta(hours=24)
    work(world)
    assert not any(world.bucket.objects.values())
    assert world.as_(HR).post(f"{path}/import").status in {404, 409}


def test_a_machine_keeps_the_directory_so_too(world: World) -> None:
    machine = world.as_client("hris", "people:write")
    path = sent(world, machine, COMPANY.replace("hr_assistant", "").encode())
    reply = machine.post(f"{path}/import", idempotency_key="1")
    assert machine.post(f"{path}/import", idempotency_key="1").json["id"] == reply.json["id"]
    drain(world)
    assert machine.get(f"/people/imports/{reply.json['id']}").json["created"] == 5
    assert world.as_(HR).post(f"{path}/import").status == 404  # someone else's file


def test_who_may(world: World) -> None:
    ended(world, begun(world, COMPANY))
    path = sent(world, world.as_(HR), COMPANY.encode())
    for caller, status in (
        (world.anonymous(), 401), (world.as_("ann@x.test"), 403), (world.as_("aide@x.test"), 403),
        (world.as_client("c", "cycles:write"), 403), (world.as_("nobody@x.test"), 403),
    ):  # fmt: skip
        assert caller.post("/people/uploads", {"size": 1}, idempotency_key="a").status == status
        assert caller.get(path).status == status
        assert caller.post(f"{path}/import", idempotency_key="b").status == status


def test_of_very_many_missing_people_the_first_are_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_MISSING", 2)
    ended(world, begun(world, many(9)))
    reply = imported(world.as_(HR), "email\np0@x.test\n")
    assert ([one["name"] for one in reply.json["missing"]], reply.json["missing_count"]) == (
        ["Hanna HR", "Per Son1"],
        9,
    )
    assert world.as_(HR).get(f"/people/imports/{reply.json['id']}").json["missing_count"] == 9
    assert imported(world.as_(HR), "email\np0@x.test\n", "?dry_run=true").json["missing_count"] == 9
