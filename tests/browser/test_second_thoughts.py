"""Unsharing, sharing again, editing what was shared, signing with a comment, reopening: as three people see it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of
from tests.browser.tabs import Tabs, go

DOMAIN = "thoughts.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager and a report."""
    return company.hire(DOMAIN, [Hire("mona"), Hire("ruth", "mona")])


@pytest.fixture(scope="module")
def review(company: Company, form: Form, staff: Staff) -> str:
    """Open, nothing written."""
    made = new_cycle(company, form, "Second thoughts", [staff["ruth"]])
    launched(company, made)
    return review_of(staff["ruth"], made)


def test_second_thoughts(company: Company, form: Form, staff: Staff, review: str, tabs: Tabs) -> None:
    """Three windows stay open; no one sees more than is shared at that moment."""
    ruth = _window(tabs, company, staff["ruth"].email, review)
    mona = _window(tabs, company, staff["mona"].email, review)
    hr = _window(tabs, company, "hr@example.test", review)
    staff["ruth"].calls.save(f"/reviews/{review}/self", {"answers": form.answers("self", "First words.")}).ok()
    _shared_taken_back_and_shared(ruth, mona, hr)
    answers = form.answers("manager", "Seen and valued.")
    staff["mona"].calls.save(f"/reviews/{review}/manager", {"answers": answers, "rating": 2}).ok()
    mona.reload()
    _shared_and_edited(mona, ruth, review)
    _signed_by_both_and_reopened(ruth, mona, hr)


def _shared_taken_back_and_shared(ruth: Page, mona: Page, hr: Page) -> None:
    ruth.reload()
    ruth.get_by_role("button", name="Share with Mona").wait_for()
    ruth.evaluate("scrollTo(0, document.body.scrollHeight)")
    _share(ruth, "Mona")
    _is_led_on(ruth, "That was the last one.")
    mona.reload()
    mona.get_by_role("button", name="Show the self-assessment").click()
    hr.reload()
    for other in (mona, hr):
        expect(other.get_by_text("First words.")).to_be_visible()

    ruth.get_by_role("button", name="Unshare").click()
    ruth.get_by_role("dialog").get_by_role("button", name="Unshare").click()
    _said(ruth, "Unshared.")
    expect(ruth.get_by_text("That was the last one.")).to_have_count(0)
    for other in (mona, hr):
        other.reload()
        other.locator("#main h1").wait_for()
        expect(other.get_by_text("First words.")).to_have_count(0)

    ruth.get_by_role("textbox", name="What went well?").fill("Better words.")
    _share(ruth, "Mona")
    mona.reload()
    expect(mona.get_by_text("Better words.")).to_be_visible()


def _shared_and_edited(mona: Page, ruth: Page, review: str) -> None:
    _share(mona, "Ruth")
    ruth.reload()
    expect(ruth.get_by_text("Seen and valued.")).to_be_visible()

    go(mona, "/")
    go(mona, f"/reviews/{review}")
    mona.get_by_role("button", name="Edit", exact=True).click()
    mona.get_by_role("textbox", name="What went well?").fill("Seen and much valued.")
    mona.get_by_role("button", name="Done editing").click()
    expect(mona.get_by_role("region", name="Your assessment")).to_be_focused()
    expect(mona.get_by_text("Seen and much valued.")).to_be_visible()
    ruth.reload()
    expect(ruth.get_by_text("Seen and much valued.")).to_be_visible()
    expect(ruth.get_by_text("Changed since you last read it")).to_be_visible()


def _signed_by_both_and_reopened(ruth: Page, mona: Page, hr: Page) -> None:
    _sign(ruth, "Fair. Thank you.")
    mona.reload()
    expect(mona.get_by_text("Fair. Thank you.")).to_be_visible()
    expect(mona.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    _sign(mona, "To the next year.")
    hr.reload()
    expect(hr.get_by_text("Complete", exact=True)).to_be_visible()
    expect(hr.get_by_text("To the next year.")).to_be_visible()

    hr.get_by_role("button", name="Reopen").click()
    dialog = hr.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("A date was wrong.")
    dialog.get_by_role("button", name="Reopen").click()
    _said(hr, "Reopened")
    ruth.reload()
    expect(ruth.get_by_text("A date was wrong.").first).to_be_visible()
    expect(ruth.get_by_role("button", name="Sign", exact=True)).to_be_visible()


def _window(tabs: Tabs, company: Company, email: str, review: str) -> Page:
    page = tabs.open(company.base_url, email)
    go(page, f"/reviews/{review}")
    page.get_by_role("heading", name="eview", level=1).wait_for()
    return page


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def _is_led_on(page: Page, words: str) -> None:
    """What comes next is where one looks, and where the keyboard is, however far down the button was."""
    banner = page.locator(".next").filter(has_text=words)
    expect(banner).to_be_in_viewport(ratio=1)
    expect(banner).to_be_focused()


def _share(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Share with {name}").click()
    page.get_by_role("dialog").get_by_role("button", name="Share now").click()
    _said(page, f"Shared with {name}")


def _sign(page: Page, comment: str) -> None:
    page.get_by_role("button", name="Sign", exact=True).click()
    dialog: Any = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Final comment").fill(comment)
    dialog.get_by_role("button", name="Sign", exact=True).click()
    _said(page, "Signed.")
