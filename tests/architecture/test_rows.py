"""The shapes of stored rows: a class that changes so that rows are read wrongly needs SCHEMA raised (docs/adr/0035)."""

import json
from typing import Any

import pytest

from infra import rows

OLD = {
    "a.Review": {"id": "str", "state": "State", "title": "str = …"},
    "a.State": {"open": "value", "closed": "value"},
}


def document(shapes: dict[str, Any], schema: int = 1) -> str:
    return json.dumps({"schema": schema, "shapes": shapes})


def test_the_shapes_of_rows_are_those_of_the_document_or_it_is_said_what_to_do() -> None:
    assert not (told := rows.verdict(rows.PAGE.read_text(), rows.page())), told


@pytest.mark.parametrize(
    "changed",
    [
        {"a.Review": {"id": "str", "state": "State"}},
        {"a.Review": {"id": "int", "state": "State", "title": "str = …"}},
        {"a.Review": {"key": "str", "state": "State", "title": "str = …"}},
        {"a.Review": OLD["a.Review"] | {"owner": "str"}},
        {"a.State": {"open": "value"}},
    ],
    ids=["a field goes", "another type", "another name", "a field without a default", "a value goes"],
)
def test_a_change_by_which_rows_are_read_wrongly_needs_a_higher_version(changed: dict[str, Any]) -> None:
    assert rows.verdict(document(OLD), document(OLD | changed)).startswith(rows.WRONG)
    assert "python -m infra.rows" in rows.verdict(document(OLD), document(OLD | changed, schema=2))


@pytest.mark.parametrize(
    "shapes",
    [
        OLD | {"a.Review": OLD["a.Review"] | {"owner": "str = …"}},
        OLD | {"a.State": OLD["a.State"] | {"ended": "value"}},
        {"b.Review": {"id": "str", "state": "ReviewState", "title": "str = …"}, "a.ReviewState": OLD["a.State"]},
    ],
    ids=["a field with a default", "a value", "other names of classes"],
)
def test_what_both_versions_read_needs_the_document_alone(shapes: dict[str, Any]) -> None:
    assert "python -m infra.rows" in rows.verdict(document(OLD), document(shapes))


def test_every_feature_that_stores_something_has_its_classes_in_it() -> None:
    names = {name.split(".")[1] for name in rows.stored()}
    assert {"audit", "company", "cycles", "mail", "people", "reflections", "reviews", "rollout", "tasks"} <= names
