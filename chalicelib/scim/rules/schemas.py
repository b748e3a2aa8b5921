"""The schemas as data: what is published at `/Schemas` is what bodies, paths and filters are read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"

ZONES = ["Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo"]
"""Some of the zones that `timezone` may be: any name of the IANA database is taken."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a schema; `parts` are the sub-attributes of a complex one."""

    name: str
    kind: str = "string"
    multiple: bool = False
    required: bool = False
    exact: bool = False
    mutability: str = "readWrite"
    returned: str = "default"
    unique: str = "none"
    canonical: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    says: str = ""
    parts: tuple[Attribute, ...] = ()

    def part(self, name: str) -> Attribute | None:
        """Return the sub-attribute of this name, in any case."""
        return next((part for part in self.parts if part.name.lower() == name.lower()), None)

    def published(self) -> dict[str, Any]:
        """As RFC 7643, section 7 writes it."""
        found: dict[str, Any] = {
            "name": self.name,
            "type": self.kind,
            "multiValued": self.multiple,
            "description": self.says or self.name,
            "required": self.required,
            "caseExact": self.exact,
            "mutability": self.mutability,
            "returned": self.returned,
            "uniqueness": self.unique,
        }
        if self.canonical:
            found["canonicalValues"] = list(self.canonical)
        if self.references:
            found["referenceTypes"] = list(self.references)
        if self.parts:
            found["subAttributes"] = [part.published() for part in self.parts]
        return found


def _complex(name: str, *parts: Attribute, says: str = "", **how: Any) -> Attribute:
    return Attribute(name, "complex", says=says, parts=parts, **how)


_TYPE = Attribute("type", canonical=("work",), says="What it is used for.")
_PRIMARY = Attribute("primary", "boolean", says="Whether this is the one that counts.")

_USER_ATTRIBUTES = (
    Attribute("externalId", exact=True, says="The provider's own key."),
    Attribute("userName", required=True, unique="server", says="The name to sign in with; unique, in any case."),
    _complex(
        "name",
        Attribute("formatted", says="The whole name."),
        Attribute("familyName", says="The family name."),
        Attribute("givenName", says="The given name."),
        says="The parts of the name.",
    ),
    Attribute("displayName", says="The name that others see; else name.formatted, else given and family name."),
    Attribute("title", says="The position in the company."),
    Attribute("userType", says="The type of employment."),
    Attribute("timezone", canonical=tuple(ZONES), says="An IANA time zone; else the company's rules decide."),
    Attribute("active", "boolean", says="false: has left, and loses all access at once. true: works here (again)."),
    _complex(
        "emails",
        Attribute("value", says="The address."),
        _TYPE,
        _PRIMARY,
        multiple=True,
        says="The address is the primary one, else the first of type work, else userName.",
    ),
    _complex(
        "addresses",
        Attribute("locality", says="The place of work."),
        _TYPE,
        _PRIMARY,
        multiple=True,
        says="The locality of the one of type work is the location.",
    ),
)

_ENTERPRISE_ATTRIBUTES = (
    Attribute("employeeNumber", says="The employee id of the directory; unique, leavers included."),
    Attribute("department", says="The department."),
    _complex(
        "manager",
        Attribute("value", says="The id of the manager; userName, address and employeeNumber are understood, too."),
        Attribute("$ref", "reference", references=("User",), exact=True, says="Where the manager is."),
        Attribute("displayName", mutability="readOnly", returned="request", says="The manager's name."),
        says="The manager.",
    ),
)

_GROUP_ATTRIBUTES = (
    Attribute("externalId", exact=True, says="The provider's own key."),
    Attribute("displayName", required=True, unique="server", says="The name; unique, in any case."),
    _complex(
        "members",
        Attribute("value", exact=True, mutability="immutable", says="The id of a user."),
        Attribute(
            "$ref", "reference", references=("User",), exact=True, mutability="immutable", says="Where the user is."
        ),
        multiple=True,
        says="Who is in the group.",
    ),
)

