"""Lists of reflections keep to what was asked for, and a page's end tells of nothing that its reader does not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections import store
from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, CLEO, EVE, NILS, ReflectionsApi, reflections_api


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as found:
        yield found


def ok(reply: Reply) -> Any:
    assert reply.status == 200, reply.text
    return reply.json


def pages(api: ReflectionsApi, who: Any, query: str, limit: int) -> list[list[str]]:
    """The ids of a whole list, page by page."""
    found, cursor = [], ""
    for _ in range(20):
        page = ok(api(who).get(f"/reflections?limit={limit}{query}{cursor}"))
        found.append([item["id"] for item in page["items"]])
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"
    raise AssertionError("a list without end")


def shared_in_turn(api: ReflectionsApi, number: int) -> list[str]:
    """As many reflections of two people, the newest first."""
    made = []
    for at in range(number):
        made.append(api.shared((ADA, EVE)[at % 2], title="Spring in the warehouse"))
        api.later(minutes=1)
    return made[::-1]


def test_what_reports_share_comes_in_pages_as_long_as_asked_for_the_newest_first(api: ReflectionsApi) -> None:
    made = shared_in_turn(api, 5)
    assert pages(api, BEN, "&role=manager", 2) == [made[:2], made[2:4], made[4:]]
    assert pages(api, BEN, "&role=manager", 5) == [made]


def test_without_a_role_ones_own_and_what_reports_share_are_one_list(api: ReflectionsApi) -> None:
    made = []
    for who in (ADA, BEN, EVE, BEN, ADA):
        made.append(api.shared(who) if who is not BEN else api.begin(BEN))
        api.later(minutes=1)
    made.reverse()
    for limit in (1, 2, 3, 5, 25):
        assert [one for page in pages(api, BEN, "", limit) for one in page] == made, limit
    assert pages(api, BEN, "&role=owner", 25) == [made[1::2]]
    assert pages(api, BEN, f"&owner_id={BEN.id}", 25) == [made[1::2]]


def test_one_list_of_both_leaves_nothing_out_where_a_page_of_the_table_ends_early(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DynamoDB ends a page at a megabyte."""
    made = []
    for who in (BEN, ADA, BEN, EVE, BEN, ADA):
        made.append(api.shared(who) if who is not BEN else api.begin(BEN))
        api.later(minutes=1)
    whole = store.mine
    monkeypatch.setattr(store, "mine", lambda *of, limit, after: whole(*of, limit=min(limit, 1), after=after))
    for limit in (1, 2, 5):
        assert [one for page in pages(api, BEN, "", limit) for one in page] == made[::-1], limit


def test_search_answers_no_more_than_asked_for_and_everything_in_the_end(api: ReflectionsApi) -> None:
    made = shared_in_turn(api, 5)
    found = pages(api, BEN, "&query=ware", 2)
    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(one for page in found for one in page) == sorted(made)
    of_eve = pages(api, BEN, f"&query=spring&owner_id={EVE.id}", 1)
    assert sorted(one for page in of_eve for one in page) == sorted(made[1::2])
    assert pages(api, BEN, "&query=spring&role=owner", 25) == [[]]


@pytest.mark.parametrize("limit", [1, 2])
def test_a_page_never_ends_where_only_drafts_follow(api: ReflectionsApi, limit: int) -> None:
    api.begin(title="Before")
    one = api.shared()
    for _ in range(3):
        api.later(minutes=1)
        api.begin(title="After")
    reply = ok(api(BEN).get(f"/reflections?owner_id={ADA.id}&limit={limit}"))
    assert ([item["id"] for item in reply["items"]], reply["next"]) == ([one], None)
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    assert ok(api(BEN).get(f"/reflections?owner_id={ADA.id}&limit={limit}")) == {"items": [], "next": None}


def test_words_left_with_a_former_manager_lead_to_no_further_page(api: ReflectionsApi) -> None:
    for _ in range(3):
        api.shared(title="Canary")
        api.later(minutes=1)
    api.move(ADA, NILS)
    for person in (BEN, NILS, CLEO):
        assert ok(api(person).get("/reflections?query=canary&limit=1")) == {"items": [], "next": None}
    assert [len(page) for page in pages(api, ADA, "&query=canary", 1)] == [1, 1, 1]
