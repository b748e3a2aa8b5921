"""A real browser (Debian's chromium through Playwright) against a whole local run that serves the built client.

`pytest -m browser`. Left out where there is no chromium, no Playwright, or no `web/dist` (`make web-build`).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.company import Company
from tests.acceptance.reviews import Form, new_form
from tests.browser.tabs import CHROMIUM, DIST, FLAGS, Tabs, local
from tests.local.server import Running, running

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
def demo() -> Iterator[Running]:
    """One run with the demo company, for tests that only look."""
    with running(demo=True) as started:
        yield started


@pytest.fixture(scope="session")
def company() -> Iterator[Company]:
    """One run without a company, for stories that make their own people; always through the client's own name."""
    with running() as started:
        yield Company(local(started.url))


@pytest.fixture(scope="session")
def form(company: Company) -> Form:
    """A questionnaire with every kind of question."""
    return new_form(company)


@pytest.fixture
def tabs() -> Iterator[Tabs]:
    """A browser; its windows must not have complained when the test ends."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = Tabs(browser, player.chromium)
        yield opened
        complaints = list(opened.complaints)
        browser.close()
    assert complaints == []
