"""The API against the document of its last release: what breaks its clients is in the changelog."""

from typing import Any

import pytest

from infra.contract import ROOT, changes, current, published


def test_what_breaks_clients_stands_in_the_changelog() -> None:
    """As a line `- Breaking: `GET /home` …` under Unreleased, with the place as `python -m infra.contract` names it."""
    unreleased = (ROOT / "CHANGELOG.md").read_text().partition("## Unreleased")[2].partition("\n## ")[0]
    told = "\n".join(line for line in unreleased.splitlines() if line.startswith("- Breaking: "))
    breaking = [change for change in changes(published(), current()) if change.breaking]
    assert not [f"{change.where}: {change.what}" for change in breaking if f"`{change.where}`" not in told]


def document(sent: dict[str, Any], answered: dict[str, Any], **operation: Any) -> dict[str, Any]:
    """A document of one route, with a schema for what it takes and one for what it answers."""

    def content(schema: dict[str, Any]) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": schema}}}

    told = {
        "requestBody": content({"$ref": "#/components/schemas/Body"}),
        "responses": {"200": content({"$ref": "#/components/schemas/View"})},
    }
    schemas = {"Body": sent, "View": answered}
    return {"paths": {"/x": {"post": told | operation}}, "components": {"schemas": schemas}}


def thing(*required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(required)}


TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
NOTHING = {"type": "null"}
BARE = thing(a=TEXT)


def closed(*values: str) -> dict[str, Any]:
    return {"enum": list(values)}


def at_most(n: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": n}


def at_least(n: int) -> dict[str, Any]:
    return {"type": "string", "minLength": n}


def either(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(schemas)}


@pytest.mark.parametrize(
    ("before", "after", "sent", "answered"),
    [
        (thing(a=TEXT), thing(a=TEXT), None, None),
        (thing(a=TEXT), thing(a=TEXT, b=TEXT), False, False),
        (thing(a=TEXT), thing("b", a=TEXT, b=TEXT), True, False),
        (thing(a=TEXT, b=TEXT), thing(a=TEXT), True, True),
        (thing(a=TEXT), thing("a", a=TEXT), True, None),
        (thing("a", a=TEXT), thing(a=TEXT), None, True),
        (thing(a=TEXT), thing(a=NUMBER), True, True),
        (thing(a=TEXT), thing(a=either(TEXT, NOTHING)), None, True),
        (thing(a={"type": ["string", "null"]}), thing(a=TEXT), True, None),
        (thing(a=TEXT), thing(a=closed("x")), True, False),
        (thing(a=closed("x")), thing(a=TEXT), False, True),
        (thing(a=closed("x")), thing(a=closed("x", "y")), False, False),
        (thing(a=closed("x", "y")), thing(a=closed("x")), True, False),
        (thing(a=TEXT), thing(a=at_most(9)), True, None),
        (thing(a=at_most(9)), thing(a=at_most(8)), True, None),
        (thing(a=at_most(8)), thing(a=at_most(9)), None, None),
        (thing(a=TEXT), thing(a=at_least(1)), True, None),
        (thing(a=at_least(1)), thing(a=TEXT), None, None),
        (thing(a=TEXT), thing(a=TEXT | {"pattern": "x"}), True, None),
        (thing(a={}), thing(a=TEXT), True, None),
        (thing(a=TEXT), thing(a={}), None, True),
        (thing(a={"type": "array", "items": TEXT}), thing(a={"type": "array", "items": NUMBER}), True, True),
        (thing(a={"type": "object", "additionalProperties": TEXT}),
         thing(a={"type": "object", "additionalProperties": closed("x")}), True, False),
    ],
)  # fmt: skip
def test_a_schema_may_take_more_and_say_less_widely(
    before: dict[str, Any], after: dict[str, Any], sent: bool | None, answered: bool | None
) -> None:
    """`sent`, `answered`: whether it breaks clients where it is what they send, and what they read; None: unchanged."""

    def found(old: dict[str, Any], new: dict[str, Any]) -> bool | None:
        made = changes(old, new)
        return any(change.breaking for change in made) if made else None

    assert found(document(before, BARE), document(after, BARE)) is sent
    assert found(document(BARE, before), document(BARE, after)) is answered


def test_a_change_says_where_it_is() -> None:
    inside = thing(list={"type": "array", "items": {"$ref": "#/components/schemas/Body"}})
    (change,) = changes(document(thing(a=TEXT), inside), document(thing("a", a=TEXT), inside))
    assert (change.where, change.what, change.breaking) == ("Body.a", "is required", True)


def parameter(name: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": required, "schema": TEXT | schema}


@pytest.mark.parametrize(
    ("before", "after", "breaking"),
    [
        ({}, {"security": []}, None),
        ({"security": []}, {}, True),
        ({"parameters": [parameter("q")]}, {"parameters": []}, True),
        ({}, {"parameters": [parameter("q")]}, False),
        ({}, {"parameters": [parameter("q", required=True)]}, True),
        ({"parameters": [parameter("q")]}, {"parameters": [parameter("q", required=True)]}, True),
        ({"parameters": [parameter("q")]}, {"parameters": [parameter("q", maxLength=9)]}, True),
        ({"requestBody": {}}, {"requestBody": {"required": True}}, True),
        ({"requestBody": {"content": {"text/csv": {"schema": TEXT}}}}, {"requestBody": {}}, True),
        ({"responses": {"200": {}}}, {"responses": {"202": {}}}, True),
        ({"responses": {"200": {"content": {"text/vtt": {}}}}}, {"responses": {"200": {}}}, True),
    ],
)
def test_an_operation_keeps_what_it_takes_and_how_it_answers(
    before: dict[str, Any], after: dict[str, Any], breaking: bool | None
) -> None:
    made = changes(document(BARE, BARE, **before), document(BARE, BARE, **after))
    assert (any(change.breaking for change in made) if made else None) is breaking


def test_a_route_may_come_and_may_not_go() -> None:
    one = document(BARE, BARE)
    none: dict[str, Any] = {"paths": {}, "components": {"schemas": {}}}
    assert [(change.where, change.breaking) for change in changes(none, one)] == [("POST /x", False)]
    assert [(change.where, change.breaking) for change in changes(one, none)] == [("POST /x", True)]


def test_schemas_that_hold_themselves_are_compared_once() -> None:
    def tree(**more: Any) -> dict[str, Any]:
        return thing(inner={"$ref": "#/components/schemas/View"}, **more)

    (change,) = changes(document(BARE, tree(a=TEXT)), document(BARE, tree()))
    assert (change.where, change.breaking) == ("View.a", True)
