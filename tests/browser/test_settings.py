"""What everyone sets for themselves, and the help that is at hand."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire, Staff
from tests.browser.tabs import Tabs, go

DOMAIN = "settings.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return company.hire(DOMAIN, [Hire("vera"), Hire("wim", "vera")])


def test_settings_are_saved_at_once_and_outlive_a_reload(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Emails, the zone in which times are shown, and the theme."""
    page = tabs.open(company.base_url, staff["wim"].email)
    page.get_by_label("Account menu:").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("switch", name="Reflections").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    page.get_by_label("Show times in").select_option("Asia/Tokyo")
    expect(page.get_by_label("Show times in")).to_have_value("Asia/Tokyo")
    page.get_by_role("radio", name="Dark").check()
    page.reload()
    expect(page.get_by_role("switch", name="Reflections")).not_to_be_checked()
    expect(page.get_by_role("switch", name="Reminders")).to_be_checked()
    expect(page.get_by_label("Show times in")).to_have_value("Asia/Tokyo")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert staff["wim"].calls.get("/me").ok()["display_time_zone"] == "Asia/Tokyo"


def test_an_export_of_ones_own_data_is_asked_for_and_downloaded(company: Company, staff: Staff, tabs: Tabs) -> None:
    page = tabs.open(company.base_url, staff["vera"].email)
    go(page, "/settings")
    page.get_by_role("button", name="Export my data").press("Enter")
    expect(page.get_by_role("list", name="Exports").get_by_text("Ready")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Download the export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="throughline-export").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Delete the export").click()
    expect(page.get_by_role("list", name="Exports")).to_have_count(0)


def test_an_empty_list_leads_to_the_help_of_its_role(company: Company, staff: Staff, tabs: Tabs) -> None:
    page = tabs.open(company.base_url, staff["wim"].email)
    go(page, "/reviews")
    page.get_by_role("link", name="How this works").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    expect(page.get_by_role("link", name="Employees")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Managers").click()
    expect(page.get_by_role("heading", name="Who can read my private notes?")).to_be_visible()
