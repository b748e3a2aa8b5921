"""Whatever people do in whatever order: what must never happen does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib.kernel.errors import Refusal
from chalicelib.people.rules import Person
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Outcome,
    ReviewAction,
    ReviewContext,
    ReviewPart,
    ReviewState,
    ShareVersion,
    Side,
    SideName,
    SideState,
    Text,
    access_of,
    actions_of,
    text_of,
)
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, HANA, HUGO, NILS, OPENS, OTTO, case, cycle, review

PEOPLE = (ADA, BEN, CLEO, HANA, HUGO, ASA, CORA, NILS, OTTO)
CYCLE = cycle(calibration=True, share_from=date(2026, 3, 3))
ANYBODY = st.one_of(st.sampled_from((ADA, BEN)), st.sampled_from(PEOPLE))
Decision = Callable[[ReviewContext], Outcome]


class Company(RuleBasedStateMachine):
    """One review, many people, time that only goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = OPENS - timedelta(days=1)
        self.review = review(CYCLE)
        self.sides: dict[str, Side] = {}
        self.versions: dict[tuple[SideName, int], ShareVersion] = {}
        self.read: dict[tuple[SideName, int], ShareVersion] = {}
        self.signed_texts: dict[str, Text] | None = None

    def ask(self, who: Person) -> ReviewContext:
        return case(self.review, who, self.now, CYCLE)

    def attempt(self, who: Person, verb: ReviewAction, decision: Decision) -> None:
        """A command is taken if and only if it was among the caller's actions, unless its input is refused."""
        asked = self.ask(who)
        listed = verb in actions_of(asked)
        try:
            outcome = decision(asked)
        except Refusal as refusal:
            code = refusal.code
        else:
            assert listed, verb
            self.take(outcome)
            return
        assert not listed or code in {"invalid", "nothing_written", "nudged_today"}, code

    def take(self, outcome: Outcome) -> None:
        self.review = replace(outcome.review, version=self.review.version + 1)
        for side in outcome.sides:
            self.sides[side.side] = replace(side, version=side.version + 1)
        for version in outcome.versions:
            assert self.read.get((version.side, version.n)) is None, "a version that was read never changes"
            self.versions[version.side, version.n] = version

    @initialize(stage=st.integers(min_value=0, max_value=3))
    def some_of_it_is_behind_us(self, stage: int) -> None:
        """Nothing yet, two drafts, both shared, or one signature too."""
        self.now = OPENS + timedelta(days=1 if stage else -1)
        for name, who in ((SideName.SELF, ADA), (SideName.MANAGER, BEN)):
            if stage > 0:
                self.save(who, name, "a")
            if stage > 1:
                self.share(who, name)
        if stage > 2:
            self.sign(BEN)

    @rule(hours=st.integers(min_value=1, max_value=30))
    def time_passes(self, hours: int) -> None:
        states = (self.review.own.state, self.review.manager.state)
        self.now += timedelta(hours=hours)
        assert states == (self.review.own.state, self.review.manager.state)

    @rule(who=ANYBODY, name=st.sampled_from(SideName), words=st.sampled_from("abc"))
    def save(self, who: Person, name: SideName, words: str) -> None:
        said, before = Text(answers={"good": words}), self.sides.get(name)
        self.attempt(who, rules.SAVES[name], lambda at: rules.save_side(at, name, before, said, complete=True))

    @rule(who=ANYBODY, name=st.sampled_from(SideName))
    def share(self, who: Person, name: SideName) -> None:
        verb = ReviewAction.SHARE_SELF if name is SideName.SELF else ReviewAction.SHARE_MANAGER
        self.attempt(who, verb, lambda at: rules.share(at, name, self.sides.get(name)))

    @rule(who=ANYBODY, name=st.sampled_from(SideName))
    def unshare(self, who: Person, name: SideName) -> None:
        verb = ReviewAction.UNSHARE_SELF if name is SideName.SELF else ReviewAction.UNSHARE_MANAGER
        self.attempt(who, verb, lambda at: rules.unshare(at, name))

    @rule(who=st.sampled_from((ADA, BEN)), name=st.sampled_from(SideName))
    def reads(self, who: Person, name: SideName) -> None:
        asked, n = self.ask(who), self.review.side(name).share_version
        part = ReviewPart.SELF if name is SideName.SELF else ReviewPart.MANAGER
        if access_of(asked).reads(part) and rules.unread_by(asked, name, n):
            self.review = rules.read(asked, name, n)
            self.read[name, n] = self.versions[name, n]

    @rule(who=ANYBODY)
    def sign(self, who: Person) -> None:
        both = self.review.signable
        before = self.review.signatures
        self.attempt(who, ReviewAction.SIGN, rules.sign)
        if self.review.signatures != before:
            assert both
            assert not {s.person.id for s in before} & {who.id}
            if not before:
                self.signed_texts = {name: text_of(side) for name, side in self.sides.items()}

    @rule(who=st.sampled_from((HANA, HUGO, ADA)))
    def revoke(self, who: Person) -> None:
        kept = len(self.review.revoked) + len(self.review.signatures)
        self.attempt(who, ReviewAction.REVOKE_SIGNATURES, lambda at: rules.revoke_signatures(at, "Why"))
        assert len(self.review.revoked) + len(self.review.signatures) == kept, "nothing is erased"

    @rule(
        who=ANYBODY,
        done=st.sampled_from(
            [
                (ReviewAction.MARK_DONE, rules.mark_done),
                (ReviewAction.UNMARK_DONE, rules.unmark_done),
                (ReviewAction.MARK_NOT_PROVIDED, rules.mark_not_provided),
                (ReviewAction.NUDGE, rules.nudge),
                (ReviewAction.COMPLETE, lambda at: rules.complete_unsigned(at, "Late")),
                (ReviewAction.EXTEND, lambda at: rules.extend(at, "self", date(2026, 4, 10))),
                (ReviewAction.ADD_CONTRIBUTOR, lambda at: rules.add_contributor(at, CORA)),
            ]
        ),
    )
    def run_it(self, who: Person, done: tuple[ReviewAction, Decision]) -> None:
        self.attempt(who, *done)

    @rule(who=st.sampled_from((HANA, BEN, NILS)))
    def reassign(self, who: Person) -> None:
        manager = self.sides.get(SideName.MANAGER)
        self.attempt(who, ReviewAction.REASSIGN, lambda at: rules.reassign(at, NILS, manager))

    @invariant()
    def nobody_sees_what_is_hidden(self) -> None:
        of_ada = access_of(self.ask(ADA))
        assert of_ada.reads(ReviewPart.MANAGER) == of_ada.knows(ReviewPart.MANAGER) == self.review.manager.shared
        assert not of_ada.knows(ReviewPart.NOTES)
        for who in (BEN, CLEO, HANA, HUGO, ASA, CORA, NILS, OTTO):
            assert not access_of(self.ask(who)).reads(ReviewPart.SELF) or self.review.own.shared
        for who in (HUGO, ASA, CORA, OTTO):
            sights = access_of(self.ask(who))
            assert not sights.reads(ReviewPart.MANAGER)
            assert not sights.reads(ReviewPart.NOTES)

    @invariant()
    def what_is_signed_does_not_change(self) -> None:
        if self.review.signatures:
            assert self.review.state in {ReviewState.LOCKED, ReviewState.COMPLETE}
            assert self.signed_texts == {name: text_of(side) for name, side in self.sides.items()}
            assert self.review.manager.shared
            assert self.review.own.state in {SideState.SHARED, SideState.NOT_PROVIDED}

    @invariant()
    def the_reviewee_has_no_task_that_tells_of_a_draft(self) -> None:
        kinds = {task.kind.value for task in rules.tasks_of(self.review, ADA.id, self.now)}
        assert kinds <= {"write_self", "share_self", "sign"}
        assert "sign" not in kinds or self.review.manager.shared


TestCompany = Company.TestCase
TestCompany.settings = settings(stateful_step_count=40)
