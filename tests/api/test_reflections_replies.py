"""Recorded replies: manager and owner answer by a short recording, which only the two of them see [7]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections.rules.recording import MOST_REPLIES
from tests.api.client import Reply
from tests.api.reflections_world import (
    ADA,
    ASA,
    BEN,
    CLEO,
    EVE,
    HANA,
    MP4,
    NILS,
    OTTO,
    SILENT,
    TOP,
    ReflectionsApi,
    reflections_api,
)

OUTSIDE = (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO)


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply, status: int = 200) -> Any:
    assert reply.status == status, reply.text
    return reply.json


def said(api: ReflectionsApi, one: str, *tracks: str, text: str = "", who: Any = BEN, **more: Any) -> Any:
    body = {"track_ids": list(tracks), "text": text} | more
    return ok(api(who).post(f"/reflections/{one}/comments", body), 201)


def answered(api: ReflectionsApi, *, who: Any = BEN) -> tuple[str, str, str]:
    """A shared reflection under which somebody answers with a recording: the two ids, and the track's."""
    one = api.shared()
    track = api.reply(one, who)
    comment = said(api, one, track, who=who)["id"]
    api.work()
    return one, comment, track


@pytest.mark.parametrize("who", [BEN, ADA], ids=["manager", "owner"])
def test_either_answers_with_a_recording_that_both_play(api: ReflectionsApi, who: Any) -> None:
    one = api.shared()
    track = api.reply(one, who)
    told = said(api, one, track, who=who, at_ms=500)
    assert (told["text"], told["video"]["state"], told["at_ms"]) == ("", "checking", 500)
    at = f"/reflections/{one}/comments/{told['id']}"
    assert api(ADA).get(f"{at}/playback").json["code"] == "nothing_recorded"
    api.work()
    for person in (ADA, BEN):
        (shown,) = ok(api(person).get(f"/reflections/{one}/comments"))["items"]
        assert (shown["video"]["state"], shown["author"]["name"]) == ("playable", who.name)
        assert shown["video"]["tracks"][0]["track_id"] == track
        played = ok(api(person).get(f"{at}/playback"))
        assert api.world.bucket.fetch(played["tracks"][0]["url"]) == MP4
        assert played["chapters"] == []


def test_a_reply_is_short(api: ReflectionsApi) -> None:
    one = api.shared()
    track = api.begin_track(one, owner=BEN, reply=True)
    assert ok(api(BEN).get(f"/reflections/{one}/tracks/{track}"))["max_duration_ms"] == 180_000
    api.set(max_minutes=1)
    track = api.begin_track(one, owner=BEN, reply=True)
    assert ok(api(BEN).get(f"/reflections/{one}/tracks/{track}"))["max_duration_ms"] == 60_000


def test_until_it_is_under_a_comment_it_is_its_authors_alone(api: ReflectionsApi) -> None:
    one = api.shared()
    track = api.reply(one, BEN)
    api.work()
    at = f"/reflections/{one}/tracks/{track}"
    assert [t["track_id"] for t in ok(api(BEN).get(f"/reflections/{one}"))["replies"]] == [track]
    assert ok(api(ADA).get(f"/reflections/{one}"))["replies"] == []
    for path, body in (("", None), ("/parts", None)):
        assert api(ADA).send("GET", at + path, body, {}).status == 404
    assert api(ADA).delete(at).status == 404
    stolen = api(ADA).post(f"/reflections/{one}/comments", {"track_ids": [track]})
    assert (stolen.status, stolen.json["errors"][0]["pointer"]) == (422, "/track_ids/0")


def test_once_it_is_there_only_its_author_changes_it(api: ReflectionsApi) -> None:
    one, _, track = answered(api)
    at = f"/reflections/{one}/tracks/{track}"
    assert ok(api(ADA).get(at))["reply"] is True
    assert api(ADA).delete(at).status == 403
    assert api(ADA).post(f"{at}/parts", {"part_numbers": [1]}).status == 403
    assert api(ADA).post(f"{at}/complete", {}).status == 403
    assert api(BEN).post(f"{at}/parts", {"part_numbers": [1]}).json["code"] == "upload_finished"
    assert ok(api(BEN).get(f"/reflections/{one}"))["replies"] == []


@pytest.mark.parametrize("path", ["", "/playback", "/transcript"])
def test_nobody_else_learns_of_it(api: ReflectionsApi, path: str) -> None:
    one, comment, track = answered(api)
    for person in OUTSIDE:
        assert api(person).get(f"/reflections/{one}/comments/{comment}{path}").status == 404, person.name
        assert api(person).get(f"/reflections/{one}/tracks/{track}").status == 404, person.name
    assert api.world.anonymous().get(f"/reflections/{one}/comments/{comment}{path}").status == 401
    assert ok(api(HANA).post(f"/people/{BEN.id}/leave")) is not None
    assert api(BEN).get(f"/reflections/{one}/comments/{comment}{path}").status == 403


