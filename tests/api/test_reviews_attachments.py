"""Files beside the two sides: announced, sent straight to S3, looked at, read by whoever reads the side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.files.arriving import arrived
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.table import Changes, Reads
from chalicelib.people import store as people
from chalicelib.people.rules import Status
from chalicelib.reviews import actions, store
from chalicelib.reviews.actions.files import found
from chalicelib.reviews.rules import SideName
from chalicelib.wiring import wiring
from tests import stored
from tests.api.client import Reply
from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.reviews_company import ADA, BEN, CLEO, HANA, NILS, NOW, OTTO, actor, cycle, day

OWN, MANAGERS = f"{HOME}/self/attachments", f"{HOME}/manager/attachments"
TEXT = b"All that we plan"
FOLDER = f"test/attachments/{ADA.id}/{ID}"


@pytest.fixture
def desk() -> Iterator[Office]:
    with office(cycle(attachments=True)) as opened:
        yield opened


def begun(desk: Office, person: Any = ADA, part: str = "self", **told: Any) -> Any:
    return ok(desk.announce(person, part, **told)).json


def key(form: Any) -> str:
    found_key: str = form["fields"]["key"]
    return found_key


def listed(desk: Office, person: Any, part: str) -> list[tuple[str, str]]:
    """Name and state of what somebody sees beside a side."""
    side = ok(desk(person).get(HOME)).json[part]
    return [(one["name"], one["state"]) for one in side.get("attachments", ())]


def pass_(desk: Office, **delta: float) -> None:
    desk.at(desk.world.now + timedelta(**delta))
    desk.work()


def refused(reply: Reply, status: int, code: str) -> Any:
    assert (reply.status, reply.json["code"]) == (status, code), reply.text
    return reply.json


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
    assert ready["expires_at"] == "2026-03-04T09:05:00Z"
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


@pytest.mark.parametrize("unknown", ["test/attachments/x/y/z.txt", f"test/attachments/{ADA.id}/{ID}/x/y.txt"])
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


def test_files_follow_the_guards_of_the_side(desk: Office) -> None:
    file_id = desk.attach(ADA, "self")
    desk.write_self()
    desk.share_self()
    refused(desk.announce(ADA, "self"), 409, "already_shared")
    refused(desk(ADA).delete(f"{OWN}/{file_id}"), 409, "already_shared")
    desk.write_manager()
    desk.at(day(18))
    refused(desk.announce(BEN, "manager"), 409, "deadline_passed")
    desk.at(NOW)
    desk.share_manager()
    desk.attach(BEN, "manager")
    ok(desk(ADA).post(f"{HOME}/sign"))
    refused(desk.announce(BEN, "manager"), 409, "signed")
    refused(desk(BEN).delete(f"{MANAGERS}/{desk.file_ids('manager')[0]}"), 409, "signed")


def test_a_file_beside_a_shared_assessment_is_an_edit_of_it(desk: Office) -> None:
    """Visible at once, a new version once the last was read, one mail in half an hour."""
    desk.share_both()
    assert ok(desk(ADA).get(f"{HOME}/manager")).json["version"] == 1
    form = begun(desk, BEN, "manager")
    assert ok(desk(ADA).get(f"{HOME}/manager")).json == ok(desk(ADA).get(HOME)).json["manager"]
    assert desk.told("manager_edited") == []
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    assert desk.told("manager_edited") == ["Ada"]
    seen = ok(desk(ADA).get(f"{HOME}/manager")).json
    assert seen["version"] == 2
    assert [one["name"] for one in seen["attachments"]] == ["plan.txt"]
    assert desk(BEN).delete(f"{MANAGERS}/{form['attachment_id']}").status == 204
    gone = ok(desk(ADA).get(f"{HOME}/manager")).json
    assert (gone["version"], gone["attachments"]) == (3, [])
    assert desk.told("manager_edited") == ["Ada"]


def test_each_shared_version_says_which_files_there_were(desk: Office) -> None:
    def files(n: int) -> list[str]:
        row = desk.world.table.rows[store.version_key(ID, SideName.MANAGER, n)]
        return [one.name for one in store.version_of(row).files]

    desk.write_manager()
    desk.attach(BEN, "manager", "first.txt")
    desk.share_manager()
    ok(desk(ADA).get(HOME))
    desk.attach(BEN, "manager", "second.txt")
    desk.write_manager("More")
    assert (files(1), files(2)) == (["first.txt"], ["first.txt", "second.txt"])


def test_a_self_assessment_shared_while_a_file_is_on_its_way_gets_it_without_a_mail(desk: Office) -> None:
    desk.write_self()
    form = begun(desk)
    desk.share_self()
    assert listed(desk, BEN, "self") == []
    mails = len(desk.mails())
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    assert listed(desk, BEN, "self") == [("plan.txt", "ready")]
    assert ok(desk(BEN).get(f"{HOME}/self")).json["version"] == 2
    assert len(desk.mails()) == mails


def test_nothing_is_added_to_what_was_signed(desk: Office) -> None:
    desk.share_both()
    form = begun(desk, BEN, "manager")
    ok(desk(ADA).post(f"{HOME}/sign"))
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    seen = ok(desk(BEN).get(f"{MANAGERS}/{form['attachment_id']}")).json
    assert (seen["state"], seen["problem"]["code"]) == ("refused", "signed")
    assert listed(desk, ADA, "manager") == []
    desk.work()
    assert desk.world.bucket.below("") == []


def test_a_signature_that_comes_while_a_file_is_looked_at_wins(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.share_both()
    form = begun(desk, BEN, "manager")
    desk.world.bucket.post(form, TEXT)
    look = desk.world.bucket.read
    signed: list[Reply] = []

    def read(*asked: Any) -> bytes:
        if not signed:
            signed.append(ok(desk(ADA).post(f"{HOME}/sign")))
        return look(*asked)

    monkeypatch.setattr(desk.world.bucket, "read", read)
    stored.deliver(desk.world)
    assert listed(desk, BEN, "manager") == [("plan.txt", "refused")]
    assert desk.told("manager_edited") == []


def test_a_reviewer_who_is_replaced_while_announcing_a_file_announces_none(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is signed, and then the review is somebody else's."""
    sign = desk.world.bucket.sign_post
    moved: list[Reply] = []

    def sign_post(*asked: Any, **how: Any) -> Any:
        if not moved:
            moved.append(ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id})))
        return sign(*asked, **how)

    monkeypatch.setattr(desk.world.bucket, "sign_post", sign_post)
    assert desk.announce(BEN, "manager").status == 404
    assert desk.file_ids("manager") == []


