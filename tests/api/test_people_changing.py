"""HR changes one person; what hangs on it changes with it."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.codec import decode
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.people.rules import Person
from tests.api.client import World
from tests.api.people_world import HR, company, drain, imported, names, person_id
from tests.tokens import claims, signed


@pytest.fixture
def world() -> Iterator[World]:
    with company() as world:
        world.queue.messages.clear()
        yield world


def stored(world: World, email: str) -> Person:
    (row,) = [row for key, row in world.table.rows.items() if key.pk == f"P#{person_id(world, email)}"]
    return decode(row.body, Person)


def change(world: World, whose: str, /, **body: Any) -> Any:
    path = f"/people/{person_id(world, whose)}"
    return world.as_(HR).put(path, body, world.as_(HR).get(path).etag)


def told(world: World) -> list[tuple[str, list[str]]]:
    """Who changed, and what of it other features hear of."""
    jobs = [decode(row.body, PlannedJob) for key, row in world.table.rows.items() if key.pk == "T"]
    return [(job.params["person_id"], job.params["changed"]) for job in jobs if job.kind == "people.changed"]


def test_one_person_changes(world: World) -> None:
    reply = change(world, "ann@x.test", title="Lead", start_date=None, time_zone="europe/rome", department=None)
    assert reply.status == 200
    assert (reply.json["title"], reply.json["time_zone"], reply.json["start_date"]) == ("Lead", "Europe/Rome", None)
    assert reply.json["department"] == ""
    assert reply.json["location"] == "Bergen"
    ann = person_id(world, "ann@x.test")
    assert told(world) == [(ann, ["zone"])]
    assert world.as_("bob@x.test").get("/people?query=ann").json["items"][0]["title"] == "Lead"


def test_the_same_again_writes_nothing(world: World) -> None:
    before = stored(world, "ann@x.test")
    assert change(world, "ann@x.test", title="Rep").status == 200
    assert stored(world, "ann@x.test") == before


def test_a_stale_change_gets_the_current_version(world: World) -> None:
    path = f"/people/{person_id(world, 'ann@x.test')}"
    hr = world.as_(HR)
    etag = hr.get(path).etag
    assert hr.put(path, {"title": "One"}, etag).status == 200
    reply = hr.put(path, {"title": "Two"}, etag)
    assert (reply.status, reply.json["current"]["title"]) == (412, "One")
    assert hr.put(path, {"title": "Two"}).status == 428


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"email": "ann"}, ["/email"]),
        ({"name": " "}, ["/name"]),
        ({"name": None}, ["/name"]),
        ({"title": "=cmd()", "location": "a\x00"}, ["/title", "/location"]),
        ({"time_zone": "Mars"}, ["/time_zone"]),
        ({"roles": ["owner"]}, ["/roles"]),
        ({"start_date": "31.01.2020"}, ["/start_date"]),
        ({"status": "left"}, ["/status"]),
        ({"manager_id": "nobody"}, ["/manager_id"]),
        ({"manager_email": "nobody@x.test"}, ["/manager_email"]),
        ({"id": "x"}, ["/id"]),
        ({"chain": []}, ["/chain"]),
        ({"logins": []}, ["/logins"]),
    ],
)
def test_what_cannot_be_said_of_a_person(world: World, body: dict[str, Any], pointers: list[str]) -> None:
    reply = change(world, "ann@x.test", **body)
    assert reply.status == 422
    assert [error["pointer"] for error in reply.json["errors"]] == pointers


def test_an_address_is_one_persons(world: World) -> None:
    reply = change(world, "ann@x.test", email="bob@x.test")
    assert (reply.status, reply.json["code"], reply.json["errors"][0]["pointer"]) == (422, "email_taken", "/email")
    assert change(world, "ann@x.test", email="ANN.WU@x.test").status == 200
    assert change(world, "bob@x.test", email="ann@x.test").status == 200
    assert names(world.as_(HR).get("/people?query=ann.wu")) == ["Ann Anders"]
    assert names(world.as_(HR).get("/people?query=ann@")) == ["Bob Berg"]


def test_a_new_manager_moves_all_who_are_below(world: World) -> None:
    top, mia, bob = (person_id(world, f"{name}@x.test") for name in ("top", "mia", "bob"))
    assert change(world, "ann@x.test", manager_id=bob).status == 200
    assert stored(world, "ann@x.test").chain == (top, mia, bob)
    assert change(world, "bob@x.test", manager_email="TOP@x.test").status == 200
    assert stored(world, "ann@x.test").chain == (top, bob)
    assert stored(world, "ann@x.test").manager_name == "Bob Berg"
    ann = person_id(world, "ann@x.test")
    assert told(world) == [(ann, ["manager"]), (bob, ["manager"])]


def test_managers_cannot_go_round_in_a_circle(world: World) -> None:
    for manager in ("mia@x.test", "ann@x.test"):
        reply = change(world, "mia@x.test", manager_email=manager)
        assert reply.status == 422
        assert reply.json["errors"][0]["pointer"] == "/manager_id"


def test_a_new_name_reaches_those_who_report(world: World) -> None:
    assert change(world, "mia@x.test", name="Mia Moe").status == 200
    assert stored(world, "ann@x.test").manager_name == "Mia Moe"
    assert world.as_("ann@x.test").get("/me").json["manager"]["name"] == "Mia Moe"


def test_many_who_are_below_follow_by_the_queue(world: World) -> None:
    rows = [f"p{n}@x.test,P{n},{'bob' if n < 60 else f'p{n - 60}'}@x.test" for n in range(120)]
    assert imported(world.as_(HR), "email,name,manager_email\n" + "\n".join(rows)).status == 200
    world.queue.messages.clear()
    assert change(world, "bob@x.test", manager_email="top@x.test").status == 200
    top, bob, p3 = (person_id(world, f"{name}@x.test") for name in ("top", "bob", "p3"))
    assert len(stored(world, "p63@x.test").chain) == 4
    drain(world)
    assert stored(world, "p3@x.test").chain == (top, bob)
    assert stored(world, "p63@x.test").chain == (top, bob, p3)
    assert change(world, "bob@x.test", name="Bo Berg").status == 200
    drain(world)
    assert stored(world, "p3@x.test").manager_name == "Bo Berg"
    assert stored(world, "p63@x.test").manager_name == "P3"
    assert [changed for _, changed in told(world)] == [["manager"], ["name"]]


def test_a_leaver_loses_roles_logins_and_place(world: World) -> None:
    world.as_("aide@x.test").get("/me")
    assert stored(world, "aide@x.test").logins
    hr, aide = world.as_(HR), person_id(world, "aide@x.test")
    reply = hr.post(f"/people/{aide}/leave")
    assert (reply.status, reply.json["status"], reply.json["roles"]) == (200, "left", [])
    assert told(world) == [(aide, ["left"])]
    gone = stored(world, "aide@x.test")
    assert (gone.logins, gone.left_at) == ((), world.now)
    assert "Ida Aide" not in names(hr.get("/people"))
    assert names(hr.get("/people?status=left")) == ["Ida Aide"]
    assert names(hr.get(f"/people/{person_id(world, 'top@x.test')}/reports")) == ["Mía Müller"]
    assert hr.post(f"/people/{aide}/leave").status == 200
    assert len(told(world)) == 1


def test_who_left_can_come_back(world: World) -> None:
    hr, ann = world.as_(HR), f"/people/{person_id(world, 'ann@x.test')}"
    world.as_("ann@x.test").get("/me")
    hr.post(f"{ann}/leave")
    reply = change(world, "ann@x.test", title="Lead")
    assert (reply.status, reply.json["code"]) == (409, "left")
    assert change(world, "ann@x.test", status="active").json["status"] == "active"
    assert world.as_("ann@x.test").get("/me").status == 200


def test_the_last_hr_admin_cannot_go(world: World) -> None:
    reply = change(world, HR, roles=[])
    assert (reply.status, reply.json["code"]) == (409, "last_hr_admin")
    machine = world.as_client("hris", "people:write")
    reply = machine.post(f"/people/{person_id(world, HR)}/leave", idempotency_key="1")
    assert (reply.status, reply.json["code"]) == (409, "last_hr_admin")
    assert change(world, "ann@x.test", roles=["hr_admin"]).status == 200
    assert machine.post(f"/people/{person_id(world, HR)}/leave", idempotency_key="2").status == 200
    assert world.as_("ann@x.test").get("/me").json["roles"] == ["hr_admin"]


def test_nobody_marks_themselves_as_left(world: World) -> None:
    change(world, "ann@x.test", roles=["hr_admin"])
    reply = world.as_(HR).post(f"/people/{person_id(world, HR)}/leave")
    assert (reply.status, reply.json["code"]) == (403, "about_yourself")


def test_who_may_keep_the_directory(world: World) -> None:
    ann = f"/people/{person_id(world, 'ann@x.test')}"
    etag = world.as_(HR).get(ann).etag
    for caller in (world.as_("ann@x.test"), world.as_("mia@x.test"), world.as_("aide@x.test"),
                   world.as_client("rota", "cycles:write")):  # fmt: skip
        assert caller.put(ann, {"title": "x"}, etag).status == 403
        assert caller.post(f"{ann}/leave", idempotency_key="k").status == 403
        assert imported(caller, "email\nann@x.test\n", idempotency_key="k").status == 403
        assert caller.get("/people/imports/x").status == 403
    machine = world.as_client("hris", "people:write")
    assert machine.put(ann, {"title": "Boss"}, machine.get(ann).etag).status == 200


def test_a_machine_gives_no_roles(world: World) -> None:
    ann = f"/people/{person_id(world, 'ann@x.test')}"
    machine = world.as_client("hris", "people:write")
    assert machine.put(ann, {"roles": ["hr_admin"]}, machine.get(ann).etag).status == 403


def test_a_login_is_bound_once_for_each_issuer(world: World) -> None:
    ann = world.as_("ann@x.test")
    assert ann.get("/me").status == 200
    other = claims("ann@x.test") | {"sub": "somebody-else"}
    assert world.as_token(signed(other)).get("/me").json["code"] == "login_bound"
    unverified = claims("bob@x.test") | {"email_verified": False}
    assert world.as_token(signed(unverified)).get("/me").json["code"] == "address_not_verified"
    moved = claims("whatever@x.test") | {"sub": claims("ann@x.test")["sub"]}
    assert world.as_token(signed(moved)).get("/me").json["email"] == "ann@x.test"


def test_a_retried_leave_gets_the_first_answer(world: World) -> None:
    path = f"/people/{person_id(world, 'ann@x.test')}/leave"
    first = world.as_(HR).post(path, idempotency_key="once")
    again = world.as_(HR).post(path, idempotency_key="once")
    assert (first.status, first.json) == (again.status, again.json)
    other = f"/people/{person_id(world, 'bob@x.test')}/leave"
    assert world.as_(HR).post(other, idempotency_key="once").json["code"] == "idempotency_key_reused"


def test_every_change_is_in_the_trail_without_values(world: World) -> None:
    change(world, "ann@x.test", title="Secret Title")
    ann = person_id(world, "ann@x.test")
    routes = [row.body for key, row in world.table.rows.items() if key.pk == f"U#{ann}"]
    assert sum('"person_changed"' in entry and '"fields":"title"' in entry for entry in routes) == 1
    assert not any("Secret" in entry for entry in routes)


def test_who_reports_to_a_leaver_stays_below_those_who_are_put_above(world: World) -> None:
    """Whose content an HR admin may not open is decided from the chain; a leaver in it must not break it."""
    assert imported(world.as_(HR), "email,name\nceo@x.test,Cleo Ceo\n").status == 200
    world.as_(HR).post(f"/people/{person_id(world, 'mia@x.test')}/leave")
    assert change(world, "top@x.test", manager_email="ceo@x.test").status == 200
    ceo, top, mia = (person_id(world, f"{name}@x.test") for name in ("ceo", "top", "mia"))
    assert stored(world, "mia@x.test").chain == (ceo, top)
    assert stored(world, "ann@x.test").chain == (ceo, top, mia)
    assert change(world, "mia@x.test", status="active", manager_email="ceo@x.test").status == 200
    assert stored(world, "ann@x.test").chain == (ceo, mia)


def test_so_do_many_who_follow_by_the_queue(world: World) -> None:
    rows = [f"p{n}@x.test,P{n},{'mia' if n < 60 else 'p0'}@x.test" for n in range(120)]
    assert imported(world.as_(HR), "email,name,manager_email\nceo@x.test,Cleo Ceo,\n" + "\n".join(rows)).status == 200
    for leaver in ("mia@x.test", "p0@x.test"):
        world.as_(HR).post(f"/people/{person_id(world, leaver)}/leave")
    world.queue.messages.clear()
    assert change(world, "top@x.test", manager_email="ceo@x.test").status == 200
    drain(world)
    ceo, top, mia, p0 = (person_id(world, f"{name}@x.test") for name in ("ceo", "top", "mia", "p0"))
    assert stored(world, "p3@x.test").chain == (ceo, top, mia)
    assert stored(world, "p77@x.test").chain == (ceo, top, mia, p0)
