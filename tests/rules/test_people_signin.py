"""Whom a login lets in, why not, and what HR sees of it."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.people.rules import Login, Person, PersonStatus
from chalicelib.people.rules.refusals import ForeignIssuer, noted, together
from chalicelib.people.rules.signin import SignInRefusal, UnboundLogin, refusal_of, whom_to_ask
from chalicelib.words.problems import CODES

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
HERE, THERE = "https://one", "https://two"
ANN = Person(id="ANN", name="Ann", email="ann@x.test")
BOUND = Person(id="ANN", name="Ann", email="ann@x.test", logins=(Login(issuer=HERE, digest="d"),))
GONE = Person(id="OLD", name="Old", status=PersonStatus.LEFT)
BEA = Person(id="BEA", name="Bea")


def sign_in(
    person: Person | None = ANN, owner: Person | None = None, *, believed: bool = True, owned: bool | None = None
) -> UnboundLogin:
    is_owned = owner is not None if owned is None else owned
    return UnboundLogin(issuer=HERE, believed=believed, person=person, owned=is_owned, owner=owner)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (sign_in(), None),
        (sign_in(owner=ANN), None),
        (sign_in(None), SignInRefusal.NOT_IN_DIRECTORY),
        (sign_in(None, owner=BEA), SignInRefusal.NOT_IN_DIRECTORY),
        (sign_in(None, believed=False), SignInRefusal.ADDRESS_NOT_VERIFIED),
        (sign_in(owner=BEA, believed=False), SignInRefusal.ADDRESS_NOT_VERIFIED),
        (sign_in(owner=GONE, believed=False), SignInRefusal.LEFT),
        (sign_in(owner=GONE), SignInRefusal.LEFT),
        (sign_in(None, owner=GONE), SignInRefusal.LEFT),
        (sign_in(owned=True), None),  # whose owner was erased
        (sign_in(GONE), SignInRefusal.LEFT),
        (sign_in(owner=BEA), SignInRefusal.LOGIN_BOUND),
        (sign_in(BOUND), SignInRefusal.LOGIN_BOUND),
        (sign_in(BOUND, owner=BOUND), SignInRefusal.LOGIN_BOUND),
    ],
)
def test_a_login_is_bound_or_has_a_reason(asked: UnboundLogin, reason: SignInRefusal | None) -> None:
    assert refusal_of(asked) is reason


def test_another_issuer_binds_beside_the_first() -> None:
    assert refusal_of(UnboundLogin(issuer=THERE, believed=True, person=BOUND)) is None


def test_every_reason_is_a_sentence() -> None:
    assert {one.value for one in SignInRefusal} <= CODES.keys()


def admin(name: str, email: str, **changed: object) -> Person:
    return Person(id=name, name=name, email=email, roles=frozenset({"hr_admin"}), **changed)  # type: ignore[arg-type]


def test_colleagues_learn_whom_to_ask_and_strangers_do_not() -> None:
    admins = [admin("Hanna", "hanna@x.test"), admin("Abel", "abel@y.test"), ANN]
    assert whom_to_ask("new@x.test", admins) == ("Abel", "Hanna")
    assert whom_to_ask("new@y.test", admins) == ("Abel", "Hanna")
    for address in ("eve@evil.test", "eve@sub.x.test", "", "nobody"):
        assert whom_to_ask(address, admins) == ()


def test_whoever_is_not_confirmed_or_has_left_is_not_named() -> None:
    waiting = admin("Wim", "wim@x.test", unconfirmed=frozenset({"hr_admin"}))
    gone = admin("Gus", "gus@x.test", status=PersonStatus.LEFT)
    assert whom_to_ask("new@x.test", [waiting, gone]) == ()
    assert whom_to_ask("new@x.test", [waiting, gone, admin("Hanna", "hanna@x.test")]) == ("Hanna",)
    assert len(whom_to_ask("new@x.test", [admin(f"A{n:02d}", "a@x.test") for n in range(30)])) == 10


def test_a_refusal_is_noted_once_in_ten_minutes() -> None:
    first = noted(None, "eve@x.test", HERE, SignInRefusal.LEFT, NOW)
    assert first is not None
    assert (first.count, first.first_at, first.last_at, first.version) == (1, NOW, NOW, 1)
    assert noted(first, "eve@x.test", HERE, SignInRefusal.LEFT, NOW + timedelta(minutes=9, seconds=59)) is None
    again = noted(first, "eve@x.test", HERE, SignInRefusal.LEFT, NOW + timedelta(minutes=10))
    assert again is not None
    assert (again.count, again.first_at, again.version) == (2, NOW, 2)


def test_what_is_thirty_days_old_begins_anew() -> None:
    first = noted(None, "eve@x.test", HERE, SignInRefusal.LEFT, NOW)
    later = noted(first, "eve@x.test", HERE, SignInRefusal.LEFT, NOW + timedelta(days=30))
    assert later is not None
    assert (later.count, later.version) == (1, 2)


def foreign(issuer: str, count: int, minutes: int) -> ForeignIssuer:
    return ForeignIssuer(issuer=issuer, count=count, last_at=NOW + timedelta(minutes=minutes))


def test_foreign_issuers_are_counted_together_the_latest_first() -> None:
    kept = (foreign("a", 5, 0), foreign("b", 1, 1), foreign("old", 1, -43_200))
    assert together(kept, [foreign("a", 2, 2)], NOW) == (foreign("a", 7, 2), foreign("b", 1, 1))
    many = [foreign(f"{n}", 1, n) for n in range(80)]
    assert [one.issuer for one in together((), many, NOW)] == [f"{n}" for n in range(79, 29, -1)]
