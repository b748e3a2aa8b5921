"""What a launch did, folded from its pages, and where the reviews of a cycle stand."""

from dataclasses import replace

from chalicelib.cycles.rules import RunOutcome
from chalicelib.people.rules import Ref
from chalicelib.reviews.rules import ReviewState, SideState
from chalicelib.rollout.rules.launch_results import (
    MOST_JOINED,
    Failure,
    Joined,
    JoinOutcome,
    LaunchResult,
    counted,
    folded,
    with_joined,
)
from chalicelib.rollout.rules.run_results import RunResult
from tests.reviews_company import ADA, NOW, review, with_states

LEFT = Failure(person_id="kit", name="Kit", reason="left")


def test_pages_fold_into_one_result_and_name_nobody_twice() -> None:
    pages = [
        LaunchResult(seen=2, created=1, failed=(LEFT,), zones=("UTC", "Asia/Tokyo")),
        LaunchResult(seen=3, created=3, failed=(LEFT,), zones=("UTC",)),
    ]
    assert folded(pages) == LaunchResult(seen=5, created=4, failed=(LEFT,), zones=("Asia/Tokyo", "UTC"))
    assert folded([]) == LaunchResult()


def test_a_failure_and_a_refusal_say_why_in_a_sentence() -> None:
    assert LEFT.detail
    refused = RunResult(
        review_id="r", person=Ref(id="ada", name="Ada"), outcome=RunOutcome.REFUSED, code="no_open_task"
    )
    assert refused.detail


def test_of_late_joiners_the_newest_are_kept_each_once() -> None:
    def joined(number: int, became: JoinOutcome = JoinOutcome.ADDED) -> Joined:
        return Joined(person_id=f"p{number}", name=f"P {number}", became=became)

    first = with_joined(LaunchResult(), [joined(1), joined(2)])
    again = with_joined(first, [joined(1, JoinOutcome.UNCHANGED)])
    assert [(one.person_id, one.became) for one in again.joined] == [
        ("p2", JoinOutcome.ADDED),
        ("p1", JoinOutcome.UNCHANGED),
    ]
    many = with_joined(again, [joined(number) for number in range(10, 10 + MOST_JOINED)])
    assert len(many.joined) == MOST_JOINED
    assert many.joined[0].person_id == "p10"


def test_reviews_are_counted_by_where_they_stand_and_by_department() -> None:
    shared = replace(with_states(review(), SideState.SHARED, SideState.DRAFT), done=True, department="Tech")
    gone = replace(review(), state=ReviewState.WITHDRAWN, department="Tech")
    tally = counted([shared, gone], NOW)
    assert tally.reviews == {"open": 1, "withdrawn": 1}
    assert tally.self_side == {"shared": 1}
    assert tally.manager_side == {"draft": 1, "done": 1}
    assert tally.signed == {"none": 1}
    assert set(tally.departments) == {"Tech"}


def test_nobody_learns_from_a_count_how_their_own_managers_side_stands() -> None:
    tally = counted([with_states(review(), SideState.SHARED, SideState.SHARED)], NOW, but_manager_of=ADA.id)
    assert tally.self_side == {"shared": 1}
    assert tally.manager_side == {}
