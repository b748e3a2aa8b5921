"""A small company and its cycle over HTTP, with a worker that does what the queue holds, as AWS would."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib import wiring
from chalicelib.company import routes as company_settings
from chalicelib.cycles import routes as cycles
from chalicelib.home import routes as home
from chalicelib.kernel import runtime
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT
from chalicelib.kernel.storage.table import Changes, Table
from chalicelib.people.rules import Person
from chalicelib.people.store import people as people_store
from chalicelib.questionnaires import store as form_store
from chalicelib.questionnaires.rules import Question, QuestionKind, Questionnaire, Section
from chalicelib.reflections import routes as reflections
from chalicelib.reviews import routes as reviews
from chalicelib.rollout.routes import cycles as cycle_routes
from chalicelib.rollout.routes import leaving, runs
from chalicelib.timetable import actions as timetable
from tests.api.client import Caller, Reply, World, world_of

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROUTES = (
    company_settings.routes,
    cycles.routes,
    cycle_routes.routes,
    home.routes,
    reflections.routes,
    reviews.routes,
    leaving.routes,
    runs.routes,
)
FORM = Questionnaire(
    id="01FORM",
    title="Spring",
    sections=(Section(title="One", questions=(Question(id="good", kind=QuestionKind.RICH_TEXT, text="Good?"),)),),
    version=1,
)


def _person(number: int, name: str, manager: Person | None = None, **more: Any) -> Person:
    return Person(
        id=f"01PERS0N{number:018d}",
        name=name,
        email=f"{name.lower().replace(' ', '.')}@example.test",
        manager_id=manager.id if manager else None,
        chain=(*manager.chain, manager.id) if manager else (),
        **{"time_zone": "Europe/Berlin", "department": "Tech", **more},
    )


TOP = _person(0, "Tess Top", time_zone="UTC", department="Board")
HANA = _person(1, "Hana HR", TOP, roles=frozenset({HR_ADMIN}), department="HR")
ASA = _person(2, "Asa Assistant", HANA, roles=frozenset({HR_ASSISTANT}), department="HR")
BEN = _person(3, "Ben Boss", TOP)
ADA = _person(4, "Ada Able", BEN)
KIT = _person(5, "Kit Kiribati", BEN, time_zone="Pacific/Kiritimati")
LEI = _person(6, "Lei Hawaii", BEN, time_zone="Pacific/Honolulu", department="Sales")
COMPANY = (TOP, HANA, ASA, BEN, ADA, KIT, LEI)


def company(people: int) -> tuple[Person, ...]:
    """The small company with many more people under Ben, ten to a manager."""
    found = list(COMPANY)
    managers = [BEN]
    while len(found) < people:
        number = len(found)
        person = _person(number, f"Person {number:06d}", managers[(number - len(COMPANY)) // 10])
        found.append(person)
        managers.append(person)
    return tuple(found)


def cycle_body(**changed: Any) -> dict[str, Any]:
    """A cycle that opens in a week."""
    return {
        "name": "Spring 2026",
        "questionnaire_id": FORM.id,
        "participants": {"everyone": True},
        "timeline": {
            "opens_on": "2026-03-09",
            "self_due_on": "2026-03-20",
            "manager_due_on": "2026-03-27",
            "sign_due_on": "2026-04-03",
            "closes_on": "2026-04-10",
        },
    } | changed


@dataclass
class CyclesApi:
    """The world, its emails, and the worker."""

    world: World
    seen: list[Mapping[str, Any]] = field(default_factory=list)

    def __call__(self, person: Person) -> Caller:
        return self.world.as_(person.email)

    @property
    def hr(self) -> Caller:
        return self(HANA)

    def drain(self) -> None:
        """Do all the work that waits."""
        while self.world.queue.messages:
            message = self.world.queue.messages.pop(0)
            self.seen.append(message)
            timetable.run(runtime.current(), decode(encode(message), Message), wiring.handler_of)

    def tick(self) -> None:
        """One minute's tick and what follows from it."""
        timetable.tick(runtime.current())
        self.drain()

    def until(self, at: datetime) -> None:
        """Let time pass; whatever falls due in between is done, in order."""
        while True:
            due = self.next_due()
            if due is None or due > at:
                break
            self.world.now = max(due, self.world.now)
            self.tick()
        self.world.now = at
        self.tick()

    def next_due(self) -> datetime | None:
        """The instant of the next row of the timetable."""
        keys = sorted(key.sk for key in self.world.table.rows if key.pk == "T")
        return datetime.fromisoformat(keys[0].partition("#")[0]) if keys else None

    def pass_(self, **delta: float) -> None:
        self.until(self.world.now + timedelta(**delta))

    def create(self, **changed: Any) -> str:
        """A draft; its path."""
        return f"/cycles/{ok(self.hr.post('/cycles', cycle_body(**changed))).json['id']}"

    def launched(self, **changed: Any) -> str:
        """A cycle whose launch is done; its path."""
        path = self.create(**changed)
        ok(self.hr.post(f"{path}/launch"))
        self.drain()
        return path

    def mails(self, kind: str | None = None, to: Person | None = None) -> list[dict[str, Any]]:
        """What was written into the outbox, the oldest first; `kind` as its feature calls it."""
        rows = [row for key, row in self.world.table.rows.items() if key.pk.startswith("M#")]
        found = [decode(row.body, dict[str, Any]) for row in rows]
        listed = sorted(found, key=lambda mail: (mail["created_at"], mail["id"]))
        written = [mail["mail"] | {"at": mail["created_at"]} for mail in listed]
        return [
            mail
            for mail in written
            if kind in {None, mail["kind"].rpartition(".")[2]} and (to is None or mail["to_person_id"] == to.id)
        ]

    def leave(self, person: Person) -> None:
        """Someone has left, as the directory knows it."""
        from chalicelib.people.rules import PersonStatus

        self.change(person, status=PersonStatus.LEFT)

    def change(self, person: Person, **changed: Any) -> Person:
        """Someone is different in the directory from now on."""
        old = people_store.person_of(self.world.table.rows[people_store.person_key(person.id)])
        changes = Changes(f"change-{person.id}-{old.version}")
        new = people_store.write(changes, old, replace(old, **changed))
        self.world.table.commit(changes)
        return new


def ok(reply: Reply) -> Reply:
    assert reply.status < 300, reply.text
    return reply


def seed(table: Table, people: tuple[Person, ...] = COMPANY) -> None:
    """Write the company and its form."""
    for person in people:
        changes = Changes(person.id)
        people_store.write(changes, None, person)
        table.commit(changes)
    changes = Changes("form")
    changes.put(form_store.row(FORM))
    table.commit(changes)


@contextmanager
def cycles_api(people: tuple[Person, ...] = COMPANY, table: Table | None = None) -> Iterator[CyclesApi]:
    """The company at work."""
    with world_of(*ROUTES, table=table) as world:
        world.now = START
        seed(world.table, people)
        yield CyclesApi(world)
