"""What emails say about who can read something: each option of a cycle, beside what the policy lets them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chalicelib.cycles.rules import Run, SelfVisible
from chalicelib.mail import rules
from chalicelib.mail.rules.audience import who_reads, you_read
from chalicelib.mail.views.render import written
from chalicelib.people.rules import ref
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews.rules import Contributor, Review, ReviewPart, SideState, access_of, lines, readers_of
from chalicelib.rollout import mails as rollout_mails
from chalicelib.rollout.actions.run_mails import mails
from chalicelib.rollout.rules.run_results import OwedMail
from tests.mail_world import KINDS, a_mail, stored
from tests.reviews_company import ADA, BEN, CLEO, CORA, CYCLE_ID, HANA, HUGO, NOW, case, cycle, review, with_states

NAMES = {"reviewee": "Ada", "reviewer": "Ben"}
AFTER: dict[str, Any] = {"self_visible": SelfVisible.AFTER_MANAGER}
DRAFT, SHARED = SideState.DRAFT, SideState.SHARED


def relationship(own: SideState, manager: SideState) -> Review:
    return with_states(replace(review(), contributors=(Contributor(person=ref(CORA)),)), own, manager)


def said(of: Review, part: ReviewPart, you: str, **options: Any) -> str:
    return who_reads(lines(readers_of(of, BEN, cycle(**options).options, part)), you, NAMES)


def test_the_kickoff_says_who_reads_the_self_assessment_and_from_when_on() -> None:
    before = relationship(DRAFT, SideState.NOT_STARTED)
    assert said(before, ReviewPart.SELF, "reviewee") == (
        "Only you can read it. Ben, managers above and HR admins can read it once you share it."
    )
    assert said(before, ReviewPart.SELF, "reviewee", **AFTER) == (
        "Only you can read it. HR admins can read it once you share it. "
        "Ben and managers above can read it once you have both shared."
    )


def test_the_request_for_a_contribution_says_that_the_reviewee_will_read_it() -> None:
    asked = said(relationship(DRAFT, DRAFT), ReviewPart.CONTRIBUTIONS, "author")
    assert (
        asked == "You, Ben, managers above and HR admins can read it. Ada can read it once Ben shares their assessment."
    )


def test_others_are_named_where_they_share() -> None:
    assert "once Ada shares it" in said(relationship(DRAFT, DRAFT), ReviewPart.SELF, "hr")
    assert "once both assessments are shared" in said(relationship(DRAFT, DRAFT), ReviewPart.SELF, "hr", **AFTER)
    assert said(relationship(SHARED, DRAFT), ReviewPart.SELF, "reviewer", **AFTER) == (
        "Ada and HR admins can read it. You and managers above can read it once you share your assessment."
    )
    assert who_reads("author now", "reviewer", NAMES) == "The author can read it."


@pytest.mark.parametrize(("own", "manager", "options"), [*product((DRAFT, SHARED), (DRAFT, SHARED), ({}, AFTER))])
def test_nobody_is_told_that_somebody_can_read_what_they_cannot(
    own: SideState, manager: SideState, options: dict[str, Any]
) -> None:
    """The first sentence names those, and only those, who can read it now."""
    one = relationship(own, manager)
    people = {"reviewee": ADA, "reviewer": BEN, "upline": CLEO, "hr": HANA}
    names = {"reviewee": "Ada", "reviewer": "Ben", "upline": "managers above", "hr": "HR"}
    for part in (ReviewPart.SELF, ReviewPart.MANAGER, ReviewPart.CONTRIBUTIONS):
        now = said(one, part, "nobody", **options).partition(" can read it")[0].casefold()
        for role, who in people.items():
            reads = access_of(case(one, who, in_cycle=cycle(**options))).reads(part)
            assert (names[role].casefold() in now) is reads, (part, role)


@pytest.mark.parametrize(
    ("readers", "told"),
    [
        ("reviewer now", "You can read it next to your own assessment."),
        ("reviewer manager_shared", "You can read it once you share your own assessment."),
        ("hr now", "(Annual review 2026).\n"),
    ],
)
def test_the_mail_of_a_shared_self_assessment_says_when_the_reviewer_can_read_it(readers: str, told: str) -> None:
    mail = a_mail(reviews_mails.SELF_SHARED, params={"readers": readers})
    text = written(stored(mail), mail.kind, base_url="https://r.test", company="Acme").text
    assert told in text
    assert ("can read" in text) is ("reviewer" in readers)


def test_a_reviewer_who_never_reads_it_is_not_told_that_they_do() -> None:
    """An HR admin who reviews someone above them."""
    upward = replace(relationship(SHARED, SHARED), reviewer=ref(HUGO))
    readers = lines(readers_of(upward, HUGO, cycle().options, ReviewPart.SELF))
    assert you_read(readers, "reviewer") == "never"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "readers" in kind.may], ids=str)
def test_each_mail_that_says_who_reads_knows_whom_it_speaks_to(kind: rules.MailKind) -> None:
    assert kind.reader


@pytest.mark.parametrize(("second", "said_together"), [("reviewer now", True), ("reviewer manager_shared", False)])
def test_a_list_says_when_it_can_be_read_only_where_that_is_the_same_for_each(second: str, said_together: bool) -> None:
    """HR shares several for a reviewer who has shared their own side of one."""
    run = Run(id=ADA.id, command="share", by=HANA.id, begun_at=NOW, cycle_id=CYCLE_ID)
    about = {"cycle": "Spring", "review_id": review().id, "by": "Hana"}
    owed = [
        OwedMail(kind=reviews_mails.SELF_SHARED.name, to=BEN.id, params=about | {"reviewee": name, "readers": readers})
        for name, readers in (("Ada", "reviewer now"), ("Otto", second))
    ]
    (mail,) = mails(run, BEN, owed)
    text = written(stored(mail), mail.kind, base_url="https://r.test", company="Acme").text
    assert mail.kind is rollout_mails.SELF_SHARED_LIST
    assert ("can read" in text) is said_together
