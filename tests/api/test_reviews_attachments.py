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
from tests.api.attachments_world import FOLDER, OWN, TEXT, begun, key, listed, pass_, refused
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, cycle


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(cycle(attachments=True)) as opened:
        yield opened


def test_a_file_goes_straight_to_s3_and_is_ready_once_it_was_looked_at(api: ReviewsApi) -> None:
    api.write_self()
    form = begun(api, name="../../My plan.txt", size=16)
    assert (form["name"], form["state"], form["size"]) == ("My plan.txt", "uploading", 16)
    assert key(form).startswith(f"{FOLDER}-self/{form['attachment_id']}/")
    assert api.world.bucket.signed[-1].stated == {
        "content_type": "text/plain",
        "least": 1,
        "most": 10 * 1024 * 1024,
        "seconds": 900,
    }
    api.world.bucket.post(form, TEXT)
    assert listed(api, ADA, "self") == [("My plan.txt", "uploading")]
    stored.deliver(api.world)
    assert listed(api, ADA, "self") == [("My plan.txt", "ready")]
    ready = ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert api.world.bucket.fetch(ready["download_url"]) == TEXT
    assert ready["expires_at"] == "2026-03-04T09:04:55Z"
    signed = api.world.bucket.signed[-1].stated
    assert (signed["seconds"], signed["content_type"], signed["download_as"]) == (300, "text/plain", "My plan.txt")
    assert "url" not in ready
    assert "fields" not in ready


def test_a_file_that_never_comes_goes_also_where_it_is_looked_at_in_the_very_second(api: ReviewsApi) -> None:
    api.write_self()
    api.at(api.world.now + timedelta(milliseconds=999))
    begun(api)
    pass_(api, minutes=20, milliseconds=-900)
    assert listed(api, ADA, "self") == []


def test_who_has_announced_enough_files_for_one_day_waits_for_the_next_one(api: ReviewsApi) -> None:
    api.write_self()
    begun(api)
    counted = announced_key(ADA.id, api.world.now)
    api.world.table.rows[counted] = replace(api.world.table.rows[counted], version=MOST_A_DAY - 1)
    begun(api)
    reply = api.announce(ADA, "self")
    assert "today's limit of 200 files" in refused(reply, 429, "throttled")["detail"]
    assert int(reply.headers["retry-after"]) > 0
    assert len(listed(api, ADA, "self")) == 2


