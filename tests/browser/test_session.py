"""A session goes on over reloads, new windows and links of emails, and ends in all of them at once."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from infra.local.keys import LIFETIME
from tests.browser.tabs import Tabs, come, go, local
from tests.local.server import Running

LENA, YUKI = "lena@example.test", "yuki@example.test"
ISSUER = "/local/oidc/"
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open('throughline-session');
  opening.onsuccess = () => {
    const reading = opening.result.transaction('session').objectStore('session').getAll();
    reading.onsuccess = () => done(reading.result.length);
  };
})"""


def asked_by(page: Page, load: Callable[[], object], heading: str) -> list[str]:
    """Every address that this asks for until the heading is there."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    load()
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    return asked


def of_issuer(asked: list[str]) -> list[str]:
    return [url for url in asked if ISSUER in url]


def test_a_reload_asks_the_issuer_nothing_and_loads_the_page_once(demo: Running, tabs: Tabs) -> None:
    page = tabs.open(demo.url, LENA)
    go(page, "/reviews?status=open")
    asked = asked_by(page, page.reload, "Reviews")
    assert of_issuer(asked) == []
    assert asked.count(f"{local(demo.url)}/reviews?status=open") == 1


def test_a_link_of_an_email_opens_in_a_new_window_without_the_issuer(demo: Running, tabs: Tabs) -> None:
    first = tabs.open(demo.url, LENA)
    profile = first.context
    first.close()
    page = profile.new_page()
    asked = asked_by(page, lambda: page.goto(f"{local(demo.url)}/people?query=ana"), "People")
    assert of_issuer(asked) == []
    assert page.url.endswith("/people?query=ana")


def test_a_login_that_ran_out_while_the_page_was_closed_is_renewed_without_leaving_it(
    demo: Running, tabs: Tabs
) -> None:
    """One call for new tokens; the page goes nowhere."""
    page = tabs.open(demo.url, LENA)
    late = (LIFETIME - 100) * 1000
    page.context.add_init_script(f"const real = Date.now; Date.now = () => real() + {late};")
    asked = asked_by(page, page.reload, page.locator("#main h1").first.inner_text())
    assert [url.rpartition("/")[2] for url in of_issuer(asked)] == ["openid-configuration", "token"]


def test_signing_out_in_one_window_leaves_nothing_in_any(demo: Running, tabs: Tabs) -> None:
    """Not on the device, not at the issuer; a window that is opened later is out as well."""
    one = tabs.open(demo.url, YUKI)
    profile: BrowserContext = one.context
    two = profile.new_page()
    two.goto(f"{local(demo.url)}/reviews")
    expect(two.get_by_role("heading", name="Reviews", level=1)).to_be_visible()
    one.get_by_label("Account menu:").click()
    with one.expect_request("**/local/oidc/revoke"):
        one.get_by_role("button", name="Sign out").click()
    for page in (one, two, profile.new_page()):
        if page not in (one, two):
            page.goto(f"{local(demo.url)}/reviews")
        expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()
    assert one.evaluate(KEPT) == 0
    assert one.evaluate("localStorage.getItem('throughline-signed-in')") is None


def test_somebody_else_who_signs_in_is_signed_in_in_every_window(demo: Running, tabs: Tabs) -> None:
    """Nothing of the first stays on a screen of the second."""
    one = tabs.open(demo.url, YUKI)
    two = one.context.new_page()
    two.goto(f"{local(demo.url)}/local/oidc/logout")
    two.evaluate("localStorage.removeItem('throughline-signed-in')")
    expect(one.get_by_role("button", name="Sign in with your company account")).to_be_visible()
    come(two, local(demo.url))  # the client may turn to another page while it loads
    two.get_by_role("button", name="Sign in with your company account").click()
    two.get_by_label("Or type an address").fill(LENA)
    two.get_by_role("button", name="Sign in", exact=True).click()
    for page in (two, one):
        expect(page.get_by_label("Account menu: Lena")).to_be_visible()
