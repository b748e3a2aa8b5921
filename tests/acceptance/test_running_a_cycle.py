"""What HR does while a cycle runs, and how it ends."""

from typing import Any

import pytest

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, actions, launched, new_cycle, review_of, share, task_kinds, write

DOMAIN = "running.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Two managers, four people."""
    keys = [("moa", "top"), ("nils", "top"), ("ann", "moa"), ("ben", "moa"), ("cleo", "moa"), ("dan", "nils")]
    return company.hire(DOMAIN, [Hire("top"), *(Hire(key, boss) for key, boss in keys)])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """An open cycle for Ann, Ben and Dan."""
    made = new_cycle(company, form, "Running round", [staff["ann"], staff["ben"], staff["dan"]])
    assert launched(company, made)["created"] == 3
    return made


def test_a_late_joiner_is_added_once(company: Company, staff: Staff, cycle: Any) -> None:
    """Added twice, there is one review and one kick-off."""
    post = company.post(DOMAIN)
    for _ in range(2):
        reply = company.hr.post(f"/cycles/{cycle['id']}/participants", {"person_ids": [staff["cleo"].id]})
        assert reply.status < 300 or reply.status == 409, reply.text
    told = post.receivers()
    assert told.count("cleo") == 1
    assert set(told) <= {"cleo", "moa"}
    assert "write_self" in task_kinds(staff["cleo"].calls, review_of(staff["cleo"], cycle))


def test_an_open_cycle_takes_nobody_twice(company: Company, form: Form, staff: Staff, cycle: Any) -> None:
    """Rehearsal of a second cycle names who is busy."""
    second = new_cycle(company, form, "Second round", [staff["ann"], staff["moa"]])
    plan = company.hr.post(f"/cycles/{second['id']}/rehearse").ok()
    assert [(problem["code"], problem["person_id"]) for problem in plan["problems"]] == [
        ("in_open_cycle", staff["ann"].id)
    ]
    progress = launched(company, second)
    assert progress["created"] == 1
    assert [(failed["reason"], failed["person_id"]) for failed in progress["failed"]] == [
        ("in_open_cycle", staff["ann"].id)
    ]
    company.hr.post(f"/cycles/{second['id']}/cancel", {}).ok()


def test_a_removed_person_is_out_and_is_not_told(company: Company, form: Form, staff: Staff, cycle: Any) -> None:
    """The review is withdrawn, the text stays its author's, the tasks go."""
    ben = staff["ben"]
    review = review_of(ben, cycle)
    write(ben.calls, review, "self", form.answers("self", "Kept for Ben"))
    company.hr.delete(f"/cycles/{cycle['id']}/participants/{ben.id}").ok()
    company.settle()
    assert ben.calls.get(f"/reviews/{review}").ok()["state"] == "withdrawn"
    assert task_kinds(ben.calls, review) == []
    assert "Kept for Ben" in ben.calls.get(f"/reviews/{review}/self").text
    assert "save_self" not in actions(ben.calls, review)
    ben.calls.save(f"/reviews/{review}/self", {"answers": {}}).refused(409)


def test_a_new_reviewer_takes_over_and_notes_stay_with_their_author(
    company: Company, form: Form, staff: Staff, cycle: Any
) -> None:
    """All three are notified; the old reviewer is out."""
    moa, nils, ann = staff["moa"], staff["nils"], staff["ann"]
    review = review_of(ann, cycle)
    write(moa.calls, review, "manager", form.answers("manager", "Moa about Ann"), rating=3)
    moa.calls.save(f"/reviews/{review}/notes", {"text": "<p>MOAS-NOTE</p>"}).ok()
    post = company.post(DOMAIN)
    company.hr.post(f"/reviews/{review}/reassign", {"reviewer_id": nils.id}).ok()
    assert post.receivers() == ["ann", "moa", "nils"]
    assert nils.calls.get(f"/reviews/{review}").ok()["reviewer"]["id"] == nils.id
    assert "write_manager" in task_kinds(nils.calls, review)
    assert task_kinds(moa.calls, review) == []
    assert "MOAS-NOTE" not in nils.calls.get(f"/reviews/{review}").text
    assert "MOAS-NOTE" not in nils.calls.get(f"/reviews/{review}/notes").text
    assert moa.calls.put(f"/reviews/{review}/manager", {"answers": {}}, "*").status in {403, 404}
    write(nils.calls, review, "manager", form.answers("manager", "Nils about Ann"), rating=2)
    company.hr.post(f"/reviews/{review}/reassign", {"reviewer_id": ann.id}).refused(422)