def test_a_file_that_is_deleted_while_it_is_looked_at_stays_deleted(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    look = desk.world.bucket.read

    def read(*asked: Any) -> bytes:
        desk(ADA).delete(f"{OWN}/{form['attachment_id']}")
        return look(*asked)

    monkeypatch.setattr(desk.world.bucket, "read", read)
    stored.deliver(desk.world)
    assert desk.file_ids("self") == []
    assert desk.world.bucket.below("") == []


def test_a_bucket_that_is_away_is_asked_again_later(desk: Office) -> None:
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    desk.world.bucket.broken = True
    with pytest.raises(Unavailable):
        stored.deliver(desk.world)
    assert desk(ADA).get(f"{OWN}/{form['attachment_id']}").status == 503
    desk.world.bucket.broken = False
    pass_(desk, minutes=1)
    assert listed(desk, ADA, "self") == [("plan.txt", "ready")]


def test_a_review_that_is_gone_takes_no_file(desk: Office) -> None:
    form = begun(desk)
    del desk.world.table.rows[store.head_key(ID)]
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    desk.work()
    assert desk.world.bucket.below("") == []


def test_a_draft_that_is_reassigned_leaves_no_file_to_the_next_reviewer(desk: Office) -> None:
    desk.write_manager()
    desk.attach(BEN, "manager", "secret.txt")
    slow = begun(desk, BEN, "manager", name="slow.txt")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(desk, NILS, "manager") == []
    kept = desk.attach(NILS, "manager", "fresh.txt")
    desk.world.bucket.post(slow, TEXT)
    pass_(desk, minutes=21)
    assert listed(desk, NILS, "manager") == [("fresh.txt", "ready")]
    assert [kept in one for one in desk.world.bucket.below("")] == [True]


def test_what_is_shared_keeps_its_files_when_the_reviewer_changes(desk: Office) -> None:
    desk.share_both()
    desk.attach(BEN, "manager")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(desk, ADA, "manager") == listed(desk, NILS, "manager") == [("plan.txt", "ready")]


def test_every_file_that_hr_is_given_is_on_record(desk: Office) -> None:
    desk.write_manager()
    file_id = desk.attach(BEN, "manager")
    reads = [row.body for k, row in desk.world.table.rows.items() if '"read_content"' in row.body]
    assert reads == []
    ok(desk(HANA).get(f"{MANAGERS}/{file_id}"))
    ok(desk(CLEO).get(f"{MANAGERS}/{file_id}"))
    (entry,) = [row.body for row in desk.world.table.rows.values() if '"read_content"' in row.body]
    for said in (HANA.id, "manager_attachment", file_id, '"disclosed":false'):
        assert said in entry


def test_names_of_files_are_on_record_for_hr_even_where_nothing_is_written(desk: Office) -> None:
    desk.attach(BEN, "manager")
    ok(desk(HANA).get(HOME))
    entries = [row.body for row in desk.world.table.rows.values() if '"read_content"' in row.body]
    assert len(entries) == 1


def test_who_left_gets_no_file(desk: Office) -> None:
    desk.share_both()
    file_id = desk.attach(BEN, "manager")
    ok(desk(BEN).get(f"{MANAGERS}/{file_id}"))
    row = desk.world.table.rows[people.person_key(BEN.id)]
    old = people.person_of(row)
    changes = Changes("left")
    people.write(changes, old, replace(old, status=Status.LEFT))
    desk.world.table.commit(changes)
    assert desk(BEN).get(f"{MANAGERS}/{file_id}").status == 403
    assert desk(OTTO).get(f"{MANAGERS}/{file_id}").status == 404


def test_a_review_with_files_is_still_read_in_two_calls(desk: Office) -> None:
    desk.share_both()
    desk.attach(BEN, "manager")
    ok(desk(ADA).get(HOME))
    desk.world.table.calls.clear()
    ok(desk(ADA).get(HOME))
    assert desk.world.table.calls.total() == 2


def test_an_erased_review_keeps_no_file(desk: Office) -> None:
    desk.attach(ADA, "self")
    desk.attach(BEN, "manager")
    changes = Changes("erase")
    file = found(Reads(desk.world.table), actor(HANA), ID, desk.world.now)
    actions.forget_files(changes, wiring(), file, desk.world.now)
    desk.world.table.commit(changes)
    desk.work()
    assert desk.world.bucket.below("") == []
    assert desk.file_ids("self") == desk.file_ids("manager") == []
