"""The local OIDC issuer at `/local/oidc`: discovery, keys, a page to pick who one is, code flow with PKCE, renewal."""

import html
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from infra.local.grants import AuthorizationRequest, Grants
from infra.local.keys import LIFETIME, Signer
from infra.local.providers import AUDIENCE
from infra.local.web import Reply, Request, as_json

BASE = "/local/oidc"
COOKIE = "throughline_local_session"
# A client under development is served from another port of this machine.
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "authorization, content-type"}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
People = Callable[[], Sequence[tuple[str, str]]]

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sign in · Throughline (local)</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}}
button,input{{font:inherit;padding:.5rem .75rem}}button{{display:block;width:100%;text-align:left;margin:.25rem 0}}
small{{color:#555}}label{{display:block;margin-top:1.5rem}}</style>
<h1>Sign in</h1><p>This issuer exists on this machine only: pick who you are.</p>
<form method="post" action="{action}">{people}</form>
<form method="post" action="{action}"><label>Or type an address
<input name="email" type="email" required autocomplete="off"></label><button>Sign in</button></form></html>"""


class SignIn:
    """Answers everything below `/local/oidc`. `people` lists (e-mail, who that is) for the page."""

    def __init__(self, signer: Signer, grants: Grants, people: People) -> None:
        self._signer = signer
        self._grants = grants
        self._people = people
        self._routes: dict[tuple[str, str], Callable[[Request], Reply]] = {
            ("GET", "/.well-known/openid-configuration"): self._discovery,
            ("GET", "/jwks.json"): self._jwks,
            ("GET", "/authorize"): self._choose,
            ("POST", "/authorize"): self._chosen,
            ("POST", "/token"): self._token,
            ("POST", "/revoke"): self._revoke,
            ("GET", "/logout"): self._logout,
        }

    def answer(self, request: Request) -> Reply | None:
        """The answer, or None where there is nothing."""
        path = request.path.removeprefix(BASE)
        if request.method == "OPTIONS":
            return Reply(204, headers=_OPEN | {"Access-Control-Allow-Methods": "GET, POST"})
        route = self._routes.get((request.method, path))
        return route(request) if route else None

    def _discovery(self, _: Request) -> Reply:
        issuer = self._signer.issuer
        return _open(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/jwks.json",
                "end_session_endpoint": f"{issuer}/logout",
                "revocation_endpoint": f"{issuer}/revoke",
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["S256"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid", "email", "offline_access"],
                "token_endpoint_auth_methods_supported": ["none"],
                "claims_supported": ["sub", "email", "email_verified"],
            }
        )

    def _jwks(self, _: Request) -> Reply:
        return _open(self._signer.jwks())

    def _choose(self, request: Request) -> Reply:
        refusal = _refusal(request)
        if refusal is not None:
            return refusal
        known = _remembered(request)
        if known and request.one("prompt") != "login":
            return self._granted(request, known)
        if request.one("prompt") == "none":
            return _back(request, error="login_required")
        query = {name: values[-1] for name, values in request.query.items()}
        action = html.escape(f"{BASE}/authorize?{urlencode(query)}")
        buttons = [
            f'<button name="email" value="{html.escape(email)}">{html.escape(email)}<br>'
            f"<small>{html.escape(about)}</small></button>"
            for email, about in self._people()
        ]
        page = _PAGE.format(action=action, people="".join(buttons))
        return Reply(
            200,
            page.encode(),
            {
                "Content-Type": "text/html; charset=utf-8",
                "Cache-Control": "no-store",
                "X-Frame-Options": "DENY",
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            },
        )

    def _chosen(self, request: Request) -> Reply:
        refusal = _refusal(request)
        if refusal is not None:
            return refusal
        email = _form(request).get("email", "").strip()
        if "@" not in email or len(email) > 254:
            return _wrong("invalid_request", "An e-mail address is needed.")
        reply = self._granted(request, email)
        return Reply(reply.status, reply.body, dict(reply.headers) | {"Set-Cookie": _cookie(email)})

    def _granted(self, request: Request, email: str) -> Reply:
        asked = AuthorizationRequest(
            client_id=request.one("client_id"),
            redirect_uri=request.one("redirect_uri"),
            challenge=request.one("code_challenge"),
            nonce=request.one("nonce"),
            scope=request.one("scope") or "openid",
        )
        return _back(request, code=self._grants.code(email, asked))

    def _token(self, request: Request) -> Reply:
        form = _form(request)
        kind, client_id = form.get("grant_type"), form.get("client_id", "")
        if kind == "authorization_code":
            found = self._grants.redeem(
                form.get("code", ""),
                client_id=client_id,
                redirect_uri=form.get("redirect_uri", ""),
                verifier=form.get("code_verifier", ""),
            )
            if found is not None:
                email, asked = found
                nonce = {"nonce": asked.nonce} if asked.nonce else {}
                return self._tokens(email, self._grants.refresh_token(email, client_id), asked.scope, nonce)
        elif kind == "refresh_token":
            renewed = self._grants.renew(form.get("refresh_token", ""), client_id)
            if renewed is not None:
                return self._tokens(*renewed, "openid email offline_access", {})
        else:
            return _wrong("unsupported_grant_type", "authorization_code and refresh_token are served.")
        return _wrong("invalid_grant", "This grant is used up, expired, or was made for somebody else.")

    def _revoke(self, request: Request) -> Reply:
        form = _form(request)
        self._grants.revoke(form.get("token", ""), form.get("client_id", ""))
        return _open({})

    def _tokens(self, email: str, refresh_token: str, scope: str, more: dict[str, str]) -> Reply:
        return _open(
            {
                **self._signer.tokens(email, **more),
                "refresh_token": refresh_token,
                "token_type": "Bearer",
                "expires_in": LIFETIME,
                "scope": scope,
            }
        )

    def _logout(self, request: Request) -> Reply:
        target = request.one("post_logout_redirect_uri")
        headers = {"Location": target if _is_local(target) else "/", "Set-Cookie": _cookie("", lasts=0)}
        return Reply(302, headers=headers)


def _refusal(request: Request) -> Reply | None:
    """Why an authorization request is not served; never by redirect where the address itself is wrong."""
    if not _is_local(request.one("redirect_uri")):
        return _wrong("invalid_request", "redirect_uri must be an address of this machine.")
    if request.one("client_id") != AUDIENCE:
        return _wrong("unauthorized_client", f"client_id must be {AUDIENCE}.")
    if request.one("response_type") != "code":
        return _back(request, error="unsupported_response_type")
    if request.one("code_challenge_method") != "S256" or len(request.one("code_challenge")) != 43:
        return _back(request, error="invalid_request", error_description="PKCE with S256 is required")
    return None


def _remembered(request: Request) -> str:
    """Who chose to be signed in here: a reload of the client does not ask again, as at any issuer with a session."""
    pairs = (part.strip().partition("=") for part in request.headers.get("cookie", "").split(";"))
    return next((unquote(text) for name, _, text in pairs if name == COOKIE), "")


def _cookie(email: str, lasts: int = LIFETIME) -> str:
    return f"{COOKIE}={quote(email)}; Path={BASE}; Max-Age={lasts}; HttpOnly; SameSite=Lax"


def _is_local(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK and not parts.username


def _back(request: Request, **answer: str) -> Reply:
    state = {"state": request.one("state")} if "state" in request.query else {}
    uri = request.one("redirect_uri")
    location = f"{uri}{'&' if '?' in uri else '?'}{urlencode(answer | state)}"
    return Reply(302, headers={"Location": location.replace("\r", "").replace("\n", ""), "Cache-Control": "no-store"})


def _form(request: Request) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()}


def _open(content: object) -> Reply:
    reply = as_json(content)
    return Reply(reply.status, reply.body, dict(reply.headers) | _OPEN)


def _wrong(error: str, description: str) -> Reply:
    reply = as_json({"error": error, "error_description": description}, 400)
    return Reply(reply.status, reply.body, dict(reply.headers) | _OPEN)
