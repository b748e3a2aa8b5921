"""Who stores something says what of it goes when somebody is erased."""

from __future__ import annotations

import pytest

from chalicelib.kernel.erasure import ErasurePlan, Range
from chalicelib.kernel.storage.prefixes import fixed, meet
from chalicelib.kernel.storage.table import KeyShape
from chalicelib.wiring import FEATURES, feature
from infra import keys as generator

REGISTER = list(generator.register())
NOBODY = {
    "COMPANY": "settings name nobody",
    "HEALTH": "is never written",
    "Q#{questionnaire}": "questions; who made it by id",
    "VACANT": "counts",
    "FOREIGN": "issuers and counts",
    "IMPORT": "ids, and headings of columns",
    "UPLOAD#{upload}": "an id; the file goes within a day",
    "HR": "goes with the person's own row",
    "I#{login}": "goes with the person's own row",
    "L#{login}": "a digest and an id",
    "ACCS#{subject}": "goes with the account",
    "DAY#{person}#{day}": "a count, for two days",
    "K#{digest}": "an id, for a day",
    "SCIM#GROUPS": "names of groups",
    "SCIM#GROUP#{name}": "an id of a group",
    "SCIM#TOTAL": "a count",
    "SCIM#PLACE#{list}": "where a page begins, for two hours",
    "SCIM#RATE#{who}": "a count, for a minute",
    "C#{cycle}": "",
}
"""Partitions in which nobody is named, or which go with others; why. Of a cycle only its tally is meant."""
COUNTS = {("C#{cycle}", "Y"), ("RUN#{run}", "A")}


def plans() -> dict[str, ErasurePlan]:
    found = {name: feature(name).erase() for name in FEATURES}
    return {name: plan for name, plan in found.items() if plan is not None}


RANGES = [(name, one) for name, plan in plans().items() for one in plan.ranges]
IDS = [f"{name}: {one.partition} {one.prefix}" for name, one in RANGES]
TABLE = [pair for pair in REGISTER if pair[1].of_index == 0]


def reads(one: Range, keys: KeyShape) -> bool:
    """Whether a range reads rows with such keys of the table itself."""
    partition = one.partition.replace("{each}", "{}").replace("{person}", "{}")
    first = fixed(keys.sort)
    return meet(keys.partition, partition) and (first.startswith(one.prefix) or one.prefix.startswith(first))


@pytest.mark.parametrize(("name", "keys"), TABLE, ids=[f"{keys.partition} {keys.sort}" for _, keys in TABLE])
def test_every_row_is_read_by_an_erasure_or_names_nobody(name: str, keys: KeyShape) -> None:
    """A new key is either in a range of its feature's `erase`, or in the list above with its reason."""
    if (keys.partition in NOBODY and keys.partition != "C#{cycle}") or (keys.partition, keys.sort) in COUNTS:
        return
    owner = {"kernel": "timetable", "people": "people"}.get(name, name)
    indexed = [one for at, one in RANGES if at == owner and one.of_index]
    assert indexed or any(reads(one, keys) for at, one in RANGES if at in {owner, keys.within, name})


@pytest.mark.parametrize(("name", "one"), RANGES, ids=IDS)
def test_every_range_is_of_the_feature_that_declares_it(name: str, one: Range) -> None:
    owners = {"kernel", name} if name == "timetable" else {name}
    shapes = [keys for at, keys in REGISTER if at in owners and keys.of_index == (one.of_index or 0)]
    partition = one.partition.replace("{each}", "{}").replace("{person}", "{}")
    assert any(meet(keys.partition, partition) for keys in shapes)


@pytest.mark.parametrize(("name", "one"), RANGES, ids=IDS)
def test_every_list_of_a_range_is_declared(name: str, one: Range) -> None:
    lists = {label for plan in plans().values() for label in plan.lists}
    assert one.each is None or not isinstance(one.each, str) or one.each in lists
