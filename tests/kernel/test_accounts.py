"""What is asked of Cognito, and what its refusals mean. tests/local asks a pool that signs people in."""

from typing import Any

import pytest
from botocore.stub import Stubber

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.accounts import AccountChange, CognitoAccounts, _unknown_password
from chalicelib.kernel.errors import Unavailable

ADDRESS = "ann@x.test"


@pytest.fixture
def accounts(aws: None) -> CognitoAccounts:
    """The accounts of a pool with nobody in it, as the stack makes one."""
    client = clients.cognito()
    pool = client.create_user_pool(PoolName="p", UsernameAttributes=["email"], AutoVerifiedAttributes=["email"])
    return CognitoAccounts(client, pool["UserPool"]["Id"])


def stored(accounts: CognitoAccounts, name: str) -> dict[str, Any]:
    """An account as the pool has it."""
    found: dict[str, Any] = accounts._client.admin_get_user(UserPoolId=accounts._pool, Username=name)
    return found | {"attributes": {one["Name"]: one["Value"] for one in found["UserAttributes"]}}


def refuses(accounts: CognitoAccounts, operation: str, code: str) -> Stubber:
    """Let the pool refuse the next operation, as moto's never does."""
    stub = Stubber(accounts._client.__dict__["_made"])
    stub.add_client_error(operation, code)
    stub.activate()
    return stub


def test_an_account_is_made_with_a_verified_address_and_a_password_for_good(accounts: CognitoAccounts) -> None:
    subject = accounts.create(ADDRESS)
    known = stored(accounts, subject)
    assert known["UserStatus"] == "CONFIRMED", "the password is for good: only so can its owner set their own by a code"
    assert (known["attributes"]["email"], known["attributes"]["email_verified"]) == (ADDRESS, "true")


def test_passwords_are_long_never_the_same_and_of_every_kind_of_character() -> None:
    made = {_unknown_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert 40 < len(password) <= 256
        assert all(any(kind(char) for char in password) for kind in (str.isupper, str.islower, str.isdigit))
        assert "!" in password


def test_an_address_that_another_account_has_makes_none(accounts: CognitoAccounts) -> None:
    assert accounts.create(ADDRESS)
    assert accounts.create(ADDRESS) == ""


def test_an_account_is_found_by_its_subject_and_by_its_address(accounts: CognitoAccounts) -> None:
    subject = accounts.create(ADDRESS)
    assert accounts.find(subject) == accounts.find(ADDRESS) == (subject, True, False, False)
    assert accounts.find("nobody@x.test") is None


def test_an_account_moves_with_its_subject(accounts: CognitoAccounts) -> None:
    subject = accounts.create(ADDRESS)
    assert accounts.move(subject, "bea@x.test") is AccountChange.DONE
    assert stored(accounts, subject)["attributes"]["email"] == "bea@x.test"


def test_an_address_that_another_account_has_is_not_given(accounts: CognitoAccounts) -> None:
    subject = accounts.create(ADDRESS)
    for ask in (accounts.move, accounts.take_over):
        with refuses(accounts, "admin_update_user_attributes", "AliasExistsException"):
            assert ask(subject, "bea@x.test") is AccountChange.TAKEN


def test_what_is_taken_over_loses_the_password_that_somebody_knew(accounts: CognitoAccounts) -> None:
    made = accounts._client.admin_create_user(
        UserPoolId=accounts._pool, Username=ADDRESS, TemporaryPassword="Known-to-somebody-1"
    )
    subject = made["User"]["Username"]
    assert stored(accounts, subject)["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert accounts.take_over(subject, "bea@x.test") is AccountChange.DONE
    known = stored(accounts, subject)
    assert known["UserStatus"] == "CONFIRMED"
    assert (known["attributes"]["email"], known["attributes"]["email_verified"]) == ("bea@x.test", "true")


def test_who_leaves_is_disabled_and_who_returns_enabled(accounts: CognitoAccounts) -> None:
    subject = accounts.create(ADDRESS)
    assert accounts.disable(subject) is AccountChange.DONE
    assert accounts.find(subject) == (subject, False, False, False)
    assert accounts.enable(subject) is AccountChange.DONE
    assert accounts.find(subject) == (subject, True, False, False)


def test_what_is_deleted_sets_its_address_free(accounts: CognitoAccounts) -> None:
    assert accounts.remove(accounts.create(ADDRESS)) is AccountChange.DONE
    assert accounts.find(ADDRESS) is None
    assert accounts.create(ADDRESS)


def test_an_account_that_is_gone_is_said_to_be_gone(accounts: CognitoAccounts) -> None:
    gone = "00000000-0000-0000-0000-000000000000"
    assert accounts.move(gone, ADDRESS) is AccountChange.GONE
    assert accounts.take_over(gone, ADDRESS) is AccountChange.GONE
    assert accounts.enable(gone) is AccountChange.GONE
    assert accounts.disable(gone) is AccountChange.GONE
    assert accounts.remove(gone) is AccountChange.GONE
    assert accounts.ask_second_factor(gone, wanted=True) is AccountChange.GONE


@pytest.mark.parametrize("wanted", [True, False])
def test_a_mailed_code_is_asked_for_after_the_password_or_no_longer(
    accounts: CognitoAccounts, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
) -> None:
    subject = accounts.create(ADDRESS)
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(
        accounts._client.__dict__["_made"], "admin_set_user_mfa_preference", lambda **request: asked.append(request)
    )
    assert accounts.ask_second_factor(subject, wanted=wanted) is AccountChange.DONE
    settings = {"Enabled": wanted, "PreferredMfa": wanted}
    assert asked == [{"UserPoolId": accounts._pool, "Username": subject, "EmailMfaSettings": settings}]


def test_an_authenticator_app_that_somebody_has_stays(accounts: CognitoAccounts) -> None:
    with Stubber(accounts._client.__dict__["_made"]) as stub:
        stub.add_response(
            "admin_get_user", {"Username": "sub-1", "Enabled": True, "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"]}
        )
        assert accounts.ask_second_factor("sub-1", wanted=True) is AccountChange.DONE
        stub.assert_no_pending_responses()


def test_an_account_of_the_companys_own_provider_is_known_as_one(accounts: CognitoAccounts) -> None:
    with Stubber(accounts._client.__dict__["_made"]) as stub:
        told = {"Username": "Company_1", "Enabled": False, "UserStatus": "EXTERNAL_PROVIDER"}
        stub.add_response("admin_get_user", told)
        assert accounts.find(ADDRESS) == ("Company_1", False, False, True)


def test_a_pool_without_mailed_codes_asks_for_none(accounts: CognitoAccounts) -> None:
    with Stubber(accounts._client.__dict__["_made"]) as stub:
        stub.add_response("admin_get_user", {"Username": "sub-1", "Enabled": True})
        stub.add_client_error("admin_set_user_mfa_preference", "InvalidParameterException")
        assert accounts.ask_second_factor("sub-1", wanted=True) is AccountChange.TAKEN


@pytest.mark.parametrize("code", ["TooManyRequestsException", "InternalErrorException", "NotAuthorizedException"])
def test_trouble_is_tried_again_later(accounts: CognitoAccounts, code: str) -> None:
    with refuses(accounts, "admin_enable_user", code), pytest.raises(Unavailable):
        accounts.enable("sub-1")
