"""Tokens of five providers as they are: who is a person, who a machine, and whose address is believed."""

from typing import Any

import pytest

from chalicelib.kernel.errors import NotAuthenticated
from chalicelib.kernel.identity import Claims, Verifier
from chalicelib.kernel.issuers import Issuer
from tests import providers
from tests.providers import ADA, CLIENTS, OTHER_TENANT, PEOPLE, TENANT, WITHOUT_ADDRESS, issuer_of, preset_of
from tests.tokens import jwks, signed


def read(issuer: Issuer, payload: dict[str, Any], **header: Any) -> Claims:
    return Verifier((issuer,), lambda _: jwks()).verify(signed(payload, **header))


def refused(issuer: Issuer, payload: dict[str, Any]) -> str:
    with pytest.raises(NotAuthenticated) as refusal:
        read(issuer, payload)
    return refusal.value.code


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_persons_token_names_a_verified_address_and_no_scopes(kind: str) -> None:
    told = read(issuer_of(preset_of(kind)), PEOPLE[kind]())
    assert (told.email, told.email_verified, told.is_client, told.scopes) == (ADA, True, False, frozenset())


@pytest.mark.parametrize("preset", WITHOUT_ADDRESS)
def test_a_persons_access_token_is_no_machines_whatever_scopes_it_has(preset: str) -> None:
    told = read(issuer_of(preset, scope_claims=["scope", "scp", "roles"]), WITHOUT_ADDRESS[preset]())
    assert (told.is_client, told.scopes, told.email, told.email_verified) == (False, frozenset(), "", False)
    assert told.login == read(issuer_of(preset), PEOPLE[preset]()).login, "both are one login"


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_machines_token_has_the_scopes_it_was_granted(kind: str) -> None:
    told = read(issuer_of(preset_of(kind)), CLIENTS[kind]())
    assert (told.is_client, told.scopes, told.email) == (True, frozenset({"people:write"}), "")


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize("mark", ["email", "preferred_username", "upn", "username", "nonce"])
def test_no_token_of_a_person_is_a_machines(kind: str, mark: str) -> None:
    told = read(issuer_of(preset_of(kind)), CLIENTS[kind]() | {mark: ADA})
    assert (told.is_client, told.scopes) == (False, frozenset())


@pytest.mark.parametrize("kind", CLIENTS)
@pytest.mark.parametrize(
    "granted",
    [
        "evil/people:write",
        "api://other/people:write",
        "throughline/x/people:write",
        "xthroughline/people:write",
        "throughline//people:write",
        "Throughline/people:write",
        "people:write/",
        "PEOPLE:WRITE",
        "people:writer",
    ],
)
def test_the_scope_of_another_server_is_nobodys(kind: str, granted: str) -> None:
    issuer = issuer_of(preset_of(kind))
    (claim,) = issuer.scope_claims
    for said in (granted, [granted]):
        assert read(issuer, CLIENTS[kind]() | {claim: said}).scopes == frozenset()


@pytest.mark.parametrize("kind", CLIENTS)
def test_a_scope_has_exactly_the_prefix_that_is_stated(kind: str) -> None:
    preset = preset_of(kind)
    bare = issuer_of(preset, resource_server="")
    own = issuer_of(preset, resource_server="api://us/v1")
    (claim,) = own.scope_claims
    if claim == "roles":
        assert read(own, CLIENTS[kind]()).scopes == {"people:write"}, "a role belongs to the audience already"
        return
    assert read(bare, CLIENTS[kind]() | {claim: "people:write"}).scopes == {"people:write"}
    assert read(bare, CLIENTS[kind]() | {claim: "throughline/people:write"}).scopes == frozenset()
    assert read(own, CLIENTS[kind]() | {claim: "people:write"}).scopes == frozenset()
    assert read(own, CLIENTS[kind]() | {claim: "api://us/v1/people:write"}).scopes == {"people:write"}


# ---------------------------------------------------------------- Cognito


def test_cognito_says_access_for_its_machines() -> None:
    issuer = issuer_of("cognito")
    assert not read(issuer, providers.cognito_client() | {"token_use": "id"}).is_client
    assert not read(issuer, providers.cognito_client() | {"sub": "somebody"}).is_client
    told = providers.cognito_client()
    del told["token_use"]
    assert not read(issuer, told).is_client
    assert refused(issuer, providers.cognito_client() | {"client_id": "stranger"}) == "invalid_token"


