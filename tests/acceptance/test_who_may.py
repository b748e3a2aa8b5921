"""Who may do what: every command by everyone who may not, and nothing has changed afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.company import Caller, Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, write

DOMAIN = "whomay.test"
COMMANDS: dict[str, Any] = {
    "self/share": {},
    "self/unshare": {},
    "manager/share": {},
    "manager/unshare": {},
    "manager/done": {},
    "sign": {"comment": "x"},
    "revoke-signatures": {"reason": "x"},
    "complete": {"reason": "x"},
    "extend": {"side": "self", "until": "2040-01-01"},
    "reassign": {"reviewer_id": ""},
    "withdraw": {"reason": "x"},
    "adjust-rating": {"rating": 1, "reason": "x"},
    "nudge": {},
    "mark-not-provided": {},
    "contributors": {"person_id": ""},
    "self/backups/1/restore": {},
    "manager/backups/1/restore": {},
}
MAY = {
    "eli": {"self/share", "self/unshare", "sign", "self/backups/1/restore"},
    "rae": {
        "manager/share",
        "manager/unshare",
        "manager/done",
        "sign",
        "nudge",
        "manager/backups/1/restore",
        "contributors",
    },
    "ulf": {"nudge", "adjust-rating"},
    "peer": set[str](),
    "other": set[str](),
}


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Rae writes about Eli; Ulf is above Rae; Peer sits beside Eli, Other somewhere else."""
    hires = [Hire("ulf"), Hire("rae", "ulf"), Hire("eli", "rae"), Hire("peer", "rae"), Hire("other", "ulf")]
    return company.hire(DOMAIN, [*hires, Hire("assi", "ulf", roles="hr_assistant")])


@pytest.fixture(scope="module")
def review(company: Company, form: Form, staff: Staff) -> str:
    """Eli's review, with two drafts."""
    cycle = new_cycle(company, form, "Who may", [staff["eli"]])
    launched(company, cycle)
    review = review_of(staff["eli"], cycle)
    write(staff["eli"].calls, review, "self", form.answers("self", "mine"))
    write(staff["rae"].calls, review, "manager", form.answers("manager", "hers"), rating=2)
    return review


def attempts(calls: Caller, review: str, staff: Staff, allowed: set[str]) -> Iterator[tuple[str, int, str]]:
    """Every command that this caller may not give, as (command, status, what was said)."""
    ids = {"reviewer_id": staff["other"].id, "person_id": staff["other"].id}
    for command, body in COMMANDS.items():
        if command not in allowed:
            sent = {name: ids.get(name, value) for name, value in body.items()}
            reply = calls.post(f"/reviews/{review}/{command}", sent, Idempotency_Key=f"try {command}")
            yield command, reply.status, reply.text


@pytest.mark.parametrize("who", MAY)
def test_no_command_goes_to_somebody_it_is_not_for(company: Company, staff: Staff, review: str, who: str) -> None:
    """404 for those who see nothing, 403 for a party; the review stays as it was."""
    before = _whole(company, staff, review)
    right = {404} if who in {"peer", "other"} else {403}
    wrong = [
        (command, status, text)
        for command, status, text in attempts(staff[who].calls, review, staff, MAY[who])
        if status not in right
    ]
    assert not wrong
    assert _whole(company, staff, review) == before


@pytest.mark.parametrize(
    "scopes", [(), ("people:write",), ("cycles:read",), ("people:write", "cycles:write", "cycles:read")]
)
def test_no_machine_touches_what_a_review_says(
    company: Company, staff: Staff, review: str, scopes: tuple[str, ...]
) -> None:
    """No scope writes, shares, signs, or reads content."""
    machine = company.machine(*scopes, name="m" + "-".join(scopes).replace(":", "."))
    before = _whole(company, staff, review)
    for path in ("self", "manager", "notes", "contribution"):
        assert machine.get(f"/reviews/{review}/{path}").status in {403, 404}
        assert machine.put(f"/reviews/{review}/{path}", {"answers": {}}, "*").status in {403, 404}
    runs = {"withdraw", "nudge"} if "cycles:write" in scopes else set()
    for command, status, text in attempts(machine, review, staff, runs):
        assert status in {403, 404}, f"{command} {status} {text}"
    assert _whole(company, staff, review) == before


def test_people_and_cycles_are_hrs(company: Company, form: Form, staff: Staff, review: str) -> None:
    """No one else designs, launches, imports, changes people, or reads the trail of others."""
    cycle = review[: len(review) // 2]
    for key in ("eli", "rae", "ulf"):
        calls = staff[key].calls
        refused = [
            calls.post("/questionnaires", {"title": "x", "sections": []}),
            calls.post("/cycles", {}),
            *(
                calls.post(f"/cycles/{cycle}/{verb}", {})
                for verb in ("launch", "cancel", "close", "share", "nudge", "rehearse")
            ),
            calls.patch(f"/cycles/{cycle}", {"name": "x"}, "*"),
            calls.delete(f"/cycles/{cycle}/participants/{staff['eli'].id}"),
            calls.post(f"/people/{staff['peer'].id}/leave", {}),
            calls.put(f"/people/{staff[key].id}", {"roles": ["hr_admin"]}, "*"),
            calls.get(f"/audit?subject_id={staff['peer'].id}"),
        ]
        assert {reply.status for reply in refused} <= {403, 404}, [(one.asked, one.status) for one in refused]
        assert "hr_admin" not in calls.get("/me").ok()["roles"]


def test_an_assistant_gives_nobody_a_role(company: Company, staff: Staff) -> None:
    """Runs cycles, and cannot make themself more than that."""
    assistant = staff["assi"].calls
    rows = f"email,name,roles\nassi@{DOMAIN},Assi Whomay,hr_admin\n"
    assert assistant.post("/people/import?dry_run=false", rows).status in {403, 422}
    seen = assistant.get(f"/people/{staff['assi'].id}")
    body = {"name": "Assi Whomay", "email": staff["assi"].email, "roles": ["hr_admin"]}
    assert assistant.put(f"/people/{staff['assi'].id}", body, seen.etag or "*").status in {403, 422}
    company.settle()
    assert assistant.get("/me").ok()["roles"] == ["hr_assistant"]


def _whole(company: Company, staff: Staff, review: str) -> tuple[str, ...]:
    company.settle()
    looks = ((staff["eli"], "/self"), (staff["rae"], "/manager"), (staff["rae"], ""), (staff["eli"], ""))
    return tuple(person.calls.get(f"/reviews/{review}{path}").text for person, path in looks)
