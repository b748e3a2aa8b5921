"""Files beside a side and what it cites: who adds, when it is too late, and what readers get to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.files.rules import KeptFile
from chalicelib.kernel.errors import Conflict, FieldError, NotAllowed, NotFound, fault
from chalicelib.people.rules import Person, Ref
from chalicelib.reflections.rules import Limits, Reflection, Track, TrackKind, TrackState
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews import rules
from chalicelib.reviews.rules import Citation, ReviewState, SideName, SideRead
from tests.reviews_company import ADA, ASA, BEN, CLEO, HANA, NOW, OTTO, TIMER, case, cycle, day, form, review
from tests.rules.reviews_steps import MANAGER, SELF, done, heard, save, shared, stored, text, written

WITH = cycle(attachments=True)
PLAN = (KeptFile(id="f", name="plan.txt", size=3, sha256="sum"),)


@pytest.mark.parametrize(("who", "name"), [(ADA, SELF), (BEN, MANAGER)])
def test_the_author_of_a_side_adds_files_to_it(who: Person, name: SideName) -> None:
    rules.check_attaching(case(review(WITH), who, in_cycle=WITH), name)
    for other in {ADA, BEN, CLEO, HANA, ASA} - {who}:
        with pytest.raises(NotAllowed):
            rules.check_attaching(case(review(WITH), other, in_cycle=WITH), name)
    with pytest.raises(NotFound):
        rules.check_attaching(case(review(WITH), OTTO, in_cycle=WITH), name)


def test_only_where_the_cycle_has_files() -> None:
    with pytest.raises(Conflict) as refused:
        rules.check_attaching(case(review(), ADA), SELF)
    assert refused.value.code == "attachments_off"


def test_a_file_that_was_announced_in_time_comes_too_late_only_for_what_is_over() -> None:
    of, _, _ = shared()
    assert rules.comes_too_late(case(of, TIMER)) is None
    assert rules.comes_too_late(case(of, TIMER, now=day(20))) is None
    for state, code in (
        (ReviewState.LOCKED, "signed"),
        (ReviewState.COMPLETE, "complete"),
        (ReviewState.WITHDRAWN, "withdrawn"),
    ):
        late = rules.comes_too_late(case(replace(of, state=state), TIMER))
        assert late is not None
        assert (late.code, bool(late.detail)) == (code, True)


def test_a_file_beside_a_draft_changes_nothing_but_holds_the_review() -> None:
    of, own, _ = written()
    for side in (own, None):
        outcome = rules.files_changed(case(of, ADA), SELF, side, files=PLAN, done="attach", file_id="f")
        assert (outcome.review, outcome.versions, outcome.notifications, outcome.holds) == (of, (), (), True)
        assert done(outcome) == ["attach_self"]
        assert outcome.entries[0].detail == {"attachment_id": "f"}


def test_a_file_beside_a_shared_assessment_is_told_once_in_half_an_hour() -> None:
    of, _, manager = shared()
    first = rules.files_changed(case(of, TIMER), MANAGER, manager, files=PLAN)
    assert heard(first) == [(reviews_mails.MANAGER_EDITED, "Ada")]
    assert (first.versions[0].n, first.versions[0].files) == (1, PLAN), "nobody has read the version yet"
    assert done(first) == []
    read = replace(
        first.review,
        manager=replace(first.review.manager, reads=(SideRead(version=1, reader_id=ADA.id, at=NOW),)),
    )
    soon = rules.files_changed(case(read, TIMER, now=NOW + timedelta(minutes=5)), MANAGER, manager, files=())
    assert heard(soon) == []
    assert (soon.versions[0].n, soon.versions[0].files) == (2, ())
    assert soon.review.rating == of.rating


def test_a_file_that_was_on_its_way_into_a_shared_self_assessment_makes_no_mail() -> None:
    of, own, _ = shared()
    outcome = rules.files_changed(case(of, TIMER), SELF, own, files=PLAN)
    assert heard(outcome) == []
    assert outcome.versions[0].files == PLAN
    assert outcome.review.own.edit_mail_at is None


def test_a_version_and_a_backup_say_what_was_cited() -> None:
    said = Citation(question_id="good", reflection_id="r", at_ms=5)
    first = save(review(), BEN, MANAGER, text(citations=(said,)))
    assert first.sides[0].citations == first.backups[0].citations == (said,)
    assert rules.text_of(first.backups[0]).citations == (said,)
    outcome = rules.share(case(first.review, BEN), MANAGER, stored(first), files=PLAN)
    assert (outcome.versions[0].citations, outcome.versions[0].files) == ((said,), PLAN)


def test_the_next_reviewer_finds_no_citation_in_a_draft_that_was_not_shared() -> None:
    first = save(review(), BEN, MANAGER, text(citations=(Citation(question_id="good", reflection_id="r"),)))
    outcome = rules.reassign(case(first.review, HANA), CLEO, stored(first))
    assert outcome.sides[0].citations == ()


def reflection(length: int | None) -> Reflection:
    track = Track(
        id="t",
        kind=TrackKind.SCREEN,
        content_type="video/mp4",
        key="k",
        upload_id="",
        created_at=NOW,
        limits=Limits(max_bytes=1, max_duration_ms=1),
        state=TrackState.PLAYABLE,
        duration_ms=length,
    )
    return Reflection(id="r", owner=Ref(id=ADA.id, name="Ada"), title="Spring", created_at=NOW, tracks=(track,))


def cite(question: str = "good", reflection_id: str = "r", at_ms: int | None = None) -> Citation:
    return Citation(question_id=question, reflection_id=reflection_id, at_ms=at_ms)


def test_a_citation_names_a_question_a_reflection_that_is_seen_and_a_moment_of_it() -> None:
    said = [cite(), cite(at_ms=900), cite("strange"), cite(reflection_id="hidden", at_ms=1), cite(at_ms=901)]
    found = list(rules.citation_errors(said, {"good"}, {"r": reflection(900)}))
    assert [error.pointer for error in found] == [
        "/citations/2/question_id",
        "/citations/3/reflection_id",
        "/citations/4/at_ms",
    ]
    assert list(rules.citation_errors([cite(at_ms=1)], {"good"}, {"r": reflection(None)})) == [
        FieldError("/citations/0/at_ms", fault("past_the_end"))
    ]


def test_a_citation_is_shown_with_its_reflection_and_under_an_answer_that_can_be_read() -> None:
    of, _, _ = shared()
    said = (cite(), cite("risk"), cite(reflection_id="hidden"))
    for who, side, shown in (
        (BEN, MANAGER, [said[0], said[1]]),
        (ADA, MANAGER, [said[0]]),
        (ADA, SELF, [said[0], said[1]]),
    ):
        assert rules.visible_citations(case(of, who), side, said, {"r"}, form()) == shown
    assert rules.visible_citations(case(of, CLEO), MANAGER, said, (), form()) == []
