"""Home follows from the heads of one's reviews."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.home.rules import AssignmentTask, RecordingTask, home_of
from chalicelib.people.rules import Ref, ref
from chalicelib.reviews.rules import ReviewState
from tests.reviews_company import ADA, BEN, NOW, OTTO, review


def test_a_review_stands_with_its_subject_and_with_its_reviewer() -> None:
    one = review()
    about_ada, by_ben = home_of([one], ADA.id, NOW), home_of([one], BEN.id, NOW)
    assert about_ada.about_me == (one,)
    assert about_ada.by_me == ()
    assert by_ben.by_me == (one,)
    assert by_ben.about_me == ()


def test_what_is_due_first_comes_first() -> None:
    tasks = home_of([review()], BEN.id, NOW).tasks
    assert tasks
    assert [task.due_at for task in tasks] == sorted(task.due_at for task in tasks)


def test_a_reflection_that_is_asked_for_stands_among_them() -> None:
    first, last = (RecordingTask(subject=ref(BEN), due_at=NOW + timedelta(days=days), zone="UTC") for days in (0, 365))
    reviewing = home_of([review()], BEN.id, NOW).tasks
    assert home_of([review()], BEN.id, NOW, [first]).tasks == (first, *reviewing)
    assert home_of([review()], BEN.id, NOW, [last]).tasks == (*reviewing, last)
    assert home_of([], OTTO.id, NOW, [last]).tasks == (last,)


def test_what_is_over_is_not_current_and_leaves_no_task() -> None:
    one = review()
    for over in (replace(one, state=ReviewState.COMPLETE), replace(one, state=ReviewState.WITHDRAWN)):
        home = home_of([over], ADA.id, NOW)
        assert (home.tasks, home.about_me) == ((), ())
    assert home_of([one], ADA.id, one.closes_at + timedelta(days=14)).about_me == ()


def test_what_its_cycle_left_incomplete_is_shown_two_weeks_longer_and_asks_for_nothing() -> None:
    one = review()
    ended = one.closes_at + timedelta(days=13)
    assert (home_of([one], ADA.id, ended).about_me, home_of([one], BEN.id, ended).by_me) == ((one,), (one,))
    assert home_of([one], ADA.id, ended).tasks == home_of([one], BEN.id, ended).tasks == ()


def test_somebody_without_reviews_has_nothing_to_do() -> None:
    home = home_of([], OTTO.id, NOW)
    assert (home.tasks, home.about_me, home.by_me) == ((), (), ())


def test_reviews_without_a_reviewer_are_a_task_that_leads_to_them() -> None:
    waiting = AssignmentTask(subject=Ref(id="C", name="Spring"), count=2, due_at=NOW, zone="UTC")
    assert home_of([], OTTO.id, NOW, [waiting]).tasks == (waiting,)
    assert waiting.link.startswith("/hr/cycles/C")
