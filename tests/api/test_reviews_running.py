"""Keeping reviews going over HTTP: HR, managers above, lists, emails, retries, the trail, and what a call costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import ref
from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.fakes import MemoryTable
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, CYCLE_ID, HANA, HUGO, NILS, NOW, OPENS, OTTO, cycle, day

WHY = {"reason": "Agreed with both"}


def trail(desk: Office) -> list[dict[str, Any]]:
    import json

    rows = [row for key, row in desk.world.table.rows.items() if key.pk == f"U#{ADA.id}"]
    return [json.loads(row.body)["entry"] for row in sorted(rows, key=lambda row: row.key.sk)]


def test_hr_shares_on_behalf_after_the_deadline() -> None:
    """[121, 122] A missed deadline shares nothing; HR can."""
    with office() as desk:
        desk.write_self()
        desk.at(day(12))
        assert desk(ADA).post(f"{HOME}/self/share").json["code"] == "deadline_passed"
        assert ok(desk(BEN).get(HOME)).json["self"] == {"state": "draft", "locked": True}
        ok(desk(ASA).post(f"{HOME}/self/share"))
        assert ok(desk(BEN).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        assert (desk.told("self_shared"), desk.told("self_shared_for_you")) == (["Ben"], ["Ada"])


def test_an_extension_opens_a_side_again_and_is_shown() -> None:
    """[123] HR can grant an extension; its reminders are planned."""
    with office() as desk:
        desk.at(day(12))
        ok(desk(HANA).post(f"{HOME}/extend", {"side": "self", "until": "2026-03-15"}))
        seen = ok(desk(ADA).get(HOME)).json
        granted = {"date": "2026-03-15", "at": "2026-03-16T00:00:00Z", "time_zone": "UTC", "extended": True}
        assert seen["deadlines"]["self"] == granted
        assert desk.told("extended") == ["Ada"]
        desk.write_self()
        kinds = {key.sk.split("#")[1] for key in desk.world.table.rows if key.pk == "T"}
        assert "rollout.remind" in kinds
        refused = desk(HANA).post(f"{HOME}/extend", {"side": "self", "until": "2026-03-14"})
        assert refused.json["errors"][0]["pointer"] == "/until"


def test_done_is_told_to_the_reviewers_manager_and_hr_once() -> None:
    """[46, 58, 59] Never to the reviewee, nor to HR admins below them."""
    with office() as desk:
        desk.write_manager()
        for done in (True, True, False, True):
            ok(desk(BEN).post(f"{HOME}/manager/done", {"done": done}))
        assert desk.told("done_marked") == ["Cleo", "Hana"]
        assert ok(desk(CLEO).get(HOME)).json["manager"]["done"] is True


def test_reassigning_tells_all_three_and_moves_the_desk() -> None:
    with office() as desk:
        ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        assert (desk.told("reassigned_old"), desk.told("reassigned_new")) == (["Ben"], ["Nils"])
        assert desk.told("reassigned_reviewee") == ["Ada"]
        assert [i["roles"] for i in ok(desk(NILS).get("/reviews")).json["items"]] == [["reviewer"]]
        assert desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": ADA.id}).status == 422
        assert desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": "nobody"}).status == 422


def test_what_was_shared_stays_the_old_reviewers_until_the_new_one_edits() -> None:
    with office() as desk:
        desk.share_both()
        ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        assert ok(desk(ADA).get(HOME)).json["manager"]["author"]["name"] == "Ben"
        ok(desk.save(NILS, "manager", {"answers": {"good": "Mine"}}))
        assert ok(desk(ADA).get(HOME)).json["manager"]["author"]["name"] == "Nils"


def test_a_review_can_go_on_without_the_self_assessment() -> None:
    with office() as desk:
        desk.write_self()
        ok(desk(HANA).post(f"{HOME}/mark-not-provided"))
        assert ok(desk(ADA).get(HOME)).json["self"]["answers"] == {"good": "<p>Shipped it</p>"}
        assert ok(desk(BEN).get(HOME)).json["self"] == {"state": "not_provided", "locked": False}
        desk.write_manager()
        desk.share_manager()
        ok(desk(ADA).post(f"{HOME}/sign"))
        assert ok(desk(BEN).post(f"{HOME}/sign")).json["state"] == "complete"


def test_hr_revokes_and_both_sign_again() -> None:
    """[131, 73] Signing ends editing until HR revokes."""
    with office() as desk:
        desk.share_both()
        ok(desk(ADA).post(f"{HOME}/sign"))
        assert desk.save(BEN, "manager", {"answers": {"good": "x"}}).json["code"] == "signed"
        ok(desk(HANA).post(f"{HOME}/revoke-signatures", WHY))
        assert desk.told("signatures_revoked") == ["Ada", "Ben"]
        ok(desk.save(BEN, "manager", {"answers": {"good": "Better"}}))
        for person in (BEN, ADA):
            ok(desk(person).post(f"{HOME}/sign"))
        done = ok(desk(ADA).get(HOME)).json
        assert (done["state"], len(done["signatures"]), len(done["revoked_signatures"])) == ("complete", 2, 1)


def test_hr_completes_unsigned_after_the_sign_by_date() -> None:
    with office() as desk:
        assert desk(HANA).post(f"{HOME}/complete", WHY).json["code"] == "before_sign_by"
        desk.at(day(25))
        assert desk(HANA).post(f"{HOME}/complete", {"reason": "  "}).status == 422
        done = ok(desk(HANA).post(f"{HOME}/complete", WHY)).json
        assert (done["state"], done["completed_unsigned"]["reason"]) == ("complete", WHY["reason"])
        assert "manager" not in ok(desk(ADA).get(HOME)).json


def test_a_nudge_goes_out_at_most_once_a_day() -> None:
    """[80] To those with an open task only."""
    with office() as desk:
        ok(desk(CLEO).post(f"{HOME}/nudge"))
        assert desk.told("nudge") == ["Ada", "Ben"]
        assert desk(HANA).post(f"{HOME}/nudge").json["code"] == "nudged_today"
        desk.world.advance(days=1)
        ok(desk(BEN).post(f"{HOME}/nudge"))
        assert desk.told("nudge") == ["Ada", "Ada", "Ben"]


def test_no_mail_goes_to_somebody_who_left() -> None:
    from dataclasses import replace

    from chalicelib.people.rules import PersonStatus
    from chalicelib.people.store import people as people_store

    with office() as desk:
        changes = Changes("leave")
        gone = replace(
            people_store.person_of(desk.world.table.rows[people_store.person_key(BEN.id)]), status=PersonStatus.LEFT
        )
        people_store.write(changes, gone, gone)
        desk.world.table.commit(changes)
        desk.write_self()
        desk.share_self()
        assert desk.told("self_shared") == []


# ---------------------------------------------------------------- retries


def test_a_retried_command_gets_the_first_answer_and_does_nothing_twice() -> None:
    with office() as desk:
        desk.write_self()
        answers = [ok(desk(ADA).post(f"{HOME}/self/share", idempotency_key="k")).json for _ in range(3)]
        assert answers[0] == answers[1] == answers[2]
        assert desk.told("self_shared") == ["Ben"]
        assert desk(ADA).post(f"{HOME}/sign", {"comment": "x"}, idempotency_key="k").status == 422


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
    with office(table=table) as desk:
        desk.write_self()
        desk.share_self()
        for person in (ADA, BEN, HANA):
            desk(person).get(HOME)
        before = dict(table.rows)
        table.fails = True
        assert desk(ADA).post(f"{HOME}/self/unshare").status == 503
        refused = desk(HANA).get(HOME)
        assert refused.status == 503
        assert "Shipped" not in refused.text
        assert table.rows == before


# ---------------------------------------------------------------- lists


def test_my_reviews_in_each_role_past_and_current() -> None:
    """[132, 133] All past and current reviews, with filters."""
    with office() as desk:
        assert [i["roles"] for i in ok(desk(ADA).get("/reviews")).json["items"]] == [["reviewee"]]
        assert [i["roles"] for i in ok(desk(BEN).get("/reviews")).json["items"]] == [["reviewer"]]
        for person in (CLEO, HANA, OTTO):
            assert ok(desk(person).get("/reviews")).json == {"items": [], "next": None}
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
            assert len(ok(desk(ADA).get(f"/reviews?{query}")).json["items"]) == found, query
        for wrong in ("role=boss", "status=x", "year=x", "limit=0", "limit=101", "nope=1", "cursor=x"):
            assert desk(ADA).get(f"/reviews?{wrong}").status == 422, wrong


def test_a_list_tells_the_reviewee_nothing_of_an_unshared_manager_side() -> None:
    with office() as desk:
        before = desk(ADA).get("/reviews").text
        desk.write_manager()
        ok(desk(BEN).post(f"{HOME}/manager/done"))
        assert desk(ADA).get("/reviews").text == before
        assert ok(desk(BEN).get("/reviews")).json["items"][0]["manager"] == {
            "state": "draft",
            "locked": False,
            "done": True,
        }
        desk.share_manager()
        assert ok(desk(ADA).get("/reviews")).json["items"][0]["manager"] == {"state": "shared", "locked": False}


def test_a_long_list_comes_in_pages() -> None:
    from dataclasses import replace

    from chalicelib.reviews import store
    from tests.reviews_company import review

    with office() as desk:
        for n in range(7):
            other = f"01{n}{'Z' * 23}"
            made = replace(review(), id=CYCLE_ID + other, reviewee=replace(ref(OTTO), id=other))
            changes = Changes(other)
            store.create(changes, made)
            desk.world.table.commit(changes)
        seen: list[str] = []
        page = ok(desk(BEN).get("/reviews?limit=3")).json
        while True:
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            page = ok(desk(BEN).get(f"/reviews?limit=3&cursor={page['next']}")).json
        assert len(seen) == len(set(seen)) == 8
        assert seen == sorted(seen, reverse=True)


def test_earlier_reviews_of_the_person_are_at_hand_for_those_who_stand_to_them() -> None:
    """[41, 49, 71] The next period's reviewer finds those that were theirs, or of people below them."""
    from dataclasses import replace

    from chalicelib.reviews import store
    from tests.reviews_company import review

    with office() as desk:
        for letter, reviewer in (("D", BEN), ("F", OTTO), ("G", CLEO)):
            cycle_id = f"01{letter * 24}"
            past = replace(review(), id=cycle_id + ADA.id, cycle_id=cycle_id, opens_at=OPENS - timedelta(days=300))
            changes = Changes(cycle_id)
            store.create(changes, replace(past, reviewer=ref(reviewer), cycle_name=reviewer.name))
            desk.world.table.commit(changes)

        def found(person: Any) -> list[str]:
            items = ok(desk(person).get(f"{HOME}/resources")).json["past_reviews"]
            return sorted(item["cycle"]["name"] for item in items)

        assert found(ADA) == found(HANA) == ["Ben", "Cleo", "Otto"]
        assert found(BEN) == ["Ben"]
        assert found(CLEO) == ["Ben", "Cleo"]


