"""What the operator states about sign-in providers: little is enough, and what is wrong is said."""

import json
import subprocess
import sys
from typing import Any

import pytest

from chalicelib.kernel.issuers import GOOGLE, Issuer, Preset, read_issuers
from chalicelib.kernel.settings import Settings
from tests.providers import OTHER_TENANT, STATED, TENANT, issuer_of

CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
PLAIN = {"issuer": "https://id.acme.com", "audience": ["web"], "jwks_url": "https://id.acme.com/keys"}
ENTRA = {"preset": "entra", "tenant": TENANT, "audience": ["a"], "domains": ["acme.com"]}


def read(text: str) -> tuple[Issuer, ...]:
    return read_issuers({"THROUGHLINE_ISSUERS": text})


def test_nothing_stated_is_no_issuer() -> None:
    assert read_issuers({}) == read("") == read("[]") == ()


def test_an_issuer_without_a_preset_is_generic() -> None:
    (told,) = read(json.dumps([PLAIN]))
    assert told == Issuer(issuer="https://id.acme.com", audience=("web",), jwks_url="https://id.acme.com/keys")
    assert (told.preset, told.email_claims, told.scope_claims) == (Preset.GENERIC, ("email",), ("scope",))


@pytest.mark.parametrize(
    ("preset", "issuer", "jwks_url"),
    [
        (
            "cognito",
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json",
        ),
        (
            "entra",
            f"https://login.microsoftonline.com/{TENANT}/v2.0",
            f"https://login.microsoftonline.com/{TENANT}/discovery/v2.0/keys",
        ),
        ("okta", "https://acme.okta.com/oauth2/default", "https://acme.okta.com/oauth2/default/v1/keys"),
        ("google", GOOGLE, "https://www.googleapis.com/oauth2/v3/certs"),
        ("auth0", "https://acme.eu.auth0.com/", "https://acme.eu.auth0.com/.well-known/jwks.json"),
    ],
)
def test_a_preset_knows_where_its_provider_is(preset: str, issuer: str, jwks_url: str) -> None:
    told = issuer_of(preset)
    assert (told.issuer, told.jwks_url) == (issuer, jwks_url)
    assert issuer_of(preset, jwks_url="http://localhost:9/keys").jwks_url == "http://localhost:9/keys"
    assert issuer_of(preset, issuer=issuer) == told


def test_presets_know_where_addresses_and_scopes_are() -> None:
    entra = issuer_of("entra")
    assert entra.email_claims == ("preferred_username", "upn")
    assert (entra.trust_unverified, entra.domains) == (True, frozenset({"acme.com"}))
    assert entra.scope_claims == ("roles",)
    assert issuer_of("okta").scope_claims == ("scp",)
    assert issuer_of("google").names == (GOOGLE, "accounts.google.com")
    (plain,) = read(json.dumps([PLAIN | {"issuer": GOOGLE}]))
    assert plain.preset is Preset.GOOGLE, "whoever states Google by its URL means Google"


def test_the_operator_may_say_it_otherwise() -> None:
    told = issuer_of(
        "okta",
        email_claim=["preferred_username", "email"],
        trust_unverified=True,
        domains=["Straße.example", "ACME.com"],
        scope_claims=["scp", "roles"],
        resource_server="api://throughline/",
    )
    assert told.email_claims == ("preferred_username", "email")
    assert told.domains == {"xn--strae-oqa.example", "acme.com"}
    assert (told.scope_claims, told.resource_server) == (("scp", "roles"), "api://throughline")
    assert issuer_of("entra", email_claim="upn").email_claims == ("upn",)
    assert issuer_of("entra", tenant=TENANT.upper()) == issuer_of("entra")
    assert (issuer_of("cognito", second_factor=True).second_factor, issuer_of("cognito").second_factor) == (True, False)
    assert issuer_of("entra", trust_unverified=False, domains=[]).trust_unverified is False


def test_parameters_of_a_template_that_nobody_filled_in_say_nothing() -> None:
    stated = PLAIN | {"audience": ["web", ""], "resource_server": "", "domains": [""], "preset": ""}
    assert read(json.dumps([stated])) == read(json.dumps([PLAIN]))


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", CONSUMERS, "acme.com", "", "{tenantid}"])
def test_no_tenant_of_everybody_is_trusted(tenant: str) -> None:
    """There an attacker's own directory may claim any address."""
    issuer = f"https://login.microsoftonline.com/{tenant}/v2.0"
    for stated in (
        ENTRA | {"tenant": tenant},
        PLAIN | {"issuer": issuer},
        PLAIN | {"preset": "entra", "issuer": issuer},
    ):
        with pytest.raises(ValueError, match="not one tenant of Entra"):
            read(json.dumps([stated]))


