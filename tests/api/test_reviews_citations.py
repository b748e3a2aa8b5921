"""Answers that speak of a reflection, and reflections among what is at hand: for those who see them, and silently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.company.routes import routes as company
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import Person
from chalicelib.reflections.routes import routes as reflection_routes
from chalicelib.reviews.rules import review_id
from tests.api.client import Reply
from tests.api.reflections_world import ReflectionsApi
from tests.api.reviews_world import HOME, ReviewsApi, completed, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, HANA, HUGO, NILS, NOW, OPENS, TOP, cycle, review

CANARY = "zyzzogeton"


@dataclass
class CitationsApi:
    """Reviews and reflections in the same world."""

    reviews: ReviewsApi
    reflections: ReflectionsApi

    def __call__(self, person: Person) -> Any:
        return self.reviews(person)

    def put(self, person: Person, part: str, *citations: dict[str, Any], text: str = "Said") -> Reply:
        return self.reviews.save(person, part, {"answers": {"good": text}, "citations": list(citations)})


@pytest.fixture
def api() -> Iterator[CitationsApi]:
    with opened() as found:
        yield found


@contextmanager
def opened() -> Iterator[CitationsApi]:
    with reviews_api(cycle(calibration=True), None, reflection_routes, people, company) as found:
        yield CitationsApi(found, ReflectionsApi(found.world))


def cite(reflection_id: str, question: str = "good", **at: int) -> dict[str, Any]:
    return {"question_id": question, "reflection_id": reflection_id, **at}


def seen(api: CitationsApi, person: Person, part: str) -> Any:
    """What someone sees cited; None where there is no such field."""
    return ok(api(person).get(HOME)).json[part].get("citations")


def pointers(reply: Reply) -> list[str]:
    assert reply.status == 422, reply.text
    return [error["pointer"] for error in reply.json["errors"]]


def test_both_cite_what_they_see_at_a_moment_or_as_a_whole(api: CitationsApi) -> None:
    one = api.reflections.shared(ADA, title="The move")
    mine = ok(api.put(ADA, "self", cite(one), cite(one, at_ms=400))).json
    told = {"question_id": "good", "reflection_id": one, "title": "The move"}
    assert mine["citations"] == [told, told | {"at_ms": 400}]
    assert ok(api.put(BEN, "manager", cite(one, "risk", at_ms=1))).json["citations"][0]["at_ms"] == 1
    assert seen(api, BEN, "manager") == [told | {"question_id": "risk", "at_ms": 1}]
    api.reviews.share_self()
    assert seen(api, BEN, "self") == [told, told | {"at_ms": 400}]
    assert ok(api(BEN).get(f"{HOME}/self")).json["citations"] == seen(api, BEN, "self")


def test_the_whole_list_replaces_and_what_is_not_sent_stays(api: CitationsApi) -> None:
    one = api.reflections.recorded(ADA)
    ok(api.put(ADA, "self", cite(one, at_ms=1), cite(one, at_ms=1), cite(one, at_ms=2)))
    api.reviews.write_self("Another text")
    assert [c["at_ms"] for c in seen(api, ADA, "self")] == [1, 2]
    ok(api.put(ADA, "self", cite(one, at_ms=2)))
    assert [c["at_ms"] for c in seen(api, ADA, "self")] == [2]
    ok(api.put(ADA, "self"))
    assert seen(api, ADA, "self") is None


def test_a_citation_names_its_question_a_reflection_that_the_writer_sees_and_a_moment_in_it(api: CitationsApi) -> None:
    shared, draft = api.reflections.shared(ADA), api.reflections.recorded(ADA)
    bens = api.reflections.shared(BEN)
    never = f"{draft[:20]}ZZZZZZ{draft[26:]}"
    assert pointers(api.put(ADA, "self", cite(draft), cite(draft, "risk"))) == ["/citations/1/question_id"]
    assert pointers(api.put(ADA, "self", cite(shared, at_ms=3_600_001))) == ["/citations/0/at_ms"]
    hidden = [cite(shared), cite(draft), cite(never), cite(bens), cite("none")]
    assert pointers(api.put(BEN, "manager", *hidden)) == [f"/citations/{n}/reflection_id" for n in (1, 2, 3, 4)]
    assert pointers(api.put(ADA, "self", cite(bens))) == ["/citations/0/reflection_id"]
    assert pointers(api.put(ADA, "self", *[cite(draft)] * 51)) == ["/citations"]
    assert pointers(api.put(ADA, "self", cite(draft, at_ms=-1))) == ["/citations/0/at_ms"]


def test_what_was_and_what_never_was_shared_are_refused_alike(api: CitationsApi) -> None:
    draft = api.reflections.recorded(ADA)
    answers = [api.put(BEN, "manager", cite(one)).text for one in (draft, f"{draft[:20]}ZZZZZZ{draft[26:]}")]
    assert answers[0] == answers[1]


def test_the_reviewee_finds_no_citation_before_the_assessment_is_shared_nor_under_a_hidden_answer(
    api: CitationsApi,
) -> None:
    one = api.reflections.shared(ADA)
    ok(api.put(BEN, "manager", cite(one), cite(one, "risk")))
    assert one not in api(ADA).get(HOME).text
    api.reviews.share_manager()
    assert [c["question_id"] for c in seen(api, ADA, "manager")] == ["good"]


@pytest.mark.parametrize("way", ["unshared", "moved", "deleted"])
def test_whoever_sees_the_reflection_no_longer_sees_no_citation(api: CitationsApi, way: str) -> None:
    one = api.reflections.shared(ADA)
    ok(api.put(BEN, "manager", cite(one)))
    api.reviews.share_manager()
    if way == "unshared":
        ok(api(ADA).post(f"/reflections/{one}/unshare"))
    elif way == "moved":
        api.reflections.move(ADA, NILS)
    else:
        ok(api(ADA).delete(f"/reflections/{one}"))
    assert seen(api, BEN, "manager") is None
    assert (seen(api, ADA, "manager") is None) is (way == "deleted")
    assert pointers(api.put(BEN, "manager", cite(one))) == ["/citations/0/reflection_id"]
    ok(api.put(BEN, "manager", text="Without"))


READERS = (BEN, CLEO, TOP, HANA, HUGO, ASA, CORA)


def answers(api: CitationsApi, person: Person) -> list[str]:
    """All that is answered about this review, with headers."""
    paths = ("", "/self", "/manager", "/resources", "/notes", "/self/backups", "/manager/backups", "/contribution")
    replies = {path: api(person).get(HOME + path) for path in paths}
    return [f"{path} {one.status} {one.text} {sorted(one.headers.items())}" for path, one in replies.items()]


def told_by(cited: bool) -> dict[str, list[str]]:
    """What each reader is answered, with or without citations of a reflection that is shared with no one."""
    with opened() as api:
        one = api.reflections.recorded(ADA, title=CANARY)
        ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
        ok(api.put(ADA, "self", *([cite(one, at_ms=5)] if cited else [])))
        api.reviews.share_self()
        return {person.name: answers(api, person) for person in READERS}


def test_whoever_may_not_see_the_reflection_gets_the_same_bytes_as_if_nothing_was_cited() -> None:
    with_them, without = told_by(True), told_by(False)
    assert with_them == without
    assert CANARY not in str(with_them)


def test_what_the_manager_cites_is_silent_for_those_above_and_hr(api: CitationsApi) -> None:
    one = api.reflections.shared(ADA, title=CANARY)
    ok(api.put(BEN, "manager", cite(one)))
    ok(api.put(ADA, "self", cite(one)))
    api.reviews.share_self()
    api.reviews.share_manager()
    for person in (CLEO, TOP, HANA, HUGO, ASA):
        said = "".join(answers(api, person))
        assert CANARY not in said
        assert one not in said
        assert "citations" not in said
    for person in (ADA, BEN):
        assert "".join(answers(api, person)).count(CANARY) >= 4


def test_a_stale_save_shows_its_author_what_is_cited_now(api: CitationsApi) -> None:
    one = api.reflections.shared(ADA)
    ok(api.put(ADA, "self", cite(one)))
    stale = api(ADA).put(f"{HOME}/self", {"answers": {"good": "Old"}}, match='"0"')
    assert stale.status == 412
    assert [c["reflection_id"] for c in stale.json["current"]["citations"]] == [one]


def test_a_backup_brings_its_citations_back(api: CitationsApi) -> None:
    one = api.reflections.recorded(ADA)
    ok(api.put(ADA, "self", cite(one)))
    ok(api.put(ADA, "self", text="Other"))
    assert seen(api, ADA, "self") is None
    ok(api(ADA).post(f"{HOME}/self/backups/1/restore"))
    assert [c["reflection_id"] for c in seen(api, ADA, "self")] == [one]


def test_citations_alone_can_be_changed(api: CitationsApi) -> None:
    one = api.reflections.shared(ADA)
    api.reviews.write_manager()
    ok(api.reviews.save(BEN, "manager", {"citations": [cite(one)]}))
    side = ok(api(BEN).get(f"{HOME}/manager")).json
    assert (side["answers"]["good"], len(side["citations"])) == ("<p>Well done</p>", 1)


def test_the_next_reviewer_inherits_no_citation_of_a_draft(api: CitationsApi) -> None:
    one = api.reflections.shared(ADA)
    ok(api.put(BEN, "manager", cite(one)))
    api.reflections.move(ADA, NILS)
    ok(api(ADA).post(f"/reflections/{one}/share"))
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert seen(api, NILS, "manager") is None


def test_citations_cost_no_further_call(api: CitationsApi) -> None:
    first, second = api.reflections.shared(ADA), api.reflections.shared(ADA)
    ok(api.put(ADA, "self", cite(first), cite(second)))
    ok(api.put(BEN, "manager", cite(second)))
    calls = api.reviews.world.table.calls
    for person in (ADA, BEN):
        calls.clear()
        assert ok(api(person).get(HOME)).json["id"]
        assert calls.total() == 2
    etag = api(BEN).get(f"{HOME}/manager").etag
    calls.clear()
    ok(api(BEN).put(f"{HOME}/manager", {"citations": [cite(first)]}, match=etag))
    assert calls.total() == 3


# ------------------------------------------------------------------ what is at hand


def at_hand(api: CitationsApi, person: Person) -> Any:
    found = ok(api(person).get(f"{HOME}/resources")).json.get("reflections")
    return None if found is None else [one["title"] for one in found]


def made(api: CitationsApi, title: str, before: timedelta) -> str:
    """A shared reflection of Ada's that was made so long before the review opened."""
    world = api.reviews.world
    now, world.now = world.now, OPENS - before
    one = api.reflections.shared(ADA, title=title)
    world.now = now
    return one


