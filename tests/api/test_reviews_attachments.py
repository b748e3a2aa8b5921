"""Files beside the two sides: announced, sent straight to S3, looked at, and gone when they are taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.files.actions import announced_key
from chalicelib.files.actions.attachment_verification import arrived
from chalicelib.files.rules import MOST_A_DAY
from chalicelib.wiring import wiring
from tests import stored
from tests.api.attachments_desk import FOLDER, OWN, TEXT, begun, key, listed, pass_, refused
from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.reviews_company import ADA, BEN, cycle


@pytest.fixture
def desk() -> Iterator[Office]:
    with office(cycle(attachments=True)) as opened:
        yield opened


def test_a_file_goes_straight_to_s3_and_is_ready_once_it_was_looked_at(desk: Office) -> None:
    desk.write_self()
    form = begun(desk, name="../../My plan.txt", size=16)
    assert (form["name"], form["state"], form["size"]) == ("My plan.txt", "uploading", 16)
    assert key(form).startswith(f"{FOLDER}-self/{form['attachment_id']}/")
    assert desk.world.bucket.signed[-1].stated == {
        "content_type": "text/plain",
        "least": 1,
        "most": 10 * 1024 * 1024,
        "seconds": 900,
    }
    desk.world.bucket.post(form, TEXT)
    assert listed(desk, ADA, "self") == [("My plan.txt", "uploading")]
    stored.deliver(desk.world)
    assert listed(desk, ADA, "self") == [("My plan.txt", "ready")]
    ready = ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert desk.world.bucket.fetch(ready["download_url"]) == TEXT
    assert ready["expires_at"] == "2026-03-04T09:04:55Z"
    signed = desk.world.bucket.signed[-1].stated
    assert (signed["seconds"], signed["content_type"], signed["download_as"]) == (300, "text/plain", "My plan.txt")
    assert "url" not in ready
    assert "fields" not in ready


def test_a_file_that_never_comes_goes_also_where_it_is_looked_at_in_the_very_second(desk: Office) -> None:
    desk.write_self()
    desk.at(desk.world.now + timedelta(milliseconds=999))
    begun(desk)
    pass_(desk, minutes=20, milliseconds=-900)
    assert listed(desk, ADA, "self") == []


def test_who_has_announced_enough_files_for_one_day_waits_for_the_next_one(desk: Office) -> None:
    desk.write_self()
    begun(desk)
    counted = announced_key(ADA.id, desk.world.now)
    desk.world.table.rows[counted] = replace(desk.world.table.rows[counted], version=MOST_A_DAY - 1)
    begun(desk)
    reply = desk.announce(ADA, "self")
    assert "today's limit of 200 files" in refused(reply, 429, "throttled")["detail"]
    assert int(reply.headers["retry-after"]) > 0
    assert len(listed(desk, ADA, "self")) == 2


@pytest.mark.parametrize("told", [True, False], ids=["s3 tells", "s3 does not tell"])
def test_a_form_that_is_sent_again_changes_nothing_about_a_ready_file(desk: Office, told: bool) -> None:
    desk.write_self()
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    desk.world.bucket.post(form, b"Something else")
    if told:
        stored.deliver(desk.world)
    else:
        pass_(desk, minutes=21)
    assert [version.content for version in desk.world.bucket.objects[key(form)]] == [TEXT]
    ready = ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert desk.world.bucket.fetch(ready["download_url"]) == TEXT


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"name": "\u202e\u0007/"}, "/name"),
        ({"content_type": "text/html"}, "/content_type"),
        ({"content_type": "video/mp4"}, "/content_type"),
        ({"size": 0}, "/size"),
        ({"size": 10 * 1024 * 1024 + 1}, "/size"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(desk: Office, told: Any, pointer: str) -> None:
    problem = refused(desk.announce(ADA, "self", **told), 422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_side_holds_ten_files(desk: Office) -> None:
    forms = [begun(desk, name=f"{n}.txt") for n in range(10)]
    refused(desk.announce(ADA, "self"), 409, "too_many_files")
    assert desk(ADA).delete(f"{OWN}/{forms[3]['attachment_id']}").status == 204
    begun(desk, name="ten.txt")
    assert [name for name, _ in listed(desk, ADA, "self")] == [f"{n}.txt" for n in range(10) if n != 3] + ["ten.txt"]


def test_a_cycle_without_attachments_has_none() -> None:
    with office() as desk:
        refused(desk.announce(ADA, "self"), 409, "attachments_off")
        assert "attachments" not in ok(desk(ADA).get(HOME)).json["self"]


@pytest.mark.parametrize(
    ("content", "stored_as", "code"),
    [
        (b"\x00\x01\x02 no text", None, "wrong_type"),
        (b"<html><script>alert(1)</script>", None, "wrong_type"),
        (b"Fine", "text/html", "wrong_type"),
    ],
)
def test_what_is_not_what_it_says_is_removed_and_its_uploader_told_why(
    desk: Office, content: bytes, stored_as: str | None, code: str
) -> None:
    desk.write_self()
    form = begun(desk)
    desk.world.bucket.put(key(form), content, stored_as or "text/plain")
    stored.deliver(desk.world)
    seen = ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert (seen["state"], seen["problem"]["code"]) == ("refused", code)
    assert len(seen["problem"]["detail"]) > 20
    assert "download_url" not in seen
    desk.share_self()
    assert listed(desk, BEN, "self") == []
    assert desk(BEN).get(f"{OWN}/{form['attachment_id']}").status == 404
    desk.work()
    assert desk.world.bucket.below("") == []
    desk.world.bucket.post(form, TEXT)
    pass_(desk, minutes=21)
    assert desk.world.bucket.below("") == [], "sent once more by the same form: no event, and gone all the same"


def test_an_event_may_come_before_the_timetable_after_it_twice_or_never(desk: Office) -> None:
    desk.write_self()
    form = begun(desk)
    pass_(desk, minutes=2)
    assert listed(desk, ADA, "self") == [("plan.txt", "uploading")], "nothing has come yet, and that is fine"
    desk.world.bucket.post(form, TEXT)
    pass_(desk, minutes=19)
    assert listed(desk, ADA, "self") == [("plan.txt", "ready")], "the event never came"
    before = dict(desk.world.table.rows)
    stored.deliver(desk.world)
    stored.deliver(desk.world)
    assert desk.world.table.rows == before
    quick = begun(desk, name="quick.txt")
    desk.world.bucket.post(quick, TEXT)
    pass_(desk, minutes=1)
    assert listed(desk, ADA, "self")[1] == ("quick.txt", "ready"), "a minute later at most"


def test_the_version_that_was_looked_at_is_the_one_that_is_handed_out(desk: Office) -> None:
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    desk.world.bucket.post(form, b"<html>Something else")
    stored.deliver(desk.world)
    ready = ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert desk.world.bucket.fetch(ready["download_url"]) == TEXT


def test_an_older_event_that_comes_late_finds_its_own_version(desk: Office) -> None:
    form = begun(desk)
    first = desk.world.bucket.post(form, TEXT)
    desk.world.bucket.post(form, b"A second one")
    arrived(wiring(), key(form), first, len(TEXT))
    ready = ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert desk.world.bucket.fetch(ready["download_url"]) == TEXT


def test_what_never_comes_is_forgotten(desk: Office) -> None:
    form = begun(desk)
    pass_(desk, minutes=10)
    assert "fields" in ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    pass_(desk, minutes=6)
    assert "fields" not in ok(desk(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    pass_(desk, minutes=5)
    assert desk(ADA).get(f"{OWN}/{form['attachment_id']}").status == 404
    assert desk.file_ids("self") == []


@pytest.mark.parametrize("unknown", ["test/attachments/x/y/z.txt", f"test/files/{ADA.id}/{ID}/x/y.txt"])
def test_keys_of_an_unknown_form_are_left_alone(desk: Office, unknown: str) -> None:
    desk.world.bucket.put(unknown, TEXT, "text/plain")
    arrived(wiring(), unknown, "", 1)
    assert desk.world.bucket.below("") == [unknown]


def test_what_nobody_announced_is_removed(desk: Office) -> None:
    desk.world.bucket.put(f"{FOLDER}-self/{ADA.id}/x.txt", TEXT, "text/plain")
    form = begun(desk)
    desk.world.bucket.put(key(form).replace(".txt", "0.txt"), TEXT, "text/plain")
    stored.deliver(desk.world)
    assert desk.world.bucket.below("") == []


def test_a_deleted_file_goes_with_every_version_and_whatever_is_on_its_way(desk: Office) -> None:
    file_id = desk.attach(ADA, "self")
    form = begun(desk, name="slow.txt")
    for one in (file_id, form["attachment_id"]):
        assert desk(ADA).delete(f"{OWN}/{one}").status == 204
        assert desk(ADA).delete(f"{OWN}/{one}").status == 404
    desk.work()
    assert desk.world.bucket.below("") == []
    desk.world.bucket.post(form, TEXT)
    pass_(desk, minutes=21)
    assert desk.world.bucket.below("") == []


def test_the_same_key_gives_the_same_file_and_form(desk: Office) -> None:
    told = {"name": "a.txt", "content_type": "text/plain", "size": 3}
    first = ok(desk(ADA).post(OWN, told, idempotency_key="one"))
    again = ok(desk(ADA).post(OWN, told, idempotency_key="one"))
    assert (again.status, again.json) == (201, first.json)
    assert len(desk.file_ids("self")) == 1
