"""Files beside a review, with S3 behind: sent by a form, looked at when S3 says so, read by who reads the side."""

from typing import Any

from chalicelib.kernel.aws.bucket import UploadForm
from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.crawl import paths, read_all
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write
from tests.media import get, post

CANARY = "zyzzogeton"
TEXT = b"All that we plan\n"
HIRES = [Hire("bea"), Hire("ben", "bea"), Hire("ada", "ben"), Hire("otto", "bea")]


def begin(company: Company, form: Form, domain: str) -> tuple[Staff, str, str]:
    """A cycle with attachments, and Ada's review by Ben in it."""
    staff = company.hire(domain, HIRES)
    cycle = new_cycle(company, form, f"Round of {domain}", [staff["ada"]], options={"attachments": True})
    launched(company, cycle)
    return staff, review_of(staff["ada"], cycle), cycle["id"]


def attach(calls: Any, path: str, name: str, content: bytes) -> Any:
    """Announce a file and send it as a browser does."""
    told = {"name": name, "content_type": "text/plain", "size": len(content)}
    begun = calls.post(path, told).ok(201)
    assert post(UploadForm(begun["url"], begun["fields"]), content).status in {200, 201, 204}
    return begun


def test_a_file_is_looked_at_when_s3_says_that_it_is_there_and_follows_its_side(company: Company, form: Form) -> None:
    staff, review, cycle = begin(company, form, "attached.test")
    ada, ben = staff["ada"].calls, staff["ben"].calls
    path = f"/reviews/{review}/manager/attachments"
    write(ben, review, "manager", form.answers("manager", "Well done"))
    file_id = attach(ben, path, f"{CANARY}.txt", TEXT)["attachment_id"]
    company.settle()
    ready = ben.get(f"{path}/{file_id}").ok()
    assert ready["state"] == "ready"
    fetched = get(ready["download_url"])
    assert fetched.content == TEXT
    assert fetched.headers["content-disposition"].startswith(f'attachment; filename="{CANARY}.txt"')
    assert fetched.headers["content-type"] == "text/plain"
    people = [staff["ada"].id, staff["ben"].id]
    ids = {"review_id": [review], "attachment_id": [file_id], "cycle_id": [cycle], "person_id": people}
    where = paths(company, ids)
    for who in ("ada", "otto"):
        assert CANARY not in "".join(reply.text for reply in read_all(staff[who].calls, where).values()), who
    share(ben, review, "manager")
    seen = ada.get(f"/reviews/{review}").ok()["manager"]["attachments"]
    assert [(one["name"], one["state"]) for one in seen] == [(f"{CANARY}.txt", "ready")]
    assert get(ada.get(f"{path}/{file_id}").ok()["download_url"]).content == TEXT
    staff["otto"].calls.get(f"{path}/{file_id}").refused(404)


def test_what_is_not_what_it_says_is_refused_and_gone(company: Company, form: Form) -> None:
    staff, review, _ = begin(company, form, "wrong.test")
    ada, path = staff["ada"].calls, f"/reviews/{review}/self/attachments"
    file_id = attach(ada, path, "page.txt", b"<html><script>alert(1)</script>")["attachment_id"]
    company.settle()
    refused = ada.get(f"{path}/{file_id}").ok()
    assert (refused["state"], refused["problem"]["code"]) == ("refused", "wrong_type")
    assert ada.delete(f"{path}/{file_id}").status == 204
    assert ada.get(f"/reviews/{review}").ok()["self"]["attachments"] == []
