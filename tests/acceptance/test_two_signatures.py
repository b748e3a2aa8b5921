"""One review from an empty page to two signatures, and back when HR opens it again."""

from typing import Any

import pytest

from tests.acceptance.company import Company, Hire, Staff, receiver
from tests.acceptance.reviews import Form, actions, launched, new_cycle, review_of, share, task_kinds, write

DOMAIN = "signing.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Ron writes about Eve; Una is above Ron, Hana in HR."""
    return company.hire(
        DOMAIN,
        [
            Hire("una"),
            Hire("ron", "una"),
            Hire("eve", "ron", "America/New_York"),
            Hire("hana", "una", roles="hr_admin"),
        ],
    )


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """An open cycle for Eve and Ron."""
    made = new_cycle(company, form, "Signing round", [staff["eve"], staff["ron"]])
    assert launched(company, made)["created"] == 2
    return made


@pytest.fixture(scope="module")
def review(staff: Staff, cycle: Any) -> str:
    """Eve's review."""
    return review_of(staff["eve"], cycle)


def test_a_side_not_begun_answers_its_author(staff: Staff, review: str) -> None:
    """Both begin with an empty page that has a version."""
    for key, side in (("eve", "self"), ("ron", "manager")):
        reply = staff[key].calls.get(f"/reviews/{review}/{side}")
        assert reply.ok(200)["state"] == "not_started"
        assert reply.etag
        inside = staff[key].calls.get(f"/reviews/{review}").ok()[side]["etag"]
        assert staff[key].calls.put(f"/reviews/{review}/{side}", {"answers": {}}, inside).status == 200


def test_the_form_comes_with_instructions_dates_and_questions(staff: Staff, cycle: Any, review: str) -> None:
    """[109] What HR wrote stands above the form."""
    seen = staff["eve"].calls.get(f"/reviews/{review}").ok()
    assert seen["cycle"]["id"] == cycle["id"]
    assert seen["reviewee"]["id"] == staff["eve"].id
    assert seen["reviewer"]["id"] == staff["ron"].id
    assert seen["deadlines"]["self"]["date"] == cycle["timeline"]["self_due_on"]
    assert seen["deadlines"]["self"]["at"].endswith("Z")
    everything = staff["eve"].calls.get(f"/reviews/{review}").text
    assert "Be <strong>kind</strong> and clear." in everything


def test_an_incomplete_draft_is_kept_and_cannot_be_shared(staff: Staff, form: Form, review: str) -> None:
    """[57, 118] Drafts may be incomplete, sharing may not; the refusal points at what is missing."""
    eve = staff["eve"].calls
    question = form.questions["What went well?"]["id"]
    write(eve, review, "self", {question: "<p>Half a</p>"})
    problem = eve.post(f"/reviews/{review}/self/share").refused(422)
    missing = {error["pointer"] for error in problem["errors"]}
    assert missing == {f"/answers/{form.questions['Results']['id']}"}
    assert eve.get(f"/reviews/{review}/self").ok()["answers"] == {question: "<p>Half a</p>"}


def test_autosave_needs_the_version_and_keeps_backups(staff: Staff, form: Form, review: str) -> None:
    """[124] Every save can be gone back to."""
    eve = staff["eve"].calls
    path = f"/reviews/{review}/self"
    eve.put(path, {"answers": {}}).refused(428)
    eve.put(path, {"answers": {}}, '"wrong"').refused(412)
    write(eve, review, "self", form.answers("self", "I helped twelve customers"))
    saved = eve.get(path)
    backups = eve.every(f"{path}/backups")
    half = [backup["n"] for backup in backups if "Half a" in eve.get(f"{path}/backups/{backup['n']}").text]
    eve.post(f"{path}/backups/{half[0]}/restore").ok()
    assert "Half a" in eve.get(path).text
    write(eve, review, "self", saved.json["answers"])
    assert staff["ron"].calls.get(f"{path}/backups").status in {403, 404}


def test_the_manager_learns_of_the_shared_self_assessment(staff: Staff, company: Company, review: str) -> None:
    """[53, 54, 119, 120] A draft is no one else's; sharing shows it and sends one mail."""
    ron = staff["ron"].calls
    before = ron.get(f"/reviews/{review}").ok()
    assert "answers" not in before["self"]
    assert "twelve customers" not in ron.get(f"/reviews/{review}").text
    post = company.post(DOMAIN)
    share(staff["eve"].calls, review, "self")
    assert post.receivers() == ["ron"]
    assert "twelve customers" in ron.get(f"/reviews/{review}").text
    assert "share_self" not in task_kinds(staff["eve"].calls, review)
    assert "write_self" not in task_kinds(staff["eve"].calls, review)
    staff["eve"].calls.post(f"/reviews/{review}/self/share").refused(409)


def test_taking_back_says_whether_it_had_been_read(staff: Staff, company: Company, form: Form, review: str) -> None:
    """[125, 126, 127] Unshare, revise, share again."""
    eve, ron = staff["eve"].calls, staff["ron"].calls
    post = company.post(DOMAIN)
    eve.save(f"/reviews/{review}/self", {"answers": form.answers("self", "x")}).refused(409)
    eve.post(f"/reviews/{review}/self/unshare").ok()
    mails = post.new()
    assert [receiver(mail) for mail in mails] == [staff["ron"].email]
    assert "read" in mails[0]["text"].lower()
    assert ron.get(f"/reviews/{review}").ok()["self"]["state"] == "hidden"
    assert "twelve customers" not in ron.get(f"/reviews/{review}").text
    write(eve, review, "self", form.answers("self", "I helped fourteen customers"))
    share(eve, review, "self")
    assert post.receivers() == ["ron"]
    assert "fourteen customers" in ron.get(f"/reviews/{review}").text