_RESOURCE_TYPE_ATTRIBUTES = (
    Attribute("id", mutability="readOnly"),
    Attribute("name", required=True, mutability="readOnly"),
    Attribute("description", mutability="readOnly"),
    Attribute("endpoint", "reference", required=True, mutability="readOnly", references=("uri",)),
    Attribute("schema", "reference", required=True, mutability="readOnly", exact=True, references=("uri",)),
    _complex(
        "schemaExtensions",
        Attribute("schema", "reference", required=True, mutability="readOnly", exact=True, references=("uri",)),
        Attribute("required", "boolean", required=True, mutability="readOnly"),
        multiple=True,
        mutability="readOnly",
    ),
)

_SUPPORTED = Attribute("supported", "boolean", required=True, mutability="readOnly")
_CONFIG_ATTRIBUTES = (
    Attribute("documentationUri", "reference", mutability="readOnly", references=("external",)),
    *(
        _complex(name, _SUPPORTED, required=True, mutability="readOnly")
        for name in ("patch", "changePassword", "sort", "etag")
    ),
    _complex(
        "bulk",
        _SUPPORTED,
        Attribute("maxOperations", "integer", required=True, mutability="readOnly"),
        Attribute("maxPayloadSize", "integer", required=True, mutability="readOnly"),
        required=True,
        mutability="readOnly",
    ),
    _complex(
        "filter",
        _SUPPORTED,
        Attribute("maxResults", "integer", required=True, mutability="readOnly"),
        required=True,
        mutability="readOnly",
    ),
    _complex(
        "authenticationSchemes",
        *(Attribute(name, required=True, mutability="readOnly") for name in ("type", "name", "description")),
        multiple=True,
        required=True,
        mutability="readOnly",
    ),
)

_DETAILS = tuple(
    Attribute(name, kind, mutability="readOnly", multiple=name in {"canonicalValues", "referenceTypes"})
    for name, kind in {
        "name": "string",
        "type": "string",
        "multiValued": "boolean",
        "description": "string",
        "required": "boolean",
        "canonicalValues": "string",
        "caseExact": "boolean",
        "mutability": "string",
        "returned": "string",
        "uniqueness": "string",
        "referenceTypes": "string",
    }.items()
)
_SCHEMA_ATTRIBUTES = (
    Attribute("id", required=True, mutability="readOnly"),
    Attribute("name", mutability="readOnly"),
    Attribute("description", mutability="readOnly"),
    _complex(
        "attributes",
        *_DETAILS,
        _complex("subAttributes", *_DETAILS, multiple=True, mutability="readOnly"),
        multiple=True,
        required=True,
        mutability="readOnly",
    ),
)

SCHEMAS: Mapping[str, tuple[str, tuple[Attribute, ...]]] = {
    USER: ("User", _USER_ATTRIBUTES),
    ENTERPRISE: ("EnterpriseUser", _ENTERPRISE_ATTRIBUTES),
    GROUP: ("Group", _GROUP_ATTRIBUTES),
    RESOURCE_TYPE: ("ResourceType", _RESOURCE_TYPE_ATTRIBUTES),
    CONFIG: ("ServiceProviderConfig", _CONFIG_ATTRIBUTES),
    SCHEMA: ("Schema", _SCHEMA_ATTRIBUTES),
}

READ_ONLY = frozenset({"id", "meta", "schemas", "groups"})
"""What only the service sets, of every resource."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A type of resource: its schema, and the one that extends it."""

    name: str
    endpoint: str
    schema: str
    extension: str = ""

    def attribute(self, schema: str, name: str) -> Attribute | None:
        """Return the attribute of this name, in any case; `schema` "": of the core schema."""
        attributes = SCHEMAS[schema or self.schema][1]
        return next((one for one in attributes if one.name.lower() == name.lower()), None)

    def schema_of(self, urn: str) -> str | None:
        """Return the schema that a URN means, in any case; None where it is none of this resource."""
        return next((known for known in (self.schema, self.extension) if known and known.lower() == urn.lower()), None)


USERS = ResourceType("User", "/Users", USER, ENTERPRISE)
GROUPS = ResourceType("Group", "/Groups", GROUP)
