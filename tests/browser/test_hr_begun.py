"""What HR had begun, in the cycle wizard and in the questionnaire designer: kept on the device until it is saved."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.acceptance.company import HR, Company, Hire
from tests.acceptance.reviews import Form
from tests.browser.device import back, eventually, kill, on_device
from tests.browser.tabs import Tabs, go, sign_in, violations

OFFER = "You have an unsaved draft"


def kept(page: Page, *words: str) -> None:
    """All of it is on the device while the person looks up."""
    assert eventually(lambda: all(one in on_device(page) for one in words), seconds=2)


def offered(page: Page) -> None:
    """Wait for the offer to go on."""
    expect(page.get_by_role("heading", name=OFFER)).to_be_visible()


def fresh(page: Page) -> None:
    """Nothing is offered: the form itself is there, at its first field."""
    expect(page.get_by_role("heading", name="Name and questionnaire")).to_be_visible()
    expect(page.get_by_role("heading", name=OFFER)).to_have_count(0)


def test_a_killed_browser_loses_nothing_of_a_cycle_being_set_up(
    company: Company, form: Form, tabs: Tabs, tmp_path: Path
) -> None:
    """Every step of it is back; saved, it is offered no more."""
    company.hire("begun.test", [Hire("olaf", department="Begun"), Hire("pia", "olaf", department="Begun")])
    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    sign_in(page, company.base_url, HR)
    go(page, "/hr/cycles/new")
    page.get_by_role("textbox", name="Name", exact=False).first.fill("Half a cycle")
    page.get_by_role("combobox", name="Questionnaire").select_option(label="Every kind")
    page.get_by_role("textbox", name="Instructions").fill("Ask Pia.")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("radio", name="Part of the company").check()
    page.get_by_label("Department").first.click()
    page.get_by_role("option", name=re.compile("Begun")).click()
    page.keyboard.press("Escape")
    kept(page, "Half a cycle", "Ask Pia.", '"Begun"')
    kill(tmp_path)

    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    back(page, company.base_url, HR)
    go(page, "/hr/cycles/new")
    offered(page)
    assert violations(page) == []
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("textbox", name="Name", exact=False).first).to_have_value("Half a cycle")
    expect(page.get_by_role("textbox", name="Instructions")).to_have_text("Ask Pia.")
    steps = page.get_by_role("list", name="Steps")
    steps.get_by_role("button", name="People").click()
    expect(page.get_by_role("status").filter(has_text="2 people take part")).to_be_visible()
    steps.get_by_role("button", name="Options").click()
    page.get_by_role("button", name="Save and rehearse").click()
    expect(page.get_by_role("heading", name="Half a cycle", level=1)).to_be_visible()
    assert on_device(page) == "[]"
    go(page, "/hr/cycles/new")
    fresh(page)
    profile.close()


def test_changes_of_a_stored_cycle_are_kept_over_a_reload_until_they_are_discarded(
    company: Company, form: Form, tabs: Tabs
) -> None:
    """Anyone who only looked is asked nothing; who discards sees what is saved; what is newer there is said."""
    made = company.hr.post("/cycles", _body(company, form)).ok()
    page = tabs.open(company.base_url, HR)
    edit = f"/hr/cycles/{made['id']}/edit"
    go(page, edit)
    fresh(page)
    page.reload()
    fresh(page)
    name = page.get_by_role("textbox", name="Name", exact=False).first
    name.fill("Begun and stored and more")
    kept(page, "Begun and stored and more")
    page.reload()
    offered(page)
    expect(page.get_by_text("has changed since")).to_have_count(0)
    cycle = f"/cycles/{made['id']}"
    company.hr.patch(cycle, {"instructions": "<p>Newer.</p>"}, company.hr.get(cycle).etag).ok()
    page.reload()
    offered(page)
    expect(page.get_by_text("has changed since")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(name).to_have_value("Begun and stored")
    page.reload()
    fresh(page)


def test_a_questionnaire_half_designed_survives_a_reload_and_another_screen(company: Company, tabs: Tabs) -> None:
    """Offered again, gone on with, saved; signing out removes what was begun."""
    page = tabs.open(company.base_url, HR)
    go(page, "/hr/questionnaires/new")
    page.get_by_role("textbox", name="Title", exact=False).first.fill("Half a form")
    page.get_by_role("textbox", name="Question", exact=True).fill("What was begun?")
    page.get_by_role("link", name="People", exact=True).click()
    go(page, "/hr/questionnaires/new")
    offered(page)
    page.reload()
    offered(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("complementary", name="Preview").get_by_text("What was begun?")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/hr/questionnaires/(?!new)"))
    assert on_device(page) == "[]"

    title = page.get_by_role("textbox", name="Title", exact=False).first
    title.fill("Half a form, changed")
    kept(page, "Half a form, changed")
    page.reload()
    offered(page)
    page.get_by_role("button", name="Continue").click()
    expect(title).to_have_value("Half a form, changed")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_label("Account menu:").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out and delete").click()
    page.get_by_role("button", name="Sign in with your company account").wait_for()
    assert on_device(page) == "[]"


def _body(company: Company, form: Form) -> dict[str, object]:
    year = company.now().year + 1
    days = {"opens_on": "01", "self_due_on": "05", "manager_due_on": "09", "sign_due_on": "12", "closes_on": "20"}
    dates = {name: f"{year}-02-{day}" for name, day in days.items()}
    everyone = {"everyone": True}
    return {"name": "Begun and stored", "questionnaire_id": form.id, "participants": everyone, "timeline": dates}
