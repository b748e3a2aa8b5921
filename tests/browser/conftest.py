"""A real browser (Debian's chromium through Playwright) against a whole local run that serves the built client.

`pytest -m browser`. Left out where there is no chromium, no Playwright, or no `web/dist` (`make web-build`).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.desk import DIST, Desk
from tests.local.server import Running, running

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder; skip it where the browser or the client is missing."""
    missing = _missing()
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


def _missing() -> str:
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    if not Path(CHROMIUM).exists():
        return "there is no chromium"
    return "" if (DIST / "index.html").exists() else "the client is not built: make web-build"


@pytest.fixture(scope="session")
def company() -> Iterator[Running]:
    """One run with the demo company for all tests that only read, or write what is nobody else's."""
    with running(demo=True) as started:
        yield started


@pytest.fixture(scope="session")
def fresh() -> Iterator[Running]:
    """One run without a company, for whole cycles."""
    with running() as started:
        yield started


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A browser; its windows must not have complained when the test ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = Desk(browser)
        yield opened
        complaints = list(opened.complaints)
        browser.close()
    assert complaints == []
