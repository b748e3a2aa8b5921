"""What HR keeps in order: people's entries, leavers, emails that came back; and a reader who wants no reminders."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import HR, Company, Hire, Staff, receiver
from tests.acceptance.reviews import Form, launched, new_cycle
from tests.browser.tabs import Tabs, go, local, violations

DOMAIN = "keeping.test"
BOUNCES = "bounce@simulator.amazonses.com"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Two managers; Quinn and Rosa work for the first, Sven leaves."""
    return company.hire(
        DOMAIN, [Hire("kora"), Hire("lars"), Hire("quinn", "kora"), Hire("rosa", "kora"), Hire("sven", "kora")]
    )


def edited(page: Page, person_id: str) -> Any:
    """The dialog in which HR changes someone's entry."""
    go(page, f"/people/{person_id}")
    page.get_by_role("button", name="Edit", exact=True).click()
    return page.get_by_role("dialog")


def test_hr_changes_an_entry_and_what_is_wrong_is_said_at_its_field(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Only what was changed is sent; the reporting line follows the manager."""
    page = tabs.open(company.base_url, HR)
    dialog = edited(page, staff["quinn"].id)
    address = dialog.get_by_label("Email")
    expect(dialog.get_by_role("button", name="Save")).to_be_disabled()
    dialog.get_by_label("Department").fill("Archives")
    dialog.get_by_label("Time zone").select_option("Asia/Tokyo")
    address.fill(staff["rosa"].email)
    dialog.get_by_role("button", name="Save").click()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_value(staff["rosa"].email)
    assert violations(page) == []
    address.fill(staff["quinn"].email)
    manager = dialog.get_by_role("combobox", name="Manager")
    manager.fill("Lars Kee")
    page.get_by_role("option", name="Lars Keeping").click()
    dialog.get_by_role("button", name="Save").click()

    expect(dialog).to_have_count(0)
    main = page.get_by_role("main")
    expect(main.get_by_text("Designer · Archives")).to_be_visible()
    expect(main.get_by_role("definition").filter(has_text="Asia/Tokyo")).to_be_visible()
    expect(main.locator(".chain").get_by_role("listitem")).to_have_text(["Lars Keeping", "Quinn Keeping"])
    entry = company.hr.get(f"/people/{staff['quinn'].id}").ok()
    assert (entry["title"], entry["email"], entry["manager"]["id"]) == (
        "Designer",
        staff["quinn"].email,
        staff["lars"].id,
    )


def test_who_left_loses_all_access_at_once_and_can_be_brought_back(company: Company, staff: Staff, tabs: Tabs) -> None:
    """It is asked about first, with what it means."""
    page = tabs.open(company.base_url, HR)
    go(page, f"/people/{staff['sven'].id}")
    page.get_by_role("button", name="Mark as left").click()
    dialog = page.get_by_role("dialog", name="Mark Sven Keeping as left?")
    expect(dialog.get_by_text("They lose access immediately")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    staff["sven"].calls.get("/me").ok()
    page.get_by_role("button", name="Mark as left").click()
    dialog.get_by_role("button", name="Mark as left").click()
    expect(page.get_by_text("Has left", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    assert violations(page) == []
    staff["sven"].calls.get("/me").refused(403)
    page.get_by_role("button", name="Reactivate").click()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    staff["sven"].calls.get("/me").ok()


def test_a_mail_that_came_back_is_sent_again_to_the_mended_address(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    """HR sees whom it did not reach and why; after another try it is gone from the list and in the right box."""
    rosa = f"/people/{staff['rosa'].id}"
    company.hr.put(rosa, {"email": BOUNCES}, company.hr.get(rosa).etag).ok()
    launched(company, new_cycle(company, form, "Undeliverable", [staff["rosa"]]))
    page = tabs.open(company.base_url, HR)
    page.get_by_role("link", name="Undelivered emails").click()
    rows = page.get_by_role("list", name="Undelivered emails").get_by_role("listitem").filter(has_text="Rosa Keeping")
    row = rows.filter(has_not_text="address changed")
    expect(row).to_contain_text(BOUNCES)
    expect(row.locator(".mail-problem")).to_have_text("The email bounced.")
    assert violations(page) == []
    row.get_by_role("link", name="Rosa Keeping").click()
    expect(page.get_by_text("Emails to this address bounce.")).to_be_visible()
    dialog = edited(page, staff["rosa"].id)
    dialog.get_by_label("Email").fill(staff["rosa"].email)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=staff["rosa"].email)).to_be_visible()
    expect(page.get_by_text("Emails to this address bounce.")).to_have_count(0)

    page.get_by_role("link", name="Undelivered emails").click()
    row.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Sent again to Rosa Keeping.")).to_be_visible()
    expect(row).to_have_count(0)
    company.settle()
    assert [
        mail for mail in company.mails() if receiver(mail) == staff["rosa"].email and "Undeliverable" in mail["text"]
    ]


def test_reminders_are_stopped_from_a_mail_without_signing_in(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    """Looking at the link changes nothing, the button does; another look says so."""
    made = new_cycle(company, form, "Reminded", [staff["quinn"]])
    launched(company, made)
    company.hr.post(f"/cycles/{made['id']}/nudge").ok()
    company.settle()
    said = "".join(mail["text"] for mail in company.mails() if receiver(mail) == staff["quinn"].email)
    found = re.search(r"(/unsubscribe\?token=(\S+))", said)
    assert found, "a nudge ends with a link to stop them"
    page = tabs.profile().new_page()
    page.goto(local(company.base_url) + found[1])
    expect(page.get_by_role("heading", name="Stop reminder emails?")).to_be_visible()
    asked = f"/mail/unsubscribe?token={found[2]}"
    assert company.nobody.get(asked).ok() == {"reminders": True}
    page.get_by_role("button", name="Stop reminders").click()
    expect(page.get_by_role("heading", name="Reminders are off.")).to_be_visible()
    assert company.nobody.get(asked).ok() == {"reminders": False}
    page.reload()
    expect(page.get_by_role("heading", name="Reminders are off.")).to_be_visible()
    page.get_by_role("link", name="Go to Throughline").click()
    expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()
