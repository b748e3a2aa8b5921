"""What tests of decisions about reviews do again and again: save, share, and say who heard of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.mail.rules import MailKind
from chalicelib.people.rules import Person
from chalicelib.reviews import rules
from chalicelib.reviews.rules import (
    Outcome,
    Review,
    Side,
    SideName,
    SideState,
    Text,
)
from tests.reviews_company import (
    ADA,
    BEN,
    case,
    review,
)

SELF, MANAGER = SideName.SELF, SideName.MANAGER
HIDDEN, DRAFT, SHARED, NOT_STARTED = SideState.HIDDEN, SideState.DRAFT, SideState.SHARED, SideState.NOT_STARTED


def heard(outcome: Outcome) -> list[tuple[MailKind, str]]:
    """Which mail goes to whom; "overseers" for the reviewer's manager and HR."""
    return [(email.kind, email.to.name if email.to else "overseers") for email in outcome.notifications]


def done(outcome: Outcome) -> list[str]:
    return [entry.action for entry in outcome.entries]


def text(good: str = "Shipped", **more: Any) -> Text:
    return Text(answers={"good": good}, **more)


def save(of: Review, who: Person, name: SideName, said: Text, before: Side | None = None, **at: Any) -> Outcome:
    return rules.save_side(case(of, who, **at), name, before, said, complete=True)


def stored(outcome: Outcome) -> Side:
    return replace(outcome.sides[0], version=outcome.sides[0].version + 1)


def written(of: Review | None = None) -> tuple[Review, Side, Side]:
    """A review with two complete drafts."""
    first = save(of or review(), ADA, SELF, text("I shipped"))
    second = save(first.review, BEN, MANAGER, text("She shipped", rating=2))
    return second.review, stored(first), stored(second)


def shared() -> tuple[Review, Side, Side]:
    drafted, own, manager = written()
    half = rules.share(case(drafted, ADA), SELF, own).review
    return rules.share(case(half, BEN), MANAGER, manager).review, own, manager