@pytest.mark.parametrize("told", [True, False], ids=["s3 tells", "s3 does not tell"])
def test_a_form_that_is_sent_again_changes_nothing_about_a_ready_file(api: ReviewsApi, told: bool) -> None:
    api.write_self()
    form = begun(api)
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    api.world.bucket.post(form, b"Something else")
    if told:
        stored.deliver(api.world)
        stored.work(api.world)
    else:
        pass_(api, minutes=21)
    assert [version.content for version in api.world.bucket.objects[key(form)]] == [TEXT]
    ready = ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert api.world.bucket.fetch(ready["download_url"]) == TEXT


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
def test_what_cannot_be_taken_is_refused_before_it_is_sent(api: ReviewsApi, told: Any, pointer: str) -> None:
    problem = refused(api.announce(ADA, "self", **told), 422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_side_holds_ten_files(api: ReviewsApi) -> None:
    forms = [begun(api, name=f"{n}.txt") for n in range(10)]
    refused(api.announce(ADA, "self"), 409, "too_many_files")
    assert api(ADA).delete(f"{OWN}/{forms[3]['attachment_id']}").status == 204
    begun(api, name="ten.txt")
    assert [name for name, _ in listed(api, ADA, "self")] == [f"{n}.txt" for n in range(10) if n != 3] + ["ten.txt"]


def test_a_cycle_without_attachments_has_none() -> None:
    with reviews_api() as api:
        refused(api.announce(ADA, "self"), 409, "attachments_off")
        assert "attachments" not in ok(api(ADA).get(HOME)).json["self"]


@pytest.mark.parametrize(
    ("content", "stored_as", "code"),
    [
        (b"\x00\x01\x02 no text", None, "wrong_type"),
        (b"<html><script>alert(1)</script>", None, "wrong_type"),
        (b"Fine", "text/html", "wrong_type"),
    ],
)
def test_what_is_not_what_it_says_is_removed_and_its_uploader_told_why(
    api: ReviewsApi, content: bytes, stored_as: str | None, code: str
) -> None:
    api.write_self()
    form = begun(api)
    api.world.bucket.put(key(form), content, stored_as or "text/plain")
    stored.deliver(api.world)
    seen = ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert (seen["state"], seen["problem"]["code"]) == ("refused", code)
    assert len(seen["problem"]["detail"]) > 20
    assert "download_url" not in seen
    api.share_self()
    assert listed(api, BEN, "self") == []
    assert api(BEN).get(f"{OWN}/{form['attachment_id']}").status == 404
    api.work()
    assert api.world.bucket.below("") == []
    api.world.bucket.post(form, TEXT)
    pass_(api, minutes=21)
    assert api.world.bucket.below("") == [], "sent once more by the same form: no event, and gone all the same"


def test_an_event_may_come_before_the_timetable_after_it_twice_or_never(api: ReviewsApi) -> None:
    api.write_self()
    form = begun(api)
    pass_(api, minutes=2)
    assert listed(api, ADA, "self") == [("plan.txt", "uploading")], "nothing has come yet, and that is fine"
    api.world.bucket.post(form, TEXT)
    pass_(api, minutes=19)
    assert listed(api, ADA, "self") == [("plan.txt", "ready")], "the event never came"
    before = dict(api.world.table.rows)
    stored.deliver(api.world)
    stored.deliver(api.world)
    assert api.world.table.rows == before
    quick = begun(api, name="quick.txt")
    api.world.bucket.post(quick, TEXT)
    pass_(api, minutes=1)
    assert listed(api, ADA, "self")[1] == ("quick.txt", "ready"), "a minute later at most"


def test_the_version_that_was_looked_at_is_the_one_that_is_handed_out(api: ReviewsApi) -> None:
    form = begun(api)
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    api.world.bucket.post(form, b"<html>Something else")
    stored.deliver(api.world)
    ready = ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert api.world.bucket.fetch(ready["download_url"]) == TEXT


def test_an_older_event_that_comes_late_finds_its_own_version(api: ReviewsApi) -> None:
    form = begun(api)
    first = api.world.bucket.post(form, TEXT)
    api.world.bucket.post(form, b"A second one")
    arrived(wiring(), key(form), first, len(TEXT))
    ready = ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    assert api.world.bucket.fetch(ready["download_url"]) == TEXT


def test_what_never_comes_is_forgotten(api: ReviewsApi) -> None:
    form = begun(api)
    pass_(api, minutes=10)
    assert "fields" in ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    pass_(api, minutes=6)
    assert "fields" not in ok(api(ADA).get(f"{OWN}/{form['attachment_id']}")).json
    pass_(api, minutes=5)
    assert api(ADA).get(f"{OWN}/{form['attachment_id']}").status == 404
    assert api.file_ids("self") == []


@pytest.mark.parametrize("unknown", ["test/attachments/x/y/z.txt", f"test/files/{ADA.id}/{ID}/x/y.txt"])
def test_keys_of_an_unknown_form_are_left_alone(api: ReviewsApi, unknown: str) -> None:
    api.world.bucket.put(unknown, TEXT, "text/plain")
    arrived(wiring(), unknown, "", 1)
    assert api.world.bucket.below("") == [unknown]


def test_what_nobody_announced_is_removed(api: ReviewsApi) -> None:
    api.world.bucket.put(f"{FOLDER}-self/{ADA.id}/x.txt", TEXT, "text/plain")
    form = begun(api)
    api.world.bucket.put(key(form).replace(".txt", "0.txt"), TEXT, "text/plain")
    stored.deliver(api.world)
    stored.work(api.world)
    assert api.world.bucket.below("") == []


def test_a_deleted_file_goes_with_every_version_and_whatever_is_on_its_way(api: ReviewsApi) -> None:
    file_id = api.attach(ADA, "self")
    form = begun(api, name="slow.txt")
    for one in (file_id, form["attachment_id"]):
        assert api(ADA).delete(f"{OWN}/{one}").status == 204
        assert api(ADA).delete(f"{OWN}/{one}").status == 404
    api.work()
    assert api.world.bucket.below("") == []
    api.world.bucket.post(form, TEXT)
    pass_(api, minutes=21)
    assert api.world.bucket.below("") == []


def test_the_same_key_gives_the_same_file_and_form(api: ReviewsApi) -> None:
    told = {"name": "a.txt", "content_type": "text/plain", "size": 3}
    first = ok(api(ADA).post(OWN, told, idempotency_key="one"))
    again = ok(api(ADA).post(OWN, told, idempotency_key="one"))
    assert (again.status, again.json) == (201, first.json)
    assert len(api.file_ids("self")) == 1
