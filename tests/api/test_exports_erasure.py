"""Exports of somebody who is to be erased are gone at the approval, whoever asked for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.exports import routes
from chalicelib.exports.actions import erasure
from chalicelib.exports.routes import of_people
from tests.api.erasure_world import VERA, erasure_api
from tests.api.exports_world import ready
from tests.api.reflections_world import ADA, HANA


def test_ready_exports_are_gone_at_the_approval() -> None:
    with erasure_api(routes.routes, of_people) as api:
        own = ready(api.world, api(ADA))
        api.leave(ADA)
        by_hr = ready(api.world, api(HANA), person_id=ADA.id)
        assert api(HANA).get(f"/exports/{by_hr['id']}").json["parts"]
        assert api.ask(ADA).status == 200
        assert api(HANA).get(f"/exports/{by_hr['id']}").status == 200
        assert api.approve(ADA, VERA).status == 200
        assert api(HANA).get(f"/exports/{by_hr['id']}").status == 404
        assert api(HANA).get("/exports").json["items"] == []
        assert not [key for key in api.rows() if key.sk.startswith(("EX#", "EXO#"))]
        api.work()
        assert not api.world.bucket.below("test/exports/")
        assert own["id"].endswith(ADA.id)


def test_more_of_them_than_one_transaction_has_room_for_are_gone_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "_MOST_BY_HR", 2)
    with erasure_api(routes.routes, of_people) as api:
        api.leave(ADA)
        made = []
        for _ in range(5):
            made.append(ready(api.world, api(HANA), person_id=ADA.id)["id"])
            api.world.now += timedelta(days=1)
        assert api.ask(ADA).status == 200
        assert api.approve(ADA, VERA).status == 200
        api.work()
        assert {api(HANA).get(f"/exports/{one}").status for one in made} == {404}
        assert not [key for key in api.rows() if key.sk.startswith(("EX#", "EXO#"))]
        assert not api.world.bucket.below("test/exports/")
