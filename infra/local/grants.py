"""What a sign-in leaves behind: authorization codes, used once, and refresh tokens, each replaced when used."""

import base64
import hashlib
import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CODE_SECONDS = 300
REFRESH_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What a client asked for at the authorization endpoint."""

    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str = ""
    scope: str = "openid"


class Grants:
    """Codes live in memory (minutes), refresh tokens as digests in `file`, so that a session outlives a restart."""

    def __init__(self, file: Path) -> None:
        self._one_at_a_time = threading.Lock()
        self._codes: dict[str, tuple[float, str, AuthorizationRequest]] = {}
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS refresh"
            " (digest TEXT PRIMARY KEY, family TEXT, email TEXT, client TEXT, expires REAL, used INTEGER)"
        )

    def code(self, email: str, asked: AuthorizationRequest) -> str:
        """A new authorization code for `email`."""
        code = secrets.token_urlsafe(24)
        with self._one_at_a_time:
            self._codes[code] = (time.time() + CODE_SECONDS, email, asked)
        return code

    def redeem(
        self, code: str, *, client_id: str, redirect_uri: str, verifier: str
    ) -> tuple[str, AuthorizationRequest] | None:
        """Who signed in with `code`, once; None when anything does not fit (PKCE S256 included)."""
        with self._one_at_a_time:
            expires, email, asked = self._codes.pop(code, (0.0, "", None))
        if asked is None or time.time() > expires:
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        fits = (
            secrets.compare_digest(challenge, asked.challenge)
            and client_id == asked.client_id
            and redirect_uri == asked.redirect_uri
        )
        return (email, asked) if fits else None

    def refresh_token(self, email: str, client_id: str, family: str = "") -> str:
        """A new refresh token; `family` ties it to the sign-in that it descends from."""
        token = secrets.token_urlsafe(32)
        row = (_digest(token), family or secrets.token_hex(8), email, client_id, time.time() + REFRESH_SECONDS)
        with self._one_at_a_time:
            self._db.execute("INSERT INTO refresh VALUES (?, ?, ?, ?, ?, 0)", row)
        return token

    def renew(self, token: str, client_id: str) -> tuple[str, str] | None:
        """(e-mail, next refresh token), or None; a token used a second time ends its whole family."""
        with self._one_at_a_time:
            row = self._db.execute(
                "SELECT family, email, expires, used FROM refresh WHERE digest = ? AND client = ?",
                (_digest(token), client_id),
            ).fetchone()
            if row is None or row[2] < time.time():
                return None
            if row[3]:
                self._db.execute("DELETE FROM refresh WHERE family = ?", (row[0],))
                return None
            self._db.execute("UPDATE refresh SET used = 1 WHERE digest = ?", (_digest(token),))
        return row[1], self.refresh_token(row[1], client_id, row[0])

    def revoke(self, token: str, client_id: str) -> None:
        """End the sign-in that this refresh token descends from; nothing where it is not one of this client's."""
        with self._one_at_a_time:
            self._db.execute(
                "DELETE FROM refresh WHERE family = (SELECT family FROM refresh WHERE digest = ? AND client = ?)",
                (_digest(token), client_id),
            )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
