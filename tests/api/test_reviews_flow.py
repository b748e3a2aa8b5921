"""From two drafts to two signatures, over HTTP."""

from __future__ import annotations

from tests.api.reviews_world import HOME, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, HUGO, day


def test_two_drafts_are_shared_read_and_signed() -> None:
    """[105] Self shared with the manager, manager's shared with the employee, both sign."""
    with reviews_api() as api:
        api.write_self()
        api.share_self()
        assert ok(api(BEN).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        api.write_manager(rating=2, position={"x": 0.5, "y": 1})
        api.share_manager()
        seen = ok(api(ADA).get(HOME)).json["manager"]
        assert (seen["answers"]["good"], seen["rating"], seen["position"]) == (
            "<p>Well done</p>",
            2,
            {"x": 0.5, "y": 1},
        )
        assert ok(api(ADA).post(f"{HOME}/sign", {"comment": "Fair"})).json["state"] == "locked"
        done = ok(api(BEN).post(f"{HOME}/sign", {"comment": None})).json
        assert done["state"] == "complete"
        assert [s["party"] for s in done["signatures"]] == ["reviewee", "reviewer"]
        assert api.told("signed") == ["Ada", "Ben"]


def test_a_signature_says_which_version_was_signed_and_which_was_read_when() -> None:
    """For the two parties and those above who may open it; those who see status only learn no more than the date."""
    with reviews_api() as api:
        api.share_both()
        api.at(day(5))
        ok(api(ADA).get(HOME))
        api.at(day(6))
        api.write_manager("<p>Well done, again</p>")
        ok(api(BEN).post(f"{HOME}/sign", {}))
        ok(api(ADA).post(f"{HOME}/sign", {}))
        api.at(day(7))
        for who in (ADA, BEN, CLEO, HANA):
            seen = {one["party"]: one for one in ok(api(who).get(HOME)).json["signatures"]}
            assert [(one["self_version"], one["manager_version"]) for one in seen.values()] == [(1, 2), (1, 2)]
            assert seen["reviewee"]["read"] == {"version": 1, "at": "2026-03-05T09:00:00Z"}
            assert "read" not in seen["reviewer"]  # what was shared was never opened
        for who in (ASA, HUGO):
            for one in ok(api(who).get(HOME)).json["signatures"]:
                assert one.keys() == {"party", "person", "at"}


def test_what_was_read_after_signing_does_not_count_as_read_before_it() -> None:
    with reviews_api() as api:
        api.share_both()
        ok(api(BEN).post(f"{HOME}/sign", {}))
        api.at(day(5))
        (one,) = ok(api(BEN).get(HOME)).json["signatures"]
        assert "read" not in one
