"""Any JSON may stand in a token's header or claims: it is read or refused, and never a fault of ours."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.kernel.errors import NotAuthenticated, Unavailable
from chalicelib.kernel.identity import Claims, Verifier
from chalicelib.kernel.issuers import Issuer
from tests.providers import CLIENTS, PEOPLE, WITHOUT_ADDRESS, issuer_of, preset_of
from tests.tokens import ISSUER, KID, claims, client_claims, encoded, jwks, private_key, signed

VALUES: dict[str, str] = {
    "null": "null",
    "true": "true",
    "false": "false",
    "zero": "0",
    "one": "1",
    "a fraction": "0.5",
    "a negative number": "-1",
    "too large a number": "1" + "0" * 400,
    "too large an exponent": "1e400",
    "NaN": "NaN",
    "Infinity": "Infinity",
    "-Infinity": "-Infinity",
    "no text": '""',
    "text": '"x"',
    "half a pair": '"\\ud800"',
    "half a pair in a list": '["\\udfff"]',
    "half a pair as a name": '{"\\ud800": 1}',
    "a NUL": '"\\u0000"',
    "a list": "[]",
    "a list of lists": "[[]]",
    "a list of numbers": "[1]",
    "a list of texts": '["x"]',
    "an object": "{}",
    "an object in an object": '{"a": {"b": []}}',
}
HEADER = ("alg", "typ", "kid", "crit", "jwk", "jku", "x5c", "x5t", "cty", "zip", "enc", "anything")
TYPED = ("iss", "sub", "aud", "exp", "nbf", "iat", "token_use", "email")
READ = {
    *TYPED,
    *("email_verified", "preferred_username", "upn", "unique_name", "username", "cognito:username", "hd", "nonce"),
    *("scope", "scp", "roles", "client_id", "cid", "uid", "azp", "appid", "gty", "idtyp", "oid", "tid", "idp", "acct"),
    *("jti", "auth_time", "anything"),
}


def _is_no_json(value: str) -> bool:
    return value in {"too large an exponent", "NaN", "Infinity", "-Infinity"} or value.startswith("half")


def _token(header: dict[str, Any], payload: dict[str, Any], place: str, name: str, value: str) -> str:
    """A token whose signature holds, with `value` as it stands in the place of one field."""
    parts = []
    for where, content in (("header", header), ("claims", payload)):
        text = json.dumps(content | ({name: "@here@"} if where == place else {}))
        parts.append(encoded(text.replace('"@here@"', value).encode()))
    text = ".".join(parts)
    return f"{text}.{_signature(text)}"


def _signature(text: str) -> str:
    return encoded(private_key(KID).sign(text.encode(), PKCS1v15(), SHA256()))


def _outcome(issuer: Issuer, token: str) -> Claims | str:
    verifier = Verifier((issuer,), lambda _: jwks())
    try:
        return verifier.verify(token)
    except NotAuthenticated as refusal:
        return refusal.code


HEAD = {"alg": "RS256", "typ": "JWT", "kid": KID}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", HEADER)
def test_a_header_of_any_json_is_read_or_refused(name: str, value: str) -> None:
    told = _outcome(ISSUER, _token(HEAD, claims("ada@x.test"), "header", name, VALUES[value]))
    if name in {"alg", "typ", "kid", "crit"} or _is_no_json(value):
        assert told == "invalid_token"
    else:
        assert isinstance(told, Claims)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", sorted(READ))
def test_claims_of_any_json_are_read_or_refused(name: str, value: str) -> None:
    for payload in (claims("ada@x.test"), client_claims("sync", "people:write")):
        told = _outcome(ISSUER, _token(HEAD, payload, "claims", name, VALUES[value]))
        if _is_no_json(value):
            assert told == "invalid_token"
        assert isinstance(told, Claims) or told in {"invalid_token", "issuer_not_allowed"}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("kind", [*PEOPLE, *CLIENTS, *(f"{name}, access" for name in WITHOUT_ADDRESS)])
def test_so_it_is_with_every_provider(kind: str, value: str) -> None:
    made: Callable[[], dict[str, Any]] = PEOPLE.get(kind) or CLIENTS.get(kind) or WITHOUT_ADDRESS[preset_of(kind)]
    issuer, payload = issuer_of(preset_of(kind)), made()
    for name in sorted({*payload, *READ}):
        told = _outcome(issuer, _token(HEAD, payload, "claims", name, VALUES[value]))
        assert isinstance(told, Claims) or told in {"invalid_token", "issuer_not_allowed"}, name


@pytest.mark.parametrize("value", ["true", "false", "one", "a fraction", "a list", "a list of lists", "an object"])
@pytest.mark.parametrize("name", ["iss", "sub", "aud", "token_use", "email"])
def test_what_must_be_text_is_refused_as_anything_else(name: str, value: str) -> None:
    assert _outcome(ISSUER, _token(HEAD, claims("ada@x.test"), "claims", name, VALUES[value])) == "invalid_token"


@pytest.mark.parametrize("value", [v for v in VALUES if v not in {"null", "zero", "one", "a fraction"}])
@pytest.mark.parametrize("name", ["exp", "nbf", "iat"])
def test_what_must_be_a_time_is_refused_as_anything_else(name: str, value: str) -> None:
    told = _outcome(ISSUER, _token(HEAD, claims("ada@x.test"), "claims", name, VALUES[value]))
    assert told == "invalid_token" or (value == "a negative number" and name != "exp")


@pytest.mark.parametrize("name", ["scope", "scp", "roles"])
def test_scopes_of_another_type_are_refused(name: str) -> None:
    issuer = issuer_of("generic", scope_claims=[name])
    told = {"iss": issuer.issuer, "sub": "a", "client_id": "a", "aud": "throughline", "exp": time.time() + 60}
    for value in (5, True, {"people:write": 1}, [["people:write"]], [1]):
        assert _outcome(issuer, signed(told | {name: value})) == "invalid_token"


def test_text_is_utf8_and_nothing_else() -> None:
    for raw in (
        json.dumps(claims("a@x.test")).encode("utf-16"),
        b"\xff" + json.dumps(claims("a@x.test")).encode(),
        b"\xef\xbb\xbf" + json.dumps(claims("a@x.test")).encode(),
    ):
        text = f"{encoded(json.dumps(HEAD).encode())}.{encoded(raw)}"
        assert _outcome(ISSUER, f"{text}.{_signature(text)}") == "invalid_token"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(HEADER[:4]), _JSON, max_size=2),
    st.dictionaries(st.sampled_from(sorted(READ)), _JSON, max_size=4),
    st.sampled_from(sorted(PEOPLE)),
)
def test_no_mixture_is_a_fault(header: dict[str, Any], changed: dict[str, Any], kind: str) -> None:
    told = _outcome(issuer_of(preset_of(kind)), signed(PEOPLE[kind]() | changed, **header))
    assert isinstance(told, Claims) or told in {"invalid_token", "issuer_not_allowed"}


@pytest.mark.parametrize(
    "published",
    [{}, [], {"keys": {}}, {"keys": [1]}, {"keys": [{"kty": "RSA", "kid": KID}]}, {"keys": None}, {"keys": [None]}],
)
def test_keys_that_cannot_be_read_are_temporary_trouble(published: Any) -> None:
    try:
        Verifier((ISSUER,), lambda _: published).verify(signed(claims("ada@x.test")))
    except (Unavailable, NotAuthenticated):
        return
    raise AssertionError("somebody was let in without a key")
