"""A login is bound once, through the verified address of a directory entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.kernel.errors import NotAllowed, Unavailable
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes, Raced, Reads
from chalicelib.people.actions import actor_for_login, find, person_for_login
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.rules.changes import departed
from chalicelib.people.rules.signin import SignInRefusal
from chalicelib.people.store import people
from chalicelib.wiring import wiring
from tests.api.client import world_of
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
    stored = people.write(changes, old, new)
    table.commit(changes)
    return stored


def runtime_of(table: MemoryTable) -> Runtime:
    with world_of(table=table) as world:
        world.now = NOW
        return wiring()


def ann(table: MemoryTable) -> Person:
    return find(Reads(table), ["ANN"])["ANN"]


def signed_in(table: MemoryTable, claims: Claims) -> Person:
    found = person_for_login(runtime_of(table), Reads(table), claims)
    assert isinstance(found, Person), found
    return found


def test_the_first_login_binds_and_the_next_is_one_read(table: MemoryTable) -> None:
    actor = actor_for_login(runtime_of(table), Reads(table), ANN)
    assert (actor.id, actor.chain, actor.time_zone) == ("ANN", ("TOP",), "Europe/Rome")
    reads, bound = Reads(table), ann(table)
    table.calls.clear()
    assert person_for_login(runtime_of(table), reads, replace(ANN, email="", email_verified=False)) == bound
    assert find(reads, ["ANN"]) == {"ANN": bound}
    assert dict(table.calls) == {"get": 1}


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (replace(ANN, email_verified=False), "address_not_verified"),
        (replace(ANN, email=""), "address_not_verified"),
        (replace(ANN, email="somebody@x.test"), "not_in_directory"),
        (replace(ANN, email="ann@x.test.evil.test"), "not_in_directory"),
        (replace(ANN, email="\u212ann@x.test"), "not_in_directory"),
        (replace(ANN, email="no address"), "not_in_directory"),
    ],
)
def test_who_is_not_known_by_a_verified_address_is_nobody(table: MemoryTable, claims: Claims, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        actor_for_login(runtime_of(table), Reads(table), claims)
    assert refused.value.code == code
    assert ann(table).logins == ()


def test_a_second_login_of_the_same_issuer_is_refused(table: MemoryTable) -> None:
    signed_in(table, ANN)
    assert person_for_login(runtime_of(table), Reads(table), replace(ANN, subject="eve")) is SignInRefusal.LOGIN_BOUND
    other = signed_in(table, replace(ANN, issuer="https://other"))
    assert [login.issuer for login in other.logins] == ["https://idp", "https://other"]


def test_a_leaver_is_nobody_and_binds_anew_after_coming_back(table: MemoryTable) -> None:
    signed_in(table, ANN)
    gone = write(table, departed(ann(table), NOW), ann(table))
    assert person_for_login(runtime_of(table), Reads(table), ANN) is SignInRefusal.LEFT
    assert person_for_login(runtime_of(table), Reads(table), replace(ANN, subject="new")) is SignInRefusal.LEFT, (
        "by the address, too"
    )
    write(table, replace(gone, status=PersonStatus.ACTIVE, left_at=None), gone)
    assert len(signed_in(table, replace(ANN, subject="ann-again")).logins) == 1
    assert len(signed_in(table, replace(ANN, issuer="https://other")).logins) == 2


def test_the_login_of_a_leaver_never_becomes_a_successors(table: MemoryTable) -> None:
    signed_in(table, ANN)
    gone = write(table, departed(ann(table), NOW), ann(table))
    write(table, replace(gone, email=""), gone)
    write(table, Person(id="BEA", name="Bea", email="ann@x.test"))
    assert person_for_login(runtime_of(table), Reads(table), ANN) is SignInRefusal.LEFT
    bea = signed_in(table, replace(ANN, subject="bea"))
    assert (bea.id, len(bea.logins)) == ("BEA", 1)
    assert person_for_login(runtime_of(table), Reads(table), ANN) is SignInRefusal.LEFT


def test_a_leaver_who_was_bound_before_logins_were_kept_is_known_by_the_copy(table: MemoryTable) -> None:
    """What was stored by an older version has no row that says whose login it is; leaving writes one."""
    signed_in(table, ANN)
    table.rows.pop(people.login_owner_key(ANN.login))
    gone = write(table, departed(ann(table), NOW), ann(table))
    write(table, replace(gone, email=""), gone)
    write(table, Person(id="BEA", name="Bea", email="ann@x.test"))
    assert person_for_login(runtime_of(table), Reads(table), ANN) is SignInRefusal.LEFT


def test_a_forgotten_login_comes_back_to_its_person_only(table: MemoryTable) -> None:
    signed_in(table, ANN)
    forgotten = write(table, replace(ann(table), logins=(), login_forgotten=True), ann(table))
    assert person_for_login(runtime_of(table), Reads(table), replace(ANN, email="", email_verified=False)) is (
        SignInRefusal.ADDRESS_NOT_VERIFIED
    )
    moved = write(table, replace(forgotten, email="ann@y.test"), forgotten)
    write(table, Person(id="BEA", name="Bea", email="ann@x.test"))
    assert person_for_login(runtime_of(table), Reads(table), ANN) is SignInRefusal.LOGIN_BOUND, (
        "it was Ann's, whoever has her old address"
    )
    back = signed_in(table, replace(ANN, email="ann@y.test"))
    assert (back.id, back.login_forgotten, back.version) == ("ANN", False, moved.version + 1)


class Meddled(MemoryTable):
    """Someone else writes just before a commit."""

    meddle: list[Callable[[], object]]

    def commit(self, changes: Changes) -> None:
        if self.meddle:
            self.meddle.pop()()
        super().commit(changes)


def test_two_first_requests_at_once_bind_one_login() -> None:
    table = Meddled()
    table.meddle = []
    write(table, Person(id="ANN", name="Ann", email="ann@x.test"))
    table.meddle = [lambda: person_for_login(runtime_of(table), Reads(table), ANN)]
    assert person_for_login(runtime_of(table), Reads(table), ANN) == ann(table)
    assert len(ann(table).logins) == 1


def test_an_entry_that_never_rests_binds_nobody() -> None:
    class Busy(MemoryTable):
        def commit(self, changes: Changes) -> None:
            raise Raced([])

    table = Busy()
    changes = Changes("op")
    people.write(changes, None, Person(id="ANN", name="Ann", email="ann@x.test"))
    MemoryTable.commit(table, changes)
    with pytest.raises(Unavailable):
        person_for_login(runtime_of(table), Reads(table), ANN)


def test_the_first_hr_admin_is_made_once() -> None:
    table = MemoryTable()
    first = bootstrap_admin(runtime_of(table), "HR@x.test", "Hanna")
    assert (first.email, first.roles) == ("hr@x.test", frozenset({"hr_admin"}))
    assert bootstrap_admin(runtime_of(table), "hr@x.test", "Other") == first
    with pytest.raises(ValueError, match="mail address"):
        bootstrap_admin(runtime_of(table), "nobody", "Other")
