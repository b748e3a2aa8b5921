"""Keeping reviews going over HTTP: HR, managers above, lists, emails, retries, the trail, and what a call costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import ref
from tests.api.reviews_world import HOME, ID, ReviewsApi, completed, ok, reviews_api
from tests.fakes import MemoryTable
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, CYCLE_ID, HANA, HUGO, NILS, NOW, OPENS, OTTO, cycle, day

WHY = {"reason": "Agreed with both"}


def trail(api: ReviewsApi) -> list[dict[str, Any]]:
    import json

    rows = [row for key, row in api.world.table.rows.items() if key.pk == f"U#{ADA.id}"]
    return [json.loads(row.body)["entry"] for row in sorted(rows, key=lambda row: row.key.sk)]


def test_hr_shares_on_behalf_after_the_deadline() -> None:
    """[121, 122] A missed deadline shares nothing; HR can."""
    with reviews_api() as api:
        api.write_self()
        api.at(day(12))
        assert api(ADA).post(f"{HOME}/self/share").json["code"] == "deadline_passed"
        assert ok(api(BEN).get(HOME)).json["self"] == {"state": "draft", "locked": True}
        ok(api(ASA).post(f"{HOME}/self/share"))
        assert ok(api(BEN).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        assert (api.told("self_shared"), api.told("self_shared_for_you")) == (["Ben"], ["Ada"])


def test_an_extension_opens_a_side_again_and_is_shown() -> None:
    """[123] HR can grant an extension; its reminders are planned."""
    with reviews_api() as api:
        api.at(day(12))
        ok(api(HANA).post(f"{HOME}/extend", {"side": "self", "until": "2026-03-15"}))
        seen = ok(api(ADA).get(HOME)).json
        granted = {"date": "2026-03-15", "at": "2026-03-16T00:00:00Z", "time_zone": "UTC", "extended": True}
        assert seen["deadlines"]["self"] == granted
        assert api.told("extended") == ["Ada"]
        api.write_self()
        kinds = {key.sk.split("#")[1] for key in api.world.table.rows if key.pk == "T"}
        assert "rollout.remind" in kinds
        refused = api(HANA).post(f"{HOME}/extend", {"side": "self", "until": "2026-03-14"})
        assert refused.json["errors"][0]["pointer"] == "/until"


def test_done_is_told_to_the_reviewers_manager_and_hr_once() -> None:
    """[46, 58, 59] Never to the reviewee, nor to HR admins below them."""
    with reviews_api() as api:
        api.write_manager()
        for done in (True, True, False, True):
            ok(api(BEN).post(f"{HOME}/manager/done", {"done": done}))
        assert api.told("done_marked") == ["Cleo", "Hana"]
        assert ok(api(CLEO).get(HOME)).json["manager"]["done"] is True


def test_reassigning_tells_all_three_and_moves_the_desk() -> None:
    with reviews_api() as api:
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        assert (api.told("reassigned_old"), api.told("reassigned_new")) == (["Ben"], ["Nils"])
        assert api.told("reassigned_reviewee") == ["Ada"]
        assert [i["roles"] for i in ok(api(NILS).get("/reviews")).json["items"]] == [["reviewer"]]
        assert api(HANA).post(f"{HOME}/reassign", {"reviewer_id": ADA.id}).status == 422
        assert api(HANA).post(f"{HOME}/reassign", {"reviewer_id": "nobody"}).status == 422


def test_what_was_shared_stays_the_old_reviewers_until_the_new_one_edits() -> None:
    with reviews_api() as api:
        api.share_both()
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        assert ok(api(ADA).get(HOME)).json["manager"]["author"]["name"] == "Ben"
        ok(api.save(NILS, "manager", {"answers": {"good": "Mine"}}))
        assert ok(api(ADA).get(HOME)).json["manager"]["author"]["name"] == "Nils"


def test_a_review_can_go_on_without_the_self_assessment() -> None:
    with reviews_api() as api:
        api.write_self()
        ok(api(HANA).post(f"{HOME}/mark-not-provided"))
        assert ok(api(ADA).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        assert ok(api(BEN).get(HOME)).json["self"] == {"state": "not_provided", "locked": False}
        api.write_manager()
        api.share_manager()
        ok(api(ADA).post(f"{HOME}/sign"))
        assert ok(api(BEN).post(f"{HOME}/sign")).json["state"] == "complete"


def test_hr_revokes_and_both_sign_again() -> None:
    """[131, 73] Signing ends editing until HR revokes."""
    with reviews_api() as api:
        api.share_both()
        ok(api(ADA).post(f"{HOME}/sign"))
        assert api.save(BEN, "manager", {"answers": {"good": "x"}}).json["code"] == "signed"
        ok(api(HANA).post(f"{HOME}/revoke-signatures", WHY))
        assert api.told("signatures_revoked") == ["Ada", "Ben"]
        ok(api.save(BEN, "manager", {"answers": {"good": "Better"}}))
        for person in (BEN, ADA):
            ok(api(person).post(f"{HOME}/sign"))
        done = ok(api(ADA).get(HOME)).json
        assert (done["state"], len(done["signatures"]), len(done["revoked_signatures"])) == ("complete", 2, 1)


def test_hr_completes_unsigned_after_the_sign_by_date() -> None:
    with reviews_api() as api:
        assert api(HANA).post(f"{HOME}/complete", WHY).json["code"] == "before_sign_by"
        api.at(day(25))
        assert api(HANA).post(f"{HOME}/complete", {"reason": "  "}).status == 422
        done = ok(api(HANA).post(f"{HOME}/complete", WHY)).json
        assert (done["state"], done["completed_unsigned"]["reason"]) == ("complete", WHY["reason"])
        assert "manager" not in ok(api(ADA).get(HOME)).json


def test_a_nudge_goes_out_at_most_once_a_day() -> None:
    """[80] To those with an open task only."""
    with reviews_api() as api:
        ok(api(CLEO).post(f"{HOME}/nudge"))
        assert api.told("nudge") == ["Ada", "Ben"]
        assert api(HANA).post(f"{HOME}/nudge").json["code"] == "nudged_today"
        api.world.advance(days=1)
        ok(api(BEN).post(f"{HOME}/nudge"))
        assert api.told("nudge") == ["Ada", "Ada", "Ben"]


def test_no_mail_goes_to_somebody_who_left() -> None:
    from dataclasses import replace

    from chalicelib.people.rules import PersonStatus
    from chalicelib.people.store import people as people_store

    with reviews_api() as api:
        changes = Changes("leave")
        gone = replace(
            people_store.person_of(api.world.table.rows[people_store.person_key(BEN.id)]), status=PersonStatus.LEFT
        )
        people_store.write(changes, gone, gone)
        api.world.table.commit(changes)
        api.write_self()
        api.share_self()
        assert api.told("self_shared") == []


# ---------------------------------------------------------------- retries


def test_a_retried_command_gets_the_first_answer_and_does_nothing_twice() -> None:
    with reviews_api() as api:
        api.write_self()
        answers = [ok(api(ADA).post(f"{HOME}/self/share", idempotency_key="k")).json for _ in range(3)]
        assert answers[0] == answers[1] == answers[2]
        assert api.told("self_shared") == ["Ben"]
        assert api(ADA).post(f"{HOME}/sign", {"comment": "x"}, idempotency_key="k").status == 422


@pytest.mark.parametrize("failing", ["commit", "get"])
def test_when_the_table_fails_nothing_is_half_done_and_nothing_is_shown(failing: str) -> None:
    """HR's look is recorded or refused; a share is whole or not at all."""

    class Failing(MemoryTable):
        fails = False

        def commit(self, changes: Changes) -> None:
            if self.fails and failing == "commit":
                raise Unavailable
            super().commit(changes)

        def get(self, keys: Any) -> Any:
            if self.fails and failing == "get":
                raise Unavailable
            return super().get(keys)

    table = Failing()
    with reviews_api(table=table) as api:
        api.write_self()
        api.share_self()
        for person in (ADA, BEN, HANA):
            api(person).get(HOME)
        before = dict(table.rows)
        table.fails = True
        assert api(ADA).post(f"{HOME}/self/unshare").status == 503
        refused = api(HANA).get(HOME)
        assert refused.status == 503
        assert "Shipped" not in refused.text
        assert table.rows == before


