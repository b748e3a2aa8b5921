"""What becomes of the directory, of accounts and of imports when somebody is erased."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import (
    FORMER,
    Erased,
    ErasureList,
    ErasurePlan,
    Range,
    drop,
    is_own,
    rename,
    renamed,
    retold,
    rewrite,
    without_id,
)
from chalicelib.kernel.storage.table import ABSENT, Row
from chalicelib.people.rules import Person
from chalicelib.people.rules.search import tokens
from chalicelib.people.store import accounts
from chalicelib.people.store import people as store

_SHARDS = 16


def plan() -> ErasurePlan:
    """Return where people stand in the directory and in what it keeps of imports and invitations."""
    return ErasurePlan(
        ranges=(
            Range("P#{each}", "A", _forget_manager, "people", at_once=2),
            Range("P#{each}", "CH#", _forget_channel, "people"),
            Range("S#{each}", "", _forget_word, _beginnings),
            Range("E#{each}", "", _forget_key, _keys),
            Range("X#{each}", "", _forget_key, _keys),
            Range("XU#{each}", "", _forget_key, _keys),
            Range("XS#{each}", "", _forget_key, _keys),
            Range("ACC#{person}", "", lambda command, row, _: drop(command, row)),
            Range("HELD", "", _forget_held),
            Range("REFUSED", "", _forget_refused),
            Range("IMPORT#{each}", "", _forget_in_list, "imports"),
            Range("IMPORT#{each}", "P#", _forget_in_plan, "import_shards"),
            Range("INVITE#{each}", "", _forget_in_list, "invites"),
        ),
        lists={
            "people": ErasureList(1, ("TREE", "LEFT"), lambda row: [row.key.pk.removeprefix("P#")], with_person=True),
            "imports": ErasureList(1, ("IMPORTS",), _import_ids),
            "import_shards": ErasureList(1, ("IMPORTS",), _import_shards),
            "invites": ErasureList(1, ("INVITES",), lambda row: [row.key.pk.removeprefix("INVITE#")]),
        },
        begun=remove,
    )


def erased_person(person: Person) -> Erased:
    """Return who is erased: what `person` was called, and by what they were found."""
    addresses = (person.email, *(login.email for login in person.logins), person.user_name, person.scim_id)
    found = dict.fromkeys(one for one in (*addresses, person.external_id) if one)
    return Erased(person_id=person.id, names=(person.name,), keys=tuple(found))


def import_runs(command: Command) -> bool:
    """Return whether an import runs; if not, none begins before this command is committed."""
    lock = store.lock(command.reads)
    if lock is not None and lock.holds(command.now):
        return True
    command.changes.check(store.LOCK, lock.version if lock else ABSENT)
    return False


def remove(command: Command, erased: Erased) -> None:
    """Take the person out of the directory and of the company's sign-in pool: from here on there is no such person."""
    person = store.find(command.reads, [erased.person_id]).get(erased.person_id)
    account = accounts.account_of(command.reads, erased.person_id)
    if account is not None:
        if account.subject and command.runtime.accounts is not None:
            command.runtime.accounts.remove(account.subject)
        command.changes.delete(accounts.account_key(erased.person_id), account.version)
        if account.subject:
            command.changes.delete(accounts.subject_key(account.subject))
    if person is not None:
        store.remove(command.changes, person)


def _forget_manager(command: Command, row: Row, erased: Erased) -> None:
    person = store.person_of(row)
    if person.id == erased.person_id:
        store.remove(command.changes, person)
    elif person.manager_id == erased.person_id and person.manager_name != FORMER:
        store.write(command.changes, person, replace(person, manager_name=FORMER))


def _forget_channel(command: Command, row: Row, erased: Erased) -> None:
    if is_own(row, erased) or row.key.sk == f"CH#{erased.person_id}":
        drop(command, row)
    else:
        rename(command, row, erased)


def _beginnings(erased: Erased) -> Iterable[str]:
    """Return what the words begin with by which somebody is found."""
    addresses = [key for key in erased.keys if "@" in key] or [""]
    found = (tokens(Person(id="", name=name, email=email)) for name in erased.names for email in addresses)
    return sorted({word[:2] for words in found for word in words})


def _forget_word(command: Command, row: Row, erased: Erased) -> None:
    if row.key.sk.endswith(f"#{erased.person_id}"):
        drop(command, row)
    else:
        rename(command, row, erased)


def _keys(erased: Erased) -> Iterable[str]:
    return erased.keys


def _forget_key(command: Command, row: Row, erased: Erased) -> None:
    """Let a key be free; whoever has it by now keeps it."""
    if decode(row.body, str) == erased.person_id:
        drop(command, row)


def _forget_held(command: Command, row: Row, erased: Erased) -> None:
    if store.held_of(row).person.id == erased.person_id:
        drop(command, row)
    else:
        rename(command, row, erased)


def _forget_refused(command: Command, row: Row, erased: Erased) -> None:
    if decode(row.body, dict[str, Any])["address"].casefold() in {key.casefold() for key in erased.keys}:
        drop(command, row)


def _forget_in_list(command: Command, row: Row, erased: Erased) -> None:
    said = decode(row.body, object)
    if row.key.sk.startswith("W#") and isinstance(said, list):
        said = [one for one in said if one["revision"]["new"]["id"] != erased.person_id]
    rewrite(command, row, retold(renamed(without_id(said, erased.person_id), erased), erased))


def _forget_in_plan(command: Command, row: Row, erased: Erased) -> None:
    """Let a planned change of the person be gone, so that an import under way does not bring them back."""
    shifts = [one for one in decode(row.body, list[Any]) if one["new"]["id"] != erased.person_id]
    rewrite(command, row, renamed(shifts, erased))


def _import_ids(row: Row) -> Iterable[str]:
    """Return under which ids an import keeps its rows: its own, and that of a plan that it took over."""
    own, kept = row.key.pk.removeprefix("IMPORT#"), decode(row.body, dict[str, Any]).get("plan")
    return [own, *([kept] if kept and kept != own else [])]


def _import_shards(row: Row) -> Iterable[str]:
    return [f"{one}#{shard}" for one in _import_ids(row) for shard in range(_SHARDS)]
