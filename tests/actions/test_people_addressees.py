"""What the mailer learns of people, and what it tells them to remember."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.mail.actions.ports import Addressees
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import MailTopic
from chalicelib.mail.rules.outgoing import Addressee, ReportKind
from chalicelib.people.actions import addressees
from chalicelib.people.rules import MailProblem, Person, PersonStatus
from chalicelib.people.store import people
from chalicelib.reflections import mails as reflections_mails
from chalicelib.reviews import mails as reviews_mails
from tests.fakes import MemoryTable
from tests.mail_world import ANA, KINDS, MailWorld

PORT: Addressees = addressees


@pytest.fixture
def table() -> MemoryTable:
    table = MemoryTable()
    changes = Changes("op")
    people.write(changes, None, Person(id=ANA, name="Ana Lima", email="ana@example.test"))
    table.commit(changes)
    return table


def ana(table: MemoryTable) -> Person:
    return people.find(Reads(table), [ANA])[ANA]


def change(table: MemoryTable, **changed: Any) -> None:
    changes = Changes("op2")
    people.write(changes, ana(table), replace(ana(table), **changed))
    table.commit(changes)


def decide(table: MemoryTable, act: Callable[[Command], None]) -> None:
    perform(MailWorld(table=table).runtime, SYSTEM, act)


def found(table: MemoryTable) -> Addressee:
    return PORT.find(Reads(table), [ANA, "01NOBODY"])[ANA]


def test_the_mailer_learns_the_address_of_now(table: MemoryTable) -> None:
    assert found(table) == Addressee(address="ana@example.test", active=True, wants_reminders=True)
    change(table, email="ana.new@example.test")
    assert found(table).address == "ana.new@example.test"


def test_the_mailer_learns_that_somebody_left(table: MemoryTable) -> None:
    change(table, status=PersonStatus.LEFT)
    assert not found(table).active


def test_the_mailer_learns_what_somebody_does_not_want_and_in_which_zone_they_read(table: MemoryTable) -> None:
    change(table, mails_off=frozenset({"reflections"}), display_zone="Asia/Tokyo")
    ana_now = found(table)
    assert (ana_now.off, ana_now.time_zone) == (frozenset({MailTopic.REFLECTIONS}), "Asia/Tokyo")
    wanted = {kind for kind in KINDS if ana_now.wants(kind.topic)}
    assert reflections_mails.COMMENTED not in wanted
    assert {reflections_mails.RECORDING_REFUSED, REMINDER, reviews_mails.SELF_SHARED} <= wanted


def test_reminders_stop_once_and_are_recorded(table: MemoryTable) -> None:
    for _ in range(2):
        decide(table, lambda command: PORT.stop_reminders(command, ANA))
    assert ana(table).reminders_off
    assert not found(table).wants_reminders
    assert len(table.query(f"U#{ANA}").rows) == 1


@pytest.mark.parametrize(
    ("report", "kept"),
    [(ReportKind.BOUNCED, MailProblem.BOUNCED), (ReportKind.COMPLAINED, MailProblem.COMPLAINED)],
)
def test_trouble_is_kept_and_ends_reminders(table: MemoryTable, report: ReportKind, kept: MailProblem) -> None:
    for _ in range(2):
        decide(table, lambda command: PORT.note_problem(command, ANA, "Ana@Example.test", report))
    assert ana(table).mail_trouble is kept
    assert not found(table).wants_reminders
    assert len(table.query(f"U#{ANA}").rows) == 1


def test_trouble_with_an_address_that_the_person_no_longer_has_is_left_alone(table: MemoryTable) -> None:
    decide(table, lambda command: PORT.note_problem(command, ANA, "ana.old@example.test", ReportKind.BOUNCED))
    assert ana(table).mail_trouble is MailProblem.NONE


def test_nobody_and_other_reports_change_nothing(table: MemoryTable) -> None:
    before = dict(table.rows)
    decide(table, lambda command: PORT.stop_reminders(command, "01NOBODY"))
    decide(table, lambda command: PORT.note_problem(command, "01NOBODY", "x@example.test", ReportKind.BOUNCED))
    decide(table, lambda command: PORT.note_problem(command, ANA, "ana@example.test", ReportKind.SOFT_BOUNCED))
    assert table.rows == before
