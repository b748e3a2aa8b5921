"""People as they come in and as they are answered: colleagues see where someone works, HR and oneself see all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from chalicelib.kernel.policy import HR_ROLES, PEOPLE_WRITE, Actor, HrRole
from chalicelib.kernel.runtime import switchable
from chalicelib.people.account_views import AccountView, PersonAction, invitable
from chalicelib.people.import_views import ColumnView, ImportZonesView, column_view
from chalicelib.people.rules import MailTrouble, Person, Ref, Status, ZoneFrom
from chalicelib.people.rules.guards import LOGIN, barred_fields
from chalicelib.people.rules.imports import HeldLine, ImportRun, ImportState, ImportSummary
from chalicelib.people.rules.search import PersonCard
from chalicelib.people.shown import PersonRef, person_ref

if TYPE_CHECKING:
    from chalicelib.people.rules.differences import Difference
    from chalicelib.people.rules.imports import ImportProblem
    from chalicelib.people.rules.plans import Plan

UNSET = msgspec.UNSET
Unset = msgspec.UnsetType
Text = str | None | Unset

FEATURES: Mapping[str, bool] = {"reviews": True, "nudges": True, "reflections": True}
"""What this company's installation offers to its people."""
MOST_DIFFERENCES = 500
"""Of an import, shown before it is done."""
Boss = Annotated[str, msgspec.Meta(max_length=254)] | Unset | None
"""An id or an address; a key of the table has a limit."""


class PersonBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What changes of a person; what is absent stays, null clears. `status` active: someone who left is back."""

    name: str | Unset = UNSET
    email: Text = UNSET
    manager_id: Boss = UNSET
    manager_email: Boss = UNSET
    title: Text = UNSET
    department: Text = UNSET
    location: Text = UNSET
    time_zone: Text = UNSET
    employment_type: Text = UNSET
    start_date: date | Unset | None = UNSET
    roles: list[Annotated[str, msgspec.Meta(extra_json_schema={"enum": HR_ROLES})]] | Unset = UNSET
    external_id: Text = UNSET
    status: Literal["active"] | Unset = UNSET


class ForgetBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Why a login is forgotten; it is in the audit trail."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=1000, pattern=r"\S")]


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """Someone in a list; the address is for HR."""

    id: str
    name: str
    title: str
    department: str
    location: str
    manager: PersonRef | None
    status: Status
    email: str | Unset = UNSET


class LoginView(msgspec.Struct, frozen=True, kw_only=True):
    """Whether someone has signed in, and by which issuers; `forgotten`: HR forgot it, the next sign-in binds again."""

    state: Literal["none", "bound", "forgotten"]
    issuers: list[str]


class PersonView(msgspec.Struct, frozen=True, kw_only=True):
    """A profile. `chain`: the managers above, the own one first. From `email` on: for HR and oneself.

    `unconfirmed_roles`: those of `roles` that open no content until another HR admin confirms them. `login`: for HR.
    """

    id: str
    name: str
    title: str
    department: str
    location: str
    manager: PersonRef | None
    chain: list[PersonRef]
    status: Status
    actions: list[PersonAction]
    email: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    employment_type: str | Unset = UNSET
    start_date: date | Unset | None = UNSET
    time_zone_from: ZoneFrom | Unset = UNSET
    roles: list[HrRole] | Unset = UNSET
    unconfirmed_roles: list[HrRole] | Unset = UNSET
    external_id: str | Unset = UNSET
    left_at: datetime | Unset = UNSET
    mail_trouble: MailTrouble | Unset = UNSET
    login: LoginView | Unset = UNSET
    account: AccountView | Unset = UNSET


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in. `sign_in_address`: the account's, where it is not the directory's.

    `display_time_zone`: in which times are shown, by their own setting.
    """

    id: str
    name: str
    email: str
    person: PersonRef
    title: str
    department: str
    location: str
    time_zone: str
    display_time_zone: str
    roles: list[HrRole]
    unconfirmed_roles: list[HrRole]
    manager: PersonRef | None
    has_reports: bool
    features: dict[str, bool]
    sign_in_address: str | Unset = UNSET


