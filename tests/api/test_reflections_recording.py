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
from tests.api.reflections_world import ADA, BEN, MP4, SAMPLES, SILENT, Studio, studio

KILLED = (SAMPLES / "chromium-killed.mp4").read_bytes()


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def begin(office: Studio, one: str, **body: Any) -> Reply:
    return office(ADA).post(f"/reflections/{one}/tracks", {"kind": "screen", "content_type": "video/mp4"} | body)


def track_of(office: Studio, one: str) -> dict[str, Any]:
    (track,) = office(ADA).get(f"/reflections/{one}").json["tracks"]
    found: dict[str, Any] = track
    return found


def send(office: Studio, at: str, number: int, content: bytes) -> None:
    told = {"part_numbers": [number], "sizes": [len(content)]}
    (part,) = office(ADA).post(f"{at}/parts", told).json["items"]
    office.world.bucket.send(part["url"], content)


def test_a_track_says_what_the_recorder_may_send(office: Studio) -> None:
    office.set(max_minutes=3, max_megabytes=20)
    begun = begin(office, office.begin(), content_type="video/mp4;codecs=avc1.42E01E,opus")
    assert begun.status == 201
    told = begun.json
    assert told["part_size"] == 5 * 1024 * 1024
    assert (told["max_bytes"], told["max_duration_ms"]) == (20_000_000, 180_000)
    assert (told["kind"], told["state"], told["content_type"]) == ("screen", "uploading", "video/mp4")


def test_keys_are_below_company_and_owner_and_cannot_be_guessed(office: Studio) -> None:
    one, two = office.begin(), office.begin()
    begin(office, one)
    begin(office, two)
    first, second = (upload.key for upload in office.world.bucket.uploads.values())
    assert first.startswith(f"test/reflections/{ADA.id}/{one}/")
    assert first.endswith(".mp4")
    assert len(first.rpartition("/")[2]) == 36
    assert first.rpartition("/")[2] != second.rpartition("/")[2]


def test_links_for_parts_and_for_playing_end_soon(office: Studio) -> None:
    one = office.recorded()
    played = office(ADA).get(f"/reflections/{one}/playback").json
    signed = {link.what: link.stated["seconds"] for link in office.world.bucket.signed}
    assert signed == {"part": 900, "get": 300}
    assert played["expires_at"] == "2026-03-02T09:04:55Z"
    assert all(link.stated.get("version") for link in office.world.bucket.signed if link.what == "get")


@pytest.mark.parametrize("type_", ["video/3gpp", "text/html", "video/x-matroska;codecs=h264", "application/mp4"])
def test_other_types_are_refused_by_name(office: Studio, type_: str) -> None:
    reply = begin(office, office.begin(), content_type=type_)
    assert reply.status == 422
    assert reply.json["errors"][0]["pointer"] == "/content_type"
    assert office.world.bucket.uploads == {}


@pytest.mark.parametrize("type_", ["video/x-matroska;codecs=avc1", "video/matroska"])
def test_matroska_is_refused_with_the_way_to_mp4(office: Studio, type_: str) -> None:
    reply = begin(office, office.begin(), content_type=type_)
    (error,) = reply.json["errors"]
    assert (reply.status, error["pointer"], error["code"]) == (422, "/content_type", "matroska")
    assert "Remux" in error["detail"]


def test_an_upload_goes_on_from_the_parts_that_s3_has(office: Studio) -> None:
    one = office.begin()
    at = f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}"
    big = MP4 + bytes(PART_SIZE - len(MP4))
    send(office, at, 1, big)
    send(office, at, 2, b"rest")
    listed = office(ADA).get(f"{at}/parts").json["items"]
    assert listed == [{"part_number": 1, "size": PART_SIZE}, {"part_number": 2, "size": 4}]


def test_a_gap_a_small_part_and_nothing_at_all_are_not_put_together(office: Studio) -> None:
    one = office.begin()
    at = f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}"
    assert office(ADA).post(f"{at}/complete", {"duration_ms": 10}).json["code"] == "parts_missing"
    send(office, at, 2, b"second")
    refused = office(ADA).post(f"{at}/complete", {"duration_ms": 10})
    assert (refused.status, refused.json["code"]) == (409, "parts_missing")
    assert "Part 1" in refused.json["detail"]
    send(office, at, 1, b"first")
    assert office(ADA).post(f"{at}/complete", {"duration_ms": 10}).json["code"] == "part_too_small"
    assert track_of(office, one)["state"] == "uploading"


def test_too_many_bytes_are_a_clear_problem(office: Studio) -> None:
    office.set(max_minutes=1, max_megabytes=10)
    one = office.begin()
    at = f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}"
    # What S3 refuses by the lengths that were signed is looked at once more when it is put together.
    ((_, upload),) = office.world.bucket.uploads.items()
    upload.parts |= {1: bytes(PART_SIZE), 2: bytes(PART_SIZE)}
    large = office(ADA).post(f"{at}/complete", {"duration_ms": 10_000})
    assert (large.status, large.json["code"]) == (413, "recording_too_large")
    assert "10 MB" in large.json["detail"]


