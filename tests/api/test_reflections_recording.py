"""A recording on its way in: parts, limits, what S3 holds, and every order in which the world may tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.kernel.http.openapi import document
from chalicelib.kernel.storage.table import Changes, Raced
from chalicelib.reflections.actions.upload_verification import arrived
from chalicelib.reflections.rules.recording import PART_SIZE
from chalicelib.wiring import wiring
from chalicelib.words.problems import CODES
from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, MP4, SAMPLES, SILENT, ReflectionsApi, reflections_api

KILLED = (SAMPLES / "chromium-killed.mp4").read_bytes()


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def begin(api: ReflectionsApi, one: str, **body: Any) -> Reply:
    return api(ADA).post(f"/reflections/{one}/tracks", {"kind": "screen", "content_type": "video/mp4"} | body)


def track_of(api: ReflectionsApi, one: str) -> dict[str, Any]:
    (track,) = api(ADA).get(f"/reflections/{one}").json["tracks"]
    found: dict[str, Any] = track
    return found


def send(api: ReflectionsApi, at: str, number: int, content: bytes) -> None:
    told = {"part_numbers": [number], "sizes": [len(content)]}
    (part,) = api(ADA).post(f"{at}/parts", told).json["items"]
    api.world.bucket.send(part["url"], content)


def test_a_track_says_what_the_recorder_may_send(api: ReflectionsApi) -> None:
    api.set(max_minutes=3, max_megabytes=20)
    begun = begin(api, api.begin(), content_type="video/mp4;codecs=avc1.42E01E,opus")
    assert begun.status == 201
    told = begun.json
    assert told["part_size"] == 5 * 1024 * 1024
    assert (told["max_bytes"], told["max_duration_ms"]) == (20_000_000, 180_000)
    assert (told["kind"], told["state"], told["content_type"]) == ("screen", "uploading", "video/mp4")


def test_keys_are_below_company_and_owner_and_cannot_be_guessed(api: ReflectionsApi) -> None:
    one, two = api.begin(), api.begin()
    begin(api, one)
    begin(api, two)
    first, second = (upload.key for upload in api.world.bucket.uploads.values())
    assert first.startswith(f"test/reflections/{ADA.id}/{one}/")
    assert first.endswith(".mp4")
    assert len(first.rpartition("/")[2]) == 36
    assert first.rpartition("/")[2] != second.rpartition("/")[2]


def test_links_for_parts_and_for_playing_end_soon(api: ReflectionsApi) -> None:
    one = api.recorded()
    played = api(ADA).get(f"/reflections/{one}/playback").json
    signed = {link.what: link.stated["seconds"] for link in api.world.bucket.signed}
    assert signed == {"part": 900, "get": 300}
    assert played["expires_at"] == "2026-03-02T09:04:55Z"
    assert all(link.stated.get("version") for link in api.world.bucket.signed if link.what == "get")


@pytest.mark.parametrize("type_", ["video/3gpp", "text/html", "video/x-matroska;codecs=h264", "application/mp4"])
def test_other_types_are_refused_by_name(api: ReflectionsApi, type_: str) -> None:
    reply = begin(api, api.begin(), content_type=type_)
    assert reply.status == 422
    assert reply.json["errors"][0]["pointer"] == "/content_type"
    assert api.world.bucket.uploads == {}


@pytest.mark.parametrize("type_", ["video/x-matroska;codecs=avc1", "video/matroska"])
def test_matroska_is_refused_with_the_way_to_mp4(api: ReflectionsApi, type_: str) -> None:
    reply = begin(api, api.begin(), content_type=type_)
    (error,) = reply.json["errors"]
    assert (reply.status, error["pointer"], error["code"]) == (422, "/content_type", "matroska")
    assert "Remux" in error["detail"]


def test_an_upload_goes_on_from_the_parts_that_s3_has(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    big = MP4 + bytes(PART_SIZE - len(MP4))
    send(api, at, 1, big)
    send(api, at, 2, b"rest")
    listed = api(ADA).get(f"{at}/parts").json["items"]
    assert listed == [{"part_number": 1, "size": PART_SIZE}, {"part_number": 2, "size": 4}]


def test_a_gap_a_small_part_and_nothing_at_all_are_not_put_together(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    assert api(ADA).post(f"{at}/complete", {"duration_ms": 10}).json["code"] == "parts_missing"
    send(api, at, 2, b"second")
    refused = api(ADA).post(f"{at}/complete", {"duration_ms": 10})
    assert (refused.status, refused.json["code"]) == (409, "parts_missing")
    assert "Part 1" in refused.json["detail"]
    send(api, at, 1, b"first")
    assert api(ADA).post(f"{at}/complete", {"duration_ms": 10}).json["code"] == "part_too_small"
    assert track_of(api, one)["state"] == "uploading"


def test_too_many_bytes_are_a_clear_problem(api: ReflectionsApi) -> None:
    api.set(max_minutes=1, max_megabytes=10)
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    # What S3 refuses by the lengths that were signed is looked at once more when it is put together.
    ((_, upload),) = api.world.bucket.uploads.items()
    upload.parts |= {1: bytes(PART_SIZE), 2: bytes(PART_SIZE)}
    large = api(ADA).post(f"{at}/complete", {"duration_ms": 10_000})
    assert (large.status, large.json["code"]) == (413, "recording_too_large")
    assert "10 MB" in large.json["detail"]


def test_a_client_that_lies_about_the_length_is_found_out(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    send(api, at, 1, MP4)
    assert api(ADA).post(f"{at}/complete", {"duration_ms": 1}).status == 200
    api.work()
    assert track_of(api, one)["duration_ms"] > 500


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><script>alert(1)</script></html>" * 10, "wrong_type"),
        (SILENT, "wrong_type"),
        (MP4[: len(MP4) // 8], None),
        (b"\0", None),
    ],
    ids=["html", "webm as mp4", "truncated", "one byte"],
)
def test_what_is_no_recording_is_removed_and_its_owner_told_why(
    api: ReflectionsApi, content: bytes, code: str | None
) -> None:
    one = api.begin()
    api.upload(one, content)
    api.work()
    track = track_of(api, one)
    assert track["state"] == "refused"
    assert track["problem"]["code"] == code or code is None
    assert len(track["problem"]["detail"]) > 20
    assert api.world.bucket.objects == {}
    assert api.mails() == [("reflections.recording_refused", ADA.email)]
    assert api(ADA).get(f"/reflections/{one}/playback").status == 409
    assert api(ADA).post(f"/reflections/{one}/share").json["code"] == "nothing_recorded"


def test_a_recording_that_was_killed_in_the_middle_plays(api: ReflectionsApi) -> None:
    one = api.recorded(content=KILLED)
    assert track_of(api, one)["state"] == "playable"


def test_nothing_can_be_watched_before_it_was_looked_at(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one)
    assert api(ADA).get(f"/reflections/{one}/playback").status == 409
    assert api(ADA).post(f"/reflections/{one}/share").json["code"] == "still_checking"


@pytest.mark.parametrize("what", ["playback", "tracks/{track_id}/parts"])
def test_a_read_that_the_state_does_not_allow_is_documented(api: ReflectionsApi, what: str) -> None:
    one = api.begin()
    track_id = begin(api, one).json["track_id"]
    api.world.bucket.uploads.clear()
    assert api(ADA).get(f"/reflections/{one}/{what.format(track_id=track_id)}").status == 409
    told = document("Example", CODES)["paths"][f"/reflections/{{reflection_id}}/{what}"]["get"]
    assert "409" in told["responses"]


def test_the_event_may_come_twice_or_never(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one)
    api.work(events=False)
    assert track_of(api, one)["state"] == "playable"
    before = api(ADA).get(f"/reflections/{one}").json
    api.work()
    api.work()
    assert api(ADA).get(f"/reflections/{one}").json == before


def test_the_event_may_come_before_the_answer_of_complete_is_written(api: ReflectionsApi) -> None:
    """S3 has it, our commit is lost: the event alone makes it playable, and the repeated call finds it so."""
    one = api.begin()
    track = begin(api, one).json["track_id"]
    at = f"/reflections/{one}/tracks/{track}"
    send(api, at, 1, MP4)
    ((upload_id, upload),) = api.world.bucket.uploads.items()
    bucket = api.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    api.deliver()
    assert track_of(api, one)["state"] == "playable"
    again = api(ADA).post(f"{at}/complete", {"duration_ms": 2_000})
    assert (again.status, again.json["state"]) == (200, "playable")


def test_complete_goes_on_where_a_call_before_it_died(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    send(api, at, 1, MP4)
    ((upload_id, upload),) = api.world.bucket.uploads.items()
    bucket = api.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    assert api(ADA).post(f"{at}/complete", {"duration_ms": 2_000}).json["state"] == "checking"
    api.work(events=False)
    assert track_of(api, one)["state"] == "playable"


def test_an_abandoned_upload_is_adopted_or_goes(api: ReflectionsApi) -> None:
    """After two days: what S3 has whole becomes a recording, what no one finished is aborted with its parts."""
    whole, left = api.begin(), api.begin()
    for one in (whole, left):
        send(api, f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}", 1, MP4)
    upload_id, upload = next((n, u) for n, u in api.world.bucket.uploads.items() if whole in u.key)
    bucket = api.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    api.later(hours=49)
    api.work(events=False)
    assert track_of(api, whole)["state"] == "playable"
    assert api(ADA).get(f"/reflections/{left}").json["tracks"] == []
    assert bucket.uploads == {}


def test_an_abandoned_upload_goes_also_where_it_is_looked_at_in_the_very_second(api: ReflectionsApi) -> None:
    api.later(milliseconds=999)
    one = api.begin()
    begun = begin(api, one)
    assert begun.status == 201
    api.later(hours=48, milliseconds=-900)
    api.work(events=False)
    assert api(ADA).get(f"/reflections/{one}").json["tracks"] == []
    assert api.world.bucket.uploads == {}


def test_objects_that_nobody_asked_for_are_removed(api: ReflectionsApi) -> None:
    one = api.recorded()
    folder = f"test/reflections/{ADA.id}/{one}"
    strange = [
        f"{folder}/01UNKNOWN0000000000000TRACK/{'0' * 32}.mp4",
        f"test/reflections/{ADA.id}/{one[:20]}ZZZZZZ{one[26:]}/01TRACK/{'0' * 32}.mp4",
        f"{folder}/{track_of(api, one)['track_id']}/{'0' * 32}.mp4",
    ]
    for key in strange:
        version = api.world.bucket.put(key, MP4, "video/mp4")
        arrived(wiring(), key, version, len(MP4))
    api.work(events=False)
    kept = list(api.world.bucket.objects)
    assert not set(kept) & set(strange)
    assert len(kept) == 1


def test_a_later_object_under_the_same_key_is_never_played(api: ReflectionsApi) -> None:
    one = api.recorded()
    (key,) = api.world.bucket.objects
    version = api.world.bucket.put(key, b"<html>evil", "text/html")
    arrived(wiring(), key, version, 10)
    played = api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["url"]
    assert api.world.bucket.fetch(played) == MP4


def test_recording_again_keeps_the_old_one_until_the_new_one_plays(api: ReflectionsApi) -> None:
    one = api.recorded()
    old = track_of(api, one)["track_id"]
    api.later(minutes=1)
    new = api.upload(one, KILLED)
    assert [t["track_id"] for t in api(ADA).get(f"/reflections/{one}").json["tracks"]] == [old, new]
    assert api(ADA).get(f"/reflections/{one}/playback").status == 200
    api.work()
    assert track_of(api, one)["track_id"] == new
    api.later(minutes=30)
    api.work()
    assert [key.split("/")[4] for key in api.world.bucket.objects] == [new]


def test_a_bad_second_recording_leaves_the_first_alone(api: ReflectionsApi) -> None:
    one = api.recorded()
    api.later(minutes=1)
    api.upload(one, b"nonsense")
    api.work()
    states = [t["state"] for t in api(ADA).get(f"/reflections/{one}").json["tracks"]]
    assert states == ["playable", "refused"]
    assert api(ADA).post(f"/reflections/{one}/share").status == 200


def test_screen_and_camera_are_two_files_of_one_reflection(api: ReflectionsApi) -> None:
    one = api.recorded()
    api.upload(one, SILENT, kind="camera", type_="video/webm")
    api.work()
    played = api(ADA).get(f"/reflections/{one}/playback").json["tracks"]
    assert [(t["kind"], t["content_type"]) for t in played] == [("screen", "video/mp4"), ("camera", "video/webm")]


def test_discarding_removes_the_bytes(api: ReflectionsApi) -> None:
    one = api.recorded()
    track = track_of(api, one)["track_id"]
    assert api(ADA).delete(f"/reflections/{one}/tracks/{track}").status == 204
    assert api(ADA).get(f"/reflections/{one}").json["tracks"] == []
    api.work(events=False)
    assert api.world.bucket.objects == {}


def test_what_is_shared_is_not_recorded_over(api: ReflectionsApi) -> None:
    one = api.shared()
    assert begin(api, one).json["code"] == "shared"
    track = track_of(api, one)["track_id"]
    assert api(ADA).delete(f"/reflections/{one}/tracks/{track}").json["code"] == "shared"
    assert api(BEN).get(f"/reflections/{one}/playback").status == 200


def test_a_picture_counts_once_it_was_looked_at(api: ReflectionsApi) -> None:
    one = api.recorded()
    at = f"/reflections/{one}"
    form = api(ADA).post(f"{at}/poster", {"content_type": "image/webp"}).json
    api.world.bucket.post(form, b"<script>")
    api.deliver()
    assert api(ADA).get(at).json["has_poster"] is False
    webp = b"RIFF" + (22).to_bytes(4, "little") + b"WEBPVP8L" + (10).to_bytes(4, "little") + b"\x2f" + bytes(9)
    form = api(ADA).post(f"{at}/poster", {"content_type": "image/webp"}).json
    api.world.bucket.post(form, webp)
    api.deliver()
    assert api(ADA).get(at).json["has_poster"] is True
    url = api(ADA).get(f"{at}/playback").json["poster_url"]
    assert api.world.bucket.fetch(url) == webp
    assert api(ADA).get("/reflections").json["items"][0]["poster_url"]


def test_a_repeated_begin_is_the_same_recording(api: ReflectionsApi) -> None:
    one = api.begin()
    body = {"kind": "screen", "content_type": "video/mp4"}
    first = api(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
    again = api(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert len(api.world.bucket.uploads) == 1


def test_trouble_with_the_bucket_is_told_and_nothing_is_half_written(api: ReflectionsApi) -> None:
    one = api.begin()
    api.world.bucket.broken = True
    before = dict(api.world.table.rows)
    assert begin(api, one).status == 503
    assert api.world.table.rows == before


def test_two_windows_that_begin_at_once_both_have_a_track(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    one = api.begin()
    commit = api.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            begin_other()
            raise Raced([])
        commit(changes)

    def begin_other() -> None:
        assert begin(api, one, kind="camera").status == 201

    monkeypatch.setattr(api.world.table, "commit", once_raced)
    assert begin(api, one).status == 201
    kinds = [t["kind"] for t in api(ADA).get(f"/reflections/{one}").json["tracks"]]
    assert sorted(kinds) == ["camera", "screen"]
