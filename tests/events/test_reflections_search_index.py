"""The words that find a reflection lie with those who see it and no one else, even if a worker dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from chalicelib.kernel.storage.table import Changes, Page, Reads
from chalicelib.people.rules import Person
from chalicelib.reflections import store
from chalicelib.reflections.actions import search_index
from tests.api.reflections_world import ADA, BEN, NILS, ReflectionsApi, reflections_api
from tests.faulty import Killed

WORDY = " ".join(f"word{n:03}" for n in range(120))
"""More than one transaction holds."""


@pytest.fixture
def api() -> Iterator[ReflectionsApi]:
    with reflections_api() as opened:
        yield opened


def words(api: ReflectionsApi, person: Person) -> dict[str, set[str]]:
    """Which words lie with someone, by the reflection to which they lead."""
    found: dict[str, set[str]] = {}
    for key in api.world.table.rows:
        if key.pk == f"P#{person.id}" and key.sk.startswith("RW#"):
            _, word, reflection_id = key.sk.split("#")
            found.setdefault(reflection_id, set()).add(word)
    return found


def planned(api: ReflectionsApi) -> list[str]:
    """What is due now."""
    now = api.world.now.isoformat()[:19]
    return [key.sk.split("#")[1] for key in api.world.table.rows if key.pk == "T" and key.sk[:19] <= now]


def test_words_go_from_a_former_manager_without_anybody_touching_the_reflection(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_SHARED_AT_ONCE", 2)
    shared = [api.shared(title=f"Canary {n}") for n in range(5)]
    draft = api.recorded(title="Canary of mine")
    assert set(words(api, BEN)) == set(shared)
    api.move(ADA, NILS)
    api.work()
    assert words(api, BEN) == words(api, NILS) == {}
    assert set(words(api, ADA)) == {*shared, draft}
    assert planned(api) == []


def test_what_the_new_manager_was_shown_meanwhile_stays_with_them(api: ReflectionsApi) -> None:
    shown, other = api.shared(title="Canary"), api.shared(title="Canary")
    api.move(ADA, NILS)
    assert api(ADA).post(f"/reflections/{shown}/share").status == 200
    api.work()
    assert words(api, BEN) == {}
    assert words(api, NILS) == {shown: {"canary"}}
    api.move(ADA, BEN)
    api.work()
    assert (words(api, BEN), words(api, NILS)) == ({}, {})
    assert words(api, ADA) == {shown: {"canary"}, other: {"canary"}}


def test_whoever_has_nothing_to_hide_costs_one_small_look(api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    whole = store.mine

    def mine(reads: Reads, owner_id: str, *, limit: int, after: str | None) -> Page:
        looks.append(limit)
        return whole(reads, owner_id, limit=limit, after=after)

    monkeypatch.setattr(store, "mine", mine)
    api.move(ADA, NILS)
    api.work()
    assert looks == [1]


@pytest.fixture
def long(api: ReflectionsApi) -> str:
    """A shared reflection with many words, of which none has been written yet."""
    one = api.recorded(title="Short")
    asked = {"prompts": {"went_well": f"<p>{WORDY}</p>", "did_not": "", "improve": ""}}
    reply = api(ADA).patch(f"/reflections/{one}", asked, match=api(ADA).get(f"/reflections/{one}").etag)
    assert reply.status == 200, reply.text
    assert api(ADA).post(f"/reflections/{one}/share").status == 200
    return one


class Interrupted:
    """Lets something happen before or after one of the commits of words."""

    def __init__(
        self, api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None]
    ) -> None:
        self.left, self.act = number, act
        self.whole = api.world.table.commit
        monkeypatch.setattr(api.world.table, "commit", self.commit)

    def commit(self, changes: Changes) -> None:
        listed = list(changes)
        ours = any(change.key.sk.startswith(("RW#", "RX#")) for change in listed)
        if ours:
            self.left -= 1
            if self.left == 0:
                self.act()
        self.whole(changes)


def die() -> None:
    raise Killed


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("then", ["deleted", "moved", "as it was"])
def test_a_worker_that_dies_leaves_no_word_that_nobody_finds(
    api: ReflectionsApi, long: str, monkeypatch: pytest.MonkeyPatch, number: int, then: str
) -> None:
    with monkeypatch.context() as patch:
        interrupted = Interrupted(api, patch, number, die)
        with suppress(Killed):
            api.work()
    assert interrupted.left == 0, "it died"
    if then == "deleted":
        assert api(ADA).delete(f"/reflections/{long}").status == 204
    elif then == "moved":
        api.move(ADA, NILS)
    for _ in range(3):
        api.later(minutes=40)
        api.work()
    everything = {"short", *WORDY.split()}
    assert words(api, ADA) == ({} if then == "deleted" else {long: everything})
    assert words(api, BEN) == ({long: everything} if then == "as it was" else {})


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("then", ["deleted", "moved", "written"])
def test_who_is_overtaken_writes_nothing_that_was_taken_away(
    api: ReflectionsApi, long: str, monkeypatch: pytest.MonkeyPatch, number: int, then: str
) -> None:
    """While one worker is at it the reflection changes, and another worker does all that follows."""

    def overtake() -> None:
        if then == "deleted":
            assert api(ADA).delete(f"/reflections/{long}").status == 204
        elif then == "moved":
            api.move(ADA, NILS)
        else:
            me, empty = api(ADA), {"went_well": "", "did_not": "", "improve": ""}
            etag = me.get(f"/reflections/{long}").etag
            assert me.patch(f"/reflections/{long}", {"prompts": empty}, match=etag).status == 200
        api.work()

    interrupted = Interrupted(api, monkeypatch, number, overtake)
    api.work()
    assert interrupted.left <= 0, "it was overtaken"
    for _ in range(3):
        api.later(minutes=40)
        api.work()
    everything = {"short", *WORDY.split()}
    assert words(api, ADA) == {"deleted": {}, "moved": {long: everything}, "written": {long: {"short"}}}[then]
    assert words(api, BEN) == ({long: {"short"}} if then == "written" else {})


def test_one_that_is_deleted_before_its_first_words_are_written_gets_none(
    api: ReflectionsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = api.begin(title="Canary")

    def overtake() -> None:
        assert api(ADA).delete(f"/reflections/{one}").status == 204
        api.work()

    Interrupted(api, monkeypatch, 1, overtake)
    api.work()
    assert words(api, ADA) == {}
    assert not [key for key in api.world.table.rows if key.sk.startswith(("R#", "RX#"))]
