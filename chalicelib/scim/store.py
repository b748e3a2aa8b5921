"""Where what SCIM needs beside the directory is kept, and the question that each key answers.

| rows | key | answers |
|---|---|---|
| token | `SCIM#TOKENS` / id | who comes in with this key? |
| spelling | `SCIM#USER#{person}` | how did the provider write this person? |
| group | `SCIM#GROUPS` / id | which groups are there? |
| members | `SCIM#MEMBERS#{group}` | who is in this group? |
| name | `SCIM#GROUP#{folded name}` → id | which group is called so? |
| place | `SCIM#PLACE#{list}` / start index | where does this page of a list begin? |
| total | `SCIM#TOTAL` / all, active or left | how many users are there, about? |
| rate | `SCIM#RATE#{who}` / minute | how many requests were there in this minute? |
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.kernel.codec import decode
from chalicelib.kernel.ids import digest
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, KeyShape, Reads, Row
from chalicelib.scim.rules.groups import Group, Members, folded
from chalicelib.scim.rules.spellings import Spelling
from chalicelib.scim.rules.tokens import ScimToken

KEYS = (
    KeyShape("SCIM#TOKENS", "{token}", "which tokens may a provider use?"),
    KeyShape("SCIM#USER#{person}", "A", "how does the provider spell this user?"),
    KeyShape("SCIM#GROUPS", "{group}", "which groups did the provider send?"),
    KeyShape("SCIM#MEMBERS#{group}", "A", "who is in a group?"),
    KeyShape("SCIM#GROUP#{name}", "A", "which group has this name?"),
    KeyShape("SCIM#PLACE#{list}", "{start}", "where does a page of a list begin?"),
    KeyShape("SCIM#TOTAL", "{whom}", "how many are there?"),
    KeyShape("SCIM#RATE#{who}", "{minute}", "how often did somebody ask this minute?"),
)

TOKENS, GROUPS = "SCIM#TOKENS", "SCIM#GROUPS"
PLACES_LIVE = timedelta(hours=2)


def token_key(token_id: str) -> Key:
    """Return the key of a token."""
    return Key(TOKENS, token_id)


def token_row(token: ScimToken) -> Row:
    """Return the row of a token."""
    return Row.of(token_key(token.id), token, version=token.version)


def find_token(reads: Reads, token_id: str) -> ScimToken | None:
    """Return the token, where there is one."""
    key = token_key(token_id)
    row = reads.fetch(key).get(key)
    return decode(row.body, ScimToken) if row else None


def tokens(reads: Reads) -> list[ScimToken]:
    """Return every token, oldest first."""
    return [decode(row.body, ScimToken) for row in reads.query(TOKENS, limit=100).rows]


def spelling_key(person_id: str) -> Key:
    """Return the key of a provider's spelling of someone."""
    return Key(f"SCIM#USER#{person_id}")


def spellings(reads: Reads, *person_ids: str) -> dict[str, Spelling]:
    """Return the spellings there are, by person; a call a hundred."""
    keys = {spelling_key(person_id): person_id for person_id in person_ids}
    return {keys[key]: decode(row.body, Spelling) for key, row in reads.fetch(*keys).items()}


def spelling_row(spelling: Spelling) -> Row:
    """Return the row of a spelling."""
    return Row.of(spelling_key(spelling.person_id), spelling, version=spelling.version)


def group_key(group_id: str) -> Key:
    """Return the key of a group."""
    return Key(GROUPS, group_id)


def members_key(group_id: str) -> Key:
    """Return the key of a group's members."""
    return Key(f"SCIM#MEMBERS#{group_id}")


def name_key(name: str) -> Key:
    """Return where a group's name is taken; by a digest, since a name may be longer than a key."""
    return Key(f"SCIM#GROUP#{digest(folded(name))}")


def find_group(reads: Reads, group_id: str) -> Group | None:
    """Return the group, where there is one."""
    key = group_key(group_id)
    row = reads.fetch(key).get(key)
    return decode(row.body, Group) if row else None


def find_group_by_name(reads: Reads, name: str) -> Group | None:
    """Return the group that is called so, in any case."""
    key = name_key(name)
    row = reads.fetch(key).get(key)
    return find_group(reads, decode(row.body, str)) if row else None


def members(reads: Reads, group_id: str) -> Members:
    """Return who is in a group."""
    key = members_key(group_id)
    row = reads.fetch(key).get(key)
    return decode(row.body, Members) if row else ()


def groups(reads: Reads, *, limit: int) -> list[Group]:
    """Return every group, oldest first; at most `limit`."""
    found: list[Group] = []
    after, more = None, True
    while more and len(found) < limit:
        page = reads.query(GROUPS, limit=limit - len(found), after=after)
        found += [decode(row.body, Group) for row in page.rows]
        after, more = page.after, page.after is not None
    return found


def put_group(changes: Changes, old: Group | None, new: Group, of_it: Members) -> None:
    """Write a group with its name and its members. Its version guards all three."""
    changes.put(Row.of(group_key(new.id), new, version=new.version), old.version if old else ABSENT)
    changes.put(Row.of(members_key(new.id), of_it))
    if old is None or name_key(old.name) != name_key(new.name):
        changes.put(Row.of(name_key(new.name), new.id), ABSENT)
        if old is not None:
            changes.delete(name_key(old.name))


def delete_group(changes: Changes, group: Group) -> None:
    """Remove a group with all that hangs on it."""
    changes.delete(group_key(group.id), group.version)
    changes.delete(members_key(group.id))
    changes.delete(name_key(group.name))


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPosition:
    """Where a page of a list begins: among those who work here or among leavers, after a position."""

    active: bool
    after: str | None


def place_key(of_list: str, start: int) -> Key:
    """Return where the beginning of a page is noted; `of_list`: whose list, with which filter."""
    return Key(f"SCIM#PLACE#{of_list}", f"{start:09d}")


def place_row(of_list: str, start: int, place: ListPosition, now: datetime) -> Row:
    """Return the row of a place; who pages goes on soon."""
    expires = int((now + PLACES_LIVE).timestamp())
    return Row.of(place_key(of_list, start), place, expires=expires)


def find_place(reads: Reads, of_list: str, start: int) -> ListPosition | None:
    """Return where a page begins, as far as it was noted."""
    key = place_key(of_list, start)
    row = reads.fetch(key).get(key)
    return decode(row.body, ListPosition) if row else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """How many users there were, and when they were counted."""

    count: int
    counted_at: datetime


def total_key(of_whom: str) -> Key:
    """Return the key of the count of all, of those who work here, or of leavers."""
    return Key("SCIM#TOTAL", of_whom)


def find_total(reads: Reads, of_whom: str) -> Total | None:
    """Return the last count."""
    key = total_key(of_whom)
    row = reads.fetch(key).get(key)
    return decode(row.body, Total) if row else None


def total_row(of_whom: str, total: Total) -> Row:
    """Return the row of a count."""
    return Row.of(total_key(of_whom), total)


def rate_key(who: str, minute: int) -> Key:
    """Return where requests of a minute are counted."""
    return Key(f"SCIM#RATE#{digest(who)}", str(minute))
