"""One server a worker; the stories of a file follow one another, so a file stays in one worker (`--dist loadfile`)."""

import pytest

from tests.acceptance.company import Company
from tests.acceptance.reviews import Form, new_form
from tests.local.server import Running, server

__all__ = ["server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder."""
    for item in items:
        if "tests/acceptance/" in item.path.as_posix():
            item.add_marker(pytest.mark.local)


@pytest.fixture(scope="session")
def company(server: Running) -> Company:
    """The company on that server: no one in it but one HR admin."""
    found = Company(server.url)
    settings = found.hr.get("/company")
    found.hr.patch("/company", {"time_zone": "Europe/Berlin"}, match=settings.headers["etag"])
    return found


@pytest.fixture(scope="session")
def form(company: Company) -> Form:
    """A questionnaire with every kind of question."""
    return new_form(company)
