"""HR sets up a cycle, rehearses and launches it, and runs it from the board."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.acceptance.company import HR, Company, Hire
from tests.acceptance.reviews import Form, new_cycle, review_of
from tests.browser.tabs import Tabs, go, settled, sideways, violations

DOMAIN = "wizard.test"


def test_from_the_wizard_over_the_rehearsal_to_the_board(company: Company, form: Form, tabs: Tabs) -> None:
    """[106] A problem stands at its field, the count follows the filter, the board follows the launch."""
    company.hire(
        DOMAIN,
        [Hire("wilma", department="Ateliers"), Hire("xaver", "wilma", department="Ateliers")],
    )
    page = tabs.open(company.base_url, HR)
    go(page, "/hr/cycles/new")
    _named(page, "Ateliers round")
    _filtered(page, "Ateliers")
    _dated(page, company)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("checkbox", name="Overall rating").check()
    assert violations(page) == []
    page.get_by_role("button", name="Save and rehearse").click()

    expect(page.get_by_role("heading", name="Ateliers round", level=1)).to_be_visible()
    expect(page.get_by_text("No manager", exact=True)).to_be_visible()
    page.get_by_role("button", name="Who reviews whom").click()
    expect(page.get_by_role("list", name="Who reviews whom").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("dialog").get_by_text("1 review will be created.")).to_be_visible()
    page.get_by_role("button", name="Launch now").click()

    board = page.get_by_role("table", name="Reviews")
    expect(board.get_by_role("link", name=re.compile("^Xaver"))).to_be_visible()
    expect(page.get_by_text("1 person has no review")).to_be_visible()
    _run(page, board_name="Xaver")
    assert [mail for mail in company.mails() if mail["to"].startswith("xaver@") and "reminder" not in mail["subject"]]


def test_a_deadline_that_is_over_is_confirmed_before_a_launch(company: Company, form: Form, tabs: Tabs) -> None:
    """Nobody could do anything by it anymore; that a cycle opens on a day that is over is fine."""
    staff = company.hire("late.test", [Hire("lars"), Hire("mila", "lars")])
    made = new_cycle(company, form, "Begun too late", [staff["mila"]])
    due = {"opens_on": _day(company, -9), "self_due_on": _day(company, -2)}
    seen = company.hr.get(f"/cycles/{made['id']}")
    company.hr.patch(f"/cycles/{made['id']}", {"timeline": due}, seen.etag).ok()
    page = tabs.open(company.base_url, HR)
    go(page, f"/hr/cycles/{made['id']}")
    page.get_by_role("button", name="Launch", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("“Self-assessment due” is in the past.")
    expect(dialog.get_by_role("alert")).not_to_contain_text("Opens")
    expect(dialog.get_by_role("button", name="Launch now")).to_be_disabled()
    dialog.get_by_role("checkbox", name="use a date in the past").check()
    dialog.get_by_role("button", name="Launch now").click()
    expect(page.get_by_role("table", name="Reviews").get_by_role("link", name=re.compile("^Mila"))).to_be_visible()


def _day(company: Company, prefetch: int) -> str:
    return (company.now().date() + timedelta(days=prefetch)).isoformat()


def _named(page: Page, name: str) -> None:
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name=re.compile("Name and questionnaire")).click()
    expect(page.get_by_text("Enter a name.")).to_be_visible()
    page.get_by_role("textbox", name="Name", exact=False).first.fill(name)
    page.get_by_role("combobox", name="Questionnaire").select_option(label="Every kind")
    page.get_by_role("button", name="Next").click()


def _filtered(page: Page, department: str) -> None:
    page.get_by_role("radio", name="Part of the company").check()
    page.get_by_label("Department").first.click()
    page.get_by_role("option", name=re.compile(department)).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status").filter(has_text="2 people take part")).to_be_visible()
    page.get_by_role("button", name="Next").click()


def _dated(page: Page, company: Company) -> None:
    today = company.now().date()
    page.get_by_label("Opens").fill((today - timedelta(days=1)).isoformat())
    page.get_by_label("Sign by").fill((today - timedelta(days=9)).isoformat())
    expect(page.get_by_text("Choose “Manager's assessment due” or a later date.")).to_be_visible()
    page.get_by_label("Sign by").fill((today + timedelta(days=40)).isoformat())
    expect(page.get_by_text("or a later date.")).to_have_count(0)


def _run(page: Page, board_name: str) -> None:
    """Filter by the address, act on one, act on those chosen."""
    page.get_by_label("Status").select_option("complete")
    page.wait_for_url("**/*status=complete")
    expect(page.get_by_text("No matching reviews")).to_be_visible()
    page.get_by_role("button", name="Clear filters").first.click()
    page.get_by_role("checkbox", name=re.compile(f"^Select {board_name}")).check()
    chosen = page.get_by_role("status").filter(has_text="1 review selected")
    chosen.get_by_role("button", name="Extend deadline").click()
    page.get_by_role("dialog").get_by_role("button", name="Extend deadline").click()
    expect(page.get_by_text("1 deadline extended. 1 email sent.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name=re.compile(f"^More actions for {board_name}")).click()
    page.get_by_role("button", name=re.compile("^Remove from cycle")).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove from cycle").click()
    expect(page.get_by_role("table", name="Reviews").get_by_text("Withdrawn")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("table", name="Reviews").get_by_text("0 of 2")).to_be_visible()


def test_hr_is_told_who_was_left_out_and_asked_about_a_date_in_the_past(
    company: Company, form: Form, tabs: Tabs
) -> None:
    """Never "added" where no one was added; each who is left out is named with the reason."""
    team = [Hire("kuno"), Hire("lara", "kuno"), Hire("mona", "kuno")]
    staff = company.hire("leftout.test", team)
    made = company.hr.post("/cycles", _body(company, form, [staff["lara"].id])).ok()
    company.hr.post(f"/cycles/{made['id']}/launch").ok()
    company.settle()
    page = tabs.open(company.base_url, HR)
    go(page, f"/hr/cycles/{made['id']}")
    page.get_by_role("button", name="Add people").click()
    for name in ("Kuno", "Lara", "Mona"):
        page.get_by_role("combobox", name="Add person").fill(name)
        page.get_by_role("option", name=re.compile(name)).click()
    page.get_by_role("button", name="Add", exact=True).click()
    told = page.get_by_role("dialog", name="2 people were not added")
    expect(told).to_contain_text("Already has a review in this cycle.")
    expect(told).to_contain_text(re.compile("Kuno .*: "))
    expect(told).to_contain_text(re.compile("Added: Mona"))
    assert violations(page) == []
    told.get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name="Share for all").click()
    page.get_by_role("button", name="Share on behalf").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 reviews couldn't be changed")
    expect(page.get_by_role("dialog")).to_contain_text("The self-assessment hasn't been started.")
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name="Name, dates and contacts").click()
    yesterday = (company.now() - timedelta(days=1)).date().isoformat()
    page.get_by_label("Self-assessment due").fill(yesterday)
    expect(page.get_by_text("“Self-assessment due” is in the past.")).to_be_visible()
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    page.get_by_label("Yes, use a date in the past").check()
    assert violations(page) == []
    save.click()
    expect(page.get_by_text("2 reviews have the new dates.")).to_be_visible()


def test_the_board_is_filtered_by_stage_and_department_in_its_address(company: Company, form: Form, tabs: Tabs) -> None:
    """Progress in three states, whole and by department; each count leads to its reviews, also after a reload."""
    team = [Hire("gero"), Hire("hilda", "gero"), Hire("iris", "gero", department="Glass"), Hire("jon", "gero")]
    staff = company.hire("stages.test", team)
    made = company.hr.post("/cycles", _body(company, form, [staff[one].id for one in ("hilda", "iris", "jon")])).ok()
    company.hr.post(f"/cycles/{made['id']}/launch").ok()
    company.settle()
    for one in ("hilda", "iris"):
        own = f"/reviews/{review_of(staff[one], made)}/self"
        staff[one].calls.save(own, {"answers": form.answers("self", "Written.")}).ok()
    staff["hilda"].calls.post(f"/reviews/{review_of(staff['hilda'], made)}/self/share").ok()

    page = tabs.open(company.base_url, HR)
    go(page, f"/hr/cycles/{made['id']}")
    stage = page.get_by_role("group", name="Self-assessments")
    expect(stage.get_by_role("button")).to_have_text(["1 shared", "1 started", "1 not started"])
    glass = page.get_by_role("row", name=re.compile("Glass")).get_by_role("img", name=re.compile("Self-assessments"))
    expect(glass).to_have_accessible_name("Glass, Self-assessments: 0 shared, 1 started, 0 not started")
    stage.get_by_role("button", name="1 not started").click()
    page.wait_for_url("**/*stage=self_not_begun")
    _listed(page, "Jon")
    page.reload()
    _listed(page, "Jon")
    expect(page.get_by_label("Stage", exact=True)).to_have_value("self_not_begun")
    expect(stage.get_by_role("button", name="1 not started")).to_have_attribute("aria-pressed", "true")
    assert violations(page) == []
    page.get_by_label("Stage", exact=True).select_option(label="Self-assessments: started")
    _listed(page, "Iris")
    page.get_by_label("Stage", exact=True).select_option(label="Any stage")
    page.get_by_role("button", name="Glass", exact=True).click()
    page.wait_for_url("**/*department=Glass")
    _listed(page, "Iris")
    page.get_by_label("Department", exact=True).select_option("Design")
    _listed(page, "Hilda", "Jon")


def _listed(page: Page, *names: str) -> None:
    rows = page.get_by_role("table", name="Reviews").locator("tbody").get_by_role("row")
    expect(rows).to_have_count(len(names))
    for row, name in zip(rows.all(), names, strict=True):
        expect(row.get_by_role("rowheader")).to_contain_text(name)


def test_assistants_run_a_cycle_without_what_only_admins_may(company: Company, form: Form, tabs: Tabs) -> None:
    """Status only: neither extending nor designing nor importing, and never a rating."""
    staff = company.hire("assist.test", [Hire("abel"), Hire("bea", "abel"), Hire("carl", roles="hr_assistant")])
    made = company.hr.post("/cycles", _body(company, form, [staff["bea"].id])).ok()
    company.hr.post(f"/cycles/{made['id']}/launch").ok()
    company.settle()
    page = tabs.open(company.base_url, staff["carl"].email, phone=True)
    go(page, f"/hr/cycles/{made['id']}")
    settled(page)
    expect(page.get_by_role("button", name="Nudge all")).to_be_visible()
    expect(page.get_by_role("button", name="Extend for all")).to_have_count(0)
    assert sideways(page) <= 0
    assert violations(page) == []
    go(page, "/hr/import")
    expect(page.get_by_role("heading", name="You don't have permission to see this page")).to_be_visible()
    go(page, f"/hr/questionnaires/{form.id}")
    settled(page)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)


def _body(company: Company, form: Form, person_ids: list[str]) -> dict[str, object]:
    days = {"opens_on": -1, "self_due_on": 5, "manager_due_on": 9, "sign_due_on": 12, "closes_on": 20}
    dates = {name: (company.now().date() + timedelta(days=many)).isoformat() for name, many in days.items()}
    who = {"person_ids": person_ids}
    return {"name": "Assisted", "questionnaire_id": form.id, "participants": who, "timeline": dates}
