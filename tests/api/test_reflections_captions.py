"""What is said in a reflection: corrected by its owner, version by version; and saved with the video."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, HANA, MP4, SILENT, ReflectionsApi, reflections_api

HEARD = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello pelikan\n\n00:01.000 --> 00:02.500\nand more\n"


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply, status: int = 200) -> Any:
    assert reply.status == status, reply.text
    return reply.json


def captioned(api: ReflectionsApi, **body: Any) -> str:
    one = api.shared(**body)
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.finish(job, api.world.bucket, HEARD)
    api.later(minutes=20)
    api.work()
    return one


def cue(at_ms: int, until_ms: int, text: str) -> dict[str, Any]:
    return {"at_ms": at_ms, "until_ms": until_ms, "text": text}


def correct(api: ReflectionsApi, one: str, *cues: dict[str, Any], match: str | None = None, **more: Any) -> Reply:
    at = f"/reflections/{one}/transcript"
    now = api(ADA).get(at)
    etag = match or (str(now.json["version"]) if now.status == 200 else "0")
    return api(ADA).put(at, {"cues": list(cues)} | more, match=etag)


def test_what_was_heard_says_that_it_is_the_machines(api: ReflectionsApi) -> None:
    one = captioned(api)
    heard = api(ADA).get(f"/reflections/{one}/transcript")
    assert (heard.json["version"], heard.json["source"], heard.etag) == (1, "machine", '"1"')


def test_a_correction_is_read_searched_and_shown_over_the_film(api: ReflectionsApi) -> None:
    one = captioned(api)
    done = ok(correct(api, one, cue(1_000, 2_500, "and  more"), cue(0, 1_000, "Hello flamingo & <b>co</b>")))
    assert (done["version"], done["source"]) == (2, "owner")
    assert [c["text"] for c in done["cues"]] == ["Hello flamingo & <b>co</b>", "and more"]
    assert ok(api(BEN).get(f"/reflections/{one}/transcript"))["cues"] == done["cues"]
    url = ok(api(BEN).get(f"/reflections/{one}/playback"))["captions_url"]
    shown = api.world.bucket.fetch(url).decode()
    assert shown == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello flamingo &amp; &lt;b&gt;co&lt;/b&gt;\n\n"
        "00:00:01.000 --> 00:00:02.500\nand more\n"
    )
    api.work()
    for person in (ADA, BEN):
        assert ok(api(person).get("/reflections?query=pelikan"))["items"] == []
        assert [item["id"] for item in ok(api(person).get("/reflections?query=flamingo"))["items"]] == [one]


def test_what_the_machine_wrote_goes_from_the_bucket_and_stays_as_a_version(api: ReflectionsApi) -> None:
    one = captioned(api)
    ok(correct(api, one, cue(0, 1_000, "First")))
    ok(correct(api, one, cue(0, 1_000, "Second"), cue(1_000, 1_500, "more")))
    api.work()
    assert len([key for key in api.world.bucket.objects if key.endswith(".vtt")]) == 1
    told = ok(api(ADA).get(f"/reflections/{one}/transcript/versions"))["items"]
    assert [(v["version"], v["source"], v["cues"]) for v in told] == [
        (3, "owner", 2),
        (2, "owner", 1),
        (1, "machine", 2),
    ]
    at = f"/reflections/{one}/transcript?version="
    assert [c["text"] for c in ok(api(ADA).get(f"{at}1"))["cues"]] == ["Hello pelikan", "and more"]
    assert [c["text"] for c in ok(api(ADA).get(f"{at}3"))["cues"]] == ["Second", "more"]
    assert api(ADA).get(f"{at}9").status == 404
    assert api(BEN).get(f"{at}1").status == 403


def test_only_so_many_versions_are_kept(api: ReflectionsApi) -> None:
    one = captioned(api)
    for number in range(25):
        ok(correct(api, one, cue(0, 1_000, f"Try {number}")))
    told = ok(api(ADA).get(f"/reflections/{one}/transcript/versions"))["items"]
    assert [v["version"] for v in told] == list(range(26, 6, -1))
    pages = [ok(api(ADA).get(f"/reflections/{one}/transcript/versions?limit=15"))]
    pages.append(ok(api(ADA).get(f"/reflections/{one}/transcript/versions?limit=15&cursor={pages[0]['next']}")))
    assert [v["version"] for page in pages for v in page["items"]] == list(range(26, 6, -1))
    assert pages[1]["next"] is None
    kept = [key for key in api.world.table.rows if key.sk.startswith("RV#")]
    assert len(kept) == 20


def test_two_windows_do_not_overwrite_each_other(api: ReflectionsApi) -> None:
    one = captioned(api)
    ok(correct(api, one, cue(0, 1_000, "One")))
    late = correct(api, one, cue(0, 1_000, "Other"), match="1")
    assert (late.status, late.json["current"]["cues"][0]["text"]) == (412, "One")
    missing = api(ADA).send("PUT", f"/reflections/{one}/transcript", {"cues": []}, {})
    assert missing.status == 428


def test_captions_can_be_written_where_there_are_none(api: ReflectionsApi) -> None:
    """Nobody speaks, the company wants none, or they failed."""
    one = api.recorded(content=MP4)
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.fail(job)
    api.later(minutes=20)
    api.work()
    assert ok(api(ADA).get(f"/reflections/{one}"))["captions"]["state"] == "failed"
    assert api(ADA).get(f"/reflections/{one}/transcript/versions").json["items"] == []
    assert correct(api, one, cue(0, 1_000, "By hand"), match="1").status == 412
    done = ok(correct(api, one, cue(0, 1_000, "By hand"), language="de-CH"))
    assert (done["version"], done["language"]) == (1, "de-CH")
    assert ok(api(ADA).get(f"/reflections/{one}"))["captions"] == {"state": "ready", "language": "de-CH"}


def test_a_film_without_sound_gets_captions_by_hand(api: ReflectionsApi) -> None:
    one = api.begin()
    refused = api(ADA).put(f"/reflections/{one}/transcript", {"cues": []}, match="0")
    assert (refused.status, refused.json["code"]) == (409, "nothing_recorded")
    api.upload(one, SILENT, type_="video/webm")
    api.work()
    ok(correct(api, one, cue(0, 1_000, "Click here")))
    assert ok(api(ADA).get(f"/reflections/{one}/playback"))["captions_url"]


def test_what_the_machine_says_later_does_not_take_the_owners_place(api: ReflectionsApi) -> None:
    one = api.shared()
    ok(correct(api, one, cue(0, 1_000, "By hand")))
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.finish(job, api.world.bucket, HEARD)
    api.later(minutes=20)
    api.work()
    assert ok(api(BEN).get(f"/reflections/{one}/transcript"))["cues"][0]["text"] == "By hand"


@pytest.mark.parametrize(
    ("cues", "pointer"),
    [
        ([cue(2, 1, "x")], "/cues/0/until_ms"),
        ([cue(0, 99_999_999, "x")], "/cues/0/until_ms"),
        ([cue(0, 1, " ")], "/cues/0/text"),
        ([cue(0, 1, "x\u202e")], "/cues/0/text"),
        ([cue(0, 1, "x" * 2_001)], "/cues/0/text"),
        ([cue(0, 1, "x" * 1_900)] * 100, "/cues"),
        ([cue(0, 1, "x")] * 4_001, "/cues"),
    ],
)
def test_what_are_no_captions_is_refused_by_the_field(
    api: ReflectionsApi, cues: list[dict[str, Any]], pointer: str
) -> None:
    one = captioned(api)
    refused = correct(api, one, *cues)
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_new_recording_and_the_end_of_it_all_take_every_version_along(api: ReflectionsApi) -> None:
    one = captioned(api)
    for word in ("One", "Two"):
        ok(correct(api, one, cue(0, 1_000, word)))
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    api.later(minutes=1)
    api.upload(one)
    api.work()
    assert not [key for key in api.world.table.rows if key.sk.startswith(("RV#", "RT#"))]
    ok(correct(api, one, cue(0, 1_000, "Three")))
    ok(correct(api, one, cue(0, 1_000, "Four")))
    assert api(ADA).delete(f"/reflections/{one}").status == 204
    api.work()
    assert not [key for key in api.world.table.rows if key.sk.startswith(("RV#", "RT#", "RX#"))]


def test_a_long_talk_and_many_versions_go_with_the_reflection(api: ReflectionsApi) -> None:
    """Together they are more than one transaction holds."""
    one = captioned(api)
    for number in range(21):
        ok(correct(api, one, cue(0, 500, f"{number}")))
    for number in range(80):
        api.later(seconds=1)
        ok(api(BEN).post(f"/reflections/{one}/comments", {"text": f"{number}"}), 201)
    assert api(ADA).delete(f"/reflections/{one}").status == 204
    api.work(events=False)
    assert [key for key in api.world.table.rows if one in key.sk and key.pk == f"P#{ADA.id}"] == []


def test_the_owner_saves_film_and_captions_under_their_names(api: ReflectionsApi) -> None:
    one = captioned(api, title="Mein Frühling: Teil 1/2")
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    api.upload(one, SILENT, kind="camera", type_="video/webm")
    api.work()
    told = ok(api(ADA).get(f"/reflections/{one}/download"))
    assert [(item["kind"], item["name"]) for item in told["items"]] == [
        ("screen", "Mein Frühling_ Teil 1_2 (screen).mp4"),
        ("camera", "Mein Frühling_ Teil 1_2 (camera).webm"),
    ]
    assert (told["captions"]["name"], told["captions"]["content_type"]) == ("Mein Frühling_ Teil 1_2.vtt", "text/vtt")
    assert told["items"][0]["size"] == len(MP4)
    assert api.world.bucket.fetch(told["items"][0]["url"]) == MP4
    assert api.world.bucket.fetch(told["captions"]["url"]).startswith(b"WEBVTT")
    saved = [link.stated for link in api.world.bucket.signed if link.stated.get("download_as")]
    assert {one["seconds"] for one in saved} == {300}


def test_saving_is_the_owners_and_needs_something_to_save(api: ReflectionsApi) -> None:
    one = api.shared()
    assert "download" in ok(api(ADA).get(f"/reflections/{one}"))["actions"]
    assert ok(api(BEN).get(f"/reflections/{one}"))["actions"] == ["comment"]
    assert api(BEN).get(f"/reflections/{one}/download").status == 403
    assert api(HANA).get(f"/reflections/{one}/download").status == 404
    blank = api.begin()
    assert api(ADA).get(f"/reflections/{blank}/download").json["code"] == "nothing_recorded"
    assert "captions" not in ok(api(ADA).get(f"/reflections/{one}/download"))