# ---------------------------------------------------------------- the trail


def test_every_change_and_every_look_of_hr_is_on_the_trail() -> None:
    with office() as desk:
        desk.share_both()
        ok(desk(BEN).get(HOME))
        ok(desk(CLEO).get(HOME))
        ok(desk(HANA).get(f"{HOME}/self"))
        ok(desk(ASA).get(HOME))
        ok(desk(HUGO).get(HOME))
        ok(desk(ADA).post(f"{HOME}/sign", {"comment": "CANARY"}))
        routes = trail(desk)
        done = [e["action"] for e in routes if e["action"] != "read_content"]
        assert sorted(done) == ["save_manager", "save_self", "share_manager", "share_self", "sign"]
        looks = [(e["actor_name"], e["object_kind"], e["disclosed"]) for e in routes if e["action"] == "read_content"]
        assert looks == [("Hana", "self", True)]
        assert "CANARY" not in str(routes)


def test_a_look_at_a_draft_is_recorded_and_not_told_to_the_subject() -> None:
    with office(cycle(hr_reads_notes=True)) as desk:
        desk.write_manager()
        ok(desk.save(BEN, "notes", {"text": "Hm"}))
        ok(desk(HANA).get(HOME))
        ok(desk(HANA).get(f"{HOME}/notes"))
        looks = [(e["object_kind"], e["disclosed"]) for e in trail(desk) if e["action"] == "read_content"]
        assert sorted(looks) == [("manager", False), ("notes", False), ("notes", False)]