def test_a_client_that_lies_about_the_length_is_found_out(office: Studio) -> None:
    one = office.begin()
    at = f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}"
    send(office, at, 1, MP4)
    assert office(ADA).post(f"{at}/complete", {"duration_ms": 1}).status == 200
    office.work()
    assert track_of(office, one)["duration_ms"] > 500


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
    office: Studio, content: bytes, code: str | None
) -> None:
    one = office.begin()
    office.upload(one, content)
    office.work()
    track = track_of(office, one)
    assert track["state"] == "refused"
    assert track["problem"]["code"] == code or code is None
    assert len(track["problem"]["detail"]) > 20
    assert office.world.bucket.objects == {}
    assert office.mails() == [("reflections.recording_refused", ADA.email)]
    assert office(ADA).get(f"/reflections/{one}/playback").status == 409
    assert office(ADA).post(f"/reflections/{one}/share").json["code"] == "nothing_recorded"


def test_a_recording_that_was_killed_in_the_middle_plays(office: Studio) -> None:
    one = office.recorded(content=KILLED)
    assert track_of(office, one)["state"] == "playable"


def test_nothing_can_be_watched_before_it_was_looked_at(office: Studio) -> None:
    one = office.begin()
    office.upload(one)
    assert office(ADA).get(f"/reflections/{one}/playback").status == 409
    assert office(ADA).post(f"/reflections/{one}/share").json["code"] == "still_checking"


@pytest.mark.parametrize("what", ["playback", "tracks/{track_id}/parts"])
def test_a_read_that_the_state_does_not_allow_is_documented(office: Studio, what: str) -> None:
    one = office.begin()
    track_id = begin(office, one).json["track_id"]
    office.world.bucket.uploads.clear()
    assert office(ADA).get(f"/reflections/{one}/{what.format(track_id=track_id)}").status == 409
    told = document("Example", CODES)["paths"][f"/reflections/{{reflection_id}}/{what}"]["get"]
    assert "409" in told["responses"]


def test_the_event_may_come_twice_or_never(office: Studio) -> None:
    one = office.begin()
    office.upload(one)
    office.work(events=False)
    assert track_of(office, one)["state"] == "playable"
    before = office(ADA).get(f"/reflections/{one}").json
    office.work()
    office.work()
    assert office(ADA).get(f"/reflections/{one}").json == before


def test_the_event_may_come_before_the_answer_of_complete_is_written(office: Studio) -> None:
    """S3 has it, our commit is lost: the event alone makes it playable, and the repeated call finds it so."""
    one = office.begin()
    track = begin(office, one).json["track_id"]
    at = f"/reflections/{one}/tracks/{track}"
    send(office, at, 1, MP4)
    ((upload_id, upload),) = office.world.bucket.uploads.items()
    bucket = office.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    office.deliver()
    assert track_of(office, one)["state"] == "playable"
    again = office(ADA).post(f"{at}/complete", {"duration_ms": 2_000})
    assert (again.status, again.json["state"]) == (200, "playable")


def test_complete_goes_on_where_a_call_before_it_died(office: Studio) -> None:
    one = office.begin()
    at = f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}"
    send(office, at, 1, MP4)
    ((upload_id, upload),) = office.world.bucket.uploads.items()
    bucket = office.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    assert office(ADA).post(f"{at}/complete", {"duration_ms": 2_000}).json["state"] == "checking"
    office.work(events=False)
    assert track_of(office, one)["state"] == "playable"


def test_an_abandoned_upload_is_adopted_or_goes(office: Studio) -> None:
    """After two days: what S3 has whole becomes a recording, what no one finished is aborted with its parts."""
    whole, left = office.begin(), office.begin()
    for one in (whole, left):
        send(office, f"/reflections/{one}/tracks/{begin(office, one).json['track_id']}", 1, MP4)
    upload_id, upload = next((n, u) for n, u in office.world.bucket.uploads.items() if whole in u.key)
    bucket = office.world.bucket
    bucket.complete(upload.key, upload_id, bucket.parts(upload.key, upload_id) or [])
    office.later(hours=49)
    office.work(events=False)
    assert track_of(office, whole)["state"] == "playable"
    assert office(ADA).get(f"/reflections/{left}").json["tracks"] == []
    assert bucket.uploads == {}


def test_an_abandoned_upload_goes_also_where_it_is_looked_at_in_the_very_second(office: Studio) -> None:
    office.later(milliseconds=999)
    one = office.begin()
    begun = begin(office, one)
    assert begun.status == 201
    office.later(hours=48, milliseconds=-900)
    office.work(events=False)
    assert office(ADA).get(f"/reflections/{one}").json["tracks"] == []
    assert office.world.bucket.uploads == {}


