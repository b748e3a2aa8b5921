"""Filters: what can be read, what fits, and which keys lead to it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.errors import Malformed
from chalicelib.scim.rules.filters import (
    Both,
    Compare,
    Either,
    Filter,
    Lookup,
    Not,
    Present,
    Within,
    conditions,
    fits,
    lookups,
    only_active,
    parse,
)
from chalicelib.scim.rules.schemas import ENTERPRISE

ADA: dict[str, Any] = {
    "id": "01ADA",
    "userName": "Ada@X.test",
    "active": True,
    "title": "Countess",
    "emails": [{"value": "ada@x.test", "type": "work", "primary": True}, {"value": "a@home.test", "type": "home"}],
    ENTERPRISE: {"department": "Engines", "employeeNumber": "7", "manager": {"value": "01BOB"}},
}
FITTING = [
    'userName eq "ada@x.TEST"',
    'USERNAME EQ "ada@x.test" And active eq true',
    'active eq "True"',
    "active eq TRUE",
    'emails eq "a@home.test"',
    'emails.value eq "ADA@x.test"',
    'emails[type eq "work"].value eq "ada@x.test"',
    'emails[type eq "work" and value co "@x."]',
    f'{ENTERPRISE}:department sw "eng"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada@x.test"',
    f'{ENTERPRISE}:manager eq "01BOB"',
    'manager.value eq "01BOB"',
    "employeeNumber eq 7",
    "title pr and not (nickName pr)",
    'title ne "Count" and title ew "TESS"',
    'title gt "Alpha" and title ge "countess" and title le "countess" and title lt "zulu"',
    'id eq "01ADA" or id eq "x"',
    '(id eq "x" or userName pr) and not (active eq false)',
    "nickName eq null or active eq true",
]
OTHERS = [
    'id eq "01ada"',
    'userName eq "ada"',
    "active eq false",
    'nickName eq "x"',
    'title co "x"',
    'emails[type eq "work"].value eq "a@home.test"',
    'title pr and (active eq false or userName eq "b")',
    "not (title pr)",
    'title ne "countess"',
    "title gt 3",
]
BROKEN = [
    "",
    "userName",
    "userName eq",
    'userName is "x"',
    'userName eq "x',
    "userName eq x",
    'userName eq "x" and',
    'userName eq "x" userName eq "y"',
    '(userName eq "x"',
    'userName eq "x")',
    'emails[type eq "work"',
    'not userName eq "x"',
    '9 eq "x"',
    'a.b.c eq "x"',
    'userName eq {"a": 1}',
    "(" * 30 + 'id eq "x"' + ")" * 30,
    f'id eq "{"x" * 5000}"',
]


@pytest.mark.parametrize("text", FITTING)
def test_what_fits(text: str) -> None:
    assert fits(ADA, parse(text))


@pytest.mark.parametrize("text", OTHERS)
def test_what_does_not_fit(text: str) -> None:
    assert not fits(ADA, parse(text))


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:30])
def test_what_cannot_be_read_is_an_invalid_filter(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse(text)
    assert refused.value.code == "invalid_filter"


KEYED = frozenset({"id", "username", "externalid", "email"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('userName eq "a"', (Lookup("username", "a"),)),
        ('title eq "x" and userName eq "a"', (Lookup("username", "a"),)),
        ('userName eq "a" and title eq "x"', (Lookup("username", "a"),)),
        ('emails[type eq "work"].value eq "a"', (Lookup("email", "a"),)),
        ('emails[type eq "work" and value eq "a"]', (Lookup("email", "a"),)),
        ('emails[value eq "a" or value eq "b"]', (Lookup("email", "a"), Lookup("email", "b"))),
        ("emails[value pr]", None),
        ('emails eq "a" or id eq "b"', (Lookup("email", "a"), Lookup("id", "b"))),
        ('emails eq "a" or title eq "b"', None),
        ('not (userName eq "a")', None),
        ('userName co "a"', None),
        ("userName eq 1", None),
        ("active eq true", None),
    ],
)
def test_which_keys_lead_to_all_who_may_fit(text: str, found: tuple[Lookup, ...] | None) -> None:
    assert lookups(parse(text), KEYED) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("active eq true", True),
        ('title pr and active eq "False"', False),
        ("active eq false and title pr", False),
        ("active eq true or title pr", None),
        ("active eq null", None),
        ("title pr", None),
    ],
)
def test_whether_only_those_who_work_here_may_fit(text: str, found: bool | None) -> None:
    assert only_active(parse(text)) is found


def test_what_a_new_value_must_have() -> None:
    assert conditions(parse('type eq "work" and primary eq true')) == {"type": "work", "primary": True}
    assert conditions(parse('type eq "work" or primary eq true')) == {}


names = st.sampled_from(["id", "username", "emails.value", "active", "manager", "$ref"])
values = st.one_of(st.text(max_size=20), st.booleans(), st.integers(), st.none())
compares = st.builds(Compare, names, st.sampled_from(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]), values)
leaves = st.one_of(compares, st.builds(Present, names))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(st.builds(Both, inner, inner), st.builds(Either, inner, inner), st.builds(Not, inner)),
    max_leaves=8,
)


def _text(tree: Filter) -> str:
    match tree:
        case Compare(name, op, value):
            return f"{name} {op} {json.dumps(value)}"
        case Present(name):
            return f"{name} pr"
        case Within(name, inner):
            return f"{name}[{_text(inner)}]"
        case Both(left, right):
            return f"({_text(left)}) and ({_text(right)})"
        case Either(left, right):
            return f"({_text(left)}) or ({_text(right)})"
        case Not(inner):
            return f"not ({_text(inner)})"


@given(trees)
def test_a_filter_is_read_as_it_was_meant(tree: Filter) -> None:
    assert parse(_text(tree)) == tree


@given(st.one_of(st.text(max_size=60), st.text(alphabet='abr eq"()[].:$ndot12', max_size=60)))
def test_no_text_breaks_the_parser(text: str) -> None:
    tree = None
    with suppress(Malformed):
        tree = parse(text)
    if tree is not None:
        assert fits(ADA, tree) in {True, False}
        lookups(tree, KEYED)


@given(trees)
def test_not_is_the_contrary(tree: Filter) -> None:
    assert fits(ADA, tree) is not fits(ADA, Not(tree))
