"""A small company that records reflections: routes, the bucket, a transcriber, and a worker that does what is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from chalicelib.company.routes import routes as company
from chalicelib.kernel.codec import decode
from chalicelib.kernel.http import Routes
from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import Person
from chalicelib.people.store import people as people_store
from chalicelib.reflections.routes import routes
from chalicelib.wiring import wiring
from tests import stored
from tests.api.client import Caller, World, world_of

SAMPLES = Path(__file__).parent.parent / "files" / "samples"
MP4 = (SAMPLES / "chromium.mp4").read_bytes()
SILENT = (SAMPLES / "chromium-silent.webm").read_bytes()


def _person(letter: str, name: str, *above: Person, roles: frozenset[str] = frozenset()) -> Person:
    return Person(
        id=f"01{letter * 24}",
        name=name,
        email=f"{name.lower()}@example.test",
        manager_id=above[-1].id if above else None,
        chain=tuple(one.id for one in above),
        roles=roles,
    )


TOP = _person("T", "Top")
CLEO = _person("C", "Cleo", TOP)
BEN = _person("B", "Ben", TOP, CLEO)
ADA = _person("A", "Ada", TOP, CLEO, BEN)
EVE = _person("E", "Eve", TOP, CLEO, BEN)
NILS = _person("N", "Nils", TOP, CLEO)
HANA = _person("H", "Hana", TOP, roles=frozenset({HR_ADMIN}))
ASA = _person("S", "Asa", TOP, roles=frozenset({HR_ASSISTANT}))
OTTO = _person("X", "Otto", TOP)
EVERYBODY = (TOP, CLEO, BEN, ADA, EVE, NILS, HANA, ASA, OTTO)
"""Ada and Eve report to Ben, who reports to Cleo as Nils does; Hana and Asa are HR; Otto is someone else."""


@dataclass
class ReflectionsApi:
    """The world with its people."""

    world: World

    def __call__(self, person: Person) -> Caller:
        return self.world.as_(person.email)

    def work(self, *, events: bool = True) -> None:
        """Do all that is due, S3's events included, until nothing is left."""
        if events:
            self.deliver()
        stored.work(self.world)

    def deliver(self) -> None:
        """S3 tells of every object that there is."""
        stored.deliver(self.world)

    def begin(self, owner: Person = ADA, **body: Any) -> str:
        """A reflection; its id."""
        reply = self(owner).post("/reflections", {"title": "My spring"} | body)
        assert reply.status == 201, reply.text
        found: str = reply.json["id"]
        return found

    def upload(
        self,
        one: str,
        content: bytes = MP4,
        *,
        owner: Person = ADA,
        kind: str = "screen",
        type_: str = "video/mp4",
        ending: dict[str, Any] | None = None,
        **begun: Any,
    ) -> str:
        """Upload a recording in one part and complete it; the track's id."""
        me, at = self(owner), f"/reflections/{one}"
        track = self.begin_track(one, owner=owner, kind=kind, content_type=type_, **begun)
        (part,) = me.post(f"{at}/tracks/{track}/parts", {"part_numbers": [1], "sizes": [len(content)]}).json["items"]
        self.world.bucket.send(part["url"], content)
        done = me.post(f"{at}/tracks/{track}/complete", {"duration_ms": 2_000} if ending is None else ending)
        assert done.status == 200, done.text
        assert done.json["state"] == "checking"
        return track

    def begin_track(self, one: str, *, owner: Person = ADA, **body: Any) -> str:
        """A recording that is about to be uploaded; its id."""
        told = {"kind": "screen", "content_type": "video/mp4"} | body
        begun = self(owner).post(f"/reflections/{one}/tracks", told)
        assert begun.status == 201, begun.text
        found: str = begun.json["track_id"]
        return found

    def reply(self, one: str, person: Person, content: bytes = MP4, **body: Any) -> str:
        """A recording for the talk, under no comment yet; its id."""
        return self.upload(one, content, owner=person, kind="camera", reply=True, **body)

    def recorded(self, owner: Person = ADA, content: bytes = MP4, **body: Any) -> str:
        """A reflection with a recording that can be played."""
        one = self.begin(owner, **body)
        self.upload(one, content, owner=owner)
        self.work()
        return one

    def shared(self, owner: Person = ADA, **body: Any) -> str:
        """A recorded reflection that its owner shares."""
        one = self.recorded(owner, **body)
        reply = self(owner).post(f"/reflections/{one}/share")
        assert reply.status == 200, reply.text
        self.work()
        return one

    def move(self, person: Person, manager: Person) -> None:
        """Another manager, by HR."""
        hr = self(HANA)
        before = hr.get(f"/people/{person.id}")
        body = {"manager_id": manager.id}
        reply = hr.put(f"/people/{person.id}", body, match=before.etag)
        assert reply.status == 200, reply.text

    def set(self, **rules: Any) -> None:
        """What the company allows."""
        hr = self(HANA)
        reply = hr.patch("/company", {"reflections": rules}, match=hr.get("/company").etag)
        assert reply.status == 200, reply.text

    def allow_files(self) -> None:
        """The company has attachments."""
        hr = self(HANA)
        reply = hr.patch("/company", {"attachments": {"reflections": True}}, match=hr.get("/company").etag)
        assert reply.status == 200, reply.text

    def send_file(self, one: str, person: Person = ADA, name: str = "plan.txt") -> str:
        """A file for the talk under a reflection, as far as S3 has told of it; its id."""
        told = {"name": name, "content_type": "text/plain", "size": 16}
        begun = self(person).post(f"/reflections/{one}/attachments", told)
        assert begun.status == 201, begun.text
        self.world.bucket.post(begun.json, b"All that we plan")
        self.deliver()
        found: str = begun.json["attachment_id"]
        return found

    def mails(self) -> list[tuple[str, str]]:
        """(kind, address) of every email that was written."""
        rows = [row for key, row in self.world.table.rows.items() if key.pk.startswith("M#")]
        told = [decode(row.body, dict)["mail"] for row in rows]
        return sorted((one["kind"], one["to_address"]) for one in told)

    def calls(self) -> int:
        """How often the table was asked since `forget`."""
        return self.world.table.calls.total()  # type: ignore[no-any-return]

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.world.now += timedelta(**delta)


@contextmanager
def reflections_api(*further: Routes) -> Iterator[ReflectionsApi]:
    """The company at work."""
    with world_of(routes, people, company, *further) as world:
        for person in EVERYBODY:
            changes = Changes("seed")
            people_store.write(changes, None, person)
            world.table.commit(changes)
        runtime = wiring()
        from chalicelib.kernel.runtime import use

        use(replace(runtime, settings=replace(runtime.settings, transcribe=True)))
        yield ReflectionsApi(world)