# ---------------------------------------------------------------- lists


def test_my_reviews_in_each_role_past_and_current() -> None:
    """[132, 133] All past and current reviews, with filters."""
    with reviews_api() as api:
        assert [i["roles"] for i in ok(api(ADA).get("/reviews")).json["items"]] == [["reviewee"]]
        assert [i["roles"] for i in ok(api(BEN).get("/reviews")).json["items"]] == [["reviewer"]]
        for person in (CLEO, HANA, OTTO):
            assert ok(api(person).get("/reviews")).json == {"items": [], "next": None}
        for query, found in (
            ("role=reviewee", 1),
            ("role=reviewer", 0),
            ("status=open", 1),
            ("status=complete", 0),
            (f"cycle_id={CYCLE_ID}", 1),
            ("cycle_id=other", 0),
            ("year=2026", 1),
            ("year=2025", 0),
        ):
            assert len(ok(api(ADA).get(f"/reviews?{query}")).json["items"]) == found, query
        for wrong in ("role=boss", "status=x", "year=x", "limit=0", "limit=101", "nope=1", "cursor=x"):
            assert api(ADA).get(f"/reviews?{wrong}").status == 422, wrong


def test_a_list_tells_the_reviewee_nothing_of_an_unshared_manager_side() -> None:
    with reviews_api() as api:
        before = api(ADA).get("/reviews").text
        api.write_manager()
        ok(api(BEN).post(f"{HOME}/manager/done"))
        assert api(ADA).get("/reviews").text == before
        assert ok(api(BEN).get("/reviews")).json["items"][0]["manager"] == {
            "state": "draft",
            "locked": False,
            "done": True,
        }
        api.share_manager()
        assert ok(api(ADA).get("/reviews")).json["items"][0]["manager"] == {"state": "shared", "locked": False}


