"""What goes when somebody is erased: how a feature declares it, and the few things that can become of a row.

A feature names every range of its rows in which somebody may stand (`ErasurePlan.ranges`), each with what becomes of a
row there. `erasure` reads all of them, page by page, and once more until nothing is left to do: so the ranges that
clear are the proof, too. What is declared must be fine to be done twice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.ids import LENGTH

if TYPE_CHECKING:
    from chalicelib.kernel.command import Command
    from chalicelib.kernel.storage.table import Row

FORMER = "a former colleague"
"""What an erased person is called wherever somebody else's things name them."""
_CODES = frozenset({"id", "kind", "state", "status", "code", "role", "side", "stage", "time_zone", "type"})
_CODE_ENDINGS = ("_id", "_ids", "_at", "_on")
_SUFFIX = "_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Who is erased, and what they were called. `keys`: addresses, employee ID, user name."""

    person_id: str
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def owns(self, thing_id: str) -> bool:
        """Return whether this is the id of something of theirs: such an id ends with its home person's (ADR 0004)."""
        return len(thing_id) == 2 * LENGTH and thing_id.endswith(self.person_id)


Forget = Callable[["Command", "Row", Erased], None]
"""Collects in the command what becomes of a row; nothing where it may stay as it is."""


class Range(NamedTuple):
    """A range of rows in which somebody may stand.

    `partition`, `prefix`: of their keys; `{each}` stands for each entry of a list, `{person}` for the erased person.
    `each`: the name of a list (see `ErasurePlan.lists`), or a function that names the entries; None: there is one
    range only. `at_once`: how many rows one transaction may have to change.
    """

    partition: str
    prefix: str
    forget: Forget
    each: "str | Callable[[Erased], Iterable[str]] | None" = None
    of_index: Literal[1, 2] | None = None
    at_once: int = 20


class ErasureList(NamedTuple):
    """Where a list of entries for `Range.each` is read: partitions, and what each of their rows names.

    `with_person`: it is a list of people, on which the erased person stands, too, though their row is gone.
    """

    of_index: Literal[1, 2] | None
    partitions: tuple[str, ...]
    entries: "Callable[[Row], Iterable[str]]"
    with_person: bool = False


class ErasurePlan(NamedTuple):
    """What a feature declares.

    `folders`: prefixes in the bucket, below the company's, of which nothing is left. `approved`: what dies in the
    transaction of the approval; it gets the person's id. `begun`: what goes first, and all at once, when the days in
    which it could be cancelled are over.
    """

    ranges: tuple[Range, ...] = ()
    lists: Mapping[str, ErasureList] = {}
    folders: tuple[str, ...] = ()
    approved: "Callable[[Command, str], None] | None" = None
    begun: "Callable[[Command, Erased], None] | None" = None


def drop(command: "Command", row: "Row") -> None:
    """Let a row be gone."""
    command.changes.delete(row.key, row.version)


def drop_own(command: "Command", row: "Row", erased: Erased) -> None:  # noqa: ARG001 - a `Forget`
    """Let every row go: for ranges that hold what is somebody's own alone."""
    drop(command, row)


def is_own(row: "Row", erased: Erased) -> bool:
    """Return whether a row is theirs: in the partition of the erased person, or of something of theirs by its key."""
    return row.key.pk == f"P#{erased.person_id}" or any(map(erased.owns, row.key.sk.split("#")))


def rewrite(command: "Command", row: "Row", changed: object) -> None:
    """Put `changed` (what is in the row, as plain JSON) in its place, unless it is the same."""
    before = decode(row.body, object)
    if changed == before:
        return
    version = row.version + 1
    if isinstance(changed, dict) and changed.get("version") == row.version:
        changed = {**changed, "version": version}
    command.changes.put(replace(row, body=encode(changed), version=version), row.version)


def rename(command: "Command", row: "Row", erased: Erased) -> None:
    """Let a row of somebody else say "a former colleague" where it says who the erased person is."""
    rewrite(command, row, renamed(decode(row.body, object), erased))


def rename_texts(command: "Command", row: "Row", erased: Erased) -> None:
    """`rename`, and also in its texts, which are of our making (titles, parameters of emails), never of people."""
    rewrite(command, row, retold(renamed(decode(row.body, object), erased), erased))


def drop_or_rename(command: "Command", row: "Row", erased: Erased) -> None:
    """Let their own rows be gone, and rename them in those of others."""
    if is_own(row, erased):
        drop(command, row)
    else:
        rename(command, row, erased)


def drop_or_retell(command: "Command", row: "Row", erased: Erased) -> None:
    """`drop_or_rename`, and also in texts of our making."""
    if is_own(row, erased):
        drop(command, row)
    else:
        rename_texts(command, row, erased)


def renamed(value: Any, erased: Erased) -> Any:
    """Return plain JSON without the person's name: where an id of theirs stands, what stands beside it is replaced.

    `{"id": theirs, "name": …}`; `person_id` with `name` or `person`; `made_by_id` or `made_by` with `made_by_name`.
    The id stays: it leads to nobody any more.
    """
    if isinstance(value, list):
        return [renamed(one, erased) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: renamed(one, erased) for name, one in value.items()}
    for name, one in value.items():
        if one == erased.person_id:
            found |= {beside: FORMER for beside in _names_beside(name) if isinstance(found.get(beside), str)}
            found |= {beside: "" for beside in _addresses_beside(name) if isinstance(found.get(beside), str)}
    return found


def _names_beside(name: str) -> tuple[str, ...]:
    stem = name.removesuffix(_SUFFIX)
    if name == "id":
        return ("name",)
    return (f"{stem}_name", *((stem,) if stem != name else ()), *(("name",) if name == "person_id" else ()))


def _addresses_beside(name: str) -> tuple[str, ...]:
    return ("email",) if name == "id" else (f"{name.removesuffix(_SUFFIX)}_address",)


def retold(value: Any, erased: Erased) -> Any:
    """Return plain JSON in whose texts the person's names and addresses, as whole words, are replaced."""
    if isinstance(value, list):
        return [retold(one, erased) for one in value]
    if isinstance(value, dict):
        return {name: one if _is_code(name) else retold(one, erased) for name, one in value.items()}
    return _without_words(value, erased) if isinstance(value, str) else value


def _is_code(name: str) -> bool:
    """Return whether a field holds what a program compares, never a text: somebody may be called "Sent"."""
    return name in _CODES or name.endswith(_CODE_ENDINGS)


def without_id(value: Any, person_id: str) -> Any:
    """Return plain JSON in whose lists the id, and what names itself by it, no longer stand."""
    if isinstance(value, list):
        return [without_id(one, person_id) for one in value if not _is_theirs(one, person_id)]
    if isinstance(value, dict):
        return {name: without_id(one, person_id) for name, one in value.items()}
    return value


def _is_theirs(entry: Any, person_id: str) -> bool:
    if isinstance(entry, dict):
        person = entry.get("person")
        of_person = person.get("id") if isinstance(person, dict) else None
        return person_id in (entry.get("person_id"), entry.get("id"), of_person)
    return bool(entry == person_id)


def _without_words(text: str, erased: Erased) -> str:
    import re

    for word in (*(key for key in erased.keys if "@" in key), *erased.names):
        if word.casefold() in text.casefold():
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", FORMER, text, flags=re.IGNORECASE)
    return text
