"""The small company behind the routes of reviews, and what its people say there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.cycles import store as cycle_store
from chalicelib.cycles.rules import Cycle
from chalicelib.files.actions import attachments_key, attachments_of
from chalicelib.files.rules import AttachmentPlace
from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.http import Routes
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, SYSTEM
from chalicelib.kernel.runtime import current
from chalicelib.kernel.storage.table import Changes, Table
from chalicelib.people.rules import Person
from chalicelib.people.store import people as people_store
from chalicelib.questionnaires import store as form_store
from chalicelib.reviews import store
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.routes import routes
from chalicelib.reviews.rules import Review, ReviewState, Task, review_id, tasks_of
from tests import stored
from tests.api.client import Caller, Reply, World, world_of
from tests.reviews_company import ADA, ASA, BEN, CYCLE_ID, EVERYBODY, HANA, NOW, cycle, form, review

ID = review_id(CYCLE_ID, ADA.id)
HOME = f"/reviews/{ID}"


@dataclass
class ReviewsApi:
    """The world with one review in it."""

    world: World

    def __call__(self, person: Person) -> Caller:
        return self.world.as_(person.email)

    @property
    def watching(self) -> Caller:
        return self.world.as_client("watcher", CYCLES_READ)

    @property
    def running(self) -> Caller:
        return self.world.as_client("runner", CYCLES_WRITE)

    def at(self, now: Any) -> None:
        self.world.now = now

    def save(self, person: Person, part: str, body: dict[str, Any]) -> Reply:
        """Save over what is there now."""
        etag = self(person).get(f"{HOME}/{part}").etag
        return self(person).put(f"{HOME}/{part}", body, match=etag)

    def write_self(self, text: str = "<p>Shipped it</p>") -> Reply:
        return ok(self.save(ADA, "self", {"answers": {"good": text}}))

    def write_manager(self, text: str = "<p>Well done</p>", **more: Any) -> Reply:
        return ok(self.save(BEN, "manager", {"answers": {"good": text}, **more}))

    def share_self(self) -> Reply:
        return ok(self(ADA).post(f"{HOME}/self/share"))

    def share_manager(self) -> Reply:
        return ok(self(BEN).post(f"{HOME}/manager/share"))

    def share_both(self) -> None:
        self.write_self()
        self.share_self()
        self.write_manager()
        self.share_manager()

    def announce(self, person: Person, part: str, name: str = "plan.txt", **more: Any) -> Reply:
        """Say that a file will be beside a side."""
        told = {"name": name, "content_type": "text/plain", "size": 20} | more
        return self(person).post(f"{HOME}/{part}/attachments", told)

    def attach(self, person: Person, part: str, name: str = "plan.txt", content: bytes = b"All that we plan") -> str:
        """Put a file beside a side, and let S3 tell; its id."""
        begun = ok(self.announce(person, part, name)).json
        self.world.bucket.post(begun, content)
        stored.deliver(self.world)
        found: str = begun["attachment_id"]
        return found

    def file_ids(self, part: str) -> list[str]:
        """The ids of all files beside a side."""
        row = self.world.table.rows.get(attachments_key(AttachmentPlace(owner_id=ADA.id, subject_id=ID, part=part)))
        return [one.id for one in attachments_of(row).files] if row else []

    def work(self) -> None:
        """Do what is due."""
        stored.work(self.world)

    def mails(self) -> list[dict[str, Any]]:
        """What is in the outbox, by kind and reader."""
        import json

        found = [json.loads(row.body) for key, row in self.world.table.rows.items() if key.pk.startswith("M#")]
        return [mail.get("mail", mail) for mail in found]

    def told(self, kind: str) -> list[str]:
        """Who got an email of this kind."""
        return sorted(mail["to_name"] for mail in self.mails() if mail["kind"] == f"reviews.{kind}")

    def tasks(self, person: Person) -> list[Task]:
        """What someone still has to do in the review."""
        row = self.world.table.rows[store.head_key(ID)]
        return list(tasks_of(store.review_of(row), person.id, self.world.now))


def ok(reply: Reply) -> Reply:
    assert reply.status < 300, reply.text
    return reply


@contextmanager
def reviews_api(in_cycle: Cycle | None = None, table: Table | None = None, *further: Routes) -> Iterator[ReviewsApi]:
    """Ada's review by Ben, just opened; with the routes of `further` features."""
    in_cycle = in_cycle or cycle()
    with world_of(routes, *further, table=table) as world:
        world.now = NOW
        for person in EVERYBODY:
            changes = Changes(person.id)
            people_store.write(changes, None, person)
            world.table.commit(changes)
        changes = Changes("seed")
        changes.put(cycle_store.row(in_cycle))
        changes.put(form_store.row(form()))
        store.create(changes, review(in_cycle))
        world.table.commit(changes)
        yield ReviewsApi(world)


def completed(one: Review, at: datetime) -> Review:
    """Put a review that was completed then, with all that follows from it."""

    def create(command: Command) -> Review:
        return store.create(command.changes, one)

    def complete(command: Command, made: Review) -> Review:
        after = replace(made, state=ReviewState.COMPLETE, completed_at=at)
        return review_rows.save_head(command, made, after)

    made = perform(current(), SYSTEM, create)
    return perform(current(), SYSTEM, lambda command: complete(command, made))


__all__ = ["ASA", "HANA", "HOME", "ID", "ReviewsApi", "completed", "ok", "reviews_api"]
