"""What every kind of test may ask for."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.engine import engine
from tests.media import Media, media_in

# The same examples every time, and no deadline: what is slow on a busy machine is not wrong.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: three workers on two cores, because a story waits half of its time for a server or a browser."""
    return max(2, len(os.sched_getaffinity(0)) * 3 // 2)


@pytest.fixture(scope="session")
def engine_url() -> Iterator[str]:
    """A running table engine."""
    with engine() as url:
        yield url


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Media]:
    """The media bucket in a running ministack."""
    with media_in(tmp_path_factory.mktemp("media")) as running:
        yield running
