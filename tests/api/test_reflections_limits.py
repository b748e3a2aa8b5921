"""Where a recording goes beyond what it may: it is cut, or refused with a reason that says by how much; no dead end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections.actions.upload_verification import arrived
from chalicelib.wiring import wiring
from tests.api.reflections_world import ADA, BEN, MP4, ReflectionsApi, reflections_api
from tests.rules.files_bytes import (
    HEAD,
    RUNS_LONG,
    box,
    cluster,
    fragment,
    ftyp,
    info,
    live,
    moov,
    mvhd,
    placed,
    simple,
    tfdt,
    tracks,
    traf,
    trak,
    trun,
)


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        opened.set(max_minutes=1)
        yield opened


def seconds(count: int) -> bytes:
    """As a recorder writes: a fragment a second."""
    return HEAD + b"".join(fragment(traf(tfdt(at * 1_000), trun(10))) for at in range(count))


def web_seconds(count: int) -> bytes:
    return live(info(), tracks(), *(cluster(at * 1_000, simple(0)) for at in range(count)))


def track_of(api: ReflectionsApi, one: str) -> dict[str, Any]:
    (track,) = api(ADA).get(f"/reflections/{one}").json["tracks"]
    found: dict[str, Any] = track
    return found


@pytest.mark.parametrize(("content", "type_"), [(seconds(80), "video/mp4"), (web_seconds(80), "video/webm")])
def test_a_recording_beyond_the_limit_is_cut_there_and_its_owner_told(
    api: ReflectionsApi, content: bytes, type_: str
) -> None:
    one = api.begin()
    api.upload(one, content, type_=type_, ending={"duration_ms": 80_000, "ended_by": "limit"})
    api.work()
    track = track_of(api, one)
    assert (track["state"], track["ended_by"]) == ("playable", "limit")
    assert 60_000 <= track["duration_ms"] <= 62_000
    assert track["notices"] == [
        {"code": "cut_at_limit", "params": {"limit_ms": 60_000, "recorded_ms": track_ms(content)}}
    ]
    url = api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["url"]
    played = api.world.bucket.fetch(url)
    assert content.startswith(played)
    assert len(played) == track["size"] < len(content)
    assert len(api.world.bucket.objects) == 1, "what was uploaded is gone"
    assert api(ADA).post(f"/reflections/{one}/share").status == 200
    assert api(BEN).get(f"/reflections/{one}").json["tracks"][0]["notices"] == []


def track_ms(content: bytes) -> int:
    return 80_000 if content.startswith(HEAD) else 79_000


def test_half_of_a_fragment_at_its_end_is_not_played(api: ReflectionsApi) -> None:
    """Of a device that was lost while it recorded: browsers stop with an error there."""
    one, content = api.begin(), seconds(20)
    api.upload(one, content[:-5], ending={"ended_by": "closed"})
    api.work()
    track = track_of(api, one)
    assert (track["state"], track["duration_ms"], track["notices"]) == ("playable", 19_000, [])
    url = api(ADA).get(f"/reflections/{one}/playback").json["tracks"][0]["url"]
    assert api.world.bucket.fetch(url) == seconds(19)
    assert len(api.world.bucket.objects) == 1


def test_what_has_no_place_to_be_cut_is_refused_with_the_reason_and_room_for_another(api: ReflectionsApi) -> None:
    one = api.begin()
    finished = placed(ftyp() + moov(mvhd(), trak(table=RUNS_LONG)) + box(b"mdat", bytes(8)))
    api.upload(one, finished, ending={})
    api.work()
    track = track_of(api, one)
    assert (track["state"], track["problem"]["code"]) == ("refused", "too_long")
    assert track["problem"]["params"] == {"megabytes": 500, "minutes": 1, "limit_ms": 60_000, "duration_ms": 90_000}
    assert api.world.bucket.objects == {}
    api.later(minutes=1)
    api.upload(one)
    api.work()
    assert track_of(api, one)["state"] == "playable"


def test_a_refused_one_never_stands_in_the_way_of_sharing(api: ReflectionsApi) -> None:
    """Neither where there is another recording, nor where there are words only."""
    finished = placed(ftyp() + moov(mvhd(), trak(table=RUNS_LONG)) + box(b"mdat", bytes(8)))
    for kind in ("screen", "camera"):
        one = api.begin(prompts={"improve": "More of it"})
        api.upload(one, finished, kind=kind, ending={"duration_ms": 90_000})
        api.work()
        assert track_of(api, one)["state"] == "refused"
        if kind == "camera":
            api.upload(one)
            api.work()
        assert api(ADA).post(f"/reflections/{one}/share").status == 200


def test_a_refused_one_can_be_deleted(api: ReflectionsApi) -> None:
    one = api.begin()
    track = api.upload(one, b"nonsense")
    api.work()
    assert api(ADA).delete(f"/reflections/{one}/tracks/{track}").status == 204
    assert api(ADA).get(f"/reflections/{one}").json["tracks"] == []


def test_where_it_was_made_goes_before_anybody_can_play_it(api: ReflectionsApi) -> None:
    where = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+52.5200+013.4050/"))
    content = seconds(3) + where
    one = api.begin()
    api.upload(one, content)
    api.work()
    track = track_of(api, one)
    assert (track["state"], [notice["code"] for notice in track["notices"]]) == ("playable", ["location_removed"])
    kept = [version.content for versions in api.world.bucket.objects.values() for version in versions]
    assert len(kept) == 1
    assert b"52.52" not in kept[0]
    assert len(kept[0]) == len(content)


def test_a_copy_is_made_though_its_maker_dies_and_s3_tells_early(api: ReflectionsApi) -> None:
    """The name of the copy is known before there is one: no event about it can remove it."""
    one = api.begin()
    api.upload(one, seconds(80))
    api.deliver()
    (row,) = [row for key, row in api.world.table.rows.items() if key.sk == f"R#{one}"]
    assert '"copy_key":""' not in row.body
    assert track_of(api, one)["state"] == "checking"
    api.deliver()
    assert track_of(api, one)["state"] == "playable"
    api.deliver()
    api.work()
    assert track_of(api, one)["state"] == "playable"
    assert len(api.world.bucket.objects) == 1


def test_a_second_version_of_a_copy_does_not_take_its_place(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one, seconds(80))
    api.work()
    (key,) = api.world.bucket.objects
    version = api.world.bucket.put(key, MP4, "video/mp4")
    arrived(wiring(), key, version, len(MP4))
    assert [one.id for one in api.world.bucket.objects[key]] != []
    api.work(events=False)
    assert version not in {one.id for one in api.world.bucket.objects[key]}
    assert api(ADA).get(f"/reflections/{one}/playback").status == 200


def test_a_quicktime_film_is_kept_as_mp4(api: ReflectionsApi) -> None:
    one = api.begin()
    video = ftyp(b"qt  ") + seconds(3)[len(ftyp()) :]
    api.upload(one, video, type_="video/quicktime")
    api.work()
    assert (track_of(api, one)["state"], track_of(api, one)["content_type"]) == ("playable", "video/mp4")
    assert [key.rpartition(".")[2] for key in api.world.bucket.objects] == ["mp4"]


def test_a_device_that_did_not_record_can_finish_what_arrived(api: ReflectionsApi) -> None:
    one = api.begin()
    api.upload(one, seconds(5), ending={"ended_by": "closed"})
    api.work()
    assert track_of(api, one)["duration_ms"] == 5_000
    assert track_of(api, one)["ended_by"] == "closed"
