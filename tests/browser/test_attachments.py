"""Files beside the sides of a review, and moments of reflections under its answers: who sees them, and when."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import Caller, Company, Hire, Somebody, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write
from tests.browser.device import eventually
from tests.browser.tabs import PHONE, WIDE, Tabs, go, settled, sideways, violations

DOMAIN = "attached.test"
SAMPLE = Path(__file__).resolve().parents[1] / "files" / "samples" / "chromium.mp4"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager and her people."""
    keys = ("ada", "ben", "cleo", "dora")
    return company.hire(DOMAIN, [Hire("mara"), *(Hire(key, "mara") for key in keys)])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """A cycle that has attachments."""
    made = new_cycle(company, form, "With files", [staff[key] for key in ("ada", "ben", "cleo")], options=WITH_FILES)
    launched(company, made)
    return made


WITH_FILES = {"attachments": True}


@pytest.fixture(scope="module")
def talk(company: Company) -> Iterator[None]:
    """A company whose conversations have attachments."""
    seen = company.hr.get("/company")
    company.hr.patch("/company", {"attachments": {"reflections": True}}, seen.etag).ok()
    yield
    seen = company.hr.get("/company")
    company.hr.patch("/company", {"attachments": {"reflections": False}}, seen.etag).ok()


def files_of(page: Page, side: str) -> Any:
    """The files beside a side."""
    return page.get_by_role("group", name=side).get_by_role("region", name="Files")


