"""Writing over HTTP: parts, tags, refusals that name the field, backups, notes, contributions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.kernel.storage.table import Changes, Key, Raced, Row
from tests.api.reviews_world import HOME, ID, ok, reviews_api
from tests.fakes import MemoryTable
from tests.reviews_company import ADA, BEN, CLEO, CORA, HANA, NOW, cycle


def pointers(reply: Any) -> list[str]:
    assert reply.status == 422, reply.text
    return [error["pointer"] for error in reply.json["errors"]]


def test_a_side_not_begun_is_there_for_its_author_with_a_tag_to_begin_with() -> None:
    """[51, 118] The manager can start before the self-assessment is shared."""
    with reviews_api() as api:
        for person, part in ((ADA, "self"), (BEN, "manager")):
            found = ok(api(person).get(f"{HOME}/{part}"))
            assert (found.json["state"], found.json["answers"], found.json["locked"]) == ("not_started", {}, False)
            saved = ok(api(person).put(f"{HOME}/{part}", {"answers": {"good": "a"}}, match=found.etag))
            assert saved.json["state"] == "draft"
            assert saved.etag != found.etag
            assert saved.json["etag"] == saved.etag.strip('"')
            whole = ok(api(person).get(HOME)).json[part]
            assert whole["etag"] == saved.json["etag"]


def test_answers_are_saved_by_part_and_null_takes_one_away() -> None:
    with reviews_api() as api:
        ok(api.save(BEN, "manager", {"answers": {"good": "a", "craft": 2}, "rating": 3}))
        ok(api.save(BEN, "manager", {"answers": {"risk": "b"}, "position": {"x": 0, "y": 1}}))
        kept = ok(api.save(BEN, "manager", {"answers": {"good": None}})).json
        assert (kept["answers"], kept["rating"], kept["position"]) == ({"craft": 2, "risk": "b"}, 3, {"x": 0, "y": 1})
        emptied = ok(api.save(BEN, "manager", {"rating": None, "position": None})).json
        assert "rating" not in emptied
        assert "position" not in emptied
        assert emptied["answers"] == kept["answers"]


def test_a_save_without_a_tag_or_with_an_old_one_loses_nothing() -> None:
    """428, and 412 with the current version, so that the text of both is kept."""
    with reviews_api() as api:
        first = api.write_self("<p>One</p>")
        assert api(ADA).put(f"{HOME}/self", {"answers": {"good": "x"}}).status == 428
        ok(api(ADA).put(f"{HOME}/self", {"answers": {"good": "<p>Two</p>"}}, match=first.etag))
        stale = api(ADA).put(f"{HOME}/self", {"answers": {"good": "<p>Three</p>"}}, match=first.etag)
        assert stale.status == 412
        assert stale.json["current"]["answers"] == {"good": "<p>Two</p>"}
        assert stale.headers["etag"] == f'"{stale.json["current"]["etag"]}"'


def test_two_people_writing_at_once_do_not_collide() -> None:
    """Each side has its own tag."""
    with reviews_api() as api:
        own = ok(api(ADA).get(f"{HOME}/self")).etag
        manager = ok(api(BEN).get(f"{HOME}/manager")).etag
        ok(api(ADA).put(f"{HOME}/self", {"answers": {"good": "a"}}, match=own))
        ok(api(BEN).put(f"{HOME}/manager", {"answers": {"good": "b"}}, match=manager))


class Contended(MemoryTable):
    """Someone else's write of the same head comes in between, a few times."""

    left = 0

    def commit(self, changes: Changes) -> None:
        heads = [change.key for change in changes if change.key.sk.startswith("H#D#")]
        if self.left and heads:
            self.left -= 1
            key = next(one for one in heads if one.sk == f"H#D#{ID}")
            row = self.rows[key]
            self.rows[key] = Row(key=key, body=row.body, version=row.version + 1, index1=row.index1)
            raise Raced(heads)
        super().commit(changes)


def test_a_race_for_the_head_is_settled_without_the_author_noticing() -> None:
    table = Contended()
    with reviews_api(table=table) as api:
        etag = ok(api(ADA).get(f"{HOME}/self")).etag
        table.left = 2
        ok(api(ADA).put(f"{HOME}/self", {"answers": {"good": "a"}}, match=etag))
        table.left = 2
        ok(api(ADA).post(f"{HOME}/self/share"))


def test_rich_text_is_sanitised_on_the_way_in() -> None:
    """[115] Bold, links, bullet points, and nothing that runs."""
    dirty = '<p onclick="x()"><b>Hi</b> <a href="javascript:x()">a</a><a href="https://e.test">b</a></p><img src=x>'
    with reviews_api() as api:
        kept = api.write_self(dirty).json["answers"]["good"]
        assert kept.startswith("<p><strong>Hi</strong>")
        assert "javascript" not in kept
        assert "<img" not in kept
        assert 'rel="noopener noreferrer nofollow"' in kept


