"""Whose login it is. A login is bound once, through the verified address of a directory entry."""

from dataclasses import replace
from datetime import datetime

from chalicelib.kernel import ids
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.table import Changes, Raced, Reads
from chalicelib.people import store
from chalicelib.people.rules import Login, Person, may_bind, normal_email

_ATTEMPTS = 3


def actor_of(person: Person) -> Actor:
    """The person as one who acts."""
    return Actor(
        id=person.id,
        name=person.name,
        roles=person.effective_roles,
        chain=person.chain,
        time_zone=person.time_zone,
    )


def actor_for_login(reads: Reads, claims: Claims, now: datetime) -> Actor | None:
    """Who signed in, or None: nobody of the directory, or somebody who left."""
    person = person_for_login(reads, claims, now)
    return actor_of(person) if person else None


def person_for_login(reads: Reads, claims: Claims, now: datetime) -> Person | None:
    """The active person of a login: the one it is bound to, else the one whose verified address it names.

    A second login of the same issuer with that address is refused: an address alone never lets anybody in twice.
    """
    for _ in range(_ATTEMPTS):
        bound = store.find_by_login(reads, claims.login)
        if bound is not None:
            return bound if bound.active else None
        if not claims.email or not claims.email_verified:
            return None
        person = store.find_by_email(reads, normal_email(claims.email))
        if person is not None and any(login.digest == claims.login for login in person.logins):
            return person if person.active else None  # bound by another request since we looked
        if person is None or not may_bind(person, claims.issuer):
            return None
        try:
            return _bind(reads, person, claims, now)
        except Raced:  # two first requests at once; the door retries commands only
            reads.forget()
    return None


def _bind(reads: Reads, person: Person, claims: Claims, now: datetime) -> Person:
    changes = Changes(ids.new_id(now))
    login = Login(issuer=claims.issuer, digest=claims.login)
    stored = store.write(changes, person, replace(person, logins=(*person.logins, login)))
    reads.table.commit(changes)
    reads.forget()
    return stored
