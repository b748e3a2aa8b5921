"""The demo company: complete, in every state, written through the API, and discreet in its emails."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from infra.local.demo import PEOPLE
from infra.local.demo_company import COMPANY, export
from infra.local.demo_form import FORM
from infra.local.demo_scenes import PILOT, SCENES
from infra.local.demo_texts import manager_answers, position, rating, self_answers
from tests.local.server import Running

TODAY = date(2026, 11, 23)


def test_forty_people_on_four_levels_in_three_zones() -> None:
    bosses = {one.key: one.boss for one in COMPANY}

    def level(key: str) -> int:
        return 1 if not bosses[key] else 1 + level(bosses[key])

    assert len(COMPANY) == len({one.name for one in COMPANY}) == len(PEOPLE) == 40
    assert Counter(map(level, bosses)) == {1: 1, 2: 5, 3: 10, 4: 24}
    assert len({one.zone for one in COMPANY}) == 3


def test_the_export_leaves_out_who_had_not_joined_yet() -> None:
    assert "amara@example.test" in export(TODAY)
    assert "amara@example.test" not in export(TODAY, years_ago=1)


def test_scenes_are_of_people_in_the_company_with_texts_of_their_own() -> None:
    keys = {one.key for one in COMPANY}
    asked = {question["id"] for section in FORM["sections"] for question in section["questions"]}
    texts: list[str] = []
    for key in SCENES:
        assert key in keys
        for answers in sides(key):
            assert answers.keys() <= asked
            texts.append(answers["results"])
        assert 1 <= rating(key) <= 5
        assert all(0 <= at <= 1 for at in position(key).values())
    assert len(texts) == len(set(texts))
    assert not any("lorem" in text.lower() or text == "<p></p>" for text in texts)
    assert set(PILOT) <= keys


def sides(key: str) -> Iterator[dict[str, Any]]:
    """What was written about someone, as far as it went."""
    scene = SCENES[key]
    if scene.own != "none":
        yield self_answers(key, whole=scene.own != "draft")
    if scene.manager != "none":
        yield manager_answers(key, whole=scene.manager != "draft")


def cycle_of(demo: Running, state: str) -> dict[str, Any]:
    cycles = demo.person("hr@example.test").get("/cycles").body["items"]
    found: dict[str, Any] = next(cycle for cycle in cycles if cycle["state"] == state)
    return found


@pytest.mark.slow
def test_a_cycle_is_under_way_with_reviews_in_every_state(demo: Running) -> None:
    hr = demo.person("hr@example.test")
    stages = hr.get(f"/cycles/{cycle_of(demo, 'open')['id']}/progress").body["stages"]
    assert stages["self"].keys() >= {"not_started", "draft", "shared", "hidden", "not_provided"}
    assert stages["manager"].keys() >= {"not_started", "draft", "done", "shared", "hidden"}
    assert stages["signed"].keys() >= {"none", "one", "both"}
    assert stages["reviews"].keys() >= {"open", "locked", "complete", "withdrawn"}
    assert cycle_of(demo, "closed")["name"] == f"Annual review {datetime.now(UTC).year - 1}, pilot"
    assert hr.get(f"/cycles/{cycle_of(demo, 'scheduled')['id']}/progress").body["created"] == 8
    assert cycle_of(demo, "draft")["name"]


@pytest.mark.slow
def test_people_reflect_and_talk_with_their_manager_alone(demo: Running) -> None:
    lena, yuki = demo.person("lena@example.test"), demo.person("yuki@example.test")
    shared = lena.get("/reflections?role=manager").body["items"]
    assert {line["owner"]["name"] for line in shared} == {"Yuki Tanaka", "Emil Sørensen"}
    assert all(line["has_captions"] and line["poster_url"] for line in shared)
    mine = yuki.get("/reflections").body["items"]
    assert [line["state"] for line in mine] == ["draft", "shared", "shared"]
    assert demo.person("hr@example.test").get(f"/reflections/{mine[1]['id']}").status == 404
    found = lena.get("/reflections?query=capacity").body["items"]
    assert len(found) == 3, "the draft of the same words is not hers to find"


@pytest.mark.slow
def test_the_clock_is_left_at_now_and_people_have_tasks(demo: Running) -> None:
    assert abs(demo.now() - datetime.now(UTC)) < timedelta(minutes=10)
    tasks = {who: demo.person(f"{who}@example.test").get("/home").body["tasks"] for who in ("lena", "yuki", "emil")}
    assert {task["kind"] for task in tasks["lena"]} == {"write_manager", "sign", "contribute", "record_reflection"}
    assert [task["kind"] for task in tasks["yuki"]] == ["write_self"]
    assert [task["kind"] for task in tasks["emil"]] in ([], ["record_reflection"]), "a fortnight may begin in between"


@pytest.mark.slow
def test_no_mail_holds_a_sentence_that_somebody_wrote(demo: Running) -> None:
    """Names, dates and links only: no text of a review, no comment, no note, no name of a rating."""
    mails = demo.mails()
    assert len(mails) > 100
    everything = "\n".join(f"{mail['subject']}\n{mail['text']}\n{mail['html']}" for mail in mails)
    for sentence in written():
        assert sentence not in everything
    for mail in mails:
        assert re.search(r"https?://localhost:\d+/\S", mail["text"])
        assert mail["text"].startswith("Hello ")


def written() -> Iterator[str]:
    """Whatever the demo's people wrote, in pieces long enough to be recognised."""
    for key, scene in SCENES.items():
        texts = [text for given in sides(key) for text in given.values() if isinstance(text, str)]
        for text in (*texts, scene.comment, scene.note):
            yield from (piece for piece in re.split(r"<[^>]+>|[.:;?] ", text) if len(piece) > 20)
    yield "Outstanding"
    yield "Exceeds expectations"


@pytest.mark.slow
def test_no_mail_was_left_behind(demo: Running) -> None:
    assert demo.person("hr@example.test").get("/mails").body["items"] == []
