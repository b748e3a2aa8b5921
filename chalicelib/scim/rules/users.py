"""A person of the directory as a SCIM user, and what a user that a provider sends says of a person.

What a provider writes is kept as it is written, beside the person: values are answered in the spelling that they came
in. It is shown as far as it still says what the directory says; where HR has changed something since, HR's is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.kernel.errors import BadValue, fault
from chalicelib.people.rules import Person, ZoneFrom, fields
from chalicelib.people.rules.zones import was_given
from chalicelib.scim.rules.refusals import invalid_value
from chalicelib.scim.rules.schemas import ENTERPRISE, USER
from chalicelib.scim.rules.spellings import Resource, Spelling, User, names_of, sent_resource, without

LONGEST_KEY = 200


def user_name_of(person: Person) -> str:
    """Return the `userName` of someone whom no provider has named: the address, else the employee ID, else the id."""
    return person.user_name or person.email or person.external_id or person.id


def derived(person: Person, users_at: str) -> Resource:
    """Return the person as a user, by what the directory says alone. `users_at`: where users are."""
    given, _, family = person.name.rpartition(" ")
    resource: Resource = {
        "userName": user_name_of(person),
        "externalId": person.scim_id,
        "name": {"formatted": person.name, "givenName": given, "familyName": family},
        "displayName": person.name,
        "title": person.title,
        "userType": person.employment_type,
        "timezone": person.time_zone if was_given(person) else "",
        "active": person.active,
        "emails": [{"value": person.email, "type": "work", "primary": True}] if person.email else [],
        "addresses": [{"locality": person.location, "type": "work", "primary": True}] if person.location else [],
        ENTERPRISE: _filled(
            {
                "employeeNumber": person.external_id,
                "department": person.department,
                "manager": manager_value(person, users_at),
            }
        ),
    }
    resource["name"] = _filled(resource["name"])
    return _filled(resource)


def manager_value(person: Person, users_at: str) -> Resource:
    """Return the manager as the enterprise extension names them."""
    if person.manager_id is None:
        return {}
    return {"value": person.manager_id, "$ref": f"{users_at}/{person.manager_id}"}


def _filled(values: Mapping[str, Any]) -> Resource:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def shown(person: Person, spelling: Spelling | None, users_at: str) -> Resource:
    """Return the user as it is answered, without `id` and `meta`."""
    found = _shown(person, spelling, users_at)
    if spelling is not None and spelling.silent:
        found.pop("active", None)
    return found


def _shown(person: Person, spelling: Spelling | None, users_at: str) -> Resource:
    own = derived(person, users_at)
    if spelling is None:
        return own
    if spelling.whole and not person.active:
        return {**spelling.resource, "active": False}
    found: Resource = {"active": person.active}
    said_so, extension = sent_resource(spelling), {"manager": _extension(own).get("manager")}
    for group in _GROUPS:
        source = said_so if group.holds(person, said_so) else own
        if group.extension:
            extension |= _picked(_extension(source), group)
        else:
            found |= _picked(source, group)
    return _filled({**found, ENTERPRISE: _filled(extension)})


@dataclass(frozen=True, slots=True)
class _Group:
    """Attributes that say one thing together; `holds`: whether what was written is what the directory says."""

    attributes: tuple[str, ...]
    holds: Callable[[Person, Mapping[str, Any]], bool]
    extension: bool = False


def _same(name: str, raw: Callable[[Mapping[str, Any]], str | None]) -> Callable[[Person, Mapping[str, Any]], bool]:
    def holds(person: Person, written: Mapping[str, Any]) -> bool:
        value = raw(written)
        try:
            return value is not None and fields.PARSERS[name](value) == getattr(person, name)
        except ValueError:
            return False

    return holds


def _name_holds(person: Person, written: Mapping[str, Any]) -> bool:
    try:
        return fields.text(_name(written) or written.get("userName", "")) == person.name
    except ValueError:
        return False


def _zone_holds(person: Person, written: Mapping[str, Any]) -> bool:
    if "timezone" in written:
        return bool(written["timezone"].strip().lower() == person.time_zone.lower())
    return not was_given(person)


def _user_name_holds(person: Person, written: Mapping[str, Any]) -> bool:
    return bool(written.get("userName", "").casefold() == user_name_of(person).casefold())


def _extension(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = resource.get(ENTERPRISE) or {}
    return found


def _name(resource: Mapping[str, Any]) -> str | None:
    """Return the name that others see: `displayName`, else the whole name, else its parts."""
    parts = resource.get("name") or {}
    pieces = " ".join(parts[name].strip() for name in ("givenName", "familyName") if name in parts)
    names = (str(one or "").strip() for one in (resource.get("displayName"), parts.get("formatted"), pieces))
    return next((one for one in names if one), None)


def _one(values: list[Resource] | None) -> Resource | None:
    """Return which of many values counts: the primary one, else the one of type work, else one of no type."""
    given = values or []
    primary = next((one for one in given if one.get("primary")), None)
    work = next((one for one in given if str(one.get("type", "work")).lower() == "work"), None)
    return primary or work


def _address(resource: Mapping[str, Any]) -> str | None:
    found = _one(resource.get("emails"))
    if found is not None:
        return str(found["value"])
    name = resource.get("userName", "")
    return name if _is_address(name) else None


def _is_address(text: str) -> bool:
    try:
        return bool(fields.email(text))
    except ValueError:
        return False


def _location(resource: Mapping[str, Any]) -> str | None:
    given = [one for one in resource.get("addresses") or [] if str(one.get("type", "work")).lower() == "work"]
    return str(given[0]["locality"]) if given else None


def _text(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda resource: resource.get(name)


def _enterprise(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda resource: _extension(resource).get(name)


def _never(_person: Person, _written: Mapping[str, Any]) -> bool:
    return False


_GROUPS = (
    _Group(("userName",), _user_name_holds),
    _Group(("externalId",), _never),
    _Group(("name", "displayName"), _name_holds),
    _Group(("title",), _same("title", _text("title"))),
    _Group(("userType",), _same("employment_type", _text("userType"))),
    _Group(("timezone",), _zone_holds),
    _Group(("emails",), _same("email", _address)),
    _Group(("addresses",), _same("location", _location)),
    _Group(("employeeNumber",), _same("external_id", _enterprise("employeeNumber")), extension=True),
    _Group(("department",), _same("department", _enterprise("department")), extension=True),
)


def _picked(source: Mapping[str, Any], group: _Group) -> Resource:
    return {name: source[name] for name in group.attributes if name in source}


# ---------------------------------------------------------------- what a user says of a person

_SAID: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], str | None]]] = {
    "name": ("displayName", _name),
    "title": ("title", _text("title")),
    "employment_type": ("userType", _text("userType")),
    "time_zone": ("timezone", _text("timezone")),
    "email": ("emails", _address),
    "location": ("addresses", _location),
    "external_id": ("employeeNumber", _enterprise("employeeNumber")),
    "department": ("department", _enterprise("department")),
    "scim_id": ("externalId", _text("externalId")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserValues:
    """What a user says of a person: the fields, whose manager by which key ("" for no one), and whether active.

    `manager` and `active` are None where nothing is said of them.
    """

    values: Mapping[str, Any]
    manager: str | None
    active: bool | None


def said(
    old: Mapping[str, Any], new: Mapping[str, Any], *, changes_only: bool = False, keeps: frozenset[str] = frozenset()
) -> UserValues:
    """Return what a provider's user says of a person when it was `old` and is `new`.

    What the provider never said is not mentioned; what it no longer says is cleared, but for `keeps`. `changes_only`:
    what it says as before is not mentioned, either. 400 invalidValue names an attribute that cannot be taken.
    """
    values: dict[str, Any] = {}
    for name, (attribute, raw) in _SAID.items():
        given, before = raw(new), raw(old)
        if given is not None:
            parsed = _parsed(name, attribute, given)
            if not (changes_only and given == before):
                values[name] = parsed
        elif before is not None and name not in keeps:
            values[name] = ""
    return UserValues(values=values, manager=_manager(old, new, changes_only=changes_only), active=new.get("active"))


def _parsed(name: str, attribute: str, given: str) -> Any:
    parser = _key if name == "scim_id" else fields.PARSERS[name]
    try:
        return parser(given)
    except BadValue as error:
        raise invalid_value(attribute, error.fault.detail) from None


def _key(value: str) -> str:
    if len(value) > LONGEST_KEY or not value.isprintable():
        raise BadValue(fault("not_a_key", most=LONGEST_KEY))
    return value


def _manager(old: Mapping[str, Any], new: Mapping[str, Any], *, changes_only: bool) -> str | None:
    given, before = (_extension(one).get("manager", {}).get("value") for one in (new, old))
    if given is None:
        return "" if before is not None else None
    return None if changes_only and given == before else str(given)


def user_name(resource: Mapping[str, Any]) -> str:
    """Return the `userName`; 400 invalidValue where there is none."""
    given = str(resource.get("userName", "")).strip()
    if not given:
        raise invalid_value("userName", "is required.")
    try:
        return _key(given)
    except BadValue as error:
        raise invalid_value("userName", error.fault.detail) from None


def kept_name(given: str, email: str) -> str:
    """Return what is kept of a `userName` in the directory: nothing, where it is the address."""
    try:
        return "" if email and fields.email(given) == email else given
    except ValueError:
        return given


def laid_on(person: Person, change: UserValues, given_name: str) -> Person:
    """`person` with what a provider says of them, but for manager and status."""
    new = replace(person, **{name: value for name, value in change.values.items() if name != "time_zone"})
    if not new.name:
        new = replace(new, name=_parsed("name", "userName", given_name))
    if change.values.get("time_zone"):
        new = replace(new, time_zone=change.values["time_zone"], zone_from=ZoneFrom.GIVEN)
    elif "time_zone" in change.values and was_given(person):
        new = replace(new, zone_from=ZoneFrom.UNSET)
    return replace(new, user_name=kept_name(given_name, new.email))


# ---------------------------------------------------------------- what is kept of what was written


def basis(person: Person, spelling: Spelling | None, users_at: str) -> Resource:
    """Return the user that a PATCH is applied to: what is shown, but for what only follows from something else."""
    found = shown(person, spelling, users_at)
    said_so = sent_resource(spelling)
    if found.get("displayName") != said_so.get("displayName"):
        found.pop("displayName", None)
    if "emails" not in said_so and not person.user_name:
        found.pop("emails", None)
    return found


def completed(after: Mapping[str, Any], basis_of: Mapping[str, Any], shown_before: Mapping[str, Any]) -> Resource:
    """Return a patched user with what only followed from something else, as long as that is as it was."""
    follows = {"displayName": "name", "emails": "userName"}
    same = {
        name: shown_before[name]
        for name, of in follows.items()
        if name in shown_before and name not in basis_of and after.get(of) == basis_of.get(of)
    }
    return {**same, **after}


def with_unsaid(resource: Mapping[str, Any], user: User, users_at: str) -> Resource:
    """Return a leaver as a PUT says it is, with what the directory has and the provider has never said."""
    own, said_by = (
        shown(user.person, user.spelling, users_at),
        names_of(sent_resource(user.spelling)) | names_of(resource),
    )
    names = {name for group in _GROUPS if said_by.isdisjoint(group.attributes) for name in group.attributes}
    if _address(resource) is not None:
        names.discard("emails")
    unsaid = without(own, names_of(own) - names)
    extension = {**_extension(unsaid), **_extension(resource)}
    return _filled({**unsaid, **resource, ENTERPRISE: extension})


def not_the_providers(written: Mapping[str, Any]) -> frozenset[str]:
    """Return what a provider takes from no one by no longer saying it: an address that it has not said itself."""
    return frozenset({"email"} if written.keys().isdisjoint({"userName", "emails"}) else ())


def kept(before: Mapping[str, Any], after: Mapping[str, Any], written: Mapping[str, Any]) -> Resource:
    """Return what is kept of a patched user: what the provider wrote earlier, and what this PATCH has changed."""
    names = {name for name in after if name in written or after[name] != before.get(name)}
    found = {name: after[name] for name in after if name in names and name != ENTERPRISE}
    was, now, earlier = (_extension(one) for one in (before, after, written))
    extension = {name: now[name] for name in now if name in earlier or now[name] != was.get(name)}
    return trimmed({**found, **({ENTERPRISE: extension} if extension else {})})


def with_manager(resource: Mapping[str, Any], person: Person, users_at: str) -> Resource:
    """`resource` with the manager by id, whatever key the provider named them by."""
    found = dict(resource)
    found[ENTERPRISE] = _filled({**_extension(resource), "manager": manager_value(person, users_at)})
    return _filled(found)


def trimmed(resource: Mapping[str, Any]) -> Resource:
    """Return a user as it is kept: of addresses only the one that counts; a private one is no one's business here."""
    found = {name: value for name, value in resource.items() if name not in {"emails", "addresses"}}
    email = _one(resource.get("emails"))
    if email is not None:
        found["emails"] = [email]
    places = [one for one in resource.get("addresses") or [] if str(one.get("type", "work")).lower() == "work"]
    if places:
        found["addresses"] = places[:1]
    return found


def schemas_of(resource: Mapping[str, Any]) -> list[str]:
    """Return the schemas that a user has."""
    return [USER, *([ENTERPRISE] if ENTERPRISE in resource else [])]
