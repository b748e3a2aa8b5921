"""A large company, and a power cut in the middle of its launch."""

import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.acceptance.company import Caller, Company, Hire, receiver, sheet
from tests.acceptance.reviews import new_form, timeline
from tests.local.server import running

DOMAIN = "power.test"
MANY = 300
BOSSES = 10


def hires() -> list[Hire]:
    """Ten managers below one, 300 people below them."""
    bosses = [Hire(f"boss{n}", "top", department="Leads") for n in range(BOSSES)]
    return [Hire("top", department="Leads"), *bosses, *(Hire(f"p{n:03}", f"boss{n % BOSSES}") for n in range(MANY))]


@pytest.mark.slow
def test_a_launch_survives_a_power_cut(tmp_path: Path) -> None:
    """Exactly one review a person, every email once, and the mailbox is kept."""
    folder = tmp_path / "state"
    with running(folder) as first:
        company = Company(first.url)
        assert company.hr.post("/people/import?dry_run=false", sheet(DOMAIN, hires())).ok()["problems"] == []
        company.settle()
        form = new_form(company)
        body = {
            "name": "Power round",
            "questionnaire_id": form.id,
            "participants": {"filter": {"department": "Design"}},
            "timeline": timeline(company.now().date()),
        }
        cycle = company.hr.post("/cycles", body).ok()["id"]
        company.hr.post(f"/cycles/{cycle}/launch", {}, Idempotency_Key="power").ok(202)
        created = _wait_for_some(company.hr, cycle)
        first.kill()
    assert 0 < created < MANY, "the cut should come in the middle"
    with running(folder) as second:
        company = Company(second.url)
        company.hr.post(f"/cycles/{cycle}/launch", {}, Idempotency_Key="power").ok(202)
        company.settle()
        company.move_by(minutes=20)
        company.settle()
        progress = company.hr.get(f"/cycles/{cycle}/progress").ok()
        assert (progress["expected"], progress["created"], progress["failed"]) == (MANY, MANY, [])
        rows = company.hr.every(f"/cycles/{cycle}/reviews")
        assert len({row["reviewee"]["id"] for row in rows}) == len(rows) == MANY
        mails = Counter(receiver(mail).split("@")[0] for mail in company.mails() if receiver(mail).endswith(DOMAIN))
        assert mails == Counter({hire.key: 1 for hire in hires() if hire.key != "top"})


def _wait_for_some(hr: Caller, cycle: str) -> int:
    """Until the first reviews are there; tells how many."""
    pause = threading.Event()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(AssertionError):
            created = int(hr.get(f"/cycles/{cycle}/progress").ok()["created"])
            if created:
                return created
        pause.wait(0.02)
    pytest.fail("no review was created")
