"""Users: the directory's people, as a provider keeps them."""

from typing import Any

from chalicelib.kernel.http import Answer, Call
from chalicelib.kernel.ids import new_id
from chalicelib.scim import views
from chalicelib.scim.actions import user_lists, users
from chalicelib.scim.bodies import ListQuery, PatchBody, ScimUser, SearchBody, Selection, UserList
from chalicelib.scim.routes.common import (
    PROVIDER,
    USER,
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
    the_user,
    user_resource,
)
from chalicelib.scim.rules.spellings import User

USERS = f"{views.BASE}/Users"


@routes.get(USERS, summary="List users, or look them up", query=ListQuery, answer=UserList, **PROVIDER)
def list_users(call: Call[Any, ListQuery]) -> Answer:
    """Filters by userName, externalId, employeeNumber, emails and id are look-ups; others walk a small directory."""
    return _listed(call, call.query)


@routes.post(f"{USERS}/.search", summary="List users by a POST", body=SearchBody, answer=UserList, **PROVIDER)
def search_users(call: Call[Any, Any]) -> Answer:
    """The parameters of the list as a body (RFC 7644, section 3.4.3)."""
    return _listed(call, searched(call.body))


def _listed(call: Call[Any, Any], query: ListQuery) -> Answer:
    asked = asked_of(query)
    found = user_lists.search(call.command, asked, views.users_at(base_of(call)))
    resources = [selected(query, user_resource(call, user, query)) for user in found.users]
    return Answer(views.page(resources, found.total, asked.start))


@routes.post(
    USERS,
    summary="Make a user, or bring a leaver back",
    body=ScimUser,
    query=Selection,
    answer=ScimUser,
    status=201,
    prefetch=the_company,
    replay=USER,
    **PROVIDER,
)
def make_user(call: Call[Any, Selection]) -> Answer:
    """A leaver's address and employeeNumber together are that leaver; an address alone is refused (409)."""
    return _changed(call, users.create(terms(call), call.body, new_id(call.now)), status=201)


@routes.get(USER, summary="A user", query=Selection, answer=ScimUser, prefetch=the_user, statuses=(304,), **PROVIDER)
def read_user(call: Call[Any, Selection]) -> Answer:
    """Leavers too, unless a provider has deleted them."""
    user = users.load(call.reads, call.path["user_id"])
    if is_known(call, user.version):
        return Answer(None, status=304, headers={"ETag": views.etag(user.version)})
    return answered(call, user_resource(call, user, call.query))


@routes.put(
    USER,
    summary="Replace a user",
    body=ScimUser,
    query=Selection,
    answer=ScimUser,
    prefetch=the_user,
    match=False,
    **PROVIDER,
)
def replace_user(call: Call[Any, Selection]) -> Answer:
    """What the provider never mentioned stays as HR has it. What it may not change waits for an HR admin."""
    user = _matched(call)
    return _changed(call, users.replaced(terms(call), user, call.body))


@routes.patch(
    USER,
    summary="Change a user",
    body=PatchBody,
    query=Selection,
    answer=ScimUser,
    prefetch=the_user,
    match=False,
    **PROVIDER,
)
def patch_user(call: Call[Any, Selection]) -> Answer:
    """As RFC 7644 has it, and as Okta and Entra send it. What it may not change waits for an HR admin."""
    user = _matched(call)
    return _changed(call, users.patched(terms(call), user, call.body))


@routes.delete(USER, summary="Delete a user: they have left", status=204, prefetch=the_user, **PROVIDER)
def delete_user(call: Call[Any, Any]) -> Answer:
    """The entry stays in the directory, with the reviews; for the provider it is gone."""
    user = _matched(call)
    users.deleted(terms(call), user)
    return Answer(None)


def _matched(call: Call[Any, Any]) -> User:
    user = users.load(call.reads, call.path["user_id"])
    must_match(call, user.version)
    return user


def _changed(call: Call[Any, Selection], user: User, *, status: int = 200) -> Answer:
    return answered(call, user_resource(call, user, call.query), status=status)