def test_objects_that_nobody_asked_for_are_removed(office: Studio) -> None:
    one = office.recorded()
    folder = f"test/reflections/{ADA.id}/{one}"
    strange = [
        f"{folder}/01UNKNOWN0000000000000TRACK/{'0' * 32}.mp4",
        f"test/reflections/{ADA.id}/{one[:20]}ZZZZZZ{one[26:]}/01TRACK/{'0' * 32}.mp4",
        f"{folder}/{track_of(office, one)['track_id']}/{'0' * 32}.mp4",
    ]
    for key in strange:
        version = office.world.bucket.put(key, MP4, "video/mp4")
        arrived(wiring(), key, version, len(MP4))
    kept = list(office.world.bucket.objects)
    assert not set(kept) & set(strange)
    assert len(kept) == 1


def test_a_later_object_under_the_same_key_is_never_played(office: Studio) -> None:
    one = office.recorded()
    (key,) = office.world.bucket.objects
    version = office.world.bucket.put(key, b"<html>evil", "text/html")
    arrived(wiring(), key, version, 10)
    played = office(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["url"]
    assert office.world.bucket.fetch(played) == MP4


def test_recording_again_keeps_the_old_one_until_the_new_one_plays(office: Studio) -> None:
    one = office.recorded()
    old = track_of(office, one)["track_id"]
    office.later(minutes=1)
    new = office.upload(one, KILLED)
    assert [t["track_id"] for t in office(ADA).get(f"/reflections/{one}").json["tracks"]] == [old, new]
    assert office(ADA).get(f"/reflections/{one}/playback").status == 200
    office.work()
    assert track_of(office, one)["track_id"] == new
    office.later(minutes=30)
    office.work()
    assert [key.split("/")[4] for key in office.world.bucket.objects] == [new]


def test_a_bad_second_recording_leaves_the_first_alone(office: Studio) -> None:
    one = office.recorded()
    office.later(minutes=1)
    office.upload(one, b"nonsense")
    office.work()
    states = [t["state"] for t in office(ADA).get(f"/reflections/{one}").json["tracks"]]
    assert states == ["playable", "refused"]
    assert office(ADA).post(f"/reflections/{one}/share").status == 200


def test_screen_and_camera_are_two_files_of_one_reflection(office: Studio) -> None:
    one = office.recorded()
    office.upload(one, SILENT, kind="camera", type_="video/webm")
    office.work()
    played = office(ADA).get(f"/reflections/{one}/playback").json["tracks"]
    assert [(t["kind"], t["content_type"]) for t in played] == [("screen", "video/mp4"), ("camera", "video/webm")]


def test_discarding_removes_the_bytes(office: Studio) -> None:
    one = office.recorded()
    track = track_of(office, one)["track_id"]
    assert office(ADA).delete(f"/reflections/{one}/tracks/{track}").status == 204
    assert office(ADA).get(f"/reflections/{one}").json["tracks"] == []
    office.work(events=False)
    assert office.world.bucket.objects == {}


def test_what_is_shared_is_not_recorded_over(office: Studio) -> None:
    one = office.shared()
    assert begin(office, one).json["code"] == "shared"
    track = track_of(office, one)["track_id"]
    assert office(ADA).delete(f"/reflections/{one}/tracks/{track}").json["code"] == "shared"
    assert office(BEN).get(f"/reflections/{one}/playback").status == 200


def test_a_picture_counts_once_it_was_looked_at(office: Studio) -> None:
    one = office.recorded()
    at = f"/reflections/{one}"
    form = office(ADA).post(f"{at}/poster", {"content_type": "image/webp"}).json
    office.world.bucket.post(form, b"<script>")
    office.deliver()
    assert office(ADA).get(at).json["has_poster"] is False
    webp = b"RIFF" + (22).to_bytes(4, "little") + b"WEBPVP8L" + (10).to_bytes(4, "little") + b"\x2f" + bytes(9)
    form = office(ADA).post(f"{at}/poster", {"content_type": "image/webp"}).json
    office.world.bucket.post(form, webp)
    office.deliver()
    assert office(ADA).get(at).json["has_poster"] is True
    url = office(ADA).get(f"{at}/playback").json["poster_url"]
    assert office.world.bucket.fetch(url) == webp
    assert office(ADA).get("/reflections").json["items"][0]["poster_url"]


def test_a_repeated_begin_is_the_same_recording(office: Studio) -> None:
    one = office.begin()
    body = {"kind": "screen", "content_type": "video/mp4"}
    first = office(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
    again = office(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert len(office.world.bucket.uploads) == 1


def test_trouble_with_the_bucket_is_told_and_nothing_is_half_written(office: Studio) -> None:
    one = office.begin()
    office.world.bucket.broken = True
    before = dict(office.world.table.rows)
    assert begin(office, one).status == 503
    assert office.world.table.rows == before


def test_two_windows_that_begin_at_once_both_have_a_track(office: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    one = office.begin()
    commit = office.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            begin_other()
            raise Raced([])
        commit(changes)

    def begin_other() -> None:
        assert begin(office, one, kind="camera").status == 201

    monkeypatch.setattr(office.world.table, "commit", once_raced)
    assert begin(office, one).status == 201
    kinds = [t["kind"] for t in office(ADA).get(f"/reflections/{one}").json["tracks"]]
    assert sorted(kinds) == ["camera", "screen"]
