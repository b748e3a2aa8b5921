"""Several at once, and the same request again: nothing lost, nothing twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.acceptance.company import Company, Hire, Reply, Staff
from tests.acceptance.reviews import EVERY_KIND, Form, launched, new_cycle, review_of, share, write

DOMAIN = "atonce.test"
SMALL = {"sections": [{"title": "One", "questions": EVERY_KIND[:1]}]}


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Bert and his people."""
    return company.hire(DOMAIN, [Hire("bert"), *(Hire(key, "bert") for key in ("ella", "finn", "gwen", "ivo"))])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """An open cycle."""
    made = new_cycle(company, form, "Busy round", [staff[key] for key in ("ella", "finn", "gwen")])
    launched(company, made)
    return made


def together(call: Callable[[], Reply], many: int = 8) -> Sequence[Reply]:
    """The same call `many` times at once."""
    with ThreadPoolExecutor(many) as pool:
        return [future.result() for future in [pool.submit(call) for _ in range(many)]]


def test_two_tabs_of_one_author(staff: Staff, form: Form, cycle: Any) -> None:
    """The second tab gets 412 with what the first wrote; nothing is overwritten unseen."""
    ella = staff["ella"].calls
    path = f"/reviews/{review_of(staff['ella'], cycle)}/self"
    opened = ella.get(path).etag
    first = ella.put(path, {"answers": form.answers("self", "from the first tab")}, opened)
    first.ok()
    problem = ella.put(path, {"answers": form.answers("self", "from the second tab")}, opened).refused(412)
    question = form.questions["What went well?"]["id"]
    assert problem["current"]["answers"][question] == "<p>from the first tab</p>"
    merged = form.answers("self", "from the first tab and from the second tab")
    ella.put(path, {"answers": merged}, ella.get(path).etag).ok()
    ella.put(path, {"answers": {}}, first.etag).refused(412)
    assert "and from the second" in ella.get(path).text


def test_racing_tabs_lose_no_text(staff: Staff, form: Form, cycle: Any) -> None:
    """Ten saves of one version at once: one wins, nine get what it wrote."""
    ella = staff["ella"].calls
    path = f"/reviews/{review_of(staff['ella'], cycle)}/self"
    version = ella.get(path).etag
    texts = [f"racer {n}" for n in range(10)]
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda text: ella.put(path, {"answers": form.answers("self", text)}, version), texts))
    won = [text for text, reply in zip(texts, replies, strict=True) if reply.status == 200]
    assert len(won) == 1
    assert won[0] in ella.get(path).text
    for reply in replies:
        if reply.status != 200:
            assert won[0] in str(reply.refused(412)["current"])


def test_both_parties_write_at_the_same_time(staff: Staff, form: Form, cycle: Any) -> None:
    """Self and manager side never collide, and every save of either is kept."""
    review = review_of(staff["finn"], cycle)

    def author(key: str, side: str) -> list[int]:
        calls, statuses = staff[key].calls, []
        version = calls.get(f"/reviews/{review}/{side}").etag
        for context in range(12):
            reply = calls.put(
                f"/reviews/{review}/{side}", {"answers": form.answers(side, f"{side} turn {context}")}, version
            )
            statuses.append(reply.status)
            version = reply.etag
        return statuses

    with ThreadPoolExecutor(2) as pool:
        mine = pool.submit(author, "finn", "self")
        theirs = pool.submit(author, "bert", "manager")
    assert mine.result() == theirs.result() == [200] * 12
    assert "self turn 11" in staff["finn"].calls.get(f"/reviews/{review}/self").text
    assert "manager turn 11" in staff["bert"].calls.get(f"/reviews/{review}/manager").text
    assert len(staff["finn"].calls.every(f"/reviews/{review}/self/backups")) >= 11


