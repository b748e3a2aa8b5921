"""Emails go out once: with lost, duplicate and late events, and a fault at every call."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.kernel.command import perform
from chalicelib.kernel.email import SendResult, SendResultKind
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import message_for
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage import jobs
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.mail import store
from chalicelib.mail.actions import delivery, reminders, reports
from chalicelib.mail.actions import parked as attention
from chalicelib.mail.actions.delivery import Mailer
from chalicelib.mail.jobs import SWEEP
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import outgoing
from chalicelib.mail.rules.outgoing import MailState, Report, ReportKind
from chalicelib.reviews import mails as reviews_mails
from chalicelib.timetable import actions as timetable
from tests.fakes import MemoryTable
from tests.jobs import context_of
from tests.mail_world import ANA, MailWorld, a_mail

LOST = SendResult(kind=SendResultKind.LOST, problem="ReadTimeoutError")
BUSY = SendResult(kind=SendResultKind.BUSY, problem="Throttling")


@pytest.fixture
def world() -> MailWorld:
    return MailWorld()


def mailer(world: MailWorld) -> Mailer:
    return Mailer(runtime=world.runtime, addressees=world.addressees, open_tasks=lambda *_: world.open_tasks)


def deliver(world: MailWorld, mail_id: str) -> MailState | None:
    mail = delivery.deliver(mailer(world), Reads(world.table), mail_id)
    return None if mail is None else mail.state


def note(world: MailWorld, report: Report) -> None:
    perform(world.runtime, SYSTEM, lambda command: reports.note(command, world.addressees, report))


def planned(world: MailWorld) -> list[Any]:
    return [jobs.job_of(row) for row in world.table.query("T").rows]


def run_sweeps(world: MailWorld) -> None:
    """Run what the timetable has due, as the worker does."""
    for item in planned(world):
        if item.due_at <= world.now:
            handler = SWEEP.done_by(lambda context, _: delivery.sweep(mailer(world), context))
            timetable.run(world.runtime, message_for(item), {SWEEP.kind: handler}.__getitem__)


def test_a_mail_is_sent_once_with_its_words_to_its_reader(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    assert deliver(world, mail_id) is MailState.SENT
    ((sent_id, to, email, unsubscribe),) = world.gateway.sent
    assert (sent_id, to, unsubscribe) == (mail_id, "ana@example.test", None)
    assert email.subject == "Bo Dahl shared their self-assessment"


def test_a_stream_record_that_comes_again_sends_nothing_again(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    deliver(world, mail_id)
    for _ in range(3):
        assert deliver(world, mail_id) is None
    assert len(world.gateway.sent) == 1


def test_the_same_mail_asked_for_twice_is_one_row(world: MailWorld) -> None:
    assert world.write(a_mail(mail_id="M1")) == world.write(a_mail(mail_id="M1")) == ["M1"]
    deliver(world, "M1")
    assert len(world.gateway.sent) == 1


def test_a_reminder_carries_links_that_stop_reminders(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail(REMINDER))
    deliver(world, mail_id)
    ((_, _, email, unsubscribe),) = world.gateway.sent
    assert unsubscribe is not None
    assert unsubscribe.startswith("https://r.test/api/mail/unsubscribe?token=")
    token = unsubscribe.partition("token=")[2]
    assert f"https://r.test/unsubscribe?token={token}" in email.text
    perform(world.runtime, SYSTEM, lambda command: reminders.unsubscribe(command, world.addressees, token))
    (reminder, notice) = world.write(a_mail(REMINDER), a_mail(reviews_mails.SIGNED))
    assert deliver(world, reminder) is MailState.DROPPED
    assert deliver(world, notice) is MailState.SENT


def test_a_reminder_says_what_is_open_when_it_goes_out(world: MailWorld) -> None:
    mail_id, late = world.write(a_mail(REMINDER), a_mail(REMINDER))
    deliver(world, mail_id)
    assert world.gateway.sent[0][2].subject == "Reminder: write your assessment of Bo Dahl"
    world.open_tasks = []
    assert deliver(world, late) is MailState.DROPPED
    assert world.mail(late).problem == "nothing_open"


def test_nothing_is_sent_to_somebody_who_left_before_it_went_out(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.addressees.people.clear()
    assert deliver(world, mail_id) is MailState.DROPPED
    assert world.gateway.sent == []


def test_an_address_with_a_header_in_it_is_parked(world: MailWorld) -> None:
    world.addressees.people[ANA] = outgoing.Addressee(address="ana@example.test\r\nBcc: eve@evil.test")
    (mail_id,) = world.write(a_mail())
    assert deliver(world, mail_id) is MailState.PARKED
    assert world.gateway.sent == []


def test_a_mail_that_cannot_be_written_is_parked_and_the_next_one_goes_out(world: MailWorld) -> None:
    broken, fine = world.write(a_mail(reviews_mails.NUDGE, params={"due_on": "soon"}), a_mail())
    assert deliver(world, broken) is MailState.PARKED
    assert world.mail(broken).problem == "cannot_be_written"
    assert deliver(world, fine) is MailState.SENT


def test_a_mail_whose_stream_event_never_came_is_found_by_the_next_sweep(world: MailWorld) -> None:
    (lost,) = world.write(a_mail())
    perform(world.runtime, SYSTEM, delivery.foresee)
    world.advance(minutes=6)
    run_sweeps(world)
    assert world.mail(lost).state is MailState.SENT
    assert planned(world) == []


def test_sweeps_planned_in_one_slot_are_one_row(world: MailWorld) -> None:
    for _ in range(5):
        perform(world.runtime, SYSTEM, delivery.foresee)
        world.advance(seconds=1)
    assert len(planned(world)) == 1


def test_a_busy_provider_is_tried_again_until_it_takes_the_mail(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.gateway.answers = [BUSY, BUSY]
    perform(world.runtime, SYSTEM, delivery.foresee)
    assert deliver(world, mail_id) is MailState.WAITING
    for _ in range(4):
        world.advance(minutes=6)
        run_sweeps(world)
    assert world.mail(mail_id).state is MailState.SENT
    assert len(world.gateway.sent) == 1
    assert planned(world) == []


def test_a_lost_answer_is_resolved_by_the_providers_report_without_a_second_mail(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.gateway.answers = [LOST]
    perform(world.runtime, SYSTEM, delivery.foresee)
    assert deliver(world, mail_id) is MailState.UNKNOWN
    note(world, Report(kind=ReportKind.SENT, mail_id=mail_id))
    for _ in range(5):
        world.advance(minutes=6)
        run_sweeps(world)
    assert world.mail(mail_id).state is MailState.SENT
    assert len(world.gateway.sent) == 1


def test_a_lost_answer_without_a_report_makes_one_duplicate_at_most_and_is_then_shown_to_hr(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.gateway.answers = [LOST, LOST, LOST]
    perform(world.runtime, SYSTEM, delivery.foresee)
    deliver(world, mail_id)
    for _ in range(20):
        world.advance(minutes=6)
        run_sweeps(world)
    assert len(world.gateway.sent) == 2
    parked, after = attention.parked(Reads(world.table), limit=10, after=None)
    assert [(mail.id, mail.problem) for mail in parked] == [(mail_id, "no_answer")]
    assert after is None
    assert planned(world) == []


class Faulty(MemoryTable):
    """Breaks at one call: before it does what it should, or after."""

    def __init__(self) -> None:
        super().__init__()
        self.breaks_at, self.done_first, self.at = 0, False, 0

    def commit(self, changes: Changes) -> None:
        self._now_and_then(lambda: super(Faulty, self).commit(changes))

    def _now_and_then(self, call: Callable[[], None]) -> None:
        self.at += 1
        if self.at != self.breaks_at:
            return call()
        if self.done_first:
            call()
        raise Unavailable


@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("breaks_at", [1, 2])
@pytest.mark.parametrize("answer", ["sent", "lost", "busy"])
def test_whatever_breaks_at_any_commit_the_mail_arrives_and_twice_at_most(
    breaks_at: int, done_first: bool, answer: str
) -> None:
    """A crash before or after each commit of claim → send → settle, with the record delivered again."""
    table = Faulty()
    world = MailWorld(table=table)
    (mail_id,) = world.write(a_mail())
    perform(world.runtime, SYSTEM, delivery.foresee)
    table.at, table.breaks_at, table.done_first = 0, breaks_at, done_first
    world.gateway.answers = [*{"sent": [], "lost": [LOST], "busy": [BUSY]}[answer]]
    with pytest.raises(Unavailable):
        deliver(world, mail_id)
    deliver(world, mail_id)
    for _ in range(8):
        world.advance(minutes=6)
        run_sweeps(world)
    # Two attempts without an answer are not followed by a third: HR sees the email instead.
    ends = {MailState.SENT, MailState.PARKED} if answer == "lost" else {MailState.SENT}
    assert world.mail(mail_id).state in ends
    assert 1 <= len(world.gateway.sent) <= 2
    if breaks_at == 1 and answer != "lost":
        assert len(world.gateway.sent) == 1, "nothing was lost after the send, so nothing is sent twice"


def test_a_gateway_that_raises_leaves_a_claim_that_is_resolved_later(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.gateway.answers = [RuntimeError("killed")]
    perform(world.runtime, SYSTEM, delivery.foresee)
    with pytest.raises(RuntimeError):
        deliver(world, mail_id)
    assert world.mail(mail_id).state is MailState.CLAIMED
    for _ in range(8):
        world.advance(minutes=6)
        run_sweeps(world)
    assert world.mail(mail_id).state is MailState.SENT


def test_two_mailers_at_one_mail_send_it_once(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    slow, fast = Reads(world.table), Reads(world.table)
    store.load(slow, [mail_id])
    assert delivery.deliver(mailer(world), fast, mail_id) is not None
    assert delivery.deliver(mailer(world), slow, mail_id) is None
    assert len(world.gateway.sent) == 1


def test_one_bad_mail_never_stops_a_sweep(world: MailWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = world.write(*[a_mail() for _ in range(5)])
    perform(world.runtime, SYSTEM, delivery.foresee)
    world.gateway.answers = [RuntimeError("killed")]
    world.advance(minutes=6)
    run_sweeps(world)
    states = sorted(world.mail(one).state for one in ids)
    assert states == [MailState.CLAIMED, *[MailState.SENT] * 4]
    assert len(planned(world)) == 1


def test_a_run_ends_when_the_provider_is_silent_and_the_rest_goes_out_later(world: MailWorld) -> None:
    """Each silence takes a timeout; a batch of them would outlast the function."""
    ids = world.write(*[a_mail() for _ in range(10)])
    perform(world.runtime, SYSTEM, delivery.foresee)
    world.gateway.answers = [replace(LOST, silent=True), replace(BUSY, silent=True)]
    one_run = mailer(world)
    for mail_id in ids:
        delivery.deliver(one_run, Reads(world.table), mail_id)
    assert Counter(world.mail(one).state for one in ids) == {MailState.WAITING: 9, MailState.UNKNOWN: 1}
    for _ in range(4):
        world.advance(minutes=6)
        run_sweeps(world)
    assert {world.mail(one).state for one in ids} == {MailState.SENT}
    assert len(world.gateway.sent) == 11


def test_a_sweep_with_much_to_do_goes_on_page_by_page(world: MailWorld) -> None:
    ids = world.write(*[a_mail() for _ in range(400)])
    world.advance(minutes=6)
    cursor: str | None = None
    for _ in range(20):
        cursor = delivery.sweep(mailer(world), context_of(world.runtime, cursor))
        if cursor is None:
            break
    assert cursor is None
    assert {world.mail(one).state for one in ids} == {MailState.SENT}
    assert len(world.gateway.sent) == 400


def test_a_bounce_is_kept_at_the_person_and_parks_the_mail(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    deliver(world, mail_id)
    bounce = Report(kind=ReportKind.BOUNCED, mail_id=mail_id, address="ana@example.test", problem="bounced_general")
    for _ in range(2):
        note(world, bounce)
    assert world.addressees.problems[0] == (ANA, "ana@example.test", ReportKind.BOUNCED)
    assert world.mail(mail_id).state is MailState.PARKED


def test_a_complaint_is_kept_at_the_person_and_parks_nothing(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    deliver(world, mail_id)
    note(world, Report(kind=ReportKind.COMPLAINED, mail_id=mail_id))
    assert world.addressees.problems == [(ANA, "ana@example.test", ReportKind.COMPLAINED)]
    assert world.mail(mail_id).state is MailState.SENT


def test_a_report_about_a_mail_that_is_not_ours_is_left_alone(world: MailWorld) -> None:
    note(world, Report(kind=ReportKind.BOUNCED, mail_id="M-no"))
    assert world.addressees.problems == []


def test_the_calls_of_one_mail_are_few(world: MailWorld) -> None:
    (mail_id,) = world.write(a_mail())
    world.table.calls.clear()
    deliver(world, mail_id)
    assert dict(world.table.calls) == {"get": 1, "commit": 2}


def test_a_mail_of_a_feature_that_is_switched_off_is_dropped_for_good(
    world: MailWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "SWITCHABLE", ("reviews",))
    world.off = ["reviews"]
    (late,) = world.write(a_mail())
    assert deliver(world, late) is MailState.DROPPED
    world.off = []
    world.advance(days=1)
    assert deliver(world, late) is None
    assert world.gateway.sent == []
    (fresh,) = world.write(a_mail())
    assert deliver(world, fresh) is MailState.SENT