def test_a_long_list_comes_in_pages() -> None:
    from dataclasses import replace

    from chalicelib.reviews import store
    from tests.reviews_company import review

    with reviews_api() as api:
        for n in range(7):
            other = f"01{n}{'Z' * 23}"
            made = replace(review(), id=CYCLE_ID + other, reviewee=replace(ref(OTTO), id=other))
            changes = Changes(other)
            store.create(changes, made)
            api.world.table.commit(changes)
        seen: list[str] = []
        page = ok(api(BEN).get("/reviews?limit=3")).json
        while True:
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            page = ok(api(BEN).get(f"/reviews?limit=3&cursor={page['next']}")).json
        assert len(seen) == len(set(seen)) == 8
        assert seen == sorted(seen, reverse=True)


def test_earlier_reviews_of_the_person_are_at_hand_for_those_who_stand_to_them() -> None:
    """[41, 49, 71] The next period's reviewer finds those that were theirs, or of people below them."""
    from dataclasses import replace

    from tests.reviews_company import review

    with reviews_api() as api:
        for letter, reviewer in (("D", BEN), ("F", OTTO), ("G", CLEO)):
            cycle_id = f"01{letter * 24}"
            past = replace(review(), id=cycle_id + ADA.id, cycle_id=cycle_id, opens_at=OPENS - timedelta(days=300))
            past = replace(past, reviewer=ref(reviewer), cycle_name=reviewer.name)
            completed(past, OPENS - timedelta(days=250))

        def found(person: Any) -> list[str]:
            items = ok(api(person).get(f"{HOME}/resources")).json["past_reviews"]
            return sorted(item["cycle"]["name"] for item in items)

        assert found(ADA) == found(HANA) == ["Ben", "Cleo", "Otto"]
        assert found(BEN) == ["Ben"]
        assert found(CLEO) == ["Ben", "Cleo"]


# ---------------------------------------------------------------- the trail


