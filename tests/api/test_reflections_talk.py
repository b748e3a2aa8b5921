"""Sharing, talking, changes of managers, captions and search, and what is left when a reflection goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.people.rules import Person
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

CANARY = "zyzzogeton"
VTT = (
    f"WEBVTT\n\n1\n00:00:00.500 --> 00:00:01.250\nWe moved the {CANARY} warehouse\n\n2\n00:01.500 --> 00:01.900\nDone\n"
)


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def ok(reply: Reply) -> Any:
    assert reply.status in {200, 201, 202}, reply.text
    return reply.json


def ids(reply: Reply) -> list[str]:
    return [item["id"] for item in ok(reply)["items"]]


def heard(api: ReflectionsApi, one: str, text: str = VTT) -> None:
    """Transcribe has written captions and says so."""
    from chalicelib.reflections.actions.captions import transcribed
    from chalicelib.wiring import wiring

    job = next(name for name in api.world.transcriber.jobs if name.startswith(one))
    api.world.transcriber.finish(job, api.world.bucket, text)
    transcribed(wiring(), job, "COMPLETED")
    api.work(events=False)


def test_sharing_again_and_taking_back_are_told_apart(api: ReflectionsApi) -> None:
    one = api.shared()
    at = f"/reflections/{one}"
    assert api(ADA).post(f"{at}/share").json["code"] == "already_shared"
    hidden = ok(api(ADA).post(f"{at}/unshare"))
    assert (hidden["state"], hidden["shared_with"]) == ("hidden", [])
    assert api(BEN).get(at).status == 404
    assert api(ADA).post(f"{at}/unshare").json["code"] == "not_shared"
    assert api(ADA).post(f"{at}/comments", {"text": "Alone?"}).json["code"] == "not_shared"
    assert ok(api(ADA).post(f"{at}/share"))["state"] == "shared"
    assert api(BEN).get(at).status == 200


def test_who_has_no_manager_has_nobody_to_share_with(api: ReflectionsApi) -> None:
    one = api.recorded(TOP)
    whole = ok(api(TOP).get(f"/reflections/{one}"))
    assert "share" not in whole["actions"]
    assert api(TOP).post(f"/reflections/{one}/share").json["code"] == "no_manager"


def test_one_mail_in_half_an_hour_however_much_is_said(api: ReflectionsApi) -> None:
    one = api.shared()
    at = f"/reflections/{one}/comments"
    for minute in range(4):
        ok(api(BEN).post(at, {"text": f"Thought {minute}"}))
        api.later(minutes=9)
    told = ("reflections.commented", ADA.email)
    assert api.mails().count(told) == 1
    ok(api(BEN).post(at, {"text": "Much later"}))
    assert api.mails().count(told) == 2


def test_mails_name_people_and_the_reflection_and_say_nothing_else(api: ReflectionsApi) -> None:
    one = api.shared(title="My spring", period=CANARY, prompts={"improve": CANARY})
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": f"{CANARY}!"}))
    mails = [row.body for key, row in api.world.table.rows.items() if key.pk.startswith("M#")]
    assert len(mails) == 2
    assert all("My spring" in body for body in mails)
    assert not [body for body in mails if CANARY in body]


def test_comments_belong_to_whoever_wrote_them(api: ReflectionsApi) -> None:
    one = api.shared()
    at = f"/reflections/{one}/comments"
    said = ok(api(BEN).post(at, {"text": "<p>Hm<script>x</script></p>", "at_ms": 500}))
    assert said["text"] == "<p>Hm</p>"
    assert said["actions"] == ["delete"]
    assert ok(api(ADA).get(f"{at}/{said['id']}"))["actions"] == []
    assert api(ADA).delete(f"{at}/{said['id']}").status == 403
    assert api(BEN).delete(f"{at}/{said['id']}").status == 204
    assert ok(api(ADA).get(at))["items"] == []
    assert ok(api(ADA).get(f"/reflections/{one}"))["comments"] == 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "<p> </p>"}, "/text"),
        ({"text": "x" * 10_001}, "/text"),
        ({"text": "x", "at_ms": -1}, "/at_ms"),
        ({"text": "x", "at_ms": 10_000_000}, "/at_ms"),
        ({"text": "x", "author": "me"}, "/author"),
    ],
)
def test_a_bad_comment_is_named_by_field(api: ReflectionsApi, body: dict[str, Any], pointer: str) -> None:
    one = api.shared()
    reply = api(BEN).post(f"/reflections/{one}/comments", body)
    assert reply.status == 422
    assert pointer in [error["pointer"] for error in reply.json["errors"]]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "a\u202eb"}, "/title"),
        ({"period": "x" * 61}, "/period"),
        ({"objective_ids": ["x"] * 21}, "/objective_ids"),
        ({"objective_ids": ["fine", " "]}, "/objective_ids/1"),
        ({"chapters": [{"at_ms": 1, "title": ""}]}, "/chapters/0/title"),
        ({"chapters": [{"at_ms": 4_000_000, "title": "x"}]}, "/chapters/0/at_ms"),
        ({"prompts": {"other": "x"}}, "/prompts/other"),
        ({"state": "shared"}, "/state"),
    ],
)
def test_bad_words_are_named_by_field_and_nothing_is_written(
    api: ReflectionsApi, body: dict[str, Any], pointer: str
) -> None:
    one = api.begin()
    before = api.world.table.rows.copy()
    reply = api(ADA).patch(f"/reflections/{one}", body, match='"1"')
    assert reply.status == 422
    assert pointer in [error["pointer"] for error in reply.json["errors"]]
    assert api.world.table.rows == before


def test_a_stale_edit_gets_both_texts_and_uploads_make_none_stale(api: ReflectionsApi) -> None:
    one = api.begin()
    tag = api(ADA).get(f"/reflections/{one}").etag
    api.upload(one)
    api.work()
    assert api(ADA).get(f"/reflections/{one}").etag == tag
    ok(api(ADA).patch(f"/reflections/{one}", {"title": "First window"}, match=tag))
    stale = api(ADA).patch(f"/reflections/{one}", {"title": "Second window"}, match=tag)
    assert stale.status == 412
    assert stale.json["current"]["title"] == "First window"
    assert api(ADA).patch(f"/reflections/{one}", {"title": "x"}).status == 428


def test_a_prompt_that_is_not_sent_stays_and_a_period_is_taken_away_with_null(api: ReflectionsApi) -> None:
    one = api.begin(period="Week 4", prompts={"went_well": "<p>a</p>", "did_not": "<p>b</p>"})
    body = {"period": None, "prompts": {"did_not": "", "improve": "<p>c</p>"}}
    after = ok(api(ADA).patch(f"/reflections/{one}", body, match='"1"'))
    assert after["prompts"] == {"went_well": "<p>a</p>", "did_not": "", "improve": "<p>c</p>"}
    assert "period" not in after


def test_what_is_written_can_change_while_it_is_shared_and_chapters_sort_themselves(api: ReflectionsApi) -> None:
    one = api.shared()
    marks = [{"at_ms": 900, "title": "What did not"}, {"at_ms": 0, "title": "What went well"}]
    tag = api(ADA).get(f"/reflections/{one}").etag
    ok(api(ADA).patch(f"/reflections/{one}", {"title": "Calmer", "chapters": marks}, match=tag))
    assert ok(api(BEN).get(f"/reflections/{one}"))["chapters"][0]["title"] == "What went well"
    assert ok(api(BEN).get("/reflections?role=manager"))["items"][0]["title"] == "Calmer"


def test_new_is_new_until_one_has_looked(api: ReflectionsApi) -> None:
    one = api.shared()

    def new(person: Any) -> tuple[bool, bool]:
        path = "/reflections?role=manager" if person is BEN else "/reflections"
        listed = ok(api(person).get(path))["items"][0]["new"]
        return listed, ok(api(person).get(f"/reflections/{one}"))["new"]

    assert new(BEN) == (True, True)
    assert new(ADA) == (False, False)
    api.later(minutes=1)
    ok(api(BEN).post(f"/reflections/{one}/seen"))
    assert new(BEN) == (False, False)
    api.later(minutes=1)
    ok(api(ADA).post(f"/reflections/{one}/comments", {"text": "And you?"}))
    assert new(BEN) == (True, True)
    assert new(ADA) == (False, False)
    api.later(minutes=1)
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": "Fine"}))
    assert new(BEN) == (False, False)
    assert new(ADA) == (True, True)


def test_captions_are_read_jumped_to_and_found_by_those_who_see_the_video(api: ReflectionsApi) -> None:
    one = api.shared()
    heard(api, one)
    whole = ok(api(BEN).get(f"/reflections/{one}"))
    assert whole["captions"] == {"state": "ready", "language": "en-US"}
    told = ok(api(BEN).get(f"/reflections/{one}/transcript"))
    assert told["cues"][0] == {"at_ms": 500, "until_ms": 1250, "text": f"We moved the {CANARY} warehouse"}
    url = ok(api(ADA).get(f"/reflections/{one}/playback"))["captions_url"]
    assert api.world.bucket.fetch(url).startswith(b"WEBVTT")
    for query in (CANARY, CANARY[:4], f"warehouse {CANARY.upper()}", "warehouse spring"):
        for person in (ADA, BEN):
            assert ids(api(person).get(f"/reflections?query={query.replace(' ', '%20')}")) == [one], query
    for person in (CLEO, TOP, HANA, ASA, EVE, NILS, OTTO):
        assert ids(api(person).get(f"/reflections?query={CANARY}")) == []
    assert ids(api(BEN).get(f"/reflections?query={CANARY}%20elephant")) == []


def test_words_are_forgotten_with_the_sharing_and_the_manager(api: ReflectionsApi) -> None:
    one = api.shared()
    heard(api, one)
    ok(api(ADA).post(f"/reflections/{one}/unshare"))
    assert ids(api(BEN).get(f"/reflections?query={CANARY}")) == []
    api.work()
    assert not [key for key in api.world.table.rows if key.pk == f"P#{BEN.id}" and CANARY in key.sk]
    ok(api(ADA).post(f"/reflections/{one}/share"))
    api.work()
    assert ids(api(BEN).get(f"/reflections?query={CANARY}")) == [one]
    api.move(ADA, NILS)
    assert ids(api(BEN).get(f"/reflections?query={CANARY}")) == []
    assert ids(api(NILS).get(f"/reflections?query={CANARY}")) == []
    assert ids(api(ADA).get(f"/reflections?query={CANARY}")) == [one]


def test_captions_come_also_when_their_event_does_not(api: ReflectionsApi) -> None:
    one = api.recorded()
    (job,) = api.world.transcriber.jobs
    api.later(minutes=16)
    api.work()
    assert ok(api(ADA).get(f"/reflections/{one}"))["captions"] == {"state": "waiting"}
    api.world.transcriber.finish(job, api.world.bucket, VTT)
    api.later(minutes=16)
    api.work()
    assert ok(api(ADA).get(f"/reflections/{one}"))["captions"]["state"] == "ready"


def test_all_else_works_where_transcription_fails_or_is_off(api: ReflectionsApi) -> None:
    one = api.shared()
    (job,) = api.world.transcriber.jobs
    api.world.transcriber.fail(job)
    from chalicelib.reflections.actions.captions import transcribed
    from chalicelib.wiring import wiring

    transcribed(wiring(), job, "FAILED")
    assert ok(api(BEN).get(f"/reflections/{one}"))["captions"] == {"state": "failed"}
    assert "captions_url" not in ok(api(BEN).get(f"/reflections/{one}/playback"))
    assert api(BEN).get(f"/reflections/{one}/transcript").status == 404
    api.world.transcriber.refuses.add("video/mp4")
    assert ok(api(ADA).get(f"/reflections/{api.shared()}"))["captions"] == {"state": "failed"}
    api.set(captions=False)
    assert ok(api(ADA).get(f"/reflections/{api.shared()}"))["captions"] == {"state": "off"}
    silent = api.begin()
    api.upload(silent, SILENT, type_="video/webm")
    api.work()
    assert ok(api(ADA).get(f"/reflections/{silent}"))["captions"] == {"state": "off"}


def test_hostile_captions_are_text(api: ReflectionsApi) -> None:
    one = api.shared()
    heard(api, one, "WEBVTT\n\n00:00.000 --> 00:01.000\n<script>alert(1)</script><b>Hi</b> &amp; bye\n\nbroken\n")
    assert [cue["text"] for cue in ok(api(ADA).get(f"/reflections/{one}/transcript"))["cues"]] == ["alert(1)Hi & bye"]


def test_deleting_leaves_nothing_behind(api: ReflectionsApi) -> None:
    one = api.shared(title=CANARY)
    heard(api, one)
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": CANARY}))
    api(ADA).post(f"/reflections/{one}/tracks", {"kind": "camera", "content_type": "video/mp4"})
    assert api(ADA).delete(f"/reflections/{one}").status == 204
    for person in (ADA, BEN):
        assert api(person).get(f"/reflections/{one}").status == 404
        assert api(person).get(f"/reflections/{one}/playback").status == 404
        assert ids(api(person).get(f"/reflections?query={CANARY}")) == []
    assert ids(api(BEN).get("/reflections?role=manager")) == []
    api.work(events=False)
    assert api.world.bucket.objects == {}
    late = f"test/reflections/{ADA.id}/{one}/poster/{'1' * 32}.webp"
    api.world.bucket.put(late, b"late", "image/webp")
    api.later(minutes=30)
    api.work(events=False)
    assert api.world.bucket.objects == {}
    left = [key for key in api.world.table.rows if one in key.sk and key.pk not in {"T"}]
    left = [key for key in left if not key.pk.startswith(("M#", "K#", "L#"))]
    assert left == []
    assert not [key for key in api.world.table.rows if CANARY in key.sk]


def test_many_comments_go_page_by_page(api: ReflectionsApi) -> None:
    one = api.shared()
    for number in range(95):
        api.later(seconds=1)
        ok(api(BEN).post(f"/reflections/{one}/comments", {"text": f"{number}"}))
    assert api(ADA).delete(f"/reflections/{one}").status == 204
    api.work(events=False)
    assert not [key for key in api.world.table.rows if key.sk.startswith(f"RC#{one}")]


def test_a_company_keeps_reflections_as_long_as_it_says(api: ReflectionsApi) -> None:
    one = api.shared()
    api.later(days=31)
    api.work(events=False)
    assert api(ADA).get(f"/reflections/{one}").status == 200
    api.set(retention_days=40)
    api.later(days=31)
    api.work(events=False)
    assert api(ADA).get(f"/reflections/{one}").status == 404
    api.later(hours=1)
    api.work(events=False)
    assert api.world.bucket.objects == {}


def test_a_repeated_post_gets_the_first_answer(api: ReflectionsApi) -> None:
    first = api(ADA).post("/reflections", {"title": "Once"}, idempotency_key="a")
    again = api(ADA).post("/reflections", {"title": "Once"}, idempotency_key="a")
    assert first.json == again.json
    assert api(ADA).post("/reflections", {"title": "Other"}, idempotency_key="a").status == 422
    one = api.shared()
    said = [api(BEN).post(f"/reflections/{one}/comments", {"text": "Hi"}, idempotency_key="b") for _ in range(2)]
    assert said[0].json == said[1].json
    assert ok(api(ADA).get(f"/reflections/{one}"))["comments"] == 1


def test_lists_are_paged_the_newest_first(api: ReflectionsApi) -> None:
    made = []
    for number in range(5):
        made.append(api.begin(title=f"Number {number}"))
        api.later(minutes=1)
    first = ok(api(ADA).get("/reflections?limit=3"))
    rest = ok(api(ADA).get(f"/reflections?limit=3&cursor={first['next']}"))
    assert [item["id"] for item in (*first["items"], *rest["items"])] == made[::-1]
    assert rest["next"] is None


BUDGETS: list[tuple[str, str, Any, Person, int]] = [
    ("GET", "/reflections?role=owner", None, BEN, 2),
    ("GET", "/reflections", None, BEN, 3),
    ("GET", "/reflections?role=manager", None, BEN, 2),
    ("GET", f"/reflections?owner_id={ADA.id}", None, BEN, 2),
    ("GET", "/reflections/{one}", None, BEN, 1),
    ("GET", "/reflections/{one}/playback", None, BEN, 1),
    ("GET", "/reflections/{one}/comments", None, BEN, 2),
    ("GET", "/reflections?query=spring", None, BEN, 3),
    ("POST", "/reflections/{one}/comments", {"text": "x"}, BEN, 3),
    ("POST", "/reflections/{one}/comments", {"text": "x"}, ADA, 3),
    ("POST", "/reflections/{one}/unshare", None, ADA, 3),
    ("POST", "/reflections/{one}/seen", None, BEN, 3),
]


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: f"{budget[0]} {budget[1]} {budget[3].name}")
def test_how_often_the_table_is_asked(api: ReflectionsApi, budget: tuple[str, str, Any, Person, int]) -> None:
    method, path, body, who, most = budget
    one = api.shared()
    for other in (EVE, ADA, EVE):
        api.shared(other)
    ok(api(BEN).get("/reflections"))  # a first sign-in binds the login
    api.later(minutes=1)
    api.world.table.calls.clear()
    reply = api(who).send(method, path.format(one=one), body, {})
    assert reply.status in {200, 201}, reply.text
    assert api.world.table.calls.total() <= most, dict(api.world.table.calls)


def test_no_byte_of_a_recording_passes_through_an_answer(api: ReflectionsApi) -> None:
    one = api.shared()
    for path in (f"/reflections/{one}", f"/reflections/{one}/playback", "/reflections"):
        assert len(api(ADA).get(path).text) < len(MP4)
