"""When the manager changes: the former one is out, the new one sees what the owner agrees to, and no talk of before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, HANA, NILS, ReflectionsApi, reflections_api

CANARY = "zyzzogeton"


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status in {200, 201, 202}, reply.text
    return reply.json


def ids(reply: Reply) -> list[str]:
    return [item["id"] for item in ok(reply)["items"]]


def test_a_new_manager_sees_what_the_owner_agrees_to_item_by_item(api: ReflectionsApi) -> None:
    first, second = api.shared(), api.shared()
    api.move(ADA, NILS)
    assert ids(api(NILS).get("/reflections?role=manager")) == []
    assert "share" in ok(api(ADA).get(f"/reflections/{first}"))["actions"]
    assert [p["name"] for p in ok(api(ADA).post(f"/reflections/{first}/share"))["shared_with"]] == ["Ben", "Nils"]
    assert ids(api(NILS).get("/reflections?role=manager")) == [first]
    assert api(NILS).get(f"/reflections/{second}").status == 404
    assert api(BEN).get(f"/reflections/{first}").status == 404


def test_a_new_manager_sees_everything_that_was_shared_once_the_owner_agrees_for_all(api: ReflectionsApi) -> None:
    kept = [api.shared() for _ in range(23)]
    hidden = api.recorded()
    api.move(ADA, NILS)
    assert ok(api(ADA).post("/reflections/share"))["items"]
    api.work()
    seen = [one for one in (*kept, hidden) if api(NILS).get(f"/reflections/{one}").status == 200]
    assert seen == kept
    assert api.mails().count(("reflections.earlier_shared", NILS.email)) == 1
    assert ("reflections.shared", NILS.email) not in api.mails()


def former(api: ReflectionsApi, path: str = "/reflections") -> dict[str, list[str]]:
    """What the owner's list says of each: who saw it, where the manager of today does not."""
    items = ok(api(ADA).get(path))["items"]
    return {item["id"]: [person["name"] for person in item["former"]] for item in items if "former" in item}


@pytest.mark.parametrize("path", ["/reflections", "/reflections?query=spring", f"/reflections?owner_id={ADA.id}"])
def test_ones_own_list_says_of_each_whether_the_new_manager_is_still_to_see_it(api: ReflectionsApi, path: str) -> None:
    first, middle, last = (api.shared() for _ in range(3))
    taken_back, _draft = api.shared(), api.recorded()
    ok(api(ADA).post(f"/reflections/{taken_back}/unshare"))
    assert former(api, path) == {}
    api.move(ADA, NILS)
    assert former(api, path) == {first: ["Ben"], middle: ["Ben"], last: ["Ben"]}
    for one in (last, first):
        ok(api(ADA).post(f"/reflections/{one}/share"))
    api.work()
    assert former(api, path) == {middle: ["Ben"]}, "neither the newest nor the oldest"
    for reader in (BEN, NILS):
        items = ok(api(reader).get("/reflections?role=manager"))["items"]
        assert not [item for item in items if "former" in item], "that is its owner's to know"
    ok(api(ADA).post("/reflections/share"))
    api.work()
    assert former(api, path) == {}
    api.move(ADA, BEN)
    assert former(api, path) == {one: ["Ben", "Nils"] for one in (first, middle, last)}


def test_who_has_no_manager_is_asked_for_no_agreement(api: ReflectionsApi) -> None:
    api.shared()
    hr = api(HANA)
    ok(hr.put(f"/people/{ADA.id}", {"manager_id": None}, match=hr.get(f"/people/{ADA.id}").etag))
    assert former(api) == {}


def test_who_comes_back_as_a_manager_begins_anew(api: ReflectionsApi) -> None:
    one = api.shared()
    api.move(ADA, NILS)
    api.move(ADA, BEN)
    assert api(BEN).get(f"/reflections/{one}").status == 404
    assert ids(api(BEN).get("/reflections?role=manager")) == []
    ok(api(ADA).post(f"/reflections/{one}/share"))
    assert api(BEN).get(f"/reflections/{one}").status == 200


def test_what_was_said_with_a_former_manager_stays_between_the_two(api: ReflectionsApi) -> None:
    """The owner agrees to show the recording, not what someone else said about it in confidence."""
    one = api.shared()
    at = f"/reflections/{one}"
    theirs = ok(api(BEN).post(f"{at}/comments", {"text": f"{CANARY}, between us"}))
    api.later(minutes=1)
    ok(api(ADA).post(f"{at}/comments", {"text": f"{CANARY}, too"}))
    api.move(ADA, NILS)
    assert api(ADA).post(f"{at}/comments", {"text": "Anybody?"}).json["code"] == "not_shared"
    assert ("reflections.commented", NILS.email) not in api.mails()
    ok(api(ADA).post(f"{at}/share"))
    api.work()
    assert ok(api(NILS).get(f"{at}/comments")) == {"items": [], "next": None}
    assert api(NILS).get(f"{at}/comments/{theirs['id']}").status == 404
    assert ok(api(NILS).get(at))["comments"] == 0
    assert ok(api(NILS).get("/reflections?role=manager"))["items"][0]["comments"] == 0
    ok(api(NILS).post(f"{at}/comments", {"text": "Good to see"}))
    assert [c["text"] for c in ok(api(NILS).get(f"{at}/comments"))["items"]] == ["Good to see"]
    assert ok(api(NILS).get(at))["comments"] == 1
    assert [c["author"]["name"] for c in ok(api(ADA).get(f"{at}/comments"))["items"]] == ["Ben", "Ada", "Nils"]
    assert ok(api(ADA).get(at))["comments"] == 3
