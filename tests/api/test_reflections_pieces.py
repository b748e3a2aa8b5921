"""The newest seconds on a slow line: they are safe before a part is full, and are put together by the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections.actions.upload_verification import arrived
from chalicelib.reflections.rules.pieces import PIECE_SIZE
from chalicelib.reflections.rules.recording import PART_SIZE
from chalicelib.wiring import wiring
from tests.api.reflections_world import ADA, ReflectionsApi, reflections_api
from tests.rules.files_bytes import HEAD, fragment, tfdt, traf, trun


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def video(size: int) -> bytes:
    """Fragments of a tenth of a megabyte, a second each, of so many bytes at least."""
    parts = (fragment(traf(tfdt(at * 1_000), trun(10)), data=bytes(100_000)) for at in range(size // 100_000 + 1))
    return HEAD + b"".join(parts)


def unbroken(content: bytes) -> bytes:
    """As much of a video as plays: up to its last whole fragment."""
    begins = len(HEAD)
    each = len(fragment(traf(tfdt(0), trun(10)), data=bytes(100_000)))
    return content[: begins + (len(content) - begins) // each * each]


class Line:
    """A client on a slow line."""

    def __init__(self, api: ReflectionsApi, content: bytes) -> None:
        self.api, self.content = api, content
        self.one = api.begin()
        self.track = api.begin_track(self.one)
        self.at = f"/reflections/{self.one}/tracks/{self.track}"

    def pieces(self, since: int, until: int) -> list[dict[str, int]]:
        """What is to be sent of the recording between these bytes; `since` lies at the beginning of a piece."""
        found = []
        for begin in range(since, until, PIECE_SIZE):
            number, at = begin // PART_SIZE + 1, begin % PART_SIZE
            found.append({"part_number": number, "at": at, "size": min(PIECE_SIZE, until - begin)})
        return found

    def send(self, since: int, until: int) -> None:
        for piece in self.pieces(since, until):
            reply = self.api(ADA).post(f"{self.at}/pieces", {"items": [piece]})
            assert reply.status == 200, reply.text
            (signed,) = reply.json["items"]
            begin = (piece["part_number"] - 1) * PART_SIZE + piece["at"]
            self.api.world.bucket.send(signed["url"], self.content[begin : begin + piece["size"]])

    def stored(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api(ADA).get(f"{self.at}/parts").json
        return found

    def complete(self) -> Any:
        return self.api(ADA).post(f"{self.at}/complete", {})

    def played(self) -> bytes:
        self.api.work()
        playback = self.api(ADA).get(f"/reflections/{self.one}/playback")
        assert playback.status == 200, playback.text
        return self.api.world.bucket.fetch(playback.json["tracks"][0]["url"])


def test_a_piece_is_signed_for_exactly_its_bytes(api: ReflectionsApi) -> None:
    line = Line(api, video(1))
    reply = api(ADA).post(f"{line.at}/pieces", {"items": line.pieces(0, 2 * PIECE_SIZE + 5)})
    assert [(one["at"], one["size"]) for one in reply.json["items"]] == [
        (0, PIECE_SIZE),
        (PIECE_SIZE, PIECE_SIZE),
        (2 * PIECE_SIZE, 5),
    ]
    stated = [link.stated for link in api.world.bucket.signed if link.what == "put"]
    assert [one["size"] for one in stated] == [PIECE_SIZE, PIECE_SIZE, 5]
    assert {one["seconds"] for one in stated} == {900}
    with pytest.raises(AssertionError):
        api.world.bucket.send(reply.json["items"][2]["url"], b"123456")


def test_what_went_up_in_pieces_is_listed_and_plays_though_nothing_else_came(api: ReflectionsApi) -> None:
    """The device is lost: another one finishes what has arrived."""
    content = video(PIECE_SIZE * 5)
    line = Line(api, content)
    line.send(0, 3 * PIECE_SIZE)
    assert line.stored() == {
        "items": [],
        "pieces": [{"part_number": 1, "at": at * PIECE_SIZE, "size": PIECE_SIZE} for at in range(3)],
    }
    assert line.complete().status == 200
    assert line.played() == unbroken(content[: 3 * PIECE_SIZE])


def test_a_full_part_is_put_together_when_pieces_of_the_next_come(api: ReflectionsApi) -> None:
    content = video(2 * PART_SIZE)
    line = Line(api, content)
    until = PART_SIZE + 3 * PIECE_SIZE
    line.send(0, until)
    assert line.stored()["items"] == [{"part_number": 1, "size": PART_SIZE}]
    assert [one["part_number"] for one in line.stored()["pieces"]] == [2, 2, 2]
    assert line.complete().status == 200
    assert line.played() == unbroken(content[:until])


def test_a_part_that_is_not_full_keeps_the_next_ones_pieces_away(api: ReflectionsApi) -> None:
    line = Line(api, video(2 * PART_SIZE))
    line.send(0, 2 * PIECE_SIZE)
    early = api(ADA).post(f"{line.at}/pieces", {"items": [{"part_number": 2, "at": 0, "size": 5}]})
    assert (early.status, early.json["code"]) == (409, "pieces_missing")
    far = api(ADA).post(f"{line.at}/pieces", {"items": [{"part_number": 3, "at": 0, "size": 5}]})
    assert (far.status, far.json["errors"][0]["pointer"]) == (422, "/items/0/part_number")


def test_a_piece_that_has_grown_takes_its_own_place(api: ReflectionsApi) -> None:
    content = video(PART_SIZE)
    line = Line(api, content)
    line.send(0, PIECE_SIZE + 1_000)
    line.send(PIECE_SIZE, PIECE_SIZE + 200_000)
    assert [one["size"] for one in line.stored()["pieces"]] == [PIECE_SIZE, 200_000]
    assert line.complete().status == 200
    assert line.played() == unbroken(content[: PIECE_SIZE + 200_000])


def test_a_part_that_was_sent_whole_counts_and_its_pieces_do_not(api: ReflectionsApi) -> None:
    content = video(PART_SIZE + 700_000)[: PART_SIZE + 700_000]
    line = Line(api, content)
    line.send(0, 2 * PIECE_SIZE)
    for number, size in ((1, PART_SIZE), (2, 700_000)):
        told = {"part_numbers": [number], "sizes": [size]}
        (part,) = api(ADA).post(f"{line.at}/parts", told).json["items"]
        begin = (number - 1) * PART_SIZE
        api.world.bucket.send(part["url"], content[begin : begin + size])
    assert line.stored()["pieces"] == []
    assert line.complete().status == 200
    assert line.played() == unbroken(content)


def test_pieces_fill_the_place_before_a_part_that_came_early(api: ReflectionsApi) -> None:
    """On a line that became fast the next part overtakes: with a gap it is said, without one nothing is lost."""
    line = Line(api, video(PART_SIZE + 300_000))
    rest = len(line.content) - PART_SIZE
    asked = {"part_numbers": [2], "sizes": [rest]}
    (signed,) = api(ADA).post(f"{line.at}/parts", asked).json["items"]
    api.world.bucket.send(signed["url"], line.content[PART_SIZE:])
    line.send(0, PART_SIZE - PIECE_SIZE)
    refused = line.complete()
    assert (refused.status, refused.json["code"]) == (409, "parts_missing")
    line.send(PART_SIZE - PIECE_SIZE, PART_SIZE)
    assert line.complete().status == 200
    assert line.played() == unbroken(line.content)


def test_pieces_go_when_the_recording_plays_and_those_that_come_late_too(api: ReflectionsApi) -> None:
    line = Line(api, video(PART_SIZE))
    line.send(0, 4 * PIECE_SIZE)
    late = api(ADA).post(f"{line.at}/pieces", {"items": line.pieces(4 * PIECE_SIZE, 5 * PIECE_SIZE)}).json["items"]
    line.complete()
    line.played()
    bucket = api.world.bucket
    assert len(bucket.objects) == 1
    bucket.send(late[0]["url"], bytes(PIECE_SIZE))
    api.work()
    api.later(minutes=30)
    api.work()
    assert len(bucket.objects) == 1


def test_pieces_go_with_a_recording_that_is_discarded_or_abandoned(api: ReflectionsApi) -> None:
    for end in ("discarded", "abandoned"):
        line = Line(api, video(PART_SIZE))
        line.send(0, PIECE_SIZE)
        if end == "discarded":
            assert api(ADA).delete(line.at).status == 204
        else:
            api.later(hours=49)
        api.work()
        assert api.world.bucket.objects == {}, end
        assert api(ADA).get(f"/reflections/{line.one}").json["tracks"] == []


def test_s3_telling_of_a_piece_changes_nothing(api: ReflectionsApi) -> None:
    line = Line(api, video(PART_SIZE))
    line.send(0, PIECE_SIZE)
    ((key, versions),) = api.world.bucket.objects.items()
    before = dict(api.world.table.rows)
    arrived(wiring(), key, versions[-1].id, PIECE_SIZE)
    assert api.world.table.rows == before
    assert list(api.world.bucket.objects) == [key]


def test_a_completed_recording_takes_no_pieces(api: ReflectionsApi) -> None:
    line = Line(api, video(PART_SIZE))
    line.send(0, PIECE_SIZE)
    line.complete()
    refused = api(ADA).post(f"{line.at}/pieces", {"items": line.pieces(0, 5)})
    assert (refused.status, refused.json["code"]) == (409, "upload_finished")
