"""The launch and what falls due, on the real engine: same keys, same conditions, same indexes."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.cycles_world import ADA, KIT, TOP, company, cycle_body, cycles_api, ok
from tests.engine import table


@pytest.mark.engine
def test_a_cycle_from_launch_to_kick_off(engine_url: str) -> None:
    with cycles_api(company(60), table(engine_url)) as at:
        path = at.create(timeline=cycle_body()["timeline"] | {"opens_on": "2026-03-01"})
        assert len(ok(at.hr.post(f"{path}/rehearse")).json["pairs"]) == 59
        for _ in range(2):
            ok(at.hr.post(f"{path}/launch"))
        at.drain()
        done = ok(at.hr.get(f"{path}/progress")).json
        assert (done["state"], done["expected"], done["created"]) == ("open", 60, 59)
        assert [failed["person_id"] for failed in done["failed"]] == [TOP.id]
        items = ok(at.hr.get(f"{path}/reviews?limit=100")).json["items"]
        assert Counter(item["state"] for item in items) == {"open": 59}
        assert [item["reviewee"]["name"] for item in items] == sorted(item["reviewee"]["name"] for item in items)
        assert at.hr.delete(f"{path}/participants/{ADA.id}").status == 204
        back = ok(at.hr.post(f"{path}/participants", {"person_ids": [ADA.id]})).json
        assert back["created"] == 59
        ok(at.hr.post(f"{path}/nudge", {"person_ids": [KIT.id]}))
        at.drain()
        at.world.now = datetime(2026, 3, 21, 12, tzinfo=UTC)
        at.tick()
        ok(at.hr.post(f"{path}/cancel"))
        at.drain()
        states = Counter(item["state"] for item in ok(at.hr.get(f"{path}/reviews?limit=100")).json["items"])
        assert states == {"withdrawn": 59}