def test_somebody_who_left_is_out_at_once(company: Company, form: Form, staff: Staff, cycle: Any) -> None:
    """A person who left loses all access, gets no email, and the review is withdrawn."""
    dan, nils = staff["dan"], staff["nils"]
    review = review_of(dan, cycle)
    write(dan.calls, review, "self", form.answers("self", "Dan's last words"))
    post = company.post(DOMAIN)
    company.hr.post(f"/people/{dan.id}/leave", {}).ok()
    for path in ("/me", "/home", f"/reviews/{review}", f"/reviews/{review}/self"):
        assert dan.calls.get(path).status in {401, 403}
    company.settle()
    assert nils.calls.get(f"/reviews/{review}").ok()["state"] == "withdrawn"
    assert "dan" not in post.receivers()


def test_hr_completes_unsigned_only_after_the_date(company: Company, form: Form, staff: Staff, cycle: Any) -> None:
    """With a reason, after the sign-by date."""
    cleo, moa = staff["cleo"], staff["moa"]
    review = review_of(cleo, cycle)
    write(cleo.calls, review, "self", form.answers("self", "Cleo's year"))
    share(cleo.calls, review, "self")
    write(moa.calls, review, "manager", form.answers("manager", "Moa about Cleo"), rating=2)
    share(moa.calls, review, "manager")
    company.hr.post(f"/reviews/{review}/complete", {"reason": "away"}).refused(409)
    company.move_by(days=22)
    company.hr.post(f"/reviews/{review}/complete", {}).refused(422)
    post = company.post(DOMAIN)
    company.hr.post(f"/reviews/{review}/complete", {"reason": "away"}).ok()
    assert set(post.receivers()) == {"cleo", "moa"}
    assert cleo.calls.get(f"/reviews/{review}").ok()["state"] == "complete"


def test_close_archive_and_copy(company: Company, staff: Staff, cycle: Any) -> None:
    """A cycle ends in order; its copy is a draft with the same people and options."""
    path = f"/cycles/{cycle['id']}"
    company.hr.post(f"{path}/archive", {}).refused(409)
    company.hr.post(f"{path}/close", {}).ok()
    company.settle()
    assert company.hr.get(path).ok()["state"] == "closed"
    assert task_kinds(staff["ann"].calls, review_of(staff["ann"], cycle)) == []
    company.hr.post(f"{path}/archive", {}).ok()
    company.settle()
    assert company.hr.get(path).ok()["state"] == "archived"
    copy = company.hr.post(f"{path}/copy", {}).ok()
    assert copy["id"] != cycle["id"]
    assert copy["state"] == "draft"
    assert copy["options"] == company.hr.get(path).ok()["options"]
    assert "Moa about Cleo" in staff["cleo"].calls.get(f"/reviews/{review_of(staff['cleo'], cycle)}").text


def test_the_team_list_has_direct_and_indirect_reports(company: Company, staff: Staff, cycle: Any) -> None:
    """[77] One row a review; no one sees another's team."""
    top = {row["person"]["id"] for row in staff["top"].calls.every(f"/team?cycle_id={cycle['id']}")}
    assert top >= {staff[key].id for key in ("moa", "ann", "cleo")}
    moas = {row["person"]["id"] for row in staff["moa"].calls.every(f"/team?cycle_id={cycle['id']}")}
    assert moas == {staff[key].id for key in ("ann", "ben", "cleo")}
    assert staff["ann"].calls.every("/team") == []
