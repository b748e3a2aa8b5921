"""Accounts that people sign in with, where the company has them in a Cognito user pool of the stack.

An account is known by its subject, which never changes; the address is what people sign in with. No one is ever told
a password: the one that an account gets is random and forgotten at once, and its owner sets their own by a code that
Cognito emails to the address.
"""

import secrets
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from chalicelib.kernel.errors import Unavailable

_TAKEN = frozenset({"UsernameExistsException", "AliasExistsException"})
_GONE = "UserNotFoundException"


class AccountChange(StrEnum):
    """What became of a change: it holds, another account has the address, or there is no such account."""

    DONE = "done"
    TAKEN = "taken"
    GONE = "gone"


class PoolAccount(NamedTuple):
    """An account as the pool has it. `second_factor`: sign-in asks for one. `federated`: of another provider."""

    subject: str
    enabled: bool
    second_factor: bool = False
    federated: bool = False


class Accounts(Protocol):
    """What is asked of the pool. Trouble behind it is `Unavailable`."""

    def create(self, address: str) -> str:
        """Make an account with this verified address and return its subject; "" where another one has the address."""

    def find(self, name: str) -> PoolAccount | None:
        """Return the account with this subject or address."""

    def take_over(self, subject: str, address: str) -> AccountChange:
        """Make an account that someone else made ours: sessions and password end, the address counts as verified."""

    def move(self, subject: str, address: str) -> AccountChange:
        """Give the account another verified address."""

    def enable(self, subject: str) -> AccountChange:
        """Let its owner sign in again."""

    def disable(self, subject: str) -> AccountChange:
        """Let no one sign in with it, and end its sessions."""

    def remove(self, subject: str) -> AccountChange:
        """Delete the account, which sets its address free."""

    def ask_second_factor(self, subject: str, *, wanted: bool) -> AccountChange:
        """Ask its owner for a mailed code after the password, or no longer. Another second factor stays as it is.

        `TAKEN` where the pool has no mailed codes.
        """


class CognitoAccounts:
    """`Accounts` over the user pool with the id `pool`; `client` is boto3's of Cognito user pools."""

    def __init__(self, client: Any, pool: str) -> None:
        self._client = client
        self._pool = pool

    def create(self, address: str) -> str:
        answer = self._asked(
            "admin_create_user",
            _TAKEN,
            Username=address,
            MessageAction="SUPPRESS",
            TemporaryPassword=_unknown_password(),
            UserAttributes=_verified(address),
        )
        if isinstance(answer, str):
            return ""
        subject: str = answer["User"]["Username"]
        self._forget_password(subject)
        return subject

    def find(self, name: str) -> PoolAccount | None:
        answer = self._asked("admin_get_user", {_GONE}, Username=name)
        if isinstance(answer, str):
            return None
        return PoolAccount(
            subject=answer["Username"],
            enabled=answer["Enabled"],
            second_factor=bool(answer.get("UserMFASettingList")),
            federated=answer.get("UserStatus") == "EXTERNAL_PROVIDER",
        )

    def take_over(self, subject: str, address: str) -> AccountChange:
        moved = self.move(subject, address)
        if moved is AccountChange.DONE:
            self._forget_password(subject)
            self._asked("admin_user_global_sign_out", {_GONE}, Username=subject)
        return moved

    def move(self, subject: str, address: str) -> AccountChange:
        request = {"Username": subject, "UserAttributes": _verified(address)}
        return _kept(self._asked("admin_update_user_attributes", _TAKEN | {_GONE}, **request))

    def enable(self, subject: str) -> AccountChange:
        return _kept(self._asked("admin_enable_user", {_GONE}, Username=subject))

    def disable(self, subject: str) -> AccountChange:
        disabled = _kept(self._asked("admin_disable_user", {_GONE}, Username=subject))
        self._asked("admin_user_global_sign_out", {_GONE}, Username=subject)
        return disabled

    def remove(self, subject: str) -> AccountChange:
        return _kept(self._asked("admin_delete_user", {_GONE}, Username=subject))

    def ask_second_factor(self, subject: str, *, wanted: bool) -> AccountChange:
        known = self.find(subject)
        if known is None:
            return AccountChange.GONE
        if wanted and known.second_factor:
            return AccountChange.DONE
        settings = {"Enabled": wanted, "PreferredMfa": wanted}
        refused = {_GONE, "InvalidParameterException"}
        return _kept(self._asked("admin_set_user_mfa_preference", refused, Username=subject, EmailMfaSettings=settings))

    def _forget_password(self, subject: str) -> None:
        """Set one that no one knows for good: only so does Cognito let its owner set their own by a mailed code."""
        self._asked("admin_set_user_password", {_GONE}, Username=subject, Password=_unknown_password(), Permanent=True)

    def _asked(self, operation: str, expected: set[str] | frozenset[str], **request: Any) -> Any:
        """Return what Cognito answers, or which of the `expected` refusals."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return getattr(self._client, operation)(UserPoolId=self._pool, **request)
        except ClientError as error:
            code: str = error.response.get("Error", {}).get("Code", "")
            if code in expected:
                return code
            raise Unavailable(case="accounts") from error
        except BotoCoreError as error:
            raise Unavailable(case="accounts") from error


def _kept(answer: Any) -> AccountChange:
    if not isinstance(answer, str):
        return AccountChange.DONE
    return AccountChange.GONE if answer == _GONE else AccountChange.TAKEN


def _verified(address: str) -> list[dict[str, str]]:
    return [{"Name": "email", "Value": address}, {"Name": "email_verified", "Value": "true"}]


def _unknown_password() -> str:
    """Of every kind of character that a pool may ask for."""
    return f"Aa1!{secrets.token_urlsafe(48)}"
