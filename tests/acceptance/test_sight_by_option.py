"""Who sees what where the cycle's options, a new reviewer or an end change it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.acceptance.company import Caller, Company, Hire, Staff
from tests.acceptance.contributors import add_contributor, contribute
from tests.acceptance.reviews import Form, actions, launched, new_cycle, review_of, share, timeline, write

DOMAIN = "options.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Two branches below Top."""
    bosses = {"max": "top", "olga": "top", "ria": "max", "sam": "max", "tom": "max", "uwe": "max", "val": "max"}
    hr = [Hire("helen", "top", roles="hr_admin"), Hire("ivan", "top", roles="hr_assistant")]
    return company.hire(DOMAIN, [Hire("top"), *(Hire(key, boss) for key, boss in bosses.items()), *hr])


def opened(company: Company, form: Form, staff: Staff, key: str, **options: Any) -> str:
    """The review of one person in a cycle of their own."""
    dates = options.pop("dates", None)
    cycle = new_cycle(company, form, f"Options of {key}", [staff[key]], options=options, dates=dates)
    launched(company, cycle)
    return review_of(staff[key], cycle)


def test_the_self_assessment_may_wait_for_the_managers(company: Company, form: Form, staff: Staff) -> None:
    """[113] `after_manager`: the reviewer reads it only after sharing their own."""
    review = opened(company, form, staff, "ria", self_visible="after_manager")
    ria, boss = staff["ria"].calls, staff["max"].calls
    write(ria, review, "self", form.answers("self", "RIAS-OWN-VIEW"))
    share(ria, review, "self")
    for calls in (boss, staff["top"].calls):
        for path in ("", "/self", "/resources"):
            assert "RIAS-OWN-VIEW" not in calls.get(f"/reviews/{review}{path}").text
    write(boss, review, "manager", form.answers("manager", "x"), rating=2)
    share(boss, review, "manager")
    assert "RIAS-OWN-VIEW" in boss.get(f"/reviews/{review}").text


@pytest.mark.parametrize(("key", "allowed"), [("sam", True), ("tom", False)])
def test_private_notes_are_read_by_hr_only_where_the_cycle_says_so(
    company: Company, form: Form, staff: Staff, key: str, allowed: bool
) -> None:
    """[56] And by no one else; each look is in the audit trail."""
    review = opened(company, form, staff, key, hr_reads_notes=allowed)
    staff["max"].calls.save(f"/reviews/{review}/notes", {"text": "<p>MAXS-NOTE</p>"}).ok()
    seen = "".join(staff["helen"].calls.get(f"/reviews/{review}{path}").text for path in ("", "/notes"))
    assert ("MAXS-NOTE" in seen) is allowed
    for other in ("top", key, "olga", "ivan"):
        for path in ("", "/notes", "/manager"):
            assert "MAXS-NOTE" not in staff[other].calls.get(f"/reviews/{review}{path}").text
    trail = company.hr.every(f"/audit?subject_id={staff[key].id}")
    looks = [entry for entry in trail if entry["actor"]["id"] == staff["helen"].id]
    assert bool([entry for entry in looks if "notes" in str(entry)]) is allowed


def test_a_cycle_without_notes_and_done_box_has_neither(company: Company, form: Form, staff: Staff) -> None:
    """[58] Options that are off are no actions, and their commands are refused."""
    review = opened(company, form, staff, "uwe", private_notes=False, done_box=False)
    boss = staff["max"].calls
    assert not {"save_notes", "mark_done"} & actions(boss, review)
    boss.put(f"/reviews/{review}/notes", {"text": "x"}, "*").refused(409)
    boss.post(f"/reviews/{review}/manager/done").refused(409)


