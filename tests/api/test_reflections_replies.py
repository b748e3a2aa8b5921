"""Recorded replies: manager and owner answer by a short recording, which only the two of them see [7]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections.rules.recording import MOST_REPLIES
from tests.api.client import Reply
from tests.api.reflections_world import ADA, ASA, BEN, CLEO, EVE, HANA, MP4, NILS, OTTO, SILENT, TOP, Studio, studio

OUTSIDE = (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO)


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def ok(reply: Reply, status: int = 200) -> Any:
    assert reply.status == status, reply.text
    return reply.json


def said(office: Studio, one: str, *tracks: str, text: str = "", who: Any = BEN, **more: Any) -> Any:
    body = {"track_ids": list(tracks), "text": text} | more
    return ok(office(who).post(f"/reflections/{one}/comments", body), 201)


def answered(office: Studio, *, who: Any = BEN) -> tuple[str, str, str]:
    """A shared reflection under which somebody answers with a recording: the two ids, and the track's."""
    one = office.shared()
    track = office.reply(one, who)
    comment = said(office, one, track, who=who)["id"]
    office.work()
    return one, comment, track


@pytest.mark.parametrize("who", [BEN, ADA], ids=["manager", "owner"])
def test_either_answers_with_a_recording_that_both_play(office: Studio, who: Any) -> None:
    one = office.shared()
    track = office.reply(one, who)
    told = said(office, one, track, who=who, at_ms=500)
    assert (told["text"], told["video"]["state"], told["at_ms"]) == ("", "checking", 500)
    at = f"/reflections/{one}/comments/{told['id']}"
    assert office(ADA).get(f"{at}/playback").json["code"] == "nothing_recorded"
    office.work()
    for person in (ADA, BEN):
        (shown,) = ok(office(person).get(f"/reflections/{one}/comments"))["items"]
        assert (shown["video"]["state"], shown["author"]["name"]) == ("playable", who.name)
        assert shown["video"]["tracks"][0]["track_id"] == track
        played = ok(office(person).get(f"{at}/playback"))
        assert office.world.bucket.fetch(played["tracks"][0]["url"]) == MP4
        assert played["chapters"] == []


def test_a_reply_is_short(office: Studio) -> None:
    one = office.shared()
    track = office.begin_track(one, owner=BEN, reply=True)
    assert ok(office(BEN).get(f"/reflections/{one}/tracks/{track}"))["max_duration_ms"] == 180_000
    office.set(max_minutes=1)
    track = office.begin_track(one, owner=BEN, reply=True)
    assert ok(office(BEN).get(f"/reflections/{one}/tracks/{track}"))["max_duration_ms"] == 60_000


def test_until_it_is_under_a_comment_it_is_its_authors_alone(office: Studio) -> None:
    one = office.shared()
    track = office.reply(one, BEN)
    office.work()
    at = f"/reflections/{one}/tracks/{track}"
    assert [t["track_id"] for t in ok(office(BEN).get(f"/reflections/{one}"))["replies"]] == [track]
    assert ok(office(ADA).get(f"/reflections/{one}"))["replies"] == []
    for path, body in (("", None), ("/parts", None)):
        assert office(ADA).send("GET", at + path, body, {}).status == 404
    assert office(ADA).delete(at).status == 404
    stolen = office(ADA).post(f"/reflections/{one}/comments", {"track_ids": [track]})
    assert (stolen.status, stolen.json["errors"][0]["pointer"]) == (422, "/track_ids/0")


def test_once_it_is_there_only_its_author_changes_it(office: Studio) -> None:
    one, _, track = answered(office)
    at = f"/reflections/{one}/tracks/{track}"
    assert ok(office(ADA).get(at))["reply"] is True
    assert office(ADA).delete(at).status == 403
    assert office(ADA).post(f"{at}/parts", {"part_numbers": [1]}).status == 403
    assert office(ADA).post(f"{at}/complete", {}).status == 403
    assert office(BEN).post(f"{at}/parts", {"part_numbers": [1]}).json["code"] == "upload_finished"
    assert ok(office(BEN).get(f"/reflections/{one}"))["replies"] == []


@pytest.mark.parametrize("path", ["", "/playback", "/transcript"])
def test_nobody_else_learns_of_it(office: Studio, path: str) -> None:
    one, comment, track = answered(office)
    for person in OUTSIDE:
        assert office(person).get(f"/reflections/{one}/comments/{comment}{path}").status == 404, person.name
        assert office(person).get(f"/reflections/{one}/tracks/{track}").status == 404, person.name
    assert office.world.anonymous().get(f"/reflections/{one}/comments/{comment}{path}").status == 401
    assert ok(office(HANA).post(f"/people/{BEN.id}/leave")) is not None
    assert office(BEN).get(f"/reflections/{one}/comments/{comment}{path}").status == 403


