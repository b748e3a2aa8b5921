"""The way of an email from written to sent, decided without a provider."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest

from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.errors import Conflict
from chalicelib.mail import rules
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import MailTopic, outgoing, tokens
from chalicelib.mail.rules.addresses import sendable
from chalicelib.mail.rules.outgoing import Addressee, MailState, Report, ReportKind
from chalicelib.reviews import mails as reviews_mails
from chalicelib.rollout import mails as rollout_mails
from tests.mail_world import KINDS, NOW, a_mail, declared_kinds, stored

HERE = Addressee(address="ana@example.test")


def queued(kind: rules.MailKind = reviews_mails.SELF_SHARED) -> outgoing.Outgoing:
    return outgoing.queued(a_mail(kind), "M1", NOW)


def claimed(kind: rules.MailKind = reviews_mails.SELF_SHARED) -> outgoing.Outgoing:
    return outgoing.begun(queued(kind), HERE, NOW)


def test_a_mail_with_a_param_missing_or_unknown_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="missing params \\['cycle'\\], unknown params \\['answers'\\]"):
        rules.Mail(
            kind=rollout_mails.CYCLE_CANCELLED,
            to_person_id="p",
            to_name="n",
            to_address="a",
            params={"answers": "text"},
        )


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_links_to_a_screen(kind: rules.MailKind) -> None:
    assert stored(a_mail(kind)).link.startswith("/")
    assert "{" not in stored(a_mail(kind)).link


def test_only_reminders_and_nudges_can_be_unsubscribed_from() -> None:
    assert {kind for kind in KINDS if stored(a_mail(kind)).is_reminder} == {
        REMINDER,
        reviews_mails.NUDGE,
        rollout_mails.NUDGE_LIST,
    }


def test_a_link_quotes_what_is_put_into_it() -> None:
    assert stored(a_mail(params={"review_id": "a/../b?c=d"})).link == "/reviews/a%2F..%2Fb%3Fc%3Dd"


def test_instructions_too_long_for_a_mail_stay_on_the_form() -> None:
    long = a_mail(rollout_mails.KICKOFF_SELF, params={"instructions": "x" * 5000})
    assert "instructions" not in outgoing.queued(long, "M1", NOW).mail.params
    assert "instructions" in queued(rollout_mails.KICKOFF_SELF).mail.params


def test_a_due_mail_is_claimed_and_sent_to_the_address_of_now() -> None:
    moved = outgoing.begun(queued(), Addressee(address="ana.new@example.test"), NOW)
    assert (moved.state, moved.mail.to_address, moved.sends) == (MailState.CLAIMED, "ana.new@example.test", 1)


@pytest.mark.parametrize(
    ("to", "kind", "state", "problem"),
    [
        (None, reviews_mails.SIGNED, MailState.DROPPED, "left"),
        (replace(HERE, active=False), reviews_mails.SIGNED, MailState.DROPPED, "left"),
        (replace(HERE, wants_reminders=False), REMINDER, MailState.DROPPED, "unsubscribed"),
        (
            replace(HERE, off=frozenset({MailTopic.REVIEW_NEWS})),
            reviews_mails.SELF_SHARED,
            MailState.DROPPED,
            "unsubscribed",
        ),
        (replace(HERE, off=frozenset(MailTopic)), reviews_mails.MANAGER_SHARED, MailState.CLAIMED, ""),
        (replace(HERE, wants_reminders=False), reviews_mails.SIGNED, MailState.CLAIMED, ""),
        (replace(HERE, address=""), reviews_mails.SIGNED, MailState.PARKED, "no_address"),
    ],
)
def test_who_gets_no_mail(to: Addressee | None, kind: rules.MailKind, state: MailState, problem: str) -> None:
    begun = outgoing.begun(queued(kind), to, NOW)
    assert (begun.state, begun.problem) == (state, problem)
    assert not outgoing.is_due(begun, NOW)


def test_a_mail_of_a_feature_that_is_switched_off_goes_neither_now_nor_later() -> None:
    dropped = outgoing.begun(queued(), HERE, NOW, is_off=True)
    assert (dropped.state, dropped.problem) == (MailState.DROPPED, "feature_off")
    assert not outgoing.is_due(dropped, NOW + timedelta(days=9))
    lost = outgoing.begun(claimed(), HERE, NOW, is_off=True)
    assert lost.state is MailState.UNKNOWN, "it may have gone out already: what became of it is waited for first"


def test_an_accepted_mail_is_sent() -> None:
    sent = outgoing.ended(claimed(), SendResult(kind=SendResultKind.ACCEPTED, provider_id="ses"), NOW)
    assert (sent.state, sent.provider_id, sent.settled_at) == (MailState.SENT, "ses", NOW)
    assert not outgoing.is_due(sent, NOW + timedelta(days=9))


def test_a_refused_mail_is_parked_where_hr_sees_it() -> None:
    parked = outgoing.ended(claimed(), SendResult(kind=SendResultKind.REFUSED, problem="MessageRejected"), NOW)
    assert (parked.state, parked.problem) == (MailState.PARKED, "MessageRejected")
    assert not outgoing.is_due(parked, NOW + timedelta(days=9))


def test_a_busy_provider_is_asked_again_ever_later_and_given_up_after_a_day() -> None:
    mail, now, pauses = queued(), NOW, []
    while mail.state is MailState.WAITING:
        mail = outgoing.ended(
            outgoing.begun(mail, HERE, now), SendResult(kind=SendResultKind.BUSY, problem="Throttling"), now
        )
        if mail.next_at is not None:
            assert not outgoing.is_due(mail, mail.next_at - timedelta(seconds=1))
            assert outgoing.is_due(mail, mail.next_at)
            pauses.append((mail.next_at - now).total_seconds() / 60)
            now = mail.next_at
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, 60]
    assert now - NOW >= outgoing.GIVE_UP
    assert (mail.state, mail.problem) == (MailState.PARKED, "Throttling")


def test_a_lost_answer_is_waited_for_then_sent_once_more_and_never_a_third_time() -> None:
    lost = SendResult(kind=SendResultKind.LOST, problem="ReadTimeoutError")
    unknown = outgoing.ended(claimed(), lost, NOW)
    assert unknown.state is MailState.UNKNOWN
    assert not outgoing.is_due(unknown, NOW + outgoing.SETTLE - timedelta(seconds=1))
    later = NOW + outgoing.SETTLE
    assert outgoing.is_due(unknown, later)
    again = outgoing.begun(unknown, HERE, later)
    assert (again.state, again.sends) == (MailState.CLAIMED, 2)
    end = outgoing.begun(outgoing.ended(again, lost, later), HERE, later + outgoing.SETTLE)
    assert (end.state, end.problem) == (MailState.PARKED, "no_answer")


def test_a_claim_that_its_mailer_left_behind_becomes_unknown_not_a_second_send() -> None:
    left = claimed()
    assert not outgoing.is_due(left, NOW + timedelta(minutes=1))
    assert outgoing.is_due(left, NOW + outgoing.LEASE)
    found = outgoing.begun(left, HERE, NOW + outgoing.LEASE)
    assert found.state is MailState.UNKNOWN
    assert outgoing.due_at(found) == NOW + outgoing.SETTLE


@pytest.mark.parametrize("state", [MailState.CLAIMED, MailState.UNKNOWN])
def test_a_report_settles_a_mail_whose_answer_was_lost(state: MailState) -> None:
    mail = replace(claimed(), state=state)
    settled = outgoing.reported(mail, Report(kind=ReportKind.SENT, mail_id="M1", provider_id="ses"), NOW)
    assert (settled.state, settled.provider_id) == (MailState.SENT, "ses")


@pytest.mark.parametrize("kind", [ReportKind.BOUNCED, ReportKind.SOFT_BOUNCED, ReportKind.REJECTED])
def test_a_bounce_parks_a_sent_mail_whatever_is_reported_after_it(kind: ReportKind) -> None:
    sent = outgoing.ended(claimed(), SendResult(kind=SendResultKind.ACCEPTED), NOW)
    parked = outgoing.reported(sent, Report(kind=kind, mail_id="M1", problem="bounced_general"), NOW)
    assert (parked.state, parked.problem) == (MailState.PARKED, "bounced_general")
    for late in (ReportKind.SENT, kind):
        assert outgoing.reported(parked, Report(kind=late, mail_id="M1"), NOW) == parked


def test_a_report_of_sending_lifts_a_mail_that_was_parked_for_want_of_an_answer() -> None:
    parked = replace(claimed(), state=MailState.PARKED, problem="no_answer")
    assert outgoing.reported(parked, Report(kind=ReportKind.SENT, mail_id="M1"), NOW).state is MailState.SENT


def test_a_complaint_leaves_the_mail_as_it_is() -> None:
    sent = outgoing.ended(claimed(), SendResult(kind=SendResultKind.ACCEPTED), NOW)
    assert outgoing.reported(sent, Report(kind=ReportKind.COMPLAINED, mail_id="M1"), NOW) == sent


def test_hr_sends_a_parked_mail_again_as_a_fresh_one() -> None:
    parked = outgoing.ended(claimed(), SendResult(kind=SendResultKind.REFUSED, problem="x"), NOW)
    aside, fresh = outgoing.retried(parked, "M2", NOW)
    assert (aside.state, aside.retried_as) == (MailState.RETRIED, "M2")
    assert (fresh.state, fresh.retry_of, fresh.mail.mail_id, fresh.sends) == (MailState.WAITING, "M1", "M2", 0)


def test_a_mail_that_is_not_parked_cannot_be_sent_again() -> None:
    with pytest.raises(Conflict):
        outgoing.retried(queued(), "M2", NOW)


@pytest.mark.parametrize("address", ["ana@example.test", "a.b+c@sub.example.test", "jürgen@bücher.example"])
def test_plain_addresses_can_be_sent_to(address: str) -> None:
    assert sendable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@example.test",
        "ana@example.test\r\nBcc: eve@evil.test",
        "ana@example.test\n",
        "ana@example.test,eve@evil.test",
        "Ana <ana@example.test>",
        "ana@b@example.test",
        "a na@example.test",
        "ana@example.test\u2028x",
        "ana\u202e@example.test",
        f"{'a' * 65}@example.test",
        f"a@{'b' * 300}",
    ],
)
def test_addresses_that_hide_something_are_refused(address: str) -> None:
    assert not sendable(address)


def test_an_unsent_mail_is_looked_at_again_when_it_may_go_or_when_its_mailer_is_given_up() -> None:
    assert outgoing.due_at(queued()) == queued().created_at
    assert outgoing.due_at(claimed()) == NOW + outgoing.LEASE
    lost = outgoing.ended(claimed(), SendResult(kind=SendResultKind.LOST, problem="ReadTimeoutError"), NOW)
    assert outgoing.due_at(lost) == NOW + outgoing.SETTLE


def test_a_reminder_goes_with_what_is_open_then_and_not_where_nothing_is() -> None:
    reminder = claimed(REMINDER)
    sent = outgoing.with_open_tasks(reminder, "[]", NOW)
    assert (sent.state, sent.mail.params["open"]) == (MailState.CLAIMED, "[]")
    dropped = outgoing.with_open_tasks(reminder, "", NOW)
    assert (dropped.state, dropped.problem) == (MailState.DROPPED, "nothing_open")


@pytest.mark.parametrize("feature", declared_kinds())
def test_a_kind_is_named_after_its_feature_and_found_by_its_name(feature: str) -> None:
    """The mailer knows a kind by its name alone, and asks the feature that the name begins with."""
    module = import_module(f"chalicelib.{feature}.mails")
    for kind in declared_kinds()[feature]:
        assert vars(module)[kind.name.removeprefix(f"{feature}.").upper()] is kind
        assert rules.kind_in(module, kind.name) is kind
    with pytest.raises(KeyError):
        rules.kind_in(module, f"{feature}.unknown")
    with pytest.raises(KeyError):
        rules.kind_in(None, f"{feature}.unknown")


def test_a_token_says_whose_reminders_it_stops_and_no_other_one_does() -> None:
    token = tokens.seal("secret", "acme", "01ANA")
    assert tokens.unseal("secret", "acme", token) == "01ANA"
    for other in (token[:-2], token + "AA", "", "x", "Ä", tokens.seal("other", "acme", "01ANA")):
        assert tokens.unseal("secret", "acme", other) is None
    assert tokens.unseal("secret", "another", token) is None
    assert tokens.unseal("secret", "acme", tokens.seal("secret", "acme", "")) is None
