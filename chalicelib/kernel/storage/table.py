"""Where rows are kept: one DynamoDB table, reached through PynamoDB's connection, and nowhere else.

A `Row` is a key, a version and a body of one JSON attribute: what a feature stores is the feature's own dataclass,
and DynamoDB sees keys only. Every key and index key gets the company's prefix here, so that two companies
in one table cannot meet.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeVar

from chalicelib.kernel.codec import decode, encode

T = TypeVar("T")

INDEXES = {1: "index1", 2: "index2"}
MOST_ROWS = 100
"""What one transaction of DynamoDB holds."""
BATCH_WRITE = 25
BATCH_READ = 100


class Key(NamedTuple):
    """Partition and sort key, without the company's prefix."""

    pk: str
    sk: str = "A"


class KeyShape(NamedTuple):
    """The keys of one sort of row, for the register in `prefixes`, as a shape: what stands in braces differs.

    `question`: what is asked by such keys. `of_index`: the index that they are keys of; 0 is the table itself.
    `within`: the feature whose range read takes these rows in, where that is meant: `home` reads all below `H#`.
    """

    partition: str
    sort: str
    question: str
    of_index: int = 0
    within: str = ""


SCHEMA: Final = 1
"""The version of the shapes in which this code writes rows, which each row carries. A field that is added, and a new
value of a closed set, need no other: see `shapes`. Raise it where what is stored already would be read wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item. `version` is the row's own counter; `expires` an epoch second after which it may vanish.

    `schema`: the version of the shapes that it was written in (0: before there were any). `kind`: the class of what is
    in the body, where it is known: then what it does not know of a row that it replaces is kept.
    """

    key: Key
    body: str
    version: int = 1
    index1: Key | None = None
    index2: Key | None = None
    expires: int | None = None
    schema: int = SCHEMA
    kind: Any = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        key: Key,
        value: object,
        *,
        version: int = 1,
        index1: Key | None = None,
        index2: Key | None = None,
        expires: int | None = None,
    ) -> "Row":
        """Return the row of `value` (a dataclass or Struct of a feature), to be written at `key`."""
        return cls(
            key=key,
            body=encode(value),
            version=version,
            index1=index1,
            index2=index2,
            expires=expires,
            kind=type(value),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a query. `after` is the position to go on from, or None at the end."""

    rows: list[Row]
    after: str | None


class Expect(NamedTuple):
    """What the stored row must look like for a write to happen: a version, or one of the two below."""

    version: int


ABSENT: Final = Expect(-1)
ANY: Final = Expect(-2)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One operation of a transaction. `row` None: delete (or, with `check`, only look)."""

    key: Key
    row: Row | None
    expect: Expect
    check: bool = False


class Raced(Exception):
    """A condition failed: someone wrote `keys` since they were read. Load and decide again."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(f"raced on {', '.join('/'.join(key) for key in keys)}")
        self.keys = tuple(keys)


class Changes:
    """Everything that one command writes, together. `op` is the operation's id: the same command, the same id."""

    def __init__(self, op: str) -> None:
        self.op = op
        self._changes: dict[Key, RowChange] = {}

    def put(self, row: Row, expect: int | Expect = ANY) -> None:
        """Write `row`; `expect` is the version that is stored now, ABSENT or ANY."""
        self._add(RowChange(row.key, row, expect if isinstance(expect, Expect) else Expect(expect)))

    def put_all(self, rows: Iterable[Row], expect: int | Expect = ANY) -> None:
        """`put` each of `rows`."""
        for row in rows:
            self.put(row, expect)

    def delete(self, key: Key, expect: int | Expect = ANY) -> None:
        """Remove what is at `key`."""
        self._add(RowChange(key, None, expect if isinstance(expect, Expect) else Expect(expect)))

    def check(self, key: Key, version: int | Expect) -> None:
        """Write nothing at `key`, but let nothing happen unless it still has `version`."""
        if key not in self._changes:
            expect = version if isinstance(version, Expect) else Expect(version)
            self._changes[key] = RowChange(key, None, expect, check=True)

    def claim(self, row: Row) -> None:
        """Write `row`, which must not be there yet, or which another part of this transaction gives up."""
        earlier = self._changes.get(row.key)
        if earlier is not None and not earlier.check and earlier.row is None:
            self._changes[row.key] = RowChange(row.key, row, ANY)
        else:
            self.put(row, ABSENT)

    def release(self, key: Key) -> None:
        """Remove what is at `key`, unless another part of this transaction takes it over."""
        earlier = self._changes.get(key)
        if earlier is None or earlier.check or earlier.row is None:
            self._changes[key] = RowChange(key, None, ANY)
        else:
            self._changes[key] = RowChange(key, earlier.row, ANY)

    def extend(self, others: "Changes") -> None:
        """Everything of `others` too, where one transaction does the work of several commands."""
        for change in others:
            if change.check:
                self.check(change.key, change.expect)
            elif change.row is not None and change.expect == ABSENT and change.key in self._changes:
                self.claim(change.row)
            elif change.row is None and change.expect == ANY and change.key in self._changes:
                self.release(change.key)
            else:
                self._add(change)

    def keep_unknown(self, read: Iterable[Row]) -> None:
        """Keep in each row what a newer version wrote there: `read` are the rows that were read before."""
        stored = {row.key: row for row in read}
        kept: dict[str, Row] = {}
        for key, change in self._changes.items():
            before, row = stored.get(key), change.row
            if before is not None and row is not None and row.kind is not None and row.body not in kept:
                kept[row.body] = _with_unknown(before, row)
        for key, change in self._changes.items():
            # A copy of a row has its body, and with it what that keeps.
            if change.row is not None and (row := kept.get(change.row.body)) is not None:
                written = replace(change.row, body=row.body, schema=row.schema)
                self._changes[key] = replace(change, row=written)

    def _add(self, change: RowChange) -> None:
        earlier = self._changes.get(change.key)
        if earlier is not None and not earlier.check:
            raise ValueError(f"two writes of one row in one command: {change.key}")
        if earlier is not None and change.expect == ANY:
            change = RowChange(change.key, change.row, earlier.expect)
        self._changes[change.key] = change

    def __iter__(self) -> Iterator[RowChange]:
        return iter(self._changes.values())

    def __len__(self) -> int:
        return len(self._changes)


class Table(Protocol):
    """What stores need of a table; DynamoDB in production, a dictionary in the tests of rules and actions."""

    def get(self, keys: Collection[Key]) -> dict[Key, Row]:
        """Return the rows at `keys` (at most 100), strongly consistent, in one call; missing ones are left out."""

    def query(
        self,
        pk: str,
        *,
        prefix: str = "",
        start: str | None = None,
        end: str | None = None,
        limit: int = 100,
        newest_first: bool = False,
        after: str | None = None,
        index: Literal[1, 2] | None = None,
    ) -> Page:
        """Return one page of a partition in the order of its sort key, in one call.

        The sort key has `prefix`, or lies between `start` and `end` (both inclusive). Base rows are read
        strongly consistent; an index may lag behind, so nothing is decided from it alone.
        """

    def commit(self, changes: Changes) -> None:
        """All of `changes` in one transaction (at most 100 rows), or `Raced` and none of them."""

    def count(self, key: Key, expires: int) -> int:
        """Add one to the counter at `key` and return the new value, in one call; it may vanish after `expires`.

        A counter counts what is asked, not what is done: nothing else is kept in its row.
        """

    def put_many(self, rows: Sequence[Row]) -> None:
        """Write `rows` unconditionally in batches; for writes that may be repeated without harm."""


class Reads:
    """The reads of one request: what the door fetched ahead is not fetched again."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._seen: dict[Key, Row | None] = {}
        self._listed: list[list[Row]] = []

    def fetch(self, *keys: Key) -> dict[Key, Row]:
        """Return the rows at `keys`; at most one call a hundred, and none for what was read before."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._seen]
        for at in range(0, len(wanted), BATCH_READ):
            chunk = wanted[at : at + BATCH_READ]
            found = self.table.get(chunk)
            self._seen.update((key, found.get(key)) for key in chunk)
        return {key: row for key in keys if (row := self._seen[key]) is not None}

    def prime(self, row: Row) -> None:
        """Take `row` as read: it came another way, as of the same transaction."""
        self._seen.setdefault(row.key, row)

    def query(self, pk: str, **how: Any) -> Page:
        """`Table.query`, as it is."""
        page = self.table.query(pk, **how)
        self._listed.append(page.rows)
        return page

    def rows(self) -> Iterator[Row]:
        """Every row that was read, those of a key last."""
        yield from chain.from_iterable(self._listed)
        yield from (row for row in self._seen.values() if row is not None)

    def forget(self) -> None:
        """Read everything again: after a commit, or when one was raced."""
        self._seen.clear()
        self._listed.clear()


def _with_unknown(before: Row, row: Row) -> Row:
    from chalicelib.kernel.shapes import with_unknown

    was, now = (decode(body, object) for body in (before.body, row.body))
    merged = with_unknown(was, now, row.kind)
    return replace(row, body=row.body if merged == now else encode(merged), schema=max(before.schema, row.schema))


def position_of(row: Row, index: Literal[1, 2] | None) -> str:
    """Return where a query stands after `row`: the parts of its keys, which is all that DynamoDB needs to go on."""
    index_key = {None: None, 1: row.index1, 2: row.index2}[index]
    parts = (*row.key, *(index_key or ()))
    return "\x1f".join(parts)


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """`items` in slices of at most `size`."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
