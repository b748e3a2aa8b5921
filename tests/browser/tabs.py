"""Browser tabs of people who are signed in, and what is asked of every page."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "dist"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
"""No one is asked whether the screen may be recorded; screen, camera and microphone are Chromium's own."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Scheme = Literal["light", "dark"]
WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}


class Tabs:
    """Opens tabs, each in a browser profile of its own. `complaints` collects what their consoles said."""

    def __init__(self, browser: Browser, chromium: BrowserType) -> None:
        self._browser = browser
        self._chromium = chromium
        self._closes: list[Callable[[], None]] = []
        self.complaints: list[str] = []

    def close(self) -> None:
        """Leave nothing of this test to the next one, which has the same browser."""
        for close in reversed(self._closes):
            # Of a browser that a test has killed, nothing is left to close.
            with suppress(Exception):
                close()

    def profile(self, *, scheme: Scheme = "light", phone: bool = False) -> BrowserContext:
        """A profile: no one signed in, nothing kept. Without the page's own policy, so that axe can be run in it."""
        made = self._browser.new_context(
            viewport=PHONE if phone else WIDE,
            color_scheme=scheme,
            bypass_csp=True,
            reduced_motion="reduce",
            locale="en-GB",
        )
        made.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        made.on("console", self._heard)
        self._closes.append(made.close)
        return made

    def lasting(self, folder: Path) -> BrowserContext:
        """A browser of its own whose profile stays in `folder`, so that it can be killed and started again."""
        made = self._chromium.launch_persistent_context(
            folder, executable_path=CHROMIUM, args=FLAGS, viewport=WIDE, locale="en-GB"
        )
        self._closes.append(made.close)
        return made

    def remembering(self) -> Page:
        """A page of a browser that keeps pages whole for its back button, as everyone's does, Playwright's not."""
        started = self._chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
        )
        self._closes.append(started.close)
        return started.new_page(viewport=WIDE, locale="en-GB")

    def open(self, url: str, email: str, *, scheme: Scheme = "light", phone: bool = False) -> Page:
        """A window in which anyone who has this address is signed in and sees home."""
        page = self.profile(scheme=scheme, phone=phone).new_page()
        sign_in(page, url, email)
        return page

    def _heard(self, said: ConsoleMessage) -> None:
        """A browser writes failed requests to the console itself; tests that cause them look at the page instead."""
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {said.text}")


def local(url: str) -> str:
    """The name under which the client is served: the issuer's."""
    return url.replace("127.0.0.1", "localhost")


def sign_in(page: Page, url: str, email: str) -> None:
    """Through the client's own button and the local issuer's page."""
    page.goto(local(url))
    page.get_by_role("button", name="Sign in with your company account").click()
    page.get_by_label("Or type an address").fill(email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("#main h1").first.wait_for()


def go(page: Page, path: str) -> None:
    """Another screen of the client, without loading the page again."""
    page.evaluate("path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }", path)
    page.locator("#main h1").first.wait_for()


def arrived(page: Page, path: str) -> None:
    """Another screen of the client, complete."""
    go(page, path)
    settled(page)


def settled(page: Page) -> None:
    """Nothing is loading anymore, and nothing has come for a moment."""
    page.evaluate(QUIET)


QUIET = """() => new Promise((done) => {
  let seen = -1, quiet = 0;
  const look = () => {
    const now = performance.getEntriesByType('resource').length + document.querySelectorAll('*').length;
    const busy = document.querySelector('[aria-label=Loading], [aria-label^="[Löåd"], [data-loading=true]');
    quiet = now === seen && !busy ? quiet + 1 : 0;
    seen = now;
    if (quiet >= 5) done(); else setTimeout(look, 50);
  };
  look();
})"""


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands."""
    return _axe(page, LEVELS)


def colours(page: Page) -> list[str]:
    """The same for the rules that depend on colours alone."""
    return _axe(page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})


def _axe(page: Page, rules: object) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(VIOLATIONS, rules)
    return found


VIOLATIONS = """async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return found.violations.map(({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""
"""Only what is wrong leaves the page: all that is right, with its HTML, is megabytes."""


def unseen_stops(page: Page, key: str = "Tab") -> list[str]:
    """Where the keyboard stops and the focus cannot be seen then: beneath a bar, or not drawn at all."""
    page.evaluate("() => { document.activeElement?.blur(); window.stops = new Set(); }")
    unseen: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        found: str | None = page.evaluate(STOP)
        if found is None:
            break
        if found:
            unseen.append(found)
    return unseen


MOST_STOPS = 250
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || window.stops.has(at)) return null;
  window.stops.add(at);
  const field = at.matches('input, select, textarea, [contenteditable=true]');
  const shown = at.matches('input') ? at.closest('label, .mantine-Checkbox-root, .mantine-Radio-root') ?? at : at;
  const {left, right, top, bottom} = shown.getBoundingClientRect();
  const [edgeX, edgeY] = [[0, innerWidth], [0, innerHeight]];
  const within = (from, to, share, [low, high]) => Math.max(from, low) + (Math.min(to, high) - Math.max(from, low)) * share;
  const seen = [0.1, 0.5, 0.9].some((x) => [0.1, 0.3, 0.5, 0.7, 0.9].some((y) => {
    const one = document.elementFromPoint(within(left, right, x, edgeX), within(top, bottom, y, edgeY));
    return one && (shown.contains(one) || (one.contains(shown) && one.matches('label, button, a, li, span, td')));
  }));
  if (!seen) return `hidden: ${shown.outerHTML.slice(0, 120)}`;
  const drawn = (one) => one && (getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none');
  const chain = [at, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement, at.closest('.editor, label')];
  return field || chain.some(drawn) ? '' : `no outline: ${at.outerHTML.slice(0, 120)}`;
}"""  # noqa: E501 - a function of the page


def drafts_here(page: Page) -> int:
    """How many drafts the device keeps."""
    counted: int = page.evaluate(DRAFTS)
    return counted


DRAFTS = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('throughline');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction('drafts').objectStore('drafts').count();
    counting.onsuccess = () => resolve(counting.result);
  };
})"""


def come(page: Page, url: str) -> None:
    """Load a page of the client, also where the one before is just turning to another page by itself."""
    from playwright.sync_api import Error

    for left in (2, 1, 0):
        try:
            page.goto(url, wait_until="commit")
        except Error as error:
            if not left or "interrupted by another navigation" not in error.message:
                raise
        else:
            return


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it has taken in how wide that is."""
    from playwright.sync_api import TimeoutError as Late

    with suppress(Late):
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        page.wait_for_function(fits, timeout=3_000)
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
