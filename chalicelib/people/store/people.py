"""Where people are kept, and the question that each key answers.

| rows | key | answers |
|---|---|---|
| person | `P#{id}` | who is this? |
| … index 1 | `TREE` / path of managers | who is below? everyone, managers first; leavers under `LEFT` / name |
| … index 2 | `REPORTS#{manager}` / name | who reports to this person? |
| login | `I#{digest}`, a copy of the person | who is signed in? |
| … | `L#{digest}` → id | whose login is it forever, also after it was forgotten or its owner left? |
| HR | `HR` / id, a copy of the person | who runs HR? |
| address | `E#{email}` → id | whose is it? It is no one else's, also not after its owner left. |
| employee ID | `X#{external_id}` → id | … the same |
| SCIM | `XU#{user name}` → id, `XS#{externalId}` → id | … the same |
| refusal | `REFUSED` / digest; index 1 by time | who was not let in, and why? |
| … | `FOREIGN` | which issuers were refused? |
| held | `HELD` / id | which changes wait for a second HR admin? |
| import | `IMPORT#{id}` | how far is it? Its plan: `import_plans` |
| … lock | `IMPORT` | who imports now? |
| … columns | `IMPORT` / `COLUMNS` | what did someone choose a heading to hold? |
| word | `S#{first two letters}` / `{word}#{id}`, a card | who is called so? |
| channel | `P#{manager}` / `CH#{id}`, filled by others | what does this person share with their manager of today? |
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib.kernel.codec import decode, decode_again, encode
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Page, Reads, Row, position_of
from chalicelib.people.rules import Person, PersonStatus, name_order, path_of
from chalicelib.people.rules.imports import (
    ImportLock,
    ImportRun,
)
from chalicelib.people.rules.search import PersonCard, card_of, tokens

if TYPE_CHECKING:
    from chalicelib.people.rules.held import HeldChange

TREE, LEFT, HR, HELD = "TREE", "LEFT", "HR", "HELD"
LOCK = Key("IMPORT")
COLUMNS = Key("IMPORT", "COLUMNS")
KEPT_FOR = timedelta(days=30)
HELD_FOR = timedelta(days=90)


def person_key(person_id: str) -> Key:
    """Return the key of a person."""
    return Key(f"P#{person_id}")


def login_key(digest: str) -> Key:
    """Return the key of the copy for one login."""
    return Key(f"I#{digest}")


def login_owner_key(digest: str) -> Key:
    """Return the key that says whose login this is."""
    return Key(f"L#{digest}")


def email_key(email: str) -> Key:
    """Return the key that says who has an address."""
    return Key(f"E#{email}")


def employee_key(external_id: str) -> Key:
    """Return the key that says who has an employee ID."""
    return Key(f"X#{external_id}")


def user_name_key(user_name: str) -> Key:
    """Return where a provider's user name is taken; it is compared without regard to case."""
    return Key(f"XU#{user_name.casefold()}")


def scim_key(scim_id: str) -> Key:
    """Return the key that says who has a provider's own id."""
    return Key(f"XS#{scim_id}")


def hr_key(person_id: str) -> Key:
    """Return the key of the copy of someone with an HR role."""
    return Key(HR, person_id)


def channel_key(manager_id: str, person_id: str) -> Key:
    """Return where what someone shares with their manager is noted, for as long as that is their manager."""
    return Key(f"P#{manager_id}", f"CH#{person_id}")


def person_of(row: Row) -> Person:
    """Return the person of a stored row."""
    return decode(row.body, Person)


def card_row(row: Row) -> PersonCard:
    """Return the card of a stored word."""
    return decode(row.body, PersonCard)


def word_of(row: Row) -> str:
    """Return the word of a stored word."""
    return row.key.sk.rpartition("#")[0]