def test_one_key_has_one_effect(company: Company) -> None:
    """The same request eight times at once makes one questionnaire and answers alike."""
    body = {"title": "Made at once", **SMALL}
    replies = together(lambda: company.hr.post("/questionnaires", body, Idempotency_Key="made-at-once"))
    assert {reply.ok()["id"] for reply in replies} == {replies[0].json["id"]}
    assert {reply.status for reply in replies} == {replies[0].status}
    again = company.hr.post("/questionnaires", body, Idempotency_Key="made-at-once")
    assert (again.status, again.json) == (replies[0].status, replies[0].json)
    made = [item for item in company.hr.every("/questionnaires") if item["title"] == "Made at once"]
    assert len(made) == 1


def test_one_key_does_not_serve_two_requests(company: Company, staff: Staff) -> None:
    """Another body with the same key is a mistake of the caller; another caller has keys of their own."""
    company.hr.post("/questionnaires", {"title": "First", **SMALL}, Idempotency_Key="reused").ok()
    company.hr.post("/questionnaires", {"title": "Second", **SMALL}, Idempotency_Key="reused").refused(422)
    assert not [item for item in company.hr.every("/questionnaires") if item["title"] == "Second"]
    machine = company.machine("cycles:write", name="designer")
    reply = machine.post("/questionnaires", {"title": "By machine", **SMALL}, Idempotency_Key="reused")
    assert reply.status != 422, reply.text


def test_a_machine_names_its_requests(company: Company, staff: Staff) -> None:
    """Idempotency-Key is required for machine clients."""
    machine = company.machine("people:write", name="directory")
    path = f"/people/{staff['ivo'].id}/leave"
    refused = machine.post(path, {})
    assert 400 <= refused.status < 500
    assert refused.json["code"]
    assert staff["ivo"].calls.get("/me").status == 200
    machine.post(path, {}, Idempotency_Key="ivo leaves").ok()
    machine.post(path, {}, Idempotency_Key="ivo leaves").ok()
    assert staff["ivo"].calls.get("/me").status in {401, 403}


def test_twenty_signatures_at_once_are_one(company: Company, staff: Staff, form: Form, cycle: Any) -> None:
    """One signature, one email; then the other party's."""
    gwen, bert = staff["gwen"].calls, staff["bert"].calls
    review = review_of(staff["gwen"], cycle)
    write(gwen, review, "self", form.answers("self", "My year"))
    post = company.post(DOMAIN)
    shares = together(lambda: gwen.post(f"/reviews/{review}/self/share"))
    assert sorted({reply.status for reply in shares}) == [200, 409]
    assert post.receivers() == ["bert"]
    write(bert, review, "manager", form.answers("manager", "Her year"), rating=2)
    share(bert, review, "manager")
    post.new()
    replies = together(lambda: gwen.post(f"/reviews/{review}/sign", {"comment": "Fine"}), 20)
    assert [reply.status for reply in replies].count(200) == 1
    assert {reply.status for reply in replies} <= {200, 409}
    assert post.receivers() == ["bert"]
    last = together(lambda: bert.post(f"/reviews/{review}/sign", {}, Idempotency_Key="bert signs"), 20)
    assert {reply.status for reply in last} == {200}
    seen = gwen.get(f"/reviews/{review}").ok()
    assert seen["state"] == "complete"
    assert sorted(signature["party"] for signature in seen["signatures"]) == ["reviewee", "reviewer"]


def test_eight_launches_at_once_are_one(company: Company, staff: Staff, form: Form) -> None:
    """One review a person, one kick-off email each."""
    post = company.post(DOMAIN)
    people = company.hire(DOMAIN, [Hire("jan", "bert"), Hire("kay", "bert")])
    cycle = new_cycle(company, form, "Impatient round", people.values())
    replies = together(lambda: company.hr.post(f"/cycles/{cycle['id']}/launch", {}))
    assert {reply.status for reply in replies} <= {202, 409}
    assert 202 in {reply.status for reply in replies}
    company.settle()
    assert company.hr.get(f"/cycles/{cycle['id']}/progress").ok()["created"] == 2
    assert len(company.hr.every(f"/cycles/{cycle['id']}/reviews")) == 2
    assert post.receivers() == ["bert", "jan", "kay"]
