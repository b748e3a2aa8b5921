"""A user pool in a dictionary, which refuses what Cognito refuses; tests/local asks a real one the same questions."""

from dataclasses import dataclass
from itertools import count

from chalicelib.kernel.aws.accounts import AccountChange, PoolAccount
from chalicelib.kernel.errors import Unavailable


@dataclass
class Member:
    """An account of the pool. `password`: "unknown" until its owner, or anyone who made it by hand, has set one."""

    address: str
    enabled: bool = True
    password: str = "unknown"
    sessions: int = 0
    second_factor: bool = False
    federated: bool = False


class FakeAccounts:
    """`Accounts` for tests of actions and routes. `broken` makes every call fail; `no_codes`: no mailed codes."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.broken = False
        self.no_codes = False
        self._numbers = count(1)

    def by_hand(self, address: str, *, federated: bool = False) -> str:
        """An account that someone made in the console, with a password that they know; its subject."""
        subject = f"hand-{next(self._numbers)}"
        self.members[subject] = Member(address, password="known", sessions=1, federated=federated)
        return subject

    def of(self, address: str) -> Member:
        """The account with this address."""
        (found,) = [member for member in self.members.values() if member.address == address]
        return found

    def subject_of(self, address: str) -> str:
        """The subject of the account with this address, "" where there is none."""
        return next((subject for subject, member in self.members.items() if member.address == address), "")

    # ------------------------------------------------------------------ what the product asks

    def create(self, address: str) -> str:
        self._answer()
        if self.subject_of(address):
            return ""
        subject = f"sub-{next(self._numbers)}"
        self.members[subject] = Member(address)
        return subject

    def find(self, name: str) -> PoolAccount | None:
        self._answer()
        subject = name if name in self.members else self.subject_of(name)
        member = self.members.get(subject)
        if member is None:
            return None
        return PoolAccount(subject, member.enabled, member.second_factor, member.federated)

    def take_over(self, subject: str, address: str) -> AccountChange:
        moved = self.move(subject, address)
        if moved is AccountChange.DONE:
            self.members[subject].password, self.members[subject].sessions = "unknown", 0
        return moved

    def move(self, subject: str, address: str) -> AccountChange:
        self._answer()
        if subject not in self.members:
            return AccountChange.GONE
        if self.subject_of(address) not in ("", subject):
            return AccountChange.TAKEN
        self.members[subject].address = address
        return AccountChange.DONE

    def enable(self, subject: str) -> AccountChange:
        return self._set(subject, enabled=True)

    def disable(self, subject: str) -> AccountChange:
        return self._set(subject, enabled=False, sessions=0)

    def remove(self, subject: str) -> AccountChange:
        self._answer()
        return AccountChange.DONE if self.members.pop(subject, None) else AccountChange.GONE

    def ask_second_factor(self, subject: str, *, wanted: bool) -> AccountChange:
        if subject in self.members and self.no_codes:
            return AccountChange.TAKEN
        return self._set(subject, second_factor=wanted)

    def _set(self, subject: str, **told: object) -> AccountChange:
        self._answer()
        if subject not in self.members:
            return AccountChange.GONE
        for name, value in told.items():
            setattr(self.members[subject], name, value)
        return AccountChange.DONE

    def _answer(self) -> None:
        if self.broken:
            raise Unavailable