def write(changes: Changes, old: Person | None, new: Person) -> Person:
    """Put `new` in place of `old`, with every copy and key that hangs on it; answers what is then stored."""
    new = replace(new, version=(old.version if old else 0) + 1)
    if old is not None and old.manager_id != new.manager_id:
        new = replace(new, manager_term=old.manager_term + 1)
        if old.manager_id is not None:
            changes.delete(channel_key(old.manager_id, old.id))
    changes.put(_row(new), old.version if old else ABSENT)
    _replace(changes, _copies(old), _copies(new))
    _claim_keys(changes, old, new)
    _keep_logins(changes, old, new)
    if old is None or card_of(old) != card_of(new):
        _replace(changes, _words(old), _words(new))
    return new


def remove(changes: Changes, person: Person) -> None:
    """Take a person out of the directory, with every copy and key; no login and no key is known to be theirs then."""
    changes.delete(person_key(person.id), person.version)
    _replace(changes, [*_copies(person), *_words(person)], [])
    for key in _unique_keys(person):
        changes.delete(key)
    for login in person.logins:
        changes.delete(login_owner_key(login.digest))
    if person.manager_id is not None:
        changes.delete(channel_key(person.manager_id, person.id))


def _row(person: Person) -> Row:
    order, reports = name_order(person), f"REPORTS#{person.manager_id}"
    stays = person.status is PersonStatus.ACTIVE
    return Row.of(
        person_key(person.id),
        person,
        version=person.version,
        index1=Key(TREE, path_of(person)) if stays else Key(LEFT, order),
        index2=Key(reports, order) if stays and person.manager_id else None,
    )


def position(person: Person) -> str:
    """Return where a list of everyone goes on after this person."""
    return position_of(_row(person), 1)


def _copies(person: Person | None) -> list[Row]:
    if person is None:
        return []
    keys = [login_key(login.digest) for login in person.logins]
    if person.active and person.roles:
        keys.append(hr_key(person.id))
    return [Row.of(key, person, version=person.version) for key in keys]


def _words(person: Person | None) -> list[Row]:
    if person is None:
        return []
    body = encode(card_of(person))
    return [Row(key=Key(f"S#{word[:2]}", f"{word}#{person.id}"), body=body) for word in tokens(person)]


def _replace(changes: Changes, before: Iterable[Row], after: Iterable[Row]) -> None:
    kept = {row.key: row for row in after}
    for row in before:
        if row.key not in kept:
            changes.delete(row.key)
    changes.put_all(kept.values())


def _claim_keys(changes: Changes, old: Person | None, new: Person) -> None:
    """Take the keys that are this person's alone, and give up those that no longer are."""
    before, after = _unique_keys(old), _unique_keys(new)
    for key in before - after:
        changes.release(key)
    for key in sorted(after - before):
        changes.claim(Row.of(key, new.id))


def _keep_logins(changes: Changes, old: Person | None, new: Person) -> None:
    """Note whose logins these are when they come and when they go: a login never becomes another person's."""
    before, after = ({login.digest for login in person.logins} if person else set() for person in (old, new))
    for digest in sorted(before ^ after):
        changes.put(Row.of(login_owner_key(digest), new.id))


def _unique_keys(person: Person | None) -> set[Key]:
    if person is None:
        return set()
    named = (
        (person.email, email_key),
        (person.external_id, employee_key),
        (person.user_name, user_name_key),
        (person.scim_id, scim_key),
    )
    return {key_of(value) for value, key_of in named if value}


def find(reads: Reads, person_ids: Iterable[str]) -> dict[str, Person]:
    """Return whom of `person_ids` there is, by id; strongly consistent, a call a hundred."""
    keys = {person_key(person_id): person_id for person_id in person_ids}
    return {keys[key]: person_of(row) for key, row in reads.fetch(*keys).items()}


def find_by_email(reads: Reads, email: str) -> Person | None:
    """Return the person who has this (normalised) address."""
    return find_by_key(reads, email_key(email))


def find_by_key(reads: Reads, key: Key) -> Person | None:
    """Return the person to whom a unique key belongs: an address, an employee ID, a provider's name or id.

    Key and person are two reads: a key that passed to someone else between them leads nowhere.
    """
    row = reads.fetch(key).get(key)
    person_id = decode(row.body, str) if row else ""
    person = find(reads, [person_id]).get(person_id) if person_id else None
    return person if person is not None and key in _unique_keys(person) else None