def test_an_answer_without_words_is_no_answer() -> None:
    with reviews_api() as api:
        assert api.write_self("<p> </p>").json["answers"] == {}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"answers": {"risk": "not of this side"}}, ["/answers/risk"]),
        ({"answers": {"craft": 9}}, ["/answers/craft"]),
        ({"answers": {"nope": 1, "craft": "x"}}, ["/answers/nope", "/answers/craft"]),
        ({"answers": {"good": "x" * 60_000}}, ["/answers/good"]),
        ({"answers": {}, "rating": 1}, ["/rating"]),
        ({}, ["/answers"]),
    ],
)
def test_what_is_wrong_with_a_self_assessment_is_named(body: dict[str, Any], where: list[str]) -> None:
    with reviews_api() as api:
        assert pointers(api.save(ADA, "self", body)) == where
        assert ok(api(ADA).get(f"{HOME}/self")).json["answers"] == {}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"rating": 9}, ["/rating"]),
        ({"position": {"x": 2, "y": 0}}, ["/position/x"]),
        ({"answers": {"wish": "the reviewee's"}}, ["/answers/wish"]),
    ],
)
def test_what_is_wrong_with_a_managers_assessment_is_named(body: dict[str, Any], where: list[str]) -> None:
    with reviews_api() as api:
        assert pointers(api.save(BEN, "manager", body)) == where


def test_a_cycle_without_ratings_or_chart_takes_none() -> None:
    """[52, 55] Both can be disabled by the company."""
    with reviews_api(cycle(ratings=None, chart_2d=None)) as api:
        refused = api.save(BEN, "manager", {"rating": 1, "position": {"x": 0, "y": 0}})
        assert pointers(refused) == ["/rating", "/position"]


def test_a_side_that_would_not_fit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the table has an end; it is told before, not found out there."""
    monkeypatch.setattr("chalicelib.reviews.actions.texts.MOST_BYTES", 1_000)
    with reviews_api() as api:
        api.write_manager("é" * 300)
        assert api.save(BEN, "manager", {"answers": {"risk": "é" * 300}}).status == 413
        assert ok(api(BEN).get(f"{HOME}/manager")).json["answers"] == {"good": "é" * 300}
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        assert api.save(CORA, "contribution", {"answers": {"good": "é" * 600}}).status == 413


def test_sharing_an_incomplete_side_names_what_is_missing() -> None:
    """Drafts may be incomplete; what is shared may not."""
    with reviews_api() as api:
        ok(api.save(ADA, "self", {"answers": {"wish": "More"}}))
        refused = api(ADA).post(f"{HOME}/self/share")
        assert pointers(refused) == ["/answers/good"]
        assert refused.json["code"] == "incomplete"
        assert ok(api(ADA).get(HOME)).json["self"]["complete"] is False
        assert pointers(api(BEN).post(f"{HOME}/manager/share")) == ["/answers/good"]


def test_every_save_is_a_backup_and_can_be_restored() -> None:
    """[124] Recover lost progress."""
    with reviews_api() as api:
        api.write_self("<p>One</p>")
        api.write_self("<p>One</p>")
        api.world.advance(minutes=1)
        api.write_self("<p>Two</p>")
        listed = ok(api(ADA).get(f"{HOME}/self/backups")).json["items"]
        assert [item["n"] for item in listed] == [2, 1]
        assert listed[0]["at"] > listed[1]["at"]
        assert ok(api(ADA).get(f"{HOME}/self/backups/1")).json["answers"] == {"good": "<p>One</p>"}
        back = ok(api(ADA).post(f"{HOME}/self/backups/1/restore"))
        assert back.json["answers"] == {"good": "<p>One</p>"}
        assert back.etag == ok(api(ADA).get(f"{HOME}/self")).etag
        assert len(ok(api(ADA).get(f"{HOME}/self/backups")).json["items"]) == 3
        for wrong in ("9", "0", "x", "-1", "1e3"):
            assert api(ADA).get(f"{HOME}/self/backups/{wrong}").status == 404
            assert api(ADA).post(f"{HOME}/self/backups/{wrong}/restore").status == 404


def test_a_long_list_of_backups_comes_in_pages() -> None:
    with reviews_api() as api:
        for n in range(7):
            api.write_self(f"<p>{n}</p>")
        seen, query = [], "limit=3"
        while True:
            page = ok(api(ADA).get(f"{HOME}/self/backups?{query}")).json
            seen += [item["n"] for item in page["items"]]
            if page["next"] is None:
                break
            query = f"limit=3&cursor={page['next']}"
        assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_a_backup_of_the_managers_side_brings_rating_and_position_back() -> None:
    with reviews_api() as api:
        api.write_manager("a", rating=1, position={"x": 0.25, "y": 0.5})
        api.write_manager("b", rating=2, position={"x": 1, "y": 1})
        kept = ok(api(BEN).get(f"{HOME}/manager/backups/1")).json
        assert (kept["rating"], kept["position"]) == (1, {"x": 0.25, "y": 0.5})
        back = ok(api(BEN).post(f"{HOME}/manager/backups/1/restore")).json
        assert (back["rating"], back["position"]) == (1, {"x": 0.25, "y": 0.5})


def test_nothing_is_restored_into_what_is_shared_or_signed() -> None:
    with reviews_api() as api:
        api.share_both()
        assert api(ADA).post(f"{HOME}/self/backups/1/restore").json["code"] == "already_shared"
        ok(api(ADA).post(f"{HOME}/sign"))
        assert api(BEN).post(f"{HOME}/manager/backups/1/restore").json["code"] == "signed"


def test_private_notes_have_their_own_tag_and_stay_when_the_review_is_signed() -> None:
    """[56] A place of the reviewer's own."""
    with reviews_api() as api:
        empty = ok(api(BEN).get(f"{HOME}/notes"))
        assert (empty.json["text"], empty.json["etag"]) == ("", "0")
        first = ok(api(BEN).put(f"{HOME}/notes", {"text": "<p>Hm<script>x</script></p>"}, match=empty.etag))
        assert first.json["text"] == "<p>Hm</p>"
        stale = api(BEN).put(f"{HOME}/notes", {"text": "Oh"}, match=empty.etag)
        assert (stale.status, stale.json["current"]["text"]) == (412, "<p>Hm</p>")
        api.share_both()
        for person in (ADA, BEN):
            ok(api(person).post(f"{HOME}/sign"))
        ok(api.save(BEN, "notes", {"text": "Afterwards"}))
        assert ok(api(BEN).get(HOME)).json["notes"]["text"] == "Afterwards"