def test_done_tells_the_manager_above_and_hr_the_first_time(
    staff: Staff, company: Company, form: Form, review: str
) -> None:
    """[46, 58, 59, 60] Done is a sign to those who calibrate; the reviewee hears nothing."""
    ron = staff["ron"].calls
    answers = form.answers("manager", "Eve carried the launch")
    saved = write(ron, review, "manager", answers, rating=3, position={"x": 0.5, "y": 0.75})
    assert saved["rating"] == 3
    post = company.post(DOMAIN)
    ron.post(f"/reviews/{review}/manager/done").ok()
    told = post.receivers()
    assert told.count("una") == 1
    assert "eve" not in told
    assert set(told) <= {"una", "hana"}
    ron.post(f"/reviews/{review}/manager/done")
    assert post.receivers() == []
    assert "carried the launch" in staff["una"].calls.get(f"/reviews/{review}").text
    assert "carried the launch" not in staff["eve"].calls.get(f"/reviews/{review}").text


def test_sharing_is_told_at_once_and_edits_once_in_half_an_hour(
    staff: Staff, company: Company, form: Form, review: str
) -> None:
    """[63, 64, 128] Eve is told when it is there, and once per half hour of editing."""
    eve, ron = staff["eve"].calls, staff["ron"].calls
    post = company.post(DOMAIN)
    share(ron, review, "manager")
    told = post.new()
    assert staff["eve"].email in {receiver(mail) for mail in told}
    assert "carried the launch" in eve.get(f"/reviews/{review}").text
    for context in range(3):
        write(ron, review, "manager", form.answers("manager", f"Edit {context}"), rating=3)
        assert f"Edit {context}" in eve.get(f"/reviews/{review}").text
        company.move_by(minutes=5)
    company.move_by(minutes=31)
    assert post.receivers() == ["eve"]
    write(ron, review, "manager", form.answers("manager", "Edit of the evening"), rating=2)
    company.move_by(minutes=31)
    assert post.receivers() == ["eve"]
    company.move_by(hours=2)
    assert post.receivers() == []


def test_the_first_signature_locks_and_the_second_completes(
    staff: Staff, company: Company, form: Form, review: str
) -> None:
    """[72, 73, 74, 129, 130] Both sign, with a comment if they like; then nothing can be edited."""
    eve, ron = staff["eve"].calls, staff["ron"].calls
    assert "sign" in actions(eve, review) & actions(ron, review)
    assert "sign" in task_kinds(eve, review)
    assert "sign" not in actions(staff["una"].calls, review)
    post = company.post(DOMAIN)
    eve.post(f"/reviews/{review}/sign", {"comment": "Thank you, Ron"}).ok()
    assert post.receivers() == ["ron"]
    seen = ron.get(f"/reviews/{review}").ok()
    assert seen["state"] == "locked"
    assert [(sign["party"], sign["comment"]) for sign in seen["signatures"]] == [("reviewee", "Thank you, Ron")]
    ron.save(f"/reviews/{review}/manager", {"answers": form.answers("manager", "late")}).refused(409)
    eve.post(f"/reviews/{review}/self/unshare").refused(409)
    eve.post(f"/reviews/{review}/sign").refused(409)
    ron.post(f"/reviews/{review}/sign", {}).ok()
    assert ron.get(f"/reviews/{review}").ok()["state"] == "complete"
    assert task_kinds(eve, review) == task_kinds(ron, review) == []


def test_hr_alone_opens_again_and_nothing_is_lost(staff: Staff, company: Company, form: Form, review: str) -> None:
    """[131] Revoking needs a reason, tells both, and both sign again."""
    eve, ron, hana = staff["eve"].calls, staff["ron"].calls, staff["hana"].calls
    path = f"/reviews/{review}/revoke-signatures"
    ron.post(path, {"reason": "typo"}).refused(403)
    hana.post(path, {}).refused(422)
    post = company.post(DOMAIN)
    hana.post(path, {"reason": "A figure was wrong"}).ok()
    assert set(post.receivers()) == {"eve", "ron"}
    seen = eve.get(f"/reviews/{review}").ok()
    assert seen["state"] == "open"
    assert "Edit of the evening" in eve.get(f"/reviews/{review}").text
    write(ron, review, "manager", form.answers("manager", "The figure is right now"), rating=3)
    for person in (ron, eve):
        person.post(f"/reviews/{review}/sign", {}).ok()
    assert eve.get(f"/reviews/{review}").ok()["state"] == "complete"
    assert "The figure is right now" in eve.get(f"/reviews/{review}").text


def test_it_stays_in_both_lists(staff: Staff, cycle: Any, review: str) -> None:
    """[49, 75, 132, 133] Past and current reviews in both roles, filtered."""
    eve, ron = staff["eve"].calls, staff["ron"].calls
    assert [row["id"] for row in eve.every("/reviews?role=reviewee&status=complete")] == [review]
    assert [row["id"] for row in ron.every("/reviews?role=reviewer")] == [review]
    own = ron.every(f"/reviews?role=reviewee&cycle_id={cycle['id']}")
    assert [row["id"] for row in own] == [review_of(staff["ron"], cycle)]
    assert eve.every("/reviews?role=reviewee&year=2001") == []
    assert eve.every("/reviews?role=reviewer") == []
