"""Whose login it is. A login is bound once, through the verified address of a directory entry."""

from dataclasses import replace
from datetime import datetime

from chalicelib.kernel import ids
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT, Changes, Raced, Reads
from chalicelib.people import store
from chalicelib.people.actions import refusals
from chalicelib.people.rules import Login, Person, normal_email
from chalicelib.people.rules.signin import Knock, NotLetIn, refusal_of

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


def actor_for_login(reads: Reads, claims: Claims, now: datetime) -> Actor:
    """Who signed in. NotAllowed says why someone is not let in, and HR's list of refused sign-ins says it, too."""
    found = person_for_login(reads, claims, now)
    if isinstance(found, Person) and found.roles and not claims.strong:
        # Anyone who signs in has a password, so that the pool can ask for a code after it from now on.
        from chalicelib.people.actions.accounts import signed_in_work
        from chalicelib.timetable import actions as timetable

        timetable.plan(reads.table, [signed_in_work(found, claims, now)])
        found = NotLetIn.SECOND_FACTOR
    if isinstance(found, NotLetIn):
        raise refusals.refusal(reads, claims, found, now)
    return actor_of(found)


def person_for_login(reads: Reads, claims: Claims, now: datetime) -> Person | NotLetIn:
    """The active person of a login: the one it is bound to, else the one whose verified address it names."""
    for _ in range(_ATTEMPTS):
        bound = store.find_by_login(reads, claims.login)
        if bound is not None:
            return bound if bound.active else NotLetIn.LEFT
        knock = _knock(reads, claims)
        if knock.person is not None and any(login.digest == claims.login for login in knock.person.logins):
            reads.forget()  # bound by another request since we looked
            continue
        reason = refusal_of(knock)
        if reason is not None or knock.person is None:
            return reason or NotLetIn.NOT_IN_DIRECTORY
        try:
            return _bind(reads, knock, knock.person, claims, now)
        except Raced:  # two first requests at once; the door retries commands only
            reads.forget()
    raise Unavailable(case="entry")


def _knock(reads: Reads, claims: Claims) -> Knock:
    """What is known of a login that is bound to no one now: two calls, the people of both keys together."""
    believed = claims.email_verified and bool(claims.email)
    email = store.email_key(normal_email(claims.email))
    reads.fetch(store.login_owner_key(claims.login), *([email] if believed else ()))
    owner_id = store.login_owner(reads, claims.login)
    person = store.find_by_key(reads, email) if believed else None
    return Knock(
        issuer=claims.issuer,
        believed=believed,
        person=person,
        owned=bool(owner_id),
        owner=store.find(reads, [owner_id]).get(owner_id) if owner_id else None,
    )


def _bind(reads: Reads, knock: Knock, person: Person, claims: Claims, now: datetime) -> Person:
    changes = Changes(ids.new_id(now))
    # Whose login it is must still be so: of two people it can be bound to one only.
    changes.check(store.login_owner_key(claims.login), 1 if knock.owned else ABSENT)
    login = Login(issuer=claims.issuer, digest=claims.login, email=person.email)
    wanted = replace(person, logins=(*person.logins, login), login_forgotten=False)
    stored = store.write(changes, person, wanted)
    reads.table.commit(changes)
    reads.forget()
    return stored
