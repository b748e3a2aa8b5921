"""Rules of the routes, over the registry that `app` fills."""

import subprocess
import sys

import pytest

import app
from chalicelib.kernel.http import Route
from chalicelib.kernel.http.registry import every_route
from chalicelib.kernel.policy import Policy
from tests.architecture.source import ROOT

REGISTERED = {(method, path) for path, methods in app.app.routes.items() for method in methods}
ENTRIES = every_route()
PUBLIC = {"/health", "/openapi.json", "/mail/unsubscribe"}


def named(entry: Route) -> str:
    return f"{entry.method} {entry.path}"


def test_every_route_of_the_app_is_in_the_registry() -> None:
    """No one gets past the door by registering with Chalice directly."""
    assert {(entry.method, entry.path) for entry in ENTRIES} == REGISTERED


FRESH = """
import sys
from app import app
assert {method!r} in app.routes[{path!r}]
features = {{name.split(".")[1] for name in sys.modules if name.startswith("chalicelib") and name.endswith("routes")}}
events = {{name for name in sys.modules if name.startswith("chalicelib") and name.endswith(".events")}}
assert events <= {{"chalicelib.kernel.events"}}, events
print(len(features))
"""


@pytest.mark.parametrize("entry", {entry.path.split("/")[1]: entry for entry in ENTRIES}.values(), ids=named)
def test_a_request_finds_its_route_and_loads_no_other_feature_and_no_event(entry: Route) -> None:
    code = FRESH.format(method=entry.method, path=entry.path)
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={}, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) <= 4  # below /people there are the routes of four features


def test_files_reach_us_as_bytes() -> None:
    assert "text/csv" in app.app.api.binary_types


@pytest.mark.parametrize("entry", ENTRIES, ids=named)
def test_every_route_states_its_policy(entry: Route) -> None:
    assert isinstance(entry.allow, Policy)
    assert entry.summary
    assert not entry.allow.anonymous or entry.path in PUBLIC


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.method == "GET"], ids=named)
def test_a_get_has_no_body(entry: Route) -> None:
    assert not entry.has_body


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.replay], ids=named)
def test_a_repeated_post_finds_its_answer(entry: Route) -> None:
    assert entry.method == "POST"
    assert any(other.method == "GET" and other.path == entry.replay for other in ENTRIES)
