"""One contract for the table, kept by the fake and by the engine."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.storage.table import ABSENT, ANY, Changes, Key, Raced, Reads, Row, Table
from tests.engine import connection, new_table, table
from tests.fakes import MemoryTable


@pytest.fixture(params=["memory", pytest.param("engine", marks=pytest.mark.engine)])
def kept(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        return MemoryTable()
    return table(request.getfixturevalue("engine_url"))


def _row(pk: str, sk: str = "A", version: int = 1, **more: Any) -> Row:
    return Row(key=Key(pk, sk), body='{"a":1}', version=version, **more)


def _commit(kept: Table, *how: Callable[[Changes], None]) -> None:
    changes = Changes(uuid4().hex)
    for write in how:
        write(changes)
    kept.commit(changes)


def _next(version: int, changes: Changes) -> None:
    changes.put(_row("P#1", version=version + 1), version)


def test_what_was_put_is_read(kept: Table) -> None:
    row = _row("P#1", index1=Key("TREE", "/1/"), index2=Key("R#0", "ada"), expires=9)
    _commit(kept, lambda c: c.put(row, ABSENT))
    assert kept.get([row.key, Key("P#2")]) == {row.key: row}


def test_a_key_is_taken_once(kept: Table) -> None:
    _commit(kept, lambda c: c.put(_row("P#1"), ABSENT))
    with pytest.raises(Raced) as raced:
        _commit(kept, lambda c: c.put(_row("P#1"), ABSENT), lambda c: c.put(_row("P#2"), ABSENT))
    assert raced.value.keys == (Key("P#1"),)
    assert not kept.get([Key("P#2")]), "all or nothing"


def test_a_counter_counts_each_call_once_also_of_many_at_the_same_time(kept: Table) -> None:
    key, seen = Key("COUNT#1", "day"), []
    threads = [threading.Thread(target=lambda: seen.append(kept.count(key, 9))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 9))
    assert kept.get([key])[key] == Row(key=key, body="", version=8, expires=9)


def test_a_version_is_replaced_once(kept: Table) -> None:
    _commit(kept, lambda c: c.put(_row("P#1"), ANY))
    _commit(kept, lambda c: c.put(_row("P#1", version=2), 1))
    with pytest.raises(Raced):
        _commit(kept, lambda c: c.put(_row("P#1", version=2), 1))
    with pytest.raises(Raced):
        _commit(kept, lambda c: c.put(_row("P#9", version=2), 1))


def test_a_check_holds_the_rest_back(kept: Table) -> None:
    _commit(kept, lambda c: c.put(_row("P#1", version=3), ANY))
    with pytest.raises(Raced):
        _commit(kept, lambda c: c.check(Key("P#1"), 2), lambda c: c.put(_row("P#2"), ANY))
    _commit(kept, lambda c: c.check(Key("P#1"), 3), lambda c: c.put(_row("P#2"), ANY))
    assert set(kept.get([Key("P#1"), Key("P#2")])) == {Key("P#1"), Key("P#2")}


def test_what_was_deleted_is_gone(kept: Table) -> None:
    _commit(kept, lambda c: c.put(_row("P#1", version=3), ANY))
    with pytest.raises(Raced):
        _commit(kept, lambda c: c.delete(Key("P#1"), 2))
    _commit(kept, lambda c: c.delete(Key("P#1"), 3))
    assert kept.get([Key("P#1")]) == {}


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_partition_is_read_page_by_page(kept: Table, newest_first: bool) -> None:
    kept.put_many([_row("P#1", f"D#{n}") for n in range(5)] + [_row("P#1", "E#0"), _row("P#2", "D#0")])
    seen, after = [], None
    while True:
        page = kept.query("P#1", prefix="D#", limit=2, after=after, newest_first=newest_first)
        seen += [row.key.sk for row in page.rows]
        after = page.after
        if after is None:
            break
    expected = [f"D#{n}" for n in range(5)]
    assert seen == (expected[::-1] if newest_first else expected)


@pytest.mark.parametrize("index", [None, 1])
def test_a_list_goes_on_where_its_last_row_was_deleted(kept: Table, index: Any) -> None:
    rows = [_row("P#1", f"{n}", index1=Key("ALL", f"{n}")) for n in range(4)]
    kept.put_many(rows)
    partition = "ALL" if index else "P#1"
    first = kept.query(partition, limit=2, index=index)
    _commit(kept, lambda c: c.delete(rows[1].key))
    assert [row.key.sk for row in kept.query(partition, limit=2, after=first.after, index=index).rows] == ["2", "3"]


def test_a_range_has_both_its_ends(kept: Table) -> None:
    kept.put_many([_row("T", f"{n}") for n in range(5)])
    assert [row.key.sk for row in kept.query("T", start="1", end="3").rows] == ["1", "2", "3"]
    assert [row.key.sk for row in kept.query("T", end="1").rows] == ["0", "1"]
    assert len(kept.query("T").rows) == 5


@pytest.mark.parametrize("index", [1, 2])
def test_an_index_is_read_in_its_own_order(kept: Table, index: int) -> None:
    name = f"index{index}"
    kept.put_many([_row(f"P#{n}", "A", **{name: Key("ALL", f"{9 - n}")}) for n in range(4)] + [_row("P#9")])  # type: ignore[arg-type]
    first = kept.query("ALL", index=index, limit=3)  # type: ignore[arg-type]
    second = kept.query("ALL", index=index, limit=3, after=first.after)  # type: ignore[arg-type]
    assert [row.key.pk for row in [*first.rows, *second.rows]] == ["P#3", "P#2", "P#1", "P#0"]
    assert second.after is None


def test_many_rows_and_many_keys(kept: Table) -> None:
    rows = [_row(f"P#{n}") for n in range(130)]
    kept.put_many(rows)
    assert len(Reads(kept).fetch(*(row.key for row in rows))) == 130


def test_two_writes_of_one_row_are_a_mistake() -> None:
    changes = Changes("op")
    changes.put(_row("P#1"))
    with pytest.raises(ValueError, match="two writes"):
        changes.put(_row("P#1"))


def test_a_read_is_not_repeated_until_forgotten() -> None:
    memory = MemoryTable()
    reads = Reads(memory)
    for _ in range(3):
        reads.fetch(Key("P#1"), Key("P#2"))
    assert memory.calls["get"] == 1
    reads.forget()
    reads.fetch(Key("P#1"))
    assert memory.calls["get"] == 2


@pytest.mark.engine
def test_two_companies_in_one_table_never_meet(engine_url: str) -> None:
    name = new_table(engine_url)
    ours, theirs = table(engine_url, "ours", name), table(engine_url, "theirs", name)
    row = _row("P#1", "D#1", index1=Key("TREE", "/"), index2=Key("REP", "x"))
    _commit(ours, lambda c: c.put(row, ABSENT))
    assert theirs.get([row.key]) == {}
    assert theirs.query("P#1").rows == []
    assert theirs.query("TREE", index=1).rows == []
    assert theirs.query("REP", index=2).rows == []
    _commit(theirs, lambda c: c.put(row, ABSENT))
    _commit(ours, lambda c: c.delete(row.key, 1))
    assert theirs.get([row.key]) == {row.key: row}


@pytest.mark.engine
def test_a_commit_whose_answer_was_lost_is_recognised(engine_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    link = connection(engine_url)
    kept = table(engine_url)
    kept._connection = link
    real = link.dispatch
    lost: list[str] = []

    def dispatch(operation: str, request: dict[str, object]) -> object:
        if operation == "TransactWriteItems" and not lost:
            lost.append(operation)
            real(operation, {**request, "ClientRequestToken": uuid4().hex})
        return real(operation, request)

    monkeypatch.setattr(link, "dispatch", dispatch)
    _commit(kept, lambda c: c.put(_row("P#1"), ABSENT))
    assert kept.get([Key("P#1")])


@pytest.mark.engine
def test_a_silent_engine_is_temporary_trouble(engine_url: str) -> None:
    kept = table(engine_url)
    kept._connection = connection("http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        kept.get([Key("P#1")])


@pytest.mark.engine
def test_of_many_at_once_one_wins_each_version(engine_url: str) -> None:
    kept = table(engine_url)
    _commit(kept, lambda c: c.put(_row("P#1"), ABSENT))
    won: list[int] = []

    def climb() -> None:
        for _ in range(20):
            version = kept.get([Key("P#1")])[Key("P#1")].version
            try:
                _commit(kept, partial(_next, version))
                won.append(version)
            except Raced:
                continue

    workers = [threading.Thread(target=climb) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(won) == len(set(won))
    assert kept.get([Key("P#1")])[Key("P#1")].version == 1 + len(won)
