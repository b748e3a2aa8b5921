"""What stays with a reviewer after a reassignment has a door: their notes, versions and files, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CLEO, CYCLE_ID, HANA, NILS, OTTO, cycle, day

FORMER = "/reviews/former"
NEW = "<p>NEW reviewer</p>"


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    """Ben wrote, and Nils goes on since the fifth."""
    with reviews_api(cycle(attachments=True)) as found:
        found.write_self("<p>SELF of Ada</p>")
        found.share_self()
        ok(found.save(BEN, "notes", {"text": "<p>Ask about the move</p>"}))
        found.write_manager("<p>Begun by Ben</p>", rating=2)
        found.attach(BEN, "manager", "plan.txt")
        found.at(day(5))
        ok(found(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        found.at(day(6))
        ok(found.save(NILS, "manager", {"answers": {"good": NEW, "risk": NEW}, "rating": 3}))
        ok(found.save(NILS, "notes", {"text": NEW}))
        found.attach(NILS, "manager", "NEW.txt")
        yield found


def test_the_former_reviewer_finds_the_review_in_a_list_of_its_own(api: ReviewsApi) -> None:
    """With whom, which cycle, until when; nothing of how it goes on, and it is no review of theirs."""
    assert ok(api(BEN).get(FORMER)).json["items"] == [
        {
            "id": ID,
            "cycle": {"id": CYCLE_ID, "name": "Spring"},
            "reviewee": {"id": ADA.id, "name": "Ada"},
            "until": "2026-03-05T09:00:00Z",
            "link": f"/reviews/{ID}/former",
        }
    ]
    assert ok(api(BEN).get("/reviews")).json["items"] == []
    for nobody in (ADA, NILS, HANA, OTTO):
        assert ok(api(nobody).get(FORMER)).json["items"] == []
    assert api.world.anonymous().get(FORMER).status == 401
    assert api.watching.get(FORMER).status == 403


def test_it_opens_with_what_they_wrote_and_nothing_else(api: ReviewsApi) -> None:
    kept = ok(api(BEN).get(f"{HOME}/former"))
    assert kept.json["notes"]["text"] == "<p>Ask about the move</p>"
    assert [one["name"] for one in kept.json["attachments"]] == ["plan.txt"]
    asked = [one["id"] for section in kept.json["questionnaire"]["sections"] for one in section["questions"]]
    assert asked == ["good", "risk", "craft"]  # not what only the reviewee is asked
    assert kept.json.keys() == {"id", "cycle", "questionnaire", "reviewee", "until", "notes", "attachments"}
    assert kept.json["cycle"].keys() == {"id", "name", "ratings", "chart_2d"}
    (version,) = ok(api(BEN).get(f"{HOME}/manager/backups")).json["items"]
    written = ok(api(BEN).get(f"{HOME}/manager/backups/{version['n']}"))
    assert (written.json["answers"], written.json["rating"]) == ({"good": "<p>Begun by Ben</p>"}, 2)
    for said in (kept.text, written.text):
        assert not any(word in said for word in ("NEW", "SELF", "Nils"))
    assert api(BEN).get(HOME).json["code"] == "reassigned"


def test_who_wrote_nothing_keeps_nothing() -> None:
    with reviews_api() as api:
        ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        kept = ok(api(BEN).get(f"{HOME}/former")).json
        assert "notes" not in kept
        assert kept["attachments"] == []


def test_who_is_the_reviewer_again_has_the_review_itself(api: ReviewsApi) -> None:
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert ok(api(BEN).get(FORMER)).json["items"] == []
    assert api(BEN).get(f"{HOME}/former").status == 403
    assert [one["id"] for one in ok(api(NILS).get(FORMER)).json["items"]] == [ID]


def test_who_still_oversees_the_review_keeps_their_own_beside_it(api: ReviewsApi) -> None:
    """Cleo reads it as the one above, and what she wrote herself is hers alone."""
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": CLEO.id}))
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert ok(api(CLEO).get(HOME)).json["reviewer"]["name"] == "Ben"
    assert "until" in ok(api(CLEO).get(f"{HOME}/former")).json
