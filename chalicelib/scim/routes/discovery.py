"""What this service is and has, and what is not here."""

from typing import Any

import msgspec

from chalicelib.kernel.errors import NotFound
from chalicelib.kernel.http import Answer, Call
from chalicelib.scim import views
from chalicelib.scim.actions import groups, user_lists
from chalicelib.scim.bodies import SearchBody
from chalicelib.scim.routes.common import (
    PROVIDER,
    asked_of,
    base_of,
    routes,
    searched,
    selected,
    user_resource,
    wants,
)

_JSON = dict[str, Any]


@routes.get(f"{views.BASE}/ServiceProviderConfig", summary="What of SCIM is supported", answer=_JSON, **PROVIDER)
def read_config(call: Call[Any, Any]) -> Answer:
    """RFC 7643, section 5."""
    return Answer(views.config(base_of(call), user_lists.MOST_RESULTS))


@routes.get(f"{views.BASE}/ResourceTypes", summary="Which resources there are", answer=_JSON, **PROVIDER)
def list_resource_types(call: Call[Any, Any]) -> Answer:
    """Users and groups."""
    found = views.resource_types(base_of(call))
    return Answer(views.page(found, len(found), 1))


@routes.get(f"{views.BASE}/ResourceTypes/{{type_id}}", summary="A type of resource", answer=_JSON, **PROVIDER)
def read_resource_type(call: Call[Any, Any]) -> Answer:
    """By its name."""
    return _one(views.resource_types(base_of(call)), call.path["type_id"])


@routes.get(f"{views.BASE}/Schemas", summary="Which attributes there are", answer=_JSON, **PROVIDER)
def list_schemas(call: Call[Any, Any]) -> Answer:
    """Those that are kept; others are passed over."""
    found = views.schemas(base_of(call))
    return Answer(views.page(found, len(found), 1))


@routes.get(f"{views.BASE}/Schemas/{{schema_id}}", summary="A schema", answer=_JSON, **PROVIDER)
def read_schema(call: Call[Any, Any]) -> Answer:
    """By its URN."""
    return _one(views.schemas(base_of(call)), call.path["schema_id"])


def _one(found: list[views.Resource], wanted: str) -> Answer:
    one = next((resource for resource in found if resource["id"] == wanted), None)
    if one is None:
        raise NotFound
    return Answer(one)


class EverythingList(msgspec.Struct, kw_only=True, rename="camel"):
    """One page of users and groups."""

    schemas: list[str]
    total_results: int
    start_index: int
    items_per_page: int
    resources: list[dict[str, Any]] = msgspec.field(name="Resources")


@routes.post(
    f"{views.BASE}/.search",
    summary="Search users and groups at once",
    body=SearchBody,
    answer=EverythingList,
    **PROVIDER,
)
def search_everything(call: Call[Any, Any]) -> Answer:
    """Users first, then groups (RFC 7644, section 3.4.3)."""
    query = searched(call.body)
    asked, at = asked_of(query), views.users_at(base_of(call))
    found = user_lists.search(call.command, asked, at)
    pushed = groups.search(call.reads, asked.wanted, with_members=wants(query, "members"), users_at=at)
    resources = [user_resource(call, user, query) for user in found.users]
    first = max(asked.start - 1 - found.total, 0)
    room = asked.count - len(resources) if asked.start + len(resources) > found.total else 0
    resources += [views.group_resource(one, base_of(call)) for one in pushed[first : first + room]]
    page = [selected(query, resource) for resource in resources]
    return Answer(views.page(page, found.total + len(pushed), asked.start))


@routes.get(f"{views.BASE}/{{anything}}", summary="Nothing", answer=views.ScimError, **PROVIDER)
def read_nothing(_call: Call[Any, Any]) -> Answer:
    """404 in SCIM's words, whatever else is asked for below this address."""
    raise NotFound
