"""A company as its people and its machines use it: HTTP, the mailbox, the clock."""

import csv
import http.client
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

HR = "hr@example.test"
_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    asked: str = ""

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.content)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    @property
    def etag(self) -> str:
        """The version of what was answered."""
        return self.headers.get("etag", "")

    def ok(self, *statuses: int) -> Any:
        """The parsed body; fails the test unless the call went well (or answered one of `statuses`)."""
        fine = self.status in statuses if statuses else 200 <= self.status < 300
        assert fine, f"{self.asked} answered {self.status}: {self.text[:1500]}"
        return self.json if self.content else None

    def refused(self, status: int, code: str = "") -> Any:
        """The problem document; fails the test unless the call was refused so."""
        assert self.status == status, f"{self.asked} answered {self.status}, not {status}: {self.text[:1500]}"
        assert self.headers["content-type"].split(";")[0] == "application/problem+json"
        problem = self.json
        assert problem["status"] == status
        assert {"type", "title", "detail", "code"} <= problem.keys()
        assert not code or problem["code"] == code, problem
        return problem


class Caller:
    """Someone's calls to the API. `token` is asked for at each call, because the clock may have moved."""

    def __init__(self, base_url: str, token: Callable[[], str] | None = None) -> None:
        self._base_url = base_url
        self._token = token

    def get(self, path: str, **headers: str) -> Reply:
        """`GET /api{path}`; header names with underscores."""
        return self.call("GET", path, headers=headers)

    def post(self, path: str, body: object = None, **headers: str) -> Reply:
        """`POST`; bytes and text go as CSV, anything else as JSON."""
        return self.call("POST", path, body, headers=headers)

    def put(self, path: str, body: object, match: str = "", **headers: str) -> Reply:
        """`PUT`, with `If-Match` where `match` is given."""
        return self.call("PUT", path, body, headers=headers | ({"If-Match": match} if match else {}))

    def patch(self, path: str, body: object, match: str = "", **headers: str) -> Reply:
        """`PATCH`, with `If-Match` where `match` is given."""
        return self.call("PATCH", path, body, headers=headers | ({"If-Match": match} if match else {}))

    def delete(self, path: str, **headers: str) -> Reply:
        """`DELETE`."""
        return self.call("DELETE", path, headers=headers)

    def save(self, path: str, body: object) -> Reply:
        """`PUT` over whatever is there now."""
        seen = self.get(path)
        seen.ok()
        return self.put(path, body, seen.etag)

    def every(self, path: str) -> list[Any]:
        """All items of a list, page by page."""
        items: list[Any] = []
        cursor = ""
        while True:
            joint = "&" if "?" in path else "?"
            page = self.get(f"{path}{joint}limit=100" + (f"&cursor={quote(cursor)}" if cursor else "")).ok()
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items

    def call(self, method: str, path: str, body: object = None, *, headers: Mapping[str, str] | None = None) -> Reply:
        """One request."""
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self._token is not None:
            named.setdefault("Authorization", f"Bearer {self._token()}")
        content: bytes | None = None
        if isinstance(body, bytes | str):
            content = body.encode() if isinstance(body, str) else body
            named.setdefault("Content-Type", "text/csv")
        elif body is not None:
            content = json.dumps(body).encode()
            named.setdefault("Content-Type", "application/json")
        return _send(f"{self._base_url}/api{path}", method, content, named)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the company: id, name, and the calls they make."""

    id: str
    email: str
    name: str
    calls: Caller


Staff = dict[str, Somebody]


@dataclass(frozen=True, slots=True)
class Hire:
    """A row of the directory: whom to make. `boss` is another hire's key."""

    key: str
    boss: str = ""
    zone: str = "Europe/Berlin"
    roles: str = ""
    department: str = "Design"


@dataclass(slots=True)
class Post:
    """New emails to the addresses of one domain, each seen once."""

    company: "Company"
    domain: str
    _seen: int = 0

    def new(self) -> list[Any]:
        """What came since the last look, after everything under way has settled."""
        self.company.settle()
        mails = [mail for mail in self.company.mails() if receiver(mail).endswith(f"@{self.domain}")]
        fresh, self._seen = mails[self._seen :], len(mails)
        return fresh

    def receivers(self) -> list[str]:
        """To whom the new emails went: the part before the @, sorted."""
        return sorted(receiver(mail).split("@")[0] for mail in self.new())