def add(page: Page, side: str, *files: tuple[str, str, bytes]) -> None:
    """Choose files by the button."""
    chosen = [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
    files_of(page, side).get_by_label("Add files").set_input_files(chosen)


OWN, THEIRS = "Your self-assessment", "'s self-assessment"


def test_a_file_is_read_once_its_side_is_shared(
    company: Company, staff: Staff, form: Form, cycle: Any, tabs: Tabs
) -> None:
    """Uploaded and checked while one writes; its readers fetch it, byte by byte, after sharing and not before."""
    ada, mara = staff["ada"], staff["mara"]
    review = review_of(ada, cycle)
    page = tabs.open(company.base_url, ada.email)
    go(page, f"/reviews/{review}")
    add(page, OWN, ("Results 2026.pdf", "application/pdf", PDF))
    expect(page.get_by_text("“Results 2026.pdf” was added.")).to_be_visible()
    mine = files_of(page, OWN).get_by_role("listitem")
    expect(mine).to_contain_text(f"{len(PDF)} B")
    expect(page.get_by_role("region", name=OWN)).to_contain_text("Only you.")
    assert fetched(page, "Results 2026.pdf") == ("Results 2026.pdf", PDF)
    assert violations(page) == []

    theirs = tabs.open(company.base_url, mara.email)
    go(theirs, f"/reviews/{review}")
    settled(theirs)
    expect(theirs.get_by_text("Results 2026")).to_have_count(0)

    write(ada.calls, review, "self", form.answers("self", "With a file."))
    page.reload()
    page.get_by_role("button", name=f"Share with {mara.name}").click()
    expect(page.get_by_role("dialog")).to_contain_text("Results 2026.pdf")
    page.get_by_role("dialog").get_by_role("button", name="Share now").click()
    expect(page.get_by_text(f"Shared with {mara.name}.")).to_be_visible()
    expect(files_of(page, OWN).get_by_label("Add files")).to_have_count(0)
    theirs.reload()
    theirs.get_by_role("button", name="Show the self-assessment").click()
    read = files_of(theirs, THEIRS)
    expect(read.get_by_role("listitem")).to_have_count(1)
    expect(read.get_by_role("button", name="Remove")).to_have_count(0)
    assert fetched(theirs, "Results 2026.pdf") == ("Results 2026.pdf", PDF)

    dropped = theirs.evaluate_handle(DROPPED)
    files_of(theirs, "Your assessment").dispatch_event("drop", {"dataTransfer": dropped})
    expect(theirs.get_by_text("“Plan.txt” was added.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="'s assessment")).to_contain_text("hasn't shared the assessment yet")
    expect(page.get_by_text("Plan.txt")).to_have_count(0)

    theirs.emulate_media(media="print")
    expect(read.get_by_text("Results 2026.pdf", exact=True).filter(visible=True)).to_have_count(1)
    expect(theirs.get_by_role("button").filter(visible=True)).to_have_count(0)


DROPPED = """() => {
  const carried = new DataTransfer();
  carried.items.add(new File(["Next year."], "Plan.txt", { type: "text/plain" }));
  return carried;
}"""


def fetched(page: Page, name: str) -> tuple[str, bytes]:
    """Download a file by its line; under which name it would be saved, and its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {name}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_file_that_is_not_taken_says_why(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """By its name and size at once, by what is inside after it was looked at; each can be put away."""
    ben = staff["ben"]
    review = review_of(ben, cycle)
    page = tabs.open(company.base_url, ben.email)
    go(page, f"/reviews/{review}")
    add(
        page,
        OWN,
        ("tool.exe", "application/x-msdownload", b"MZ"),
        ("empty.pdf", "application/pdf", b""),
        ("huge.png", "image/png", b"\x89PNG" + bytes(10 * 1024 * 1024)),
        ("renamed.pdf", "application/pdf", b"MZ" + PDF),
    )
    lines = files_of(page, OWN).get_by_role("listitem")
    expect(lines.filter(has_text="tool.exe")).to_contain_text("This file type isn't supported.")
    expect(lines.filter(has_text="empty.pdf")).to_contain_text("The file is empty.")
    expect(lines.filter(has_text="huge.png")).to_contain_text("The file is larger than 10 MB.")
    expect(lines.filter(has_text="renamed.pdf")).to_contain_text("The file's content doesn't match its type")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert sideways(page) == 0
    page.set_viewport_size(WIDE)
    for name in ("tool.exe", "empty.pdf", "huge.png", "renamed.pdf"):
        page.get_by_role("button", name=f"Remove {name}").click()
        expect(lines.filter(has_text=name)).to_have_count(0)
    assert eventually(lambda: ben.calls.get(f"/reviews/{review}").ok()["self"]["attachments"] == [])


def test_an_upload_goes_on_over_a_lost_connection_and_on_other_screens(
    company: Company, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """S3 is away twice; since the writer reads elsewhere. A ready file is asked about before it is removed."""
    ben = staff["ben"]
    review = review_of(ben, cycle)
    page = tabs.open(company.base_url, ben.email)
    go(page, f"/reviews/{review}")
    lost: list[str] = []

    def away(route: Any) -> None:
        storage = route.request.method == "POST" and not route.request.url.startswith(company.base_url)
        if storage and len(lost) < 2:
            lost.append(route.request.url)
            route.abort()
        else:
            route.fallback()

    page.route("**/*", away)
    with page.expect_event("requestfailed"):
        add(page, OWN, ("slow.txt", "text/plain", b"Patience."))
    go(page, "/reviews")
    expect(page.get_by_text("“slow.txt” was added.")).to_be_visible()
    assert ready(ben.calls, review) == ["slow.txt"]
    assert len(lost) == 2
    go(page, f"/reviews/{review}")
    page.get_by_role("button", name="Remove slow.txt").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(files_of(page, OWN).get_by_role("listitem")).to_have_count(0)
    assert ready(ben.calls, review) == []


def ready(calls: Caller, review: str) -> list[str]:
    """The names of the files that can be read beside one's own side."""
    return [
        file["name"] for file in calls.get(f"/reviews/{review}").ok()["self"]["attachments"] if file["state"] == "ready"
    ]


def reflected(company: Company, owner: Somebody, title: str) -> str:
    """A reflection with a chapter, shared with its owner's manager; through the API."""
    calls = owner.calls
    made = calls.post("/reflections", {"title": title}).ok()
    at = f"/reflections/{made['id']}"
    video = SAMPLE.read_bytes()
    track = calls.post(f"{at}/tracks", {"kind": "screen", "content_type": "video/mp4"}).ok()["track_id"]
    part = calls.post(f"{at}/tracks/{track}/parts", {"part_numbers": [1], "sizes": [len(video)]}).ok()["items"][0]
    sent = urllib.request.Request(part["url"], data=video, method="PUT")  # noqa: S310
    urllib.request.urlopen(sent, timeout=30).close()  # noqa: S310
    calls.post(f"{at}/tracks/{track}/complete", {"duration_ms": 2_000}).ok()
    company.settle()
    seen = calls.get(at)
    calls.patch(at, {"chapters": [{"at_ms": 1_000, "title": "The turning point"}]}, seen.etag).ok()
    calls.post(f"{at}/share").ok()
    return str(made["id"])


def test_a_cited_moment_is_there_for_those_who_see_the_video(
    company: Company, staff: Staff, form: Form, cycle: Any, tabs: Tabs
) -> None:
    """Chosen from the chapters, kept with the side, leading to the second; HR gets no trace of it."""
    cleo, mara = staff["cleo"], staff["mara"]
    title = "What the spring taught me"
    reflection = reflected(company, cleo, title)
    review = review_of(cleo, cycle)
    write(cleo.calls, review, "self", form.answers("self", "As I said there."))
    page = tabs.open(company.base_url, cleo.email)
    go(page, f"/reviews/{review}")
    page.get_by_role("button", name="Cite a reflection: What went well?").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name=title)).to_be_checked()
    dialog.get_by_label("Minute and second").fill("9:99")
    expect(dialog.get_by_text("Use the format 1:30.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Add citation")).to_be_disabled()
    dialog.get_by_role("button", name="The turning point").click()
    expect(dialog.get_by_label("Minute and second")).to_have_value("0:01")
    assert violations(page) == []
    dialog.get_by_role("button", name="Add citation").click()
    moment = page.get_by_role("link", name=f"{title} · 0:01")
    expect(moment).to_be_visible()
    said = {"question_id": form.questions["What went well?"]["id"], "reflection_id": reflection, "at_ms": 1_000}
    assert eventually(lambda: cited(cleo.calls, review) == [said | {"title": title}])
    moment.click()
    expect(page).to_have_url(f"{page.url.partition('/reflections')[0]}/reflections/{reflection}?at=1000")
    page.wait_for_function("document.querySelector('video')?.currentTime === 1")

    share(cleo.calls, review, "self")
    theirs = tabs.open(company.base_url, mara.email)
    go(theirs, f"/reviews/{review}")
    theirs.get_by_role("button", name="Show the self-assessment").click()
    expect(theirs.get_by_role("link", name=f"{title} · 0:01")).to_be_visible()
    theirs.get_by_role("button", name="Helpful resources").click()
    panel = theirs.get_by_role("dialog")
    expect(panel.get_by_role("link", name=title)).to_be_visible()
    assert violations(theirs) == []
    panel.get_by_role("link", name="The turning point").click()
    theirs.wait_for_url(f"**/reflections/{reflection}?at=1000")

    hr = tabs.open(company.base_url, "hr@example.test")
    go(hr, f"/reviews/{review}")
    expect(hr.get_by_text("As I said there.")).to_be_visible()
    settled(hr)
    assert title not in hr.content()
    assert reflection not in hr.content()


@pytest.mark.usefixtures("talk")
def test_a_comment_takes_its_files_along(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Sent before the comment, still there after a reload, read by the other one once the comment is sent."""
    dora, mara = staff["dora"], staff["mara"]
    reflection = reflected(company, dora, "Numbers of the summer")
    page = tabs.open(company.base_url, dora.email)
    go(page, f"/reflections/{reflection}")
    chosen = {"name": "table.txt", "mimeType": "text/plain", "buffer": b"1, 2, 3"}
    page.get_by_label("Add files").set_input_files(chosen)  # type: ignore[arg-type]
    expect(page.get_by_role("button", name="Download table.txt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Download table.txt")).to_be_visible()
    assert dora.calls.get(f"/reflections/{reflection}/comments").ok()["items"] == []
    page.get_by_role("textbox", name="Write a comment").press_sequentially("The table I spoke of.")
    assert violations(page) == []
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("article").get_by_role("button", name="Download table.txt")).to_be_visible()
    expect(page.get_by_role("button", name="Remove table.txt")).to_have_count(0)

    theirs = tabs.open(company.base_url, mara.email)
    go(theirs, f"/reflections/{reflection}")
    expect(theirs.get_by_role("article")).to_contain_text("The table I spoke of.")
    assert fetched(theirs, "table.txt") == ("table.txt", b"1, 2, 3")


def cited(calls: Caller, review: str) -> Any:
    """What the self-assessment cites, as this caller sees it."""
    return calls.get(f"/reviews/{review}").ok()["self"].get("citations", [])