def test_a_former_manager_is_out_and_the_next_one_hears_nothing_of_it(api: ReflectionsApi) -> None:
    one, comment, track = answered(api)
    api.move(ADA, NILS)
    assert api(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    ok(api(ADA).post(f"/reflections/{one}/share"))
    assert ok(api(NILS).get(f"/reflections/{one}/comments"))["items"] == []
    assert api(NILS).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    assert api(NILS).get(f"/reflections/{one}/tracks/{track}").status == 404
    assert ok(api(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))


def test_a_manager_who_comes_back_begins_anew(api: ReflectionsApi) -> None:
    one, comment, track = answered(api)
    loose = api.reply(one, BEN)
    api.move(ADA, NILS)
    api.move(ADA, BEN)
    ok(api(ADA).post(f"/reflections/{one}/share"))
    assert api(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    for gone in (track, loose):
        assert api(BEN).get(f"/reflections/{one}/tracks/{gone}").status == 404
        assert api(BEN).delete(f"/reflections/{one}/tracks/{gone}").status == 404
    assert ok(api(BEN).get(f"/reflections/{one}"))["replies"] == []


def test_what_is_taken_back_is_seen_by_nobody_but_its_owner(api: ReflectionsApi) -> None:
    one, comment, _ = answered(api)
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    assert api(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    assert ok(api(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))
    assert api(ADA).post(f"/reflections/{one}/tracks", REPLY).json["code"] == "not_shared"


REPLY = {"kind": "camera", "content_type": "video/mp4", "reply": True}


def test_it_never_stands_in_the_way_of_the_reflection(api: ReflectionsApi) -> None:
    """Neither replaces a recording, nor is played as one, nor keeps it from being shared anew."""
    one = api.shared()
    own = ok(api(ADA).get(f"/reflections/{one}/playback"))["tracks"]
    api.begin_track(one, owner=ADA, reply=True)
    api.reply(one, ADA)
    api.work()
    whole = ok(api(ADA).get(f"/reflections/{one}"))
    assert [t["reply"] for t in whole["tracks"]] == [False]
    assert [t["track_id"] for t in ok(api(ADA).get(f"/reflections/{one}/playback"))["tracks"]] == [
        t["track_id"] for t in own
    ]
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    ok(api(ADA).post(f"/reflections/{one}/share"))


def test_a_comment_takes_what_its_author_has_uploaded_one_of_a_kind(api: ReflectionsApi) -> None:
    one = api.shared()
    uploading = api.begin_track(one, owner=BEN, reply=True)
    ready, second = api.reply(one, BEN), api.reply(one, BEN)
    screen = api.upload(one, SILENT, owner=BEN, reply=True, type_="video/webm")
    at = f"/reflections/{one}/comments"
    own = ok(api(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    for wrong in (uploading, "nothing", own):
        assert api(BEN).post(at, {"track_ids": [wrong]}).json["errors"][0]["pointer"] == "/track_ids/0"
    assert api(BEN).post(at, {"track_ids": [ready, second]}).json["errors"][0]["pointer"] == "/track_ids"
    assert api(BEN).post(at, {"track_ids": [ready, ready]}).json["errors"][0]["pointer"] == "/track_ids"
    assert api(BEN).post(at, {}).json["errors"][0]["pointer"] == "/text"
    told = said(api, one, ready, screen, text="See")
    api.work()
    played = ok(api(ADA).get(f"{at}/{told['id']}/playback"))["tracks"]
    assert [t["kind"] for t in played] == ["screen", "camera"]
    again = api(BEN).post(at, {"track_ids": [ready]})
    assert again.json["errors"][0]["pointer"] == "/track_ids/0"


def test_deleting_the_comment_deletes_the_recording(api: ReflectionsApi) -> None:
    one, comment, track = answered(api)
    kept = len(api.world.bucket.objects)
    assert api(BEN).delete(f"/reflections/{one}/comments/{comment}").status == 204
    assert api(ADA).get(f"/reflections/{one}/tracks/{track}").status == 404
    api.work()
    assert len(api.world.bucket.objects) == kept - 1


@pytest.mark.parametrize("text", ["", "And in words."])
def test_deleting_the_recording_takes_it_out_of_the_comment(api: ReflectionsApi, text: str) -> None:
    one = api.shared()
    track = api.reply(one, BEN)
    comment = said(api, one, track, text=text)["id"]
    api.work()
    assert api(BEN).delete(f"/reflections/{one}/tracks/{track}").status == 204
    left = ok(api(ADA).get(f"/reflections/{one}/comments"))["items"]
    assert [(item["id"], "video" in item) for item in left] == ([(comment, False)] if text else [])
    assert ok(api(ADA).get(f"/reflections/{one}"))["comments"] == (1 if text else 0)
    api.work()
    assert not [key for key in api.world.bucket.objects if track in key]


def test_a_recording_that_nobody_puts_anywhere_goes_after_two_days(api: ReflectionsApi) -> None:
    one = api.shared()
    api.reply(one, BEN)
    api.begin_track(one, owner=BEN, reply=True)
    api.work()
    api.later(hours=49)
    api.work(events=False)
    assert ok(api(BEN).get(f"/reflections/{one}"))["replies"] == []
    api.later(minutes=30)
    api.work()
    assert len(api.world.bucket.objects) == 1
    assert api.world.bucket.uploads == {}


def test_one_that_is_under_a_comment_stays(api: ReflectionsApi) -> None:
    one, comment, _ = answered(api)
    api.later(hours=49)
    api.work()
    assert ok(api(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))


def test_a_bad_one_is_told_to_who_recorded_it(api: ReflectionsApi) -> None:
    one = api.shared()
    before = api.mails()
    track = api.reply(one, BEN, b"<html>nothing</html>")
    comment = said(api, one, track)["id"]
    api.work()
    told = sorted(api.mails())
    for mail in before:
        told.remove(mail)
    assert told == [("reflections.commented", ADA.email), ("reflections.recording_refused", BEN.email)]
    (shown,) = ok(api(BEN).get(f"/reflections/{one}/comments"))["items"]
    assert (shown["id"], shown["video"]["state"]) == (comment, "refused")
    assert shown["video"]["tracks"][0]["problem"]["code"] == "wrong_type"


def test_captions_of_a_reply_are_its_own(api: ReflectionsApi) -> None:
    one, comment, track = answered(api)
    jobs = {name: job for name, job in api.world.transcriber.jobs.items() if name.endswith(track)}
    assert len(jobs) == 1
    at = f"/reflections/{one}/comments/{comment}"
    assert api(ADA).get(f"{at}/transcript").status == 404
    words = "WEBVTT\n\n00:00.000 --> 00:01.000\nWell done, pelican\n"
    api.world.transcriber.finish(next(iter(jobs)), api.world.bucket, words)
    api.later(minutes=20)
    api.work()
    for person in (ADA, BEN):
        heard = ok(api(person).get(f"{at}/transcript"))
        assert [cue["text"] for cue in heard["cues"]] == ["Well done, pelican"]
        url = ok(api(person).get(f"{at}/playback"))["captions_url"]
        assert b"pelican" in api.world.bucket.fetch(url)
    assert ok(api(ADA).get(f"/reflections/{one}/comments"))["items"][0]["video"]["captions"]["state"] == "ready"
    assert ok(api(ADA).get(f"/reflections/{one}"))["captions"]["state"] == "waiting"
    assert api(BEN).delete(f"/reflections/{one}/comments/{comment}").status == 204
    api.work()
    assert not [key for key in api.world.table.rows if track in key.sk and key.pk.startswith("P#")]


def test_deleting_the_reflection_leaves_nothing_of_any_reply(api: ReflectionsApi) -> None:
    one, _, track = answered(api)
    api.reply(one, ADA)
    job = next(name for name in api.world.transcriber.jobs if name.endswith(track))
    api.world.transcriber.finish(job, api.world.bucket, "WEBVTT\n\n00:00.000 --> 00:01.000\nHm\n")
    api.later(minutes=20)
    api.work()
    assert [key for key in api.world.table.rows if track in key.sk]
    assert api(ADA).delete(f"/reflections/{one}").status == 204
    api.work()
    api.later(hours=25)
    api.work()
    assert api.world.bucket.objects == {}
    assert not [key for key in api.world.table.rows if one in key.sk and key.pk.startswith("P#")]


def test_retention_takes_replies_along(api: ReflectionsApi) -> None:
    api.set(retention_days=30)
    answered(api)
    api.later(days=31)
    api.work()
    api.later(minutes=30)
    api.work()
    assert api.world.bucket.objects == {}


def test_there_are_only_so_many(api: ReflectionsApi) -> None:
    one = api.shared()
    for _ in range(MOST_REPLIES):
        api.begin_track(one, owner=BEN, reply=True)
    refused = api(BEN).post(f"/reflections/{one}/tracks", REPLY)
    assert (refused.status, refused.json["code"]) == (409, "too_many_replies")


def test_going_on_takes_over_ones_own_reply_and_nobody_elses(api: ReflectionsApi) -> None:
    one = api.shared()
    mine = api.begin_track(one, owner=BEN, reply=True, take="T")
    assert api.begin_track(one, owner=BEN, reply=True, take="T") == mine
    assert api.begin_track(one, owner=ADA, reply=True, take="T") != mine


def test_a_reply_makes_no_reflection_of_its_owner(api: ReflectionsApi) -> None:
    """The rhythm asks for reflections; an answer under one is none."""
    one = api.begin(prompts={"improve": "More of it"})
    ok(api(ADA).post(f"/reflections/{one}/share"))
    before = {key: row.body for key, row in api.world.table.rows.items() if "RHY" in key.pk or "RHY" in key.sk}
    said(api, one, api.reply(one, ADA), who=ADA)
    api.work()
    after = {key: row.body for key, row in api.world.table.rows.items() if "RHY" in key.pk or "RHY" in key.sk}
    assert after == before
