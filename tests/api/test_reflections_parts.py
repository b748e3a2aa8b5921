"""The parts of a recording: how many there are, and how large each is, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.reflections.rules.recording import PART_SIZE
from tests.api.reflections_world import ADA, MP4, ReflectionsApi, reflections_api
from tests.api.test_reflections_recording import begin, track_of


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def test_an_address_takes_exactly_the_bytes_that_it_was_signed_for(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    told = {"part_numbers": [1, 2], "sizes": [PART_SIZE, 7]}
    first, last = api(ADA).post(f"{at}/parts", told).json["items"]
    assert [(part["part_number"], part["size"]) for part in (first, last)] == [(1, PART_SIZE), (2, 7)]
    for content in (b"x" * 8, b"x" * 6, bytes(8 * PART_SIZE)):
        with pytest.raises(AssertionError, match="403 SignatureDoesNotMatch"):
            api.world.bucket.send(last["url"], content)
    api.world.bucket.send(last["url"], b"the end")


@pytest.mark.parametrize("asks", ["parts", "complete"])
def test_a_part_of_unstated_size_that_is_too_large_ends_the_upload(api: ReflectionsApi, asks: str) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    (part,) = api(ADA).post(f"{at}/parts", {"part_numbers": [1]}).json["items"]
    assert "size" not in part
    api.world.bucket.send(part["url"], bytes(PART_SIZE + 1))
    me = api(ADA)
    refused = me.get(f"{at}/parts") if asks == "parts" else me.post(f"{at}/complete", {"duration_ms": 2_000})
    assert (refused.status, refused.json["code"]) == (409, "part_too_large")
    assert api.world.bucket.uploads == {}


def test_the_parts_of_a_recording_of_known_size_need_no_sizes(api: ReflectionsApi) -> None:
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one, size=len(MP4)).json['track_id']}"
    (part,) = api(ADA).post(f"{at}/parts", {"part_numbers": [1]}).json["items"]
    assert part["size"] == len(MP4)
    api.world.bucket.send(part["url"], MP4)
    assert api(ADA).post(f"{at}/complete", {"duration_ms": 2_000}).status == 200
    api.work()
    assert track_of(api, one)["state"] == "playable"


def test_a_recording_that_will_be_too_large_is_not_begun(api: ReflectionsApi) -> None:
    api.set(max_megabytes=10)
    refused = begin(api, api.begin(), size=10_000_001)
    assert (refused.status, refused.json["code"]) == (413, "recording_too_large")
    assert api.world.bucket.uploads == {}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"part_numbers": [2, 3]}, ["/part_numbers/1"]),
        ({"part_numbers": [10_000]}, ["/part_numbers/0"]),
        ({"part_numbers": [0]}, ["/part_numbers/0"]),
        ({"part_numbers": [1], "sizes": [0]}, ["/sizes/0"]),
        ({"part_numbers": [1], "sizes": [PART_SIZE + 1]}, ["/sizes/0"]),
        ({"part_numbers": [2], "sizes": [PART_SIZE]}, ["/sizes/0"]),
        ({"part_numbers": [1, 2], "sizes": [5]}, ["/sizes"]),
        ({"part_numbers": [1], "size": 5}, ["/size"]),
    ],
    ids=["one too many", "the last of S3", "zero", "nothing", "too large", "beyond the limit", "not all", "unknown"],
)
def test_no_part_beyond_the_limit_is_signed(api: ReflectionsApi, told: dict[str, Any], named: list[str]) -> None:
    api.set(max_megabytes=10)
    one = api.begin()
    at = f"/reflections/{one}/tracks/{begin(api, one).json['track_id']}"
    refused = api(ADA).post(f"{at}/parts", told)
    assert (refused.status, refused.json["code"]) == (422, "invalid")
    assert [error["pointer"] for error in refused.json["errors"]] == named
    assert api.world.bucket.signed == []
