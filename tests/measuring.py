"""`-p tests.measuring`: which branches the tests of rules and kernel take, measured while all the other tests run, too.

What other tests do counts nowhere; what a module does when it is loaded counts: all are loaded once the tests are
collected. Only rules and policy are measured, for that is what slows a test down. `make coverage` says what was found.
"""

from importlib import import_module
from pathlib import Path

import pytest
from coverage import Coverage

COUNTED = ("tests/rules/", "tests/kernel/")
CODE = Path("chalicelib")
MEASURED = ("*/rules.py", "*/rules/**/*.py", "kernel/policy.py")


class Measuring:
    """In a process that runs tests: on while they are collected, and while one that counts runs."""

    def __init__(self) -> None:
        self._measured = {file for pattern in MEASURED for file in CODE.glob(pattern)}
        others = [str(file) for file in CODE.rglob("*.py") if file not in self._measured]
        self._coverage = Coverage(data_suffix=True, omit=others)
        self._on = False
        self._turn(on=True)

    def pytest_collection_finish(self) -> None:
        """Load what is loaded only where it is needed: else a test that does not count may be the first to do it."""
        for file in sorted(self._measured):
            import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
        self._turn(on=False)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins. Most follow one of the same kind: to turn it on and off for each would take long."""
        self._turn(on=nodeid.startswith(COUNTED))

    def pytest_unconfigure(self) -> None:
        """Write it down, under a name of this process's own."""
        self._turn(on=False)
        self._coverage.save()

    def _turn(self, *, on: bool) -> None:
        if on and not self._on:
            self._coverage.start()
        if self._on and not on:
            self._coverage.stop()
        self._on = on


def pytest_configure(config: pytest.Config) -> None:
    """Begin anew; measure where tests run: in the workers, where there are some."""
    worker = hasattr(config, "workerinput")
    if not worker:
        for old in Path().glob(".coverage*"):
            old.unlink()
    if worker or not config.getoption("numprocesses", None):
        config.pluginmanager.register(Measuring(), "measuring")
