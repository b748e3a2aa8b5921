"""Tasks that lie in home's range: when they are shown, in which order, and how many."""

from datetime import UTC, datetime, timedelta

from chalicelib.people.rules import Ref
from chalicelib.tasks.rules import MOST_OF_A_FEATURE, HomeTask, shown

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def task(
    kind: str = "feedback.answer", ref: str = "one", *, due: float = 1, begins: float = -1, ends: float | None = None
) -> HomeTask:
    return HomeTask(
        person_id="ada",
        kind=kind,
        ref=ref,
        subject=Ref(id="ben", name="Ben"),
        due_at=NOW + timedelta(days=due),
        from_=NOW + timedelta(days=begins),
        until=None if ends is None else NOW + timedelta(days=ends),
        link="/feedback/one",
    )


def test_what_is_due_first_comes_first() -> None:
    late, soon = task(ref="late", due=-3), task(ref="soon", due=2)
    assert [one.ref for one in shown([soon, late], NOW).tasks] == ["late", "soon"]


def test_a_task_is_not_shown_before_its_time_nor_after_it() -> None:
    early, over, current = task(ref="early", begins=1), task(ref="over", ends=0), task(ref="current", ends=1)
    assert [one.ref for one in shown([early, over, current], NOW).tasks] == ["current"]


def test_tasks_of_a_feature_that_is_switched_off_are_not_shown() -> None:
    found = shown([task(), task("objectives.update")], NOW, off={"feedback"})
    assert [one.feature for one in found.tasks] == ["objectives"]


def test_from_the_fortieth_task_of_a_feature_on_home_says_how_many_more() -> None:
    many = [task(ref=f"{number:03}", due=number) for number in range(MOST_OF_A_FEATURE + 5)]
    found = shown([*many, task("objectives.update")], NOW)
    assert len(found.tasks) == MOST_OF_A_FEATURE + 1
    assert found.more == {"feedback": 5}
