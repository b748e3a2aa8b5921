"""What comes in, as it is documented; `rules.schemas` says how it is read: open, in any case, with what is known."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from chalicelib.scim.rules.schemas import ENTERPRISE

PAGE = 200
Text = Annotated[str, Meta(max_length=200)]


class ScimName(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """The parts of a name."""

    formatted: str = ""
    given_name: str = ""
    family_name: str = ""


class ScimEmail(Struct, kw_only=True, omit_defaults=True):
    """An address."""

    value: str
    type: str = "work"
    primary: bool = True


class ScimPlace(Struct, kw_only=True, omit_defaults=True):
    """A place of work."""

    locality: str
    type: str = "work"
    primary: bool = True


class ScimManager(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """The manager, by the id of their user; answered with `$ref` and `displayName`."""

    value: str
    ref: str = field(default="", name="$ref")
    display_name: str = ""


class ScimEnterprise(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """What a company says of someone. `employee_number`: the employee ID of the directory."""

    employee_number: str = ""
    department: str = ""
    manager: ScimManager | None = None


class ScimMeta(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """Of what type a resource is, where it is, and which version."""

    resource_type: str = ""
    created: str = ""
    last_modified: str = ""
    location: str = ""
    version: str = ""


class ScimUser(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """Someone in the directory (RFC 7643, section 4.1). Other attributes and schemas are passed over."""

    user_name: Text
    schemas: list[str] = []
    id: str = ""
    external_id: Text = ""
    name: ScimName | None = None
    display_name: str = ""
    title: str = ""
    user_type: str = ""
    timezone: str = ""
    active: bool = True
    emails: list[ScimEmail] = []
    addresses: list[ScimPlace] = []
    enterprise: ScimEnterprise | None = field(default=None, name=ENTERPRISE)
    meta: ScimMeta | None = None


class ScimMember(Struct, kw_only=True, omit_defaults=True):
    """A user in a group, by id."""

    value: str
    ref: str = field(default="", name="$ref")


class ScimGroup(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """A group that the provider pushes (RFC 7643, section 4.2)."""

    display_name: Text
    schemas: list[str] = []
    id: str = ""
    external_id: Text = ""
    members: list[ScimMember] = []
    meta: ScimMeta | None = None


class PatchOperation(Struct, kw_only=True):
    """One operation: `add`, `replace` or `remove`, in any case; without a path the value is an object."""

    op: str
    path: str = ""
    value: Any = None


class PatchBody(Struct, kw_only=True):
    """A PATCH (RFC 7644, section 3.5.2)."""

    operations: list[PatchOperation] = field(name="Operations")
    schemas: list[str] = []


class SearchBody(Struct, kw_only=True, rename="camel"):
    """A query as a POST (RFC 7644, section 3.4.3)."""

    schemas: list[str] = []
    filter: str = ""
    attributes: list[str] = []
    excluded_attributes: list[str] = []
    start_index: int = 1
    count: int = PAGE


class UserList(Struct, kw_only=True, rename="camel"):
    """One page of users."""

    schemas: list[str]
    total_results: int
    start_index: int
    items_per_page: int
    resources: list[ScimUser] = field(name="Resources")


class GroupList(Struct, kw_only=True, rename="camel"):
    """One page of groups."""

    schemas: list[str]
    total_results: int
    start_index: int
    items_per_page: int
    resources: list[ScimGroup] = field(name="Resources")


class Selection(Struct, kw_only=True, rename="camel"):
    """Which part of a resource is answered."""

    attributes: Annotated[str, Meta(description="Names, separated by commas; `id` and `schemas` are always there.")] = (
        ""
    )
    excluded_attributes: Annotated[str, Meta(description="Names of what is left out, separated by commas.")] = ""


class ListQuery(Selection, kw_only=True, rename="camel"):
    """A list of resources."""

    filter: Annotated[str, Meta(description="RFC 7644, section 3.4.2.2.")] = ""
    start_index: Annotated[int, Meta(description="The first one, counted from 1.")] = 1
    count: Annotated[int, Meta(description="How many at most.")] = PAGE


class ScimTokenBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a token is for: "Okta", for one. It is the name under which its changes stand in the trail."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
