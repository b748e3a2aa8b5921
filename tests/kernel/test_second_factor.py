"""Which sign-ins are enough for an HR role: what the issuer says of how someone signed in (`amr`)."""

from typing import Any

import pytest

from chalicelib.kernel.identity import Claims, Verifier
from chalicelib.kernel.issuers import Issuer
from tests.providers import PEOPLE, issuer_of
from tests.tokens import jwks, signed

FEDERATED = {"identities": [{"providerName": "Company", "userId": "1"}], "email_verified": False}


def read(issuer: Issuer, **told: Any) -> Claims:
    payload = {name: value for name, value in (PEOPLE["cognito"]() | told).items() if value is not None}
    return Verifier((issuer,), lambda _: jwks()).verify(signed(payload))


@pytest.mark.parametrize("methods", [["pwd", "otp", "mfa"], ["pwd", "email_otp", "mfa"], ["swk"], ["hwk"], ["fed"]])
def test_two_factors_a_passkey_or_the_companys_provider_are_enough(methods: list[str]) -> None:
    assert read(issuer_of("cognito", second_factor=True), amr=methods).strong


@pytest.mark.parametrize("methods", [None, [], ["pwd"], ["email_otp"], ["otp"], "mfa", {"mfa": True}, ["mfa", 1], 7])
def test_one_factor_is_not_and_neither_is_what_nobody_says(methods: object) -> None:
    assert not read(issuer_of("cognito", second_factor=True), amr=methods).strong


def test_where_the_operator_does_not_ask_every_sign_in_is() -> None:
    assert read(issuer_of("cognito")).strong
    assert read(issuer_of("cognito"), amr=["pwd"]).strong


def test_a_pool_that_says_nothing_of_its_providers_people_leaves_it_to_the_provider() -> None:
    pool = issuer_of("cognito", second_factor=True)
    assert read(pool, **FEDERATED).strong
    assert read(pool, **FEDERATED, amr=["fed"]).strong
    assert not read(pool, **FEDERATED, amr=["pwd"]).strong
    other = issuer_of("okta", second_factor=True)
    assert not Verifier((other,), lambda _: jwks()).verify(signed(PEOPLE["okta"]() | FEDERATED)).strong