def find_by_login(reads: Reads, digest: str) -> Person | None:
    """Return the person to whom a login is bound. The copy is the person, so no one needs to read them again."""
    key = login_key(digest)
    row = reads.fetch(key).get(key)
    if row is None:
        return None
    person: Person = decode_again(row.body, Person)
    reads.prime(Row(key=person_key(person.id), body=row.body, version=row.version))
    return person


def login_owner(reads: Reads, digest: str) -> str:
    """Return the id of the person whose login this is, or was; "" for no one."""
    key = login_owner_key(digest)
    row = reads.fetch(key).get(key)
    return decode(row.body, str) if row else ""


def everybody(reads: Reads, *, status: PersonStatus, limit: int, after: str | None, below: str = "") -> Page:
    """Return one page of those with `status`; `below`: the path of someone whose whole part of the tree is meant."""
    if status is PersonStatus.ACTIVE:
        return reads.query(TREE, prefix=below, limit=limit, after=after, index=1)
    return reads.query(LEFT, prefix=below, limit=limit, after=after, index=1)


def reports(reads: Reads, manager_id: str, *, limit: int, after: str | None) -> Page:
    """Return one page of those who report to `manager_id`, by name."""
    return reads.query(f"REPORTS#{manager_id}", limit=limit, after=after, index=2)


def hr(reads: Reads, *, after: str | None = None) -> Page:
    """Return everyone with an HR role."""
    return reads.query(HR, limit=100, after=after)


def words(reads: Reads, word: str, *, limit: int, after: str | None) -> Page:
    """Return one page of the cards beside words that begin with `word`."""
    return reads.query(f"S#{word[:2]}", prefix=word, limit=limit, after=after)


def lock(reads: Reads) -> ImportLock | None:
    """Return who imports now, or did last."""
    row = reads.fetch(LOCK).get(LOCK)
    return decode(row.body, ImportLock) if row else None


def import_key(import_id: str) -> Key:
    """Return the key of an import."""
    return Key(f"IMPORT#{import_id}")


def run_row(run: ImportRun) -> Row:
    """Return the row of an import."""
    expires = int((run.begun_at + KEPT_FOR).timestamp())
    return Row.of(import_key(run.id), run, version=run.version, index1=Key("IMPORTS", run.id), expires=expires)


def lock_row(held: ImportLock) -> Row:
    """Return the row of the lock."""
    return Row.of(LOCK, held, version=held.version)


def find_run(reads: Reads, import_id: str) -> ImportRun | None:
    """Return the import, where there is one."""
    key = import_key(import_id)
    row = reads.fetch(key).get(key)
    return decode(row.body, ImportRun) if row else None


def held_key(held_id: str) -> Key:
    """Return the key of a held change."""
    return Key(HELD, held_id)


def held_row(one: "HeldChange") -> Row:
    """The row of a held change; what no one confirms in `HELD_FOR` was asked for again, or is no longer wanted."""
    return Row.of(held_key(one.id), one, expires=int((one.asked_at + HELD_FOR).timestamp()))


def held_page(reads: Reads, *, limit: int, after: str | None) -> Page:
    """Return one page of the held changes."""
    return reads.query(HELD, limit=limit, after=after)


def held_of(row: Row) -> "HeldChange":
    """Return the held change of a stored row."""
    from chalicelib.people.rules.held import HeldChange

    return decode(row.body, HeldChange)


def find_held(reads: Reads, held_id: str) -> "HeldChange | None":
    """Return the held change, where there still is one."""
    key = held_key(held_id)
    row = reads.fetch(key).get(key)
    return held_of(row) if row else None


def chosen_columns(reads: Reads) -> dict[str, str]:
    """Return what headings of the directory's file hold, as someone chose by hand; "" for what is passed over."""
    row = reads.fetch(COLUMNS).get(COLUMNS)
    return decode(row.body, dict[str, str]) if row else {}


def columns_row(chosen: Mapping[str, str]) -> Row:
    """Return the row of what was chosen by hand."""
    return Row.of(COLUMNS, dict(chosen))
