"""HR designs questionnaires over HTTP [110]."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import current
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.routes.people import routes as people
from chalicelib.questionnaires import actions
from chalicelib.questionnaires.routes import routes
from tests.api.client import Reply, World, world_of
from tests.api.people_world import HR, imported

SCALE = [{"value": 1, "label": "Below"}, {"value": 2, "label": "Meets"}, {"value": 3, "label": "Above"}]
FORM: dict[str, Any] = {
    "title": "Annual review",
    "sections": [
        {
            "title": "Results",
            "intro": "<p>Be <b>fair</b>.<script>x</script></p>",
            "questions": [
                {"kind": "rich_text", "text": "What went well?", "for": "both", "required": True,
                 "help": "<a href='https://x.test'>how</a><img src=x>"},
                {"kind": "rating", "text": "Overall", "for": "manager", "required": True, "scale": SCALE,
                 "reviewee_sees_manager_answer": False},
                {"kind": "single_choice", "text": "Next step?", "for": "self", "required": False,
                 "choices": [{"label": "Lead"}, {"id": "expert", "label": "Expert"}]},
                {"kind": "multi_choice", "text": "Which?", "for": "self", "required": False,
                 "choices": [{"label": "A"}]},
                {"kind": "number", "text": "How many?", "for": "both", "required": False, "unit": "calls", "min": 0},
                {"kind": "checklist", "text": "Done?", "for": "both", "required": False, "items": [{"label": "A"}]},
                {"kind": "position_2d", "text": "Where?", "for": "manager", "required": False, "x_label": "Impact",
                 "y_label": "Growth"},
                {"kind": "values", "text": "Our values", "for": "both", "required": False, "scale": SCALE},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def world() -> Iterator[World]:
    with world_of(people, routes) as world:
        bootstrap_admin(current(), HR, "Hanna HR")
        imported(
            world.as_(HR),
            "email,name,roles,tz\naide@x.test,Ida,hr_assistant,UTC\nann@x.test,Ann,,UTC\nhr2@x.test,Hal,hr_admin,UTC\n",
        )
        yield world


@pytest.fixture
def made(world: World) -> Reply:
    reply = world.as_(HR).post("/questionnaires", FORM)
    assert reply.status == 201, reply.text
    return reply


def use(world: World, form_id: str) -> None:
    """What a cycle does in its own transaction."""
    perform(current(), SYSTEM, lambda command: actions.use(command, form_id))


def sent_back(answer: dict[str, Any]) -> dict[str, Any]:
    return {"title": answer["title"], "sections": answer["sections"]}


def test_all_kinds_get_ids_and_come_back(world: World, made: Reply) -> None:
    questions = made.json["sections"][0]["questions"]
    assert [q["kind"] for q in questions] == [q["kind"] for q in FORM["sections"][0]["questions"]]
    assert len({q["id"] for q in questions}) == 8
    assert [c["id"] for c in questions[2]["choices"]][1] == "expert"
    assert len(questions[2]["choices"][0]["id"]) == 26
    assert questions[1]["scale"] == SCALE
    assert (questions[1]["for"], questions[1]["reviewee_sees_manager_answer"]) == ("manager", False)
    assert questions[0]["reviewee_sees_manager_answer"] is True
    assert (questions[4]["unit"], questions[4]["min"]) == ("calls", 0)
    assert "max" not in questions[4]
    reply = world.as_(HR).get(f"/questionnaires/{made.json['id']}")
    assert (reply.status, reply.json, reply.etag) == (200, made.json, made.etag)
    assert (reply.json["edition"], reply.json["used"], reply.json["actions"]) == (1, False, ["save", "copy"])


def test_introductions_and_help_are_sanitised(made: Reply) -> None:
    section = made.json["sections"][0]
    assert section["intro"] == "<p>Be <strong>fair</strong>.</p>"
    assert section["questions"][0]["help"] == '<a href="https://x.test" rel="noopener noreferrer nofollow">how</a>'


def test_what_was_answered_can_be_sent_back(world: World, made: Reply) -> None:
    path = f"/questionnaires/{made.json['id']}"
    reply = world.as_(HR).put(path, sent_back(made.json) | {"title": "Annual"}, made.etag)
    assert reply.status == 200
    assert reply.json == made.json | {"title": "Annual"}
    stale = world.as_(HR).put(path, FORM, made.etag)
    assert (stale.status, stale.json["current"]["title"]) == (412, "Annual")
    assert world.as_(HR).put(path, FORM).status == 428


def test_nothing_changes_once_a_cycle_uses_it(world: World, made: Reply) -> None:
    hr, path = world.as_(HR), f"/questionnaires/{made.json['id']}"
    use(world, made.json["id"])
    use(world, made.json["id"])
    used = hr.get(path)
    assert (used.json["used"], used.json["actions"]) == (True, ["copy"])
    refused = hr.put(path, FORM, used.etag)
    assert (refused.status, refused.json["code"]) == (409, "questionnaire_in_use")
    assert hr.get(path).json == used.json


def test_copying_makes_the_next(world: World, made: Reply) -> None:
    hr, path = world.as_(HR), f"/questionnaires/{made.json['id']}"
    use(world, made.json["id"])
    copy = hr.post(f"{path}/copy")
    assert copy.status == 201
    assert (copy.json["edition"], copy.json["used"], copy.json["copied_from"]) == (2, False, made.json["id"])
    assert copy.json["sections"] == made.json["sections"]
    assert hr.put(f"/questionnaires/{copy.json['id']}", FORM, copy.etag).status == 200
    assert hr.post(f"{path}/copy", {"title": "Autumn"}).json["title"] == "Autumn"
    assert hr.post("/questionnaires/none/copy").status == 404
    assert hr.post(f"{path}/copy", {"title": ""}).status == 422


def test_a_retry_makes_no_second_one(world: World) -> None:
    hr = world.as_(HR)
    first = hr.post("/questionnaires", FORM, idempotency_key="k")
    again = hr.post("/questionnaires", FORM, idempotency_key="k")
    assert (again.status, again.json, again.etag) == (first.status, first.json, first.etag)
    copy = hr.post(f"/questionnaires/{first.json['id']}/copy", idempotency_key="c")
    assert hr.post(f"/questionnaires/{first.json['id']}/copy", idempotency_key="c").json == copy.json
    assert len(hr.get("/questionnaires").json["items"]) == 2


def test_the_list_has_the_newest_first(world: World, made: Reply) -> None:
    hr = world.as_(HR)
    world.advance(seconds=1)
    second = hr.post("/questionnaires", FORM | {"title": "Second"})
    first_page = hr.get("/questionnaires?limit=1")
    assert [item["title"] for item in first_page.json["items"]] == ["Second"]
    assert first_page.json["items"][0]["questions"] == 8
    rest = hr.get(f"/questionnaires?limit=1&cursor={first_page.json['next']}")
    assert [item["id"] for item in rest.json["items"]] == [made.json["id"]]
    assert (rest.json["next"], second.status) == (None, 201)


@pytest.mark.parametrize(
    ("question", "pointer"),
    [
        ({"kind": "haiku", "text": "x"}, "/kind"),
        ({"kind": "rating", "text": "x"}, "/scale"),
        ({"kind": "rating", "text": "x", "scale": [{"value": "1", "label": "x"}]}, "/scale/0/value"),
        ({"kind": "single_choice", "text": "x", "choices": []}, "/choices"),
        ({"kind": "number", "text": "x", "min": 2, "max": 1}, "/max"),
        ({"kind": "rich_text", "text": ""}, "/text"),
        ({"kind": "rich_text"}, "/text"),
        ({"kind": "rich_text", "text": "x", "for": "everybody"}, "/for"),
        ({"kind": "rich_text", "text": "x", "hidden": True}, "/hidden"),
        ({"kind": "rich_text", "text": "x", "id": "a b"}, "/id"),
    ],
)
def test_what_cannot_be_asked_is_told_by_pointer(world: World, question: dict[str, Any], pointer: str) -> None:
    reply = world.as_(HR).post("/questionnaires", {"title": "x", "sections": [{"title": "s", "questions": [question]}]})
    assert reply.status == 422
    assert [e["pointer"] for e in reply.json["errors"]] == [f"/sections/0/questions/0{pointer}"]


@pytest.mark.parametrize(
    ("form", "pointer"),
    [({"title": "A"}, "/sections"), ({"title": "A", "sections": [{"title": "B"}]}, "/sections/0/questions")],
)
def test_a_form_says_what_it_asks(world: World, form: dict[str, Any], pointer: str) -> None:
    reply = world.as_(HR).post("/questionnaires", form)
    assert (reply.status, [e["pointer"] for e in reply.json["errors"]]) == (422, [pointer])
    assert world.as_(HR).get("/questionnaires").json["items"] == []


def test_too_much_is_refused(world: World) -> None:
    question = {"kind": "rich_text", "text": "x" * 2000, "help": "y" * 9000}
    reply = world.as_(HR).post(
        "/questionnaires", {"title": "x", "sections": [{"title": "s", "questions": [question] * 40}]}
    )
    assert (reply.status, reply.json["code"]) == (413, "questionnaire_too_large")


def test_hr_admins_design_who_runs_cycles_reads(world: World, made: Reply) -> None:
    path = f"/questionnaires/{made.json['id']}"
    readers = [world.as_("aide@x.test"), world.as_client("c", "cycles:write"), world.as_client("c", "cycles:read")]
    strangers = [world.as_("ann@x.test"), world.as_client("c", "people:write")]
    for caller in readers:
        assert caller.get(path).json == made.json | {"actions": []}
        assert caller.get("/questionnaires").status == 200
    for caller in strangers:
        assert caller.get(path).status == 403
        assert caller.get("/questionnaires").status == 403
    for caller in readers + strangers:
        assert caller.post("/questionnaires", FORM, idempotency_key="k").status == 403
        assert caller.put(path, FORM, made.etag).status == 403
        assert caller.post(f"{path}/copy", idempotency_key="k").status == 403
    for entry in routes.routes:
        url = entry.path.format(questionnaire_id=made.json["id"])
        assert world.anonymous().send(entry.method, url, None, {}).status == 401
    assert world.as_("hr2@x.test").put(path, FORM, made.etag).status == 200


def test_unknown_questionnaires_are_not_found(world: World) -> None:
    hr = world.as_(HR)
    assert hr.get("/questionnaires/none").status == 404
    assert hr.put("/questionnaires/none", FORM, '"1"').status == 404


def test_reading_is_one_call_and_writing_two(world: World, made: Reply) -> None:
    hr, path = world.as_(HR), f"/questionnaires/{made.json['id']}"
    world.table.calls.clear()
    etag = hr.get(path).etag
    assert dict(world.table.calls) == {"get": 1}
    world.table.calls.clear()
    hr.put(path, FORM, etag)
    assert dict(world.table.calls) == {"get": 1, "commit": 1}


def test_changes_are_in_the_trail(world: World, made: Reply) -> None:
    rows = [row for key, row in world.table.rows.items() if key.pk == f"U#{made.json['id']}"]
    assert [("questionnaire_created" in row.body) for row in rows] == [True]
    assert "What went well" not in encode([row.body for row in rows])
