"""Tokens: the good ones are let in, and every hostile kind is refused."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.kernel.errors import NotAuthenticated, Unavailable
from chalicelib.kernel.identity import LEEWAY, Verifier
from chalicelib.kernel.settings import Issuer
from tests.tokens import ISSUER, KID, claims, client_claims, confused, encoded, jwks, signed

ADA = "ada@example.test"


def _verifier(fetch: Callable[[str], Mapping[str, Any]] = lambda _: jwks(), now: float | None = None) -> Verifier:
    return Verifier((ISSUER,), fetch, now=lambda: now or time.time())


def _without_signature(token: str) -> str:
    return ".".join(token.split(".")[:2]) + "."


def _tampered(token: str, **changed: Any) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{encoded(json.dumps(claims(ADA, **changed)).encode())}.{signature}"


def _unsigned(alg: str) -> str:
    head = encoded(json.dumps({"alg": alg, "typ": "JWT", "kid": KID}).encode())
    return f"{head}.{encoded(json.dumps(claims(ADA)).encode())}."


def _flipped(token: str) -> str:
    head, payload, signature = token.split(".")
    return f"{head}.{payload}.{'B' if signature[0] != 'B' else 'C'}{signature[1:]}"


HOSTILE: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "not a token": lambda: "let-me-in",
    "two parts": lambda: "a.b",
    "four parts": lambda: signed(claims(ADA)) + ".x",
    "five parts, an encrypted token": lambda: "a.b.c.d.e",
    "not base64": lambda: "!.!.!",
    "padded": lambda: signed(claims(ADA)) + "==",
    "not json": lambda: f"{encoded(b'{')}.{encoded(b'{}')}.x",
    "a list for a header": lambda: f"{encoded(b'[]')}.{encoded(b'{}')}.x",
    "nested without end": lambda: f"{encoded(b'[' * 3000)}.{encoded(b'{}')}.x",
    "not ascii": lambda: signed(claims(ADA)) + "é",
    "too long": lambda: signed(claims(ADA, padding="x" * 9000)),
    "alg none": lambda: _unsigned("none"),
    "alg nOnE": lambda: _unsigned("nOnE"),
    "no signature": lambda: _without_signature(signed(claims(ADA))),
    "hs256 with the public key": lambda: confused(claims(ADA)),
    "alg rs512 named over rs256": lambda: signed(claims(ADA), alg="RS512"),
    "alg missing": lambda: signed(claims(ADA), alg=None),
    "unknown critical extension": lambda: signed(claims(ADA), crit=["exp"]),
    "another type": lambda: signed(claims(ADA), typ="logout+jwt"),
    "signature changed": lambda: _flipped(signed(claims(ADA))),
    "payload changed": lambda: _tampered(signed(claims(ADA)), sub="sub-hr@example.test"),
    "signed by another key under our kid": lambda: signed(claims(ADA), key="stranger", kid=KID),
    "unknown kid": lambda: signed(claims(ADA), kid="other"),
    "no kid": lambda: signed(claims(ADA), kid=None),
    "kid is a path": lambda: signed(claims(ADA), kid="../../etc/passwd"),
    "brings its own key": lambda: signed(claims(ADA), key="stranger", jwk=jwks("stranger")["keys"][0]),
    "names its own key server": lambda: signed(claims(ADA), key="stranger", jku="https://evil.test/jwks"),
    "expired": lambda: signed(claims(ADA, exp=int(time.time()) - 180)),
    "never expires": lambda: signed(claims(ADA, exp=None)),
    "exp is a text": lambda: signed(claims(ADA, exp="tomorrow")),
    "exp is true": lambda: signed(claims(ADA, exp=True)),
    "not valid yet": lambda: signed(claims(ADA, nbf=int(time.time()) + 600)),
    "issued in the future": lambda: signed(claims(ADA, iat=int(time.time()) + 600)),
    "another audience": lambda: signed(claims(ADA, aud="payroll")),
    "no audience": lambda: signed(claims(ADA, aud=None)),
    "an audience that is no text": lambda: signed(claims(ADA, aud={"throughline": 1})),
    "no issuer": lambda: signed(claims(ADA, iss=None)),
    "no subject": lambda: signed(claims(ADA, sub=None)),
    "subject is a list": lambda: signed(claims(ADA, sub=["a"])),
    "a refresh token": lambda: signed(claims(ADA, token_use="refresh")),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_token_is_refused(kind: str) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        _verifier().verify(HOSTILE[kind]())
    assert refused.value.code == "invalid_token"


def test_a_persons_token_says_who() -> None:
    told = _verifier().verify(signed(claims(ADA)))
    assert (told.email, told.email_verified, told.is_client) == (ADA, True, False)


def test_an_address_that_nobody_verified_is_told_as_such() -> None:
    assert not _verifier().verify(signed(claims(ADA, email_verified=False))).email_verified
    assert not _verifier().verify(signed(claims(ADA, email_verified=None))).email_verified
    for said in (1, 1.0, "True", "1", "yes", [True], {"a": 1}):
        assert not _verifier().verify(signed(claims(ADA, email_verified=said))).email_verified
    assert _verifier().verify(signed(claims(ADA, email_verified="true"))).email_verified


def test_a_machine_has_the_scopes_it_was_granted_and_no_others() -> None:
    told = _verifier().verify(signed(client_claims("hris", "people:write", "everything")))
    assert (told.is_client, told.scopes) == (True, frozenset({"people:write"}))
    others = "evil/people:write api://other/cycles:write cycles:read throughline/x/cycles:write"
    assert _verifier().verify(signed(client_claims("hris", scope=others))).scopes == frozenset()


def test_a_persons_access_token_has_no_scopes_of_a_machine() -> None:
    told = _verifier().verify(signed(client_claims("hris", "people:write", sub="somebody", client_id="throughline")))
    assert (told.is_client, told.scopes, told.email) == (False, frozenset(), "")


def test_clocks_may_differ_by_two_minutes() -> None:
    now = int(time.time())
    late = signed(claims(ADA, exp=now - 119, nbf=now + 120, iat=now + 120))
    assert _verifier(now=float(now)).verify(late).email == ADA
    for changed in ({"exp": now - 120}, {"nbf": now + 121}, {"iat": now + 121}):
        with pytest.raises(NotAuthenticated):
            _verifier(now=float(now)).verify(signed(claims(ADA, **changed)))


@pytest.mark.parametrize("issuer", ["https://evil.test", ISSUER.issuer + "/", "accounts.google.com", "x" * 900])
def test_an_issuer_that_nobody_trusts_has_its_own_reason_and_is_counted(issuer: str) -> None:
    verifier = _verifier()
    for _ in range(2):
        with pytest.raises(NotAuthenticated) as refused:
            verifier.verify(signed(claims(ADA, iss=issuer)))
        assert refused.value.code == "issuer_not_allowed"
    assert [(one.issuer, one.count) for one in verifier.foreign.pending()] == [(issuer[:200], 2)]


def test_one_of_several_audiences_is_enough() -> None:
    assert _verifier().verify(signed(claims(ADA, aud=["other", "throughline"]))).email == ADA


def test_keys_are_read_once_and_a_verified_token_is_remembered_until_it_expires() -> None:
    asked: list[str] = []
    times = [time.time()]

    def fetch(url: str) -> Mapping[str, Any]:
        asked.append(url)
        return jwks()

    verifier = Verifier((ISSUER,), fetch, now=lambda: times[0])
    token = signed(claims(ADA, exp=int(times[0]) + 10))
    assert verifier.verify(token) is verifier.verify(token)
    verifier.verify(signed(claims("bob@example.test")))
    assert asked == [ISSUER.jwks_url]
    times[0] += 10 + LEEWAY
    with pytest.raises(NotAuthenticated):
        verifier.verify(token)


def test_a_new_key_is_found_and_a_flood_of_unknown_ones_does_not_ask_each_time() -> None:
    published = [KID]
    asked: list[str] = []
    times = [time.time()]

    def fetch(url: str) -> Mapping[str, Any]:
        asked.append(url)
        return jwks(*published)

    verifier = Verifier((ISSUER,), fetch, now=lambda: times[0])
    verifier.verify(signed(claims(ADA)))
    published.append("key-2")
    for _ in range(5):
        with pytest.raises(NotAuthenticated):
            verifier.verify(signed(claims(ADA), key="key-2"))
    assert len(asked) == 1
    times[0] += 31
    assert verifier.verify(signed(claims(ADA), key="key-2")).email == ADA


def test_known_keys_serve_on_while_their_issuer_is_silent() -> None:
    silent = [False]
    times = [time.time()]

    def fetch(url: str) -> Mapping[str, Any]:
        if silent[0]:
            raise OSError(url)
        return jwks()

    verifier = Verifier((ISSUER,), fetch, now=lambda: times[0])
    verifier.verify(signed(claims(ADA)))
    silent[0], times[0] = True, times[0] + 3601
    assert verifier.verify(signed(claims("bob@example.test", exp=int(times[0]) + 9000))).email == "bob@example.test"


def test_without_any_key_nobody_gets_in() -> None:
    def fetch(url: str) -> Mapping[str, Any]:
        raise OSError(url)

    with pytest.raises(Unavailable):
        _verifier(fetch).verify(signed(claims(ADA)))


def test_weak_keys_and_keys_for_encryption_are_not_used() -> None:
    published = jwks()
    published["keys"][0]["use"] = "enc"
    with pytest.raises(NotAuthenticated):
        _verifier(lambda _: published).verify(signed(claims(ADA)))


def test_several_issuers_do_not_share_keys() -> None:
    second = Issuer(issuer="https://second.test", audience=("throughline",), jwks_url="https://second.test/jwks")
    keys = {ISSUER.jwks_url: jwks(), second.jwks_url: jwks("second")}
    verifier = Verifier((ISSUER, second), lambda url: keys[url])
    assert verifier.verify(signed(claims(ADA, iss=second.issuer), key="second")).issuer == second.issuer
    with pytest.raises(NotAuthenticated):
        verifier.verify(signed(claims(ADA, iss=second.issuer)))
