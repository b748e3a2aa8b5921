"""Who sees a reflection and what may be done with it, decided without a table [6, 11, 12]."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from chalicelib.files.rules.verdicts import Verdict
from chalicelib.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from chalicelib.people.rules import Person, Ref
from chalicelib.reflections import rules
from chalicelib.reflections.rules import (
    Captions,
    CaptionState,
    Channel,
    Chapter,
    Comment,
    Limits,
    PersonMark,
    Prompts,
    Reflection,
    ReflectionAction,
    ReflectionContext,
    ReflectionState,
    ReflectionText,
    SharedWith,
    Track,
    TrackKind,
    TrackState,
    recording,
)
from chalicelib.reflections.rules.model import Span

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEN = Ref(id="ben", name="Ben")
OWNER = Person(id="ada", name="Ada", manager_id="ben", manager_term=3)
LIMITS = Limits(max_bytes=20_000_000, max_duration_ms=300_000)
PART = recording.PART_SIZE


def track(number: int = 1, state: TrackState = TrackState.PLAYABLE, **more: object) -> Track:
    blank = Track(
        id=f"t{number}",
        kind=TrackKind.SCREEN,
        content_type="video/mp4",
        key=f"k{number}",
        upload_id="u",
        created_at=NOW,
        limits=LIMITS,
        state=state,
        duration_ms=60_000,
    )
    return replace(blank, **more)  # type: ignore[arg-type]


def reflection(*tracks: Track, **more: object) -> Reflection:
    blank = Reflection(id="r", owner=Ref(id="ada", name="Ada"), title="Spring", created_at=NOW, tracks=tracks)
    return replace(blank, **more)  # type: ignore[arg-type]


SHARED = reflection(
    track(), state=ReflectionState.SHARED, shared_at=NOW, shared_with=(SharedWith(person=BEN, term=3),), version=4
)


def case(one: Reflection = SHARED, actor: str = "ada", owner: Person = OWNER, now: datetime = NOW) -> ReflectionContext:
    return ReflectionContext(reflection=one, owner=owner, actor_id=actor, now=now)


@pytest.mark.parametrize(
    ("actor", "manager", "term", "state"),
    list(product(("ada", "ben", "cleo"), ("ben", "cleo", None), (3, 4), ReflectionState)),
)
def test_the_owner_always_and_the_manager_only_as_it_was_shared(
    actor: str, manager: str | None, term: int, state: ReflectionState
) -> None:
    owner = replace(OWNER, manager_id=manager, manager_term=term)
    found = case(replace(SHARED, state=state), actor, owner)
    trusted = actor == manager == "ben" and term == 3 and state is ReflectionState.SHARED
    assert found.sees is (actor == "ada" or trusted)
    assert rules.shows_card(rules.card_of(found.reflection, ""), actor, owner) is found.sees
    if not found.sees:
        assert rules.actions_of(found) == ()
        for verb in ReflectionAction:
            with pytest.raises(NotFound):
                rules.check(found, verb)


def test_the_card_of_a_reflection_says_what_it_is_and_goes_by_the_last_term_in_which_it_was_shared() -> None:
    draft = rules.card_of(reflection(), "It went well")
    assert (draft.noun, draft.title, draft.words, draft.state) == ("reflection", "Spring", "It went well", "draft")
    assert (draft.at, draft.owner_id, draft.seen_by) == (NOW, "ada", {})
    twice = (SharedWith(person=Ref(id="cleo", name="Cleo"), term=4), SharedWith(person=BEN, term=3))
    card = rules.card_of(replace(SHARED, shared_with=twice), "")
    assert card.seen_by == {"manager": "cleo", "term": "4"}
    assert not rules.shows_card(card, "ben", OWNER)


def test_the_manager_may_talk_and_nothing_else() -> None:
    found = case(actor="ben")
    assert rules.actions_of(found) == (ReflectionAction.COMMENT,)
    rules.check(found, ReflectionAction.COMMENT)
    for verb in set(ReflectionAction) - {ReflectionAction.COMMENT}:
        with pytest.raises(NotAllowed, match="Only Ada"):
            rules.check(found, verb)


def test_its_owner_is_told_whom_it_was_shared_with_before_while_the_manager_of_today_does_not_see_it() -> None:
    moved = replace(OWNER, manager_id="cleo", manager_term=4)
    assert rules.former_readers(case(owner=moved)) == (BEN,)
    assert rules.former_readers(case()) == ()
    assert rules.former_readers(case(actor="ben", owner=moved)) == ()
    assert rules.former_readers(case(owner=replace(moved, manager_id=None))) == ()
    assert rules.former_readers(case(replace(SHARED, state=ReflectionState.HIDDEN), owner=moved)) == ()


@pytest.mark.parametrize(
    ("one", "owner", "code"),
    [
        (reflection(track()), replace(OWNER, manager_id=None), "no_manager"),
        (reflection(track(), track(2, TrackState.UPLOADING)), OWNER, "still_uploading"),
        (reflection(track(2, TrackState.CHECKING)), OWNER, "still_checking"),
        (reflection(track(2, TrackState.REFUSED)), OWNER, "nothing_recorded"),
        (reflection(), OWNER, "nothing_recorded"),
        (SHARED, OWNER, "already_shared"),
    ],
)
def test_what_cannot_be_shared_says_why(one: Reflection, owner: Person, code: str) -> None:
    with pytest.raises(Conflict) as refused:
        rules.shared(case(one, owner=owner), BEN)
    assert refused.value.code == code


def test_answers_can_be_shared_without_a_recording_but_not_before_one_that_is_on_its_way() -> None:
    told = replace(reflection(), prompts=Prompts(did_not="<p>The move</p>"))
    assert rules.shared(case(told), BEN).state is ReflectionState.SHARED
    with pytest.raises(Conflict, match="still_uploading"):
        rules.shared(case(replace(told, tracks=(track(2, TrackState.UPLOADING),))), BEN)


def test_sharing_names_the_person_and_their_term() -> None:
    after = rules.shared(case(reflection(track())), BEN)
    assert (after.state, after.shared_with) == (ReflectionState.SHARED, (SharedWith(person=BEN, term=3),))
    nils = replace(OWNER, manager_id="nils", manager_term=4)
    further = rules.shared(case(after, owner=nils), Ref(id="nils", name="Nils"))
    assert [shared.term for shared in further.shared_with] == [3, 4]
    again = rules.shared(case(rules.unshared(case(further)), owner=nils), Ref(id="nils", name="Nils"))
    assert [shared.term for shared in again.shared_with] == [4], "taking back forgets everybody"


def test_what_is_not_shared_is_not_taken_back() -> None:
    with pytest.raises(Conflict, match="not_shared"):
        rules.unshared(case(reflection(track())))


def test_what_was_said_within_the_second_is_looked_at_too() -> None:
    once = rules.seen(case(actor="ben"))
    said = replace(once, last_comments=(PersonMark(person_id="ada", at=NOW + timedelta(milliseconds=300)),))
    assert rules.is_new(said, "ben")
    assert not rules.is_new(rules.seen(case(said, "ben", now=NOW + timedelta(milliseconds=800))), "ben")


def test_looking_twice_in_a_second_is_once() -> None:
    once = rules.seen(case(actor="ben"))
    assert rules.seen(case(once, "ben")) is once
    assert rules.seen(case(once, "ben", now=NOW + timedelta(minutes=1))) is not once
    assert not rules.is_new(once, "ben")
    said = replace(once, last_comments=(PersonMark(person_id="ben", at=NOW + timedelta(minutes=2)),))
    assert rules.is_new(said, "ada")
    assert not rules.is_new(said, "ben")
    assert not rules.is_new(reflection(), "ada")


def comment(**more: object) -> Comment:
    return replace(Comment(id="c", author=BEN, text="Hm", at=NOW), **more)  # type: ignore[arg-type]


def test_the_other_one_is_told_at_most_every_half_hour() -> None:
    first, told = rules.commented(case(actor="ben"), comment(), blank=False)
    assert (first.comments_for("ada"), told) == (1, "ada")
    second, told = rules.commented(case(first, "ben", now=NOW + timedelta(minutes=29)), comment(), blank=False)
    assert (second.comments_for("ada"), told) == (2, None)
    third, told = rules.commented(case(second, "ben", now=NOW + timedelta(minutes=30)), comment(), blank=False)
    assert told == "ada"
    _, told = rules.commented(case(third, "ada", now=NOW + timedelta(minutes=31)), comment(), blank=False)
    assert told == "ben"


def test_an_owner_without_a_manager_is_told_to_nobody() -> None:
    alone = replace(OWNER, manager_id=None)
    with pytest.raises(Conflict, match="wouldn't see the comment"):
        rules.commented(case(owner=alone), comment(), blank=False)


def test_what_is_said_belongs_to_the_term_in_which_it_was_said() -> None:
    third, _ = rules.commented(case(actor="ben"), comment(term=3), blank=False)
    nils = replace(OWNER, manager_id="nils", manager_term=4)
    after = rules.shared(case(third, owner=nils), Ref(id="nils", name="Nils"))
    assert [after.comments_for(one) for one in ("ada", "ben", "nils", "eve")] == [1, 1, 0, 0]
    assert rules.said_to(case(after, "nils", nils)) == "0004-"
    assert rules.said_to(case(after, "ada", nils)) == ""
    assert rules.id_in_term(4, "x") == "0004-x"


@pytest.mark.parametrize(("blank", "at_ms", "pointer"), [(True, None, "/text"), (False, 60_001, "/at_ms")])
def test_a_comment_says_something_about_a_moment_that_is_there(blank: bool, at_ms: int | None, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.commented(case(), comment(at_ms=at_ms), blank=blank)
    assert refused.value.errors[0].pointer == pointer


def test_only_who_said_it_takes_it_away() -> None:
    assert rules.taken_away(case(actor="ben"), comment()).comments_for("ada") == 0
    with pytest.raises(NotAllowed):
        rules.taken_away(case(), comment())


def test_writing_keeps_what_is_not_sent() -> None:
    one = rules.begun("r", Ref(id="ada", name="Ada"), ReflectionText(title=" Spring ", period="2026-03"), NOW)
    assert (one.title, one.period, one.edition) == ("Spring", "2026-03", 1)
    marks = (Chapter(at_ms=9, title="b"), Chapter(at_ms=1, title="a"))
    after = rules.revised(case(one), ReflectionText(chapters=marks, prompts={"improve": "x"}))
    assert ([c.at_ms for c in after.chapters], after.title, after.edition) == ([1, 9], "Spring", 2)
    assert rules.revised(case(after), ReflectionText(prompts={"did_not": "y"})).prompts == Prompts(
        did_not="y", improve="x"
    )
    bad = ReflectionText(chapters=(Chapter(at_ms=-1, title=""),), objective_ids=("a\x00",) * 21, period="x" * 61)
    with pytest.raises(Invalid) as refused:
        rules.begun("r", Ref(id="ada", name="Ada"), bad, NOW)
    named = [error.pointer for error in refused.value.errors]
    assert named[:4] == ["/title", "/period", "/objective_ids", "/objective_ids/0"]
    assert named[-2:] == ["/chapters/0/title", "/chapters/0/at_ms"]


def test_a_recording_needs_room_and_something_not_shared() -> None:
    many = [track(n, TrackState.UPLOADING) for n in range(recording.MOST_TRACKS)]
    with pytest.raises(Conflict, match="Several"):
        recording.may_begin(case(reflection(*many)))
    with pytest.raises(Conflict, match="shared"):
        recording.may_begin(case())
    with pytest.raises(Conflict) as refused:
        recording.uploading(case(reflection(track())), track())
    assert refused.value.code == "upload_finished"
    recording.uploading(case(reflection()), track(1, TrackState.UPLOADING))
    with pytest.raises(Invalid):
        recording.check_type("text/html", {"video/mp4"})
    assert recording.check_type("video/mp4; codecs=avc1", {"video/mp4"}) == "video/mp4"
    recording.may_begin(case(reflection(track())))


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ([], "parts_missing"),
        ([(2, PART)], "parts_missing"),
        ([(1, 5), (2, 5)], "part_too_small"),
        ([(1, PART), (3, 5)], "parts_missing"),
    ],
)
def test_parts_are_whole_and_without_a_gap(sizes: list[tuple[int, int]], code: str) -> None:
    with pytest.raises(Conflict) as refused:
        recording.check_parts(track(), sizes)
    assert refused.value.code == code


def test_parts_add_up_to_what_is_allowed() -> None:
    assert recording.check_parts(track(), [(1, PART), (2, 7)]) == PART + 7
    with pytest.raises(TooLarge):
        recording.check_parts(track(), [(n, PART) for n in range(1, 5)])


def test_a_new_recording_takes_the_place_of_the_old_one_of_its_kind() -> None:
    camera = track(3, kind=TrackKind.CAMERA)
    before = reflection(
        track(1), camera, track(2, TrackState.CHECKING), captions=Captions(state=CaptionState.READY, track_id="t1")
    )
    after, gone = recording.playable(before, track(2, TrackState.CHECKING), Verdict(has_audio=True))
    assert [one.id for one in after.tracks] == ["t3", "t2"]
    assert [one.id for one in gone] == ["t1"]
    assert after.captions == Captions()
    new = after.track("t2")
    assert new is not None
    assert new.duration_ms == 60_000
    assert recording.wants_captions(after, new)
    assert not recording.wants_captions(after, camera)
    taken = replace(after, captions=Captions(state=CaptionState.WAITING, track_id="t2"))
    assert not recording.wants_captions(taken, new)


def test_what_is_still_being_uploaded_makes_room_too_where_it_is_older() -> None:
    older, newer = track(1, TrackState.UPLOADING), track(3, TrackState.UPLOADING)
    before = reflection(older, track(2, TrackState.CHECKING), newer)
    after, gone = recording.playable(before, track(2, TrackState.CHECKING), Verdict())
    assert [one.id for one in after.tracks] == ["t2", "t3"]
    assert gone == (older,)


def test_a_refused_recording_makes_room_for_the_next_try() -> None:
    bad = recording.refused(track(), rules.RecordingProblem(code="empty"))
    assert bad.settled
    assert [one.id for one in recording.with_track(reflection(bad), track(2)).tracks] == ["t2"]
    assert [one.id for one in recording.without_track(case(reflection(track(), track(2))), track(2)).tracks] == ["t1"]
    assert recording.put_together(track(), size=5, version="v").duration_ms == 60_000
    off = (Span(from_ms=1, until_ms=2),)
    told = recording.RecordingEnd(duration_ms=5, offset_ms=7, ended_by="limit", off=off)
    whole = recording.put_together(track(offset_ms=1), size=5, version="v", ending=told)
    assert (whole.duration_ms, whole.offset_ms, whole.ended_by, whole.off) == (5, 7, "limit", off)


def test_a_channel_holds_what_is_shared_with_this_manager_in_this_term() -> None:
    blank = Channel(owner=Ref(id="ada", name="Ada"), manager_id="ben")
    filled = rules.updated(blank, OWNER, SHARED, NOW)
    assert filled.shared_ids == ("r",)
    assert filled.lines[0].new
    assert filled.lines[0].duration_ms == 60_000
    assert rules.updated(filled, OWNER, replace(SHARED, state=ReflectionState.HIDDEN), NOW).shared_ids == ()
    assert rules.updated(filled, replace(OWNER, manager_term=4), SHARED, NOW).lines == ()
    assert rules.without(filled, "r") == blank
    for number in range(40):
        filled = rules.updated(filled, OWNER, replace(SHARED, id=f"r{number:02d}"), NOW)
    assert len(filled.shared_ids) == 41
    assert [line.id for line in filled.lines][:2] == ["r39", "r38"]
    assert len(filled.lines) == 24
