"""Tables of many reviews: searched, with chosen columns, exported; each row with its information; several at once."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import HR, Company, Hire, Staff
from tests.acceptance.reviews import Form, review_of
from tests.browser.tabs import Tabs, go, settled, sideways, violations


@pytest.fixture(scope="module")
def staff(company: Company, form: Form) -> Staff:
    """Rosa with four reports in an open cycle."""
    hires = [Hire("rosa"), *(Hire(key, "rosa") for key in ("sven", "tara", "udo", "vera"))]
    made = company.hire("lists.test", hires)
    days = {"opens_on": -1, "self_due_on": 5, "manager_due_on": 9, "sign_due_on": 12, "closes_on": 20}
    dates = {name: (company.now().date() + timedelta(days=many)).isoformat() for name, many in days.items()}
    who = {"person_ids": [made[key].id for key in ("sven", "tara", "udo", "vera")]}
    cycle = {"name": "Lists", "questionnaire_id": form.id, "participants": who, "timeline": dates}
    launched = company.hr.post("/cycles", cycle).ok()
    company.hr.post(f"/cycles/{launched['id']}/launch").ok()
    company.settle()
    share(made, launched, form, "sven")
    return made


def share(staff: Staff, cycle: dict[str, str], form: Form, key: str) -> None:
    calls, review = staff[key].calls, review_of(staff[key], cycle)
    calls.save(f"/reviews/{review}/self", {"answers": form.answers("self", "Written.")}).ok()
    calls.post(f"/reviews/{review}/self/share").ok()


def rows(page: Page, label: str, count: int) -> None:
    expect(page.get_by_role("table", name=label).locator("tbody").get_by_role("row")).to_have_count(count)


def exported(page: Page) -> list[str]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as CSV").click()
    return download.value.path().read_text(encoding="utf-8").splitlines()


def test_a_team_is_searched_and_its_columns_stay_chosen_on_the_device(
    company: Company, staff: Staff, tabs: Tabs
) -> None:
    page = tabs.open(company.base_url, staff["rosa"].email)
    go(page, "/team")
    rows(page, "My team", 4)
    page.get_by_label("Search by name").fill("sv")
    rows(page, "My team", 1)
    page.wait_for_url("**/team?query=sv")
    page.get_by_label("Search by name").fill("nobody")
    expect(page.get_by_role("table", name="My team")).to_have_count(0)
    page.get_by_role("button", name="Clear").first.click()
    rows(page, "My team", 4)
    expect(page.get_by_label("Search by name")).to_have_value("")
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Reports to", exact=True).check()
    page.get_by_label("Due", exact=True).uncheck()
    assert violations(page) == []
    page.reload()
    expect(page.get_by_role("columnheader", name="Reports to")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Due")).to_have_count(0)


def test_everything_that_the_filters_leave_is_exported_with_the_columns_shown(
    company: Company, staff: Staff, tabs: Tabs
) -> None:
    page = tabs.open(company.base_url, staff["rosa"].email)
    go(page, "/team?sort=name")
    rows(page, "My team", 4)
    head, *lines = exported(page)
    shown = [heading.inner_text() for heading in page.get_by_role("columnheader").all()]
    assert head.removeprefix("\ufeff").split(",") == [name for name in shown if name not in {"", "Actions"}]
    assert len(lines) == 4
    page.get_by_label("Search by name").fill("sv")
    rows(page, "My team", 1)
    assert len(exported(page)) == 2


def test_the_information_of_a_row_says_who_is_waited_for_and_is_no_reading(
    company: Company, staff: Staff, tabs: Tabs
) -> None:
    """[78] The one whose review it is sees no reader afterwards."""
    page = tabs.open(company.base_url, staff["rosa"].email)
    go(page, "/team")
    page.get_by_role("button", name=re.compile("^Information about Sven")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text(re.compile("Rosa .* to write"))
    expect(drawer).to_contain_text("Version 1, shared")
    expect(drawer).to_contain_text("No one has read it yet.")
    settled(page)
    assert violations(page) == []
    review = page.get_by_role("dialog").get_by_role("link").get_attribute("href")
    assert staff["sven"].calls.get(f"{review}").ok()["self"]["reads"] == []


def test_several_of_a_team_are_nudged_with_one_report(company: Company, staff: Staff, tabs: Tabs) -> None:
    post = company.post("lists.test")
    page = tabs.open(company.base_url, staff["rosa"].email, phone=True)
    go(page, "/team")
    for name in ("Tara", "Udo"):
        page.get_by_role("checkbox", name=re.compile(f"{name}.*review")).check()
    chosen = page.get_by_role("status").filter(has_text="2 reviews selected")
    chosen.get_by_role("button", name="Nudge").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 reviews nudged. 2 emails sent.")
    assert violations(page) == []
    assert sideways(page) <= 0
    assert sorted(post.receivers()) == ["tara", "udo"]


def test_the_board_finds_by_manager_and_selects_all(company: Company, staff: Staff, tabs: Tabs) -> None:
    page = tabs.open(company.base_url, HR)
    cycle = next(one for one in company.hr.every("/cycles") if one["name"] == "Lists")
    go(page, f"/hr/cycles/{cycle['id']}?manager_id={staff['sven'].id}")
    expect(page.get_by_role("table", name="Reviews")).to_have_count(0)
    go(page, f"/hr/cycles/{cycle['id']}?manager_id={staff['rosa'].id}")
    rows(page, "Reviews", 4)
    page.get_by_role("checkbox", name="Select all shown").check()
    expect(page.get_by_role("status").filter(has_text="4 reviews selected")).to_be_visible()
    assert violations(page) == []
    assert len(exported(page)) == 5
    go(page, "/")
    expect(page.get_by_role("list", name="Running cycles")).to_contain_text("Lists")
