"""Commands on reviews as pages of work use them: without HTTP, for the system, one transaction each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.cycles import store as cycle_store
from chalicelib.cycles.rules import Cycle
from chalicelib.kernel.command import Command, command_for
from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.storage.table import Changes, Raced, Reads
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.store import people as people_store
from chalicelib.questionnaires import store as form_store
from chalicelib.reviews import store
from chalicelib.reviews.actions import commands, loaded_review, queries, texts
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.actions.queries import ReviewFilter
from chalicelib.reviews.actions.texts import SideInput
from chalicelib.reviews.rules import Review, ReviewState, SideName, SideState, review_id
from tests.fakes import MemoryTable
from tests.jobs import runtime_on
from tests.reviews_company import (
    ADA,
    BEN,
    CYCLE_ID,
    EVERYBODY,
    HANA,
    NILS,
    NOW,
    OTTO,
    actor,
    cycle,
    day,
    form,
    review,
)

ID = review_id(CYCLE_ID, ADA.id)


def table_of(in_cycle: Cycle | None = None, *people: Person) -> MemoryTable:
    """The company's table with one review; `people` instead of who they are there."""
    table, in_cycle = MemoryTable(), in_cycle or cycle()
    for person in {one.id: one for one in (*EVERYBODY, *people)}.values():
        changes = Changes(person.id)
        people_store.write(changes, None, person)
        table.commit(changes)
    changes = Changes("seed")
    changes.put(cycle_store.row(in_cycle))
    changes.put(form_store.row(form()))
    store.create(changes, review(in_cycle))
    table.commit(changes)
    return table


def by(table: MemoryTable, who: Person | Actor, now: datetime = NOW) -> Command:
    asking = actor(who) if isinstance(who, Person) else who
    return command_for(runtime_on(table, now), asking)


def save(table: MemoryTable, who: Person, name: SideName, text: str, now: datetime = NOW) -> LoadedReview:
    command = by(table, who, now)
    sent = SideInput(answers={"good": text})
    loaded = texts.save_side(command, ID, name, sent, lambda *_: None)
    command.commit()
    return loaded


def head(table: MemoryTable) -> Review:
    return store.review_of(table.rows[store.head_key(ID)])


def mails(table: MemoryTable) -> list[str]:
    return sorted(key.pk for key in table.rows if key.pk.startswith("M#"))


def test_the_same_review_is_never_made_twice() -> None:
    table = table_of()
    changes = Changes("again")
    store.create(changes, review())
    with pytest.raises(Raced):
        table.commit(changes)


def test_thinned_backups_are_removed_with_the_save_that_thins_them() -> None:
    """[124] The newest fifty, then one a day."""
    table = table_of()
    for n in range(60):
        save(table, ADA, SideName.SELF, f"<p>{n}</p>", NOW + timedelta(minutes=n))
    kept = sorted(key.sk[-6:] for key in table.rows if key.sk.startswith("B#"))
    assert kept == ["000010", *(f"{n:06d}" for n in range(11, 61))]
    side = store.side_of(table.rows[store.side_key(ID, "self")])
    assert [f"{entry.n:06d}" for entry in side.backups] == kept


def test_every_change_of_the_head_is_on_the_desks_of_those_who_write() -> None:
    table = table_of()
    save(table, BEN, SideName.MANAGER, "a")
    copy = store.review_of(table.rows[store.copy_key(BEN.id, ID)])
    assert copy == head(table)
    assert copy.manager.state is SideState.DRAFT


FOLLOWING = cycle(follow_manager=True)


def test_a_review_follows_to_the_new_manager_where_the_cycle_says_so() -> None:
    table = table_of(FOLLOWING)
    save(table, BEN, SideName.MANAGER, "a")
    command = by(table, SYSTEM)
    file = commands.follow_manager(command, ID, NILS)
    assert file is not None
    table.commit(command.changes)
    assert head(table).reviewer.id == NILS.id
    assert store.copy_key(BEN.id, ID) not in table.rows
    assert store.copy_key(NILS.id, ID) in table.rows
    assert len(mails(table)) == 3


@pytest.mark.parametrize(
    ("in_cycle", "manager"),
    [(cycle(), NILS), (FOLLOWING, BEN), (FOLLOWING, ADA), (FOLLOWING, replace(NILS, status=PersonStatus.LEFT))],
    ids=["not in this cycle", "the same", "herself", "has left"],
)
def test_otherwise_the_reviewer_stays(in_cycle: Cycle, manager: Person) -> None:
    command = by(table_of(in_cycle), SYSTEM)
    assert commands.follow_manager(command, ID, manager) is None
    assert len(command.changes) == 0


def test_a_signed_review_does_not_follow() -> None:
    table = table_of(FOLLOWING)
    save(table, ADA, SideName.SELF, "a")
    save(table, BEN, SideName.MANAGER, "b")
    steps: list[tuple[Person, Callable[[Command], LoadedReview]]] = [
        (ADA, lambda command: commands.share(command, ID, SideName.SELF)),
        (BEN, lambda command: commands.share(command, ID, SideName.MANAGER)),
        (ADA, lambda command: commands.sign(command, ID, "")),
    ]
    for who, act in steps:
        command = by(table, who)
        act(command)
        command.commit()
    assert commands.follow_manager(by(table, SYSTEM), ID, NILS) is None


