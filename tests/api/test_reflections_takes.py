"""A recording in several files: on one clock, ended for a reason, and gone on with after a crash without orphans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.reflections_world import ADA, BEN, MP4, SAMPLES, Studio, studio
from tests.rules.files_bytes import HEAD, fragment, tfdt, traf, trun


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def seconds(count: int) -> bytes:
    return HEAD + b"".join(fragment(traf(tfdt(at * 1_000), trun(10))) for at in range(count))


def tracks_of(office: Studio, one: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office(ADA).get(f"/reflections/{one}").json["tracks"]
    return found


def both(office: Studio, screen: int, camera: int, *, late: int = 0) -> str:
    """A reflection with screen and camera of so many seconds; the camera began so many ms later."""
    one = office.begin()
    office.upload(one, seconds(camera), kind="camera", take="T1", offset_ms=300 + late, ending={})
    office.upload(one, seconds(screen), take="T1", offset_ms=300, ending={"duration_ms": screen * 1_000})
    office.work()
    return one


def test_playback_says_when_each_track_began_and_which_one_leads(office: Studio) -> None:
    one = both(office, 20, 19, late=1_200)
    played = office(ADA).get(f"/reflections/{one}/playback").json["tracks"]
    assert [(t["kind"], t["offset_ms"], t["duration_ms"]) for t in played] == [
        ("screen", 300, 20_000),
        ("camera", 1_500, 19_000),
    ]
    assert {t["track_id"] for t in played} == {t["track_id"] for t in tracks_of(office, one)}
    assert [t["take"] for t in tracks_of(office, one)] == ["T1", "T1"]


def test_what_is_said_at_the_end_counts_more_than_what_was_said_at_the_beginning(office: Studio) -> None:
    one = office.begin()
    off = [{"from_ms": 100, "until_ms": 300}]
    office.upload(one, take="T", offset_ms=1, ending={"offset_ms": 40, "ended_by": "camera_ended", "off": off})
    office.work()
    (track,) = tracks_of(office, one)
    assert (track["offset_ms"], track["ended_by"], track["duration_ms"] > 500) == (40, "camera_ended", True)
    assert office(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["off"] == off


def test_a_track_that_never_said_when_it_began_begins_at_once(office: Studio) -> None:
    one = office.recorded()
    assert "offset_ms" not in tracks_of(office, one)[0]
    assert office(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["offset_ms"] == 0


def test_very_unequal_tracks_are_said_and_shared_only_when_that_is_confirmed(office: Studio) -> None:
    one = both(office, 30, 4)
    lacking = {t["kind"]: [n["code"] for n in t["notices"]] for t in tracks_of(office, one)}
    assert lacking == {"screen": [], "camera": ["unequal_tracks"]}
    assert "share" in office(ADA).get(f"/reflections/{one}").json["actions"]
    refused = office(ADA).post(f"/reflections/{one}/share")
    assert (refused.status, refused.json["code"]) == (409, "unequal_tracks")
    assert office(ADA).post(f"/reflections/{one}/share", {"confirm": ["unfinished"]}).status == 409
    shared = office(ADA).post(f"/reflections/{one}/share", {"confirm": ["unequal_tracks"]})
    assert (shared.status, shared.json["state"]) == (200, "shared")
    assert office(BEN).get(f"/reflections/{one}").json["tracks"][0]["notices"] == []


def test_the_answer_of_completing_says_it_already(office: Studio) -> None:
    one = office.begin()
    office.upload(one, kind="camera", take="T", offset_ms=0, ending={"duration_ms": 2_000})
    track = office.begin_track(one, take="T", offset_ms=0)
    (part,) = office(ADA).post(f"/reflections/{one}/tracks/{track}/parts", {"part_numbers": [1]}).json["items"]
    office.world.bucket.send(part["url"], MP4)
    done = office(ADA).post(f"/reflections/{one}/tracks/{track}/complete", {"duration_ms": 30_000})
    assert done.json["notices"] == []
    (camera,) = [t for t in tracks_of(office, one) if t["kind"] == "camera"]
    assert camera["notices"][0]["params"] == {"other_kind": "screen", "begins_later_ms": 0, "ends_earlier_ms": 28_000}


def test_going_on_after_a_crash_takes_over_what_was_begun(office: Studio) -> None:
    one = office.begin()
    first = office.begin_track(one, take="T", offset_ms=5)
    again = office.begin_track(one, take="T", offset_ms=70, content_type="video/mp4;codecs=avc1")
    assert again == first
    (track,) = tracks_of(office, one)
    assert track["offset_ms"] == 70
    assert len(office.world.bucket.uploads) == 1
    assert office.begin_track(one, take="T") == first
    assert tracks_of(office, one)[0]["offset_ms"] == 70


def test_a_repeated_request_is_answered_with_what_was_taken_over(office: Studio) -> None:
    one = office.begin()
    first = office.begin_track(one, take="T")
    body = {"kind": "screen", "content_type": "video/mp4", "take": "T"}
    for _ in range(2):
        reply = office(ADA).post(f"/reflections/{one}/tracks", body, idempotency_key="k")
        assert (reply.status, reply.json["track_id"]) == (201, first)


def test_a_file_of_another_size_is_another_upload(office: Studio) -> None:
    one = office.begin()
    first = office.begin_track(one, take="T", size=9_000_000)
    assert office.begin_track(one, take="T", size=9_000_000) == first
    assert office.begin_track(one, take="T", size=9_000_001) != first


def test_nobody_takes_over_what_is_somebody_elses(office: Studio) -> None:
    """A manager who knows the name of a take gets nothing of it, and removes nothing."""
    one = office.shared()
    assert office(ADA).post(f"/reflections/{one}/unshare").status == 200
    track = office.begin_track(one, take="T", kind="camera")
    body = {"kind": "camera", "content_type": "video/webm", "take": "T"}
    assert office(BEN).post(f"/reflections/{one}/tracks", body).status == 404
    assert track in [t["track_id"] for t in tracks_of(office, one)]
    reply = office.shared()
    own = office.begin_track(reply, owner=ADA, take="T", kind="camera", reply=True)
    assert office(BEN).post(f"/reflections/{reply}/tracks", body).status == 403
    assert office.begin_track(reply, owner=BEN, take="T", kind="camera", reply=True) != own


@pytest.mark.parametrize("lost", [True, False])
def test_what_cannot_go_on_makes_room_at_once(office: Studio, lost: bool) -> None:
    one = office.begin()
    first = office.begin_track(one, take="T")
    if lost:
        office.world.bucket.uploads.clear()
    second = office.begin_track(one, take="T", content_type="video/mp4" if lost else "video/webm")
    assert second != first
    assert [t["track_id"] for t in tracks_of(office, one)] == [second]
    office.work(events=False)
    assert len(office.world.bucket.uploads) == 1


def test_other_recordings_and_kinds_are_left_alone(office: Studio) -> None:
    one = office.begin()
    begun = [
        office.begin_track(one, take="T"),
        office.begin_track(one, take="T", kind="camera"),
        office.begin_track(one, take="U"),
        office.begin_track(one),
        office.begin_track(one),
    ]
    assert [t["track_id"] for t in tracks_of(office, one)] == begun


def test_orphans_do_not_keep_anything_from_being_shared(office: Studio) -> None:
    """An older one goes when a newer one plays; another is left out where its owner says so."""
    one = office.begin()
    office.begin_track(one)
    office.later(minutes=1)
    office.upload(one)
    office.work()
    assert [t["state"] for t in tracks_of(office, one)] == ["playable"]
    office.later(minutes=1)
    office.begin_track(one, kind="camera")
    assert office(ADA).post(f"/reflections/{one}/share").json["code"] == "still_uploading"
    assert office(ADA).post(f"/reflections/{one}/share", {"confirm": ["unfinished"]}).status == 200
    assert [t["state"] for t in tracks_of(office, one)] == ["playable"]
    office.work()
    assert office.world.bucket.uploads == {}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"take": "a b"}, "/take"),
        ({"take": "x" * 65}, "/take"),
        ({"offset_ms": -1}, "/offset_ms"),
        ({"offset_ms": 86_400_001}, "/offset_ms"),
    ],
)
def test_what_no_recording_has_is_refused_by_the_field(office: Studio, body: dict[str, Any], pointer: str) -> None:
    told = {"kind": "screen", "content_type": "video/mp4"} | body
    refused = office(ADA).post(f"/reflections/{office.begin()}/tracks", told)
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_why_it_ended_is_one_of_what_there_is(office: Studio) -> None:
    one = office.begin()
    at = f"/reflections/{one}/tracks/{office.begin_track(one)}/complete"
    refused = office(ADA).post(at, {"ended_by": "a wish"})
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, "/ended_by")


def test_sound_that_nobody_hears_is_told_and_asks_for_no_captions(office: Studio) -> None:
    one = office.begin()
    office.upload(one, (SAMPLES / "ac3-sound.mp4").read_bytes())
    office.work()
    (track,) = tracks_of(office, one)
    assert (track["state"], track["has_audio"]) == ("playable", False)
    assert track["notices"] == [{"code": "sound_not_decodable", "params": {"codec": "ac-3"}}]
    assert office(ADA).get(f"/reflections/{one}").json["captions"]["state"] == "off"
    assert office(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["has_audio"] is False
