"""Two recordings are one when both say when they began; what one lacks of the other is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.files.rules.verdicts import Notice
from chalicelib.people.rules import Ref
from chalicelib.reflections.rules import Limits, Reflection, Reply, Track, TrackKind, TrackState, in_order, notices_of
from chalicelib.reflections.rules.sync import unequal

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = Ref(id="ada", name="Ada")


def track(kind: TrackKind, duration_ms: int | None = 60_000, offset_ms: int | None = 0, **more: object) -> Track:
    blank = Track(
        id=kind.value,
        kind=kind,
        content_type="video/mp4",
        key="k",
        upload_id="",
        created_at=NOW,
        limits=Limits(max_bytes=1, max_duration_ms=1),
        state=TrackState.PLAYABLE,
        duration_ms=duration_ms,
        offset_ms=offset_ms,
        take="one",
    )
    return replace(blank, **more)  # type: ignore[arg-type]


def both(screen: Track, camera: Track) -> Reflection:
    return Reflection(id="r", owner=ADA, title="Spring", created_at=NOW, tracks=(camera, screen))


SCREEN = track(TrackKind.SCREEN)


@pytest.mark.parametrize(
    ("camera", "lacks"),
    [
        (track(TrackKind.CAMERA), None),
        (track(TrackKind.CAMERA, 58_800, 1_200), None),  # it woke late, and ended with the other one
        (track(TrackKind.CAMERA, 55_000), None),
        (track(TrackKind.CAMERA, 54_999), (0, 5_001)),
        (track(TrackKind.CAMERA, 35_000, 25_000), (25_000, 0)),
        (track(TrackKind.CAMERA, 30_000, 6_000), (6_000, 24_000)),
        (track(TrackKind.CAMERA, 60_000, 30_000, take="another"), None),  # of another clock
        (track(TrackKind.CAMERA, 20_000, 30_000, take="another"), (0, 40_000)),
        (track(TrackKind.CAMERA, 20_000, None), (0, 40_000)),
        (track(TrackKind.CAMERA, None), None),
        (track(TrackKind.CAMERA, 20_000, state=TrackState.CHECKING), (0, 40_000)),
        (track(TrackKind.CAMERA, 20_000, state=TrackState.CHECKING, take="another"), None),
        (track(TrackKind.CAMERA, 20_000, state=TrackState.CHECKING, take=""), None),
        (track(TrackKind.CAMERA, 20_000, state=TrackState.UPLOADING), None),
        (track(TrackKind.CAMERA, 20_000, state=TrackState.REFUSED), None),
    ],
)
def test_a_recording_that_lacks_much_of_the_other_one_says_so(camera: Track, lacks: tuple[int, int] | None) -> None:
    one = both(SCREEN, camera)
    expected: tuple[Notice, ...] = ()
    if lacks:
        begins, ends = lacks
        params: dict[str, int | str] = {"other_kind": "screen", "begins_later_ms": begins, "ends_earlier_ms": ends}
        expected = (Notice(code="unequal_tracks", params=params),)
    assert notices_of(one, camera) == expected
    assert unequal(one) is (bool(lacks) and camera.state is TrackState.PLAYABLE)


def test_one_that_begins_earlier_and_ends_later_lacks_nothing_but_the_other_does() -> None:
    camera = track(TrackKind.CAMERA, 80_000, 0)
    screen = track(TrackKind.SCREEN, 60_000, 10_000)
    assert notices_of(both(screen, camera), camera) == ()
    (notice,) = notices_of(both(screen, camera), screen)
    assert notice.params == {"other_kind": "camera", "begins_later_ms": 10_000, "ends_earlier_ms": 10_000}


def test_what_was_found_in_a_recording_stays_with_it_and_a_reply_is_not_held_against_it() -> None:
    found = Notice(code="location_removed")
    camera = track(TrackKind.CAMERA, 10_000, notices=(found,))
    assert [one.code for one in notices_of(both(SCREEN, camera), camera)] == ["location_removed", "unequal_tracks"]
    talk = replace(both(SCREEN, SCREEN), tracks=(SCREEN,), replies=(Reply(track=camera, author=ADA, term=0),))
    assert notices_of(talk, camera) == (found,)


@pytest.mark.parametrize(
    ("comment_id", "other", "told"),
    [
        ("", {}, True),  # of one recording, not sent yet
        ("", {"take": "another"}, False),
        ("0001-x", {"take": "another"}, True),
        ("0001-x", {"comment_id": "0001-y"}, False),
        ("0001-x", {"author": Ref(id="ben", name="Ben")}, False),
    ],
)
def test_the_two_recordings_of_one_reply_are_held_against_each_other(
    comment_id: str, other: dict[str, object], *, told: bool
) -> None:
    camera = track(TrackKind.CAMERA, 10_000)
    screen = replace(SCREEN, take=str(other.get("take", "one")))
    beside = Reply(track=screen, author=ADA, term=1, comment_id=comment_id)
    beside = replace(beside, **{name: value for name, value in other.items() if name != "take"})  # type: ignore[arg-type]
    mine = Reply(track=camera, author=ADA, term=1, comment_id=comment_id)
    talk = Reflection(id="r", owner=ADA, title="Spring", created_at=NOW, replies=(mine, beside))
    assert [one.code for one in notices_of(talk, camera)] == (["unequal_tracks"] if told else [])


def test_the_screen_leads() -> None:
    camera = track(TrackKind.CAMERA)
    assert in_order((camera, SCREEN)) == (SCREEN, camera)
    assert in_order((camera,)) == (camera,)
