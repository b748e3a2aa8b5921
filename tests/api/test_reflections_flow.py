"""From a first recording to the talk under it [1, 3, 5, 6, 7, 11]."""

from collections.abc import Iterator

import pytest

from tests.api.reflections_world import ADA, BEN, MP4, ReflectionsApi, reflections_api


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def test_answers_without_a_recording_are_shared_and_talked_about(api: ReflectionsApi) -> None:
    bare = api.begin()
    assert api(ADA).post(f"/reflections/{bare}/share").json["code"] == "nothing_recorded"
    at = f"/reflections/{api.begin(prompts={'improve': '<p>Say no earlier</p>'})}"
    assert api(ADA).post(f"{at}/share").status == 200
    assert api(BEN).get(at).json["prompts"]["improve"] == "<p>Say no earlier</p>"
    assert api(BEN).post(f"{at}/comments", {"text": "Gladly"}).status == 201
    assert api(BEN).get(f"{at}/playback").status == 409


def test_an_employee_records_shares_and_talks_with_the_manager(api: ReflectionsApi) -> None:
    one = api.begin(prompts={"went_well": "<p>The move<script>x</script></p>"}, objective_ids=["Calmer support"])
    at = f"/reflections/{one}"
    draft = api(ADA).get(at).json
    assert draft["prompts"]["went_well"] == "<p>The move</p>"
    assert draft["actions"] == ["edit", "record", "share", "delete"]
    api.upload(one)
    assert api(ADA).get(at).json["tracks"][0]["state"] == "checking"
    api.work()
    whole = api(ADA).get(at).json
    assert [track["state"] for track in whole["tracks"]] == ["playable"]
    assert whole["duration_ms"] > 500
    assert api(BEN).get(at).status == 404
    shared = api(ADA).post(f"{at}/share")
    assert shared.status == 200, shared.text
    assert shared.json["shared_with"] == [{"id": BEN.id, "name": BEN.name}]
    seen = api(BEN).get(at).json
    assert "shared_with" not in seen
    assert seen["new"] is True
    played = api(BEN).get(f"{at}/playback").json
    assert api.world.bucket.fetch(played["tracks"][0]["url"]) == MP4
    assert api(BEN).post(f"{at}/comments", {"text": "Well done", "at_ms": 400}).status == 201
    api.later(minutes=1)
    assert api(ADA).post(f"{at}/comments", {"text": "Thank you"}).status == 201
    told = api(ADA).get(f"{at}/comments").json["items"]
    assert [(c["author"]["name"], c["text"], c.get("at_ms")) for c in told] == [
        ("Ben", "Well done", 400),
        ("Ada", "Thank you", None),
    ]
    assert api.mails() == [
        ("reflections.commented", "ada@example.test"),
        ("reflections.commented", "ben@example.test"),
        ("reflections.shared", "ben@example.test"),
    ]