@pytest.mark.parametrize(
    "issuer",
    [
        "https://LOGIN.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com:443/common/v2.0",
        "https://login.microsoftonline.com./common/v2.0",
        "https://login.microsoftonline.com//common/v2.0",
        "https://login.microsoftonline.com",
        "https://sts.windows.net/common/",
        "https://login.microsoftonline.us/organizations/v2.0",
    ],
)
def test_nor_when_it_is_written_in_another_way(issuer: str) -> None:
    with pytest.raises(ValueError, match="not one tenant of Entra"):
        read(json.dumps([PLAIN | {"issuer": issuer}]))


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no issuer": ({"audience": ["a"]}, "'issuer' is missing"),
    "no audience": (PLAIN | {"audience": []}, "'audience' must name"),
    "empty audiences": (PLAIN | {"audience": [" "]}, "'audience' must name"),
    "an audience that is no list": (PLAIN | {"audience": "web"}, "'audience' must be a list"),
    "an unknown field": (PLAIN | {"audiences": ["a"]}, "'audiences' is not known"),
    "an unknown preset": (PLAIN | {"preset": "azure"}, "preset 'azure' is none of"),
    "plain http": (PLAIN | {"jwks_url": "http://id.acme.com/keys"}, "must be an https URL"),
    "no host": (PLAIN | {"issuer": "https:///x"}, "must be an https URL"),
    "not a URL": (PLAIN | {"issuer": "https://[x"}, "is not a URL"),
    "a number": (PLAIN | {"issuer": 5}, "'issuer' must be a text"),
    "blanks": (PLAIN | {"issuer": " https://id.acme.com"}, "without blanks"),
    "trust without domains": (PLAIN | {"trust_unverified": True}, "'domains' must list"),
    "domains without trust": (PLAIN | {"domains": ["acme.com"]}, "state 'trust_unverified'"),
    "trust that is no truth": (PLAIN | {"trust_unverified": 1, "domains": ["a.com"]}, "must be true or false"),
    "a domain that cannot be": (PLAIN | {"trust_unverified": True, "domains": ["a b"]}, "cannot exist"),
    "another claim": (PLAIN | {"email_claim": "mail"}, "email_claim 'mail' is none of"),
    "a claim that is no text": (PLAIN | {"email_claim": [5]}, "'email_claim' must be"),
    "other scopes": (PLAIN | {"scope_claims": ["permissions"]}, "scope claim 'permissions'"),
    "a tenant elsewhere": (PLAIN | {"tenant": TENANT}, "'tenant' belongs to the preset entra"),
    "a server elsewhere": (ENTRA | {"server": "default"}, "'server' belongs to the preset okta"),
    "a domain elsewhere": (ENTRA | {"domain": "acme.com"}, "'domain' belongs to"),
    "entra without domains": ({**ENTRA, "domains": []}, "'domains' must list"),
    "entra's email": (ENTRA | {"email_claim": ["email"]}, "Entra's 'email'"),
    "another tenant's issuer": (
        ENTRA | {"issuer": f"https://login.microsoftonline.com/{OTHER_TENANT}/v2.0"},
        "is not that of the tenant",
    ),
    "okta without a host": ({"preset": "okta", "audience": ["a"]}, "'domain' must be the host"),
    "okta with a URL": ({"preset": "okta", "domain": "https://a.okta.com", "audience": ["a"]}, "'domain' must be"),
    "okta's server": ({"preset": "okta", "domain": "a.okta.com", "server": "a/b", "audience": ["a"]}, "'server' is"),
    "another google": ({"preset": "google", "issuer": "https://google.evil.test", "audience": ["a"]}, "issuer must be"),
    "trust in google": (
        {"preset": "google", "audience": ["a"], "trust_unverified": True, "domains": ["a.com"]},
        "not for it",
    ),
    "auth0 without a slash": ({"preset": "auth0", "issuer": "https://a.auth0.com", "audience": ["a"]}, "slash"),
    "no pool": ({"preset": "cognito", "pool": "mine", "audience": ["a"]}, "'pool' must be"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_said(kind: str) -> None:
    stated, told = WRONG[kind]
    with pytest.raises(ValueError, match=f"^THROUGHLINE_ISSUERS: entry 2: .*{told}"):
        read(json.dumps([PLAIN, stated]))


@pytest.mark.parametrize(("text", "told"), [("{", "not JSON"), ("{}", "must be a list"), ("[1]", "must be an object")])
def test_what_is_no_list_of_issuers_is_said(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read(text)


def test_an_issuer_is_stated_once() -> None:
    with pytest.raises(ValueError, match="stated twice"):
        read(json.dumps([PLAIN, PLAIN]))
    with pytest.raises(ValueError, match="stated twice"):
        read_issuers(dict.fromkeys(("THROUGHLINE_ISSUERS", "THROUGHLINE_FURTHER_ISSUERS"), json.dumps([PLAIN])))


def test_further_issuers_are_trusted_beside_the_others() -> None:
    env = {"THROUGHLINE_COMPANY": "acme", "THROUGHLINE_TABLE": "t", "THROUGHLINE_CURSOR_SECRET": "s"}
    env |= {"THROUGHLINE_ISSUERS": json.dumps([PLAIN]), "THROUGHLINE_FURTHER_ISSUERS": json.dumps([ENTRA])}
    assert [one.preset for one in Settings.from_env(env).issuers] == ["generic", "entra"]
    with pytest.raises(ValueError, match=r"^THROUGHLINE_FURTHER_ISSUERS: entry 1"):
        read_issuers({"THROUGHLINE_FURTHER_ISSUERS": "[{}]"})


def test_every_preset_has_what_its_page_states() -> None:
    assert STATED.keys() == set(Preset)


def test_nothing_is_read_at_import() -> None:
    code = "import os; os.environ['THROUGHLINE_ISSUERS'] = '{'; import chalicelib.kernel.settings, chalicelib.wiring"
    subprocess.run([sys.executable, "-c", code], check=True)