def test_contributors_write_parts_that_the_reviewer_sees_and_the_reviewee_once_shared() -> None:
    """[102] A further reviewer writes authored sections, never shares or signs."""
    with reviews_api() as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        assert api.told("contribute") == ["Cora"]
        first = ok(api(CORA).get(f"{HOME}/contribution"))
        assert (first.json["answers"], first.json["etag"]) == ({}, "0")
        ok(api(CORA).put(f"{HOME}/contribution", {"answers": {"good": "<p>Helps</p>"}}, match=first.etag))
        assert api(CORA).put(f"{HOME}/contribution", {"answers": {}}, match=first.etag).status == 412
        assert pointers(api.save(CORA, "contribution", {"answers": {"wish": "no"}})) == ["/answers/wish"]
        assert ok(api(CORA).get(HOME)).json["actions"] == ["save_contribution", "mark_contribution_done"]
        assert [c["author"]["name"] for c in ok(api(BEN).get(HOME)).json["contributions"]] == ["Cora"]
        assert "contributors" not in ok(api(ADA).get(HOME)).json
        api.share_both()
        assert ok(api(ADA).get(HOME)).json["contributions"][0]["answers"] == {"good": "<p>Helps</p>"}
        ok(api(ADA).post(f"{HOME}/sign"))
        assert api.save(CORA, "contribution", {"answers": {"good": "late"}}).json["code"] == "signed"
        assert ok(api(CORA).get(f"{HOME}/contribution")).json["answers"] == {"good": "<p>Helps</p>"}


def test_a_contributors_task_goes_when_they_say_that_they_are_done() -> None:
    """With the first saved letter it stays; who waits for it sees how far they are, the reviewee never."""
    with reviews_api() as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        ok(api.save(CORA, "contribution", {"answers": {"good": "H"}}))
        assert [task.kind for task in api.tasks(CORA)] == ["contribute"]
        for _ in range(2):
            seen = ok(api(CORA).post(f"{HOME}/contribution/done")).json
            assert "unmark_contribution_done" in seen["actions"]
        assert api.tasks(CORA) == []
        assert ok(api(CORA).get(f"{HOME}/contribution")).json["done"] is True
        assert ok(api(BEN).get(HOME)).json["contributors"] == [{"id": CORA.id, "name": "Cora", "done": True}]
        ok(api(CORA).post(f"{HOME}/contribution/done", {"done": False}))
        assert [task.kind for task in api.tasks(CORA)] == ["contribute"]
        api.share_both()
        assert ok(api(ADA).get(HOME)).json["contributors"] == [{"id": CORA.id, "name": "Cora"}]


