"""Recordings that are begun, gone on with and put under comments, decided without a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.files.rules import VIDEOS
from chalicelib.files.rules.verdicts import Notice, Verdict
from chalicelib.kernel.errors import Conflict, Invalid, NotAllowed
from chalicelib.people.rules import Person, Ref
from chalicelib.reflections import rules
from chalicelib.reflections.rules import (
    UNEQUAL,
    UNFINISHED,
    Captions,
    CaptionState,
    Limits,
    Prompts,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    ReflectionState,
    Reply,
    SharedWith,
    Track,
    TrackKind,
    TrackState,
    recording,
)
from chalicelib.reflections.rules.recording import MOST_REPLIES, TrackRequest

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA, BEN = Ref(id="ada", name="Ada"), Ref(id="ben", name="Ben")
OWNER = Person(id="ada", name="Ada", manager_id="ben", manager_term=3)


def track(name: str = "t", state: TrackState = TrackState.UPLOADING, **more: object) -> Track:
    blank = Track(
        id=name,
        kind=TrackKind.CAMERA,
        content_type="video/mp4",
        key="k",
        upload_id="u",
        created_at=NOW,
        limits=Limits(max_bytes=1, max_duration_ms=1),
        state=state,
        take="T",
    )
    return replace(blank, **more)  # type: ignore[arg-type]


def reply(name: str = "t", author: Ref = BEN, term: int = 3, comment_id: str = "", **more: object) -> Reply:
    return Reply(track=track(name, **more), author=author, term=term, comment_id=comment_id)  # type: ignore[arg-type]


def case(*tracks: Track, actor: str = "ada", owner: Person = OWNER, **more: object) -> ReflectionContext:
    one = Reflection(id="r", owner=ADA, title="Spring", created_at=NOW, tracks=tracks)
    held = {"state": ReflectionState.SHARED, "shared_with": (SharedWith(person=BEN, term=3),)} | more
    return ReflectionContext(reflection=replace(one, **held), owner=owner, actor_id=actor, now=NOW)  # type: ignore[arg-type]


WANTED = TrackRequest(kind=TrackKind.CAMERA, content_type="video/mp4", take="T")


def test_a_take_goes_on_with_its_own_upload_of_the_same_kind() -> None:
    mine = track()
    others = (
        track("done", TrackState.CHECKING),
        track("screen", kind=TrackKind.SCREEN),
        track("other", take="U"),
    )
    held = case(mine, *others, replies=(reply("r"),))
    draft = replace(held, reflection=replace(held.reflection, state=ReflectionState.DRAFT))
    assert recording.of_take(draft, WANTED) == (mine,)
    assert recording.of_take(draft, replace(WANTED, take="")) == ()
    assert recording.of_take(held, replace(WANTED, reply=True)) == ()
    with pytest.raises(NotAllowed):
        recording.of_take(replace(held, actor_id="ben"), WANTED)
    theirs = replace(held, actor_id="ben")
    assert [one.id for one in recording.of_take(theirs, replace(WANTED, reply=True))] == ["r"]
    said = case(actor="ben", replies=(reply("r", comment_id="0003-x"),))
    assert recording.of_take(said, replace(WANTED, reply=True)) == ()


def test_a_reply_is_begun_by_whoever_may_comment_and_so_many_times() -> None:
    recording.may_begin(case(actor="ben"), reply=True)
    recording.may_begin(case(), reply=True)
    with pytest.raises(NotAllowed):
        recording.may_begin(case(actor="ben"))
    with pytest.raises(Conflict, match="not_shared"):
        recording.may_begin(case(state=ReflectionState.HIDDEN, shared_with=()), reply=True)
    full = case(replies=tuple(reply(str(number)) for number in range(MOST_REPLIES)))
    with pytest.raises(Conflict, match="too_many_replies"):
        recording.may_begin(full, reply=True)


def test_a_reply_is_found_changed_and_dropped_among_tracks() -> None:
    held = rules.replied(case(track("own", TrackState.PLAYABLE), actor="ben"), BEN, track("r"))
    assert [(one.author, one.term) for one in held.replies] == [(BEN, 3)]
    held = recording.with_track(held, track("r", TrackState.CHECKING))
    found = held.track("r")
    assert found is not None
    assert found.state is TrackState.CHECKING
    assert [one.id for one in held.tracks] == ["own"]
    after, gone = recording.playable(held, found, Verdict(has_audio=True, notices=(Notice(code="location_removed"),)))
    assert gone == ()
    assert [one.id for one in after.playable] == ["own"]
    good = after.track("r")
    assert good is not None
    assert [one.code for one in good.notices] == ["location_removed"]
    assert recording.wants_captions(after, good)
    heard = rules.with_captions(after, "r", Captions(state=CaptionState.WAITING, track_id="r"))
    assert not recording.wants_captions(heard, good)
    assert heard.captions.state is CaptionState.OFF
    whole = rules.with_captions(heard, "own", Captions(state=CaptionState.READY))
    assert (whole.captions.state, whole.captions_of("r").state) == (CaptionState.READY, CaptionState.WAITING)
    assert recording.without_tracks(whole, [good]).replies == ()


def test_only_its_author_goes_on_with_a_reply() -> None:
    held = case(track("own"), replies=(reply("r"),), state=ReflectionState.DRAFT)
    recording.own(held, track("own"), ReflectionAction.EDIT)
    recording.own(replace(held, actor_id="ben"), track("r"), ReflectionAction.EDIT)
    with pytest.raises(NotAllowed):
        recording.own(held, track("r"), ReflectionAction.EDIT)
    with pytest.raises(Conflict, match="upload_finished"):
        recording.uploading(held, track("own", TrackState.CHECKING))


@pytest.mark.parametrize(
    ("actor", "shown", "seen"),
    [
        ("ben", reply(), True),
        ("ben", reply(term=2), False),
        ("ada", reply(), False),
        ("ada", reply(comment_id="0003-x"), True),
        ("ada", reply(comment_id="0001-x"), True),
        ("ada", reply(author=ADA, term=1), True),
        ("ben", reply(author=ADA), False),
        ("ben", reply(author=ADA, comment_id="0003-x"), True),
        ("ben", reply(author=ADA, comment_id="0002-x"), False),
    ],
)
def test_a_reply_is_its_authors_until_it_is_under_a_comment_of_that_term(
    actor: str, shown: Reply, *, seen: bool
) -> None:
    held = case(actor=actor, replies=(shown,))
    assert rules.sees_reply(held, shown) is seen
    loose = seen and not shown.comment_id
    assert rules.own_loose(held) == ((shown.track,) if loose else ())


@pytest.mark.parametrize(
    ("actor", "comment_id", "read"),
    [("ada", "0003-x", True), ("ben", "0003-x", True), ("ada", "0001-y", True), ("ben", "0001-y", False)],
)
def test_what_a_reply_says_is_known_to_who_may_read_its_comment(actor: str, comment_id: str, *, read: bool) -> None:
    ready = Captions(state=CaptionState.READY)
    told = replace(reply(comment_id=comment_id), captions=ready)
    held = case(actor=actor, replies=(told, reply("b", comment_id="0003-z"), replace(reply("c"), captions=ready)))
    assert rules.heard(held.reflection) == (told,)
    assert rules.reads(held, comment_id) is read
    assert not rules.reads(held, "0003-gone")
    assert not rules.reads(replace(held, actor_id="otto"), comment_id)


def test_a_comment_takes_ones_own_that_have_arrived_one_of_a_kind() -> None:
    camera, second = reply("a", state=TrackState.CHECKING), reply("b", state=TrackState.PLAYABLE)
    screen = reply("c", state=TrackState.PLAYABLE, kind=TrackKind.SCREEN)
    held = case(actor="ben", replies=(camera, second, screen, reply("d"), reply("e", ADA, state=TrackState.PLAYABLE)))
    after = rules.put_under(held, held.reflection, ["a", "c"], "0003-x")
    assert [one.track.id for one in rules.under(after, "0003-x")] == ["a", "c"]
    for wrong in ("d", "e", "nothing"):
        with pytest.raises(Invalid) as caught:
            rules.put_under(held, held.reflection, ["a", wrong], "0003-x")
        assert [error.pointer for error in caught.value.errors] == ["/track_ids/1"]
    with pytest.raises(Invalid) as caught:
        rules.put_under(held, held.reflection, ["a", "b"], "0003-x")
    assert [error.pointer for error in caught.value.errors] == ["/track_ids"]


def test_sharing_asks_for_what_is_to_be_confirmed() -> None:
    answered = Prompts(improve="More")
    loose = case(track(), state=ReflectionState.DRAFT, shared_with=(), prompts=answered)
    assert ReflectionAction.SHARE not in rules.actions_of(loose)
    with pytest.raises(Conflict, match="still_uploading"):
        rules.check(loose, ReflectionAction.SHARE, {UNEQUAL})
    rules.check(loose, ReflectionAction.SHARE, {UNFINISHED})
    assert recording.unfinished(loose.reflection) == (track(),)
    long = track("long", TrackState.PLAYABLE, kind=TrackKind.SCREEN, duration_ms=60_000)
    short = track("short", TrackState.PLAYABLE, duration_ms=1_000)
    unequal = case(long, short, state=ReflectionState.DRAFT, shared_with=())
    assert ReflectionAction.SHARE in rules.actions_of(unequal)
    with pytest.raises(Conflict, match="unequal_tracks"):
        rules.check(unequal, ReflectionAction.SHARE)
    assert rules.shared(unequal, BEN, {UNEQUAL}).state is ReflectionState.SHARED


def test_saving_and_correcting_need_something_that_plays() -> None:
    for verb in (ReflectionAction.DOWNLOAD, ReflectionAction.CAPTION):
        with pytest.raises(Conflict, match="nothing_recorded"):
            rules.check(case(), verb)
        rules.check(case(track(state=TrackState.PLAYABLE)), verb)
        with pytest.raises(NotAllowed):
            rules.check(case(track(state=TrackState.PLAYABLE), actor="ben"), verb)


def test_a_copy_takes_the_place_of_what_was_uploaded() -> None:
    copied = recording.copied(track(copy_key="new"), size=3, version="v")
    assert (copied.key, copied.copy_key, copied.size, copied.version) == ("new", "", 3, "v")


def test_why_a_recording_is_refused_is_said_with_its_limit() -> None:
    problem = rules.RecordingProblem(code="too_long", params={"minutes": 5, "limit_ms": 300_000})
    assert "5 minutes" in problem.detail


def test_matroska_is_called_by_its_name() -> None:
    for told, code in (("video/x-matroska", "matroska"), ("video/ogg", "unknown_type")):
        with pytest.raises(Invalid) as refused:
            recording.check_type(told, VIDEOS)
        assert [error.fault.code for error in refused.value.errors] == [code]
