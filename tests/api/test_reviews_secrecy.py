"""What the reviewee must never see, looked for with marked texts in everything they can ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.people.rules import Person
from chalicelib.reviews.routes import routes
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, HANA, HUGO, NILS, OTTO, cycle, day

NOTE, DRAFT, SELF, PART, RISK = "CANARY-NOTE", "CANARY-DRAFT", "CANARY-SELF", "CANARY-PART", "CANARY-RISK"
PAPER = "CANARY-PAPER"
CALM = cycle(calibration=True, attachments=True)


def crawl(api: ReviewsApi, person: Person) -> Iterator[str]:
    """Everything that GET answers, bodies and headers."""
    for entry in routes.routes:
        if entry.method == "GET":
            file_id = [*api.file_ids("self"), *api.file_ids("manager"), "none"][0]
            path = entry.path.replace("{review_id}", ID).replace("{n}", "1").replace("{attachment_id}", file_id)
            reply = api(person).get(path)
            yield f"{entry.path} {reply.status} {reply.text} {sorted(reply.headers.items())}"


def everything(api: ReviewsApi, person: Person) -> str:
    return "\n".join(crawl(api, person))


def write_all(api: ReviewsApi) -> None:
    """Marked texts in each hidden place."""
    ok(api.save(BEN, "notes", {"text": f"<p>{NOTE}</p>"}))
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
    ok(api.save(CORA, "contribution", {"answers": {"good": PART}}))
    api.write_manager(DRAFT, rating=3, position={"x": 0.123, "y": 0.9})
    ok(api.save(BEN, "manager", {"answers": {"risk": RISK}}))
    ok(api(CLEO).post(f"{HOME}/adjust-rating", {"rating": 1, "reason": "CANARY-WHY"}))
    ok(api(BEN).post(f"{HOME}/manager/done"))
    api.attach(BEN, "manager", f"{PAPER}.txt")
    api.announce(BEN, "manager", f"{PAPER}-2.txt")


def test_nothing_hidden_is_in_any_answer_to_the_reviewee() -> None:
    """[56, 62] Private notes never; the manager's draft not before it is shared."""
    with reviews_api(CALM) as api:
        api.write_self(SELF)
        write_all(api)
        assert "CANARY" not in everything(api, ADA).replace(SELF, "")
        api.share_manager()
        seen = everything(api, ADA)
        assert DRAFT in seen
        assert f"{PAPER}.txt" in seen
        assert f"{PAPER}-2.txt" not in seen
        assert PART in seen
        for hidden in (NOTE, RISK, "CANARY-WHY"):
            assert hidden not in seen
        ok(api(BEN).post(f"{HOME}/manager/unshare"))
        assert "CANARY" not in everything(api, ADA).replace(SELF, "")


def test_whatever_the_manager_does_unshared_the_reviewee_gets_the_same_bytes() -> None:
    """Not even that a draft exists: no state, no version, no tag, no count gives it away."""
    with reviews_api(CALM) as quiet:
        quiet.write_self(SELF)
        before = everything(quiet, ADA)
    with reviews_api(CALM) as busy:
        busy.write_self(SELF)
        write_all(busy)
        assert everything(busy, ADA) == before
        for late in (18, 25):
            busy.at(day(late))
            assert "CANARY" not in everything(busy, ADA).replace(SELF, "")


def test_refusals_do_not_tell_either() -> None:
    """Signing, or opening the manager's side, is refused in the same words whether there is a draft or not."""
    asks = [("POST", "/sign"), ("GET", "/manager"), ("GET", "/notes"), ("POST", "/manager/share"), ("GET", "")]
    answers = []
    for written in (False, True):
        with reviews_api() as api:
            if written:
                api.write_manager(DRAFT)
            answers.append([api(ADA).send(method, HOME + path, None, {}).text for method, path in asks])
    assert answers[0] == answers[1]


@pytest.mark.parametrize("person", [BEN, CLEO, HANA, HUGO, ASA])
def test_an_unshared_self_assessment_is_its_authors_alone(person: Person) -> None:
    """[119, 126] Managers cannot see a draft, nor what was taken back."""
    with reviews_api() as api:
        api.write_self(SELF)
        assert SELF not in everything(api, person)
        api.share_self()
        ok(api(ADA).post(f"{HOME}/self/unshare"))
        assert SELF not in everything(api, person)
        assert ok(api(person).get(HOME)).json["self"]["state"] == "hidden"


@pytest.mark.parametrize("person", [CLEO, HANA, HUGO, ASA, CORA])
def test_private_notes_are_the_reviewers_alone(person: Person) -> None:
    with reviews_api() as api:
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        ok(api.save(BEN, "notes", {"text": NOTE}))
        assert NOTE not in everything(api, person)
        assert NOTE in everything(api, BEN)


