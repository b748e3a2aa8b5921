"""The local issuer: code flow with PKCE as a browser does it, renewal, and tokens that the API's verifier takes."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from chalicelib.kernel.errors import NotAuthenticated
from chalicelib.kernel.identity import Claims, Verifier
from chalicelib.kernel.settings import Issuer
from infra.local.grants import Grants
from infra.local.keys import Signer
from infra.local.providers import AUDIENCE
from infra.local.signin import BASE, SignIn
from infra.local.web import Reply, Request

ISSUER = f"http://localhost:8000{BASE}"
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://localhost:5173/signed-in"
ASKED = {
    "response_type": "code",
    "client_id": AUDIENCE,
    "redirect_uri": BACK,
    "scope": "openid email",
    "state": "st&te",
    "nonce": "n1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


class Browser:
    """Talks to the issuer's pages without a server between."""

    def __init__(self, folder: Path) -> None:
        self.signer = Signer(ISSUER, folder / "key.pem")
        self.folder = folder
        self.restart()

    def restart(self) -> None:
        people = [("ada@example.test", "a <b>boss</b>")]
        self._pages = SignIn(self.signer, Grants(self.folder / "grants.db"), lambda: people)

    def call(self, method: str, path: str, query: dict[str, str], form: dict[str, str] | None = None) -> Reply:
        body = urlencode(form).encode() if form else b""
        asked = Request(method, f"{BASE}{path}", {name: [text] for name, text in query.items()}, {}, body)
        reply = self._pages.answer(asked)
        assert reply is not None
        return reply

    def code(self, email: str = "ada@example.test", **changed: str) -> str:
        reply = self.call("POST", "/authorize", ASKED | changed, {"email": email})
        return landed(reply)["code"]

    def tokens(self, **form: str) -> Reply:
        return self.call("POST", "/token", {}, {"client_id": AUDIENCE} | form)

    def redeem(self, code: str, **changed: str) -> Reply:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        return self.tokens(**(form | changed))

    def verified(self, token: str) -> Claims:
        trusted = Issuer(issuer=ISSUER, audience=(AUDIENCE,), jwks_url="jwks")
        jwks = json.loads(self.call("GET", "/jwks.json", {}).body)
        return Verifier((trusted,), lambda _: jwks).verify(token)


def landed(reply: Reply) -> dict[str, str]:
    assert reply.status == 302
    assert reply.headers["Location"].startswith(f"{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(reply.headers["Location"]).query).items()}


def parsed(reply: Reply) -> Any:
    return json.loads(reply.body)


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path)


def test_discovery_names_the_endpoints_below_the_issuer(browser: Browser) -> None:
    document = parsed(browser.call("GET", "/.well-known/openid-configuration", {}))

    assert document["issuer"] == ISSUER
    assert document["token_endpoint"] == f"{ISSUER}/token"
    assert document["code_challenge_methods_supported"] == ["S256"]


def test_a_code_with_pkce_becomes_tokens_that_the_api_takes(browser: Browser) -> None:
    answer = browser.redeem(browser.code())
    tokens = parsed(answer)

    claims = browser.verified(tokens["access_token"])
    assert (claims.email, claims.email_verified) == ("ada@example.test", True)
    assert browser.verified(tokens["id_token"]).subject == claims.subject
    assert _payload(tokens["id_token"])["nonce"] == "n1"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_state_comes_back_as_it_was(browser: Browser) -> None:
    assert landed(browser.call("POST", "/authorize", ASKED, {"email": "a@b.test"}))["state"] == "st&te"


def test_a_code_works_once(browser: Browser) -> None:
    code = browser.code()
    assert browser.redeem(code).status == 200
    assert parsed(browser.redeem(code))["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changed",
    [{"code_verifier": "w" * 64}, {"redirect_uri": "http://localhost:1/x"}, {"client_id": "other"}],
)
def test_a_code_is_refused_to_anybody_else(browser: Browser, changed: dict[str, str]) -> None:
    assert browser.redeem(browser.code(), **changed).status == 400


def test_refresh_tokens_rotate_and_outlive_a_restart(browser: Browser) -> None:
    first = parsed(browser.redeem(browser.code()))["refresh_token"]
    browser.restart()
    renewed = parsed(browser.tokens(grant_type="refresh_token", refresh_token=first))

    assert renewed["refresh_token"] != first
    assert browser.verified(renewed["access_token"]).email == "ada@example.test"


def test_a_stolen_refresh_token_ends_the_session(browser: Browser) -> None:
    first = parsed(browser.redeem(browser.code()))["refresh_token"]
    second = parsed(browser.tokens(grant_type="refresh_token", refresh_token=first))["refresh_token"]

    assert browser.tokens(grant_type="refresh_token", refresh_token=first).status == 400
    assert browser.tokens(grant_type="refresh_token", refresh_token=second).status == 400


def test_a_revoked_refresh_token_ends_the_session_and_no_other(browser: Browser) -> None:
    ended, other = (parsed(browser.redeem(browser.code()))["refresh_token"] for _ in range(2))
    renewed = parsed(browser.tokens(grant_type="refresh_token", refresh_token=ended))["refresh_token"]
    for token in (renewed, "unknown"):
        assert browser.call("POST", "/revoke", {}, {"client_id": AUDIENCE, "token": token}).status == 200
    assert browser.tokens(grant_type="refresh_token", refresh_token=renewed).status == 400
    assert browser.tokens(grant_type="refresh_token", refresh_token=other).status == 200


def test_the_page_escapes_what_it_shows(browser: Browser) -> None:
    page = browser.call("GET", "/authorize", ASKED | {"state": '"><script>alert(1)</script>'}).body.decode()

    assert "<script>" not in page
    assert "<b>boss</b>" not in page
    assert "ada@example.test" in page


@pytest.mark.parametrize("uri", ["https://evil.example/x", "javascript:alert(1)", "http://localhost@evil.example/", ""])
def test_nobody_is_sent_to_another_machine(browser: Browser, uri: str) -> None:
    reply = browser.call("GET", "/authorize", ASKED | {"redirect_uri": uri})

    assert reply.status == 400
    assert "Location" not in reply.headers


def test_without_pkce_there_is_no_code(browser: Browser) -> None:
    reply = browser.call("POST", "/authorize", ASKED | {"code_challenge_method": "plain"}, {"email": "a@b.test"})
    assert landed(reply)["error"] == "invalid_request"


def test_a_silent_attempt_is_told_to_sign_in(browser: Browser) -> None:
    assert landed(browser.call("GET", "/authorize", ASKED | {"prompt": "none"}))["error"] == "login_required"


def test_a_machine_client_has_its_scopes_and_no_address(browser: Browser) -> None:
    claims = browser.verified(browser.signer.client("payroll", ["people:write", "cycles:write"]))

    assert claims.is_client
    assert claims.scopes == {"people:write", "cycles:write"}
    assert claims.email == ""


def test_the_same_address_is_the_same_subject_and_key_over_restarts(browser: Browser, tmp_path: Path) -> None:
    before = browser.verified(browser.signer.person("Ada@Example.test "))
    again = Signer(ISSUER, tmp_path / "key.pem")

    assert browser.verified(again.person("ada@example.test")).login == before.login


def test_a_tampered_token_is_refused(browser: Browser) -> None:
    head, _, signature = browser.signer.person("ada@example.test").split(".")
    forged = base64.urlsafe_b64encode(json.dumps({"iss": ISSUER, "sub": "x"}).encode()).rstrip(b"=").decode()
    with pytest.raises(NotAuthenticated):
        browser.verified(f"{head}.{forged}.{signature}")


def _payload(token: str) -> Any:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