def test_what_a_contributor_changes_after_sharing_reaches_the_reviewee_as_a_new_version() -> None:
    with reviews_api() as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        ok(api.save(CORA, "contribution", {"answers": {"good": "Helps"}}))
        api.share_both()
        assert "changed" not in ok(api(ADA).get(HOME)).json["contributions"][0]
        assert ok(api(ADA).get(HOME)).json["contributions"][0]["changed"]["questions"] == []
        ok(api.save(CORA, "contribution", {"answers": {"good": "Helps me", "risk": "secret"}}))
        seen = ok(api(ADA).get(HOME)).json
        assert seen["contributions"][0]["answers"] == {"good": "Helps me"}
        assert seen["contributions"][0]["changed"]["questions"] == ["good"]
        assert seen["manager"]["version"] == 2
        assert api.told("manager_edited") == ["Ada"]


def test_a_contributor_who_is_no_longer_asked_learns_that_and_nothing_else() -> None:
    with reviews_api() as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        assert [i["roles"] for i in ok(api(CORA).get("/reviews")).json["items"]] == [["contributor"]]
        ok(api(BEN).delete(f"{HOME}/contributors/{CORA.id}"))
        assert api(CORA).get(HOME).json["code"] == "no_longer_contributor"
        assert ok(api(CORA).get("/reviews")).json["items"] == []
        assert api(BEN).delete(f"{HOME}/contributors/{CORA.id}").json["code"] == "not_a_contributor"


@pytest.mark.parametrize("person_id", [ADA.id, BEN.id, "01" + "9" * 24])
def test_somebody_unfit_or_unknown_cannot_be_asked(person_id: str) -> None:
    with reviews_api() as api:
        assert pointers(api(BEN).post(f"{HOME}/contributors", {"person_id": person_id})) == ["/person_id"]


def test_a_rating_adjusted_from_above_meets_the_reviewers_next_save() -> None:
    """[81] The reviewer gets the newer version instead of writing over it."""
    with reviews_api(cycle(calibration=True)) as api:
        before = api.write_manager(rating=2).etag
        seen = ok(api(CLEO).post(f"{HOME}/adjust-rating", {"rating": 3, "reason": "Peers"})).json
        assert seen["manager"]["rating"] == 3
        assert [(a["before"], a["after"], a["reason"]) for a in seen["adjustments"]] == [(2, 3, "Peers")]
        stale = api(BEN).put(f"{HOME}/manager", {"rating": 1}, match=before)
        assert (stale.status, stale.json["current"]["rating"]) == (412, 3)


def test_readers_are_noted_once_a_version_and_see_what_changed_since() -> None:
    """Shares are numbered: the author sees what was read, the reader what is new."""
    with reviews_api() as api:
        api.share_both()
        assert ok(api(BEN).get(f"{HOME}/manager")).json["reads"] == []
        assert "changed" not in ok(api(ADA).get(HOME)).json["manager"]
        assert ok(api(ADA).get(HOME)).json["manager"]["changed"]["questions"] == []
        reads = ok(api(BEN).get(f"{HOME}/manager")).json["reads"]
        assert [(r["version"], r["reader"]["name"]) for r in reads] == [(1, "Ada")]
        ok(api.save(BEN, "manager", {"answers": {"craft": 1}, "rating": 1}))
        seen = ok(api(ADA).get(HOME)).json["manager"]
        assert seen["version"] == 2
        assert seen["changed"] == {"read_version": 1, "questions": ["craft"], "rating": True, "position": False}
        assert [r["version"] for r in ok(api(BEN).get(HOME)).json["manager"]["reads"]] == [1, 2]
        hidden = ok(api(HANA).get(HOME)).json["manager"]
        assert "reads" not in hidden
        assert "etag" not in hidden


def test_grace_is_not_shown_to_authors() -> None:
    from chalicelib.cycles.rules import Grace

    with reviews_api(cycle(grace=Grace(self_days=2))) as api:
        api.at(NOW + timedelta(days=7))
        seen = ok(api(ADA).get(HOME)).json
        assert seen["deadlines"]["self"] == {"date": "2026-03-10", "at": "2026-03-11T00:00:00Z", "time_zone": "UTC"}
        assert seen["self"]["locked"] is False
        assert "grace" not in str(seen)
        api.write_self()
        api.at(NOW + timedelta(days=9))
        assert ok(api(ADA).get(HOME)).json["self"]["locked"] is True
        assert api.save(ADA, "self", {"answers": {}}).json["code"] == "deadline_passed"


def test_rows_of_notes_are_not_even_read_for_the_reviewee() -> None:
    class Watched(MemoryTable):
        def __init__(self) -> None:
            super().__init__()
            self.asked: set[Key] = set()

        def get(self, keys: Any) -> Any:
            self.asked |= set(keys)
            return super().get(keys)

    table = Watched()
    with reviews_api(table=table) as api:
        ok(api.save(BEN, "notes", {"text": "Hm"}))
        table.asked.clear()
        ok(api(ADA).get(HOME))
        assert not [key for key in table.asked if key.sk.startswith("N#")]