@pytest.mark.parametrize("said", [None, False, "false"])
def test_a_pools_own_account_is_not_believed_where_its_federated_people_are(said: object) -> None:
    """Its owner may write any address into it; the pool calls federated people unverified, too."""
    issuer = issuer_of("cognito", trust_unverified=True, domains=["acme.com"])
    own = providers.cognito_id() | {"email_verified": said}
    federated = own | {"identities": [{"providerName": "Company", "providerType": "SAML", "userId": "ada"}]}
    assert not read(issuer, own).email_verified
    assert read(issuer, federated).email_verified
    assert not read(issuer, federated | {"email": "ada@elsewhere.com"}).email_verified
    assert not read(issuer_of("cognito"), federated).email_verified


# ---------------------------------------------------------------- Entra


@pytest.mark.parametrize(
    "changed",
    [
        {"preferred_username": "ada@elsewhere.com"},
        {"preferred_username": "ada@acme.com.evil.com"},
        {"preferred_username": "ada@sub.acme.com"},
        {"preferred_username": "ada_gmail.com#EXT#@acme.onmicrosoft.com"},
        {"preferred_username": None, "email": ADA, "email_verified": True},
        {"preferred_username": "+49 30 1234", "email": ADA},
        {"idp": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"},
        {"idp": "live.com"},
        {"idp": ["live.com"]},
        {"acct": 1},
        {"tid": OTHER_TENANT},
    ],
)
def test_entra_is_believed_for_the_tenants_own_people_and_the_listed_domains_only(changed: dict[str, Any]) -> None:
    assert not read(issuer_of("entra"), providers.entra_id() | changed).email_verified


@pytest.mark.parametrize(
    "changed",
    [
        {"preferred_username": None, "upn": ADA},
        {"preferred_username": "ada", "upn": ADA},
        {"idp": f"https://sts.windows.net/{TENANT}/"},
        {"acct": 0},
        {"email": "somebody@else.test"},
        {"email_verified": False},
    ],
)
def test_what_does_not_speak_of_the_address_changes_nothing(changed: dict[str, Any]) -> None:
    told = read(issuer_of("entra"), providers.entra_id() | changed)
    assert (told.email, told.email_verified) == (ADA, True)


@pytest.mark.parametrize(
    "issuer",
    [
        f"https://login.microsoftonline.com/{OTHER_TENANT}/v2.0",
        "https://login.microsoftonline.com/common/v2.0",
        f"https://sts.windows.net/{TENANT}/",
        f"https://login.microsoftonline.com/{TENANT}/V2.0",
    ],
)
def test_another_tenant_is_another_issuer(issuer: str) -> None:
    assert refused(issuer_of("entra"), providers.entra_id() | {"iss": issuer}) == "issuer_not_allowed"


def test_entras_subject_is_the_person_in_every_client() -> None:
    issuer = issuer_of("entra")
    assert read(issuer, providers.entra_id()).login == read(issuer, providers.entra_delegated()).login


def test_an_app_role_in_a_persons_token_is_no_scope() -> None:
    issuer = issuer_of("entra", scope_claims=["roles", "scp"])
    assert read(issuer, providers.entra_delegated()).scopes == frozenset()
    assert not read(issuer, providers.entra_client() | {"scp": "people:write"}).is_client
    assert not read(issuer, providers.entra_client() | {"idtyp": "user"}).is_client
    assert not read(issuer, providers.entra_client() | {"sub": "pairwise"}).is_client


def test_an_app_only_token_may_say_so_itself() -> None:
    told = read(issuer_of("entra"), providers.entra_client() | {"idtyp": "app", "sub": "s", "oid": "o"})
    assert (told.is_client, told.client_id, told.scopes) == (True, "sync-app", frozenset({"people:write"}))


# ---------------------------------------------------------------- Okta


def test_okta_names_the_user_where_there_is_one() -> None:
    issuer = issuer_of("okta")
    assert not read(issuer, providers.okta_client() | {"uid": "00uada"}).is_client
    assert not read(issuer, providers.okta_client() | {"sub": "ada"}).is_client
    assert not read(issuer, providers.okta_id() | {"email_verified": None}).email_verified


def test_okta_may_be_trusted_for_domains_where_the_operator_says_so() -> None:
    issuer = issuer_of("okta", email_claim="preferred_username", trust_unverified=True, domains=["acme.com"])
    told = providers.okta_id()
    del told["email_verified"], told["email"]
    assert read(issuer, told).email_verified
    assert not read(issuer, told | {"preferred_username": "ada@elsewhere.com"}).email_verified


@pytest.mark.parametrize(
    ("said", "believed"), [(True, True), (None, True), (False, False), ("false", False), (1, False)]
)
def test_trust_does_not_overrule_what_the_issuer_says(said: object, believed: bool) -> None:
    issuer = issuer_of("generic", trust_unverified=True, domains=["acme.com"])
    told = {"iss": issuer.issuer, "aud": "throughline", "sub": "ada", "email": ADA, "email_verified": said}
    assert read(issuer, providers.generic_client() | told).email_verified is believed


# ---------------------------------------------------------------- Google


@pytest.mark.parametrize(
    ("changed", "believed"),
    [
        ({}, True),
        ({"iss": "accounts.google.com"}, True),
        ({"hd": "ACME.com"}, True),
        ({"hd": None}, False),
        ({"hd": "elsewhere.com"}, False),
        ({"hd": ["acme.com"]}, False),
        ({"hd": "not a domain"}, False),
        ({"hd": ""}, False),
        ({"email_verified": False}, False),
        ({"email_verified": 1}, False),
        ({"hd": None, "email": "ada@gmail.com"}, True),
        ({"hd": None, "email": "ada@gmail.com.evil.com"}, False),
        ({"hd": None, "email": "ada@gmail.com", "email_verified": None}, False),
    ],
)
def test_google_vouches_for_its_own_addresses_and_those_of_a_workspace(changed: dict[str, Any], believed: bool) -> None:
    assert read(issuer_of("google"), providers.google_id() | changed).email_verified is believed


def test_both_names_of_google_are_one_issuer() -> None:
    issuer = issuer_of("google")
    one = read(issuer, providers.google_id())
    assert one.login == read(issuer, providers.google_id() | {"iss": "accounts.google.com"}).login
    assert not read(issuer, {**providers.google_id(), "email": None, "nonce": None, "client_id": one.subject}).is_client


# ---------------------------------------------------------------- Auth0


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": "auth0|6553da60a54af58e29493993"},
        {"sub": "auth0|x@clients"},
        {"gty": "password"},
        {"gty": ["client-credentials"]},
        {"sub": "other@clients", "gty": None},
    ],
)
def test_auth0_people_are_no_clients(changed: dict[str, Any]) -> None:
    assert not read(issuer_of("auth0"), providers.auth0_client() | changed).is_client


