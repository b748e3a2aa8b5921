"""What every kind of test may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.engine import engine

# The same examples every time, and no deadline: what is slow on a busy machine is not wrong.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def engine_url() -> Iterator[str]:
    """A running table engine."""
    with engine() as url:
        yield url
