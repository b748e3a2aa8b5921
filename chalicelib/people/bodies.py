"""What comes in about people: bodies of requests and parameters of queries."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.kernel.http import PageQuery
from chalicelib.kernel.policy import HR_ROLES
from chalicelib.mail.rules import MailTopic
from chalicelib.people.rules import PersonStatus
from chalicelib.people.rules.imports import MAX_UPLOAD_BYTES

UNSET = msgspec.UNSET
Unset = msgspec.UnsetType
Text = str | None | Unset
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Boss = Annotated[str, msgspec.Meta(max_length=254)] | Unset | None
"""An id or an address; a key of the table has a limit."""


class PeopleQuery(PageQuery):
    """Whom to list. `query`: the beginnings of names or of an address, from two letters on."""

    query: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    status: PersonStatus = PersonStatus.ACTIVE
    manager_id: Id | None = None


class ImportQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """`dry_run`: only say what would happen. `deactivate_missing`: who is not in the file has left.

    `confirm_leaving`: how many leave by that, where it is a large part of everyone. `reuse_addresses`: someone new
    may have the address of someone who left. `dates`: what 03/04/2024 is, where the file does not decide it.

    `columns`: what headings hold, as JSON `{heading: field}`; "" for a column to pass over, null to forget what was
    chosen before. An import remembers it for the next ones.
    """

    dry_run: bool = False
    deactivate_missing: bool = False
    reuse_addresses: bool = False
    confirm_leaving: Annotated[int, msgspec.Meta(ge=0)] | None = None
    dates: Literal["dmy", "mdy"] | None = None
    columns: Annotated[str, msgspec.Meta(max_length=30_000)] | None = None


class SaveQuery(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """`reuse_addresses`: the address may be that of someone who left, who then has none."""

    reuse_addresses: bool = False


class UploadBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A file of exactly `size` bytes."""

    size: Annotated[int, msgspec.Meta(ge=1, le=MAX_UPLOAD_BYTES)]


class FileQuery(ImportQuery):
    """As of an import. `charset`: what the file is written in, where that is not Unicode (`windows-1252`)."""

    charset: Annotated[str, msgspec.Meta(max_length=40)] = ""


class SettingsBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`time_zone`: in which times are shown, null for one's own. `mails`: topics that are not named stay."""

    time_zone: Annotated[str, msgspec.Meta(max_length=100)] | None
    mails: dict[MailTopic, bool]


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


def given(body: PersonBody) -> dict[str, Any]:
    """The fields that `body` names, as texts, a date or a set; the manager and the status are not among them."""
    named = {name: getattr(body, name) for name in PersonBody.__struct_fields__}
    plain = {k: v for k, v in named.items() if v is not UNSET and k not in {"manager_id", "manager_email", "status"}}
    cleared = {k: "" if v is None and k != "start_date" else v for k, v in plain.items()}
    return {k: frozenset(v) if k == "roles" else v for k, v in cleared.items()}


Ids = Annotated[list[Id], msgspec.Meta(max_length=1_000)]


class InvitationsBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Whom to invite: some by their ids, again until they have signed in, or everyone who has no account."""

    person_ids: Ids | None = None
    everyone: bool = False