def test_every_change_and_every_look_of_hr_is_on_the_trail() -> None:
    with reviews_api() as api:
        api.share_both()
        ok(api(BEN).get(HOME))
        ok(api(CLEO).get(HOME))
        ok(api(HANA).get(f"{HOME}/self"))
        ok(api(ASA).get(HOME))
        ok(api(HUGO).get(HOME))
        ok(api(ADA).post(f"{HOME}/sign", {"comment": "CANARY"}))
        routes = trail(api)
        done = [e["action"] for e in routes if e["action"] != "read_content"]
        assert sorted(done) == ["save_manager", "save_self", "share_manager", "share_self", "sign"]
        looks = [(e["actor_name"], e["object_kind"], e["disclosed"]) for e in routes if e["action"] == "read_content"]
        assert looks == [("Hana", "self", True)]
        assert "CANARY" not in str(routes)


def test_a_look_at_a_draft_is_recorded_and_not_told_to_the_subject() -> None:
    with reviews_api(cycle(hr_reads_notes=True)) as api:
        api.write_manager()
        ok(api.save(BEN, "notes", {"text": "Hm"}))
        ok(api(HANA).get(HOME))
        ok(api(HANA).get(f"{HOME}/notes"))
        looks = [(e["object_kind"], e["disclosed"]) for e in trail(api) if e["action"] == "read_content"]
        assert sorted(looks) == [("manager", False), ("notes", False), ("notes", False)]


# ---------------------------------------------------------------- what a call costs


def cost(api: ReviewsApi, ask: Any) -> int:
    api.world.table.calls.clear()
    ok(ask())
    return sum(api.world.table.calls.values())


def test_calls_to_the_table_stay_within_their_budgets() -> None:
    """Identity check included: a review 2, a save 3, share and sign 3, my list 2."""
    with reviews_api() as api:
        for person in (ADA, BEN):
            ok(api(person).get("/reviews"))
        etag = ok(api(ADA).get(f"{HOME}/self")).etag
        ada, ben = api(ADA), api(BEN)
        assert cost(api, lambda: ada.get(HOME)) <= 2
        assert cost(api, lambda: ada.put(f"{HOME}/self", {"answers": {"good": "a"}}, match=etag)) <= 3
        assert cost(api, lambda: ada.post(f"{HOME}/self/share", idempotency_key="k")) <= 3
        api.write_manager()
        assert cost(api, lambda: ben.post(f"{HOME}/manager/share")) <= 3
        assert cost(api, lambda: ben.get(HOME)) <= 3, "the first look writes that it was read"
        assert cost(api, lambda: ben.get(HOME)) <= 2
        assert cost(api, lambda: ada.get(HOME)) <= 3
        assert cost(api, lambda: ada.get(HOME)) <= 2
        assert cost(api, lambda: ada.post(f"{HOME}/sign", {"comment": "a"})) <= 3
        assert cost(api, lambda: ben.post(f"{HOME}/sign")) <= 3
        assert cost(api, lambda: ada.get("/reviews")) <= 2


def test_a_scheduled_review_is_shown_and_not_yet_written() -> None:
    with reviews_api() as api:
        api.at(OPENS - timedelta(hours=1))
        seen = ok(api(ADA).get(HOME)).json
        assert (seen["state"], seen["actions"]) == ("scheduled", [])
        assert api.save(ADA, "self", {"answers": {}}).json["code"] == "not_open_yet"
        assert ok(api(ADA).get("/reviews?status=scheduled")).json["items"][0]["id"] == ID


def test_actions_are_what_the_caller_may_do_now() -> None:
    with reviews_api() as api:
        assert ok(api(ADA).get(HOME)).json["actions"] == ["save_self", "share_self"]
        assert ok(api(BEN).get(HOME)).json["actions"] == [
            "save_manager",
            "share_manager",
            "save_notes",
            "nudge",
            "add_contributor",
            "remove_contributor",
        ]
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        assert ok(api(CORA).get(HOME)).json["actions"] == ["save_contribution", "mark_contribution_done"]
        api.at(NOW + timedelta(days=200))
        assert ok(api(ADA).get(HOME)).json["actions"] == []
