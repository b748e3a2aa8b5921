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
from tests.api.reflections_world import ADA, BEN, MP4, Studio, studio

FILM = {"kind": "screen", "content_type": "video/mp4"}
FILE = {"name": "plan.txt", "content_type": "text/plain", "size": 16}
MOST = {"reflections": rules.MOST_A_DAY, "recordings": recording.MOST_A_DAY, "files": files.MOST_A_DAY}
PICTURES = recording.MOST_PICTURES_A_DAY


@pytest.fixture
def office() -> Iterator[Studio]:
    with studio() as opened:
        yield opened


def spent(office: Studio, what: str, person: Person = ADA) -> int:
    """How much of it is counted for today."""
    row = office.world.table.rows.get(quota_key(person.id, what, office.world.now))
    return row.version if row else 0


def almost(office: Studio, what: str, person: Person = ADA) -> None:
    """One more, and the day's share is used up."""
    key = quota_key(person.id, what, office.world.now)
    blank = office.world.table.rows.get(key) or Row(key=key, body="")
    office.world.table.rows[key] = replace(blank, version=MOST[what] - 1)


def ready_for(office: Studio, what: str) -> str:
    """A reflection that takes one more of it."""
    if what != "files":
        return office.begin()
    office.allow_files()
    return office.shared()


def begin(office: Studio, what: str, one: str, **how: Any) -> Reply:
    """Begin one more of it, with the reflection `one` where it needs one."""
    at, told = {
        "reflections": ("/reflections", {"title": "One more"}),
        "recordings": (f"/reflections/{one}/tracks", FILM),
        "files": (f"/reflections/{one}/attachments", FILE),
    }[what]
    return office(ADA).post(at, told, **how)


@pytest.mark.parametrize("what", MOST)
def test_a_day_has_an_end_of_what_can_be_begun(office: Studio, what: str) -> None:
    one = ready_for(office, what)
    almost(office, what)
    assert begin(office, what, one).status == 201
    before = dict(office.world.table.rows)
    refused = begin(office, what, one)
    assert (refused.status, refused.json["code"]) == (429, "throttled")
    assert f"today's limit of {MOST[what]} {what}" in refused.json["detail"]
    assert refused.headers["retry-after"] == str(15 * 3600), "it is 09:00 in UTC"
    assert office.world.table.rows == before


@pytest.mark.parametrize("what", MOST)
def test_when_the_time_that_was_said_is_over_it_goes_on(office: Studio, what: str) -> None:
    one = ready_for(office, what)
    almost(office, what)
    begin(office, what, one)
    wait = int(begin(office, what, one).headers["retry-after"])
    office.later(seconds=wait - 1)
    assert begin(office, what, one).status == 429
    office.later(seconds=1)
    assert begin(office, what, one).status == 201


def test_everybody_has_a_day_of_their_own(office: Studio) -> None:
    almost(office, "reflections")
    office.begin()
    assert begin(office, "reflections", "").status == 429
    office.begin(BEN)
    assert spent(office, "reflections", BEN) == 1


@pytest.mark.parametrize("what", MOST)
def test_a_repeated_request_counts_once_and_is_answered_when_the_day_is_used_up(office: Studio, what: str) -> None:
    one = ready_for(office, what)
    almost(office, what)
    first = begin(office, what, one, idempotency_key="k")
    assert first.status == 201
    again = begin(office, what, one, idempotency_key="k")
    assert (again.status, again.json) == (201, first.json)
    assert spent(office, what) == MOST[what]


def test_what_is_refused_counts_nothing(office: Studio) -> None:
    one = office.begin()
    counted = spent(office, "reflections")
    assert office(ADA).post("/reflections", {"title": ""}).status == 422
    assert office(ADA).post(f"/reflections/{one}/tracks", FILM | {"content_type": "text/html"}).status == 422
    assert office(ADA).post(f"/reflections/{one}/tracks", FILM | {"size": 10**12}).status == 413
    assert begin(office, "files", one).status == 409
    office.world.bucket.broken = True
    assert begin(office, "recordings", one).status == 503
    assert (spent(office, "reflections"), spent(office, "recordings"), spent(office, "files")) == (counted, 0, 0)


def test_what_is_read_or_gone_on_with_counts_nothing(office: Studio) -> None:
    one = office.recorded()
    at = f"/reflections/{one}"
    counted = [spent(office, what) for what in MOST]
    for path in ("/reflections", at, f"{at}/playback"):
        assert office(ADA).get(path).status == 200
    track = office(ADA).post(f"{at}/tracks", FILM).json["track_id"]
    for _ in range(3):
        told = {"part_numbers": [1], "sizes": [len(MP4)]}
        assert office(ADA).post(f"{at}/tracks/{track}/parts", told).status == 200
    assert office(ADA).delete(f"{at}/tracks/{track}").status == 204
    assert [spent(office, what) for what in MOST] == [counted[0], counted[1] + 1, counted[2]]


def test_nothing_is_begun_at_s3_when_the_day_is_used_up(office: Studio) -> None:
    one = office.begin()
    almost(office, "recordings")
    begin(office, "recordings", one)
    uploads = dict(office.world.bucket.uploads)
    assert begin(office, "recordings", one).status == 429
    assert office.world.bucket.uploads == uploads


def test_two_that_are_begun_at_once_are_both_counted_and_the_last_one_is_one(
    office: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    almost(office, "reflections")
    commit = office.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            assert begin(office, "reflections", "").status == 201
        commit(changes)

    monkeypatch.setattr(office.world.table, "commit", once_raced)
    assert begin(office, "reflections", "").status == 429
    assert spent(office, "reflections") == MOST["reflections"]


def test_a_raced_commit_counts_once(office: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = office.world.table.commit
    raced: list[int] = []

    def once_raced(changes: Changes) -> None:
        if not raced:
            raced.append(1)
            raise Raced([])
        commit(changes)

    monkeypatch.setattr(office.world.table, "commit", once_raced)
    assert begin(office, "reflections", "").status == 201
    assert spent(office, "reflections") == 1


def test_forms_for_a_picture_have_an_end_too(office: Studio) -> None:
    at = f"/reflections/{office.begin()}/poster"
    assert office(ADA).post(at, {"content_type": "text/html"}).status == 422
    assert office(ADA).post(at, {"content_type": "image/webp"}).status == 201
    assert spent(office, "pictures") == 1
    key = quota_key(ADA.id, "pictures", office.world.now)
    office.world.table.rows[key] = replace(office.world.table.rows[key], version=PICTURES)
    refused = office(ADA).post(at, {"content_type": "image/webp"})
    assert (refused.status, refused.headers["retry-after"]) == (429, str(15 * 3600))


def test_the_count_of_a_day_vanishes_a_day_later(office: Studio) -> None:
    office.begin()
    (row,) = [row for key, row in office.world.table.rows.items() if key.pk.startswith("DAY#")]
    assert row.expires is not None
    assert row.expires - office.world.now.timestamp() == (15 + 24) * 3600
