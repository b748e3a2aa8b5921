"""A real browser (Debian's chromium through Playwright) against a whole local run that serves the built client.

`pytest -m browser`. Left out where there is no chromium, no Playwright, or no `web/dist` (`make web-build`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.company import Company
from tests.acceptance.reviews import Form, new_form
from tests.browser.tabs import CHROMIUM, DIST, FLAGS, Tabs, local
from tests.local.server import demo, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

__all__ = ["demo"]

PATIENCE = 20_000
"""How long something may take to appear, in ms: on a busy machine, too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder; skip it where the browser or the client is missing."""
    missing = _missing()
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
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
def company() -> Iterator[Company]:
    """One run without a company, for stories that make their own people; always through the client's own name."""
    with running() as started:
        yield Company(local(started.url))


@pytest.fixture(scope="session")
def form(company: Company) -> Form:
    """A questionnaire with every kind of question."""
    return new_form(company)


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """What drives browsers: once for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(player: Playwright) -> Iterator[Browser]:
    """One browser for all tests of a worker: to start one takes as long as many a test."""
    started = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield started
    started.close()


@pytest.fixture
def tabs(player: Playwright, browser: Browser) -> Iterator[Tabs]:
    """Profiles in that browser, which end with the test; their pages must not have complained by then."""
    opened = Tabs(browser, player.chromium)
    yield opened
    complaints = list(opened.complaints)
    opened.close()
    assert complaints == []
