"""PATCH: every way in which an attribute is named, given and taken away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.errors import Malformed
from chalicelib.scim.rules.patches import MOST_OPERATIONS, MOST_VALUES, patched, read
from chalicelib.scim.rules.paths import place_of
from chalicelib.scim.rules.schemas import ENTERPRISE, GROUPS, USER, USERS, ResourceType

ADA: dict[str, Any] = {
    "userName": "ada",
    "active": True,
    "title": "Countess",
    "name": {"formatted": "Ada Byron", "givenName": "Ada", "familyName": "Byron"},
    "emails": [{"value": "ada@x.test", "type": "work", "primary": True}],
    ENTERPRISE: {"department": "Engines", "manager": {"value": "bob", "$ref": "/bob"}},
}


def after(*operations: dict[str, Any], kind: ResourceType = USERS, of: dict[str, Any] = ADA) -> dict[str, Any]:
    return patched(of, {"Operations": list(operations)}, kind)


def refused(*operations: Any) -> str:
    with pytest.raises(Malformed) as found:
        patched(ADA, {"Operations": list(operations)}, USERS)
    return found.value.code


@pytest.mark.parametrize("op", ["add", "replace", "Replace", "ADD"])
@pytest.mark.parametrize("path", ["title", "TITLE", f"{USER}:title", f"{USER.upper()}:Title"])
@pytest.mark.parametrize("value", ["Lady", ["Lady"], {"value": "Lady"}, [{"$ref": None, "value": "Lady"}]], ids=str)
def test_a_simple_value(op: str, path: str, value: Any) -> None:
    assert after({"op": op, "path": path, "value": value})["title"] == "Lady"


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "remove", "path": "title"},
        {"op": "Remove", "path": "title", "value": "x"},
        {"op": "replace", "path": "title", "value": ""},
        {"op": "replace", "path": "title", "value": None},
        {"op": "replace", "path": "title", "value": []},
        {"op": "add", "value": {"title": None}},
    ],
    ids=str,
)
def test_a_value_is_taken_away(operation: dict[str, Any]) -> None:
    assert "title" not in after(operation)


@pytest.mark.parametrize(("value", "found"), [(False, False), ("False", False), ("true", True), (" TRUE ", True)])
def test_booleans_come_as_texts_too(value: Any, found: bool) -> None:
    assert after({"op": "Replace", "path": "active", "value": value})["active"] is found


def test_numbers_are_texts_where_a_text_is_meant() -> None:
    assert after({"op": "add", "path": "employeeNumber", "value": 7})[ENTERPRISE]["employeeNumber"] == "7"


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "active", "value": "maybe"},
        {"op": "replace", "path": "active", "value": 1},
        {"op": "replace", "path": "title", "value": True},
        {"op": "replace", "path": "title", "value": {"a": 1}},
        {"op": "replace", "path": "title", "value": ["a", "b"]},
        {"op": "replace", "path": "title", "value": "x" * 2000},
        {"op": "replace", "path": "name", "value": True},
        {"op": "replace", "path": "emails", "value": [True]},
        {"op": "replace", "path": ENTERPRISE, "value": "x"},
    ],
    ids=lambda operation: str(operation)[:60],
)
def test_a_value_of_the_wrong_kind_is_refused(operation: dict[str, Any]) -> None:
    assert refused(operation) == "invalid_value"


@pytest.mark.parametrize(
    "operations",
    [
        [],
        ["x"],
        [{}],
        [{"op": "move", "path": "title"}],
        [{"op": 7}],
        [{"op": "add", "value": "x"}],
        [{"op": "add", "path": 7, "value": "x"}],
        [{"op": "add", "path": "title"}] * (MOST_OPERATIONS + 1),
    ],
    ids=lambda operations: str(operations)[:40],
)
def test_what_is_no_patch_is_refused(operations: list[Any]) -> None:
    assert refused(*operations) == "invalid_syntax"


def test_a_body_that_is_no_object_is_refused() -> None:
    bodies: list[Any] = [[], "x", None]
    for body in bodies:
        with pytest.raises(Malformed):
            patched(ADA, body, USERS)
        with pytest.raises(Malformed):
            read(body, USERS)


def test_a_removal_says_of_what() -> None:
    assert refused({"op": "remove"}) == "no_target"


@pytest.mark.parametrize("path", ["id", "META", "schemas", "groups"])
def test_what_the_service_sets_is_set_by_nobody_else(path: str) -> None:
    assert refused({"op": "replace", "path": path, "value": "x"}) == "mutability"
    assert after({"op": "replace", "value": {path: "x"}}) == ADA


@pytest.mark.parametrize("path", ["emails[", "emails[type eq]", "a b", 'emails[type eq "work"].', "..", "9"])
def test_what_is_no_path_is_refused(path: str) -> None:
    assert refused({"op": "replace", "path": path, "value": "x"}) in {"invalid_path"}


@pytest.mark.parametrize(
    "path",
    [
        "nickName",
        'phoneNumbers[type eq "work"].value',
        "urn:x:y",
        "name.middleName",
        f"{ENTERPRISE}:costCenter",
        "urn:ietf:params:scim:schemas:extension:other:2.0:User:title",
        f"{ENTERPRISE}x",
        f"{USER}:meta.created",
    ],
)
def test_what_is_not_kept_here_is_passed_over(path: str) -> None:
    assert after({"op": "replace", "path": path, "value": "x"}) == ADA
    assert after({"op": "add", "value": {path: "x"}}) == ADA


@pytest.mark.parametrize("path", [f"{ENTERPRISE}:department", f"{ENTERPRISE}.department", "department"])
def test_the_extension_by_any_of_its_names(path: str) -> None:
    assert after({"op": "replace", "path": path, "value": "Maths"})[ENTERPRISE]["department"] == "Maths"


def test_the_extension_as_a_whole() -> None:
    changed = after({"op": "replace", "path": ENTERPRISE, "value": {"department": "Maths", f"{ENTERPRISE}:x": 1}})
    assert changed[ENTERPRISE] == {**ADA[ENTERPRISE], "department": "Maths"}
    assert after({"op": "add", "value": {ENTERPRISE: {"employeeNumber": "7"}}})[ENTERPRISE]["employeeNumber"] == "7"
    assert ENTERPRISE not in after({"op": "remove", "path": ENTERPRISE})
    assert after({"op": "add", "path": ENTERPRISE, "value": None}) == ADA
    gone = after({"op": "remove", "path": "department"}, {"op": "remove", "path": "manager"})
    assert ENTERPRISE not in gone
    assert after({"op": "add", "path": USER, "value": {"title": "Lady"}})["title"] == "Lady"
    assert after({"op": "remove", "path": f"{ENTERPRISE}:employeeNumber"}, of={"userName": "x"}) == {"userName": "x"}


def test_keys_of_an_object_may_be_paths() -> None:
    changed = after({"op": "replace", "value": {"name.givenName": "Augusta", f"{ENTERPRISE}:department": "Maths"}})
    assert changed["name"] == {"givenName": "Augusta", "familyName": "Byron"}
    assert changed[ENTERPRISE]["department"] == "Maths"


def test_a_name_follows_its_parts() -> None:
    assert after({"op": "replace", "path": "name.familyName", "value": "King"})["name"] == {
        "givenName": "Ada",
        "familyName": "King",
    }
    assert after({"op": "replace", "path": "name", "value": {"familyName": "King"}})["name"] == {
        "givenName": "Ada",
        "familyName": "King",
    }
    whole = {"formatted": "A. King", "familyName": "King"}
    assert after({"op": "add", "path": "name", "value": whole})["name"] == whole | {"givenName": "Ada"}
    assert after({"op": "add", "path": "name", "value": "A. King"})["name"]["formatted"] == "A. King"
    assert after({"op": "add", "path": "name", "value": ["A. King"]})["name"]["formatted"] == "A. King"
    assert "name" not in after({"op": "remove", "path": "name"})
    assert "formatted" not in after({"op": "remove", "path": "name.formatted"})["name"]


@pytest.mark.parametrize("value", ["eve", {"value": "eve"}, [{"$ref": None, "value": "eve"}], ["eve"]], ids=str)
def test_a_new_manager_in_any_form(value: Any) -> None:
    assert after({"op": "Add", "path": "manager", "value": value})[ENTERPRISE]["manager"] == {"value": "eve"}


def test_a_part_of_the_manager() -> None:
    assert after({"op": "replace", "path": "manager.value", "value": "eve"})[ENTERPRISE]["manager"] == {"value": "eve"}
    assert after({"op": "replace", "path": "manager.displayName", "value": "Eve"}) == ADA
    assert (
        after({"op": "replace", "path": "manager", "value": {"displayName": "Eve"}})[ENTERPRISE].get("manager") is None
    )


@pytest.mark.parametrize("value", ["", None, {"value": ""}, {"value": None}], ids=str)
def test_no_manager_in_any_form(value: Any) -> None:
    assert "manager" not in after({"op": "Replace", "path": f"{ENTERPRISE}:manager", "value": value})[ENTERPRISE]


WORK = 'emails[type eq "work"]'


def test_one_of_many_values() -> None:
    new = {"value": "a@y.test", "type": "work", "primary": True}
    assert after({"op": "Replace", "path": f"{WORK}.value", "value": "a@y.test"})["emails"] == [new]
    assert after({"op": "Replace", "path": WORK, "value": {"value": "a@y.test"}})["emails"] == [new]
    assert after({"op": "replace", "path": "emails.value", "value": "a@y.test"})["emails"] == [new]
    assert after({"op": "replace", "path": 'emails[primary eq "True"].value', "value": "a@y.test"})["emails"] == [new]


def test_a_value_that_nothing_fits_is_made() -> None:
    changed = after({"op": "add", "path": 'emails[type eq "home" and primary eq true].value', "value": "a@home.test"})
    assert changed["emails"] == [
        {"value": "ada@x.test", "type": "work", "primary": False},
        {"type": "home", "primary": True, "value": "a@home.test"},
    ]
    assert after({"op": "add", "path": "emails.value", "value": "b@x.test"}, of={"userName": "b"})["emails"] == [
        {"value": "b@x.test"}
    ]
    assert after({"op": "add", "path": 'addresses[type eq "work"].locality', "value": "Oslo"})["addresses"] == [
        {"type": "work", "locality": "Oslo"}
    ]


def test_values_are_added_and_replaced() -> None:
    other = {"value": "a@y.test", "type": "other"}
    assert after({"op": "add", "path": "emails", "value": [other]})["emails"] == [*ADA["emails"], other]
    assert after({"op": "add", "path": "emails", "value": "a@y.test"})["emails"] == [
        *ADA["emails"],
        {"value": "a@y.test"},
    ]
    assert after({"op": "add", "path": "emails", "value": [ADA["emails"][0]]})["emails"] == ADA["emails"]
    primary = other | {"primary": True}
    assert [one["primary"] for one in after({"op": "add", "path": "emails", "value": primary})["emails"]] == [
        False,
        True,
    ]
    assert after({"op": "replace", "path": "emails", "value": [other, None, ""]})["emails"] == [other]
    assert "emails" not in after({"op": "replace", "path": "emails", "value": []})


def test_values_are_removed() -> None:
    assert "emails" not in after({"op": "remove", "path": "emails"})
    assert "emails" not in after({"op": "remove", "path": WORK})
    assert "emails" not in after({"op": "remove", "path": f"{WORK}.value"})
    assert "emails" not in after({"op": "replace", "path": f"{WORK}.value", "value": ""})
    assert after({"op": "remove", "path": 'emails[type eq "home"]'}) == ADA
    assert after({"op": "remove", "path": 'emails[type eq "home"].value'}) == ADA
    assert after({"op": "remove", "path": "emails", "value": [{"value": "nobody@x.test"}]}) == ADA


def test_members_of_a_group() -> None:
    group = {"displayName": "G", "members": [{"value": "a"}, {"value": "b"}]}
    assert after({"op": "Remove", "path": "members", "value": [{"value": "a"}]}, kind=GROUPS, of=group)["members"] == [
        {"value": "b"}
    ]
    assert after({"op": "remove", "path": 'members[value eq "a"]'}, kind=GROUPS, of=group)["members"] == [
        {"value": "b"}
    ]
    assert "members" not in after({"op": "remove", "path": "members"}, kind=GROUPS, of=group)
    assert after({"op": "add", "value": {"members": [{"value": "a"}]}}, kind=GROUPS, of=group) == group
    assert place_of("department", GROUPS) is None
    many = [{"value": str(n)} for n in range(MOST_VALUES + 1)]
    with pytest.raises(Malformed):
        after({"op": "add", "path": "members", "value": many}, kind=GROUPS, of=group)


def test_what_was_patched_stays_as_it_was() -> None:
    before = {"userName": "a", "emails": [{"value": "a@x.test", "type": "work"}], ENTERPRISE: {"department": "D"}}
    kept = {"userName": "a", "emails": [{"value": "a@x.test", "type": "work"}], ENTERPRISE: {"department": "D"}}
    after({"op": "replace", "path": "department", "value": "E"}, {"op": "remove", "path": WORK}, of=before)
    assert before == kept


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)
paths = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["title", "name", "name.givenName", "emails", WORK, f"{WORK}.value", "manager", ENTERPRISE, "active"]
    ),
)
operations = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "Replace", "remove"]), "path": paths, "value": values}
)


@given(st.lists(operations, min_size=1, max_size=4))
def test_no_patch_breaks_the_interpreter_and_what_it_leaves_is_a_resource(given_ones: list[dict[str, Any]]) -> None:
    try:
        found = patched(ADA, {"Operations": given_ones}, USERS)
    except Malformed:
        return
    assert read(found, USERS) == found


@given(values, values)
def test_replacing_twice_is_replacing_once(value: Any, other: Any) -> None:
    try:
        once = after({"op": "replace", "path": "title", "value": other})
        twice = after(
            {"op": "replace", "path": "title", "value": value}, {"op": "replace", "path": "title", "value": other}
        )
    except Malformed:
        return
    assert once == twice


def test_what_is_no_object_is_no_resource() -> None:
    with pytest.raises(Malformed):
        read([], USERS)
    assert read({"userName": "ada"}, USERS) == {"userName": "ada"}
