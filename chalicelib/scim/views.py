"""Resources as they are answered, and refusals in the words of RFC 7644."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.kernel.codec import encode
from chalicelib.kernel.errors import Invalid, NotAuthenticated, Refusal, Stale, Throttled, Unavailable
from chalicelib.kernel.http.problems import STATUS
from chalicelib.kernel.ids import created_at
from chalicelib.people.actions import PersonRef
from chalicelib.scim.rules import groups, users
from chalicelib.scim.rules.groups import GroupWithMembers
from chalicelib.scim.rules.schemas import (
    CONFIG,
    ENTERPRISE,
    ERROR,
    GROUP,
    GROUPS,
    LIST,
    RESOURCE_TYPE,
    SCHEMA,
    SCHEMAS,
    USER,
    USERS,
    ResourceType,
)
from chalicelib.scim.rules.spellings import User
from chalicelib.scim.rules.tokens import ScimToken

MEDIA = "application/scim+json"
BASE = "/scim/v2"
Resource = dict[str, Any]

SCIM_TYPES: Mapping[str, str] = {
    "invalid_filter": "invalidFilter",
    "too_many": "tooMany",
    "invalid_path": "invalidPath",
    "invalid_syntax": "invalidSyntax",
    "malformed_json": "invalidSyntax",
    "invalid_value": "invalidValue",
    "invalid": "invalidValue",
    "no_target": "noTarget",
    "mutability": "mutability",
    "uniqueness": "uniqueness",
    "email_taken": "uniqueness",
    "employee_id_taken": "uniqueness",
    "address_of_leaver": "uniqueness",
}


BUSY = frozenset({"import_running", "directory_changing"})
"""Refusals that are over in a minute: a provider would take a conflict for someone who is there already."""
BUSY_FOR = 30


def at(base_url: str) -> str:
    """Return where SCIM is, as providers know it."""
    return f"{base_url.rstrip('/')}/api{BASE}"


def users_at(base_url: str) -> str:
    """Return where users are."""
    return f"{at(base_url)}{USERS.endpoint}"


def etag(version: int) -> str:
    """Return a weak tag: what a resource says is the same, if perhaps not letter by letter."""
    return f'W/"{version}"'


def user_resource(user: User, base_url: str, *, manager_named: bool = False) -> Resource:
    """Return a user as it is answered. `manager_named`: with the manager's name, which is answered on request only."""
    person, spelling = user.person, user.spelling
    shown = users.shown(person, spelling, users_at(base_url))
    manager = shown.get(ENTERPRISE, {}).get("manager")
    if manager_named and manager and person.manager_name:
        shown[ENTERPRISE] = {**shown[ENTERPRISE], "manager": {**manager, "displayName": person.manager_name}}
    born = created_at(person.id)
    meta = _meta(USERS, f"{at(base_url)}{USERS.endpoint}/{person.id}", user.version)
    changed = spelling.changed_at if spelling else born
    return {
        "schemas": users.schemas_of(shown),
        "id": person.id,
        **shown,
        "meta": {**meta, "created": _instant(born), "lastModified": _instant(changed)},
    }


def group_resource(gathered: GroupWithMembers, base_url: str) -> Resource:
    """Return a group as it is answered."""
    group = gathered.group
    shown = groups.shown(group, gathered.members, users_at(base_url))
    meta = _meta(GROUPS, f"{at(base_url)}{GROUPS.endpoint}/{group.id}", group.version)
    return {
        **shown,
        "id": group.id,
        "meta": {**meta, "created": _instant(group.created_at), "lastModified": _instant(group.changed_at)},
    }


def _meta(kind: ResourceType, location: str, version: int) -> Resource:
    return {"resourceType": kind.name, "location": location, "version": etag(version)}


