"""HR erases somebody who left: asked by one HR admin, approved by another one, seven days later gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.erasure.actions import walk
from chalicelib.erasure.routes import routes as erasure_routes
from chalicelib.kernel.policy import PEOPLE_WRITE
from chalicelib.people.routes.accounts import routes as account_routes
from chalicelib.people.routes.people import routes as people_routes
from tests import stored
from tests.api.client import Caller, world_of
from tests.api.erasure_world import VERA, ErasureApi, erasure_api, seeded
from tests.api.people_world import imported
from tests.api.reflections_world import ADA, ASA, BEN, EVE, HANA, TOP
from tests.fake_accounts import FakeAccounts

ONE = f"/people/{ADA.id}"
BODY = {"reason": "They asked for it", "confirm_name": "Ada"}
ID_STAYS = {"U", "ERASURES", "DAY", "L", "M"}
"""Sorts of rows in which the id of an erased person may stand: it leads to nobody any more."""
ROUTES: list[tuple[str, str, Any, str | None]] = [
    ("POST", f"{ONE}/erase", BODY, None),
    ("GET", f"{ONE}/erase", None, None),
    ("POST", f"{ONE}/erase/approve", None, None),
    ("POST", f"{ONE}/erase/cancel", None, None),
    ("PUT", f"{ONE}/hold", {"reason": "Court"}, "0"),
    ("GET", f"{ONE}/hold", None, None),
    ("DELETE", f"{ONE}/hold", None, None),
    ("GET", "/holds", None, None),
]


@pytest.fixture
def api() -> Iterator[ErasureApi]:
    with erasure_api() as world:
        yield world


def send(caller: Caller, method: str, path: str, body: Any, match: str | None) -> int:
    return caller.send(method, path, body, {"if-match": match} if match is not None else {}).status


@pytest.mark.parametrize(("method", "path", "body", "match"), ROUTES)
def test_hr_admins_alone_erase_and_put_on_hold(
    api: ErasureApi, method: str, path: str, body: Any, match: str | None
) -> None:
    api.leave(ADA)
    if "approve" in path or "cancel" in path or method == "GET":
        api.ask(ADA)
    if method in {"GET", "DELETE"}:
        api(HANA).put(f"{ONE}/hold", {"reason": "Court"}, match="0")
    anyone = [(api.world.anonymous(), 401), (api(BEN), 403), (api(ASA), 403), (api(EVE), 403), (api(TOP), 403)]
    for caller, status in [*anyone, (api.world.as_client("machine", PEOPLE_WRITE), 403)]:
        if caller.token is not None and status == 403 and caller.token.count(".") == 2 and method == "POST":
            assert caller.send(method, path, body, {"idempotency-key": "k"}).status == status
        else:
            assert send(caller, method, path, body, match) == status
    assert send(api(VERA), method, path, body, match) in {200, 204}


def test_nothing_of_somebody_erased_is_left_but_their_id(api: ErasureApi) -> None:
    api.shared()
    api.leave(ADA)
    erased = api.erased(ADA)
    assert erased["state"] == "done"
    assert {"keys": "P#{each} / R#", "rows": 0} in erased["queried"]
    assert api.naming("Ada", "ada@example.test") == []
    assert {place.partition("#")[0].partition(" ")[0] for place in api.naming(ADA.id)} <= ID_STAYS
    assert not [key for key in api.world.bucket.objects if ADA.id in key]
    assert api(HANA).get(ONE).status == 404
    trail = api(HANA).get(f"/audit?subject_id={ADA.id}").json["items"]
    assert trail[0]["action"] == "erased"
    assert "P#{each} / R#" in trail[0]["detail"]["queried"]
    assert {entry.get("reason") for entry in trail} == {None}


def test_what_they_said_to_others_stays_by_a_former_colleague_and_their_films_go(api: ErasureApi) -> None:
    one = api.shared(EVE)
    film = api.reply(one, BEN)
    api.work()
    said = api(BEN).post(f"/reflections/{one}/comments", {"text": "Well done, go on", "track_ids": [film]})
    assert said.status == 201, said.text
    api.leave(BEN)
    api.erased(BEN)
    comments = api(EVE).get(f"/reflections/{one}/comments").json["items"]
    assert [(one["author"]["name"], one["text"]) for one in comments] == [("a former colleague", "Well done, go on")]
    assert not [key for key in api.world.bucket.objects if film in key]
    assert api.naming("Ben", "ben@example.test") == []
    assert api(HANA).get(f"/people/{EVE.id}").json["name"] == "Eve"


def test_who_asked_cannot_approve_while_there_is_another_hr_admin(api: ErasureApi) -> None:
    api.leave(ADA)
    asked = api.ask(ADA)
    assert (asked.json["actions"], [one["name"] for one in asked.json["approvers"]]) == (["cancel"], ["Vera"])
    reply = api.approve(ADA, by=HANA)
    assert (reply.status, reply.json["code"]) == (403, "not_allowed")
    api.leave(VERA)
    assert api(HANA).get(f"{ONE}/erase").json["actions"] == ["approve", "cancel"]
    assert api.approve(ADA, by=HANA).status == 200


def test_every_hr_admin_gets_an_email_when_it_is_asked_for(api: ErasureApi) -> None:
    api.leave(ADA)
    api.ask(ADA)
    told = sorted(to for kind, to in api.mails() if kind == "erasure.asked")
    assert told == ["hana@example.test", "vera@example.test"]


def test_it_can_be_cancelled_for_seven_days(api: ErasureApi) -> None:
    api.leave(ADA)
    api.ask(ADA)
    api.approve(ADA)
    api.later(days=6)
    stored.work(api.world)
    assert api(HANA).post(f"{ONE}/erase/cancel").json["state"] == "cancelled"
    api.later(days=2)
    stored.work(api.world)
    assert api(HANA).get(ONE).json["name"] == "Ada"
    again = api(HANA).post(f"{ONE}/erase/cancel")
    assert (again.status, again.json["code"]) == (409, "erasure_begun")
    assert api.ask(ADA).status == 200, "it can be asked for again"


def test_an_erasure_that_was_cancelled_and_approved_again_begins_seven_days_after_that(api: ErasureApi) -> None:
    api.leave(ADA)
    api.ask(ADA)
    api.approve(ADA)
    api.later(days=5)
    api(HANA).post(f"{ONE}/erase/cancel")
    api.ask(ADA)
    api.approve(ADA)
    api.later(days=3)
    stored.work(api.world)
    assert api(HANA).get(f"{ONE}/erase").json["state"] == "approved"
    api.later(days=5)
    stored.work(api.world)
    assert api(HANA).get(f"{ONE}/erase").json["state"] == "done"


def test_the_name_has_to_be_typed_and_nobody_who_works_here_is_erased(api: ErasureApi) -> None:
    reply = api.ask(ADA)
    assert (reply.status, reply.json["code"]) == (409, "not_left")
    assert api.ask(HANA).json["code"] == "about_yourself"
    api.leave(ADA)
    reply = api.ask(ADA, confirm_name="Eve")
    assert (reply.status, reply.json["errors"][0]["code"]) == (422, "name_differs")
    assert api.ask(ADA).status == 200
    assert api.ask(ADA).json["code"] == "erasure_asked"


def test_nobody_erases_somebody_above_them(api: ErasureApi) -> None:
    left = api.world.as_client("machine", PEOPLE_WRITE).post(f"/people/{TOP.id}/leave", **{"Idempotency-Key": "k"})
    assert left.status == 200, left.text
    reply = api.ask(TOP)
    assert (reply.status, reply.json["code"]) == (403, "about_somebody_above")


def test_who_is_on_hold_is_not_erased(api: ErasureApi) -> None:
    api.leave(ADA)
    held = api(HANA).put(f"{ONE}/hold", {"reason": "Court"}, match="0")
    assert (held.status, held.etag) == (200, '"1"')
    assert (api.ask(ADA).status, api.ask(ADA).json["code"]) == (409, "on_hold")
    assert [one["person"]["name"] for one in api(VERA).get("/holds").json["items"]] == ["Ada"]
    assert api(HANA).put(f"{ONE}/hold", {"reason": "Other"}, match="0").status == 412
    assert api(HANA).put(f"{ONE}/hold", {"reason": "Other"}, match="1").json["reason"] == "Other"
    assert api(HANA).delete(f"{ONE}/hold").status == 204
    assert api(HANA).get(f"{ONE}/hold").status == 404
    assert api.ask(ADA).status == 200
    done = {entry["action"] for entry in api(HANA).get(f"/audit?subject_id={ADA.id}").json["items"]}
    assert {"hold_set", "hold_removed", "erasure_asked"} <= done


def test_a_hold_stops_an_erasure_that_was_asked_for_or_approved(api: ErasureApi) -> None:
    api.leave(ADA)
    api.ask(ADA)
    api(HANA).put(f"{ONE}/hold", {"reason": "Court"}, match="0")
    assert api.approve(ADA).json["code"] == "on_hold"
    api(HANA).delete(f"{ONE}/hold")
    api.approve(ADA)
    api(HANA).put(f"{ONE}/hold", {"reason": "Court"}, match="0")
    assert api(HANA).get(f"{ONE}/erase").json["state"] == "cancelled"
    assert [to for kind, to in api.mails() if kind == "erasure.stopped"] == ["hana@example.test", "vera@example.test"]
    api.later(days=9)
    stored.work(api.world)
    assert api(HANA).get(ONE).status == 200


def test_who_comes_back_within_the_seven_days_is_not_erased(api: ErasureApi) -> None:
    api.leave(ADA)
    api.ask(ADA)
    api.approve(ADA)
    before = api(HANA).get(ONE)
    back = api(HANA).put(ONE, {"status": "active"}, match=before.etag)
    assert back.status == 200, back.text
    api.later(days=8)
    stored.work(api.world)
    assert api(HANA).get(f"{ONE}/erase").json["state"] == "cancelled"
    assert [kind for kind, _ in api.mails() if kind == "erasure.stopped"]
    assert api(ADA).get("/me").json["name"] == "Ada"


def test_an_address_that_comes_again_is_somebody_new(api: ErasureApi) -> None:
    api(ADA).get("/me")
    api.shared()
    api.leave(ADA)
    api.erased(ADA)
    file = "email,name,manager_email,time_zone\nada@example.test,Ada,ben@example.test,UTC\n"
    reply = imported(api(HANA), file)
    assert (reply.status, reply.json.get("created")) == (200, 1), reply.text
    me = api(ADA).get("/me")
    assert me.json["id"] != ADA.id, "the same login is that of a new person"
    assert api(ADA).get("/reflections").json["items"] == []


def test_a_file_that_still_names_them_as_a_leaver_brings_nobody_back(api: ErasureApi) -> None:
    api.leave(ADA)
    api.erased(ADA)
    file = "email,name,manager_email,status\nada@example.test,Ada,ben@example.test,terminated\n"
    reply = imported(api(HANA), file)
    assert reply.status == 200, reply.text
    assert reply.json["created"] == 0
    assert [place for place in api.naming("ada@example.test") if not place.startswith("IMPORT")] == []


def test_a_long_erasure_goes_on_where_it_was_and_ends_the_same(
    api: ErasureApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.shared()
    api.shared()
    api.leave(ADA)
    monkeypatch.setattr(walk, "QUERIES", 1)
    monkeypatch.setattr(walk, "_ROWS", 1)
    monkeypatch.setattr(walk, "_ENTRIES", 1)
    assert api.erased(ADA)["state"] == "done"
    assert api.naming("Ada", "ada@example.test") == []


def test_the_account_in_the_companys_own_pool_goes_too() -> None:
    pool = FakeAccounts()
    with world_of(erasure_routes, people_routes, account_routes, accounts=pool) as world:
        seeded(world, HANA, TOP, BEN)
        hr = world.as_(HANA.email)
        assert hr.post(f"/people/{BEN.id}/invite").status == 200
        stored.work(world)
        assert pool.find(BEN.email)
        at = f"/people/{BEN.id}"
        for path, body in (("leave", None), ("erase", {"reason": "x", "confirm_name": "Ben"}), ("erase/approve", None)):
            assert hr.post(f"{at}/{path}", body).status == 200
        world.advance(days=8)
        stored.work(world)
        assert hr.get(f"{at}/erase").json["state"] == "done"
        assert pool.find(BEN.email) is None
        assert not [key for key in world.table.rows if key.pk.startswith("ACC")]
