"""Emails, a directory and a provider for the tests of mail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from chalicelib.kernel.command import Command
from chalicelib.kernel.email import RenderedMail, SendResult, SendResultKind
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.runtime import Runtime, Switches
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.table import Reads, Row
from chalicelib.mail import rules, store
from chalicelib.mail.rules import Mail, OpenTask, StoredMail, outgoing
from chalicelib.mail.rules.outgoing import Addressee, Outgoing, ReportKind
from chalicelib.reviews import mails as reviews_mails
from chalicelib.wiring import FEATURES
from tests.fakes import MemoryTable

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CYCLE = "01CYCLE0000000000000000000"
ANA, BO = "01PERSONANA000000000000000", "01PERSONB00000000000000000"

PARAMS: Mapping[str, str] = {
    "cause": "hold",
    "cycle": "Annual review 2026",
    "cycle_id": CYCLE,
    "review_id": CYCLE + BO,
    "reviewer": "Ana Lima",
    "reviewee": "Bo Dahl",
    "signer": "Bo Dahl",
    "by": "Hana Reyes",
    "owner": "Bo Dahl",
    "owner_id": BO,
    "title": "My spring",
    "reflection_id": CYCLE + BO,
    "self_due_on": "2026-12-04",
    "manager_due_on": "2026-12-11",
    "sign_due_on": "2026-12-18",
    "due_on": "2026-12-04",
    "due_at": "2026-12-04T23:00:00Z",
    "until_at": "2026-12-11T09:00:00Z",
    "late": "open",
    "people": "Bo Dahl\nCleo Park",
    "contributions": "Di Roe",
    "task": "write_manager",
    "side": "manager",
    "missing": "2",
    "was_read": "yes",
    "address": "ana@example.test",
    "created": "38",
    "updated": "2",
    "failed": "1",
    "left": "1",
    "problems": "3",
    "person": "Cleo Park",
    "person_id": BO,
    "role": "HR admin",
    "waits": "yes",
    "count": "2",
    "open": "",
    "readers": "reviewee now\nreviewer self_shared\nupline self_shared\nhr self_shared",
    "instructions": "<p>Give <strong>examples</strong>.</p>",
}


def declared_kinds() -> dict[str, list[rules.MailKind]]:
    """Every kind of email, by the feature that declares it."""
    modules = {name: f"chalicelib.{name}.mails" for name in FEATURES}
    found = {name: import_module(module) for name, module in modules.items() if find_spec(module)}
    return {
        name: [kind for kind in vars(module).values() if isinstance(kind, rules.MailKind)]
        for name, module in found.items()
    }


KINDS = [kind for kinds in declared_kinds().values() for kind in kinds]
"""Every kind of email there is."""


def open_task(**changed: Any) -> OpenTask:
    """What a reminder asks Ana for."""
    told: dict[str, Any] = {
        "kind": "write_manager",
        "reviewee_id": BO,
        "reviewee": "Bo Dahl",
        "cycle": "Annual review 2026",
        "due_at": datetime(2026, 12, 4, 23, tzinfo=UTC),
        "state": "open",
        "late": False,
        "link": f"/reviews/{CYCLE}{BO}",
    }
    words = {**reviews_mails.SIDES, **reviews_mails.TASKS, "record_reflection": "record your reflection"}
    told |= changed
    return OpenTask(**{"words": words[told["kind"]]} | told)


def a_mail(kind: rules.MailKind = reviews_mails.SELF_SHARED, **changed: Any) -> Mail:
    """An email to Ana with every param that its kind takes."""
    params = {name: PARAMS[name] for name in kind.needs | kind.may} | changed.pop("params", {})
    told: dict[str, Any] = {
        "kind": kind,
        "to_person_id": ANA,
        "to_name": "Ana Lima",
        "to_address": "ana@example.test",
        "time_zone": "Europe/Berlin",
        "params": params,
    }
    return Mail(**told | changed)


def row_of(mail: Mail, now: datetime) -> Row:
    """The row of an email that was just sent."""
    return store.row(outgoing.queued(mail, mail.mail_id or new_id(now), now))


def stored(mail: Mail) -> StoredMail:
    """An email as its row keeps it."""
    return outgoing.queued(mail, mail.mail_id or "M1", NOW).mail


@dataclass
class FakeAddressees:
    """A directory in a dictionary, which keeps what it was notified."""

    people: dict[str, Addressee] = field(default_factory=lambda: {ANA: Addressee(address="ana@example.test")})
    problems: list[tuple[str, str, ReportKind]] = field(default_factory=list)

    def find(self, reads: Reads, person_ids: Collection[str]) -> Mapping[str, Addressee]:
        return {one: self.people[one] for one in person_ids if one in self.people}

    def stop_reminders(self, command: Command, person_id: str) -> None:
        if person_id in self.people:
            self.people[person_id] = replace(self.people[person_id], wants_reminders=False)

    def note_problem(self, command: Command, person_id: str, address: str, problem: ReportKind) -> None:
        self.problems.append((person_id, address, problem))


@dataclass
class FakeGateway:
    """A provider that keeps what it took; `answers` are its next outcomes, an exception is raised."""

    answers: list[SendResult | Exception] = field(default_factory=list)
    sent: list[tuple[str, str, RenderedMail, str | None]] = field(default_factory=list)

    def send(self, mail_id: str, to: str, written: RenderedMail, unsubscribe: str | None) -> SendResult:
        answer = self.answers.pop(0) if self.answers else SendResult(kind=SendResultKind.ACCEPTED, provider_id="ses-1")
        if isinstance(answer, Exception):
            raise answer
        if answer.kind in (SendResultKind.ACCEPTED, SendResultKind.LOST):
            self.sent.append((mail_id, to, written, unsubscribe))
        return answer


class SilentQueue:
    """Takes messages and does nothing."""

    def send(self, messages: Any, delay_seconds: int = 0) -> None:
        pass


@dataclass
class MailWorld:
    """A table with emails, a directory, a provider and a clock."""

    table: Any = field(default_factory=MemoryTable)
    gateway: FakeGateway = field(default_factory=FakeGateway)
    addressees: FakeAddressees = field(default_factory=FakeAddressees)
    now: datetime = NOW
    open_tasks: list[OpenTask] = field(default_factory=lambda: [open_task()])
    off: list[str] = field(default_factory=list)

    @property
    def runtime(self) -> Runtime:
        settings = Settings(
            company="test", table="test", cursor_secret="secret", base_url="https://r.test", company_name="Acme"
        )
        unused: Any = None
        return Runtime(
            settings=settings,
            table=self.table,
            queue=SilentQueue(),
            bucket=unused,
            transcriber=unused,
            mail_gateway=self.gateway,
            verifier=unused,
            directory=unused,
            switches=Switches(off=lambda _: self.off),
            clock=lambda: self.now,
        )

    def advance(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def write(self, *mails: Mail) -> list[str]:
        """Store the rows of `mails`; answers their ids."""
        rows = [row_of(mail, self.now) for mail in mails]
        self.table.put_many(rows)
        return [store.mail_of(row).id for row in rows]

    def mail(self, mail_id: str) -> Outgoing:
        return store.load(Reads(self.table), [mail_id])[0][0]
