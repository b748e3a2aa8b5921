"""From two drafts to two signatures, over HTTP."""

from __future__ import annotations

from tests.api.reviews_world import HOME, office, ok
from tests.reviews_company import ADA, BEN


def test_two_drafts_are_shared_read_and_signed() -> None:
    """[105] Self shared with the manager, manager's shared with the employee, both sign."""
    with office() as desk:
        desk.write_self()
        desk.share_self()
        assert ok(desk(BEN).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        desk.write_manager(rating=2, position={"x": 0.5, "y": 1})
        desk.share_manager()
        seen = ok(desk(ADA).get(HOME)).json["manager"]
        assert (seen["answers"]["good"], seen["rating"], seen["position"]) == (
            "<p>Well done</p>",
            2,
            {"x": 0.5, "y": 1},
        )
        assert ok(desk(ADA).post(f"{HOME}/sign", {"comment": "Fair"})).json["state"] == "locked"
        done = ok(desk(BEN).post(f"{HOME}/sign", {"comment": None})).json
        assert done["state"] == "complete"
        assert [s["party"] for s in done["signatures"]] == ["reviewee", "reviewer"]
        assert desk.told("signed") == ["Ada", "Ben"]