def test_the_two_find_the_shared_reflections_of_the_year(api: CitationsApi) -> None:
    made(api, "Too old", timedelta(days=366))
    made(api, "Last summer", timedelta(days=200))
    one = api.reflections.shared(ADA, title="Spring", period="Q1")
    api.reflections.recorded(ADA, title="Not shared")
    tag = api(ADA).get(f"/reflections/{one}").etag
    chapter = {"at_ms": 300, "title": "The move"}
    ok(api(ADA).patch(f"/reflections/{one}", {"chapters": [chapter]}, match=tag))
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": "Good"}))
    for person in (ADA, BEN):
        assert at_hand(api, person) == ["Spring", "Last summer"]
    item = ok(api(BEN).get(f"{HOME}/resources")).json["reflections"][0]
    length = ok(api(BEN).get(f"/reflections/{one}")).json["duration_ms"]
    assert item == {
        "id": one,
        "title": "Spring",
        "period": "Q1",
        "created_at": "2026-03-04T09:00:00Z",
        "shared_at": "2026-03-04T09:00:00Z",
        "duration_ms": length,
        "chapters": [chapter],
        "comments": 1,
        "link": f"/reflections/{one}",
    }


def test_the_time_since_the_review_before_counts(api: CitationsApi) -> None:
    earlier = cycle()
    past = review(
        earlier,
        id=review_id(f"0{earlier.id[1:].replace('C', 'D')}", ADA.id),
        opens_at=OPENS - timedelta(days=90),
    )
    completed(past, OPENS - timedelta(days=60))
    made(api, "Before it", timedelta(days=91))
    made(api, "Since", timedelta(days=89))
    assert at_hand(api, ADA) == at_hand(api, BEN) == ["Since"]


def test_nobody_else_finds_that_there_are_reflections(api: CitationsApi) -> None:
    api.reflections.shared(ADA, title=CANARY)
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
    for person in (CLEO, TOP, HANA, HUGO, ASA, CORA):
        reply = ok(api(person).get(f"{HOME}/resources"))
        assert (list(reply.json), reply.json["cards"]) == (["past_reviews", "cards"], []), person.name


def test_a_reviewer_who_is_not_the_manager_now_finds_none(api: CitationsApi) -> None:
    api.reflections.shared(ADA)
    assert at_hand(api, BEN) is not None
    api.reflections.move(ADA, NILS)
    assert at_hand(api, BEN) is None
    assert api(NILS).get(f"{HOME}/resources").status == 404
    assert at_hand(api, ADA) == ["My spring"]
    assert api.reviews.world.now == NOW
