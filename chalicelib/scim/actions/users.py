"""Users: what a provider makes, changes and deletes is what happens to people of the directory."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.company.rules import Company
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.storage.table import ABSENT, Key, Reads
from chalicelib.people.actions import edits, provisioning
from chalicelib.people.rules import Person, PersonStatus, fields
from chalicelib.people.rules.changes import departed, followed, returned
from chalicelib.scim import store
from chalicelib.scim.rules import claims, patches, spellings, users
from chalicelib.scim.rules.refusals import invalid_value
from chalicelib.scim.rules.schemas import USERS
from chalicelib.scim.rules.spellings import Spelling, User
from chalicelib.scim.rules.time_zones import zoned
from chalicelib.scim.rules.users import UserValues

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisioningContext:
    """In which transaction, by whose rules, and where users are."""

    command: Command
    company: Company
    users_at: str


def load(reads: Reads, person_id: str) -> User:
    """Return the user, or NotFound: unknown, or deleted by a provider."""
    person = provisioning.find(reads, [person_id]).get(person_id)
    if person is None or person.scim_deleted:
        raise NotFound
    return User(person, store.spellings(reads, person_id).get(person_id))


def create(on: ProvisioningContext, body: Any, person_id: str) -> User:
    """Return a new user: someone new, with this id, or a leaver who comes back with their employee ID."""
    resource = users.trimmed(patches.read(body, USERS))
    said = users.said({}, resource)
    name = users.user_name(resource)
    fresh = users.laid_on(Person(id=person_id, name=""), said, name)
    claim = _claim(on, None, fresh, name)
    if claim.back is not None:
        back = replace(said, active=said.active is not False)
        return _write(on, User(claim.back, _spelling(on, claim.back)), resource, resource, back)
    manager = _manager(on.command.reads, said)
    wanted = zoned(None, fresh, on.company, on.command.actor)
    if manager is not None:
        wanted = replace(wanted, manager_id=manager.id)
    if said.active is False:
        wanted = replace(wanted, status=PersonStatus.LEFT, left_at=on.command.now)
    _release(on, claim)
    kept = users.with_manager(resource, followed(wanted, manager) if manager else wanted, on.users_at)
    spelled = Spelling(person_id=wanted.id, resource=kept, whole=not wanted.active, changed_at=on.command.now)
    spelling = _put(on, None, spelled)
    return User(edits.create(on.command, wanted, reuse_addresses=claim.reuse), spelling)


def replaced(on: ProvisioningContext, user: User, body: Any) -> User:
    """Return a user as a PUT says it is. What the provider never mentioned stays as HR has it."""
    resource = users.trimmed(patches.read(body, USERS))
    whole = users.with_unsaid(resource, user, on.users_at)
    return _write(on, user, whole, resource, users.said(spellings.sent_resource(user.spelling), resource))


def patched(on: ProvisioningContext, user: User, body: Any) -> User:
    """Return a user after a PATCH; one that changes nothing writes nothing."""
    before = users.basis(user.person, user.spelling, on.users_at)
    after = users.trimmed(patches.patched(before, body, USERS))
    if after == users.trimmed(before):
        return user
    written = spellings.sent_resource(user.spelling)
    whole = users.completed(after, before, users.shown(user.person, user.spelling, on.users_at))
    if after.get("active") and not user.person.active:
        before = users.derived(user.person, on.users_at)
    said = users.said(before, after, changes_only=True, keeps=users.not_the_providers(written))
    return _write(on, user, whole, users.kept(before, after, written), said, silent="active" not in after)


def deleted(on: ProvisioningContext, user: User) -> None:
    """A deleted user has left, and is no user anymore. What about them is held stays, until HR confirms it."""
    person = user.person
    wanted = replace(departed(person, on.command.now) if person.active else person, scim_deleted=True)
    provisioning.provide(on.command, person, wanted)


def _write(
    on: ProvisioningContext, user: User, whole: Resource, written: Resource, said: UserValues, *, silent: bool = False
) -> User:
    """Someone there is, changed. `whole`: the user as it would be; `written`: what of it the provider has said."""
    old = user.person
    name = users.user_name(whole)
    active = old.active if said.active is None else said.active
    wanted = users.laid_on(old, said, name)
    manager = _manager(on.command.reads, said)
    if manager is not None:
        wanted = followed(wanted, manager)
    elif said.manager == "":
        wanted = replace(wanted, manager_id=None, manager_name="", chain=())
    claim = _claim(on, old, wanted, name)
    if active and not old.active:
        claims.refuse_another(old, wanted)
    if active:
        wanted = zoned(old, wanted if old.active else returned(wanted), on.company, on.command.actor)
        spelled = Spelling(person_id=old.id, resource=written, silent=silent, changed_at=on.command.now)
    else:
        whole = users.with_manager(whole, wanted, on.users_at)
        unsaid = spellings.names_of(whole) - spellings.names_of(written)
        spelled = Spelling(
            person_id=old.id, resource=whole, whole=True, unsaid=unsaid, silent=silent, changed_at=on.command.now
        )
        wanted = _leaving(on, old, wanted)
    _release(on, claim)
    spelling = _put(on, user.spelling, spelled)
    return User(provisioning.provide(on.command, old, wanted, reuse_addresses=claim.reuse), spelling)


def _leaving(on: ProvisioningContext, old: Person, wanted: Person) -> Person:
    """Who leaves stays in the directory as they were; a leaver keeps a provider's keys up to date."""
    if old.active:
        return departed(old, on.command.now)
    return replace(old, user_name=wanted.user_name, scim_id=wanted.scim_id, scim_deleted=False)


