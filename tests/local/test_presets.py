"""The local issuer speaks like a provider, and the product takes its tokens as that provider's."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.kernel.errors import NotAuthenticated
from chalicelib.kernel.identity import Claims, Verifier
from chalicelib.kernel.issuers import Preset, read_issuers
from infra.local.grants import Grants
from infra.local.keys import Signer
from infra.local.options import BadOption, Options
from infra.local.providers import AUDIENCE, PROVIDERS
from infra.local.signin import BASE, SignIn
from infra.local.web import Request

LOCAL = f"http://localhost:8000{BASE}"
ADA = "Ada@Example.test"


class Run:
    """The issuer of a run with this preset, and the product's verifier beside it."""

    def __init__(self, preset: str, folder: Path, domains: tuple[str, ...] = ("example.test",)) -> None:
        provider = PROVIDERS[preset]
        self.signer = Signer(LOCAL, folder / "key.pem", provider)
        stated = provider.trusted(LOCAL, "http://127.0.0.1:1/jwks.json", domains)
        issuers = read_issuers({"THROUGHLINE_ISSUERS": json.dumps(stated)})
        self.verifier = Verifier(issuers, lambda _: self.signer.jwks())


def payload(token: str) -> Any:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.fixture(params=list(PROVIDERS))
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    return Run(request.param, tmp_path)


def test_every_preset_of_the_product_can_be_tried() -> None:
    assert PROVIDERS.keys() == set(Preset)


def test_a_person_is_known_by_the_address(run: Run) -> None:
    told = run.verifier.verify(run.signer.person(ADA))
    assert (told.email, told.email_verified, told.is_client) == ("ada@example.test", True, False)
    again = run.verifier.verify(run.signer.person(" ada@EXAMPLE.test "))
    assert told.login == again.login


def test_both_tokens_of_a_person_are_one_login(run: Run) -> None:
    tokens = run.signer.tokens(ADA, nonce="n1")
    found = {name: run.verifier.verify(token) for name, token in tokens.items()}
    assert found["access_token"].login == found["id_token"].login
    assert found[run.signer.provider.bearer].email_verified
    assert payload(tokens["id_token"])["nonce"] == "n1"
    assert "nonce" not in payload(tokens["access_token"])


def test_a_machine_has_the_scopes_that_were_asked_for(run: Run) -> None:
    told = run.verifier.verify(run.signer.client("payroll", ["people:write", "cycles:read", "evil/cycles:write"]))
    assert (told.is_client, told.scopes) == (True, frozenset({"people:write", "cycles:read"}))


def test_addresses_are_signed_as_they_were_given(run: Run) -> None:
    """A Kelvin sign is no k: anyone who folds it is the product, not the issuer."""
    run.verifier.verify(run.signer.person("kate@example.test"))
    told = run.verifier.verify(run.signer.person("\u212aate@example.test"))
    assert told.email == "\u212aate@example.test"
    assert told.login != run.verifier.verify(run.signer.person("kate@example.test")).login


@pytest.mark.parametrize(
    ("preset", "issuer", "has", "has_not"),
    [
        ("cognito", "https://cognito-idp.", {"cognito:username", "token_use", "email_verified"}, {"client_id"}),
        ("entra", "https://login.microsoftonline.com/", {"preferred_username", "oid", "tid"}, {"email_verified"}),
        ("okta", "https://example.okta.com/oauth2/default", {"email_verified", "amr"}, {"cid"}),
        ("google", "https://accounts.google.com", {"hd", "azp"}, {"token_use"}),
        ("auth0", "https://example.eu.auth0.com/", {"nickname", "email_verified"}, {"gty"}),
        ("generic", LOCAL, {"email", "email_verified"}, {"hd"}),
    ],
)
def test_claims_are_those_of_the_provider(
    preset: str, issuer: str, has: set[str], has_not: set[str], tmp_path: Path
) -> None:
    told = payload(Run(preset, tmp_path).signer.person(ADA))
    assert told["iss"].startswith(issuer)
    assert has <= told.keys()
    assert not has_not & told.keys()


def test_one_provider_is_foreign_to_another(tmp_path: Path) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        Run("okta", tmp_path).verifier.verify(Run("entra", tmp_path).signer.person(ADA))
    assert refused.value.code == "issuer_not_allowed"


def test_entra_is_trusted_for_the_domains_that_were_listed(tmp_path: Path) -> None:
    def of(address: str, *domains: str) -> Claims:
        run = Run("entra", tmp_path, domains)
        return run.verifier.verify(run.signer.person(address))

    assert not of("ada@acme.test", "example.test").email_verified
    assert of("ada@acme.test", "example.test", "acme.test").email_verified


def test_the_sign_in_page_hands_out_the_providers_tokens(run: Run, tmp_path: Path) -> None:
    pages = SignIn(run.signer, Grants(tmp_path / "grants.db"), list)
    discovery = pages.answer(Request("GET", f"{BASE}/.well-known/openid-configuration", {}, {}, b""))
    assert discovery is not None
    assert json.loads(discovery.body)["issuer"] == LOCAL
    assert payload(run.signer.tokens(ADA)["id_token"])["aud"] == AUDIENCE


def test_the_preset_is_chosen_by_a_variable() -> None:
    assert Options.from_env({}).preset == "generic"
    told = Options.from_env({"PRESET": "entra", "DOMAINS": "acme.test, example.test"})
    assert (told.preset, told.domains) == ("entra", ("acme.test", "example.test"))
    with pytest.raises(BadOption, match="PRESET must be one of auth0, cognito, entra, generic, google, okta"):
        Options.from_env({"PRESET": "azure"})
