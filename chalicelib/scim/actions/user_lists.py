"""Lists of users: by a key where the filter names one, else page by page through the directory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.kernel.command import Command
from chalicelib.kernel.ids import digest
from chalicelib.kernel.storage.table import Key, Reads, Row
from chalicelib.people.actions import provisioning
from chalicelib.people.rules import Person, PersonStatus, fields
from chalicelib.scim import store
from chalicelib.scim.rules import users
from chalicelib.scim.rules.filters import Compare, Filter, Lookup, fits, lookups, only_active
from chalicelib.scim.rules.refusals import too_many
from chalicelib.scim.rules.spellings import Resource, User
from chalicelib.scim.store import ListPosition, Total

KEYED = frozenset({"id", "username", "externalid", "email", "employeenumber"})
MOST_RESULTS = 500
MOST_LOOKED_AT = 2_000
_PAGE = 500
_COUNTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserQuery:
    """Which users, as of which one (1: the first), and how many at most. `text`: the filter as it was sent."""

    wanted: Filter | None = None
    text: str = ""
    start: int = 1
    count: int = 200


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page of users, and how many there are in all."""

    users: list[User]
    total: int


def search(command: Command, asked: UserQuery, users_at: str) -> UserPage:
    """Return one page of the users who fit."""
    reads = command.reads
    keys = None if asked.wanted is None else lookups(asked.wanted, KEYED)
    if asked.wanted is not None and keys is not None:
        return _sliced(_fitting(reads, _by_key(reads, keys), asked.wanted, users_at), asked)
    active = None if asked.wanted is None else only_active(asked.wanted)
    statuses = tuple(status for status in PersonStatus if active is None or (status is PersonStatus.ACTIVE) is active)
    if asked.wanted is None or (isinstance(asked.wanted, Compare) and active is not None):
        return _paged(command, asked, statuses)
    looked_at = list(_everybody(reads, statuses, most=MOST_LOOKED_AT))
    return _sliced(_fitting(reads, looked_at, asked.wanted, users_at), asked)


def _by_key(reads: Reads, keys: Sequence[Lookup]) -> list[Person]:
    """Return everyone to whom one of the keys leads."""
    ids = [one.value for one in keys if one.by in {"id", "username"} and 0 < len(one.value) <= users.LONGEST_KEY]
    unique = [key for one in keys if 0 < len(one.value) <= users.LONGEST_KEY for key in _keys(one)]
    reads.fetch(*unique, *map(provisioning.person_key, ids))  # in one call
    found = {one.id: one for one in provisioning.holders(reads, unique).values()}
    return list((found | provisioning.find(reads, ids)).values())


def _keys(one: Lookup) -> Iterator[Key]:
    if one.by == "username":
        yield provisioning.user_name_key(one.value)
    if one.by in {"username", "employeenumber"}:
        yield provisioning.employee_key(one.value)
    if one.by == "externalid":
        yield provisioning.scim_key(one.value)
    if one.by in {"username", "email"}:
        try:
            yield provisioning.email_key(fields.email(one.value))
        except ValueError:
            return


def _fitting(reads: Reads, people: Sequence[Person], wanted: Filter, users_at: str) -> list[User]:
    found = _with_spellings(reads, [one for one in people if not one.scim_deleted])
    return [user for user in found if fits(_looked_through(user, users_at), wanted)]


def _looked_through(user: User, users_at: str) -> Resource:
    """Return what a filter looks at: the address counts also where the provider gave it as `userName` only."""
    shown = users.shown(user.person, user.spelling, users_at)
    own = users.derived(user.person, users_at)
    return {"id": user.person.id, **{name: own[name] for name in ("emails",) if name in own}, **shown}


def _with_spellings(reads: Reads, people: Sequence[Person]) -> list[User]:
    spelled = store.spellings(reads, *(one.id for one in people))
    return [User(one, spelled.get(one.id)) for one in people]


def _sliced(found: list[User], asked: UserQuery) -> UserPage:
    return UserPage(found[asked.start - 1 : asked.start - 1 + asked.count], len(found))


def _everybody(reads: Reads, statuses: Sequence[PersonStatus], *, most: int | None = None) -> Iterator[Person]:
    looked_at = 0
    for status in statuses:
        after, more = None, True
        while more:
            people, after = provisioning.page(reads, status, limit=_PAGE, after=after)
            looked_at += len(people)
            if most is not None and looked_at > most:
                raise too_many(f"This filter would have to look at more than {most:,} people. Filter by a key.")
            yield from (one for one in people if not one.scim_deleted)
            more = after is not None


# ---------------------------------------------------------------- page by page


def _paged(command: Command, asked: UserQuery, statuses: Sequence[PersonStatus]) -> UserPage:
    """Users as they come, from a place that the page before has noted: a page costs one query, wherever it is."""
    reads, now = command.reads, command.now
    of_list = digest(command.actor.id, asked.text)
    place = _place(reads, of_list, asked.start, statuses)
    if place is None:  # behind the end
        return UserPage([], _total(reads, statuses, asked, None, now)[0])
    people, further = _page(reads, statuses, place, asked.count)
    end = asked.start - 1 + len(people)
    total, notes = _total(reads, statuses, asked, end if further is None else None, now)
    if further is not None and people:
        notes.append(store.place_row(of_list, end + 1, further, now))
    command.changes.put_all(notes)
    return UserPage(_with_spellings(reads, people), total if further is None else max(total, end + 1))


def _place(reads: Reads, of_list: str, start: int, statuses: Sequence[PersonStatus]) -> ListPosition | None:
    """Return where a page begins: as noted, or found by going there; None behind the end."""
    first = ListPosition(active=statuses[0] is PersonStatus.ACTIVE, after=None)
    if start == 1:
        return first
    noted = store.find_place(reads, of_list, start)
    if noted is not None:
        return noted
    left, place = start - 1, first
    while left > 0:
        people, further = _page(reads, statuses, place, min(left, _PAGE))
        left -= len(people)
        if further is None:
            return None
        place = further
    return place


def _page(
    reads: Reads, statuses: Sequence[PersonStatus], place: ListPosition, count: int
) -> tuple[list[Person], ListPosition | None]:
    """`count` users from a place on, and the next place; None at the end."""
    at = statuses.index(PersonStatus.ACTIVE if place.active else PersonStatus.LEFT)
    people: list[Person] = []
    after, done = place.after, False
    while not done and len(people) < count:
        found, after = provisioning.page(reads, statuses[at], limit=count - len(people), after=after)
        people += [one for one in found if not one.scim_deleted]
        if after is None:
            at += 1
            done = at == len(statuses)
    return people, None if done else ListPosition(active=statuses[at] is PersonStatus.ACTIVE, after=after)


def _total(
    reads: Reads, statuses: Sequence[PersonStatus], asked: UserQuery, known: int | None, now: datetime
) -> tuple[int, list[Row]]:
    """Return how many there are in all: exactly where this page is the last one, else as of the last count."""
    kind = "all" if len(statuses) == len(PersonStatus) else statuses[0].value
    stored = store.find_total(reads, kind)
    if known is None:
        fresh = stored is not None and (asked.start > 1 or now - stored.counted_at < _COUNTED_EVERY)
        if stored is not None and fresh:
            return stored.count, []
        known = sum(1 for _ in _everybody(reads, statuses))
    if stored is not None and stored.count == known:
        return known, []
    return known, [store.total_row(kind, Total(count=known, counted_at=now))]
