"""What an import does to the directory, decided before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.policy import Actor, ActorKind
from chalicelib.people.rules import MailProblem, Person, PersonStatus, ZoneFrom
from chalicelib.people.rules.csv_reader import read_csv
from chalicelib.people.rules.import_plan import plan_import
from chalicelib.people.rules.plans import ImportTerms, Plan
from chalicelib.people.rules.zones import ZoneRules

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
BOSS = Person(id="BOSS", name="Bo Ss", email="boss@x.test", roles=frozenset({"hr_admin"}), external_id="1", version=1)
ANN = Person(
    id="ANN",
    name="Ann Lee",
    email="ann@x.test",
    manager_id="BOSS",
    manager_name="Bo Ss",
    chain=("BOSS",),
    external_id="2",
    version=1,
)
CAT = Person(
    id="CAT", name="Cat", email="cat@x.test", manager_id="ANN", manager_name="Ann Lee", chain=("BOSS", "ANN"), version=1
)
COMPANY = (BOSS, ANN, CAT)
HANA = Actor(id="HANA", name="Hana", roles=frozenset({"hr_admin"}))
MACHINE = Actor(id="client:x", name="x", kind=ActorKind.CLIENT, scopes=frozenset({"people:write"}))


def plan(text: str, people: Iterable[Person] = COMPANY, **terms: object) -> Plan:
    numbers = count(1)
    how: dict[str, object] = {"zones": ZoneRules("UTC", {}, {}), "actor": HANA} | terms
    return plan_import(
        read_csv(text.encode()),
        people,
        ImportTerms(now=NOW, new_id=lambda: f"N{next(numbers)}", **how),  # type: ignore[arg-type]
    )


def told(result: Plan) -> list[tuple[int, str, str]]:
    return [(p.row, p.pointer, p.detail) for p in result.problems]


def test_a_company_from_nothing() -> None:
    result = plan(
        "email,name,manager_email,title,department,location,time_zone,employment_type,start_date,roles,external_id\n"
        "B@x.test,Bea,a@x.test,Dev,R&D,Rome,Europe/Rome,full_time,2020-01-31,,7\n"
        "a@x.test,Abe,,CEO,,,,,,hr_admin,\n",
        people=(),
    )
    assert told(result) == []
    assert [revision.new for revision in result.revisions] == [
        Person(
            id="N2",
            zone_from=ZoneFrom.COMPANY,
            name="Abe",
            email="a@x.test",
            title="CEO",
            roles=frozenset({"hr_admin"}),
            roles_by="HANA",
        ),
        Person(
            id="N1",
            name="Bea",
            email="b@x.test",
            manager_id="N2",
            manager_name="Abe",
            chain=("N2",),
            title="Dev",
            department="R&D",
            location="Rome",
            time_zone="Europe/Rome",
            zone_from=ZoneFrom.GIVEN,
            employment_type="full_time",
            start_date=date(2020, 1, 31),
            external_id="7",
        ),
    ]


def test_the_same_file_again_changes_nothing() -> None:
    result = plan(
        "email,name,manager_email,roles,external_id\nboss@x.test,Bo Ss,,hr_admin,1\n"
        "ann@x.test,Ann Lee,boss@x.test,,2\ncat@x.test,Cat,ann@x.test,,\n"
    )
    assert (result.unchanged, result.revisions, result.missing, told(result)) == (3, (), (), [])


def test_an_absent_column_leaves_an_empty_cell_clears_and_a_zone_stays() -> None:
    person = replace(ANN, title="Dev", department="R&D", time_zone="Europe/Rome")
    (revision,) = plan("email,title,time_zone\nann@x.test,,\n", (BOSS, person)).updated
    assert revision.new == replace(person, title="")


def test_an_empty_manager_makes_a_top() -> None:
    result = plan("email,manager_email\nann@x.test,\n")
    assert [(s.new.id, s.new.manager_id, s.new.chain) for s in result.updated] == [("ANN", None, ())]
    assert [(s.new.id, s.new.chain) for s in result.rechained] == [("CAT", ("ANN",))]


def test_who_only_follows_a_move_is_unchanged() -> None:
    result = plan("email,manager_email\nann@x.test,\ncat@x.test,ann@x.test\n")
    assert (len(result.updated), result.unchanged) == (1, 1)
    assert [s.new.id for s in result.rechained] == ["CAT"]


def test_a_new_address_is_found_by_the_employee_id() -> None:
    troubled = replace(ANN, mail_trouble=MailProblem.BOUNCED)
    (revision,) = plan("email,external_id\nann.wu@x.test,2\n", (BOSS, troubled)).updated
    assert revision.new == replace(ANN, email="ann.wu@x.test")


def test_who_is_missing_is_told_and_stays() -> None:
    result = plan("email\nboss@x.test\n")
    assert [p.id for p in result.missing] == ["ANN", "CAT"]
    assert result.left == ()


def test_who_is_missing_leaves_when_asked() -> None:
    admin = replace(ANN, roles=frozenset({"hr_admin"}))
    result = plan("email\nboss@x.test\n", (BOSS, admin, CAT), deactivate_missing=True)
    assert [revision.new for revision in result.left] == [
        replace(person, status=PersonStatus.LEFT, left_at=NOW, roles=frozenset()) for person in (admin, CAT)
    ]


def test_nobody_imports_themselves_out_nor_the_last_admin() -> None:
    result = plan("email\ncat@x.test\n", deactivate_missing=True, actor=replace(HANA, id="ANN"))
    assert [p.id for p in result.missing] == ["ANN", "BOSS"]
    assert result.left == ()


def test_a_leaver_follows_those_above_who_move() -> None:
    result = plan("email,manager_email\nann@x.test,\nboss@x.test,\n", deactivate_missing=True)
    assert [(s.new.id, s.new.status, s.new.chain) for s in result.left] == [("CAT", "left", ("ANN",))]
    assert result.rechained == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("email\nann\n", [(2, "/email", "Enter a valid email address.")]),
        ("email,title\n,x\n", [(2, "/email", "This field is required.")]),
        ("email\nnew@x.test\n", [(2, "/name", "A new person needs a name.")]),
        ("email,name\nnew@x.test,\n", [(2, "/name", "This field is required.")]),
        ("email,name\nann@x.test,A\nANN@x.test,A\n", [(3, "/email", "ann@x.test is already in row 2.")]),
        ("email,name,external_id\na@x.test,A,5\nb@x.test,B,5\n", [(3, "/external_id", "5 is already in row 2.")]),
        ("email,external_id\nann@x.test,1\n",
         [(2, "/external_id", "This employee ID belongs to Bo Ss, but the email belongs to Ann Lee.")]),
        ("email,time_zone\nann@x.test,Mars\n",
         [(2, "/time_zone", "“Mars” isn't an IANA time zone such as Europe/Berlin.")]),
        ("email,manager_email\nann@x.test,ann@x.test\n", [(2, "/manager_email", "People can't be their own manager.")]),
        ("email,manager_email\nann@x.test,Bo\n", [(2, "/manager_email", "Enter a valid email address.")]),
        ("email,manager_email\nann@x.test,who@x.test\n",
         [(2, "/manager_email", "who@x.test isn't in the file or the directory.")]),
        ("email,manager_email\nann@x.test,cat@x.test\n",
         [(2, "/manager_email", "This would be a circular reporting line: ann@x.test → cat@x.test → ann@x.test.")]),
        ("email,roles\nboss@x.test,\n", [(2, "/roles", "The last HR admin can't lose the role.")]),
        ("email,roles\nann@x.test,owner\n",
         [(2, "/roles", "“owner” isn't a role. Use an HR admin or an HR assistant.")]),
        ("email,title\nann@x.test,=cmd()\n",
         [(2, "/title", "This looks like a formula. Text can't start with = + - @, a tab or a line break.")]),
        ("email,name,manager_email\nbad,Bad,\nann@x.test,Ann,bad\n",
         [(2, "/email", "Enter a valid email address."), (3, "/manager_email", "Enter a valid email address.")]),
        ("email,name,start_date,manager_email\nnew@x.test,New,soon,\nann@x.test,Ann Lee,,new@x.test\n",
         [(2, "/start_date", "“soon” isn't a date. Use the format 2026-01-31.")]),
        ("name\nAnn\n", [(1, "/email", "The header has no column with email addresses or employee IDs.")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_column(text: str, problems: list[tuple[int, str, str]]) -> None:
    assert told(plan(text)) == problems


def test_a_manager_who_left_or_is_about_to_is_refused() -> None:
    people = (BOSS, replace(CAT, status=PersonStatus.LEFT), ANN)
    assert told(plan("email,manager_email\nboss@x.test,cat@x.test\n", people)) == [
        (2, "/manager_email", "cat@x.test has left.")
    ]
    assert told(plan("email,manager_email\ncat@x.test,ann@x.test\nboss@x.test,\n", deactivate_missing=True)) == [
        (2, "/manager_email", "ann@x.test isn't in the file and would be marked as left.")
    ]


def test_only_hr_admins_grant_roles() -> None:
    text = "email,name,roles\nann@x.test,Ann Lee,hr_admin\nboss@x.test,Bo Ss,hr_admin\nnew@x.test,New,hr_assistant\n"
    assert told(plan(text)) == []
    refused = "Only HR admins can assign or remove HR roles."
    assert told(plan(text, actor=MACHINE)) == [(2, "/roles", refused), (4, "/roles", refused)]


def test_a_long_circle_names_its_beginning_only() -> None:
    rows = [f"p{n}@x.test,P,p{(n + 1) % 10_000}@x.test" for n in range(10_000)]
    (problem,) = plan("email,name,manager_email\n" + "\n".join(rows), ()).problems
    assert problem.row == 2
    assert problem.detail.endswith("p5@x.test → 9994 more.")


def test_more_levels_than_a_key_holds_are_refused() -> None:
    rows = [f"p{n}@x.test,P,{f'p{n - 1}@x.test' if n else ''}" for n in range(32)]
    assert told(plan("email,name,manager_email\n" + "\n".join(rows[:31]), ())) == []
    assert told(plan("email,name,manager_email\n" + "\n".join(rows), ())) == [
        (33, "/manager_email", "There can be at most 30 levels of managers.")
    ]


def test_a_circle_that_the_directory_has_already_is_told() -> None:
    people = (BOSS, replace(ANN, manager_id="CAT"), CAT)
    assert [p.row for p in plan("email\nboss@x.test\n", people).problems] == [1]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 9)), min_size=1, max_size=12, unique_by=lambda pair: pair[0])
)
def test_a_plan_without_problems_leaves_every_chain_right(pairs: list[tuple[int, int]]) -> None:
    rows = [f"p{a}@x.test,P{a},{f'p{b}@x.test' if b >= 0 else ''}" for a, b in pairs]
    result = plan("email,name,manager_email\n" + "\n".join(rows), ())
    assert [p.row for p in result.problems] == sorted(p.row for p in result.problems)
    if not result.problems:
        people = {revision.new.id: revision.new for revision in result.revisions}
        for person in people.values():
            above = people[person.manager_id].above if person.manager_id else ()
            assert person.chain == above


def test_another_employee_id_for_oneself_or_somebody_above_is_held_and_the_rest_goes_in() -> None:
    above = replace(HANA, id="CAT", chain=("BOSS", "ANN"))
    result = plan("email,title,external_id\nann@x.test,,9\ncat@x.test,,8\nboss@x.test,CEO,1\n", actor=above)
    assert told(result) == []
    assert [(one.row, one.person.id, one.revision.new.external_id) for one in result.held] == [
        (2, "ANN", "9"),
        (3, "CAT", "8"),
    ]
    assert [(s.new.id, s.new.title) for s in result.updated] == [("BOSS", "CEO")]
    assert told(plan("email,external_id\nann@x.test,9\n")) == [
        (2, "/external_id", "The email belongs to Ann Lee, whose employee ID is 2.")
    ]


def test_somebody_without_a_zone_is_not_put_into_one_in_silence() -> None:
    text = "email,name,time_zone\nann@x.test,Ann Lee,\nnew@x.test,New,\nother@x.test,Other,Europe/Rome\n"
    result = plan(text, zones=ZoneRules("", {}, {}))
    assert [(p.row, p.pointer, p.code) for p in result.problems] == [(3, "/time_zone", "no_time_zone")]
    assert "Set one for the company" in result.problems[0].detail


def test_the_plan_counts_who_got_which_zone() -> None:
    text = "email,name,location,department,tz\na@x.test,A,Oslo,,\nb@x.test,B,,Sales,\nc@x.test,C,,,\nd@x.test,D,,,UTC\n"
    rules = ZoneRules("Europe/Berlin", {"oslo": "Europe/Oslo"}, {"sales": "Europe/Rome"})
    result = plan(text + "boss@x.test,Bo Ss,,,\n", (replace(BOSS, time_zone="Asia/Tokyo"),), zones=rules)
    assert result.zones == {"given": 1, "location": 1, "department": 1, "company": 1, "kept": 1}
    zones = [revision.new.time_zone for revision in result.created]
    assert zones == ["Europe/Oslo", "Europe/Rome", "Europe/Berlin", "UTC"]


def test_people_without_an_address_have_an_employee_id() -> None:
    result = plan("Employee ID,Name,email,Manager ID\n50,Mail Less,,2\n2,Ann Lee,,1\n")
    assert told(result) == []
    assert [(s.new.email, s.new.manager_id) for s in result.created] == [("", "ANN")]
    assert [s.new.email for s in result.updated] == ["ann@x.test"] or result.unchanged == 1
    assert [(p.row, p.pointer, p.code) for p in plan("Employee ID,Name\n,Nobody\n").problems] == [
        (2, "/external_id", "required")
    ]


def test_managers_by_a_name_that_fits_one_person() -> None:
    result = plan('email,name,Manager\nann@x.test,Ann Lee,"Ss, Bo"\ncat@x.test,Cat,Nobody Here\n')
    assert [(p.row, p.pointer, p.code) for p in result.problems] == [(3, "/manager", "manager_unknown")]


def test_pages_in_which_a_key_changes_hands_are_written_in_order() -> None:
    moved = plan("email,external_id\nann.wu@x.test,2\ncat@x.test,\n", deactivate_missing=True, confirm_leaving=0)
    assert moved.in_order(moved.revisions, 1) >= 1
    still = plan("email,title\nann@x.test,Lead\n")
    assert (still.in_order(still.revisions, 1), still.in_order((), 1)) == (0, 0)
