"""The directory's keys answer alike on the fake and on the engine."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.kernel.storage.table import Changes, Key, Raced, Reads, Row, Table
from chalicelib.people import actions
from chalicelib.people.rules import Login, Person, PersonStatus
from chalicelib.people.rules.changes import departed
from chalicelib.people.store import people
from tests import engine
from tests.fakes import MemoryTable

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TOP = Person(id="TOP", name="Tora Top", email="top@x.test", roles=frozenset({"hr_admin"}))
MIA = Person(
    id="MIA", name="Mía Müller", email="mia@x.test", manager_id="TOP", manager_name="Tora Top", chain=("TOP",),
    logins=(Login(issuer="https://idp", digest="d1"),),
)  # fmt: skip
ANN = Person(
    id="ANN", name="Ann Zu", email="ann@x.test", manager_id="MIA", manager_name="Mía Müller", chain=("TOP", "MIA")
)


@pytest.fixture(params=["memory", pytest.param("engine", marks=pytest.mark.engine)])
def table(request: pytest.FixtureRequest) -> Table:
    found: Table = MemoryTable() if request.param == "memory" else engine.table(request.getfixturevalue("engine_url"))
    for person in (TOP, MIA, ANN):
        write(found, None, person)
    return found


def write(table: Table, old: Person | None, new: Person) -> Person:
    changes = Changes(uuid4().hex)
    stored = people.write(changes, old, new)
    table.commit(changes)
    return stored


def one(table: Table, person_id: str) -> Person:
    return actions.load(Reads(table), person_id)


def test_a_person_is_found_by_id_address_and_login(table: Table) -> None:
    assert one(table, "MIA") == replace(MIA, version=1)
    assert people.find_by_email(Reads(table), "mia@x.test") == one(table, "MIA")
    assert people.find_by_login(Reads(table), "d1") == one(table, "MIA")
    assert people.find_by_email(Reads(table), "nobody@x.test") is None
    assert people.find_by_login(Reads(table), "d2") is None


def test_the_tree_has_managers_first_and_a_part_of_it_is_one_range(table: Table) -> None:
    found, after = actions.directory_page(table, limit=10, after=None)
    assert ([p.id for p in found], after) == (["TOP", "MIA", "ANN"], None)
    below, _ = actions.subtree(Reads(table), one(table, "MIA"))
    assert [p.id for p in below] == ["ANN"]
    reports, _ = actions.reports(Reads(table), "TOP")
    assert [p.id for p in reports] == ["MIA"]


def test_pages_of_the_tree_meet_without_gap(table: Table) -> None:
    seen, after = [], None
    for _ in range(3):
        page, after = actions.directory_page(table, limit=1, after=after)
        seen += [p.id for p in page]
    assert seen == ["TOP", "MIA", "ANN"]


def test_the_words_of_a_name_follow_it(table: Table) -> None:
    def found(query: str) -> list[str]:
        cards, _ = actions.search(Reads(table), query, limit=10, after=None)
        return [card.id for card in cards]

    assert (found("mull"), found("mia@x"), found("zu")) == (["MIA"], ["MIA"], ["ANN"])
    write(table, one(table, "MIA"), replace(one(table, "MIA"), name="Mía Berg", email="berg@x.test"))
    assert (found("mull"), found("mia@x"), found("berg")) == ([], [], ["MIA"])
    assert people.find_by_email(Reads(table), "mia@x.test") is None


def test_an_address_is_taken_once(table: Table) -> None:
    with pytest.raises(Raced):
        write(table, None, Person(id="EVE", name="Eve", email="ann@x.test"))
    with pytest.raises(Raced):
        write(table, one(table, "MIA"), replace(one(table, "MIA"), email="ann@x.test"))
    assert one(table, "MIA").email == "mia@x.test"


def test_a_change_on_an_older_copy_is_refused(table: Table) -> None:
    old = one(table, "ANN")
    write(table, old, replace(old, title="One"))
    with pytest.raises(Raced):
        write(table, old, replace(old, title="Two"))
    assert one(table, "ANN").title == "One"


def test_a_leaver_is_in_no_list_but_that_of_leavers(table: Table) -> None:
    write(table, one(table, "MIA"), departed(one(table, "MIA"), NOW))
    assert people.find_by_login(Reads(table), "d1") is None
    found, _ = actions.directory_page(table, limit=10, after=None)
    assert [p.id for p in found] == ["TOP", "ANN"]
    left, _ = actions.listed(Reads(table), status=PersonStatus.LEFT, limit=10, after=None)
    assert [card.id for card in left] == ["MIA"]
    assert actions.reports(Reads(table), "TOP") == ([], None)


def test_who_runs_hr(table: Table) -> None:
    assert [p.id for p in actions.hr_admins(Reads(table))] == ["TOP"]
    write(table, one(table, "TOP"), replace(one(table, "TOP"), roles=frozenset()))
    assert actions.hr_people(Reads(table)) == []


def test_every_key_is_one_persons_also_after_they_left(table: Table) -> None:
    keyed = write(
        table, one(table, "ANN"), replace(one(table, "ANN"), external_id="3", user_name="Ann.Zu", scim_id="x-1")
    )
    gone = write(table, keyed, departed(keyed, NOW))
    keys = (
        people.employee_key("3"),
        people.user_name_key("ANN.ZU"),
        people.scim_key("x-1"),
        people.email_key(ANN.email),
    )
    assert [people.find_by_key(Reads(table), key) for key in keys] == [gone] * 4
    wishes: list[dict[str, Any]] = [
        {"external_id": "3"}, {"user_name": "ann.zu"}, {"scim_id": "x-1"}, {"email": ANN.email},
    ]  # fmt: skip
    for taken in wishes:
        with pytest.raises(Raced):
            write(table, one(table, "MIA"), replace(one(table, "MIA"), **taken))
    cleared = write(table, gone, replace(gone, email="", external_id="", user_name="", scim_id=""))
    assert [people.find_by_key(Reads(table), key) for key in keys] == [None] * 4
    assert write(table, None, replace(ANN, id="NEW", external_id="3", user_name="ann.zu", scim_id="x-1")).version == 1
    assert one(table, "ANN") == cleared


def test_an_address_passes_from_one_to_another_in_one_transaction(table: Table) -> None:
    changes = Changes(uuid4().hex)
    people.write(changes, one(table, "ANN"), replace(one(table, "ANN"), email="mia@x.test"))
    people.write(changes, one(table, "MIA"), replace(one(table, "MIA"), email="ann@x.test"))
    table.commit(changes)
    found = [people.find_by_email(Reads(table), f"{name}@x.test") for name in ("ann", "mia")]
    assert [person.id for person in found if person] == ["MIA", "ANN"]


def test_a_key_that_passes_on_while_it_is_looked_up_leads_nowhere() -> None:
    """Who signs in with an address is never the one who had it a moment ago."""

    class Passing(MemoryTable):
        """A table where Ann gives her address to someone new between the two reads."""

        passes = False

        def get(self, keys: Collection[Key]) -> dict[Key, Row]:
            found = super().get(keys)
            if self.passes and people.email_key(ANN.email) in keys:
                self.passes = False
                write(self, one(self, "ANN"), replace(one(self, "ANN"), email=""))
                write(self, None, replace(ANN, id="ZED", name="Zed"))
            return found

    table = Passing()
    write(table, None, ANN)
    table.passes = True
    assert people.find_by_email(Reads(table), ANN.email) is None
    found = people.find_by_email(Reads(table), ANN.email)
    assert found is not None
    assert found.id == "ZED"
