"""What the directory does. Others import what they need from here."""

from chalicelib.people.actions.directory import (
    chain_of,
    directory_page,
    directory_position,
    everybody,
    find,
    has_reports,
    hr_admins,
    hr_people,
    listed,
    load,
    reports,
    search,
    subtree,
)
from chalicelib.people.actions.directory import find as people_by_id
from chalicelib.people.actions.logins import actor_for_login, actor_of, person_for_login
from chalicelib.people.store.people import channel_key, person_key
from chalicelib.people.views.person_refs import PersonId, PersonRef, person_ref

__all__ = [
    "PersonId",
    "PersonRef",
    "actor_for_login",
    "actor_of",
    "chain_of",
    "channel_key",
    "directory_page",
    "directory_position",
    "everybody",
    "find",
    "has_reports",
    "hr_admins",
    "hr_people",
    "listed",
    "load",
    "people_by_id",
    "person_for_login",
    "person_key",
    "person_ref",
    "reports",
    "search",
    "subtree",
]
