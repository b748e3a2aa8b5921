"""Rules of the routes, over the registry that `app` fills."""

import pytest

import app
from chalicelib.kernel.http import REGISTRY, Entry
from chalicelib.kernel.policy import Policy

ENTRIES = [entry for routes in REGISTRY.values() for entry in routes.entries]
PUBLIC = {"/health", "/openapi.json", "/mail/unsubscribe"}


def named(entry: Entry) -> str:
    return f"{entry.method} {entry.path}"


def test_every_route_of_the_app_is_in_the_registry() -> None:
    """Nobody gets past the door by registering with Chalice directly."""
    registered = {(method, path) for path, methods in app.app.routes.items() for method in methods}
    assert registered == {(entry.method, entry.path) for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=named)
def test_every_route_states_its_policy(entry: Entry) -> None:
    assert isinstance(entry.allow, Policy)
    assert entry.summary
    assert not entry.allow.anonymous or entry.path in PUBLIC


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.method == "GET"], ids=named)
def test_a_get_has_no_body(entry: Entry) -> None:
    assert not entry.has_body


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.replay], ids=named)
def test_a_repeated_post_finds_its_answer(entry: Entry) -> None:
    assert entry.method == "POST"
    assert any(other.method == "GET" and other.path == entry.replay for other in ENTRIES)
