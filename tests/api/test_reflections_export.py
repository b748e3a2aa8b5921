"""Reflections in an export: one's own with their films, and what one said to others; never in one that HR makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.exports.routes import of_people, routes
from tests.api.exports_world import exported, parsed
from tests.api.reflections_world import ADA, BEN, CLEO, EVE, HANA, MP4, ReflectionsApi, reflections_api

TITLE, THOUGHT, SAID, ANSWER, OTHER = "Canary spring", "Went swimmingly", "Mine to say", "Yours to hear", "Elsewhere"


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api(routes, of_people) as api:
        yield api


def text_of(files: dict[str, bytes]) -> str:
    """Every word of it, names of files included."""
    texts = (content.decode("utf-8", "replace") for name, content in files.items() if not name.endswith(".mp4"))
    return "\n".join([*files, *texts])


def only(files: dict[str, bytes], folder: str, ending: str = ".json") -> str:
    (name,) = [one for one in files if one.startswith(folder) and one.endswith(ending)]
    return name


def talked(api: ReflectionsApi) -> str:
    """Ada's reflection, shared with Ben, in which both say something; its id."""
    one = api.shared(ADA, title=TITLE, prompts={"went_well": f"<p>{THOUGHT}</p>"})
    for person, text in ((ADA, SAID), (BEN, ANSWER)):
        assert api(person).post(f"/reflections/{one}/comments", {"text": f"<p>{text}</p>"}).status == 201
    return one


def test_the_owner_gets_the_film_the_prompts_and_what_was_said(api: ReflectionsApi) -> None:
    talked(api)
    files = exported(api.world, api(ADA))
    one = parsed(files, only(files, "reflections/"))
    assert one["reflection"]["title"] == TITLE
    assert one["reflection"]["prompts"]["went_well"] == f"<p>{THOUGHT}</p>"
    assert {comment["text"] for comment in one["comments"]} == {f"<p>{SAID}</p>", f"<p>{ANSWER}</p>"}
    film = only(files, "reflections/", ".mp4")
    assert files[film] == MP4
    assert film in one["files"]
    page = files["index.html"].decode()
    assert all(word in page for word in (TITLE, THOUGHT, SAID, ANSWER))


def test_drafts_are_in_ones_own_export(api: ReflectionsApi) -> None:
    api.begin(ADA, title=TITLE)
    files = exported(api.world, api(ADA))
    assert parsed(files, only(files, "reflections/"))["reflection"]["state"] == "draft"


def test_a_manager_gets_what_they_said_and_nothing_of_the_owners(api: ReflectionsApi) -> None:
    talked(api)
    api.shared(EVE, title=OTHER)
    files = exported(api.world, api(BEN))
    written = parsed(files, only(files, "written/reflections/"))
    assert written["owner"]["name"] == "Ada"
    assert [one["text"] for one in written["comments"]] == [f"<p>{ANSWER}</p>"]
    for word in (TITLE, THOUGHT, SAID, OTHER):
        assert word not in text_of(files)
    assert not [name for name in files if name.endswith(".mp4")]


def test_replies_go_to_who_recorded_them(api: ReflectionsApi) -> None:
    one = talked(api)
    track = api.reply(one, BEN)
    api.work()
    said = api(BEN).post(f"/reflections/{one}/comments", {"text": "<p>Look</p>", "track_ids": [track]})
    assert said.status == 201, said.text
    mine, theirs = exported(api.world, api(BEN)), exported(api.world, api(ADA))
    assert mine[only(mine, "written/reflections/", ".mp4")] == MP4
    assert [name for name in theirs if name.endswith(".mp4") and "/replies/" in name] == []
    assert "Recordings that others made in reply" in theirs["README.txt"].decode()


def test_files_of_comments_go_along(api: ReflectionsApi) -> None:
    api.allow_files()
    one = talked(api)
    file_id = api.send_file(one, ADA)
    said = api(ADA).post(f"/reflections/{one}/comments", {"text": "<p>See</p>", "attachment_ids": [file_id]})
    assert said.status == 201, said.text
    files = exported(api.world, api(ADA))
    assert files[only(files, "reflections/", ".txt")] == b"All that we plan"


@pytest.mark.parametrize("letter", ["cleo", "eve", "hana", "nils", "otto"])
def test_no_one_else_gets_a_word_of_it(api: ReflectionsApi, letter: str) -> None:
    talked(api)
    text = text_of(exported(api.world, api.world.as_(f"{letter}@example.test")))
    for word in (TITLE, THOUGHT, SAID, ANSWER):
        assert word not in text


def test_a_manager_before_gets_nothing_of_it_any_more(api: ReflectionsApi) -> None:
    talked(api)
    api.move(ADA, CLEO)
    api.work()
    for person in (BEN, CLEO):
        text = text_of(exported(api.world, api(person)))
        for word in (TITLE, THOUGHT, SAID, ANSWER):
            assert word not in text


def test_nothing_between_two_people_is_in_an_export_that_hr_makes(api: ReflectionsApi) -> None:
    talked(api)
    assert api(HANA).post(f"/people/{ADA.id}/leave").status == 200
    api.work()
    files = exported(api.world, api(HANA), person_id=ADA.id)
    for word in (TITLE, THOUGHT, SAID, ANSWER):
        assert word not in text_of(files)
    assert not [name for name in files if name.endswith(".mp4")]
    assert "Reflections, which are between Ada" in files["README.txt"].decode()


def test_a_page_of_many_goes_on_behind_it(api: ReflectionsApi) -> None:
    for count in range(12):
        one = api.begin(ADA, title=f"{TITLE} {count}", prompts={"went_well": "<p>Well</p>"})
        assert api(ADA).post(f"/reflections/{one}/share").status == 200
        assert api(BEN).post(f"/reflections/{one}/comments", {"text": f"<p>{ANSWER} {count}</p>"}).status == 201
    mine, theirs = exported(api.world, api(ADA)), exported(api.world, api(BEN))
    assert sum(name.endswith("reflection.json") for name in mine) == 12
    assert sum(name.startswith("written/") for name in theirs) == 12
