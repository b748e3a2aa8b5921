"""Signing in, going around, the keyboard, and signing out."""

from playwright.sync_api import expect

from tests.browser.tabs import Tabs, go, local, violations
from tests.local.server import Running

MANAGER = "lena@example.test"
HR = "hr@example.test"


def test_signing_in_leads_home_and_a_reload_keeps_the_place(demo: Running, tabs: Tabs) -> None:
    """No token is readable in what the browser stores."""
    page = tabs.open(demo.url, MANAGER)
    expect(page).to_have_title("Home · Throughline")
    go(page, "/reviews?status=open")
    page.reload()
    expect(page.get_by_role("heading", name="Reviews", level=1)).to_be_visible()
    assert page.url.endswith("/reviews?status=open")
    assert page.evaluate("Object.values({...localStorage, ...sessionStorage}).some(v => v.includes('eyJ'))") is False


def test_a_link_of_a_mail_leads_there_after_signing_in(demo: Running, tabs: Tabs) -> None:
    """The way that an email begins."""
    page = tabs.profile().new_page()
    page.goto(f"{local(demo.url)}/people?query=ana")
    page.get_by_role("button", name="Sign in with your company account").click()
    page.get_by_label("Or type an address").fill(MANAGER)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Ana Lima")).to_be_visible()


def test_somebody_who_is_not_in_the_directory_is_told_so(demo: Running, tabs: Tabs) -> None:
    """And can sign out again."""
    page = tabs.profile().new_page()
    page.goto(local(demo.url))
    page.get_by_role("button", name="Sign in with your company account").click()
    page.get_by_label("Or type an address").fill("stranger@example.test")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="aren't in your company's directory")).to_be_visible()
    page.get_by_role("button", name="Use another account").click()
    expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()


def test_the_search_box_is_used_with_the_keyboard_alone(demo: Running, tabs: Tabs) -> None:
    """Ctrl-K, a name, Enter; titles and focus go along."""
    page = tabs.open(demo.url, MANAGER)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").wait_for()
    page.keyboard.type("ana l")
    expect(page.get_by_role("option", name="Ana Lima")).to_be_visible()
    assert violations(page) == []
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


def test_a_page_that_is_older_than_the_deployed_client_loads_itself_anew(demo: Running, tabs: Tabs) -> None:
    """Parts have other names after a deployment; anyone who goes on is not stranded."""
    page = tabs.open(demo.url, MANAGER)
    page.route("**/assets/People-*.js", lambda route: route.abort(), times=1)
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
    tabs.complaints.clear()


def test_filters_stand_in_the_address(demo: Running, tabs: Tabs) -> None:
    """So that a list can be kept and sent."""
    page = tabs.open(demo.url, MANAGER)
    go(page, "/reviews")
    page.get_by_label("My role").select_option("reviewer")
    page.wait_for_url("**/reviews?role=reviewer")
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url("**/reviews")
    for path, field in (("/reflections?role=manager", "Search titles"), ("/people", "First or last name")):
        go(page, path)
        page.get_by_role("searchbox", name=field).fill("yuki")
        page.wait_for_url(f"**{path.partition('?')[0]}?*query=yuki")
        go(page, f"{path}{'&' if '?' in path else '?'}query=ben")
        expect(page.get_by_role("searchbox", name=field)).to_have_value("ben")


def test_what_is_of_hr_is_not_there_for_others(demo: Running, tabs: Tabs) -> None:
    """It is said whose it is; nothing is asked for."""
    page = tabs.open(demo.url, MANAGER)
    for place in ("cycles", "questionnaires", "questionnaires/new", "mails", "import", "audit"):
        go(page, f"/hr/{place}")
        expect(page.get_by_role("heading", name="You don't have permission to see this page", level=1)).to_be_visible()
        expect(page).to_have_title("You don't have permission to see this page · Throughline")


def test_after_signing_out_nobody_is_signed_in(demo: Running, tabs: Tabs) -> None:
    """Also not at the issuer."""
    page = tabs.open(demo.url, MANAGER)
    page.get_by_label("Account menu:").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with your company account").click()
    expect(page.get_by_label("Or type an address")).to_be_visible()


def test_the_menu_of_a_phone_is_a_drawer(demo: Running, tabs: Tabs) -> None:
    """390 pixels; it closes by going somewhere."""
    page = tabs.open(demo.url, HR, phone=True)
    page.get_by_role("button", name="Menu", exact=True).click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("link", name="Questionnaires").wait_for()
    assert violations(page) == []
    drawer.get_by_role("link", name="Questionnaires").click()
    page.wait_for_url("**/hr/questionnaires")
    expect(drawer).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_a_phone_has_a_bar_of_four_and_what_can_be_begun(demo: Running, tabs: Tabs) -> None:
    """The bar lies upon the page, and hides nothing of it."""
    page = tabs.open(demo.url, MANAGER, phone=True)
    bar = page.get_by_role("navigation", name="Shortcuts")
    expect(bar.get_by_role("link")).to_have_count(4)
    bar.get_by_role("link", name="Reviews").click()
    expect(page.get_by_role("heading", name="Reviews", level=1)).to_be_visible()
    expect(bar.get_by_role("link", name="Reviews")).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_role("link", name="Record a reflection").click()
    page.wait_for_url("**/reflections/new")


def test_nothing_behind_a_dialog_can_be_reached_and_the_focus_returns_where_it_was(demo: Running, tabs: Tabs) -> None:
    """Also where one dialog takes the place of another; what is said lies above all of them."""
    cycles = demo.person(HR).get("/cycles?limit=100").body["items"]
    page = tabs.open(demo.url, HR)
    go(page, f"/hr/cycles/{next(one['id'] for one in cycles if one['state'] == 'open')}")
    more = page.get_by_role("button", name="More actions for").first
    more.click()
    page.get_by_role("dialog").get_by_role("button", name="Extend deadline").click()
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert page.evaluate(REACHED) == [True, False]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(more).to_be_focused()
    assert page.evaluate(REACHED) == [False, False]


REACHED = "() => [...document.querySelectorAll('.shell, .toasts')].map((one) => one.closest('[inert]') !== null)"
