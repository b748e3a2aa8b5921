"""Exports of one's own data: who may ask, what they get, how long it is there, and what becomes of an interruption."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from chalicelib.audit.routes import routes as audit
from chalicelib.exports.actions import archive, parts
from chalicelib.exports.routes import of_people, routes
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.export import ExportFile, ExportPage
from chalicelib.kernel.feature import Feature
from chalicelib.kernel.jobs import Message
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import handler_of, wiring
from tests.api.client import World
from tests.api.exports_world import asked, exported, parsed, ready, unzipped
from tests.api.people_world import HR, company, drain, person_id
from tests.stored import work

ANN, BOB, MIA, AIDE = "ann@x.test", "bob@x.test", "mia@x.test", "aide@x.test"


@pytest.fixture
def world() -> Iterator[World]:
    with company(routes, of_people, audit) as world:
        drain(world)
        yield world


def mails(world: World, kind: str = "exports.ready") -> list[str]:
    found = [json.loads(row.body)["mail"] for key, row in world.table.rows.items() if key.pk.startswith("M#")]
    return [one["to_address"] for one in found if one["kind"] == kind]


def leave(world: World, email: str) -> str:
    one = person_id(world, email)
    assert world.as_(HR).post(f"/people/{one}/leave").status == 200
    return one


# ------------------------------------------------------------------ asking and fetching


def test_an_export_is_made_by_a_worker_and_fetched_by_links(world: World) -> None:
    ann = world.as_(ANN)
    begun = asked(ann)
    assert (begun.status, begun.json["state"], begun.json["parts"]) == (202, "queued", [])
    assert "expires_at" not in begun.json
    work(world)
    found = ann.get(f"/exports/{begun.json['id']}").json
    assert (found["state"], found["kind"], found["person"]["name"]) == ("ready", "person", "Ann Anders")
    (part,) = found["parts"]
    content = world.bucket.fetch(part["url"])
    assert (part["bytes"], part["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert part["name"] == "throughline-export-2026-03-02-1.zip"
    assert world.bucket.signed[-1].stated["seconds"] == 300
    assert mails(world) == [ANN]


def test_it_holds_the_person_a_readable_page_and_what_is_left_out(world: World) -> None:
    files = exported(world, world.as_(ANN))
    person = parsed(files, "person.json")
    assert (person["person"]["email"], person["person"]["start_date"]) == (ANN, "2020-02-29")
    assert person["settings"]["own_time_zone"] == "Europe/Oslo"
    page, text = files["index.html"].decode(), files["README.txt"].decode()
    assert "Ann Anders" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "What is left out" in text
    assert "person.json" in text


def test_words_that_look_like_markup_stay_words(world: World) -> None:
    hr, path = world.as_(HR), f"/people/{person_id(world, ANN)}"
    renamed = {"name": "<script>alert(1)</script> <b>Ann</b>"}
    assert hr.put(path, renamed, hr.get(path).etag).status == 200
    page = exported(world, world.as_(ANN))["index.html"].decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_the_list_has_the_newest_first_without_links(world: World) -> None:
    ann = world.as_(ANN)
    first = ready(world, ann)
    world.advance(minutes=1)
    second = ready(world, ann)
    items = ann.get("/exports").json["items"]
    assert [one["id"] for one in items] == [second["id"], first["id"]]
    assert "parts" not in items[0]
    newest = ann.get(f"/people/{person_id(world, ANN)}/export").json
    assert newest["id"] == second["id"]
    assert newest["parts"][0]["url"]


def test_the_same_request_sent_again_makes_one_export(world: World) -> None:
    ann = world.as_(ANN)
    replies = [ann.post("/exports", {"kind": "person"}, idempotency_key="once") for _ in range(2)]
    assert replies[0].json["id"] == replies[1].json["id"]
    assert len(ann.get("/exports").json["items"]) == 1


@pytest.mark.parametrize("kind", ["cycle_csv", "audit", "ledger", ""])
def test_other_kinds_are_named_as_the_field_that_is_wrong(world: World, kind: str) -> None:
    reply = world.as_(ANN).post("/exports", {"kind": kind})
    assert reply.status == 422
    assert reply.json["errors"][0]["pointer"] == "/kind"


# ------------------------------------------------------------------ how often


def test_one_at_a_time(world: World) -> None:
    ann = world.as_(ANN)
    asked(ann)
    again = asked(ann)
    assert (again.status, again.json["code"]) == (409, "export_under_way")
    assert asked(world.as_(BOB)).status == 202
    work(world)
    assert asked(ann).status == 202


def test_three_a_day(world: World) -> None:
    ann = world.as_(ANN)
    for _ in range(3):
        ready(world, ann)
    refused = asked(ann)
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) == 15 * 3600
    assert "3 exports" in refused.json["detail"]
    world.advance(hours=15)
    assert asked(ann).status == 202


# ------------------------------------------------------------------ how long


def test_files_live_for_seven_days(world: World) -> None:
    ann = world.as_(ANN)
    export = ready(world, ann)
    assert export["expires_at"] == "2026-03-09T09:00:00Z"
    world.advance(days=7)
    work(world)
    found = ann.get(f"/exports/{export['id']}").json
    assert (found["state"], found["parts"]) == ("expired", [])
    assert not world.bucket.below("test/exports/")


def test_a_deleted_export_is_gone_with_its_files(world: World) -> None:
    ann = world.as_(ANN)
    export = ready(world, ann)
    assert ann.delete(f"/exports/{export['id']}").status == 204
    work(world)
    assert ann.get(f"/exports/{export['id']}").status == 404
    assert ann.get("/exports").json["items"] == []
    assert not world.bucket.below("test/exports/")


def test_one_that_is_deleted_while_it_is_made_leaves_no_files_and_sends_no_email(world: World) -> None:
    ann = world.as_(ANN)
    export_id = asked(ann).json["id"]
    closed = archive.Archive.close

    def deleted_meanwhile(made: archive.Archive) -> tuple[str, str]:
        ending = closed(made)
        if ann.get(f"/exports/{export_id}").status == 200:
            assert ann.delete(f"/exports/{export_id}").status == 204
        return ending

    with patch.object(archive.Archive, "close", deleted_meanwhile):
        work(world)
    world.advance(minutes=21)
    work(world)
    assert not world.bucket.below("test/exports/")
    assert mails(world) == []


# ------------------------------------------------------------------ who may


def test_no_one_else_finds_an_export(world: World) -> None:
    export = ready(world, world.as_(ANN))
    for other in (BOB, MIA, HR, AIDE):
        caller = world.as_(other)
        assert caller.get(f"/exports/{export['id']}").status == 404
        assert caller.delete(f"/exports/{export['id']}").status == 404
        assert caller.get("/exports").json["items"] == []
        assert caller.get(f"/people/{person_id(world, ANN)}/export").status == 404


@pytest.mark.parametrize("id_", ["x", "0" * 52, "A" * 53, "%23"])
def test_what_is_no_export_is_not_found(world: World, id_: str) -> None:
    assert world.as_(ANN).get(f"/exports/{id_}").status == 404


def test_nobody_comes_in_without_signing_in(world: World) -> None:
    anonymous, export_id = world.anonymous(), asked(world.as_(ANN)).json["id"]
    assert anonymous.post("/exports", {"kind": "person"}).status == 401
    for path in ("/exports", f"/exports/{export_id}", f"/people/{person_id(world, ANN)}/export"):
        assert anonymous.get(path).status == 401
    assert anonymous.delete(f"/exports/{export_id}").status == 401
    assert world.as_client("hris", "people:write").get("/exports").status == 403


@pytest.mark.parametrize("asker", [MIA, BOB, AIDE])
def test_nobody_but_hr_admins_exports_somebody_else(world: World, asker: str) -> None:
    ann = leave(world, ANN)
    assert asked(world.as_(asker), person_id=ann).status == 404
    assert asked(world.as_(asker), person_id="nobody").status == 404


def test_hr_exports_people_who_have_left_and_no_one_else(world: World) -> None:
    hr, ann = world.as_(HR), person_id(world, ANN)
    refused = asked(hr, person_id=ann)
    assert (refused.status, refused.json["code"]) == (403, "not_allowed")
    leave(world, ANN)
    export = ready(world, hr, person_id=ann)
    files = unzipped(world, export)
    assert parsed(files, "person.json")["person"]["email"] == ANN
    assert "settings" not in parsed(files, "person.json")
    assert hr.get(f"/people/{ann}/export").json["id"] == export["id"]
    assert mails(world) == [HR]


def test_hr_loses_the_export_of_somebody_who_comes_back(world: World) -> None:
    hr, ann = world.as_(HR), leave(world, ANN)
    export = ready(world, hr, person_id=ann)
    assert hr.put(f"/people/{ann}", {"status": "active"}, hr.get(f"/people/{ann}").etag).status == 200
    assert hr.get(f"/exports/{export['id']}").status == 404
    assert hr.get("/exports").json["items"] == []
    assert hr.get(f"/people/{ann}/export").status == 404


def test_each_export_and_each_time_it_is_fetched_is_in_the_trail(world: World) -> None:
    ready(world, world.as_(ANN))
    entries = world.as_(HR).get(f"/audit?subject_id={person_id(world, ANN)}").json["items"]
    done = {one["action"] for one in entries if one["object"]["kind"] == "export"}
    assert done == {"export_requested", "export_fetched"}


# ------------------------------------------------------------------ parts, interruptions


def stocked(world: World, sizes: dict[str, int]) -> Any:
    """A declaration of a feature that has these files, a page each, beside a list of their names."""
    names = list(sizes)
    versions = {name: world.bucket.put(f"test/shop/{name}", name[:1].encode() * sizes[name], "x/y") for name in names}

    def export_page(_context: Any, cursor: str | None) -> ExportPage:
        at = int(cursor or 0)
        name = names[at]
        file = ExportFile(name=f"shop/{name}", key=f"test/shop/{name}", version=versions[name])
        return ExportPage(items=[{"name": name}], files=[file], next=str(at + 1) if at + 1 < len(names) else None)

    return Feature("shop", export=export_page)


@pytest.fixture
def shop(world: World) -> Iterator[World]:
    declared = stocked(world, {"a": 400, "b": 700, "c": 2000, "d": 10})
    known = runtime.feature
    with (
        patch.object(parts, "feature_names", lambda: ("people", "shop")),
        patch.object(parts, "feature", lambda name: declared if name == "shop" else known(name)),
        patch.object(archive, "STRETCH", 256),
        patch.object(parts, "PART_BYTES", 2000),
    ):
        yield world


def test_a_large_export_comes_in_parts_of_which_none_writes_over_another(shop: World) -> None:
    export = ready(shop, shop.as_(ANN))
    assert len(export["parts"]) > 2
    files = unzipped(shop, export)
    assert {name: len(files[f"shop/{name}"]) for name in "abcd"} == {"a": 400, "b": 700, "c": 2000, "d": 10}
    lists = sorted(name for name in files if name.startswith("shop") and name.endswith(".json"))
    assert len(lists) > 1
    assert sorted(one["name"] for name in lists for one in parsed(files, name)) == list("abcd")
    assert sum(name.startswith("README") for name in files) == sum(name.startswith("index") for name in files) > 1
    assert mails(shop) == [ANN]
    assert not shop.bucket.uploads


def test_an_export_that_is_interrupted_goes_on_with_the_same_parts(shop: World) -> None:
    whole = ready(shop, shop.as_(ANN))
    for one in range(1, 5):
        interrupted = asked(shop.as_(BOB))
        assert interrupted.status in {202, 429}
        if interrupted.status == 429:
            shop.advance(days=1)
            interrupted = asked(shop.as_(BOB))
        dying(shop, after=one)
        work(shop)
        again = shop.as_(BOB).get(f"/exports/{interrupted.json['id']}").json
        assert again["state"] == "ready"
        assert [set(names_of(shop, part)) for part in again["parts"]] == [
            set(names_of(shop, part)) for part in shop.as_(ANN).get(f"/exports/{whole['id']}").json["parts"]
        ]
    assert mails(shop).count(BOB) == 4


def dying(world: World, after: int) -> None:
    """Let a worker die while it writes its `after`th object, then let the lease end."""
    count, closed = iter(range(1, 100)), archive.Archive.close

    def dies(made: archive.Archive) -> tuple[str, str]:
        if next(count) == after:
            raise Unavailable(case="files")
        return closed(made)

    with patch.object(archive.Archive, "close", dies):
        messages, world.queue.messages[:] = list(world.queue.messages), []
        for message in messages:
            with suppress(Unavailable):
                timetable.run(wiring(), decode(encode(message), Message), handler_of)
    world.advance(minutes=6)


def names_of(world: World, part: dict[str, Any]) -> list[str]:
    return ZipFile(BytesIO(world.bucket.fetch(part["url"]))).namelist()


def test_one_that_cannot_be_made_fails_and_another_may_be_asked_for(shop: World) -> None:
    ann = shop.as_(ANN)
    export_id = asked(ann).json["id"]

    def broken(_made: archive.Archive) -> tuple[str, str]:
        raise Unavailable(case="files")

    with patch.object(archive.Archive, "close", broken):
        for _ in range(20):
            timetable.tick(wiring())
            messages, shop.queue.messages[:] = list(shop.queue.messages), []
            for message in messages:
                with suppress(Unavailable):
                    timetable.run(wiring(), decode(encode(message), Message), handler_of)
            shop.advance(hours=7)
            if ann.get(f"/exports/{export_id}").json["state"] == "failed":
                break
    assert ann.get(f"/exports/{export_id}").json["state"] == "failed"
    assert mails(shop) == []
    assert asked(ann).status == 202


def test_who_leaves_meanwhile_gets_no_export(world: World) -> None:
    ann = world.as_(ANN)
    asked(ann)
    leave(world, ANN)
    work(world)
    assert mails(world) == []
    assert not world.bucket.below("test/exports/")
