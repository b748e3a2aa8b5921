"""Which column of a file is read as what: by its heading, by its rank beside others, or as someone chose by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.kernel.errors import Fault, fault
from chalicelib.people.rules import headings
from chalicelib.people.rules.headings import (
    ACTIVE,
    DISPLAY,
    FIRST,
    FULL,
    GONE,
    LAST,
    LEFT_ON,
    MANAGER,
    MANAGER_EMAIL,
    MANAGER_FIRST,
    MANAGER_ID,
    MANAGER_LAST,
    MANAGER_NAME,
    PREFERRED,
    PREFERRED_FIRST,
    PREFERRED_LAST,
    SHOWN,
    STATUS,
    key,
)
from chalicelib.people.rules.imports import Column, ColumnReason

FIELDS = (
    "email",
    "name",
    "first_name",
    "last_name",
    MANAGER_EMAIL,
    MANAGER_ID,
    MANAGER_NAME,
    MANAGER,
    "title",
    "department",
    "location",
    "time_zone",
    "employment_type",
    "start_date",
    "roles",
    "external_id",
    STATUS,
    LEFT_ON,
)
"""What a column can be chosen to hold."""
MANAGERS = (MANAGER_EMAIL, MANAGER_ID, MANAGER_NAME, MANAGER)
NAMES = (DISPLAY, PREFERRED, FULL, headings.LEGAL, PREFERRED_FIRST, FIRST, headings.INFIX, PREFERRED_LAST, LAST)
_ALL_COUNT = frozenset({STATUS, ACTIVE, GONE, LEFT_ON})
"""Every column of these is read: one that says that someone has left is enough."""
_LOGIN_RANK, _PRIVATE_RANK = 2, 3


@dataclass(kw_only=True, slots=True)
class Columns:
    """Where in a record each thing stands. `ids`: further columns that number people; `logins`: a sign-in name that
    is the address of those who have none in the column of addresses."""

    at: dict[str, int] = field(default_factory=dict)
    statuses: list[tuple[str, int]] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    login: int | None = None
    named: tuple[Column, ...] = ()
    problems: list[tuple[str, Fault]] = field(default_factory=list)


def assign(header: Sequence[str], chosen: Mapping[str, str]) -> Columns:
    """What each column of `header` is read as. `chosen`: field by heading, "" for none; it wins over what we know."""
    found = Columns()
    wanted = {key(heading): name for heading, name in chosen.items()}
    slots = _slots(header, wanted)
    best = _best(slots)
    named: list[Column] = []
    for at, heading in enumerate(header):
        slot = slots[at]
        if slot is None:
            reason = ColumnReason.IGNORED if wanted.get(key(heading)) == "" else ColumnReason.UNKNOWN
            named.append(Column(column=at + 1, heading=heading.strip(), field=None, reason=reason))
            continue
        name, rank, by_hand = slot
        winner = at if name in _ALL_COUNT and not _displaced(slots, name, by_hand) else best[_group(name)]
        if winner == at:
            _take(found, name, at)
            reason = ColumnReason.CHOSEN if by_hand else ColumnReason.READ
            named.append(Column(column=at + 1, heading=heading.strip(), field=SHOWN.get(name, name), reason=reason))
            continue
        _pass_over(found, name, rank, at, best=rank_of(slots, winner))
        if key(heading) == key(header[winner]) or (by_hand and _by_hand(slots, winner)):
            shown = SHOWN.get(name, name)
            found.problems.append((shown, fault("column_twice", field=[shown], heading=heading.strip()[:60])))
        instead = header[winner].strip()
        named.append(
            Column(
                column=at + 1, heading=heading.strip(), field=None, reason=ColumnReason.ANOTHER_COLUMN, instead=instead
            )
        )
    found.named = tuple(named[: _width(header)])
    _settle_managers(found, header, slots, wanted)
    return found


def recognised(cells: Sequence[str], chosen: Mapping[str, str]) -> set[str]:
    """Return what a record would name, if it were the header."""
    wanted = {key(heading): name for heading, name in chosen.items() if name}
    found = {wanted.get(key(cell)) or SHOWN.get(slot[0], slot[0]) for cell in cells if (slot := headings.slot_of(cell))}
    return found | {name for cell in cells if (name := wanted.get(key(cell)))}


Slot = tuple[str, int, bool]
"""What a column holds, its tier, and whether that was chosen by hand."""


def _slots(header: Sequence[str], wanted: Mapping[str, str]) -> list[Slot | None]:
    keys = [key(heading) for heading in header]
    known = [headings.slot_of(heading) for heading in header]
    names = {slot[0] for slot in known if slot}
    directory = "login" in keys or "userprincipalname" in keys or any("[userPrincipalName]" in one for one in header)
    slots: list[Slot | None] = []
    for one, slot in zip(keys, known, strict=True):
        if one in wanted:
            name = {"name": DISPLAY, "first_name": PREFERRED_FIRST, "last_name": PREFERRED_LAST}.get(
                wanted[one], wanted[one]
            )
            slots.append((name, -1, True) if name else None)
        else:
            name, rank = _in_company(one, slot, names, keys) or ("", 0)
            account = directory and one in {"id", "objectid", "userid"}  # an account's own key, no employee's
            slots.append((name, rank, False) if name and not account else None)
    return slots


def _in_company(
    heading: str, slot: tuple[str, int] | None, names: set[str], keys: Sequence[str]
) -> tuple[str, int] | None:
    """What a heading means beside others: `Nom` is the last name where there is a `Prénom`, else the whole one."""
    if heading == "indienst" and any(one.endswith("indienst") for one in keys if one != heading):
        return ACTIVE, 0  # yes or no, beside the date
    if heading in {"nom", "naam", "name"} and FIRST in names and LAST not in names:
        return LAST, 0
    if heading == "nom" or (slot and slot[0] == PREFERRED and not names & {FIRST, LAST, FULL, DISPLAY}):
        return FULL, 0
    if heading == "nombre" and LAST not in names:
        return FULL, 0
    return slot


def _group(name: str) -> str:
    """Names come in parts that are all read; of everything else one column is."""
    return SHOWN.get(name, name) if name in _ALL_COUNT else name


def _best(slots: Sequence[Slot | None]) -> dict[str, int]:
    best: dict[str, int] = {}
    for at, slot in enumerate(slots):
        if slot is None:
            continue
        group = _group(slot[0])
        if group not in best or slot[1] < rank_of(slots, best[group]):
            best[group] = at
    return best


def rank_of(slots: Sequence[Slot | None], at: int) -> int:
    """Return the tier of a column."""
    slot = slots[at]
    return slot[1] if slot else 0


def _by_hand(slots: Sequence[Slot | None], at: int) -> bool:
    slot = slots[at]
    return bool(slot and slot[2])


def _displaced(slots: Sequence[Slot | None], name: str, by_hand: bool) -> bool:
    """Return whether someone chose another column of this kind by hand."""
    chosen = any(slot and slot[2] and _group(slot[0]) == _group(name) for slot in slots)
    return chosen and not by_hand


def _take(found: Columns, name: str, at: int) -> None:
    if name in _ALL_COUNT:
        found.statuses.append((name, at))
    else:
        found.at[name] = at


def _pass_over(found: Columns, name: str, rank: int, at: int, *, best: int) -> None:
    """What is not read for itself may still help: other numbers of people, and sign-in names that are addresses."""
    if name == "external_id":
        found.ids.append(at)
    elif name == "email" and rank == _LOGIN_RANK and best < rank and found.login is None:
        found.login = at


def _width(header: Sequence[str]) -> int:
    return max((at + 1 for at, heading in enumerate(header) if heading.strip()), default=0)


def _settle_managers(
    found: Columns, header: Sequence[str], slots: Sequence[Slot | None], wanted: Mapping[str, str]
) -> None:
    """A manager's name may come in two parts; a manager column of a form we do not know is no silence."""
    if any(name in found.at for name in MANAGERS):
        return
    if MANAGER_FIRST in found.at and MANAGER_LAST in found.at:
        return
    for at, heading in enumerate(header):
        half = slots[at] is not None and slots[at][0] in {MANAGER_FIRST, MANAGER_LAST}  # type: ignore[index]
        if half or (slots[at] is None and key(heading) not in wanted and headings.speaks_of_managers(heading)):
            found.problems.append((MANAGER, fault("manager_column_unknown", heading=heading.strip()[:60])))
