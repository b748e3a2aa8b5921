"""Who was the reviewer before, and what someone had read when they signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chalicelib.people.rules import ref
from chalicelib.reviews import rules
from chalicelib.reviews.rules import Party, PastReviewer, Review, SideRead, Signature, dated
from chalicelib.reviews.rules.audience import ReadableFrom, ReaderRole, ReadingRole, lines
from chalicelib.reviews.rules.visibility import unseen
from tests.reviews_company import ADA, BEN, CLEO, CORA, NILS, OTTO, RUNNING, actor, case, day, review


def handed_on() -> Review:
    """Ben, then Cleo, then Ben, and now Nils."""
    past = tuple(PastReviewer(person=ref(one), until=day(n)) for n, one in ((3, BEN), (4, CLEO), (5, BEN)))
    return review(reviewer=ref(NILS), past_reviewers=past)


def test_somebody_was_the_reviewer_until_they_last_handed_it_on() -> None:
    of = handed_on()
    until = {who.name: rules.was_reviewer(of, actor(who)) for who in (BEN, CLEO, NILS, ADA)}
    assert {name: past and past.until for name, past in until.items()} == {
        "Ben": day(5),
        "Cleo": day(4),
        "Nils": None,
        "Ada": None,
    }
    assert rules.was_reviewer(of, RUNNING) is None


def test_who_is_the_reviewer_again_was_not_before() -> None:
    assert rules.was_reviewer(replace(handed_on(), reviewer=ref(BEN)), actor(BEN)) is None


def test_who_had_a_part_in_a_review_hears_why_it_is_closed_to_them() -> None:
    """A former reviewer and a former contributor; outsiders, and machines, learn nothing."""
    of = replace(handed_on(), past_contributor_ids=(CORA.id,))
    assert [unseen(case(of, who)).code for who in (BEN, CORA, OTTO, RUNNING)] == [
        "reassigned",
        "no_longer_contributor",
        "not_found",
        "not_found",
    ]


def test_readers_are_a_param_of_a_mail_a_line_each() -> None:
    told = lines(
        [ReadingRole(ReaderRole.REVIEWER, ReadableFrom.NOW), ReadingRole(ReaderRole.REVIEWEE, ReadableFrom.NOW)]
    )
    assert (
        told
        == f"{ReaderRole.REVIEWER.value} {ReadableFrom.NOW.value}\n{ReaderRole.REVIEWEE.value} {ReadableFrom.NOW.value}"
    )


def test_a_signature_stands_after_the_newest_version_that_its_signer_had_opened() -> None:
    """Of the other's side, and by then; what others opened, or they themselves later, does not count."""
    of = review()
    reads = tuple(
        SideRead(version=version, reader_id=who.id, at=day(n))
        for version, who, n in ((1, ADA, 3), (2, ADA, 4), (3, NILS, 4), (3, ADA, 6))
    )
    of = replace(of, manager=replace(of.manager, reads=reads))
    signed = Signature(party=Party.REVIEWEE, person=ref(ADA), at=day(5))
    assert rules.read_before(of, signed) == reads[1]
    assert rules.read_before(of, replace(signed, at=day(2))) is None
    assert rules.read_before(of, Signature(party=Party.REVIEWER, person=ref(BEN), at=day(5))) is None


def test_a_day_in_a_mail_names_the_zone_in_which_it_ends() -> None:
    assert dated(date(2026, 3, 10), "Asia/Tokyo") == "2026-03-10 Asia/Tokyo"
    assert dated(date(2026, 3, 10), "") == "2026-03-10"