def test_auth0_signs_access_tokens_of_their_own_type() -> None:
    assert read(issuer_of("auth0"), providers.auth0_client_rfc9068(), typ="at+jwt").is_client


# ---------------------------------------------------------------- addresses


def test_addresses_are_compared_as_the_directory_does() -> None:
    issuer = issuer_of("generic", trust_unverified=True, domains=["straße.example"])
    told = {"iss": issuer.issuer, "aud": "throughline", "sub": "ada", "exp": providers.google_id()["exp"]}
    assert read(issuer, told | {"email": "Ada@STRASSE.example"}).email == "ada@strasse.example"
    assert not read(issuer, told | {"email": "Ada@STRASSE.example"}).email_verified
    assert read(issuer, told | {"email": "Ada@straße.example"}).email_verified
    assert read(issuer, told | {"email": "\u212aate@xn--strae-oqa.example"}).email == "\u212aate@xn--strae-oqa.example"


def test_what_is_no_address_is_told_and_not_believed() -> None:
    issuer = issuer_of("generic")
    told = {"iss": issuer.issuer, "aud": "throughline", "sub": "ada", "exp": providers.google_id()["exp"]}
    for said in ("ada", "ada@", "a@b@", "ada@acme..com", "x" * 900):
        read_as = read(issuer, told | {"email": said, "email_verified": True})
        assert (read_as.email, read_as.email_verified) == (said[:254], False)
