"""A company in which somebody can be erased: reflections' people, every route that they need, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.audit.routes import routes as audit
from chalicelib.company.routes import routes as company
from chalicelib.erasure.routes import routes as erasure
from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.kernel.runtime import use
from chalicelib.kernel.storage.table import Changes, Key, Row
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import Person
from chalicelib.people.store import people as people_store
from chalicelib.reflections.routes import routes as reflections
from chalicelib.wiring import wiring
from tests import stored
from tests.api.client import Reply, World, world_of
from tests.api.reflections_world import EVERYBODY, HANA, TOP, ReflectionsApi

VERA = Person(
    id=f"01{'V' * 24}",
    name="Vera",
    email="vera@example.test",
    manager_id=TOP.id,
    chain=(TOP.id,),
    roles=frozenset({HR_ADMIN}),
)
"""A second HR admin."""


@dataclass
class ErasureApi(ReflectionsApi):
    """The world with two HR admins."""

    def leave(self, person: Person) -> None:
        """Somebody leaves, as HR says."""
        reply = self(HANA).post(f"/people/{person.id}/leave")
        assert reply.status == 200, reply.text
        self.work()

    def ask(self, person: Person, by: Person = HANA, **body: Any) -> Reply:
        """Ask to erase somebody."""
        told = {"reason": "They asked for it", "confirm_name": person.name} | body
        return self(by).post(f"/people/{person.id}/erase", told)

    def approve(self, person: Person, by: Person = VERA) -> Reply:
        """Approve an erasure."""
        return self(by).post(f"/people/{person.id}/erase/approve")

    def erased(self, person: Person) -> Any:
        """Somebody who left is erased, eight days from now; the erasure as HR reads it then."""
        assert self.ask(person).status == 200
        assert self.approve(person).status == 200
        self.later(days=8)
        stored.work(self.world)
        reply = self(HANA).get(f"/people/{person.id}/erase")
        assert reply.status == 200, reply.text
        return reply.json

    def rows(self) -> dict[Key, Row]:
        """Every row of the table."""
        found: dict[Key, Row] = self.world.table.rows
        return found

    def naming(self, *words: str) -> list[str]:
        """Where in the table one of these words stands, in a key or in what is kept there."""
        return sorted(
            f"{key.pk} / {key.sk}"
            for key, row in self.rows().items()
            if any(word in f"{key} {row.index1} {row.index2} {row.body}" for word in words)
        )


def seeded(world: World, *persons: Person) -> None:
    """Put people into the directory."""
    for person in persons:
        changes = Changes("seed")
        people_store.write(changes, None, person)
        world.table.commit(changes)


@contextmanager
def erasure_api(*further: Any) -> Iterator[ErasureApi]:
    """The company at work."""
    with world_of(erasure, reflections, people, company, audit, *further) as world:
        seeded(world, *EVERYBODY, VERA)
        runtime = wiring()
        use(replace(runtime, settings=replace(runtime.settings, transcribe=True)))
        yield ErasureApi(world)
