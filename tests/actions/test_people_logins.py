"""A login is bound once, through the verified address of a directory entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.kernel.identity import Claims
from chalicelib.kernel.table import Changes, Raced, Reads
from chalicelib.people import store
from chalicelib.people.actions import actor_for_login, bootstrap_admin, find, person_for_login
from chalicelib.people.rules import Person
from chalicelib.people.rules.changes import departed
from tests.fakes import MemoryTable

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANN = Claims(issuer="https://idp", subject="ann", expires=0, email="Ann@X.test", email_verified=True)


@pytest.fixture
def table() -> MemoryTable:
    table = MemoryTable()
    write(table, Person(id="ANN", name="Ann", email="ann@x.test", time_zone="Europe/Rome", chain=("TOP",)))
    return table


def write(table: MemoryTable, new: Person, old: Person | None = None) -> Person:
    changes = Changes("op")
    stored = store.write(changes, old, new)
    table.commit(changes)
    return stored


def ann(table: MemoryTable) -> Person:
    return find(Reads(table), ["ANN"])["ANN"]


def test_the_first_login_binds_and_the_next_is_one_read(table: MemoryTable) -> None:
    actor = actor_for_login(Reads(table), ANN, NOW)
    assert actor is not None
    assert (actor.id, actor.chain, actor.time_zone) == ("ANN", ("TOP",), "Europe/Rome")
    reads, bound = Reads(table), ann(table)
    table.calls.clear()
    assert person_for_login(reads, replace(ANN, email="", email_verified=False), NOW) == bound
    assert find(reads, ["ANN"]) == {"ANN": bound}
    assert dict(table.calls) == {"get": 1}


@pytest.mark.parametrize(
    "claims",
    [
        replace(ANN, email_verified=False),
        replace(ANN, email=""),
        replace(ANN, email="somebody@x.test"),
        replace(ANN, email="ann@x.test.evil.test"),
    ],
)
def test_who_is_not_known_by_a_verified_address_is_nobody(table: MemoryTable, claims: Claims) -> None:
    assert actor_for_login(Reads(table), claims, NOW) is None
    assert ann(table).logins == ()


def test_a_second_login_of_the_same_issuer_is_refused(table: MemoryTable) -> None:
    assert person_for_login(Reads(table), ANN, NOW) is not None
    assert person_for_login(Reads(table), replace(ANN, subject="eve"), NOW) is None
    other = person_for_login(Reads(table), replace(ANN, issuer="https://other"), NOW)
    assert other is not None
    assert [login.issuer for login in other.logins] == ["https://idp", "https://other"]


def test_a_leaver_is_nobody_and_binds_anew_after_coming_back(table: MemoryTable) -> None:
    person_for_login(Reads(table), ANN, NOW)
    gone = write(table, departed(ann(table), NOW), ann(table))
    assert person_for_login(Reads(table), ANN, NOW) is None
    write(table, replace(gone, status=ann(table).status.ACTIVE, left_at=None), gone)
    back = person_for_login(Reads(table), replace(ANN, subject="ann-again"), NOW)
    assert back is not None
    assert len(back.logins) == 1


class Meddled(MemoryTable):
    """Somebody else writes just before a commit."""

    meddle: list[Callable[[], object]]

    def commit(self, changes: Changes) -> None:
        if self.meddle:
            self.meddle.pop()()
        super().commit(changes)


def test_two_first_requests_at_once_bind_one_login() -> None:
    table = Meddled()
    table.meddle = []
    write(table, Person(id="ANN", name="Ann", email="ann@x.test"))
    table.meddle = [lambda: person_for_login(Reads(table), ANN, NOW)]
    assert person_for_login(Reads(table), ANN, NOW) == ann(table)
    assert len(ann(table).logins) == 1


def test_an_entry_that_never_rests_binds_nobody() -> None:
    class Busy(MemoryTable):
        def commit(self, changes: Changes) -> None:
            raise Raced([])

    table = Busy()
    changes = Changes("op")
    store.write(changes, None, Person(id="ANN", name="Ann", email="ann@x.test"))
    MemoryTable.commit(table, changes)
    assert person_for_login(Reads(table), ANN, NOW) is None


def test_the_first_hr_admin_is_made_once() -> None:
    table = MemoryTable()
    first = bootstrap_admin(table, "HR@x.test", "Hanna", NOW)
    assert (first.email, first.roles) == ("hr@x.test", frozenset({"hr_admin"}))
    assert bootstrap_admin(table, "hr@x.test", "Other", NOW) == first
    with pytest.raises(ValueError, match="mail address"):
        bootstrap_admin(table, "nobody", "Other", NOW)
