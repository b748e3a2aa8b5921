"""A company of any size in a table of the local engine, with its reviews, and calls to the API as its people."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import app
from bench import metered
from chalicelib import wiring
from chalicelib.company import store as company_store
from chalicelib.company.rules import Company as CompanySettings
from chalicelib.company.rules import ReflectionRules, Rhythm
from chalicelib.cycles import store as cycle_store
from chalicelib.cycles.rules import CycleState
from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.ses import SesGateway
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import perform
from chalicelib.kernel.identity import Verifier
from chalicelib.kernel.ids import digest_id
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.table import Changes, Row, Table
from chalicelib.people.rules import Person
from chalicelib.people.store import people as people_store
from chalicelib.questionnaires import store as form_store
from chalicelib.reviews.rules import review_id
from chalicelib.rollout.actions import commands
from chalicelib.timetable import actions as timetable
from tests import engine, tokens
from tests.api.client import Caller, World
from tests.fake_bucket import FakeTranscriber, MemoryBucket
from tests.reviews_company import CYCLE_ID, HANA, NOW, actor, cycle, form

SPAN = 8
"""People who report to one manager."""
FIRST = ("Ada", "Ben", "Cora", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jona", "Kim", "Lea", "Mats", "Nora")
LAST = ("Abel", "Brandt", "Cruz", "Dahl", "Ebner", "Fuchs", "Grau", "Holm", "Iten", "Juhl", "Koch", "Lund", "Marti")


@dataclass
class Waiting:
    """A queue in memory."""

    messages: list[Mapping[str, Any]] = field(default_factory=list)

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:  # noqa: ARG002
        self.messages.extend(messages)


@dataclass
class Company:
    """`company.as_(person).get("/home")`; `company.connection.metering()` counts."""

    people: list[Person]
    url: str
    name: str
    connection: metered.MeteredConnection
    table: DynamoTable
    queue: Waiting = field(default_factory=Waiting)
    bucket: MemoryBucket = field(default_factory=MemoryBucket)
    transcriber: FakeTranscriber = field(default_factory=FakeTranscriber)
    now: datetime = NOW

    def as_(self, person: Person) -> Caller:
        """Calls of a person, whose login is bound."""
        caller = World(app.app, self.table).as_(person.email)
        caller.get("/home")
        return caller

    def item(self, row: Row) -> dict[str, Any]:
        """A row as an item of the table, as if asked for and answered."""
        with self.connection.metering() as meter:
            self.table.get([row.key])
        ((_, answer),) = meter.answers
        found: dict[str, Any] = answer["Responses"][self.name][0]
        return found

    def row(self, item: Mapping[str, Any]) -> Row:
        """The row of an item as the engine answered it."""
        page = self.table.query(
            item["pk"]["S"].removeprefix("bench#"), start=item["sk"]["S"], end=item["sk"]["S"], limit=1
        )
        return page.rows[0]

    def review_of(self, person: Person) -> str:
        """The path of someone's review."""
        return f"/reviews/{review_id(CYCLE_ID, person.id)}"

    def drain(self) -> None:
        """Do all the work that waits, as the worker does."""
        while self.queue.messages:
            timetable.run(self.runtime(), _message(self.queue.messages.pop(0)), wiring.handler_of)

    def runtime(self) -> Runtime:
        """What the code stands on here."""
        settings = Settings(company="bench", table="bench", cursor_secret="s" * 32, issuers=(tokens.ISSUER,))
        return Runtime(
            settings=settings,
            table=self.table,
            queue=self.queue,
            bucket=self.bucket,
            transcriber=self.transcriber,
            mail_gateway=SesGateway(clients.ses(), settings),
            verifier=Verifier(settings.issuers, lambda _: tokens.jwks()),
            directory=wiring.directory,
            clock=lambda: self.now,
        )

    def launch(self) -> None:
        """Ask for the launch of the cycle; `drain` does it."""
        perform(self.runtime(), actor(HANA), lambda command: commands.launch(command, CYCLE_ID))


def _message(told: Mapping[str, Any]) -> Message:
    return decode(encode(told), Message)


def people(count: int) -> list[Person]:
    """A tree of `count` people, eight to a manager; the same every time."""
    made: list[Person] = []
    born = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(count):
        manager = made[(number - 1) // SPAN] if number else None
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
        made.append(
            Person(
                id=digest_id(born + timedelta(seconds=number), str(number)),
                name=name,
                email=f"p{number}@example.test",
                manager_id=manager.id if manager else None,
                manager_name=manager.name if manager else "",
                chain=manager.above if manager else (),
                department="Design",
            )
        )
    return made


def stored_rows(everybody: Iterable[Person]) -> list[Row]:
    """The rows of the directory, as its own store writes them."""
    rows: list[Row] = []
    for person in everybody:
        changes = Changes(person.id)
        people_store.write(changes, None, person)
        rows += [change.row for change in changes if change.row is not None]
    return rows


def preparation() -> list[Row]:
    """A questionnaire and a cycle for everyone, ready to be launched, and a rhythm of reflections."""
    draft = replace(cycle(), state=CycleState.DRAFT)
    settings = CompanySettings(reflections=ReflectionRules(rhythm=Rhythm.WEEKLY), version=1)
    return [cycle_store.row(draft), form_store.row(form()), company_store.row(settings)]


@contextmanager
def company(count: int, *, launched: bool = True) -> Iterator[Company]:
    """A company of `count` people on an engine of its own."""
    with engine.engine() as url:
        connection, name = metered.connection(url), engine.new_table(url)
        table = metered.table(connection, name)
        made = Company(people(count), url, name, connection, table)
        fill(table, [*stored_rows(made.people), *preparation()])
        wiring.use(made.runtime())
        try:
            if launched:
                made.launch()
                made.drain()
            yield made
        finally:
            wiring.use(None)


def fill(table: Table, rows: Sequence[Row]) -> None:
    """Write many rows; from a few threads, because the engine can take more than one client gives."""
    portions = [rows[start::4] for start in range(4)]
    threads = [threading.Thread(target=table.put_many, args=(portion,)) for portion in portions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