def test_in_calibration_nothing_is_shared_before_its_date(company: Company, form: Form, staff: Staff) -> None:
    """HR adjusts a rating with a reason; sharing waits for the share-from date."""
    today = company.now().date()
    dates = timeline(today) | {"share_from": (today + timedelta(days=2)).isoformat()}
    review = opened(company, form, staff, "val", calibration=True, dates=dates)
    boss = staff["max"].calls
    write(boss, review, "manager", form.answers("manager", "Val's year"), rating=3)
    boss.post(f"/reviews/{review}/manager/share").refused(409)
    path = f"/reviews/{review}/adjust-rating"
    boss.post(path, {"rating": 1, "reason": "No"}).refused(403)
    staff["helen"].calls.post(path, {"rating": 2}).refused(422)
    staff["helen"].calls.post(path, {"rating": 2, "reason": "Compared with others"}).ok()
    assert boss.get(f"/reviews/{review}/manager").ok()["rating"] == 2
    company.move_by(days=3)
    share(boss, review, "manager")
    assert staff["val"].calls.get(f"/reviews/{review}").ok()["manager"]["rating"] == 2


def test_a_former_reviewer_a_former_contributor_and_the_new_ones(company: Company, form: Form, staff: Staff) -> None:
    """Who has handed over reads nothing that came later; private notes do not change hands."""
    company.hr.post(f"/cycles/{_cycle_of(company, 'ria')}/close", {}).ok()
    review = opened(company, form, staff, "ria")
    boss, olga, ria = staff["max"].calls, staff["olga"].calls, staff["ria"].calls
    add_contributor(company.hr, review, staff["sam"])
    contribute(staff["sam"].calls, review, form.answers("manager", "SAMS-PART"))
    boss.save(f"/reviews/{review}/notes", {"text": "<p>MAXS-NOTE</p>"}).ok()
    company.hr.post(f"/reviews/{review}/reassign", {"reviewer_id": staff["olga"].id}).ok()
    company.hr.delete(f"/reviews/{review}/contributors/{staff['sam'].id}").ok()
    write(olga, review, "manager", form.answers("manager", "OLGAS-VIEW"), rating=1)
    write(ria, review, "self", form.answers("self", "RIAS-VIEW"))
    share(ria, review, "self")
    for calls in (boss, staff["sam"].calls, staff["tom"].calls):
        assert not {"OLGAS-VIEW", "RIAS-VIEW"} & _shown(calls, review)
    assert _shown(staff["top"].calls, review) >= {"OLGAS-VIEW", "RIAS-VIEW"}
    assert "MAXS-NOTE" not in _shown(olga, review) | _shown(ria, review) | _shown(staff["top"].calls, review)
    assert "SAMS-PART" not in _shown(ria, review)
    assert not {"save_manager", "share_manager", "sign"} & set(boss.get(f"/reviews/{review}").json.get("actions", []))


def test_a_withdrawn_review_shows_nobody_more_than_before(company: Company, form: Form, staff: Staff) -> None:
    """Content stays with its authors."""
    review = review_of(staff["tom"], {"id": _cycle_of(company, "tom")})
    tom, boss = staff["tom"].calls, staff["max"].calls
    write(boss, review, "manager", form.answers("manager", "MAXS-VIEW"), rating=1)
    company.hr.post(f"/reviews/{review}/withdraw", {"reason": "Moved to another company"}).ok()
    company.settle()
    assert not {"MAXS-VIEW", "MAXS-NOTE"} & _shown(tom, review)
    assert "MAXS-VIEW" in boss.get(f"/reviews/{review}/manager").text
    assert tom.get(f"/reviews/{review}").ok()["actions"] == []


def _shown(calls: Caller, review: str) -> set[str]:
    whole = "".join(
        calls.get(f"/reviews/{review}{path}").text
        for path in ("", "/self", "/manager", "/notes", "/contribution", "/self/backups/1", "/manager/backups/1")
    )
    return {mark for mark in ("OLGAS-VIEW", "RIAS-VIEW", "MAXS-NOTE", "MAXS-VIEW", "SAMS-PART") if mark in whole}


def _cycle_of(company: Company, key: str) -> str:
    named = [cycle for cycle in company.hr.every("/cycles") if cycle["name"] == f"Options of {key}"]
    return str(named[0]["id"])
