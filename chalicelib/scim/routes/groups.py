"""Groups: kept as a provider pushes them."""

from typing import Any

from chalicelib.kernel.http import Answer, Call
from chalicelib.kernel.ids import new_id
from chalicelib.scim import views
from chalicelib.scim.actions import groups
from chalicelib.scim.bodies import GroupList, ListQuery, PatchBody, ScimGroup, SearchBody, Selection
from chalicelib.scim.routes.common import (
    GROUP,
    PROVIDER,
    answered,
    asked_of,
    base_of,
    is_known,
    must_match,
    routes,
    searched,
    selected,
    terms,
    the_company,
    the_group,
    wants,
)
from chalicelib.scim.rules.groups import GroupWithMembers

GROUPS = f"{views.BASE}/Groups"


@routes.get(GROUPS, summary="List groups, or look them up", query=ListQuery, answer=GroupList, **PROVIDER)
def list_groups(call: Call[Any, ListQuery]) -> Answer:
    """Every group that the provider has pushed."""
    return _listed(call, call.query)


@routes.post(f"{GROUPS}/.search", summary="List groups by a POST", body=SearchBody, answer=GroupList, **PROVIDER)
def search_groups(call: Call[Any, Any]) -> Answer:
    """The parameters of the list as a body (RFC 7644, section 3.4.3)."""
    return _listed(call, searched(call.body))


def _listed(call: Call[Any, Any], query: ListQuery) -> Answer:
    asked, at = asked_of(query), views.users_at(base_of(call))
    found = groups.search(call.reads, asked.wanted, with_members=wants(query, "members"), users_at=at)
    page = found[asked.start - 1 : asked.start - 1 + min(asked.count, groups.MOST_RESULTS)]
    resources = [selected(query, views.group_resource(one, base_of(call))) for one in page]
    return Answer(views.page(resources, len(found), asked.start))


@routes.post(
    GROUPS,
    summary="Make a group",
    body=ScimGroup,
    query=Selection,
    answer=ScimGroup,
    status=201,
    prefetch=the_company,
    replay=GROUP,
    **PROVIDER,
)
def make_group(call: Call[Any, Selection]) -> Answer:
    """Members of the group that HR has named in the company's settings are HR assistants; no group gives more."""
    group_id = new_id(call.now)
    return _answered(call, groups.create(terms(call), call.body, group_id), status=201)


@routes.get(
    GROUP, summary="A group", query=Selection, answer=ScimGroup, prefetch=the_group, statuses=(304,), **PROVIDER
)
def read_group(call: Call[Any, Selection]) -> Answer:
    """With its members, unless they are excluded."""
    found = groups.load(call.reads, call.path["group_id"])
    if is_known(call, found.group.version):
        return Answer(None, status=304, headers={"ETag": views.etag(found.group.version)})
    return _answered(call, found)


@routes.put(
    GROUP,
    summary="Replace a group",
    body=ScimGroup,
    query=Selection,
    answer=ScimGroup,
    prefetch=the_group,
    match=False,
    **PROVIDER,
)
def replace_group(call: Call[Any, Selection]) -> Answer:
    """Name and members."""
    old = _matched(call)
    return _answered(call, groups.replaced(terms(call), old, call.body))


@routes.patch(GROUP, summary="Change a group", body=PatchBody, status=204, prefetch=the_group, match=False, **PROVIDER)
def patch_group(call: Call[Any, Any]) -> Answer:
    """Answers nothing: a list of all members is not what who adds one of them wants to read."""
    old = _matched(call)
    new = groups.patched(terms(call), old, call.body)
    return Answer(None, headers={"ETag": views.etag(new.group.version)})


@routes.delete(GROUP, summary="Delete a group", status=204, prefetch=the_group, **PROVIDER)
def delete_group(call: Call[Any, Any]) -> Answer:
    """Its members are no HR assistants anymore, where it made them so."""
    old = _matched(call)
    groups.deleted(terms(call), old)
    return Answer(None)


def _matched(call: Call[Any, Any]) -> GroupWithMembers:
    found = groups.load(call.reads, call.path["group_id"])
    must_match(call, found.group.version)
    return found


def _answered(call: Call[Any, Selection], found: GroupWithMembers, *, status: int = 200) -> Answer:
    return answered(call, views.group_resource(found, base_of(call)), status=status)
