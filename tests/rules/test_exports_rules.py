"""Who may ask for an export of whose data, and how long it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.exports.rules import Export, ExportKind, ExportState, check_alone, check_asker, may_ask
from chalicelib.kernel.errors import Conflict, NotAllowed, NotFound
from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules import Person, PersonStatus, Ref

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = Person(id="ada", name="Ada")
LEFT = replace(ADA, status=PersonStatus.LEFT)
EXPORT = Export(
    id="1", kind=ExportKind.PERSON, asker=Ref(id="ada", name="Ada"), person=Ref(id="ada", name="Ada"), asked_at=NOW
)


def actor(id_: str = "hana", *roles: str, chain: tuple[str, ...] = ()) -> Actor:
    return Actor(id=id_, name=id_, roles=frozenset(roles), chain=chain)


def test_people_export_their_own_data() -> None:
    check_asker(actor("ada"), ADA)
    assert may_ask(actor("ada"), ADA)


def test_hr_admins_export_who_has_left() -> None:
    check_asker(actor("hana", HR_ADMIN), LEFT)
    with pytest.raises(NotAllowed):
        check_asker(actor("hana", HR_ADMIN), ADA)


@pytest.mark.parametrize("person", [ADA, LEFT])
@pytest.mark.parametrize("asking", [actor("ben"), actor("hana", HR_ADMIN, chain=("ada",))])
def test_to_others_and_to_admins_below_them_there_is_no_such_person(asking: Actor, person: Person) -> None:
    with pytest.raises(NotFound):
        check_asker(asking, person)


def test_an_export_is_ready_for_a_week() -> None:
    ready = replace(EXPORT, state=ExportState.READY, ended_at=NOW)
    assert ready.expires_at == NOW + timedelta(days=7)
    assert ready.state_at(NOW + timedelta(days=7, seconds=-1)) is ExportState.READY
    assert ready.state_at(NOW + timedelta(days=7)) is ExportState.EXPIRED
    assert replace(ready, state=ExportState.FAILED).expires_at is None
    assert EXPORT.state_at(NOW + timedelta(days=30)) is ExportState.QUEUED
    assert EXPORT.own
    assert not replace(EXPORT, asker=Ref(id="hana", name="Hana")).own


def test_one_at_a_time_for_each_person() -> None:
    check_alone([EXPORT, replace(EXPORT, state=ExportState.FAILED)], "ben")
    check_alone([replace(EXPORT, state=ExportState.READY, ended_at=NOW)], "ada")
    for state in (ExportState.QUEUED, ExportState.RUNNING):
        with pytest.raises(Conflict):
            check_alone([replace(EXPORT, state=state)], "ada")
