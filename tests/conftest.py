"""What every kind of test may ask for."""

from collections.abc import Iterator

import pytest

from tests.engine import engine


@pytest.fixture(scope="session")
def engine_url() -> Iterator[str]:
    """A running table engine."""
    with engine() as url:
        yield url