class ProblemView(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a row, or a note; the header is row 1, `pointer` names the column, `code` is stable."""

    row: int
    pointer: str
    code: str
    detail: str
    params: dict[str, Any]


class FieldChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after, as text; empty where there is nothing."""

    field: str
    before: str
    after: str


class DifferenceView(msgspec.Struct, frozen=True, kw_only=True):
    """What would happen to one person: "created", "updated" or "left"; `about` says who that is."""

    fate: Literal["created", "updated", "left"]
    name: str
    about: str
    fields: list[FieldChangeView]


class HeldLineView(msgspec.Struct, frozen=True, kw_only=True):
    """A row that waits for another HR admin; the person stays as they were. `id`: in the list of what waits.

    `row`: 0 for someone who would leave because the file does not name them.
    """

    row: int
    pointer: str
    person: PersonRef
    code: str
    detail: str
    params: dict[str, Any]
    id: str


class ImportView(msgspec.Struct, frozen=True, kw_only=True):
    """What an import does, or would do. `missing`: who is not in the file, the first 10,000 of
    `missing_count`; `failed`: whom it could not change.

    `held`: what another HR admin has to confirm. `notes`: rows that change nothing, or more than they say, and why.
    `columns`: what each column was read as. `zones`: how many have their time zone from where.

    `rows` of the file, `pages` of people to write and `pages_done` of them: how far it is. An uploaded file is
    "reading" until it is "refused" (see `problems`), "previewed", or "running".

    `confirm_leaving`: how many would leave, where the import wants to be told that this is so.

    `differences`: in a dry run of a file without problems, the first of them.
    """

    created: int
    updated: int
    unchanged: int
    missing: list[PersonRef]
    missing_count: int
    left: int
    problems: list[ProblemView]
    rows: int | Unset = UNSET
    pages: int | Unset = UNSET
    pages_done: int | Unset = UNSET
    held: list[HeldLineView]
    notes: list[ProblemView]
    columns: list[ColumnView]
    zones: ImportZonesView
    confirm_leaving: int | Unset = UNSET
    id: str | Unset = UNSET
    state: ImportState | Unset = UNSET
    failed: list[PersonRef] | Unset = UNSET
    differences: list[DifferenceView] | Unset = UNSET


def given(body: PersonBody) -> dict[str, Any]:
    """The fields that `body` names, as texts, a date or a set; the manager and the status are not among them."""
    named = {name: getattr(body, name) for name in PersonBody.__struct_fields__}
    plain = {k: v for k, v in named.items() if v is not UNSET and k not in {"manager_id", "manager_email", "status"}}
    cleared = {k: "" if v is None and k != "start_date" else v for k, v in plain.items()}
    return {k: frozenset(v) if k == "roles" else v for k, v in cleared.items()}


def sees_all(actor: Actor) -> bool:
    """Whether `actor` reads the whole entry of everyone: HR, and machines that keep the directory."""
    return actor.is_hr or (not actor.is_person and PEOPLE_WRITE in actor.scopes)


def line(card: PersonCard, actor: Actor) -> PersonLine:
    """Someone in a list, as `actor` may see them."""
    return PersonLine(
        id=card.id,
        name=card.name,
        title=card.title,
        department=card.department,
        location=card.location,
        manager=_manager(card),
        status=card.status,
        email=card.email if sees_all(actor) else UNSET,
    )


def person_view(
    person: Person, above: Sequence[Person], actor: Actor, account: AccountView | Unset = UNSET
) -> PersonView:
    """A profile, as `actor` may see it. `account`: for HR, where people have theirs in the stack's pool."""
    shown = PersonView(
        id=person.id,
        name=person.name,
        title=person.title,
        department=person.department,
        location=person.location,
        manager=_manager(person),
        chain=[person_ref(one) for one in above],
        status=person.status,
        actions=[*_actions(person, actor), *invitable(person, actor, account)],
    )
    if not sees_all(actor) and actor.id != person.id:
        return shown
    return msgspec.structs.replace(
        shown,
        email=person.email,
        time_zone=person.time_zone,
        employment_type=person.employment_type,
        start_date=person.start_date,
        time_zone_from=person.zone_from,
        roles=_roles(person.roles),
        unconfirmed_roles=_roles(person.unconfirmed),
        external_id=person.external_id,
        left_at=person.left_at or UNSET,
        mail_trouble=person.mail_trouble,
        login=_login(person) if actor.is_hr else UNSET,
        account=account if actor.is_hr else UNSET,
    )


def _roles(held: Collection[str]) -> list[HrRole]:
    return [role for role in HR_ROLES if role in held]


def _login(person: Person) -> LoginView:
    state: Literal["bound", "forgotten", "none"] = "forgotten" if person.login_forgotten else "none"
    return LoginView(
        state="bound" if person.logins else state, issuers=sorted({login.issuer for login in person.logins})
    )


def me(person: Person, *, has_reports: bool, off: Collection[str] = (), signs_in_as: str = "") -> Me:
    """Who is signed in. `off`: the features that the company has switched off. `signs_in_as`: with which address,
    where it is not the directory's."""
    return Me(
        id=person.id,
        name=person.name,
        email=person.email,
        person=person_ref(person),
        title=person.title,
        department=person.department,
        location=person.location,
        time_zone=person.time_zone,
        display_time_zone=person.display_zone or person.time_zone,
        roles=_roles(person.roles),
        unconfirmed_roles=_roles(person.unconfirmed),
        manager=_manager(person),
        has_reports=has_reports,
        features={**FEATURES, **{name: name not in off for name in switchable()}},
        sign_in_address=signs_in_as or UNSET,
    )


def plan_view(plan: "Plan", said: ImportSummary) -> ImportView:
    """What an import would do."""
    from chalicelib.people.rules.differences import differences

    return ImportView(
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        missing=_refs(said.missing),
        missing_count=said.missing_count,
        left=len(plan.left),
        problems=[problem_view(p) for p in plan.problems],
        held=[_held_line(one) for one in said.held],
        notes=[problem_view(p) for p in said.notes],
        columns=[column_view(one) for one in said.columns],
        zones=ImportZonesView(**said.zones),
        confirm_leaving=plan.asks or UNSET,
        differences=UNSET if plan.problems else [_difference(d) for d in islice(differences(plan), MOST_DIFFERENCES)],
    )


def _held_line(one: HeldLine) -> HeldLineView:
    return HeldLineView(
        id=one.id,
        row=one.row,
        pointer=one.field and f"/{one.field}",
        person=person_ref(one.person),
        code=one.code,
        detail=one.detail,
        params={},
    )


def problem_view(one: "ImportProblem") -> ProblemView:
    """What is wrong with a row, or worth a note."""
    return ProblemView(row=one.row, pointer=one.pointer, code=one.code, detail=one.detail, params=dict(one.params))


def _difference(of: "Difference") -> DifferenceView:
    person = of.person
    return DifferenceView(
        fate=of.fate.value,
        name=person.name,
        about=", ".join(filter(None, (person.email, person.title, person.department))),
        fields=[FieldChangeView(field=one.field, before=one.before, after=one.after) for one in of.fields],
    )


def run_view(run: ImportRun, said: ImportSummary) -> ImportView:
    """What an import did, or is about to finish."""
    return ImportView(
        id=run.id,
        state=run.state,
        created=run.created,
        updated=run.updated,
        unchanged=run.unchanged,
        missing=_refs(said.missing),
        missing_count=run.missing,
        left=run.left,
        problems=[problem_view(p) for p in said.problems],
        rows=run.rows,
        pages=run.pages,
        pages_done=run.pages if run.state is ImportState.DONE else run.pages_done,
        confirm_leaving=run.asks or UNSET,
        held=[_held_line(one) for one in said.held],
        notes=[problem_view(p) for p in said.notes],
        columns=[column_view(one) for one in said.columns],
        zones=ImportZonesView(**run.zones),
        failed=_refs(run.failed) or UNSET,
    )


def _refs(people: Sequence[Ref]) -> list[PersonRef]:
    return [person_ref(person) for person in people]


def _manager(person: Person | PersonCard) -> PersonRef | None:
    return PersonRef(id=person.manager_id, name=person.manager_name) if person.manager_id else None


def _actions(person: Person, actor: Actor) -> list[PersonAction]:
    """What a keeper of the directory may do with this entry now."""
    if not (actor.is_hr_admin or (not actor.is_person and PEOPLE_WRITE in actor.scopes)):
        return []
    found: list[PersonAction] = ["save"]
    if person.active and barred_fields(actor, person, ["status"]) is None:
        found.append("leave")
    if person.unconfirmed and actor.is_hr_admin and actor.id not in (person.id, person.roles_by):
        found.append("confirm_roles")
    if person.logins and actor.is_hr_admin and actor.id != person.id and not barred_fields(actor, person, [LOGIN]):
        found.append("forget_login")
    return found
