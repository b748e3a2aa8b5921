"""The reviewee cannot tell whether the manager has begun: not by an answer, a version, a list, a task or a mail."""

from typing import Any

import pytest

from tests.acceptance.company import Company, Hire, Reply, Staff
from tests.acceptance.crawl import paths, read_all
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write

DOMAIN = "quiet.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Quinn is reviewed by Rob; both below Ute."""
    return company.hire(
        DOMAIN, [Hire("ute"), Hire("rob", "ute"), Hire("quinn", "rob"), Hire("hanno", "ute", roles="hr_admin")]
    )


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """Open for Quinn."""
    made = new_cycle(company, form, "Quiet round", [staff["quinn"]])
    launched(company, made)
    return made


def all_that_quinn_gets(company: Company, form: Form, staff: Staff, cycle: Any) -> dict[str, tuple[object, ...]]:
    """Every answer and every refusal that Quinn can provoke, whole."""
    review = review_of(staff["quinn"], cycle)
    calls = staff["quinn"].calls
    ids = {
        "review_id": [review],
        "cycle_id": [cycle["id"]],
        "person_id": [staff["quinn"].id, staff["rob"].id],
        "questionnaire_id": [form.id],
    }
    answers = read_all(calls, paths(company, ids))
    for command in ("manager/share", "manager/unshare", "manager/done", "sign", "nudge", "withdraw", "adjust-rating"):
        answers[f"POST {command}"] = calls.post(f"/reviews/{review}/{command}")
    for part in ("manager", "notes"):
        answers[f"PUT {part}"] = calls.put(f"/reviews/{review}/{part}", {}, '"1"')
        answers[f"PUT {part} *"] = calls.put(f"/reviews/{review}/{part}", {"answers": {}}, "*")
    answers["restore"] = calls.post(f"/reviews/{review}/manager/backups/1/restore")
    return {path: _whole(reply) for path, reply in answers.items()}


def _whole(reply: Reply) -> tuple[object, ...]:
    return reply.status, reply.etag, reply.headers.get("content-length"), reply.text


@pytest.mark.parametrize("self_shared", [False, True])
def test_a_hidden_draft_changes_nothing_for_the_reviewee(
    company: Company, form: Form, staff: Staff, cycle: Any, self_shared: bool
) -> None:
    """[119] Byte for byte, with the self-assessment still a draft and with it shared."""
    quinn, rob = staff["quinn"].calls, staff["rob"].calls
    review = review_of(staff["quinn"], cycle)
    if self_shared:
        write(quinn, review, "self", form.answers("self", "My year"))
        share(quinn, review, "self")
        rob.get(f"/reviews/{review}").ok()
    company.settle()
    for key in ("rob", "hanno"):
        staff[key].calls.get(f"/reviews/{review}").ok()
    before = all_that_quinn_gets(company, form, staff, cycle)
    post = company.post(DOMAIN)
    for context in range(2):
        answers = form.answers("manager", f"Draft {context} {self_shared}")
        write(rob, review, "manager", answers, rating=context + 1, position={"x": 0.1, "y": 0.2})
        rob.save(f"/reviews/{review}/notes", {"text": f"<p>Note {context} {self_shared}</p>"}).ok()
    rob.post(f"/reviews/{review}/manager/done")
    staff["hanno"].calls.post(f"/reviews/{review}/adjust-rating", {"rating": 3, "reason": "Compared"})
    company.settle()
    after = all_that_quinn_gets(company, form, staff, cycle)
    assert before.keys() == after.keys()
    differing = {path: (before[path], after[path]) for path in before if before[path] != after[path]}
    assert not differing
    assert "quinn" not in post.receivers()
