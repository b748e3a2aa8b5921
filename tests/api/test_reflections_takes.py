"""A recording in several files: on one clock, ended for a reason, and gone on with after a crash without orphans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.reflections_world import ADA, BEN, MP4, SAMPLES, ReflectionsApi, reflections_api
from tests.rules.files_bytes import HEAD, fragment, tfdt, traf, trun


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def seconds(count: int) -> bytes:
    return HEAD + b"".join(fragment(traf(tfdt(at * 1_000), trun(10))) for at in range(count))


def tracks_of(api: ReflectionsApi, one: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api(ADA).get(f"/reflections/{one}").json["tracks"]
    return found


def both(api: ReflectionsApi, screen: int, camera: int, *, late: int = 0) -> str:
    """A reflection with screen and camera of so many seconds; the camera began so many ms later."""
    one = api.begin()
    api.upload(one, seconds(camera), kind="camera", take="T1", offset_ms=300 + late, ending={})
    api.upload(one, seconds(screen), take="T1", offset_ms=300, ending={"duration_ms": screen * 1_000})
    api.work()
    return one


def test_playback_says_when_each_track_began_and_which_one_leads(api: ReflectionsApi) -> None:
    one = both(api, 20, 19, late=1_200)
    played = api(ADA).get(f"/reflections/{one}/playback").json["tracks"]
    assert [(t["kind"], t["offset_ms"], t["duration_ms"]) for t in played] == [
        ("screen", 300, 20_000),
        ("camera", 1_500, 19_000),
    ]
    assert {t["track_id"] for t in played} == {t["track_id"] for t in tracks_of(api, one)}
    assert [t["take"] for t in tracks_of(api, one)] == ["T1", "T1"]


def test_what_is_said_at_the_end_counts_more_than_what_was_said_at_the_beginning(api: ReflectionsApi) -> None:
    one = api.begin()
    off = [{"from_ms": 100, "until_ms": 300}]
    api.upload(one, take="T", offset_ms=1, ending={"offset_ms": 40, "ended_by": "camera_ended", "off": off})
    api.work()
    (track,) = tracks_of(api, one)
    assert (track["offset_ms"], track["ended_by"], track["duration_ms"] > 500) == (40, "camera_ended", True)
    assert api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["off"] == off


def test_a_track_that_never_said_when_it_began_begins_at_once(api: ReflectionsApi) -> None:
    one = api.recorded()
    assert "offset_ms" not in tracks_of(api, one)[0]
    assert api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["offset_ms"] == 0


def test_very_unequal_tracks_are_said_and_shared_only_when_that_is_confirmed(api: ReflectionsApi) -> None:
    one = both(api, 30, 4)
    lacking = {t["kind"]: [n["code"] for n in t["notices"]] for t in tracks_of(api, one)}
    assert lacking == {"screen": [], "camera": ["unequal_tracks"]}
    assert "share" in api(ADA).get(f"/reflections/{one}").json["actions"]
    refused = api(ADA).post(f"/reflections/{one}/share")
    assert (refused.status, refused.json["code"]) == (409, "unequal_tracks")
    assert api(ADA).post(f"/reflections/{one}/share", {"confirm": ["unfinished"]}).status == 409
    shared = api(ADA).post(f"/reflections/{one}/share", {"confirm": ["unequal_tracks"]})
    assert (shared.status, shared.json["state"]) == (200, "shared")
    assert api(BEN).get(f"/reflections/{one}").json["tracks"][0]["notices"] == []


def test_the_answer_of_completing_says_it_already(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one, kind="camera", take="T", offset_ms=0, ending={"duration_ms": 2_000})
    track = api.begin_track(one, take="T", offset_ms=0)
    (part,) = api(ADA).post(f"/reflections/{one}/tracks/{track}/parts", {"part_numbers": [1]}).json["items"]
    api.world.bucket.send(part["url"], MP4)
    done = api(ADA).post(f"/reflections/{one}/tracks/{track}/complete", {"duration_ms": 30_000})
    assert done.json["notices"] == []
    (camera,) = [t for t in tracks_of(api, one) if t["kind"] == "camera"]
    assert camera["notices"][0]["params"] == {"other_kind": "screen", "begins_later_ms": 0, "ends_earlier_ms": 28_000}


def test_going_on_after_a_crash_takes_over_what_was_begun(api: ReflectionsApi) -> None:
    one = api.begin()
    first = api.begin_track(one, take="T", offset_ms=5)
    again = api.begin_track(one, take="T", offset_ms=70, content_type="video/mp4;codecs=avc1")
    assert again == first
    (track,) = tracks_of(api, one)
    assert track["offset_ms"] == 70
    assert len(api.world.bucket.uploads) == 1
    assert api.begin_track(one, take="T") == first
    assert tracks_of(api, one)[0]["offset_ms"] == 70


def test_a_repeated_request_is_answered_with_what_was_taken_over(api: ReflectionsApi) -> None:
    one = api.begin()
    first = api.begin_track(one, take="T")
    body = {"kind": "screen", "content_type": "video/mp4", "take": "T"}
    for _ in range(2):
        reply = api(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
        assert (reply.status, reply.json["track_id"]) == (201, first)


def test_a_file_of_another_size_is_another_upload(api: ReflectionsApi) -> None:
    one = api.begin()
    first = api.begin_track(one, take="T", size=9_000_000)
    assert api.begin_track(one, take="T", size=9_000_000) == first
    assert api.begin_track(one, take="T", size=9_000_001) != first


def test_nobody_takes_over_what_is_somebody_elses(api: ReflectionsApi) -> None:
    """A manager who knows the name of a take gets nothing of it, and removes nothing."""
    one = api.shared()
    assert api(ADA).post(f"/reflections/{one}/unshare").status == 200
    track = api.begin_track(one, take="T", kind="camera")
    body = {"kind": "camera", "content_type": "video/webm", "take": "T"}
    assert api(BEN).post(f"/reflections/{one}/tracks", body).status == 404
    assert track in [t["track_id"] for t in tracks_of(api, one)]
    reply = api.shared()
    own = api.begin_track(reply, owner=ADA, take="T", kind="camera", reply=True)
    assert api(BEN).post(f"/reflections/{reply}/tracks", body).status == 403
    assert api.begin_track(reply, owner=BEN, take="T", kind="camera", reply=True) != own


@pytest.mark.parametrize("lost", [True, False])
def test_what_cannot_go_on_makes_room_at_once(api: ReflectionsApi, lost: bool) -> None:
    one = api.begin()
    first = api.begin_track(one, take="T")
    if lost:
        api.world.bucket.uploads.clear()
    second = api.begin_track(one, take="T", content_type="video/mp4" if lost else "video/webm")
    assert second != first
    assert [t["track_id"] for t in tracks_of(api, one)] == [second]
    api.work(events=False)
    assert len(api.world.bucket.uploads) == 1


def test_other_recordings_and_kinds_are_left_alone(api: ReflectionsApi) -> None:
    one = api.begin()
    begun = [
        api.begin_track(one, take="T"),
        api.begin_track(one, take="T", kind="camera"),
        api.begin_track(one, take="U"),
        api.begin_track(one),
        api.begin_track(one),
    ]
    assert [t["track_id"] for t in tracks_of(api, one)] == begun


def test_orphans_do_not_keep_anything_from_being_shared(api: ReflectionsApi) -> None:
    """An older one goes when a newer one plays; another is left out where its owner says so."""
    one = api.begin()
    api.begin_track(one)
    api.later(minutes=1)
    api.upload(one)
    api.work()
    assert [t["state"] for t in tracks_of(api, one)] == ["playable"]
    api.later(minutes=1)
    api.begin_track(one, kind="camera")
    assert api(ADA).post(f"/reflections/{one}/share").json["code"] == "still_uploading"
    assert api(ADA).post(f"/reflections/{one}/share", {"confirm": ["unfinished"]}).status == 200
    assert [t["state"] for t in tracks_of(api, one)] == ["playable"]
    api.work()
    assert api.world.bucket.uploads == {}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"take": "a b"}, "/take"),
        ({"take": "x" * 65}, "/take"),
        ({"offset_ms": -1}, "/offset_ms"),
        ({"offset_ms": 86_400_001}, "/offset_ms"),
    ],
)
def test_what_no_recording_has_is_refused_by_the_field(api: ReflectionsApi, body: dict[str, Any], pointer: str) -> None:
    told = {"kind": "screen", "content_type": "video/mp4"} | body
    refused = api(ADA).post(f"/reflections/{api.begin()}/tracks", told)
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_why_it_ended_is_one_of_what_there_is(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{api.begin_track(one)}/complete"
    refused = api(ADA).post(at, {"ended_by": "a wish"})
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, "/ended_by")


def test_sound_that_nobody_hears_is_told_and_asks_for_no_captions(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one, (SAMPLES / "ac3-sound.mp4").read_bytes())
    api.work()
    (track,) = tracks_of(api, one)
    assert (track["state"], track["has_audio"]) == ("playable", False)
    assert track["notices"] == [{"code": "sound_not_decodable", "params": {"codec": "ac-3"}}]
    assert api(ADA).get(f"/reflections/{one}").json["captions"]["state"] == "off"
    assert api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["has_audio"] is False
