"""Signing in, going around, the keyboard, and signing out."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, Scheme, go, local, settled, sideways, sign_in, violations
from tests.local.server import Running

MANAGER = "lena@example.test"
HR = "hr@example.test"
SCREENS = ["/", "/reviews", "/reviews?role=reviewer", "/people", "/people?query=ma"]


def test_signing_in_leads_home_and_a_reload_keeps_the_place(demo: Running, desk: Desk) -> None:
    """A token is never stored: the page goes to the issuer and back by itself."""
    page = desk.window(demo.url, MANAGER)
    expect(page).to_have_title("Home · Throughline")
    go(page, "/reviews?status=open")
    page.reload()
    expect(page.get_by_role("heading", name="Reviews", level=1)).to_be_visible()
    assert page.url.endswith("/reviews?status=open")
    assert page.evaluate("Object.values({...localStorage, ...sessionStorage}).some(v => v.includes('eyJ'))") is False


def test_a_link_of_a_mail_leads_there_after_signing_in(demo: Running, desk: Desk) -> None:
    """The way that a mail begins."""
    page = desk.profile().new_page()
    page.goto(f"{local(demo.url)}/people?query=ana")
    page.get_by_role("button", name="Sign in with your company account").click()
    page.get_by_label("Or type an address").fill(MANAGER)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Ana Lima")).to_be_visible()


def test_somebody_who_is_not_in_the_directory_is_told_so(demo: Running, desk: Desk) -> None:
    """And can sign out again."""
    page = desk.profile().new_page()
    page.goto(local(demo.url))
    page.get_by_role("button", name="Sign in with your company account").click()
    page.get_by_label("Or type an address").fill("stranger@example.test")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="not in your company's directory")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()


def test_the_search_box_is_used_with_the_keyboard_alone(demo: Running, desk: Desk) -> None:
    """Ctrl-K, a name, Enter; titles and focus go along."""
    page = desk.window(demo.url, MANAGER)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("ana l")
    expect(page.get_by_role("option", name="Ana Lima")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ana Lima", level=1)).to_be_visible()
    expect(page).to_have_title("Ana Lima · Throughline")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Reviews", level=1)).to_be_visible()


def test_filters_stand_in_the_address(demo: Running, desk: Desk) -> None:
    """So that a list can be kept and sent."""
    page = desk.window(demo.url, MANAGER)
    go(page, "/reviews")
    page.get_by_label("My part").select_option("reviewer")
    page.wait_for_url("**/reviews?role=reviewer")
    page.get_by_role("button", name="Clear the filters").click()
    page.wait_for_url("**/reviews")


def test_after_signing_out_nobody_is_signed_in(demo: Running, desk: Desk) -> None:
    """Also not at the issuer."""
    page = desk.window(demo.url, MANAGER)
    page.get_by_label("Account of").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with your company account").click()
    expect(page.get_by_label("Or type an address")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shell_fits_everybody(demo: Running, desk: Desk, scheme: Scheme) -> None:
    """WCAG 2.2 AA, with its dialogs open."""
    page = desk.profile(scheme=scheme).new_page()
    page.goto(local(demo.url))
    page.get_by_role("button", name="Sign in with your company account").wait_for()
    assert violations(page) == []
    sign_in(page, demo.url, HR)
    for path in SCREENS:
        go(page, path)
        settled(page)
        assert violations(page) == [], path
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("ma")
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_label("Account of").click()
    page.get_by_role("button", name="Sign out").wait_for()
    assert violations(page) == []


def test_a_phone_shows_everything_without_sideways_scrolling(demo: Running, desk: Desk) -> None:
    """390 pixels, navigation in a drawer."""
    page = desk.window(demo.url, HR, phone=True)
    for path in SCREENS:
        go(page, path)
        settled(page)
        assert sideways(page) <= 0, path
    page.get_by_label("Menu").click()
    page.get_by_role("dialog").get_by_role("link", name="Questionnaires").click()
    page.wait_for_url("**/hr/questionnaires")
