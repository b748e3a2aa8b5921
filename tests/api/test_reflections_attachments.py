"""Files in the talk under a reflection: sent first, named in a comment, gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.people.rules import Person
from chalicelib.reflections.routes import routes
from tests.api.client import Reply
from tests.api.reflections_world import ADA, ASA, BEN, CLEO, EVE, HANA, NILS, OTTO, TOP, Studio, studio
from tests.rules.files_bytes import jpeg, segment, tiff

PLACE = b"52.31.12"
TEXT = b"All that we plan"
CANARY = "zyzzogeton"


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        opened.allow_files()
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status < 300, reply.text
    return reply.json if reply.text else None


def announce(office: Studio, one: str, person: Person = ADA, **told: Any) -> Reply:
    body = {"name": "plan.txt", "content_type": "text/plain", "size": 16} | told
    return office(person).post(f"/reflections/{one}/attachments", body)


def say(office: Studio, one: str, *files: str, person: Person = ADA) -> Reply:
    return office(person).post(f"/reflections/{one}/comments", {"text": "See here", "attachment_ids": list(files)})


def fetch(office: Studio, one: str, file_id: str, person: Person = BEN) -> Reply:
    return office(person).get(f"/reflections/{one}/attachments/{file_id}")


def stored(office: Studio, one: str) -> list[str]:
    return office.world.bucket.below(f"test/files/{ADA.id}/{one}-")


def test_a_comment_shows_the_files_that_were_sent_for_it(office: Studio) -> None:
    one = office.shared()
    begun = ok(announce(office, one))
    assert begun["fields"]["key"].startswith(f"test/files/{ADA.id}/{one}-{ADA.id}/{begun['attachment_id']}/")
    office.world.bucket.post(begun, TEXT)
    office.deliver()
    assert ok(fetch(office, one, begun["attachment_id"], ADA))["state"] == "ready"
    assert fetch(office, one, begun["attachment_id"]).status == 404, "no comment names it yet"
    said = ok(say(office, one, begun["attachment_id"]))
    told = [
        {
            "attachment_id": begun["attachment_id"],
            "name": "plan.txt",
            "content_type": "text/plain",
            "size": 16,
            "state": "ready",
        }
    ]
    assert said["attachments"] == told
    assert ok(office(BEN).get(f"/reflections/{one}/comments"))["items"][0]["attachments"] == told
    link = ok(fetch(office, one, begun["attachment_id"]))
    assert office.world.bucket.fetch(link["download_url"]) == TEXT
    assert office.world.bucket.signed[-1].stated["download_as"] == "plan.txt"
    assert ok(office(ADA).post(f"/reflections/{one}/comments", {"text": "Without"}))["attachments"] == []


def test_the_manager_answers_with_files_too(office: Studio) -> None:
    one = office.shared()
    file_id = office.send_file(one, BEN)
    ok(say(office, one, file_id, person=BEN))
    assert ok(fetch(office, one, file_id, ADA))["name"] == "plan.txt"


def test_only_where_the_company_has_attachments() -> None:
    with studio() as plain:
        one = plain.shared()
        assert announce(plain, one).json["code"] == "attachments_off"


def test_a_comment_takes_five_files_of_ones_own_that_are_ready_each_once(office: Studio) -> None:
    one = office.shared()
    files = [office.send_file(one) for _ in range(6)]
    theirs = office.send_file(one, BEN)
    coming = ok(announce(office, one))["attachment_id"]
    assert say(office, one, *files).status == 422
    for wrong in (theirs, coming, "unknown"):
        refused = say(office, one, files[0], wrong)
        assert [error["pointer"] for error in refused.json["errors"]] == ["/attachment_ids/1"]
    assert say(office, one, files[0], files[0]).status == 422
    ok(say(office, one, *files[:5]))
    assert say(office, one, files[0]).status == 422, "it is in another comment"
    assert say(office, one, "unknown", person=BEN).status == 422
    other = office.shared(title="Another")
    assert say(office, other, files[5]).status == 422


def test_so_many_files_may_wait_for_their_comment(office: Studio) -> None:
    one = office.shared()
    files = [office.send_file(one) for _ in range(10)]
    assert announce(office, one).json["code"] == "too_many_files"
    ok(say(office, one, *files[:5]))
    assert announce(office, one).status == 201
    assert announce(office, one, BEN).status == 201


def test_what_no_comment_names_is_gone_after_a_day(office: Studio) -> None:
    one = office.shared()
    waits, used = office.send_file(one), office.send_file(one)
    ok(say(office, one, used))
    office.later(hours=23)
    office.work()
    assert ok(fetch(office, one, waits, ADA))["state"] == "ready"
    office.later(hours=2)
    office.work()
    assert fetch(office, one, waits, ADA).status == 404
    assert [used in key for key in stored(office, one)] == [True]


def test_a_deleted_comment_takes_its_files_along_and_no_others(office: Studio) -> None:
    one = office.shared()
    first, second = office.send_file(one), office.send_file(one)
    gone = ok(say(office, one, first))["id"]
    ok(say(office, one, second))
    ok(office(ADA).delete(f"/reflections/{one}/comments/{gone}"))
    office.work()
    assert fetch(office, one, first).status == 404
    assert [second in key for key in stored(office, one)] == [True]


def test_a_file_can_be_taken_out_of_a_comment(office: Studio) -> None:
    one = office.shared()
    first, second = office.send_file(one), office.send_file(one, name="other.txt")
    said = ok(say(office, one, first, second))["id"]
    at = f"/reflections/{one}/attachments"
    ok(office(ADA).delete(f"{at}/{first}"))
    assert office(ADA).delete(f"{at}/{first}").status == 404
    left = ok(office(BEN).get(f"/reflections/{one}/comments/{said}"))["attachments"]
    assert [file["name"] for file in left] == ["other.txt"]
    ok(office(ADA).delete(f"{at}/{second}"))
    ok(office(ADA).delete(f"/reflections/{one}/comments/{said}"))
    office.work()
    assert stored(office, one) == []
    assert not [key for key in office.world.table.rows if key.sk.startswith(f"X#{one}")]


@pytest.mark.parametrize("file_id", ["none", "x" * 52, f"{'0' * 26}{EVE.id}"])
def test_an_unknown_file_is_unknown(office: Studio, file_id: str) -> None:
    one = office.shared()
    assert fetch(office, one, file_id, ADA).status == 404
    assert office(ADA).delete(f"/reflections/{one}/attachments/{file_id}").status == 404


def test_a_deleted_reflection_leaves_no_file_of_either_behind(office: Studio) -> None:
    one = office.shared()
    ok(say(office, one, office.send_file(one)))
    ok(say(office, one, office.send_file(one, BEN), person=BEN))
    slow = ok(announce(office, one, BEN))
    ok(office(ADA).delete(f"/reflections/{one}"))
    office.work(events=False)
    assert stored(office, one) == []
    assert not [key for key in office.world.table.rows if key.sk.startswith(f"X#{one}")]
    office.world.bucket.post(slow, TEXT)
    office.later(minutes=21)
    office.work(events=False)
    assert stored(office, one) == [], "sent after it was deleted, told by no event, and gone all the same"


def test_retention_takes_the_files_too(office: Studio) -> None:
    office.set(retention_days=30)
    one = office.shared()
    ok(say(office, one, office.send_file(one)))
    for _ in range(4):
        office.later(days=20)
        office.work(events=False)
    assert office(ADA).get(f"/reflections/{one}").status == 404
    assert stored(office, one) == []


def test_whoever_no_longer_sees_the_reflection_sees_no_file(office: Studio) -> None:
    one = office.shared()
    file_id = office.send_file(one)
    ok(say(office, one, file_id))
    ok(office(ADA).post(f"/reflections/{one}/unshare"))
    assert fetch(office, one, file_id).status == 404
    ok(office(ADA).post(f"/reflections/{one}/share"))
    assert fetch(office, one, file_id).status == 200
    office.move(ADA, NILS)
    for person in (BEN, NILS):
        assert fetch(office, one, file_id, person).status == 404
    assert fetch(office, one, file_id, ADA).status == 200


def crawl(office: Studio, person: Person, one: str, ids: dict[str, str]) -> str:
    """Everything of this reflection that GET answers, and every list."""
    said = []
    for entry in routes.routes:
        if entry.method == "GET":
            path = entry.path.replace("{reflection_id}", one)
            for name, value in ids.items():
                path = path.replace(f"{{{name}}}", value)
            said.append(office(person).get(path).text)
    said.append(office(person).get("/reflections?role=manager").text)
    said.append(office(person).get(f"/reflections?query={CANARY}").text)
    return "".join(said)


def test_the_name_of_a_file_reaches_the_two_and_nobody_else(office: Studio) -> None:
    one = office.shared()
    track = ok(office(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    file_id = office.send_file(one, name=f"{CANARY}.txt")
    ids = {"attachment_id": file_id, "comment_id": "none", "track_id": track}
    assert CANARY in crawl(office, ADA, one, ids)
    assert CANARY not in crawl(office, BEN, one, ids)
    ids["comment_id"] = ok(say(office, one, file_id))["id"]
    assert CANARY in crawl(office, BEN, one, ids)
    for person in (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO):
        assert CANARY not in crawl(office, person, one, ids)
    assert CANARY not in "".join(row.body for key, row in office.world.table.rows.items() if key.pk.startswith("M#"))


def test_the_same_comment_twice_is_one_with_its_files(office: Studio) -> None:
    one = office.shared()
    body = {"text": "See here", "attachment_ids": [office.send_file(one)]}
    path = f"/reflections/{one}/comments"
    first = ok(office(ADA).post(path, body, idempotency_key="once"))
    assert ok(office(ADA).post(path, body, idempotency_key="once")) == first
    begun = office(ADA).post(f"/reflections/{one}/attachments", {**body_of(), "size": 2}, idempotency_key="file")
    again = office(ADA).post(f"/reflections/{one}/attachments", {**body_of(), "size": 2}, idempotency_key="file")
    assert (again.status, again.json) == (201, begun.json)


def body_of() -> dict[str, Any]:
    return {"name": "a.txt", "content_type": "text/plain"}


def test_where_a_picture_was_made_goes_before_anybody_fetches_it(office: Studio) -> None:
    one = office.shared()
    picture = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    told = {"name": "view.jpg", "content_type": "image/jpeg", "size": len(picture)}
    begun = ok(office(ADA).post(f"/reflections/{one}/attachments", told))
    office.world.bucket.post(begun, picture)
    office.deliver()
    office.deliver()
    ok(say(office, one, begun["attachment_id"]))
    shown = ok(fetch(office, one, begun["attachment_id"]))
    fetched = office.world.bucket.fetch(shown["download_url"])
    assert PLACE in picture
    assert PLACE not in fetched
    assert len(fetched) == len(picture)
    kept = [v.content for versions in office.world.bucket.objects.values() for v in versions]
    assert not [content for content in kept if PLACE in content]


def test_a_poster_says_no_place_either(office: Studio) -> None:
    one = office.recorded()
    picture = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    office.world.bucket.post(
        ok(office(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/jpeg"})), picture
    )
    office.deliver()
    office.deliver()
    url = ok(office(ADA).get(f"/reflections/{one}/playback"))["poster_url"]
    assert PLACE not in office.world.bucket.fetch(url)
    kept = [v.content for versions in office.world.bucket.objects.values() for v in versions]
    assert not [content for content in kept if PLACE in content]
