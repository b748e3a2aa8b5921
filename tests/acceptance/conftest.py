"""One server for all stories, which therefore run one after the other, in one worker."""

import pytest

from tests.acceptance.company import Company
from tests.acceptance.reviews import Form, new_form
from tests.local.server import Running, server

__all__ = ["server"]


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what is below this folder together, so that only one server runs."""
    for item in items:
        if "tests/acceptance/" in item.path.as_posix():
            item.add_marker(pytest.mark.local)
            item.add_marker(pytest.mark.xdist_group("acceptance"))


@pytest.fixture(scope="session")
def company(server: Running) -> Company:
    """The company on that server: nobody in it but one HR admin."""
    return Company(server.url)


@pytest.fixture(scope="session")
def form(company: Company) -> Form:
    """A questionnaire with every kind of question."""
    return new_form(company)
