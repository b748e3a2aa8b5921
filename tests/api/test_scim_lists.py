"""Lists of users: look-ups are look-ups, pages cost one query, and what costs too much is refused."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.scim.actions import user_lists
from chalicelib.scim.rules.tokens import MOST_A_MINUTE
from tests.api.client import Reply
from tests.api.scim_world import USERS, Provisioned, provisioned


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _listed(provided: Provisioned, text: str = "", **more: object) -> Reply:
    parts = [*([f"filter={quote(text)}"] if text else []), *(f"{name}={value}" for name, value in more.items())]
    return provided.provider.get(f"{USERS}?{'&'.join(parts)}")


def _names(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.text
    return [one["userName"] for one in reply.json["Resources"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('userName eq "ANN@x.test"', ["ann@x.test"]),
        ('userName eq "nobody"', []),
        ('userName eq "ann"', []),
        ('emails eq "ann@x.test"', ["ann@x.test"]),
        ('emails.value eq "Ann@X.test" and active eq true', ["ann@x.test"]),
        ('emails[type eq "work"].value eq "ann@x.test" and active eq "False"', []),
        ('employeeNumber eq "3"', ["ann@x.test"]),
        ('externalId eq "none"', []),
        ('userName eq "ann@x.test" or userName eq "bob@x.test"', ["ann@x.test", "bob@x.test"]),
        ('emails eq "no address"', []),
        (f'userName eq "{"x" * 300}"', []),
        ('title eq "rep" and not (userName sw "b")', ["ann@x.test"]),
        ('displayName co "müller"', ["mia@x.test"]),
        ('name.familyName eq "Top"', ["top@x.test"]),
        ('department eq "Sales" and title ne "VP"', ["ann@x.test", "bob@x.test"]),
    ],
)
def test_what_is_found(provided: Provisioned, text: str, names: list[str]) -> None:
    reply = _listed(provided, text)
    assert sorted(_names(reply)) == names
    assert reply.json["totalResults"] == len(names)


def test_a_user_by_its_id_and_by_a_name_that_is_none_of_its_own(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    assert _names(_listed(provided, f'id eq "{ann}"')) == ["ann@x.test"]
    made = provided.user(userName="nia@x.test", emails=[]).json
    assert _names(_listed(provided, 'emails eq "nia@x.test"')) == ["nia@x.test"]
    provided.patch(made["id"], {"op": "replace", "path": "active", "value": False})
    assert _names(_listed(provided, "active eq false")) == ["nia@x.test"]
    assert len(_names(_listed(provided, "active eq true"))) == 6


@pytest.mark.parametrize("text", ['userName is "x"', "(", 'userName eq "x" and'])
def test_what_is_no_filter_is_refused(provided: Provisioned, text: str) -> None:
    reply = _listed(provided, text)
    assert (reply.status, reply.json["scimType"]) == (400, "invalidFilter")


def test_a_filter_that_would_look_at_everybody_is_refused(
    provided: Provisioned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_lists, "MOST_LOOKED_AT", 3)
    reply = _listed(provided, 'title co "e"')
    assert (reply.status, reply.json["scimType"]) == (400, "tooMany")
    assert _names(_listed(provided, 'userName eq "ann@x.test" and title co "e"')) == ["ann@x.test"]


def test_a_look_up_costs_no_query(provided: Provisioned) -> None:
    _listed(provided, 'userName eq "ann@x.test"')
    provided.world.table.calls.clear()
    _listed(provided, 'userName eq "ann@x.test"')
    assert "query" not in provided.world.table.calls
    assert provided.world.table.calls["get"] <= 4


def test_every_user_is_on_one_page(provided: Provisioned) -> None:
    for number in range(4):
        made = provided.user(userName=f"n{number}").json["id"]
        if number > 1:
            provided.patch(made, {"op": "replace", "path": "active", "value": False})
    provided.provider.delete(f"{USERS}/{made}")
    seen: list[str] = []
    start, total = 1, 99
    while start <= total:
        page = _listed(provided, startIndex=start, count=2)
        total = page.json["totalResults"]
        assert (page.json["startIndex"], page.json["itemsPerPage"]) == (start, len(_names(page)))
        seen += _names(page)
        start += page.json["itemsPerPage"]
    assert total == len(seen) == len(set(seen)) == 9
    assert _names(_listed(provided, startIndex=1, count=500)) == seen


def test_the_next_page_costs_one_query(provided: Provisioned) -> None:
    _listed(provided, startIndex=1, count=2)
    provided.world.table.calls.clear()
    assert len(_names(_listed(provided, startIndex=3, count=2))) == 2
    assert provided.world.table.calls["query"] == 1


def test_a_page_that_nobody_has_come_to_is_found_too(provided: Provisioned) -> None:
    everybody = _names(_listed(provided))
    assert _names(_listed(provided, startIndex=4, count=2)) == everybody[3:5]
    behind = _listed(provided, startIndex=100)
    assert (behind.json["totalResults"], behind.json["Resources"]) == (6, [])


def test_numbers_that_make_no_sense_mean_the_nearest_that_do(provided: Provisioned) -> None:
    assert _listed(provided, startIndex=-3, count=1).json["startIndex"] == 1
    none = _listed(provided, count=0)
    assert (none.json["totalResults"], none.json["Resources"]) == (6, [])
    assert _listed(provided, count=-1).json["itemsPerPage"] == 0
    assert _listed(provided, count="many").status == 400
    assert _listed(provided, 'userName eq "ann@x.test"', startIndex=2).json["Resources"] == []


def test_the_count_is_of_the_last_ten_minutes_and_right_at_the_end(provided: Provisioned) -> None:
    assert _listed(provided, count=2).json["totalResults"] == 6
    for number in range(3):
        provided.user(userName=f"n{number}")
    assert _listed(provided, count=2).json["totalResults"] == 6
    provided.world.advance(minutes=11)
    assert _listed(provided, count=2).json["totalResults"] == 9
    assert _listed(provided, count=200).json["totalResults"] == 9


def test_a_query_may_come_as_a_body(provided: Provisioned) -> None:
    body = {"filter": 'userName eq "ann@x.test"', "attributes": ["userName"], "startIndex": 1, "count": 5}
    (found,) = provided.provider.post(f"{USERS}/.search", body).json["Resources"]
    assert found.keys() == {"schemas", "id", "userName"}
    whole = provided.provider.post("/scim/v2/.search", {"excludedAttributes": "emails", "count": 3})
    assert (whole.json["totalResults"], whole.json["itemsPerPage"]) == (6, 3)
    bodies: list[Any] = [{"filter": 7}, {"count": "x"}, {"startIndex": True}, {"attributes": [1]}, []]
    for wrong in bodies:
        assert provided.provider.post(f"{USERS}/.search", wrong).json["scimType"] == "invalidSyntax"


def test_users_and_groups_are_searched_together(provided: Provisioned) -> None:
    for number in range(3):
        assert provided.provider.post("/scim/v2/Groups", {"displayName": f"G{number}"}).status == 201
    found: list[str] = []
    for start in (1, 5, 9):
        page = provided.provider.post("/scim/v2/.search", {"startIndex": start, "count": 4})
        assert page.json["totalResults"] == 9
        found += [one["id"] for one in page.json["Resources"]]
    assert len(set(found)) == 9


def test_more_than_a_thousand_requests_a_minute_are_too_many(provided: Provisioned) -> None:
    provided.get("x")
    (key,) = [key for key in provided.world.table.rows if key.pk.startswith("SCIM#RATE#")]
    row = provided.world.table.rows[key]
    provided.world.table.rows[key] = type(row)(key=key, body="", version=MOST_A_MINUTE - 1, expires=row.expires)
    assert _listed(provided).status == 200
    provided.world.advance(seconds=20)
    reply = _listed(provided)
    assert (reply.status, reply.json["status"], reply.headers["retry-after"]) == (429, "429", "40")
    other = provided.hr.post("/company/scim-tokens", {"name": "Other"}).json["token"]
    assert provided.world.as_token(other).get(USERS).status == 200
    provided.world.advance(seconds=40)
    assert _listed(provided).status == 200
