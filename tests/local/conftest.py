"""The fixture of the whole run, and a mark on everything here: `pytest -m "not local"` leaves it out."""

import pytest

from tests.local.server import demo, server

__all__ = ["demo", "server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is below this folder."""
    for item in items:
        if "tests/local/" in item.path.as_posix():
            item.add_marker(pytest.mark.local)
