"""Anyone who sits down after a sign-out finds nothing: not on the device, not in other windows, not behind "back"."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of
from tests.browser.tabs import Tabs, drafts_here, go, sign_in

DOMAIN = "leaving.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager and two who write."""
    return company.hire(DOMAIN, [Hire("mia"), Hire("nora", "mia"), Hire("otto", "mia")])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """An open cycle of both."""
    made = new_cycle(company, form, "Leaving", [staff["nora"], staff["otto"]])
    launched(company, made)
    return made


def test_text_that_could_not_be_saved_goes_with_its_author(
    company: Company, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """It is asked about first; after that the page that goes away does not put it back on the device."""
    page = tabs.open(company.base_url, staff["nora"].email)
    go(page, f"/reviews/{review_of(staff['nora'], cycle)}")
    page.route("**/api/reviews/*/self", lambda sent: sent.abort())
    page.get_by_role("textbox", name="What went well?").fill("For nobody else.")
    expect(page.locator(".status-line")).to_have_text("Offline – kept on this device")
    _sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name="Sign out and delete").click()
    page.wait_for_url(f"{company.base_url}/")
    _is_out(page)
    assert drafts_here(page) == 0


def test_signing_out_in_one_window_signs_out_of_all(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """A new window needs no click to be signed in; none stays signed in when one is left."""
    one = tabs.open(company.base_url, staff["otto"].email)
    two = one.context.new_page()
    two.goto(f"{company.base_url}/reviews/{review_of(staff['otto'], cycle)}")
    two.get_by_role("textbox", name="What went well?").wait_for()
    _sign_out(one)
    _is_out(two)
    _is_out(one)


def test_the_back_button_shows_nothing_of_who_was_here(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """Browsers keep a page whole when it is left, with all that it shows."""
    page = tabs.remembering()
    sign_in(page, company.base_url, staff["otto"].email)
    go(page, f"/reviews/{review_of(staff['otto'], cycle)}")
    _sign_out(page)
    page.wait_for_url(f"{company.base_url}/")
    _is_out(page)
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile("/reviews/"))
    _is_out(page)
    expect(page.get_by_text("What went well?")).to_have_count(0)


def _sign_out(page: Page) -> None:
    page.get_by_label("Account menu:").click()
    page.get_by_role("button", name="Sign out").click()


def _is_out(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()
