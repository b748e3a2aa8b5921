"""Accounts follow the directory: made, moved, disabled and enabled in the pool by work of the queue.

Whatever was done there is done again without harm, so that work which died half-way simply runs again.
"""

from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.company import actions as company
from chalicelib.kernel import observe
from chalicelib.kernel.aws.accounts import AccountChange, Accounts
from chalicelib.kernel.command import Command, JobContext, perform
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.identity import Claims
from chalicelib.kernel.ids import digest, digest_id
from chalicelib.kernel.jobs import PlannedJob, at
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Reads
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail
from chalicelib.people import mails
from chalicelib.people.jobs import ASK_SECOND_FACTOR, UPDATE_ACCOUNT, AskSecondFactor, UpdateAccount
from chalicelib.people.rules import Person
from chalicelib.people.rules.accounts import Account, AccountProblem, AccountStep, after_step, invited, steps
from chalicelib.people.store import accounts, people

SLOT = 300
_NOWHERE = "moving-{}@throughline.invalid"
"""The address of an account that has none for now: the one it had is someone else's. No mail reaches it."""


def plan(command: Command, old: Person | None, new: Person) -> None:
    """Let the pool hear that `old` became `new`; of someone new it may be that they get an account."""
    if command.runtime.accounts is not None and (old is None or _concerns_account(old, new)):
        command.plan(update(new.id, command.now, str(new.version)))


def update(person_id: str, now: datetime, cause: str) -> PlannedJob:
    """Return the job that brings someone's account up to date."""
    return at(now, UPDATE_ACCOUNT, UpdateAccount(person_id=person_id, cause=cause))


