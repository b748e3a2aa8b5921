"""Whatever a directory and a file look like: no key that leads to someone comes to lead to someone else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.policy import HR_ADMIN, Actor
from chalicelib.people.rules import Login, Person, PersonStatus
from chalicelib.people.rules.matches import ACTIVE
from chalicelib.people.rules.plans import Plan
from tests.rules.test_people_import_plan import MACHINE, plan

GONE = datetime(2025, 1, 5, 9, tzinfo=UTC)
ADDRESSES = ("", *(f"{name}@x.test" for name in "abcde"))
NUMBERS = ("", *"12345")
NAMES = ("Ann", "Bob", "Cat")
STATUSES = ("", "active", "terminated")


@st.composite
def directories(draw: st.DrawFn) -> list[Person]:
    """Some people with keys of their own, or without; leavers; admins; some have signed in."""
    people: list[Person] = []
    for number in range(draw(st.integers(0, 5))):
        email = draw(st.sampled_from([a for a in ADDRESSES if not a or a not in {p.email for p in people}]))
        ext = draw(st.sampled_from([n for n in NUMBERS if not n or n not in {p.external_id for p in people}]))
        active = draw(st.booleans())
        bound = (Login(issuer="i", digest=f"d{number}"),) if active and draw(st.booleans()) else ()
        above = people[number - 1] if number and draw(st.booleans()) else None
        person = Person(
            id=f"P{number}",
            name=draw(st.sampled_from(NAMES)),
            email=email,
            external_id=ext,
            status=PersonStatus.ACTIVE if active else PersonStatus.LEFT,
            left_at=None if active else GONE,
            roles=frozenset({HR_ADMIN}) if active and draw(st.integers(0, 3)) == 0 else frozenset(),
            logins=bound,
            manager_id=above.id if above else None,
            manager_name=above.name if above else "",
            chain=above.above if above else (),
        )
        people.append(person)
    return people


@st.composite
def files(draw: st.DrawFn) -> str:
    """Rows that name people by either key, or by both."""
    row = st.tuples(*(st.sampled_from(of) for of in (ADDRESSES, NUMBERS, (*NAMES, ""), STATUSES))).filter(any)
    rows = draw(st.lists(row, min_size=1, max_size=5))
    return "email,external_id,name,status\n" + "\n".join(",".join(cells) for cells in rows) + "\n"


@st.composite
def imports(draw: st.DrawFn) -> tuple[list[Person], str, Actor]:
    """A directory, a file, and who sends it: a machine, or an HR admin who is in it, or is not."""
    people = draw(directories())
    senders = [MACHINE, Actor(id="HR", name="Hanna", roles=frozenset({HR_ADMIN}))]
    senders += [Actor(id=p.id, name=p.name, roles=p.roles, chain=p.chain) for p in people if p.roles]
    return people, draw(files()), draw(st.sampled_from(senders))


def written(people: list[Person], done: Plan) -> dict[str, Person]:
    """Everyone after an import."""
    ids = [revision.new.id for revision in done.revisions]
    assert len(ids) == len(set(ids)), "one row of the table is written once"
    return {person.id: person for person in people} | {revision.new.id: revision.new for revision in done.revisions}


def planned(people: list[Person], text: str, sender: Actor, *, reuse: bool, missing: bool) -> Plan:
    return plan(text, people, actor=sender, reuse_addresses=reuse, deactivate_missing=missing)


@given(imports(), st.booleans(), st.booleans())
def test_no_key_comes_to_lead_to_somebody_else(
    what: tuple[list[Person], str, Actor], reuse: bool, missing: bool
) -> None:
    people, text, sender = what
    done = planned(people, text, sender, reuse=reuse, missing=missing)
    if done.problems:
        return
    after = written(people, done)
    emails = [p.email for p in after.values() if p.email]
    numbers = [p.external_id for p in after.values() if p.external_id]
    assert (len(emails), len(numbers)) == (len(set(emails)), len(set(numbers)))
    by_email = {p.email: p for p in after.values() if p.email}
    by_number = {p.external_id: p for p in after.values() if p.external_id}
    for before in people:
        now = after[before.id]
        assert now.logins == (before.logins if now.active else ())
        holder = by_email.get(before.email, before)
        if holder.id != before.id:
            assert (reuse, now.active and now.email == before.email, before.active and now.active) == (
                True,
                False,
                False,
            )
        if before.external_id:
            assert by_number[before.external_id].id == before.id
        if not before.active and now.active:
            assert ACTIVE in text.replace("terminated", "")
            assert (now.name == before.name) + (now.email == before.email) + (
                now.external_id == before.external_id
            ) >= 2
        if before.roles and sender is MACHINE and now.active:
            assert (now.email, now.external_id, now.roles) == (before.email, before.external_id, before.roles)
        if before.id in sender.chain or (before.id == sender.id and len(done.held) > 0):
            assert (now.manager_id, now.roles, now.status) == (before.manager_id, before.roles, before.status)
            assert before.id == sender.id or (now.email, now.external_id) == (before.email, before.external_id)


@given(imports(), st.booleans(), st.booleans())
def test_the_same_file_a_second_time_changes_nothing(
    what: tuple[list[Person], str, Actor], reuse: bool, missing: bool
) -> None:
    people, text, sender = what
    done = planned(people, text, sender, reuse=reuse, missing=missing)
    if done.problems:
        return
    after = written(people, done)
    numbered = {
        person_id: replace(p, id=f"Z{person_id}") if p.id.startswith("N") else p for person_id, p in after.items()
    }
    again = planned(list(numbered.values()), text, sender, reuse=reuse, missing=missing)
    if not again.problems:
        assert again.revisions == ()
