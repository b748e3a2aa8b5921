"""`/`: the web client where it is built, else a page that says where the API is."""

import html
import mimetypes
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from infra.local.providers import AUDIENCE
from infra.local.web import Reply, Request, as_json, problem

DIST = Path(__file__).resolve().parents[2] / "web" / "dist"
PERMISSIONS = "camera=(self), display-capture=(self), microphone=(self)"
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
# As strict as in the deployed product: no script that is not a file of ours. Mantine writes its variables as a style.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {media_url};"
    " media-src 'self' blob: {media_url}; font-src 'self'; connect-src 'self' {base_url} {media_url};"
    " worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Throughline (local)</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}}
code,pre{{font:14px/1.5 ui-monospace,monospace}}pre{{background:#f3f3f0;padding:1rem;overflow:auto}}
td{{padding-right:1rem}}</style>
<h1>Throughline is running</h1>
<p>The web client is not built here. The API is at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<pre>TOKEN=$(curl -s {base}/local/token -d '{{"email": "hr@example.test"}}' | sed 's/.*: "//; s/".*//')
curl -s {base}/api/me -H "Authorization: Bearer $TOKEN"</pre>
<p>Also here: <a href="/local/mailbox">/local/mailbox</a>, <a href="/local/clock">/local/clock</a>,
<code>POST /local/settle</code>, and sign-in for browsers at
<a href="/local/oidc/.well-known/openid-configuration">/local/oidc</a>.</p>
<h2>Endpoints</h2><table>{endpoints}</table></html>"""


class Site:
    """Static files of `folder`; any other path of a browser gets the client's page, which does its own routing."""

    def __init__(
        self,
        base_url: str,
        media_url: str,
        endpoints: Sequence[tuple[str, str]],
        clock: Callable[[], datetime],
        folder: Path = DIST,
        *,
        bearer: str = "access_token",
    ) -> None:
        """`media_url`: the origin of recordings and attachments; `bearer`: which token the client sends."""
        self._bearer = bearer
        self._folder = folder.resolve()
        self._base_url = base_url
        self._csp = CSP.format(base_url=base_url, media_url=media_url)
        self._clock = clock
        rows = "".join(
            f"<tr><td><code>{method}</code></td><td><code>{html.escape(path)}</code></td></tr>"
            for method, path in endpoints
        )
        self._page = _PAGE.format(base=base_url, endpoints=rows).encode()

    def answer(self, request: Request) -> Reply:
        """A file, the client's page, or a problem document."""
        if request.method not in {"GET", "HEAD"}:
            return problem(405, "method_not_allowed", f"{request.method} is not possible here.", {"Allow": "GET, HEAD"})
        if request.path == "/config.json":
            return self._config()
        found = self._file(request.path)
        if found is not None:
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            text = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else ""
            return self._sent(request, found.read_bytes(), kind + text)
        if request.path == "/":
            return self._sent(request, self._page, "text/html; charset=utf-8")
        return problem(404, "not_found", "There is nothing at this address.")

    def _config(self) -> Reply:
        """What the client is told about this installation; `now` because the clock here can be moved."""
        return as_json(
            {
                "issuer": f"{self._base_url}/local/oidc",
                "client_id": AUDIENCE,
                "scopes": "openid email offline_access",
                "bearer": self._bearer,
                "now": self._clock().isoformat(),
            }
        )

    def _file(self, path: str) -> Path | None:
        wanted = (self._folder / path.lstrip("/")).resolve() if "\0" not in path else self._folder
        if wanted.is_file() and wanted.is_relative_to(self._folder):
            return wanted
        index = self._folder / "index.html"
        return index if index.is_file() and "." not in path.rsplit("/", 1)[-1] else None

    def _sent(self, request: Request, content: bytes, kind: str) -> Reply:
        body = b"" if request.method == "HEAD" else content
        return Reply(200, body, self._headers(request.path, kind))

    def _headers(self, path: str, kind: str) -> dict[str, str]:
        """Files with a digest in their name never change; the page may always."""
        kept = "public, max-age=31536000, immutable" if path.startswith("/assets/") else "no-cache"
        policy = {"Content-Security-Policy": self._csp} if kind.startswith("text/html") else {}
        return {"Content-Type": kind, "Cache-Control": kept} | _SAFE | policy
