"""Who may be erased, by whom and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.erasure.rules import (
    WAIT,
    Erasure,
    ErasureAction,
    ErasureState,
    Hold,
    QueriedRange,
    actions_of,
    approved,
    approvers,
    asked,
    begun,
    cancelled,
    check_subject,
    done,
)
from chalicelib.kernel.errors import Conflict, Invalid, NotAllowed, Refusal
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules import Person, PersonStatus, Ref, ref

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA = Person(id="ada", name="Ada  Lovelace", status=PersonStatus.LEFT)
HANA = Person(id="hana", name="Hana", roles=frozenset({HR_ADMIN}))
VERA = Person(id="vera", name="Vera", roles=frozenset({HR_ADMIN}))
LOW = Person(id="low", name="Low", roles=frozenset({HR_ADMIN}), chain=("ada",))
NEW = Person(id="new", name="New", roles=frozenset({HR_ADMIN}), unconfirmed=frozenset({HR_ADMIN}))
HOLD = Hold(person=ref(ADA), reason="court", by=ref(HANA), at=NOW)


def actor(person: Person) -> Actor:
    return Actor(id=person.id, name=person.name, roles=person.roles, chain=person.chain)


def erasure(state: ErasureState = ErasureState.ASKED) -> Erasure:
    return Erasure(person=ref(ADA), reason="asked", asked_by=ref(HANA), asked_at=NOW, state=state, version=3)


@pytest.mark.parametrize(
    ("by", "person", "hold", "refusal"),
    [
        (HANA, HANA, None, NotAllowed("about_yourself", case="erase")),
        (LOW, ADA, None, NotAllowed("about_somebody_above", case="erase")),
        (HANA, VERA, None, Conflict("not_left", name="Vera")),
        (HANA, ADA, HOLD, Conflict("on_hold", name="Ada  Lovelace")),
    ],
)
def test_who_cannot_be_erased(by: Person, person: Person, hold: Hold | None, refusal: Refusal) -> None:
    with pytest.raises(type(refusal)) as found:
        check_subject(actor(by), person, hold)
    assert (found.value.code, found.value.params) == (refusal.code, refusal.params)


def test_who_left_can_be_erased_once_their_name_was_typed() -> None:
    check_subject(actor(HANA), ADA, None)
    wanted = asked(actor(HANA), ADA, None, reason="asked", confirm_name=" Ada Lovelace ", now=NOW)
    assert (wanted.state, wanted.asked_by, wanted.version) == (ErasureState.ASKED, ref(HANA), 0)
    with pytest.raises(Invalid):
        asked(actor(HANA), ADA, None, reason="asked", confirm_name="Ada", now=NOW)


def test_an_erasure_is_asked_for_once_and_again_after_it_was_cancelled() -> None:
    with pytest.raises(Conflict, match="erasure_asked"):
        asked(actor(HANA), ADA, erasure(), reason="asked", confirm_name=ADA.name, now=NOW)
    again = asked(actor(HANA), ADA, erasure(ErasureState.CANCELLED), reason="asked", confirm_name=ADA.name, now=NOW)
    assert again.version == 3


def test_another_hr_admin_approves_if_there_is_one() -> None:
    with pytest.raises(NotAllowed, match="not_allowed"):
        approved(actor(HANA), erasure(), [HANA, VERA], NOW)
    by_vera = approved(actor(VERA), erasure(), [HANA, VERA], NOW)
    assert (by_vera.state, by_vera.approved_by, by_vera.begins_at) == (
        ErasureState.APPROVED,
        Ref(id="vera", name="Vera"),
        NOW + WAIT,
    )
    alone = approved(actor(HANA), erasure(), [HANA], NOW)
    assert alone.approved_by == ref(HANA)


def test_who_is_not_confirmed_or_was_below_the_person_cannot_approve() -> None:
    assert approvers(erasure(), [HANA, VERA, LOW, NEW]) == [VERA]
    assert approved(actor(HANA), erasure(), [HANA, LOW, NEW], NOW).approved_by == ref(HANA)


def test_only_what_waits_is_approved() -> None:
    for state in set(ErasureState) - {ErasureState.ASKED}:
        with pytest.raises(Conflict, match="erasure_not_waiting"):
            approved(actor(VERA), erasure(state), [HANA, VERA], NOW)


def test_it_can_be_cancelled_until_it_begins() -> None:
    for state in (ErasureState.ASKED, ErasureState.APPROVED):
        assert cancelled(erasure(state), ref(VERA), NOW).state is ErasureState.CANCELLED
    for state in (ErasureState.RUNNING, ErasureState.DONE, ErasureState.CANCELLED):
        with pytest.raises(Conflict, match="erasure_begun"):
            cancelled(erasure(state), ref(VERA), NOW)


def test_when_it_is_done_it_knows_no_name() -> None:
    running = begun(erasure(ErasureState.APPROVED), names=("Ada Lovelace",), keys=("ada@x.test",))
    assert (running.state, running.names) == (ErasureState.RUNNING, ("Ada Lovelace",))
    queried = (QueriedRange(keys="P#{each} / A", rows=9),)
    ended = done(running, former="a former colleague", reason="asked", queried=queried, rounds=2, now=NOW)
    assert "Ada" not in repr(ended)
    assert (ended.state, ended.queried, ended.rounds) == (ErasureState.DONE, queried, 2)


def test_what_an_hr_admin_can_do_with_it() -> None:
    admins = [HANA, VERA, LOW]
    assert actions_of(actor(VERA), erasure(), admins) == [ErasureAction.APPROVE, ErasureAction.CANCEL]
    assert actions_of(actor(HANA), erasure(), admins) == [ErasureAction.CANCEL]
    assert actions_of(actor(HANA), erasure(), [HANA]) == [ErasureAction.APPROVE, ErasureAction.CANCEL]
    assert actions_of(actor(LOW), erasure(), admins) == [ErasureAction.CANCEL]
    assert actions_of(actor(VERA), erasure(ErasureState.APPROVED), admins) == [ErasureAction.CANCEL]
    assert actions_of(actor(VERA), replace(erasure(), state=ErasureState.DONE), admins) == []
