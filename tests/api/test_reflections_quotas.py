"""How much one person may begin on one day: counted once, also where a request is repeated or raced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.files import rules as files
from chalicelib.kernel.storage.quota import quota_key
from chalicelib.kernel.storage.table import Changes, Raced, Row
from chalicelib.people.rules import Person
from chalicelib.reflections import rules
from chalicelib.reflections.rules import recording
from tests.api.client import Reply
from tests.api.reflections_world import ADA, BEN, MP4, ReflectionsApi, reflections_api

VIDEO = {"kind": "screen", "content_type": "video/mp4"}
FILE = {"name": "plan.txt", "content_type": "text/plain", "size": 16}
MOST = {"reflections": rules.MOST_A_DAY, "recordings": recording.MOST_A_DAY, "files": files.MOST_A_DAY}
PICTURES = recording.MOST_PICTURES_A_DAY


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def spent(api: ReflectionsApi, what: str, person: Person = ADA) -> int:
    """How much of it is counted for today."""
    row = api.world.table.rows.get(quota_key(person.id, what, api.world.now))
    return row.version if row else 0


def almost(api: ReflectionsApi, what: str, person: Person = ADA) -> None:
    """One more, and the day's share is used up."""
    key = quota_key(person.id, what, api.world.now)
    blank = api.world.table.rows.get(key) or Row(key=key, body="")
    api.world.table.rows[key] = replace(blank, version=MOST[what] - 1)


def ready_for(api: ReflectionsApi, what: str) -> str:
    """A reflection that takes one more of it."""
    if what != "files":
        return api.begin()
    api.allow_files()
    return api.shared()


def begin(api: ReflectionsApi, what: str, one: str, **how: Any) -> Reply:
    """Begin one more of it, with the reflection `one` where it needs one."""
    at, told = {
        "reflections": ("/reflections", {"title": "One more"}),
        "recordings": (f"/reflections/{one}/tracks", VIDEO),
        "files": (f"/reflections/{one}/attachments", FILE),
    }[what]
    return api(ADA).post(at, told, **how)


@pytest.mark.parametrize("what", MOST)
def test_a_day_has_an_end_of_what_can_be_begun(api: ReflectionsApi, what: str) -> None:
    one = ready_for(api, what)
    almost(api, what)
    assert begin(api, what, one).status == 201
    before = dict(api.world.table.rows)
    refused = begin(api, what, one)
    assert (refused.status, refused.json["code"]) == (429, "throttled")
    assert f"today's limit of {MOST[what]} {what}" in refused.json["detail"]
    assert refused.headers["retry-after"] == str(15 * 3600), "it is 09:00 in UTC"
    assert api.world.table.rows == before


@pytest.mark.parametrize("what", MOST)
def test_when_the_time_that_was_said_is_over_it_goes_on(api: ReflectionsApi, what: str) -> None:
    one = ready_for(api, what)
    almost(api, what)
    begin(api, what, one)
    wait = int(begin(api, what, one).headers["retry-after"])
    api.later(seconds=wait - 1)
    assert begin(api, what, one).status == 429
    api.later(seconds=1)
    assert begin(api, what, one).status == 201


def test_everybody_has_a_day_of_their_own(api: ReflectionsApi) -> None:
    almost(api, "reflections")
    api.begin()
    assert begin(api, "reflections", "").status == 429
    api.begin(BEN)
    assert spent(api, "reflections", BEN) == 1


@pytest.mark.parametrize("what", MOST)
def test_a_repeated_request_counts_once_and_is_answered_when_the_day_is_used_up(api: ReflectionsApi, what: str) -> None:
    one = ready_for(api, what)
    almost(api, what)
    first = begin(api, what, one, idempotency_key="k")
    assert first.status == 201
    again = begin(api, what, one, idempotency_key="k")
    assert (again.status, again.json) == (201, first.json)
    assert spent(api, what) == MOST[what]


def test_what_is_refused_counts_nothing(api: ReflectionsApi) -> None:
    one = api.begin()
    counted = spent(api, "reflections")
    assert api(ADA).post("/reflections", {"title": ""}).status == 422
    assert api(ADA).post(f"/reflections/{one}/tracks", VIDEO | {"content_type": "text/html"}).status == 422
    assert api(ADA).post(f"/reflections/{one}/tracks", VIDEO | {"size": 10**12}).status == 413
    assert begin(api, "files", one).status == 409
    api.world.bucket.broken = True
    assert begin(api, "recordings", one).status == 503
    assert (spent(api, "reflections"), spent(api, "recordings"), spent(api, "files")) == (counted, 0, 0)


def test_what_is_read_or_gone_on_with_counts_nothing(api: ReflectionsApi) -> None:
    one = api.recorded()
    at = f"/reflections/{one}"
    counted = [spent(api, what) for what in MOST]
    for path in ("/reflections", at, f"{at}/playback"):
        assert api(ADA).get(path).status == 200
    track = api(ADA).post(f"{at}/tracks", VIDEO).json["track_id"]
    for _ in range(3):
        told = {"part_numbers": [1], "sizes": [len(MP4)]}
        assert api(ADA).post(f"{at}/tracks/{track}/parts", told).status == 200
    assert api(ADA).delete(f"{at}/tracks/{track}").status == 204
    assert [spent(api, what) for what in MOST] == [counted[0], counted[1] + 1, counted[2]]


def test_nothing_is_begun_at_s3_when_the_day_is_used_up(api: ReflectionsApi) -> None:
    one = api.begin()
    almost(api, "recordings")
    begin(api, "recordings", one)
    uploads = dict(api.world.bucket.uploads)
    assert begin(api, "recordings", one).status == 429
    assert api.world.bucket.uploads == uploads


def test_two_that_are_begun_at_once_are_both_counted_and_the_last_one_is_one(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    almost(api, "reflections")
    commit = api.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            assert begin(api, "reflections", "").status == 201
        commit(changes)

    monkeypatch.setattr(api.world.table, "commit", once_raced)
    assert begin(api, "reflections", "").status == 429
    assert spent(api, "reflections") == MOST["reflections"]


def test_a_raced_commit_counts_once(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = api.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            raise Raced([])
        commit(changes)

    monkeypatch.setattr(api.world.table, "commit", once_raced)
    assert begin(api, "reflections", "").status == 201
    assert spent(api, "reflections") == 1


def test_forms_for_a_picture_have_an_end_too(api: ReflectionsApi) -> None:
    at = f"/reflections/{api.begin()}/poster"
    assert api(ADA).post(at, {"content_type": "text/html"}).status == 422
    assert api(ADA).post(at, {"content_type": "image/webp"}).status == 201
    assert spent(api, "pictures") == 1
    key = quota_key(ADA.id, "pictures", api.world.now)
    api.world.table.rows[key] = replace(api.world.table.rows[key], version=PICTURES)
    refused = api(ADA).post(at, {"content_type": "image/webp"})
    assert (refused.status, refused.headers["retry-after"]) == (429, str(15 * 3600))


def test_the_count_of_a_day_vanishes_a_day_later(api: ReflectionsApi) -> None:
    api.begin()
    (row,) = [row for key, row in api.world.table.rows.items() if key.pk.startswith("DAY#")]
    assert row.expires is not None
    assert row.expires - api.world.now.timestamp() == (15 + 24) * 3600