# ---------------------------------------------------------------- what a call costs


def cost(desk: Office, ask: Any) -> int:
    desk.world.table.calls.clear()
    ok(ask())
    return sum(desk.world.table.calls.values())


def test_calls_to_the_table_stay_within_their_budgets() -> None:
    """Identity check included: a review 2, a save 3, share and sign 3, my list 2."""
    with office() as desk:
        for person in (ADA, BEN):
            ok(desk(person).get("/reviews"))
        etag = ok(desk(ADA).get(f"{HOME}/self")).etag
        ada, ben = desk(ADA), desk(BEN)
        assert cost(desk, lambda: ada.get(HOME)) <= 2
        assert cost(desk, lambda: ada.put(f"{HOME}/self", {"answers": {"good": "a"}}, match=etag)) <= 3
        assert cost(desk, lambda: ada.post(f"{HOME}/self/share", idempotency_key="k")) <= 3
        desk.write_manager()
        assert cost(desk, lambda: ben.post(f"{HOME}/manager/share")) <= 3
        assert cost(desk, lambda: ben.get(HOME)) <= 3, "the first look writes that it was read"
        assert cost(desk, lambda: ben.get(HOME)) <= 2
        assert cost(desk, lambda: ada.get(HOME)) <= 3
        assert cost(desk, lambda: ada.get(HOME)) <= 2
        assert cost(desk, lambda: ada.post(f"{HOME}/sign", {"comment": "a"})) <= 3
        assert cost(desk, lambda: ben.post(f"{HOME}/sign")) <= 3
        assert cost(desk, lambda: ada.get("/reviews")) <= 2


def test_a_scheduled_review_is_shown_and_not_yet_written() -> None:
    with office() as desk:
        desk.at(OPENS - timedelta(hours=1))
        seen = ok(desk(ADA).get(HOME)).json
        assert (seen["state"], seen["actions"]) == ("scheduled", [])
        assert desk.save(ADA, "self", {"answers": {}}).json["code"] == "not_open_yet"
        assert ok(desk(ADA).get("/reviews?status=scheduled")).json["items"][0]["id"] == ID


def test_actions_are_what_the_caller_may_do_now() -> None:
    with office() as desk:
        assert ok(desk(ADA).get(HOME)).json["actions"] == ["save_self", "share_self"]
        assert ok(desk(BEN).get(HOME)).json["actions"] == [
            "save_manager",
            "share_manager",
            "save_notes",
            "nudge",
            "add_contributor",
            "remove_contributor",
        ]
        ok(desk(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        assert ok(desk(CORA).get(HOME)).json["actions"] == ["save_contribution", "mark_contribution_done"]
        desk.at(NOW + timedelta(days=200))
        assert ok(desk(ADA).get(HOME)).json["actions"] == []
