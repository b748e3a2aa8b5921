"""Every screen: WCAG 2.2 AA in light and dark with its dialogs open, the focus seen wherever the keyboard comes to,
nothing sideways on a phone, a quiet console."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screens import NOBODY, SCREENS, Screen, opened, people_looking, places
from tests.browser.tabs import (
    PHONE,
    ROOT,
    WIDE,
    Tabs,
    arrived,
    colours,
    local,
    settled,
    sideways,
    sign_in,
    unseen_stops,
    violations,
)
from tests.local.server import Running


@pytest.fixture(scope="module")
def ids(demo: Running) -> dict[str, str]:
    """What addresses are made of."""
    return places(demo)


@pytest.mark.parametrize("who", people_looking())
def test_screens_and_their_dialogs_fit_everybody(demo: Running, ids: dict[str, str], tabs: Tabs, who: str) -> None:
    """All that one person sees, one after the other in one window; every finding is notified at the end."""
    page = tabs.profile().new_page()
    if who != NOBODY:
        sign_in(page, demo.url, who)
    findings: list[str] = []
    for screen in SCREENS:
        if screen.who == who:
            findings += _looked_at(page, demo, screen, screen.path.format(**ids))
    assert not findings, "\n".join(findings)


def _looked_at(page: Page, demo: Running, screen: Screen, path: str) -> list[str]:
    if screen.who == NOBODY:
        page.goto(local(demo.url) + path)
        settled(page)
    else:
        arrived(page, path)
    findings = [f"{screen.name}: {one}" for one in unseen_stops(page)]
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    findings += _checked(page, screen.name)
    for name in screen.opens:
        opened(page, name)
        findings += _checked(page, f"{screen.name}, {name}")
        page.keyboard.press("Escape")
        page.get_by_role("dialog").first.wait_for(state="hidden")
    return findings


def _checked(page: Page, where: str) -> list[str]:
    """All rules in light, those of colour again in dark, the width of a phone in passing."""
    settled(page)
    found = [f"{where}: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"{where}, dark: {one}" for one in colours(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    if wider := sideways(page):
        found.append(f"{where}: {wider} px sideways at {PHONE['width']}")
    page.set_viewport_size(WIDE)
    return found


def test_no_screen_is_left_out() -> None:
    """Each address that the client knows is among those looked at."""
    files = sorted((ROOT / "web/src/features").glob("*/routes.ts"))
    known = [path for one in files for path in re.findall(r'^  \w+: "(/[^"]*)",$', one.read_text(), re.MULTILINE)]
    looked_at = [screen.path.partition("?")[0] for screen in SCREENS]
    missing = [path for path in known if not any(_fits(path, one) for one in looked_at)]
    assert missing == []


def _fits(route: str, path: str) -> Any:
    """`:id` is one step of an address."""
    return re.fullmatch(re.sub(r":\w+", "[^/]+", route), path)