@dataclass(slots=True)
class Company:
    """A running server: sign-in, clock, mailbox, and what most stories begin with."""

    base_url: str
    _tokens: dict[str, str] = field(default_factory=dict)
    _confirmers: list[Caller] = field(default_factory=list)

    def as_(self, email: str) -> Caller:
        """The calls of the person with this address."""
        return Caller(self.base_url, lambda: self._token(email, {"email": email}))

    @property
    def hr(self) -> Caller:
        """The calls of the HR admin who was there first."""
        return self.as_(HR)

    def machine(self, *scopes: str, name: str = "payroll") -> Caller:
        """The calls of a machine client."""
        return Caller(self.base_url, lambda: self._token(f"{name} {scopes}", {"client": name, "scopes": list(scopes)}))

    @property
    def nobody(self) -> Caller:
        """Calls without a token."""
        return Caller(self.base_url)

    def bearer(self, token: str) -> Caller:
        """Calls with this token."""
        return Caller(self.base_url, lambda: token)

    def local(self, method: str, path: str, body: object = None) -> Any:
        """A call to `/local…`."""
        content = None if body is None else json.dumps(body).encode()
        named = {} if content is None else {"Content-Type": "application/json"}
        return _send(f"{self.base_url}/local{path}", method, content, named).ok()

    def now(self) -> datetime:
        """The app's clock."""
        return datetime.fromisoformat(self.local("GET", "/clock")["now"])

    def move_to(self, at: datetime) -> None:
        """Move the clock forward, and let happen what fell due."""
        now = self.now()
        assert now - at < timedelta(minutes=1), "stories go forward"
        if at > now:
            self.local("PUT", "/clock", {"now": at.astimezone(UTC).isoformat()})
            self._tokens.clear()

    def move_by(self, **step: float) -> None:
        """Move the clock forward by days, hours, minutes."""
        self.local("PUT", "/clock", {"advance_seconds": timedelta(**step).total_seconds()})
        self._tokens.clear()

    def settle(self) -> None:
        """Wait until everything that was caused has happened."""
        self.local("POST", "/settle")

    def mails(self) -> list[Any]:
        """Every mail so far."""
        return list(self.local("GET", "/mailbox")["items"])

    def post(self, domain: str) -> Post:
        """A look at new emails to `domain`, from now on."""
        post = Post(self, domain)
        post.new()
        return post

    def hire(self, domain: str, hires: Iterable[Hire]) -> Staff:
        """Import people into the directory and find their ids."""
        hires = list(hires)
        reply = self.hr.post("/people/import?dry_run=false", sheet(domain, hires)).ok()
        assert reply["problems"] == []
        self.settle()
        staff = {hire.key: self._found(f"{hire.key}@{domain}") for hire in hires}
        self._confirm([staff[hire.key] for hire in hires if hire.roles == "hr_admin"])
        return staff

    def _confirm(self, admins: Sequence[Somebody]) -> None:
        """A new role of HR admin opens content once an HR admin other than giver and receiver has confirmed it."""
        for admin in admins:
            if self.hr.get(f"/people/{admin.id}").ok()["unconfirmed_roles"]:
                replies = (other.post(f"/people/{admin.id}/confirm-roles") for other in self._confirmers)
                assert any(reply.status == 200 for reply in replies), "no HR admin could confirm the role"
            self._confirmers.append(admin.calls)

    def _found(self, email: str) -> Somebody:
        found = [person for person in self.hr.every(f"/people?query={quote(email)}") if person["email"] == email]
        assert len(found) == 1, f"{email} should be in the directory once, not {len(found)} times"
        return Somebody(found[0]["id"], email, found[0]["name"], self.as_(email))

    def _token(self, name: str, asked: Mapping[str, object]) -> str:
        if name not in self._tokens:
            self._tokens[name] = self.local("POST", "/token", asked)["token"]
        return self._tokens[name]


def sheet(domain: str, hires: Sequence[Hire]) -> str:
    """The directory file of these people."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["email", "name", "manager_email", "time_zone", "roles", "department", "title"])
    for hire in hires:
        boss = f"{hire.boss}@{domain}" if hire.boss else ""
        name = f"{hire.key.title()} {domain.split('.', maxsplit=1)[0].title()}"
        rows.writerow([f"{hire.key}@{domain}", name, boss, hire.zone, hire.roles, hire.department, "Designer"])
    return out.getvalue()


def receiver(mail: Mapping[str, Any]) -> str:
    """To whom an email went."""
    to = mail["to"]
    assert isinstance(to, str) or len(to) == 1, to
    return (to if isinstance(to, str) else to[0]).lower()


def _send(url: str, method: str, content: bytes | None, headers: Mapping[str, str]) -> Reply:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, path, body=content, headers=dict(headers))
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, named, answer.read(), f"{method} {path}")
    finally:
        connection.close()
