"""Requests as Okta and Entra send them, one after the other, with what they expect and what the directory then says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.client import Caller, Reply
from tests.api.people_world import HR
from tests.api.scim_world import MEDIA, Provisioned, provisioned

RECORDED = sorted(Path(__file__).with_name("scim_requests").glob("*.json"))


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_a_provider_gets_through(provided: Provisioned, file: Path) -> None:
    recorded = json.loads(file.read_text())
    assert recorded["source"]
    known = {
        "manager": provided.id_of("mia@x.test"),
        "other": provided.id_of("top@x.test"),
        "member": provided.id_of("ann@x.test"),
    }
    for step in recorded["steps"]:
        asked = _filled(step, known)
        reply = _sent(provided.provider, asked)
        assert reply.status == asked["status"], f"{asked['does']}: {reply.text}"
        if "keeps" in asked:
            known[asked["keeps"]] = reply.json["id"]
        _holds(reply.json if reply.text else {}, _filled(step, known).get("answers", {}), asked["does"])
        if "person" in asked:
            _holds(provided.person(known["user"]), _filled(step, known)["person"], asked["does"])


def _filled(step: dict[str, Any], known: dict[str, str]) -> Any:
    text = json.dumps(step)
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return json.loads(text)


def _sent(provider: Caller, asked: dict[str, Any]) -> Reply:
    return provider.send(asked["method"], f"/scim/v2{asked['path']}", asked.get("body"), {"content-type": MEDIA})


def _holds(found: Any, wanted: Any, does: str) -> None:
    """What is wanted is there; more may be, but no more in a list."""
    if wanted == "absent":
        raise AssertionError(f"{does}: {found}")
    if isinstance(wanted, dict):
        for name, value in wanted.items():
            if value == "absent":
                assert name not in found, does
            else:
                assert name in found, f"{does}: {name} is not in {found}"
                _holds(found[name], value, does)
    elif isinstance(wanted, list):
        assert len(found) == len(wanted), f"{does}: {found}"
        for one, other in zip(found, wanted, strict=True):
            _holds(one, other, does)
    else:
        assert found == wanted, does


def test_who_was_imported_is_found_and_taken_over(provided: Provisioned) -> None:
    """Okta looks a user up before it makes one, and goes on with the id that it finds."""
    found = provided.provider.get('/scim/v2/Users?filter=userName%20eq%20"ann@x.test"').json["Resources"][0]
    assert found["id"] == provided.id_of("ann@x.test")
    assert found["name"] == {"formatted": "Ann Anders", "givenName": "Ann", "familyName": "Anders"}
    back = found | {"title": "Senior Rep"}
    assert provided.provider.put(f"/scim/v2/Users/{found['id']}", back).status == 200
    person = provided.person(found["id"])
    assert (person["title"], person["name"], person["department"]) == ("Senior Rep", "Ann Anders", "Sales")
    assert person["manager"]["name"] == "Mía Müller"
    assert person["time_zone"] == "Europe/Oslo"
    assert provided.world.as_(HR).get("/me").status == 200