@pytest.mark.parametrize("person", [HUGO, ASA, CORA])
def test_who_sees_status_only_finds_no_content_at_all(person: Person) -> None:
    """HR assistants, contributors, and HR admins looking at someone above them."""
    with reviews_api(CALM) as api:
        api.write_self(SELF)
        write_all(api)
        api.share_self()
        api.share_manager()
        ok(api(ADA).post(f"{HOME}/sign", {"comment": "CANARY-COMMENT"}))
        seen = everything(api, person).replace(PART if person is CORA else "-", "")
        assert "CANARY" not in seen
        assert '"rating":' not in seen


def test_comments_and_reasons_reach_those_who_may_read_them() -> None:
    """[129] The final comment is for the other party; why HR ended it is not for the reviewee."""
    with reviews_api() as api:
        api.share_both()
        ok(api(BEN).post(f"{HOME}/sign", {"comment": "<p>Thanks</p><script>x()</script>"}))
        assert ok(api(ADA).get(HOME)).json["signatures"][0]["comment"] == "<p>Thanks</p>"
        ok(api(HANA).post(f"{HOME}/revoke-signatures", {"reason": "Wrong one"}))
        assert ok(api(ADA).get(HOME)).json["revoked_signatures"][0]["revoked_reason"] == "Wrong one"
        ok(api(HANA).post(f"{HOME}/withdraw", {"reason": "CANARY-WHY"}))
        assert "CANARY" not in everything(api, ADA)
        assert "CANARY" in everything(api, BEN)


def test_a_former_reviewer_keeps_own_notes_and_backups_and_nothing_else() -> None:
    """Private notes and an unshared draft stay with their author; the new reviewer starts empty."""
    with reviews_api() as api:
        ok(api.save(BEN, "notes", {"text": NOTE}))
        api.write_manager(DRAFT)
        api.write_self(SELF)
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        refused = api(BEN).get(HOME)
        assert (refused.status, refused.json["code"], refused.json["detail"]) == (
            403,
            "reassigned",
            "Nils is the reviewer now.",
        )
        assert api(BEN).get("/reviews").json["items"] == []
        assert ok(api(BEN).get(f"{HOME}/notes")).json["text"] == NOTE
        assert ok(api(BEN).get(f"{HOME}/manager/backups/1")).json["answers"] == {"good": DRAFT}
        seen = everything(api, NILS)
        assert DRAFT not in seen
        assert NOTE not in seen
        assert ok(api(NILS).get(f"{HOME}/manager")).json["state"] == "not_started"
        ok(api.save(NILS, "manager", {"answers": {"good": "Fresh"}}))
        assert [b["n"] for b in ok(api(NILS).get(f"{HOME}/manager/backups")).json["items"]] == [2]
        assert [b["n"] for b in ok(api(BEN).get(f"{HOME}/manager/backups")).json["items"]] == [1]
        assert api(NILS).get(f"{HOME}/manager/backups/1").status == 404


@pytest.mark.parametrize("path", [HOME, f"{HOME}/self", f"{HOME}/manager", f"{HOME}/resources"])
def test_who_had_a_part_in_a_review_learns_that_it_moved_on_and_an_outsider_that_there_is_none(path: str) -> None:
    """What they were notified by email already; nothing of the review."""
    with reviews_api(CALM) as api:
        write_all(api)
        ok(api(BEN).delete(f"{HOME}/contributors/{CORA.id}"))
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        seen = {person.id: api(person).get(path) for person in (BEN, CORA, OTTO)}
        assert [(seen[one.id].status, seen[one.id].json["code"]) for one in (BEN, CORA, OTTO)] == [
            (403, "reassigned"),
            (403, "no_longer_contributor"),
            (404, "not_found"),
        ]
        assert "CANARY" not in str([answer.json for answer in seen.values()])
        assert "Ada" not in str([answer.json for answer in seen.values()])


def test_a_contributor_who_is_asked_again_is_a_party_again() -> None:
    with reviews_api() as api:
        for _ in range(2):
            ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
            ok(api(CORA).get(HOME))
            ok(api(BEN).delete(f"{HOME}/contributors/{CORA.id}"))
            assert api(CORA).get(HOME).status == 403


def test_the_reviewee_sees_that_an_assessment_was_taken_back_and_nothing_of_what_follows() -> None:
    """An email said both that it was shared and that it is hidden; what is done to it since makes no difference."""
    with reviews_api() as api:
        assert "manager_taken_back" not in ok(api(ADA).get(HOME)).json
        api.write_manager()
        assert "manager_taken_back" not in ok(api(ADA).get(HOME)).json
        api.share_manager()
        assert "manager_taken_back" not in ok(api(ADA).get(HOME)).json
        ok(api(BEN).post(f"{HOME}/manager/unshare"))
        before = ok(api(ADA).get(HOME))
        assert before.json["manager_taken_back"] is True
        assert "manager" not in before.json
        api.write_manager(DRAFT)
        assert ok(api(ADA).get(HOME)).json == before.json
        assert "manager_taken_back" not in ok(api(BEN).get(HOME)).json
        api.share_manager()
        assert "manager_taken_back" not in ok(api(ADA).get(HOME)).json
