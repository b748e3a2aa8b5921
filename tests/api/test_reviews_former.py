"""What stays with a reviewer after a reassignment has a door: their notes, versions and files, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.reviews_company import ADA, BEN, CLEO, CYCLE_ID, HANA, NILS, OTTO, cycle, day

FORMER = "/reviews/former"
NEW = "<p>NEW reviewer</p>"


@pytest.fixture
def desk() -> Iterator[Office]:
    """Ben wrote, and Nils goes on since the fifth."""
    with office(cycle(attachments=True)) as found:
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


def test_the_former_reviewer_finds_the_review_in_a_list_of_its_own(desk: Office) -> None:
    """With whom, which cycle, until when; nothing of how it goes on, and it is no review of theirs."""
    assert ok(desk(BEN).get(FORMER)).json["items"] == [
        {
            "id": ID,
            "cycle": {"id": CYCLE_ID, "name": "Spring"},
            "reviewee": {"id": ADA.id, "name": "Ada"},
            "until": "2026-03-05T09:00:00Z",
            "link": f"/reviews/{ID}/former",
        }
    ]
    assert ok(desk(BEN).get("/reviews")).json["items"] == []
    for nobody in (ADA, NILS, HANA, OTTO):
        assert ok(desk(nobody).get(FORMER)).json["items"] == []
    assert desk.world.anonymous().get(FORMER).status == 401
    assert desk.watching.get(FORMER).status == 403


def test_it_opens_with_what_they_wrote_and_nothing_else(desk: Office) -> None:
    kept = ok(desk(BEN).get(f"{HOME}/former"))
    assert kept.json["notes"]["text"] == "<p>Ask about the move</p>"
    assert [one["name"] for one in kept.json["attachments"]] == ["plan.txt"]
    asked = [one["id"] for section in kept.json["questionnaire"]["sections"] for one in section["questions"]]
    assert asked == ["good", "risk", "craft"]  # not what only the reviewee is asked
    assert kept.json.keys() == {"id", "cycle", "questionnaire", "reviewee", "until", "notes", "attachments"}
    assert kept.json["cycle"].keys() == {"id", "name", "ratings", "chart_2d"}
    (version,) = ok(desk(BEN).get(f"{HOME}/manager/backups")).json["items"]
    written = ok(desk(BEN).get(f"{HOME}/manager/backups/{version['n']}"))
    assert (written.json["answers"], written.json["rating"]) == ({"good": "<p>Begun by Ben</p>"}, 2)
    for said in (kept.text, written.text):
        assert not any(word in said for word in ("NEW", "SELF", "Nils"))
    assert desk(BEN).get(HOME).json["code"] == "reassigned"


def test_who_wrote_nothing_keeps_nothing() -> None:
    with office() as desk:
        ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
        kept = ok(desk(BEN).get(f"{HOME}/former")).json
        assert "notes" not in kept
        assert kept["attachments"] == []


def test_who_is_the_reviewer_again_has_the_review_itself(desk: Office) -> None:
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert ok(desk(BEN).get(FORMER)).json["items"] == []
    assert desk(BEN).get(f"{HOME}/former").status == 403
    assert [one["id"] for one in ok(desk(NILS).get(FORMER)).json["items"]] == [ID]


def test_who_still_oversees_the_review_keeps_their_own_beside_it(desk: Office) -> None:
    """Cleo reads it as the one above, and what she wrote herself is hers alone."""
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": CLEO.id}))
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert ok(desk(CLEO).get(HOME)).json["reviewer"]["name"] == "Ben"
    assert "until" in ok(desk(CLEO).get(f"{HOME}/former")).json
