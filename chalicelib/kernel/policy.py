"""Who may: the actor of a request and how it stands to a review. Pure, deny by default, subject first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

HR_ADMIN = "hr_admin"
HR_ASSISTANT = "hr_assistant"
HrRole = Literal["hr_admin", "hr_assistant"]
HR_ROLES: tuple[HrRole, ...] = ("hr_admin", "hr_assistant")
ROLES = frozenset({HR_ADMIN, HR_ASSISTANT})

PEOPLE_WRITE = "people:write"
CYCLES_WRITE = "cycles:write"
CYCLES_READ = "cycles:read"
SCOPES = frozenset({PEOPLE_WRITE, CYCLES_WRITE, CYCLES_READ})


class ActorKind(StrEnum):
    PERSON = "person"
    CLIENT = "client"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """The HR admin who made a machine's credential. `chain` as of an `Actor`."""

    id: str
    name: str
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person of the directory, a machine client with scopes, or the system itself (a timer).

    `chain`: ids of the managers above, top first, own manager last, without self. `maker`: of a machine whose
    credential a person made; what that person may not do for themselves the machine may not do for them.
    """

    id: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    roles: frozenset[str] = frozenset()
    chain: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()
    time_zone: str = "UTC"
    maker: Maker | None = None

    @property
    def is_person(self) -> bool:
        return self.kind is ActorKind.PERSON

    @property
    def public_name(self) -> str:
        """Who acts, as people read it: the id of a machine client says nothing to them, it acts for HR."""
        return "HR" if self.kind is ActorKind.CLIENT else self.name

    @property
    def is_hr_admin(self) -> bool:
        return self.is_person and HR_ADMIN in self.roles

    @property
    def is_hr(self) -> bool:
        return self.is_person and not self.roles.isdisjoint(ROLES)


SYSTEM = Actor(id="system", name="Throughline", kind=ActorKind.SYSTEM)


class Relationship(StrEnum):
    """How an actor stands to one review. HR_STATUS sees that things stand and move, never what they say.

    WRITER: an HR admin who reviews someone above themselves; they write their side, and open nothing else.
    """

    SUBJECT = "subject"
    REVIEWER = "reviewer"
    WRITER = "writer"
    CONTRIBUTOR = "contributor"
    UPLINE = "upline"
    HR_ADMIN = "hr_admin"
    HR_STATUS = "hr_status"
    OUTSIDER = "outsider"


def relationships(
    actor: Actor,
    *,
    subject_id: str,
    reviewer_id: str,
    reviewer_chain: Collection[str],
    contributor_ids: Collection[str] = (),
) -> frozenset[Relationship]:
    """Return every way in which `actor` stands to a review; being its subject overrides every other role."""
    if not actor.is_person:
        reads_status = not actor.scopes.isdisjoint({CYCLES_READ, CYCLES_WRITE})
        return frozenset({Relationship.HR_STATUS if reads_status else Relationship.OUTSIDER})
    if actor.id == subject_id:
        return frozenset({Relationship.SUBJECT})
    found = set()
    if actor.id == reviewer_id:
        found.add(Relationship.REVIEWER)
    if actor.id in contributor_ids:
        found.add(Relationship.CONTRIBUTOR)
    if actor.id in reviewer_chain:
        found.add(Relationship.UPLINE)
    if HR_ADMIN in actor.roles:
        return _of_hr_admin(found, above=subject_id in actor.chain)
    if HR_ASSISTANT in actor.roles:
        found.add(Relationship.HR_STATUS)
    return frozenset(found or {Relationship.OUTSIDER})


def _of_hr_admin(found: set[Relationship], *, above: bool) -> frozenset[Relationship]:
    """No one with the role opens the file of someone above them, whatever else they are in it."""
    if not above:
        return frozenset(found | {Relationship.HR_ADMIN})
    written = {Relationship.REVIEWER: Relationship.WRITER, Relationship.CONTRIBUTOR: Relationship.CONTRIBUTOR}
    return frozenset(
        {Relationship.HR_STATUS, *(written[relationship] for relationship in found if relationship in written)}
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """The coarse gate of a route, stated where the route is; the fine rule is in the action's `rules`.

    `who`: whom it lets in, as the API's document says it.
    """

    name: str
    allows: Callable[[Actor], bool]
    who: str
    anonymous: bool = False

    def narrowed(self, who: str) -> "Policy":
        """Return the same gate of a route whose fine rule lets in nobody but `who`, for the document."""
        return replace(self, who=who)


def scope(name: str) -> Policy:
    """Return a machine client that was granted `name`."""
    return Policy(
        name, lambda actor: actor.kind is ActorKind.CLIENT and name in actor.scopes, who=f"machines with `{name}`"
    )


def either(*policies: Policy) -> Policy:
    """Any of `policies`."""
    return Policy(
        " or ".join(p.name for p in policies),
        lambda actor: any(p.allows(actor) for p in policies),
        who=", ".join(p.who for p in policies),
    )


public = Policy("public", lambda _: True, who="everyone, signed in or not", anonymous=True)
signed_in = Policy("signed_in", lambda actor: actor.is_person, who="everyone who is signed in")
hr_admin = Policy("hr_admin", lambda actor: actor.is_hr_admin, who="HR admins")
hr = Policy("hr", lambda actor: actor.is_hr, who="HR admins, HR assistants")
