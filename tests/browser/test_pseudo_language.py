"""Every screen in the pseudo-language: no word that stands outside of the catalogue, none that is cut off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pseudo import Pseudo, accented, built
from tests.browser.screens import NOBODY, SCREENS, Screen, opened, people_looking, places
from tests.browser.tabs import PHONE, WIDE, Tabs, arrived, local, settled, sideways, sign_in
from tests.local.server import Running


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client in the pseudo-language."""
    return built(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def ids(demo: Running) -> dict[str, str]:
    """What addresses are made of."""
    return places(demo)


@pytest.mark.parametrize("who", people_looking())
def test_every_word_stands_in_the_catalogue_and_fits(
    demo: Running, client: Path, ids: dict[str, str], tabs: Tabs, who: str
) -> None:
    page = tabs.profile().new_page()
    if who != NOBODY:
        sign_in(page, demo.url, who)
    pseudo = Pseudo(page, demo.url, client, who)
    settled(page)
    findings: dict[str, str] = {}
    for screen in SCREENS:
        if screen.who == who:
            _look(page, demo, screen, screen.path.format(**ids), lambda where: _note(findings, pseudo, where))
    tabs.complaints[:] = [one for one in tabs.complaints if "address space" not in one]
    assert not findings, "\n".join(f"{where}: {what}" for what, where in findings.items())


def _look(page: Page, demo: Running, screen: Screen, path: str, note: Callable[[str], None]) -> None:
    if screen.who == NOBODY:
        page.goto(local(demo.url) + path)
        settled(page)
    else:
        arrived(page, path)
    note(screen.name)
    for name in screen.opens:
        opened(page, name if len(name) == 1 else accented(name.removesuffix("$")))
        note(f"{screen.name}, {name}")
        page.keyboard.press("Escape")
        page.get_by_role("dialog").first.wait_for(state="hidden")


def _note(findings: dict[str, str], pseudo: Pseudo, where: str) -> None:
    """Each finding once, with the first place of it; what is wrong on every screen is wrong once."""
    page = pseudo.page
    settled(page)
    for text in pseudo.untranslated():
        findings.setdefault(f"not translated: {text}", where)
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for what in pseudo.clipped():
            findings.setdefault(f"cut off: {what}", f"{where} at {size['width']}")
        if wider := sideways(page):
            findings.setdefault(f"{wider} px sideways", f"{where} at {size['width']}")
    page.set_viewport_size(WIDE)
