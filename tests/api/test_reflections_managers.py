"""When the manager changes: the former one is out, the new one sees what the owner agrees to, and no talk of before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, HANA, NILS, Studio, studio

CANARY = "zyzzogeton"


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status in {200, 201, 202}, reply.text
    return reply.json


def ids(reply: Reply) -> list[str]:
    return [item["id"] for item in ok(reply)["items"]]


def test_a_new_manager_sees_what_the_owner_agrees_to_item_by_item(office: Studio) -> None:
    first, second = office.shared(), office.shared()
    office.move(ADA, NILS)
    assert ids(office(NILS).get("/reflections?role=manager")) == []
    assert "share" in ok(office(ADA).get(f"/reflections/{first}"))["actions"]
    assert [p["name"] for p in ok(office(ADA).post(f"/reflections/{first}/share"))["shared_with"]] == ["Ben", "Nils"]
    assert ids(office(NILS).get("/reflections?role=manager")) == [first]
    assert office(NILS).get(f"/reflections/{second}").status == 404
    assert office(BEN).get(f"/reflections/{first}").status == 404


def test_a_new_manager_sees_everything_that_was_shared_once_the_owner_agrees_for_all(office: Studio) -> None:
    kept = [office.shared() for _ in range(23)]
    hidden = office.recorded()
    office.move(ADA, NILS)
    assert ok(office(ADA).post("/reflections/share"))["items"]
    office.work()
    seen = [one for one in (*kept, hidden) if office(NILS).get(f"/reflections/{one}").status == 200]
    assert seen == kept
    assert office.mails().count(("reflections.earlier_shared", NILS.email)) == 1
    assert ("reflections.shared", NILS.email) not in office.mails()


def former(office: Studio, path: str = "/reflections") -> dict[str, list[str]]:
    """What the owner's list says of each: who saw it, where the manager of today does not."""
    items = ok(office(ADA).get(path))["items"]
    return {item["id"]: [person["name"] for person in item["former"]] for item in items if "former" in item}


@pytest.mark.parametrize("path", ["/reflections", "/reflections?query=spring", f"/reflections?owner_id={ADA.id}"])
def test_ones_own_list_says_of_each_whether_the_new_manager_is_still_to_see_it(office: Studio, path: str) -> None:
    first, middle, last = (office.shared() for _ in range(3))
    taken_back, _draft = office.shared(), office.recorded()
    ok(office(ADA).post(f"/reflections/{taken_back}/unshare"))
    assert former(office, path) == {}
    office.move(ADA, NILS)
    assert former(office, path) == {first: ["Ben"], middle: ["Ben"], last: ["Ben"]}
    for one in (last, first):
        ok(office(ADA).post(f"/reflections/{one}/share"))
    office.work()
    assert former(office, path) == {middle: ["Ben"]}, "neither the newest nor the oldest"
    for reader in (BEN, NILS):
        items = ok(office(reader).get("/reflections?role=manager"))["items"]
        assert not [item for item in items if "former" in item], "that is its owner's to know"
    ok(office(ADA).post("/reflections/share"))
    office.work()
    assert former(office, path) == {}
    office.move(ADA, BEN)
    assert former(office, path) == {one: ["Ben", "Nils"] for one in (first, middle, last)}


def test_who_has_no_manager_is_asked_for_no_agreement(office: Studio) -> None:
    office.shared()
    hr = office(HANA)
    ok(hr.put(f"/people/{ADA.id}", {"manager_id": None}, match=hr.get(f"/people/{ADA.id}").etag))
    assert former(office) == {}


def test_who_comes_back_as_a_manager_begins_anew(office: Studio) -> None:
    one = office.shared()
    office.move(ADA, NILS)
    office.move(ADA, BEN)
    assert office(BEN).get(f"/reflections/{one}").status == 404
    assert ids(office(BEN).get("/reflections?role=manager")) == []
    ok(office(ADA).post(f"/reflections/{one}/share"))
    assert office(BEN).get(f"/reflections/{one}").status == 200


def test_what_was_said_with_a_former_manager_stays_between_the_two(office: Studio) -> None:
    """The owner agrees to show the recording, not what someone else said about it in confidence."""
    one = office.shared()
    at = f"/reflections/{one}"
    theirs = ok(office(BEN).post(f"{at}/comments", {"text": f"{CANARY}, between us"}))
    office.later(minutes=1)
    ok(office(ADA).post(f"{at}/comments", {"text": f"{CANARY}, too"}))
    office.move(ADA, NILS)
    assert office(ADA).post(f"{at}/comments", {"text": "Anybody?"}).json["code"] == "not_shared"
    assert ("reflections.commented", NILS.email) not in office.mails()
    ok(office(ADA).post(f"{at}/share"))
    office.work()
    assert ok(office(NILS).get(f"{at}/comments")) == {"items": [], "next": None}
    assert office(NILS).get(f"{at}/comments/{theirs['id']}").status == 404
    assert ok(office(NILS).get(at))["comments"] == 0
    assert ok(office(NILS).get("/reflections?role=manager"))["items"][0]["comments"] == 0
    ok(office(NILS).post(f"{at}/comments", {"text": "Good to see"}))
    assert [c["text"] for c in ok(office(NILS).get(f"{at}/comments"))["items"]] == ["Good to see"]
    assert ok(office(NILS).get(at))["comments"] == 1
    assert [c["author"]["name"] for c in ok(office(ADA).get(f"{at}/comments"))["items"]] == ["Ben", "Ada", "Nils"]
    assert ok(office(ADA).get(at))["comments"] == 3