def _spelling(on: ProvisioningContext, person: Person) -> Spelling | None:
    return store.spellings(on.command.reads, person.id).get(person.id)


def _put(on: ProvisioningContext, old: Spelling | None, spelled: Spelling) -> Spelling:
    kept = {name: value for name, value in spelled.resource.items() if name != "active"}
    new = replace(spelled, resource=kept, version=(old.version if old else 0) + 1)
    on.command.changes.put(store.spelling_row(new), old.version if old else ABSENT)
    return new


def _manager(reads: Reads, said: UserValues) -> Person | None:
    """Return the manager whom a provider names by any key that names one person only."""
    given = said.manager
    if not given:
        return None
    if len(given) > users.LONGEST_KEY:
        raise invalid_value("manager", "is nobody whom the directory knows.")
    by_id = provisioning.find(reads, [given]).get(given)
    if by_id is not None:
        return by_id
    keys = [provisioning.user_name_key(given), provisioning.employee_key(given), provisioning.scim_key(given)]
    address = _address(given)
    found = provisioning.holders(reads, [*keys, *([provisioning.email_key(address)] if address else [])])
    people = {one.id: one for one in found.values()}
    if len(people) != 1:
        many = "fits more than one person" if people else "is nobody whom the directory knows"
        raise invalid_value("manager", f"{given[:80]!r} {many}.")
    return next(iter(people.values()))


def _address(text: str) -> str:
    try:
        return fields.email(text)
    except ValueError:
        return ""


def _claim(on: ProvisioningContext, old: Person | None, wanted: Person, name: str) -> claims.KeyClaim:
    """Return who else has the keys that `wanted` names, and what follows from that."""
    keys = _keys(old, wanted, name)
    found = provisioning.holders(on.command.reads, keys.values())
    held = {label: one for label, key in keys.items() if (one := found.get(key)) and one.id != wanted.id}
    holders = claims.KeyHolders(
        by_name=[held[label] for label in ("name", "named_address") if label in held],
        by_email=held.get("email"),
        by_employee_id=held.get("employee"),
        by_scim_id=held.get("scim"),
    )
    return claims.claimed(holders, wanted, new=old is None, reuse_addresses=on.company.scim.reuse_addresses)


def _keys(old: Person | None, wanted: Person, name: str) -> dict[str, Key]:
    """Return the keys that are new to this person."""
    keys: dict[str, Key] = {}
    if old is None or users.user_name_of(old).casefold() != name.casefold():
        keys["name"] = provisioning.user_name_key(name)
        if address := _address(name):
            keys["named_address"] = provisioning.email_key(address)
    if wanted.email and (old is None or old.email != wanted.email):
        keys["email"] = provisioning.email_key(wanted.email)
    if wanted.external_id and (old is None or old.external_id != wanted.external_id):
        keys["employee"] = provisioning.employee_key(wanted.external_id)
    if wanted.scim_id and (old is None or old.scim_id != wanted.scim_id):
        keys["scim"] = provisioning.scim_key(wanted.scim_id)
    return keys


def _release(on: ProvisioningContext, claim: claims.KeyClaim) -> None:
    """Take a provider's keys from leavers whom it has deleted."""
    names, scim = claim.names_from, claim.scim_id_from
    if names is not None:
        provisioning.take_keys(on.command, names, user_name=True, scim_id=scim is not None and scim.id == names.id)
    if scim is not None and (names is None or scim.id != names.id):
        provisioning.take_keys(on.command, scim, user_name=False, scim_id=True)
