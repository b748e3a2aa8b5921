"""An account in the company's own pool, as its owner sees it."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire, Staff
from tests.browser.tabs import Tabs, sideways, violations

DOMAIN = "accounts.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return company.hire(DOMAIN, [Hire("ada"), Hire("cleo", "ada")])


def test_whoever_has_signed_in_says_that_another_address_is_theirs(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Codes for a new password go to that address."""
    cleo = staff["cleo"]
    company.hr.post(f"/people/{cleo.id}/invite").ok()
    company.settle()
    page = tabs.open(company.base_url, cleo.email, phone=True)
    company.hr.save(f"/people/{cleo.id}", {"email": f"cleopatra@{DOMAIN}"}).ok()
    page.reload()
    expect(page.get_by_text(f"the directory now has a different email for you: cleopatra@{DOMAIN}")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) <= 0
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Use the new email").click()
    company.settle()
    page.reload()
    page.locator("#main h1").first.wait_for()
    expect(page.get_by_text("the directory now has a different email for you")).to_have_count(0)
    assert company.hr.get(f"/people/{cleo.id}").ok()["account"]["problem"] == ""
