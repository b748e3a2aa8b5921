"""What a function loads: its own feature and what that stands on, never all of them. Counted, so that it stays so."""

import json
import subprocess
import sys
from functools import cache

import pytest

from chalicelib import wiring
from tests.architecture.source import ROOT, chalicelib

COUNT = """
import json, sys
{code}
print(json.dumps(sorted(name for name in sys.modules if name.startswith("chalicelib."))))
"""
PAGES = {"/home": 140, "/me": 112, "/reviews/{review_id}": 178, "/reflections": 146, "/cycles": 196, "/company": 95}
"""At most so many of our modules are loaded when a path's routes have been found."""
EVENTS = {"timetable": 40, "mail": 60, "files": 35, "reflections": 120}
"""… when a function for events has started, before it knows what it has to do."""


@cache
def loaded(code: str) -> list[str]:
    """Our modules in a fresh process that has run `code`."""
    command = [sys.executable, "-c", COUNT.format(code=code)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={}, check=False)
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_request_loads_its_own_feature(path: str) -> None:
    found = loaded(f"from app import app; app.routes[{path!r}]")
    assert len(found) <= PAGES[path]


@pytest.mark.parametrize("feature", EVENTS)
def test_a_function_for_events_loads_what_it_begins_with(feature: str) -> None:
    assert len(loaded(f"import chalicelib.{feature}.events")) <= EVENTS[feature]


@pytest.mark.parametrize("feature", ["reviews", "reflections", "rollout", "people", "scim"])
def test_a_declaration_loads_nothing_of_its_feature(feature: str) -> None:
    found = loaded(f"import chalicelib.{feature}.feature")
    assert [name for name in found if name.startswith(f"chalicelib.{feature}.")] == [f"chalicelib.{feature}.feature"]


def test_the_only_module_that_is_named_in_a_string_is_the_wiring() -> None:
    """Everything else is imported, where an editor can follow and import-linter can see it."""
    named = {
        (module.name, text)
        for module in chalicelib()
        for text in module.strings()
        if text.startswith("chalicelib.") and " " not in text
    }
    assert named == {("chalicelib.kernel.runtime", "chalicelib.wiring")}


def test_every_declaration_is_found_by_its_name() -> None:
    assert [wiring.feature(name).name for name in wiring.FEATURES] == list(wiring.FEATURES)
    with pytest.raises(KeyError):
        wiring.feature("unknown")