def _instant(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def page(resources: Sequence[Resource], total: int, start: int) -> Resource:
    """Return one page of a list."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": list(resources),
    }


# ---------------------------------------------------------------- refusals


class ScimError(msgspec.Struct, kw_only=True, rename="camel"):
    """Why a request was not carried out (RFC 7644, section 3.12). `scim_type`: which kind of bad input it was."""

    schemas: list[str]
    status: str
    detail: str
    scim_type: str | msgspec.UnsetType = msgspec.UNSET


def error(status: int, detail: str, scim_type: str = "") -> ScimError:
    """Return a refusal as it is answered."""
    kind = scim_type or msgspec.UNSET
    return ScimError(schemas=[ERROR], status=str(status), detail=detail, scim_type=kind)


def written(refusal: Refusal | None) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of a refusal; None: our fault, of which nothing is said."""
    headers = {"Content-Type": MEDIA}
    if refusal is None:
        return 500, encode(error(500, "We could not carry this out. It has been recorded.")), headers
    scim_type = SCIM_TYPES.get(refusal.code, "")
    status, _ = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    if refusal.code in BUSY:
        status, headers["Retry-After"] = 503, str(BUSY_FOR)
    if isinstance(refusal, Invalid):
        status = 409 if scim_type == "uniqueness" else 400
        scim_type = scim_type or "invalidValue"
    if isinstance(refusal, Stale) and refusal.etag is not None:
        headers["ETag"] = refusal.etag
    if isinstance(refusal, NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, Throttled | Unavailable):
        headers["Retry-After"] = str(refusal.retry_after)
    return status, encode(error(status, _detail(refusal), scim_type)), headers


def _detail(refusal: Refusal) -> str:
    if not isinstance(refusal, Invalid) or not refusal.errors:
        return refusal.detail
    return " ".join(f"{one.pointer.strip('/')}: {one.detail}" for one in refusal.errors)


# ---------------------------------------------------------------- what this service is


def config(base_url: str, most_results: int) -> Resource:
    """`/ServiceProviderConfig`."""
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": most_results},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token that an HR admin has made, or an OAuth token with the scope people:write.",
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{at(base_url)}/ServiceProviderConfig"},
    }


def resource_types(base_url: str) -> list[Resource]:
    """`/ResourceTypes`."""
    return [
        {
            "schemas": [RESOURCE_TYPE],
            "id": kind.name,
            "name": kind.name,
            "description": says,
            "endpoint": kind.endpoint,
            "schema": kind.schema,
            "schemaExtensions": [{"schema": kind.extension, "required": False}] if kind.extension else [],
            "meta": {"resourceType": "ResourceType", "location": f"{at(base_url)}/ResourceTypes/{kind.name}"},
        }
        for kind, says in ((USERS, "Somebody in the directory."), (GROUPS, "A group that the provider pushes."))
    ]


_SAYS = {
    USER: "Somebody in the directory.",
    ENTERPRISE: "What a company says of somebody in it.",
    GROUP: "A group that the provider pushes.",
}


def schemas(base_url: str) -> list[Resource]:
    """`/Schemas`."""
    return [
        {
            "schemas": [SCHEMA],
            "id": urn,
            "name": name,
            "description": _SAYS.get(urn, name),
            "attributes": [one.published() for one in attributes],
            "meta": {"resourceType": "Schema", "location": f"{at(base_url)}/Schemas/{urn}"},
        }
        for urn, (name, attributes) in SCHEMAS.items()
    ]


class ScimTokenView(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A token. `token`: what the provider sends; shown only by the request that makes it. `used_at`: to the hour."""

    id: str
    name: str
    created_at: datetime
    made_by: PersonRef
    used_at: datetime | msgspec.UnsetType = msgspec.UNSET
    token: str | msgspec.UnsetType = msgspec.UNSET


def token_view(token: ScimToken, secret: str = "") -> ScimTokenView:
    """Return a token; `secret`: what the provider sends, for whoever makes it."""
    return ScimTokenView(
        id=token.id,
        name=token.name,
        created_at=token.created_at,
        made_by=PersonRef(id=token.made_by, name=token.made_by_name),
        used_at=token.used_at or msgspec.UNSET,
        token=secret or msgspec.UNSET,
    )
