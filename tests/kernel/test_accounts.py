"""What is asked of Cognito, and what its refusals mean. tests/local asks a pool that answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.session import get_session
from botocore.stub import ANY, Stubber

from chalicelib.kernel.aws.accounts import AccountChange, CognitoAccounts
from chalicelib.kernel.errors import Unavailable

POOL = "eu-west-1_AbCdEf123"
VERIFIED = [{"Name": "email", "Value": "ann@x.test"}, {"Name": "email_verified", "Value": "true"}]
ONE = {"UserPoolId": POOL, "Username": "sub-1"}


@pytest.fixture
def accounts() -> CognitoAccounts:
    made = CognitoAccounts(POOL)
    made.__dict__["_client"] = get_session().create_client(
        "cognito-idp", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    return made


@pytest.fixture
def cognito(accounts: CognitoAccounts) -> Iterator[Stubber]:
    with Stubber(accounts._client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def refuses(cognito: Stubber, operation: str, code: str) -> None:
    cognito.add_client_error(operation, code)


def test_an_account_is_made_without_a_mail_and_with_a_password_for_good_that_nobody_knows(
    accounts: CognitoAccounts, cognito: Stubber
) -> None:
    asked: dict[str, Any] = {
        "UserPoolId": POOL,
        "Username": "ann@x.test",
        "MessageAction": "SUPPRESS",
        "TemporaryPassword": ANY,
        "UserAttributes": VERIFIED,
    }
    cognito.add_response("admin_create_user", {"User": {"Username": "sub-1"}}, asked)
    cognito.add_response("admin_set_user_password", {}, ONE | {"Password": ANY, "Permanent": True})
    assert accounts.create("ann@x.test") == "sub-1"


def test_passwords_are_long_never_the_same_and_of_every_kind_of_character(
    accounts: CognitoAccounts, cognito: Stubber
) -> None:
    from chalicelib.kernel.aws.accounts import _unknown_password

    made = {_unknown_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert 40 < len(password) <= 256
        assert all(any(kind(char) for char in password) for kind in (str.isupper, str.islower, str.isdigit))
        assert "!" in password


def test_an_address_that_another_account_has_makes_none(accounts: CognitoAccounts, cognito: Stubber) -> None:
    refuses(cognito, "admin_create_user", "UsernameExistsException")
    assert accounts.create("ann@x.test") == ""


def test_an_account_is_found_with_what_matters(accounts: CognitoAccounts, cognito: Stubber) -> None:
    told = {"Username": "sub-1", "Enabled": True, "UserStatus": "CONFIRMED", "UserMFASettingList": ["EMAIL_OTP"]}
    cognito.add_response("admin_get_user", told, {"UserPoolId": POOL, "Username": "ann@x.test"})
    assert accounts.find("ann@x.test") == ("sub-1", True, True, False)
    cognito.add_response(
        "admin_get_user", {"Username": "Company_1", "Enabled": False, "UserStatus": "EXTERNAL_PROVIDER"}
    )
    assert accounts.find("ann@x.test") == ("Company_1", False, False, True)
    refuses(cognito, "admin_get_user", "UserNotFoundException")
    assert accounts.find("ann@x.test") is None


def test_what_is_taken_over_loses_its_password_and_its_sessions(accounts: CognitoAccounts, cognito: Stubber) -> None:
    cognito.add_response("admin_update_user_attributes", {}, ONE | {"UserAttributes": VERIFIED})
    cognito.add_response("admin_set_user_password", {}, ONE | {"Password": ANY, "Permanent": True})
    cognito.add_response("admin_user_global_sign_out", {}, ONE)
    assert accounts.take_over("sub-1", "ann@x.test") is AccountChange.DONE


@pytest.mark.parametrize(
    ("code", "kept"), [("AliasExistsException", AccountChange.TAKEN), ("UserNotFoundException", AccountChange.GONE)]
)
def test_an_address_that_cannot_be_set_says_why(
    accounts: CognitoAccounts, cognito: Stubber, code: str, kept: AccountChange
) -> None:
    for ask in (accounts.move, accounts.take_over):
        refuses(cognito, "admin_update_user_attributes", code)
        assert ask("sub-1", "ann@x.test") is kept


def test_who_leaves_is_disabled_and_signed_out(accounts: CognitoAccounts, cognito: Stubber) -> None:
    cognito.add_response("admin_disable_user", {}, ONE)
    cognito.add_response("admin_user_global_sign_out", {}, ONE)
    assert accounts.disable("sub-1") is AccountChange.DONE
    for operation in ("admin_disable_user", "admin_user_global_sign_out"):
        refuses(cognito, operation, "UserNotFoundException")
    assert accounts.disable("sub-1") is AccountChange.GONE


def test_accounts_are_enabled_and_deleted(accounts: CognitoAccounts, cognito: Stubber) -> None:
    cognito.add_response("admin_enable_user", {}, ONE)
    assert accounts.enable("sub-1") is AccountChange.DONE
    cognito.add_response("admin_delete_user", {}, ONE)
    assert accounts.remove("sub-1") is AccountChange.DONE


@pytest.mark.parametrize("wanted", [True, False])
def test_a_mailed_code_is_asked_for_after_the_password_or_no_longer(
    accounts: CognitoAccounts, cognito: Stubber, *, wanted: bool
) -> None:
    cognito.add_response("admin_get_user", {"Username": "sub-1", "Enabled": True}, ONE)
    settings = {"Enabled": wanted, "PreferredMfa": wanted}
    cognito.add_response("admin_set_user_mfa_preference", {}, ONE | {"EmailMfaSettings": settings})
    assert accounts.ask_second_factor("sub-1", wanted=wanted) is AccountChange.DONE


def test_an_authenticator_app_that_somebody_has_stays(accounts: CognitoAccounts, cognito: Stubber) -> None:
    told = {"Username": "sub-1", "Enabled": True, "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"]}
    cognito.add_response("admin_get_user", told)
    assert accounts.ask_second_factor("sub-1", wanted=True) is AccountChange.DONE


def test_a_pool_without_mailed_codes_and_an_account_that_is_gone_ask_for_none(
    accounts: CognitoAccounts, cognito: Stubber
) -> None:
    cognito.add_response("admin_get_user", {"Username": "sub-1", "Enabled": True})
    refuses(cognito, "admin_set_user_mfa_preference", "InvalidParameterException")
    assert accounts.ask_second_factor("sub-1", wanted=True) is AccountChange.TAKEN
    refuses(cognito, "admin_get_user", "UserNotFoundException")
    assert accounts.ask_second_factor("sub-1", wanted=True) is AccountChange.GONE


@pytest.mark.parametrize("code", ["TooManyRequestsException", "InternalErrorException", "NotAuthorizedException"])
def test_trouble_is_tried_again_later(accounts: CognitoAccounts, cognito: Stubber, code: str) -> None:
    refuses(cognito, "admin_enable_user", code)
    with pytest.raises(Unavailable):
        accounts.enable("sub-1")
