"""What HR prepares: a questionnaire with its preview, and the directory from a file."""

import re

from playwright.sync_api import FilePayload, expect

from tests.acceptance.company import HR, Company, Hire
from tests.browser.tabs import Tabs, go, sideways, violations


def test_a_questionnaire_is_designed_with_its_preview_beside_it(company: Company, tabs: Tabs) -> None:
    """[110] Each side's form changes as the design does; what is wrong is said at its field."""
    page = tabs.open(company.base_url, HR)
    go(page, "/hr/questionnaires/new")
    page.get_by_role("textbox", name="Title", exact=False).first.fill("Designed here")
    page.get_by_role("textbox", name="Question", exact=True).fill("What did you learn?")
    preview = page.get_by_role("complementary", name="Preview")
    expect(preview.get_by_role("heading", name="What did you learn?")).to_be_visible()
    page.get_by_role("textbox", name="Introduction").fill("A year of R&D.")
    page.get_by_role("textbox", name="Help text").fill("In <b>R&D</b>, too.")
    expect(preview.get_by_text("A year of R&D.")).to_be_visible()
    expect(preview.get_by_text("In <b>R&D</b>, too.")).to_be_visible()
    page.get_by_label("Type of the new question").select_option(label="Single choice")
    page.get_by_role("button", name="Add question").click()
    page.get_by_role("textbox", name="Question", exact=True).fill("Where to next?")
    page.get_by_role("group", name="Answered by").get_by_role("button", name="Manager").click()
    expect(preview.get_by_role("heading", name="Where to next?")).to_have_count(0)
    preview.get_by_role("button", name="Manager").click()
    expect(preview.get_by_role("heading", name="Where to next?")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This field is required").first).to_be_visible()
    page.get_by_role("textbox", name="Option 1").fill("Further up")
    page.get_by_role("textbox", name="Option 2").fill("Further in")
    expect(preview.get_by_role("radio", name="Further in")).to_be_visible()
    page.get_by_role("button", name="Move up: Where to next?").click()
    assert violations(page) == []
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/hr/questionnaires/(?!new)"))
    page.reload()
    lines = page.locator(".design-toggle")
    expect(lines).to_have_text(["Where to next?", "What did you learn?"])
    for words in ("A year of R&D.", "In <b>R&D</b>, too."):
        expect(preview.get_by_text(words)).to_be_visible()
    lines.nth(1).click()
    expect(page.get_by_role("textbox", name="Help text")).to_have_text("In <b>R&D</b>, too.")


def test_an_import_shows_its_differences_before_anything_is_written(company: Company, tabs: Tabs) -> None:
    """Problems by row; then each person's change; then for good."""
    company.hire("intake.test", [Hire("ines"), Hire("jan", "ines")])
    page = tabs.open(company.base_url, HR, phone=True)
    go(page, "/hr/import")
    file = page.locator("input[type=file]")
    file.set_input_files(_file("Work Email,Name,Supervisor\njan@intake.test,Jan,nobody@intake.test\n"))
    expect(page.get_by_role("row", name=re.compile("Row 2"))).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_be_disabled()
    assert sideways(page) <= 0
    people = "jan@intake.test,Jan,Forge,Europe/Berlin\nkai@intake.test,Kai Neu,Forge,Europe/Berlin\n"
    new = f"Work Email,Name,Department,Time zone\n{people}"
    file.set_input_files(_file(new))
    differences = page.get_by_role("list", name="Changes")
    expect(differences.get_by_text("Kai Neu")).to_be_visible()
    expect(differences.get_by_role("deletion").filter(has_text="Design")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Import").click()
    page.get_by_role("dialog").get_by_role("button", name="Import").click()
    expect(page.get_by_text("The directory is up to date.")).to_be_visible()
    found = company.hr.get("/people?query=kai").ok()["items"]
    assert [person["department"] for person in found] == ["Forge"]


def _file(text: str) -> FilePayload:
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