def test_a_new_reviewer_in_another_zone_has_reminders_planned() -> None:
    far = replace(NILS, time_zone="Asia/Tokyo")
    table = table_of(replace(cycle(), zones=("UTC",)), far)
    command = by(table, HANA)
    commands.reassign(command, ID, NILS.id)
    command.commit()
    assert [key.sk.split("#")[1] for key in table.rows if key.pk == "T"] == ["rollout.add_zone"]
    assert head(table).reviewer_zone == "Asia/Tokyo"


def test_a_moved_date_reaches_the_stored_copy_once() -> None:
    table = table_of()
    moved = replace(cycle(), timeline=replace(cycle().timeline, self_due_on=day(14).date()))
    table.rows[cycle_store.key(CYCLE_ID)] = cycle_store.row(moved)
    for written in (2, 0):
        command = by(table, SYSTEM)
        commands.redate(command, ID)
        assert len(command.changes) == written
        table.commit(command.changes)
    assert head(table).deadlines.own.day == day(14).date()
    copy = store.review_of(table.rows[store.copy_key(BEN.id, ID)])
    assert copy.deadlines == head(table).deadlines


def test_the_system_withdraws_a_leavers_review_and_only_the_reviewer_hears_of_it() -> None:
    table = table_of()
    command = by(table, SYSTEM)
    commands.withdraw(command, ID, "Left", leaver=True)
    table.commit(command.changes)
    assert head(table).state is ReviewState.WITHDRAWN
    assert len(mails(table)) == 1


def test_nobody_is_mailed_about_what_they_did_themselves() -> None:
    """HR who is the reviewer and continues without the self-assessment knows it already."""
    admin = replace(BEN, roles=HANA.roles)
    table = table_of(None, admin)
    command = by(table, admin)
    commands.mark_not_provided(command, ID)
    command.commit()
    assert len(mails(table)) == 1
    save(table, admin, SideName.MANAGER, "a")
    command = by(table, admin)
    commands.share(command, ID, SideName.MANAGER)
    command.commit()
    assert len(mails(table)) == 2, "the reviewee's alone"


def test_done_without_a_reviewer_in_the_directory_still_tells_hr() -> None:
    table = table_of()
    save(table, BEN, SideName.MANAGER, "a")
    command = by(table, BEN)
    commands.mark_done(command, ID, done=True)
    command.commit()
    assert len(mails(table)) == 2


def test_a_row_of_an_older_kind_is_still_read() -> None:
    """New fields have defaults, so that what was stored before them stays readable."""
    import json

    table = table_of()
    row = table.rows[store.head_key(ID)]
    old = json.loads(row.body)
    required = {
        "id", "cycle_id", "cycle_name", "questionnaire_id", "reviewee", "reviewer", "created_at", "opens_at",
        "closes_at", "deadlines", "own", "manager",
    }  # fmt: skip
    table.rows[store.head_key(ID)] = replace(row, body=json.dumps({k: old[k] for k in required}))
    assert queries.review(by(table, ADA), ID).review.state is ReviewState.OPEN


@pytest.mark.parametrize("wrong", ["", "x", "01" + "C" * 50, "c" * 52])
def test_what_is_no_review_is_not_found(wrong: str) -> None:
    with pytest.raises(NotFound):
        loaded_review.opened(Reads(table_of()), actor(HANA), wrong, NOW)


def test_a_filter_looks_on_past_what_does_not_fit() -> None:
    """A page is filled from several of the table's."""
    table = table_of()
    for n in range(230):
        other = f"01{n:024d}"
        made = replace(review(), id=CYCLE_ID + other, reviewee=replace(review().reviewee, id=other))
        made = replace(made, state=ReviewState.COMPLETE if n % 100 == 0 else ReviewState.OPEN)
        table.put_many(store.head_rows(made))
    listed: list[Any] = []
    after = None
    while True:
        found, after = queries.mine(Reads(table), BEN.id, ReviewFilter(status="complete"), NOW, limit=2, after=after)
        listed += found
        if after is None:
            break
    assert len(listed) == 3
    found, after = queries.mine(Reads(table), OTTO.id, ReviewFilter(), NOW, limit=2, after=None)
    assert (found, after) == ([], None)


def test_who_opens_a_share_while_its_text_is_written_reads_it_anew() -> None:
    """What is noted as read is what was on the screen: a head and a text of two different moments are not."""
    table = table_of()
    save(table, ADA, SideName.SELF, "first")
    sharing = by(table, ADA)
    commands.share(sharing, ID, SideName.SELF)
    sharing.commit()
    reading = by(table, BEN)
    queries.review(reading, ID)
    row = table.rows[store.side_key(ID, SideName.SELF)]
    table.rows[row.key] = replace(row, version=row.version + 1)
    with pytest.raises(Raced):
        reading.commit()
    again = by(table, BEN)
    queries.review(again, ID)
    again.commit()
    assert [(seen.version, seen.reader_id) for seen in head(table).side(SideName.SELF).reads] == [(1, BEN.id)]