def second_factor(command: Command, person: Person, claims: Claims) -> None:
    """Plan what follows when someone with an HR role signed in with one factor; the same job for five minutes."""
    due = datetime.fromtimestamp(command.now.timestamp() // SLOT * SLOT, UTC)
    params = AskSecondFactor(person_id=person.id, subject=claims.subject, address=claims.email)
    command.plan(at(due, ASK_SECOND_FACTOR, params))


def _concerns_account(old: Person, new: Person) -> bool:
    unbound = bool(old.logins) and not new.logins
    return unbound or (old.active, old.email, old.roles) != (new.active, new.email, new.roles)


def update_account(context: JobContext, params: UpdateAccount) -> None:
    """Bring one person's account up to date, and send the invitation that waits for it."""
    person, account = _person_and_account(context.reads, params.person_id)
    update = _account_update(context)
    if update is None or person is None or (account is None and not _gets_one(context.reads, person)):
        return
    known = account or invited(person, None, context.now)
    _write(context, account, update.settled(person, known), person)


def ask_second_factor(context: JobContext, params: AskSecondFactor) -> None:
    """Bring the account up to date by which someone signed in: one that no one here has made may become theirs."""
    person, account = _person_and_account(context.reads, params.person_id)
    update = _account_update(context)
    if update is None or person is None:
        return
    known = replace(account or invited(person, None, context.now), renewing=False, mail_due=False)
    if not known.subject and update.is_login_of(person, params.subject):
        known = replace(known, subject=params.subject, address=params.address)
    _write(context, account, update.settled(person, known), person)


def _person_and_account(reads: Reads, person_id: str) -> tuple[Person | None, Account | None]:
    return people.find(reads, [person_id]).get(person_id), accounts.account_of(reads, person_id)


def _gets_one(reads: Reads, person: Person) -> bool:
    return person.active and bool(person.email) and company.load(reads).accounts.automatic


def _write(command: Command, old: Account | None, new: Account, person: Person) -> None:
    changes = command.changes
    if new.mail_due and new.subject and person.active:
        mail.send(command, _invitation(person, new))
        new = replace(new, mail_due=False)
    if new == old:
        return
    before = old.subject if old else ""
    if before and before != new.subject:
        changes.delete(accounts.subject_key(before))
    if new.subject and before != new.subject:
        changes.put(accounts.subject_row(new.subject, new.person_id))
    new = replace(new, version=(old.version if old else 0) + 1)
    changes.put(accounts.account_row(new), old.version if old else ABSENT)


def _invitation(person: Person, account: Account) -> Mail:
    return Mail(
        kind=mails.INVITATION,
        to_person_id=person.id,
        to_name=person.name,
        to_address=person.email,
        params={"address": account.address},
        time_zone=person.time_zone,
        mail_id=digest_id(account.invited_at, "invitation", person.id, account.invited_at.isoformat()),
    )


def _account_update(command: Command) -> "_AccountUpdate | None":
    pool = command.runtime.accounts
    return None if pool is None else _AccountUpdate(command.runtime, pool, command.reads, command.now)


class _AccountUpdate:
    """One turn of bringing accounts up to date."""

    def __init__(self, runtime: Runtime, pool: Accounts, reads: Reads, now: datetime) -> None:
        self._runtime = runtime
        self._pool = pool
        self._reads = reads
        self._now = now

    def settled(self, person: Person, account: Account, *, alone: bool = True) -> Account:
        """Return the account after every step that it needed; `alone`: others may be settled who stand in the way."""
        tried: set[AccountStep] = set()
        while step := next((one for one in steps(person, account) if one not in tried), None):
            tried.add(step)
            account = self._after(step, person, account, alone=alone)
            if account.problem:
                break
        return account

    def _after(self, step: AccountStep, person: Person, account: Account, *, alone: bool) -> Account:
        if step is AccountStep.CREATE:
            return self._created(person, account, alone=alone)
        kept = self._carry_out(step, person, account)
        if kept is AccountChange.TAKEN and step is AccountStep.MOVE and alone:
            kept = self._moved_past(person, account)
        if kept is AccountChange.GONE and step in (AccountStep.MOVE, AccountStep.RETURN):
            # Someone deleted it in the pool.
            return self._created(person, replace(account, subject="", address=""), alone=alone)
        if kept is AccountChange.TAKEN and step is AccountStep.MOVE:
            return self._with_problem(account)
        done = (
            step
            if kept is AccountChange.DONE or step in (AccountStep.DISABLE, AccountStep.REMOVE)
            else AccountStep.DROP_SECOND_FACTOR
        )
        return after_step(account, done, person, account.subject, self._now)

    def _carry_out(self, step: AccountStep, person: Person, account: Account) -> AccountChange:
        subject = account.subject
        match step:
            case AccountStep.MOVE if person.logins:
                return self._pool.move(subject, person.email)
            case (
                AccountStep.MOVE
            ):  # no one has signed in with it: anyone who had the old address shall not have a password
                return self._pool.take_over(subject, person.email)
            case AccountStep.RETURN:
                kept = self._pool.take_over(subject, person.email)
                return self._pool.enable(subject) if kept is AccountChange.DONE else kept
            case AccountStep.DISABLE:
                return self._pool.disable(subject)
            case AccountStep.REMOVE:
                return self._pool.remove(subject)
            case _:
                return self._pool.ask_second_factor(subject, wanted=step is AccountStep.ASK_SECOND_FACTOR)

    def _created(self, person: Person, account: Account, *, alone: bool) -> Account:
        subject = self._pool.create(person.email)
        if not subject and alone and self._set_free(person):
            subject = self._pool.create(person.email)
        subject = subject or self._taken_over(person)
        if not subject:
            return self._with_problem(account)
        return after_step(account, AccountStep.CREATE, person, subject, self._now)

    def _taken_over(self, person: Person) -> str:
        """The subject of an account with this address that is no one's yet: made by hand, or by a turn that died.

        Its password and sessions end, unless it is the one that this person signs in with.
        """
        found = self._pool.find(person.email)
        if found is None or found.federated or accounts.owner_of(self._reads, found.subject) not in ("", person.id):
            return ""
        login = digest(self._issuer(), found.subject)
        bound = people.find_by_login(self._reads, login)
        if bound is not None and bound.id != person.id:
            return ""
        kept = AccountChange.DONE if bound else self._pool.take_over(found.subject, person.email)
        kept = self._pool.enable(found.subject) if kept is AccountChange.DONE else kept
        return found.subject if kept is AccountChange.DONE else ""

    def is_login_of(self, person: Person, subject: str) -> bool:
        """Return whether this account of the pool is one that `person` signs in with."""
        login = digest(self._issuer(), subject)
        return any(one.digest == login for one in person.logins)

    def _issuer(self) -> str:
        settings = self._runtime.settings
        return next((one.issuer for one in settings.issuers if one.issuer.endswith(f"/{settings.user_pool}")), "")

    def _moved_past(self, person: Person, account: Account) -> AccountChange:
        """Move an account whose new address another one has that moves too, maybe to the address of this one."""
        in_the_way = self._in_the_way(person)
        if in_the_way is None:
            return AccountChange.TAKEN
        self._pool.move(account.subject, _NOWHERE.format(account.subject))
        self._settle(*in_the_way)
        kept = self._carry_out(AccountStep.MOVE, person, account)
        if kept is AccountChange.TAKEN:
            self._pool.move(account.subject, account.address)
        return kept

    def _set_free(self, person: Person) -> bool:
        """Bring up to date the account that has the address of `person`: the directory may have given it on."""
        in_the_way = self._in_the_way(person)
        if in_the_way is not None:
            self._settle(*in_the_way)
        return in_the_way is not None

    def _in_the_way(self, person: Person) -> tuple[Person, Account] | None:
        """Return whose account has the address of `person`, where it is someone of the directory."""
        found = self._pool.find(person.email)
        owner_id = accounts.owner_of(self._reads, found.subject) if found else ""
        if owner_id in ("", person.id):
            return None
        owner = people.find(self._reads, [owner_id]).get(owner_id)
        account = accounts.account_of(self._reads, owner_id)
        return (owner, account) if owner and account else None

    def _settle(self, owner: Person, account: Account) -> None:
        """Let go of an address that is someone else's now: there a code for a new password would reach them."""
        after = self.settled(owner, account, alone=False)
        if after.subject and after.address == account.address != owner.email:
            nowhere = _NOWHERE.format(after.subject)
            self._pool.move(after.subject, nowhere)
            after = replace(after, address=nowhere)

        def keep(command: Command) -> None:
            if accounts.account_of(command.reads, owner.id) != account:
                raise Unavailable(case="raced")  # what was done in the pool was for another state: begin again
            _write(command, account, after, owner)

        perform(self._runtime, SYSTEM, keep)

    def _with_problem(self, account: Account) -> Account:
        observe.log("account not made: another one has the address", person=account.person_id)
        return replace(account, problem=AccountProblem.ADDRESS_TAKEN, mail_due=False)