def test_a_former_manager_is_out_and_the_next_one_hears_nothing_of_it(office: Studio) -> None:
    one, comment, track = answered(office)
    office.move(ADA, NILS)
    assert office(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    ok(office(ADA).post(f"/reflections/{one}/share"))
    assert ok(office(NILS).get(f"/reflections/{one}/comments"))["items"] == []
    assert office(NILS).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    assert office(NILS).get(f"/reflections/{one}/tracks/{track}").status == 404
    assert ok(office(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))


def test_a_manager_who_comes_back_begins_anew(office: Studio) -> None:
    one, comment, track = answered(office)
    loose = office.reply(one, BEN)
    office.move(ADA, NILS)
    office.move(ADA, BEN)
    ok(office(ADA).post(f"/reflections/{one}/share"))
    assert office(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    for gone in (track, loose):
        assert office(BEN).get(f"/reflections/{one}/tracks/{gone}").status == 404
        assert office(BEN).delete(f"/reflections/{one}/tracks/{gone}").status == 404
    assert ok(office(BEN).get(f"/reflections/{one}"))["replies"] == []


def test_what_is_taken_back_is_seen_by_nobody_but_its_owner(office: Studio) -> None:
    one, comment, _ = answered(office)
    ok(office(ADA).post(f"/reflections/{one}/unshare"))
    assert office(BEN).get(f"/reflections/{one}/comments/{comment}/playback").status == 404
    assert ok(office(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))
    assert office(ADA).post(f"/reflections/{one}/tracks", REPLY).json["code"] == "not_shared"


REPLY = {"kind": "camera", "content_type": "video/mp4", "reply": True}


def test_it_never_stands_in_the_way_of_the_reflection(office: Studio) -> None:
    """Neither replaces a recording, nor is played as one, nor keeps it from being shared anew."""
    one = office.shared()
    own = ok(office(ADA).get(f"/reflections/{one}/playback"))["tracks"]
    office.begin_track(one, owner=ADA, reply=True)
    office.reply(one, ADA)
    office.work()
    whole = ok(office(ADA).get(f"/reflections/{one}"))
    assert [t["reply"] for t in whole["tracks"]] == [False]
    assert [t["track_id"] for t in ok(office(ADA).get(f"/reflections/{one}/playback"))["tracks"]] == [
        t["track_id"] for t in own
    ]
    ok(office(ADA).post(f"/reflections/{one}/unshare"))
    ok(office(ADA).post(f"/reflections/{one}/share"))


def test_a_comment_takes_what_its_author_has_uploaded_one_of_a_kind(office: Studio) -> None:
    one = office.shared()
    uploading = office.begin_track(one, owner=BEN, reply=True)
    ready, second = office.reply(one, BEN), office.reply(one, BEN)
    screen = office.upload(one, SILENT, owner=BEN, reply=True, type_="video/webm")
    at = f"/reflections/{one}/comments"
    own = ok(office(ADA).get(f"/reflections/{one}"))["tracks"][0]["track_id"]
    for wrong in (uploading, "nothing", own):
        assert office(BEN).post(at, {"track_ids": [wrong]}).json["errors"][0]["pointer"] == "/track_ids/0"
    assert office(BEN).post(at, {"track_ids": [ready, second]}).json["errors"][0]["pointer"] == "/track_ids"
    assert office(BEN).post(at, {"track_ids": [ready, ready]}).json["errors"][0]["pointer"] == "/track_ids"
    assert office(BEN).post(at, {}).json["errors"][0]["pointer"] == "/text"
    told = said(office, one, ready, screen, text="See")
    office.work()
    played = ok(office(ADA).get(f"{at}/{told['id']}/playback"))["tracks"]
    assert [t["kind"] for t in played] == ["screen", "camera"]
    again = office(BEN).post(at, {"track_ids": [ready]})
    assert again.json["errors"][0]["pointer"] == "/track_ids/0"


def test_deleting_the_comment_deletes_the_recording(office: Studio) -> None:
    one, comment, track = answered(office)
    kept = len(office.world.bucket.objects)
    assert office(BEN).delete(f"/reflections/{one}/comments/{comment}").status == 204
    assert office(ADA).get(f"/reflections/{one}/tracks/{track}").status == 404
    office.work()
    assert len(office.world.bucket.objects) == kept - 1


@pytest.mark.parametrize("text", ["", "And in words."])
def test_deleting_the_recording_takes_it_out_of_the_comment(office: Studio, text: str) -> None:
    one = office.shared()
    track = office.reply(one, BEN)
    comment = said(office, one, track, text=text)["id"]
    office.work()
    assert office(BEN).delete(f"/reflections/{one}/tracks/{track}").status == 204
    left = ok(office(ADA).get(f"/reflections/{one}/comments"))["items"]
    assert [(item["id"], "video" in item) for item in left] == ([(comment, False)] if text else [])
    assert ok(office(ADA).get(f"/reflections/{one}"))["comments"] == (1 if text else 0)
    office.work()
    assert not [key for key in office.world.bucket.objects if track in key]


def test_a_recording_that_nobody_puts_anywhere_goes_after_two_days(office: Studio) -> None:
    one = office.shared()
    office.reply(one, BEN)
    office.begin_track(one, owner=BEN, reply=True)
    office.work()
    office.later(hours=49)
    office.work(events=False)
    assert ok(office(BEN).get(f"/reflections/{one}"))["replies"] == []
    office.later(minutes=30)
    office.work()
    assert len(office.world.bucket.objects) == 1
    assert office.world.bucket.uploads == {}


def test_one_that_is_under_a_comment_stays(office: Studio) -> None:
    one, comment, _ = answered(office)
    office.later(hours=49)
    office.work()
    assert ok(office(ADA).get(f"/reflections/{one}/comments/{comment}/playback"))


def test_a_bad_one_is_told_to_who_recorded_it(office: Studio) -> None:
    one = office.shared()
    before = office.mails()
    track = office.reply(one, BEN, b"<html>nothing</html>")
    comment = said(office, one, track)["id"]
    office.work()
    told = sorted(office.mails())
    for mail in before:
        told.remove(mail)
    assert told == [("reflections.commented", ADA.email), ("reflections.recording_refused", BEN.email)]
    (shown,) = ok(office(BEN).get(f"/reflections/{one}/comments"))["items"]
    assert (shown["id"], shown["video"]["state"]) == (comment, "refused")
    assert shown["video"]["tracks"][0]["problem"]["code"] == "wrong_type"


def test_captions_of_a_reply_are_its_own(office: Studio) -> None:
    one, comment, track = answered(office)
    jobs = {name: job for name, job in office.world.transcriber.jobs.items() if name.endswith(track)}
    assert len(jobs) == 1
    at = f"/reflections/{one}/comments/{comment}"
    assert office(ADA).get(f"{at}/transcript").status == 404
    words = "WEBVTT\n\n00:00.000 --> 00:01.000\nWell done, pelican\n"
    office.world.transcriber.finish(next(iter(jobs)), office.world.bucket, words)
    office.later(minutes=20)
    office.work()
    for person in (ADA, BEN):
        heard = ok(office(person).get(f"{at}/transcript"))
        assert [cue["text"] for cue in heard["cues"]] == ["Well done, pelican"]
        url = ok(office(person).get(f"{at}/playback"))["captions_url"]
        assert b"pelican" in office.world.bucket.fetch(url)
    assert ok(office(ADA).get(f"/reflections/{one}/comments"))["items"][0]["video"]["captions"]["state"] == "ready"
    assert ok(office(ADA).get(f"/reflections/{one}"))["captions"]["state"] == "waiting"
    assert office(BEN).delete(f"/reflections/{one}/comments/{comment}").status == 204
    office.work()
    assert not [key for key in office.world.table.rows if track in key.sk and key.pk.startswith("P#")]


def test_deleting_the_reflection_leaves_nothing_of_any_reply(office: Studio) -> None:
    one, _, track = answered(office)
    office.reply(one, ADA)
    job = next(name for name in office.world.transcriber.jobs if name.endswith(track))
    office.world.transcriber.finish(job, office.world.bucket, "WEBVTT\n\n00:00.000 --> 00:01.000\nHm\n")
    office.later(minutes=20)
    office.work()
    assert [key for key in office.world.table.rows if track in key.sk]
    assert office(ADA).delete(f"/reflections/{one}").status == 204
    office.work()
    office.later(hours=25)
    office.work()
    assert office.world.bucket.objects == {}
    assert not [key for key in office.world.table.rows if one in key.sk and key.pk.startswith("P#")]


def test_retention_takes_replies_along(office: Studio) -> None:
    office.set(retention_days=30)
    answered(office)
    office.later(days=31)
    office.work()
    office.later(minutes=30)
    office.work()
    assert office.world.bucket.objects == {}


def test_there_are_only_so_many(office: Studio) -> None:
    one = office.shared()
    for _ in range(MOST_REPLIES):
        office.begin_track(one, owner=BEN, reply=True)
    refused = office(BEN).post(f"/reflections/{one}/tracks", REPLY)
    assert (refused.status, refused.json["code"]) == (409, "too_many_replies")


def test_going_on_takes_over_ones_own_reply_and_nobody_elses(office: Studio) -> None:
    one = office.shared()
    mine = office.begin_track(one, owner=BEN, reply=True, take="T")
    assert office.begin_track(one, owner=BEN, reply=True, take="T") == mine
    assert office.begin_track(one, owner=ADA, reply=True, take="T") != mine


def test_a_reply_makes_no_reflection_of_its_owner(office: Studio) -> None:
    """The rhythm asks for reflections; an answer under one is none."""
    one = office.begin(prompts={"improve": "More of it"})
    ok(office(ADA).post(f"/reflections/{one}/share"))
    before = {key: row.body for key, row in office.world.table.rows.items() if "RHY" in key.pk or "RHY" in key.sk}
    said(office, one, office.reply(one, ADA), who=ADA)
    office.work()
    after = {key: row.body for key, row in office.world.table.rows.items() if "RHY" in key.pk or "RHY" in key.sk}
    assert after == before


def listened(office: Studio, track: str, text: str) -> None:
    """Transcribe has written what is said in a recording."""
    job = next(name for name in office.world.transcriber.jobs if name.endswith(track))
    office.world.transcriber.finish(job, office.world.bucket, f"WEBVTT\n\n00:00.000 --> 00:01.000\n{text}\n")
    office.later(minutes=20)
    office.work()


def finds(office: Studio, person: Any, *words: str) -> list[str]:
    found = ok(office(person).get(f"/reflections?query={'+'.join(words)}"))["items"]
    return [line["id"] for line in found]


def indexed(office: Studio, word: str) -> list[str]:
    """In whose partitions a word lies."""
    return sorted(key.pk for key in office.world.table.rows if key.sk.startswith(f"RW#{word}#"))


@pytest.mark.parametrize("who", [BEN, ADA], ids=["manager", "owner"])
def test_the_two_find_a_reflection_by_what_a_reply_says_and_nobody_else_does(office: Studio, who: Any) -> None:
    one, _, track = answered(office, who=who)
    assert finds(office, ADA, "pelican") == []
    listened(office, track, "Well done, pelican")
    for person in (ADA, BEN):
        assert finds(office, person, "pelican") == finds(office, person, "spring", "peli") == [one], person.name
        assert finds(office, person, "pelican", "walrus") == []
    for person in OUTSIDE:
        assert finds(office, person, "pelican") == [], person.name
    assert indexed(office, "pelican") == [f"P#{ADA.id}", f"P#{BEN.id}"]


def test_a_later_manager_finds_nothing_by_what_was_said_to_the_one_before(office: Studio) -> None:
    """Nor does the same one who comes back: not even before the words of then are gone."""
    one, _, track = answered(office)
    listened(office, track, "Well done, pelican")
    for manager in (NILS, BEN):
        office.move(ADA, manager)
        ok(office(ADA).post(f"/reflections/{one}/share"))
        for step in ("before", "after"):
            assert finds(office, manager, "pelican") == [], step
            assert finds(office, ADA, "pelican") == [one], step
            office.work()
        assert finds(office, manager, "spring") == [one]
        assert indexed(office, "pelican") == [f"P#{ADA.id}"]


def test_words_of_an_earlier_time_that_still_lie_there_lead_nowhere(office: Studio) -> None:
    one, _, track = answered(office)
    listened(office, track, "Well done, pelican")
    office.move(ADA, NILS)
    office.move(ADA, BEN)
    ok(office(ADA).post(f"/reflections/{one}/share"))
    assert f"P#{BEN.id}" in indexed(office, "pelican")
    assert (finds(office, BEN, "pelican"), finds(office, BEN, "spring")) == ([], [one])


def test_what_is_taken_back_is_found_by_its_owner_alone(office: Studio) -> None:
    one, _, track = answered(office)
    listened(office, track, "Well done, pelican")
    ok(office(ADA).post(f"/reflections/{one}/unshare"))
    assert (finds(office, BEN, "pelican"), finds(office, ADA, "pelican")) == ([], [one])
    office.work()
    assert indexed(office, "pelican") == [f"P#{ADA.id}"]


@pytest.mark.parametrize("what", ["comment", "track", "reflection"])
def test_deleted_it_is_found_no_more_at_once(office: Studio, what: str) -> None:
    one, comment, track = answered(office)
    listened(office, track, "Well done, pelican")
    path = {"comment": f"/comments/{comment}", "track": f"/tracks/{track}", "reflection": ""}[what]
    by = ADA if what == "reflection" else BEN
    assert office(by).delete(f"/reflections/{one}{path}").status == 204
    for person in (ADA, BEN):
        assert finds(office, person, "pelican") == []
    office.work()
    assert indexed(office, "pelican") == []


def test_one_that_is_under_no_comment_yet_is_found_by_nobody(office: Studio) -> None:
    one = office.shared()
    track = office.reply(one, BEN)
    office.work()
    listened(office, track, "Well done, pelican")
    assert indexed(office, "pelican") == []
    said(office, one, track)
    office.work()
    assert finds(office, ADA, "pelican") == finds(office, BEN, "pelican") == [one]
