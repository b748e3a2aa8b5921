"""Whose login it is. A login is bound once, through the verified address of a directory entry."""

from dataclasses import replace
from functools import partial

from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.policy import SYSTEM, Actor
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Raced, Reads
from chalicelib.people.actions import refusals
from chalicelib.people.rules import Login, Person, normal_email
from chalicelib.people.rules.signin import SignInRefusal, UnboundLogin, refusal_of
from chalicelib.people.store import people


def actor_of(person: Person) -> Actor:
    """Return the person as one who acts."""
    return Actor(
        id=person.id,
        name=person.name,
        roles=person.effective_roles,
        chain=person.chain,
        time_zone=person.time_zone,
    )


def actor_for_login(runtime: Runtime, reads: Reads, claims: Claims) -> Actor:
    """Who signed in. NotAllowed says why someone is not let in, and HR's list of refused sign-ins says it, too."""
    found = person_for_login(runtime, reads, claims)
    if isinstance(found, Person) and found.roles and not claims.strong:
        # Anyone who signs in has a password, so that the pool can ask for a code after it from now on.
        from chalicelib.people.actions.accounts import second_factor

        perform(runtime, SYSTEM, partial(second_factor, person=found, claims=claims), reads)
        found = SignInRefusal.SECOND_FACTOR
    if isinstance(found, SignInRefusal):
        raise refusals.refusal(runtime, reads, claims, found)
    return actor_of(found)


def person_for_login(runtime: Runtime, reads: Reads, claims: Claims) -> Person | SignInRefusal:
    """Return the active person of a login: the one it is bound to, else the one whose verified address it names."""
    bound = people.find_by_login(reads, claims.login)
    if bound is not None:
        return bound if bound.active else SignInRefusal.LEFT
    found = perform(runtime, SYSTEM, partial(_bind, claims=claims), reads)
    if isinstance(found, Person):
        reads.forget()  # what was read before does not know the login yet
    return found


def _bind(command: Command, claims: Claims) -> Person | SignInRefusal:
    """Bind the login to whom its verified address names; who they are, or why they are not let in."""
    reads = command.reads
    bound = people.find_by_login(reads, claims.login)
    if bound is not None:  # by another request since we looked
        return bound if bound.active else SignInRefusal.LEFT
    unbound = _unbound_login(reads, claims)
    if unbound.person is not None and any(login.digest == claims.login for login in unbound.person.logins):
        raise Raced([people.login_key(claims.login)])
    reason = refusal_of(unbound)
    if reason is not None or unbound.person is None:
        return reason or SignInRefusal.NOT_IN_DIRECTORY
    # Whose login it is must still be so: of two people it can be bound to one only.
    command.changes.check(people.login_owner_key(claims.login), 1 if unbound.owned else ABSENT)
    login = Login(issuer=claims.issuer, digest=claims.login, email=unbound.person.email)
    wanted = replace(unbound.person, logins=(*unbound.person.logins, login), login_forgotten=False)
    return people.write(command.changes, unbound.person, wanted)


def _unbound_login(reads: Reads, claims: Claims) -> UnboundLogin:
    """Return what is known of a login that is bound to no one now: two calls, the people of both keys together."""
    believed = claims.email_verified and bool(claims.email)
    email = people.email_key(normal_email(claims.email))
    reads.fetch(people.login_owner_key(claims.login), *([email] if believed else ()))
    owner_id = people.login_owner(reads, claims.login)
    person = people.find_by_key(reads, email) if believed else None
    return UnboundLogin(
        issuer=claims.issuer,
        believed=believed,
        person=person,
        owned=bool(owner_id),
        owner=people.find(reads, [owner_id]).get(owner_id) if owner_id else None,
    )
