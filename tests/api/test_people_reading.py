"""Profiles, lists and the search box."""

from collections.abc import Iterator

import pytest

from chalicelib.people.routes.people import routes
from tests.api.client import World
from tests.api.people_world import HR, company, imported, names, person_id

PRIVATE = {"email", "time_zone", "employment_type", "start_date", "roles", "external_id", "mail_trouble"}


@pytest.fixture
def world() -> Iterator[World]:
    with company() as world:
        yield world


def test_me_tells_who_i_am(world: World) -> None:
    mia = world.as_("mia@x.test").get("/me").json
    assert (mia["name"], mia["email"], mia["has_reports"], mia["roles"]) == ("Mía Müller", "mia@x.test", True, [])
    assert mia["manager"] == {"id": person_id(world, "top@x.test"), "name": "Tora Top"}
    assert mia["features"]["reviews"] is True
    assert mia["features"]["reflections"] is True
    assert world.as_("ann@x.test").get("/me").json["has_reports"] is False
    assert world.as_(HR).get("/me").json["roles"] == ["hr_admin"]


def test_a_profile_has_the_chain_with_the_own_manager_first(world: World) -> None:
    """[76] Reachable through the member's profile page."""
    reply = world.as_("bob@x.test").get(f"/people/{person_id(world, 'ann@x.test')}")
    assert reply.status == 200
    assert [above["name"] for above in reply.json["chain"]] == ["Mía Müller", "Tora Top"]
    assert reply.json["manager"]["name"] == "Mía Müller"
    assert reply.json["title"] == "Rep"


def test_colleagues_see_where_somebody_works_hr_and_oneself_see_all(world: World) -> None:
    ann = f"/people/{person_id(world, 'ann@x.test')}"
    assert world.as_("bob@x.test").get(ann).json.keys().isdisjoint(PRIVATE)
    assert world.as_("mia@x.test").get(ann).json.keys().isdisjoint(PRIVATE)
    assert world.as_client("rota", "cycles:read").get(ann).json.keys().isdisjoint(PRIVATE)
    for caller in (world.as_("ann@x.test"), world.as_(HR), world.as_("aide@x.test"),
                   world.as_client("hris", "people:write")):  # fmt: skip
        seen = caller.get(ann).json
        assert seen.keys() >= PRIVATE
        assert (seen["start_date"], seen["time_zone"]) == ("2020-02-29", "Europe/Oslo")


def test_actions_are_those_that_the_caller_may_do(world: World) -> None:
    ann = f"/people/{person_id(world, 'ann@x.test')}"
    assert world.as_(HR).get(ann).json["actions"] == ["save", "leave"]
    assert world.as_client("hris", "people:write").get(ann).json["actions"] == ["save", "leave"]
    assert world.as_("aide@x.test").get(ann).json["actions"] == []
    assert world.as_(HR).get(f"/people/{person_id(world, HR)}").json["actions"] == ["save"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("an", ["Ann Anders"]),
        ("AND", ["Ann Anders"]),
        ("mia", ["Mía Müller"]),
        ("mull", ["Mía Müller"]),
        ("müll mí", ["Mía Müller"]),
        ("ann@x", ["Ann Anders"]),
        ("bo", ["Bob Berg"]),
        ("zz", []),
        ("a", []),
        ("ann berg", []),
    ],
)
def test_people_are_found_from_the_first_two_letters(world: World, query: str, found: list[str]) -> None:
    """[76] The User Search box."""
    assert names(world.as_("bob@x.test").get(f"/people?query={query}")) == found


def test_a_search_may_ask_for_a_manager_and_a_status(world: World) -> None:
    hr, mia = world.as_(HR), person_id(world, "mia@x.test")
    assert names(hr.get(f"/people?query=bo&manager_id={mia}")) == ["Bob Berg"]
    assert names(hr.get(f"/people?query=mi&manager_id={mia}")) == []
    hr.post(f"/people/{person_id(world, 'bob@x.test')}/leave")
    assert names(hr.get("/people?query=bo")) == []
    assert names(hr.get("/people?query=bo&status=left")) == ["Bob Berg"]


def test_a_search_is_two_calls_in_a_large_company(world: World) -> None:
    rows = "".join(f"p{n}@x.test,Anton Adler{n:04d}\n" for n in range(900))
    assert imported(world.as_(HR), f"email,name\n{rows}").status == 200
    from tests.api.people_world import drain

    drain(world)
    world.as_("bob@x.test").get("/me")
    world.table.calls.clear()
    found = world.as_("bob@x.test").get("/people?query=an&limit=100")
    assert sum(world.table.calls.values()) == 2
    seen = names(found)
    while found.json["next"]:
        found = world.as_("bob@x.test").get(f"/people?query=an&limit=100&cursor={found.json['next']}")
        seen += names(found)
    assert len(seen) == len(set(seen)) == 901


def test_lists_by_page(world: World) -> None:
    bob = world.as_("bob@x.test")
    first = bob.get("/people?limit=4")
    rest = bob.get(f"/people?limit=4&cursor={first.json['next']}")
    assert sorted(names(first) + names(rest)) == [
        "Ann Anders", "Bob Berg", "Hanna HR", "Ida Aide", "Mía Müller", "Tora Top",
    ]  # fmt: skip
    assert rest.json["next"] is None
    mia = person_id(world, "mia@x.test")
    assert names(bob.get(f"/people/{mia}/reports")) == ["Ann Anders", "Bob Berg"]
    assert names(bob.get(f"/people?manager_id={mia}")) == ["Ann Anders", "Bob Berg"]
    assert names(bob.get(f"/people?manager_id={mia}&status=left")) == []
    assert "email" not in first.json["items"][0]
    assert "email" in world.as_(HR).get("/people").json["items"][0]


def test_every_read_is_at_most_two_calls(world: World) -> None:
    ann = person_id(world, "ann@x.test")
    bob = world.as_("bob@x.test")
    bob.get("/me")
    for path in ("/me", "/people", "/people?query=an", f"/people/{ann}", f"/people/{ann}/reports"):
        world.table.calls.clear()
        assert bob.get(path).status == 200
        assert sum(world.table.calls.values()) <= 2, path


@pytest.mark.parametrize("path", ["/people/nobody", "/people/nobody/reports"])
def test_unknown_people_are_not_found(world: World, path: str) -> None:
    assert world.as_(HR).get(path).status == 404


@pytest.mark.parametrize(
    "query", ["status=gone", "limit=0", "limit=101", "cursor=forged", "what=x", "query=" + "x" * 201]
)
def test_what_cannot_be_asked(world: World, query: str) -> None:
    assert world.as_(HR).get(f"/people?{query}").status == 422


def test_nobody_reads_without_being_in_the_directory(world: World) -> None:
    for entry in routes.routes:
        path = entry.path.format(person_id=person_id(world, "ann@x.test"), import_id="x")
        assert world.anonymous().send(entry.method, path, None, {}).status == 401
        stranger = world.as_("stranger@x.test").send(entry.method, path, None, {"if-match": "1"})
        assert (stranger.status, stranger.json["code"]) == (403, "not_in_directory")
        assert world.as_client("idle").send(entry.method, path, None, {"idempotency-key": "k"}).status == 403


def test_who_left_is_out_at_once(world: World) -> None:
    ann = world.as_("ann@x.test")
    assert ann.get("/me").status == 200
    world.as_(HR).post(f"/people/{person_id(world, 'ann@x.test')}/leave")
    assert (ann.get("/me").status, ann.get("/me").json["code"]) == (403, "left")
