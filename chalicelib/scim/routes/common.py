"""What the routes of SCIM have in common."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.company import actions as company
from chalicelib.company.actions import COMPANY_KEY
from chalicelib.kernel.errors import Stale
from chalicelib.kernel.http import Answer, Call, Routes
from chalicelib.kernel.http.dialect import Dialect
from chalicelib.kernel.policy import PEOPLE_WRITE, scope
from chalicelib.kernel.storage.table import Key
from chalicelib.people.actions import provisioning
from chalicelib.scim import store, views
from chalicelib.scim.actions import admission, user_lists
from chalicelib.scim.actions.users import ProvisioningContext
from chalicelib.scim.bodies import PAGE, ListQuery, Selection
from chalicelib.scim.rules import patches, selections
from chalicelib.scim.rules.filters import Filter, parse
from chalicelib.scim.rules.refusals import invalid_syntax
from chalicelib.scim.rules.spellings import User

routes = Routes("scim")

SCIM = Dialect(
    media=views.MEDIA,
    takes=frozenset({views.MEDIA, "application/json"}),
    problem=views.ScimError,
    written=views.written,
    is_key=admission.is_key,
    holder=admission.holder,
    admitted=admission.admitted,
)
PROVIDER: dict[str, Any] = {"allow": scope(PEOPLE_WRITE), "dialect": SCIM}
USER = f"{views.BASE}/Users/{{user_id}}"
GROUP = f"{views.BASE}/Groups/{{group_id}}"


def the_company(_path: Mapping[str, str]) -> Iterable[Key]:
    """What the company has set."""
    return [COMPANY_KEY]


def the_user(path: Mapping[str, str]) -> Iterable[Key]:
    """The person, how the provider wrote them, and what the company has set."""
    return [provisioning.person_key(path["user_id"]), store.spelling_key(path["user_id"]), COMPANY_KEY]


def the_group(path: Mapping[str, str]) -> Iterable[Key]:
    """The group, its members, and what the company has set."""
    return [store.group_key(path["group_id"]), store.members_key(path["group_id"]), COMPANY_KEY]


def base_of(call: Call[Any, Any]) -> str:
    """Under which address this service is known."""
    return call.runtime.settings.base_url


def terms(call: Call[Any, Any]) -> ProvisioningContext:
    """In which command, and by whose rules."""
    users_at = views.users_at(base_of(call))
    return ProvisioningContext(command=call.command, company=company.load(call.reads), users_at=users_at)


def must_match(call: Call[Any, Any], version: int) -> None:
    """Refuse where If-Match was sent and names another version."""
    if call.if_match is None or call.if_match == "*":
        return
    if str(version) not in _tags(call.if_match):
        raise Stale(None, views.etag(version))


def is_known(call: Call[Any, Any], version: int) -> bool:
    """Whether If-None-Match says that the caller has this version."""
    return call.if_none_match is not None and (
        call.if_none_match.strip() == "*" or str(version) in _tags(call.if_none_match)
    )


def _tags(header: str) -> set[str]:
    return {part.strip().removeprefix("W/").strip('"') for part in header.split(",")}


def answered(call: Call[Any, Selection], resource: views.Resource, *, status: int = 200) -> Answer:
    """A resource, as much of it as was asked for, and where it is."""
    meta = resource["meta"]
    headers = {"ETag": meta["version"]}
    if status == 201:
        headers["Location"] = meta["location"]
    return Answer(selected(call.query, resource), status=status, headers=headers, made=resource["id"])


def selected(query: Selection, resource: views.Resource) -> views.Resource:
    """As much of a resource as was asked for."""
    names = [selections.names_in(text) for text in (query.attributes, query.excluded_attributes)]
    return selections.selected(resource, *names)


def user_resource(call: Call[Any, Any], user: User, query: Selection) -> views.Resource:
    """A user as it is answered, all of it."""
    named = any(one.lower().endswith("manager.displayname") for one in selections.names_in(query.attributes))
    return views.user_resource(user, base_of(call), manager_named=named)


def wants(query: Selection, attribute: str) -> bool:
    """Whether an attribute is to be answered at all."""
    asked = [one.lower().rpartition(":")[2].partition(".")[0] for one in selections.names_in(query.attributes)]
    excluded = {one.lower().rpartition(":")[2] for one in selections.names_in(query.excluded_attributes)}
    return attribute not in excluded and (not asked or attribute in asked)


def filter_of(text: str) -> Filter | None:
    """The filter, where there is one."""
    return parse(text) if text.strip() else None


def asked_of(query: ListQuery) -> user_lists.UserQuery:
    """What a list is asked for; numbers that make no sense mean the nearest that do (RFC 7644, section 3.4.2.4)."""
    return user_lists.UserQuery(
        wanted=filter_of(query.filter),
        text=query.filter.strip(),
        start=min(max(query.start_index, 1), patches.MOST_NUMBER - 1),
        count=min(max(query.count, 0), user_lists.MOST_RESULTS),
    )


def searched(body: Any) -> ListQuery:
    """The parameters of a query that came as a body."""
    if not isinstance(body, Mapping):
        raise invalid_syntax("Send a JSON object.")
    given = {str(key).lower(): value for key, value in body.items()}
    return ListQuery(
        filter=_text(given, "filter"),
        attributes=_names(given, "attributes"),
        excluded_attributes=_names(given, "excludedattributes"),
        start_index=_number(given, "startindex", 1),
        count=_number(given, "count", PAGE),
    )


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise invalid_syntax(f"{name} is a text.")
    return value


def _names(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name) or []
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in names):
        raise invalid_syntax(f"{name} is a list of names.")
    return ",".join(names)


def _number(given: Mapping[str, Any], name: str, default: int) -> int:
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= patches.MOST_NUMBER:
        raise invalid_syntax(f"{name} is a number.")
    return value
