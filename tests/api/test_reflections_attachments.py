"""Files in the talk under a reflection: sent first, named in a comment, gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.people.rules import Person
from chalicelib.reflections.routes import routes
from tests.api.client import Reply
from tests.api.reflections_world import ADA, ASA, BEN, CLEO, EVE, HANA, NILS, OTTO, TOP, ReflectionsApi, reflections_api
from tests.rules.files_bytes import jpeg, segment, tiff

PLACE = b"52.31.12"
TEXT = b"All that we plan"
CANARY = "zyzzogeton"


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        opened.allow_files()
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status < 300, reply.text
    return reply.json if reply.text else None


def announce(api: ReflectionsApi, one: str, person: Person = ADA, **told: Any) -> Reply:
    body = {"name": "plan.txt", "content_type": "text/plain", "size": 16} | told
    return api(person).post(f"/reflections/{one}/attachments", body)


def say(api: ReflectionsApi, one: str, *files: str, person: Person = ADA) -> Reply:
    return api(person).post(f"/reflections/{one}/comments", {"text": "See here", "attachment_ids": list(files)})


def fetch(api: ReflectionsApi, one: str, file_id: str, person: Person = BEN) -> Reply:
    return api(person).get(f"/reflections/{one}/attachments/{file_id}")


def stored(api: ReflectionsApi, one: str) -> list[str]:
    return api.world.bucket.below(f"test/files/{ADA.id}/{one}-")


def test_a_comment_shows_the_files_that_were_sent_for_it(api: ReflectionsApi) -> None:
    one = api.shared()
    begun = ok(announce(api, one))
    assert begun["fields"]["key"].startswith(f"test/files/{ADA.id}/{one}-{ADA.id}/{begun['attachment_id']}/")
    api.world.bucket.post(begun, TEXT)
    api.deliver()
    assert ok(fetch(api, one, begun["attachment_id"], ADA))["state"] == "ready"
    assert fetch(api, one, begun["attachment_id"]).status == 404, "no comment names it yet"
    said = ok(say(api, one, begun["attachment_id"]))
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
    assert ok(api(BEN).get(f"/reflections/{one}/comments"))["items"][0]["attachments"] == told
    link = ok(fetch(api, one, begun["attachment_id"]))
    assert api.world.bucket.fetch(link["download_url"]) == TEXT
    assert api.world.bucket.signed[-1].stated["download_as"] == "plan.txt"
    assert ok(api(ADA).post(f"/reflections/{one}/comments", {"text": "Without"}))["attachments"] == []


def test_the_manager_answers_with_files_too(api: ReflectionsApi) -> None:
    one = api.shared()
    file_id = api.send_file(one, BEN)
    ok(say(api, one, file_id, person=BEN))
    assert ok(fetch(api, one, file_id, ADA))["name"] == "plan.txt"


def test_only_where_the_company_has_attachments() -> None:
    with reflections_api() as plain:
        one = plain.shared()
        assert announce(plain, one).json["code"] == "attachments_off"


def test_a_comment_takes_five_files_of_ones_own_that_are_ready_each_once(api: ReflectionsApi) -> None:
    one = api.shared()
    files = [api.send_file(one) for _ in range(6)]
    theirs = api.send_file(one, BEN)
    coming = ok(announce(api, one))["attachment_id"]
    assert say(api, one, *files).status == 422
    for wrong in (theirs, coming, "unknown"):
        refused = say(api, one, files[0], wrong)
        assert [error["pointer"] for error in refused.json["errors"]] == ["/attachment_ids/1"]
    assert say(api, one, files[0], files[0]).status == 422
    ok(say(api, one, *files[:5]))
    assert say(api, one, files[0]).status == 422, "it is in another comment"
    assert say(api, one, "unknown", person=BEN).status == 422
    other = api.shared(title="Another")
    assert say(api, other, files[5]).status == 422


def test_so_many_files_may_wait_for_their_comment(api: ReflectionsApi) -> None:
    one = api.shared()
    files = [api.send_file(one) for _ in range(10)]
    assert announce(api, one).json["code"] == "too_many_files"
    ok(say(api, one, *files[:5]))
    assert announce(api, one).status == 201
    assert announce(api, one, BEN).status == 201


def test_what_no_comment_names_is_gone_after_a_day(api: ReflectionsApi) -> None:
    one = api.shared()
    waits, used = api.send_file(one), api.send_file(one)
    ok(say(api, one, used))
    api.later(hours=23)
    api.work()
    assert ok(fetch(api, one, waits, ADA))["state"] == "ready"
    api.later(hours=2)
    api.work()
    assert fetch(api, one, waits, ADA).status == 404
    assert [used in key for key in stored(api, one)] == [True]


def test_a_deleted_comment_takes_its_files_along_and_no_others(api: ReflectionsApi) -> None:
    one = api.shared()
    first, second = api.send_file(one), api.send_file(one)
    gone = ok(say(api, one, first))["id"]
    ok(say(api, one, second))
    ok(api(ADA).delete(f"/reflections/{one}/comments/{gone}"))
    api.work()
    assert fetch(api, one, first).status == 404
    assert [second in key for key in stored(api, one)] == [True]


def test_a_file_can_be_taken_out_of_a_comment(api: ReflectionsApi) -> None:
    one = api.shared()
    first, second = api.send_file(one), api.send_file(one, name="other.txt")
    said = ok(say(api, one, first, second))["id"]
    at = f"/reflections/{one}/attachments"
    ok(api(ADA).delete(f"{at}/{first}"))
    assert api(ADA).delete(f"{at}/{first}").status == 404
    left = ok(api(BEN).get(f"/reflections/{one}/comments/{said}"))["attachments"]
    assert [file["name"] for file in left] == ["other.txt"]
    ok(api(ADA).delete(f"{at}/{second}"))
    ok(api(ADA).delete(f"/reflections/{one}/comments/{said}"))
    api.work()
    assert stored(api, one) == []
    assert not [key for key in api.world.table.rows if key.sk.startswith(f"X#{one}")]


@pytest.mark.parametrize("file_id", ["none", "x" * 52, f"{'0' * 26}{EVE.id}"])
def test_an_unknown_file_is_unknown(api: ReflectionsApi, file_id: str) -> None:
    one = api.shared()
    assert fetch(api, one, file_id, ADA).status == 404
    assert api(ADA).delete(f"/reflections/{one}/attachments/{file_id}").status == 404


def test_a_deleted_reflection_leaves_no_file_of_either_behind(api: ReflectionsApi) -> None:
    one = api.shared()
    ok(say(api, one, api.send_file(one)))
    ok(say(api, one, api.send_file(one, BEN), person=BEN))
    slow = ok(announce(api, one, BEN))
    ok(api(ADA).delete(f"/reflections/{one}"))
    api.work(events=False)
    assert stored(api, one) == []
    assert not [key for key in api.world.table.rows if key.sk.startswith(f"X#{one}")]
    api.world.bucket.post(slow, TEXT)
    api.later(minutes=21)
    api.work(events=False)
    assert stored(api, one) == [], "sent after it was deleted, told by no event, and gone all the same"


def test_retention_takes_the_files_too(api: ReflectionsApi) -> None:
    api.set(retention_days=30)
    one = api.shared()
    ok(say(api, one, api.send_file(one)))
    for _ in range(4):
        api.later(days=20)
        api.work(events=False)
    assert api(ADA).get(f"/reflections/{one}").status == 404
    assert stored(api, one) == []


def test_whoever_no_longer_sees_the_reflection_sees_no_file(api: ReflectionsApi) -> None:
    one = api.shared()
    file_id = api.send_file(one)
    ok(say(api, one, file_id))
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    assert fetch(api, one, file_id).status == 404
    ok(api(ADA).post(f"/reflections/{one}/share"))
    assert fetch(api, one, file_id).status == 200
    api.move(ADA, NILS)
    for person in (BEN, NILS):
        assert fetch(api, one, file_id, person).status == 404
    assert fetch(api, one, file_id, ADA).status == 200


def crawl(api: ReflectionsApi, person: Person, one: str, ids: dict[str, str]) -> str:
    """Everything of this reflection that GET answers, and every list."""
    said = []
    for entry in routes.routes:
        if entry.method == "GET":
            path = entry.path.replace("{reflection_id}", one)
            for name, value in ids.items():
                path = path.replace(f"{{{name}}}", value)
            said.append(api(person).get(path).text)
    said.append(api(person).get("/reflections?role=manager").text)
    said.append(api(person).get(f"/reflections?query={CANARY}").text)
    return "".join(said)


def test_the_name_of_a_file_reaches_the_two_and_nobody_else(api: ReflectionsApi) -> None:
    one = api.shared()
    track = ok(api(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    file_id = api.send_file(one, name=f"{CANARY}.txt")
    ids = {"attachment_id": file_id, "comment_id": "none", "track_id": track}
    assert CANARY in crawl(api, ADA, one, ids)
    assert CANARY not in crawl(api, BEN, one, ids)
    ids["comment_id"] = ok(say(api, one, file_id))["id"]
    assert CANARY in crawl(api, BEN, one, ids)
    for person in (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO):
        assert CANARY not in crawl(api, person, one, ids)
    assert CANARY not in "".join(row.body for key, row in api.world.table.rows.items() if key.pk.startswith("M#"))


def test_the_same_comment_twice_is_one_with_its_files(api: ReflectionsApi) -> None:
    one = api.shared()
    body = {"text": "See here", "attachment_ids": [api.send_file(one)]}
    path = f"/reflections/{one}/comments"
    first = ok(api(ADA).post(path, body, idempotency_key="once"))
    assert ok(api(ADA).post(path, body, idempotency_key="once")) == first
    begun = api(ADA).post(f"/reflections/{one}/attachments", {**body_of(), "size": 2}, idempotency_key="file")
    again = api(ADA).post(f"/reflections/{one}/attachments", {**body_of(), "size": 2}, idempotency_key="file")
    assert (again.status, again.json) == (201, begun.json)


def body_of() -> dict[str, Any]:
    return {"name": "a.txt", "content_type": "text/plain"}


def test_where_a_picture_was_made_goes_before_anybody_fetches_it(api: ReflectionsApi) -> None:
    one = api.shared()
    picture = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    told = {"name": "view.jpg", "content_type": "image/jpeg", "size": len(picture)}
    begun = ok(api(ADA).post(f"/reflections/{one}/attachments", told))
    api.world.bucket.post(begun, picture)
    api.deliver()
    api.work()
    ok(say(api, one, begun["attachment_id"]))
    shown = ok(fetch(api, one, begun["attachment_id"]))
    fetched = api.world.bucket.fetch(shown["download_url"])
    assert PLACE in picture
    assert PLACE not in fetched
    assert len(fetched) == len(picture)
    kept = [v.content for versions in api.world.bucket.objects.values() for v in versions]
    assert not [content for content in kept if PLACE in content]


def test_a_poster_says_no_place_either(api: ReflectionsApi) -> None:
    one = api.recorded()
    picture = jpeg()[:2] + segment(0xE1, b"Exif\0\0" + tiff()) + jpeg()[2:]
    api.world.bucket.post(ok(api(ADA).post(f"/reflections/{one}/poster", {"content_type": "image/jpeg"})), picture)
    api.deliver()
    api.work()
    url = ok(api(ADA).get(f"/reflections/{one}/playback"))["poster_url"]
    assert PLACE not in api.world.bucket.fetch(url)
    kept = [v.content for versions in api.world.bucket.objects.values() for v in versions]
    assert not [content for content in kept if PLACE in content]
