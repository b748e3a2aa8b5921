"""Each decision asks the table itself: whoever calls it, nothing is decided for someone who may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.errors import Conflict, NotAllowed, NotFound
from chalicelib.people.rules import ref
from chalicelib.reviews import rules
from chalicelib.reviews.rules import Contributor, ReviewContext, ReviewState
from tests.reviews_company import ADA, BEN, CORA, HANA, NILS, NOW, OTTO, case, cycle, machine, review
from tests.rules.reviews_steps import MANAGER, SELF, shared, text, written

DECISIONS: dict[str, Callable[[ReviewContext], Any]] = {
    "save the self": lambda of: rules.save_side(of, SELF, None, text(), complete=True),
    "save the manager's": lambda of: rules.save_side(of, MANAGER, None, text(), complete=True),
    "save a contribution": lambda of: rules.save_contribution(of, None, {}),
    "mark a contribution": lambda of: rules.mark_contribution_done(of, done=True),
    "unmark a contribution": lambda of: rules.mark_contribution_done(of, done=False),
    "save notes": lambda of: rules.save_notes(of, None, "Hm"),
    "attach": lambda of: rules.check_attaching(of, SELF),
    "share the self": lambda of: rules.share(of, SELF, written()[1]),
    "share the manager's": lambda of: rules.share(of, MANAGER, written()[2]),
    "unshare the self": lambda of: rules.unshare(of, SELF),
    "unshare the manager's": lambda of: rules.unshare(of, MANAGER),
    "mark done": rules.mark_done,
    "unmark done": rules.unmark_done,
    "sign": rules.sign,
    "revoke signatures": lambda of: rules.revoke_signatures(of, "No"),
    "complete": lambda of: rules.complete_unsigned(of, "No"),
    "extend": lambda of: rules.extend(of, "self", date(2026, 3, 28)),
    "reassign": lambda of: rules.reassign(of, NILS, None),
    "withdraw": lambda of: rules.withdraw(of, "No"),
    "adjust the rating": lambda of: rules.adjust_rating(of, written()[2], 3, "No"),
    "nudge": rules.nudge,
    "mark as not provided": rules.mark_not_provided,
    "add a contributor": lambda of: rules.add_contributor(of, NILS),
    "remove a contributor": lambda of: rules.remove_contributor(of, CORA.id),
}


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
def test_nothing_is_decided_for_an_outsider(decide: Callable[[ReviewContext], Any]) -> None:
    asked = replace(shared()[0], contributors=(Contributor(person=ref(CORA), begun=True),))
    with pytest.raises((NotFound, NotAllowed)):
        decide(case(asked, OTTO))


@pytest.mark.parametrize("decide", [DECISIONS["extend"], DECISIONS["add a contributor"]], ids=["extend", "add"])
def test_nothing_is_changed_of_a_review_whose_cycle_is_over(decide: Callable[[ReviewContext], Any]) -> None:
    with pytest.raises(Conflict):
        decide(case(review(), HANA, in_cycle=replace(cycle(), state=CycleState.CLOSED)))


def test_whoever_wrote_it_before_is_kept_when_it_is_given_on_a_second_time() -> None:
    first = rules.reassign(case(review(), HANA), NILS, None).review
    second = rules.reassign(case(first, HANA), CORA, None).review
    assert [past.person.id for past in second.past_reviewers] == [BEN.id, NILS.id]


def test_notes_are_written_on_from_what_is_stored() -> None:
    first = rules.save_notes(case(review(), BEN), None, "Hm").notes
    assert first is not None
    stored = replace(first, version=3)
    second = rules.save_notes(case(review(), BEN), stored, "Oh").notes
    assert second == replace(stored, text="Oh", saved_at=NOW)


def test_a_machine_keeps_nothing_of_its_own_whatever_it_is_called() -> None:
    named_alike = replace(machine("cycles:write"), id=ADA.id)
    assert rules.keeps_own(case(review(), ADA), SELF)
    assert not rules.keeps_own(case(review(), named_alike), SELF)


def test_a_task_is_locked_and_a_contribution_no_longer_asked_for_from_the_very_end_of_its_day() -> None:
    of = replace(review(), contributors=(Contributor(person=ref(CORA)),))
    own, manager = of.deadlines.own.locks_at, of.deadlines.manager.locks_at
    at_the_end = {task.person.id: task.state for task in rules.open_tasks(of, own)}
    assert at_the_end[ADA.id] == "locked"
    assert CORA.id in at_the_end
    assert CORA.id not in {task.person.id for task in rules.open_tasks(of, manager)}
    assert of.state is ReviewState.OPEN
