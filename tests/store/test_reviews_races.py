"""Many hands at one review, on the real engine: no text is lost, and what is signed does not change."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from chalicelib.cycles import store as cycle_store
from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.errors import Refusal, Unavailable
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Changes, Table
from chalicelib.people.store import people as people_store
from chalicelib.questionnaires import store as form_store
from chalicelib.reviews import store
from chalicelib.reviews.actions import commands, texts
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.actions.texts import SideInput
from chalicelib.reviews.rules import Review, Side, SideName, review_id
from tests.engine import table as engine_table
from tests.jobs import runtime_on
from tests.reviews_company import ADA, BEN, CYCLE_ID, EVERYBODY, NOW, actor, cycle, form, review

pytestmark = pytest.mark.engine
ID = review_id(CYCLE_ID, ADA.id)
SELF, MANAGER = SideName.SELF, SideName.MANAGER
Act = Callable[[Command], LoadedReview]


@pytest.fixture
def kept(engine_url: str) -> Table:
    """One review in an engine's table."""
    table = engine_table(engine_url)
    for person in EVERYBODY:
        changes = Changes(uuid4().hex)
        people_store.write(changes, None, person)
        table.commit(changes)
    changes = Changes(uuid4().hex)
    changes.put(cycle_store.row(cycle()))
    changes.put(form_store.row(form()))
    store.create(changes, review())
    table.commit(changes)
    return table


def done(table: Table, who: Actor, act: Act) -> LoadedReview:
    """As the doors do it: what was raced is decided again."""
    while True:
        try:
            return perform(runtime_on(table, NOW), who, act)
        except Unavailable:
            continue


def save(name: SideName, text: str) -> Act:
    return lambda by: texts.save_side(by, ID, name, SideInput(answers={"good": text}), lambda *_: None)


def share(name: SideName) -> Act:
    return lambda by: commands.share(by, ID, name)


def sign(by: Command) -> LoadedReview:
    return commands.sign(by, ID, "")


def share_both(table: Table) -> None:
    for who, name in ((actor(ADA), SELF), (actor(BEN), MANAGER)):
        done(table, who, save(name, "first"))
        done(table, who, share(name))


def head(table: Table) -> Review:
    key = store.head_key(ID)
    return store.review_of(table.get([key])[key])


def side(table: Table, name: SideName) -> Side:
    key = store.side_key(ID, name)
    return store.side_of(table.get([key])[key])


def at_once(*hands: Callable[[], object]) -> list[object]:
    """Everyone begins at the same moment; a refusal is an answer too."""
    gate = Barrier(len(hands))

    def begin(hand: Callable[[], object]) -> object:
        gate.wait()
        try:
            return hand()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(hands)) as pool:
        return list(pool.map(begin, hands))


def test_both_parties_save_at_once_and_every_save_is_kept(kept: Table) -> None:
    ada, ben = actor(ADA), actor(BEN)

    def write(who: Actor, name: SideName) -> Callable[[], object]:
        return lambda: [done(kept, who, save(name, f"{name} {n}")) for n in range(10)]

    answers = at_once(write(ada, SELF), write(ben, MANAGER))
    assert all(isinstance(answer, list) for answer in answers), answers
    for name in SideName:
        assert side(kept, name).answers == {"good": f"{name} 9"}
        rows = kept.query(f"P#{ADA.id}", prefix=f"B#{ID}#{name}#").rows
        assert [store.backup_of(row).answers["good"] for row in rows] == [f"{name} {n}" for n in range(10)]


def test_of_many_who_edit_the_same_version_one_wins_and_the_others_are_told(kept: Table) -> None:
    """Nothing is written over unseen: each of the others meets a newer version."""
    ada = actor(ADA)

    class Newer(Exception):
        pass

    def once(text: str) -> Callable[[], object]:
        def match(version: int, _current: object) -> None:
            if version:
                raise Newer

        def act(by: Command) -> LoadedReview:
            return texts.save_side(by, ID, SELF, SideInput(answers={"good": text}), match)

        def hand() -> object:
            try:
                done(kept, ada, act)
            except Newer:
                return None
            return text

        return hand

    won = [text for text in at_once(*(once(f"tab {n}") for n in range(6))) if text]
    assert len(won) == 1
    assert side(kept, SELF).answers == {"good": won[0]}


@pytest.mark.parametrize("run", range(5))
def test_an_edit_and_a_signature_at_once_leave_what_was_signed(kept: Table, run: int) -> None:
    """[73, 130] Either the edit comes first and is signed, or it is refused."""
    ada, ben = actor(ADA), actor(BEN)
    for who, act in (
        (ada, save(SELF, "mine")),
        (ada, share(SELF)),
        (ben, save(MANAGER, "first")),
        (ben, share(MANAGER)),
    ):
        done(kept, who, act)
    done_by_both = at_once(
        lambda: done(kept, ada, sign),
        *(lambda n=n: done(kept, ben, save(MANAGER, f"edit {n}")) for n in range(3)),
    )
    review_now = head(kept)
    signature = review_now.signatures[0]
    key = store.version_key(ID, MANAGER, signature.manager_version)
    signed = store.version_of(kept.get([key])[key])
    assert signed.answers == side(kept, MANAGER).answers
    assert len(review_now.signatures) == 1
    refused = [answer for answer in done_by_both if isinstance(answer, Refusal)]
    assert {refusal.code for refusal in refused} <= {"signed"}


def test_two_signatures_at_once_complete_the_review(kept: Table) -> None:
    ada, ben = actor(ADA), actor(BEN)
    share_both(kept)
    at_once(
        lambda: done(kept, ada, sign), lambda: done(kept, ben, sign),
        lambda: done(kept, ada, sign), lambda: done(kept, ben, sign),
    )  # fmt: skip
    signed = head(kept)
    assert signed.state == "complete"
    assert sorted(s.party for s in signed.signatures) == ["reviewee", "reviewer"]
    copies = kept.query(f"P#{BEN.id}", prefix=f"H#D#{ID}").rows
    assert store.review_of(copies[0]) == signed
