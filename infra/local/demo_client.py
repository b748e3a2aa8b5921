"""How the demo company is made: through the product's own HTTP routes, signed in as its people.

hr = client.sign_in("hr@example.test")
cycle = hr.post("/cycles", {"name": "Autumn", …})
hr.patch(f"/cycles/{cycle['id']}", {"instructions": "…"}, etag=hr.etag)
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from infra.local.progress import say

_SECONDS = 300


class DemoFailed(Exception):
    """A call that the demo company is made of was refused."""


class Session:
    """One signed-in person's calls. Each answers the parsed body; `etag` is that of the last answer."""

    def __init__(self, base_url: str, token: str) -> None:
        self._api = f"{base_url}/api"
        self._token = token
        self.etag = ""

    def get(self, path: str) -> Any:
        """`GET /api{path}`."""
        return self._call("GET", path)

    def post(self, path: str, body: object = None, *, content_type: str = "application/json") -> Any:
        """`POST`; text is sent as it is (a CSV), anything else as JSON."""
        return self._call("POST", path, body, content_type=content_type)

    def put(self, path: str, body: object, *, etag: str = "") -> Any:
        """`PUT` with `If-Match: etag` where one is given."""
        return self._call("PUT", path, body, etag=etag)

    def patch(self, path: str, body: object, *, etag: str = "") -> Any:
        """`PATCH` with `If-Match: etag` where one is given."""
        return self._call("PATCH", path, body, etag=etag)

    def delete(self, path: str) -> Any:
        """`DELETE /api{path}`."""
        return self._call("DELETE", path)

    def save(self, path: str, body: object) -> Any:
        """`PUT` over whatever is there now: reads the ETag first."""
        self.get(path)
        return self.put(path, body, etag=self.etag)

    def _call(
        self, method: str, path: str, body: object = None, *, etag: str = "", content_type: str = "application/json"
    ) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} | ({"If-Match": etag} if etag else {})
        answer, self.etag = _call(method, f"{self._api}{path}", body, headers, content_type)
        return answer


class DemoClient:
    """Signs people in, and moves the clock of the run."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._sessions: dict[str, Session] = {}

    def sign_in(self, email: str) -> Session:
        """The session of the person with this address."""
        if email not in self._sessions:
            answer = self._local("POST", "/token", {"email": email})
            self._sessions[email] = Session(self._base_url, answer["token"])
        return self._sessions[email]

    def machine(self, name: str, scopes: Sequence[str]) -> Session:
        """The session of a machine client."""
        answer = self._local("POST", "/token", {"client": name, "scopes": list(scopes)})
        return Session(self._base_url, answer["token"])

    def now(self) -> datetime:
        """The app's clock."""
        return datetime.fromisoformat(self._local("GET", "/clock")["now"])

    def set_clock(self, at: datetime) -> None:
        """Move the app's clock; forward fires what falls due on the way."""
        self._local("PUT", "/clock", {"now": at.isoformat()})

    def settle(self) -> None:
        """Wait until everything that was caused has happened."""
        self._local("POST", "/settle")

    def mailbox(self, to: str = "") -> Any:
        """The emails so far."""
        return self._local("GET", f"/mailbox?to={to}")["items"]

    say: Callable[[str], None] = staticmethod(say)

    def _local(self, method: str, path: str, body: object = None) -> Any:
        return _call(method, f"{self._base_url}/local{path}", body, {}, "application/json")[0]


def _call(method: str, url: str, body: object, headers: Mapping[str, str], content_type: str) -> tuple[Any, str]:
    content = None if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()
    named = dict(headers) | ({} if content is None else {"Content-Type": content_type})
    request = urllib.request.Request(url, data=content, headers=named, method=method)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            text, etag = answer.read(), answer.headers.get("ETag") or ""
    except urllib.error.HTTPError as error:
        raise DemoFailed(f"{method} {url} answered {error.code}: {error.read().decode(errors='replace')}") from error
    return (json.loads(text) if text else None), etag
