"""What every kind of test may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.engine import engine
from tests.media import Media, media_in

# The same examples every time, and no deadline: what is slow on a busy machine is not wrong.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
# For a run that only asks which lines are reached (`make coverage`).
settings.register_profile("brief", settings.get_profile("project"), max_examples=10)
settings.load_profile("project")


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
