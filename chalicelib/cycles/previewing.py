"""Whom a choice of participants means, while HR still chooses; reads the directory, writes nothing."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from chalicelib.cycles import rules
from chalicelib.cycles.bodies import FilterBody
from chalicelib.cycles.rules import Filter, Participants
from chalicelib.kernel.codec import convert
from chalicelib.kernel.storage.table import Reads
from chalicelib.people import actions as people
from chalicelib.people.rules import Status, name_order

NAMED = 12


class PreviewBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """A choice to be counted; without a filter everyone."""

    filter: Annotated[FilterBody, Meta(description="As in a cycle's participants.")] | None = None


class ValueCount(Struct, frozen=True, kw_only=True):
    """A value that people in the directory have, and how many of them."""

    value: str
    count: int


class PreviewView(Struct, frozen=True, kw_only=True):
    """How many people a choice means, the first of them by name, and by which values the directory can be filtered."""

    count: int
    people: list[people.PersonRef]
    departments: list[ValueCount]
    locations: list[ValueCount]
    employment_types: list[ValueCount]


def preview(reads: Reads, body: PreviewBody) -> PreviewView:
    """Count those who would take part now."""
    everybody = list(people.everybody(reads, Status.ACTIVE))
    wanted = _participants(body)
    chosen = sorted((one for one in everybody if rules.takes_part(wanted, one)), key=name_order)
    return PreviewView(
        count=len(chosen),
        people=[people.person_ref(one) for one in chosen[:NAMED]],
        departments=_buckets(one.department for one in everybody),
        locations=_buckets(one.location for one in everybody),
        employment_types=_buckets(one.employment_type for one in everybody),
    )


def _participants(body: PreviewBody) -> Participants:
    if body.filter is None:
        return Participants(everyone=True)
    return Participants(filter=convert(msgspec.to_builtins(body.filter), Filter))


def _buckets(values: Iterable[str]) -> list[ValueCount]:
    return [ValueCount(value=value, count=count) for value, count in sorted(Counter(values).items()) if value]
