"""The routes of a feature: each states its policy, its body, its answer, and so documents itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.http.call import Answer, Call, EmptyBody, NoQuery
from chalicelib.kernel.policy import Policy
from chalicelib.kernel.storage.table import Key

if TYPE_CHECKING:
    from chalicelib.kernel.http.dialect import Dialect

Action = Callable[[Call[Any, Any]], Answer]
Ahead = Callable[[Mapping[str, str]], Iterable[Key]]
MAX_BODY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route. `prefetch`: keys read together with the caller's identity, by what the path names; `prefetch_query`:
    by the query's parameters as they were sent, each that was given once. `match`: needs If-Match.

    `replay`: the GET route whose answer a repeated POST gets; its placeholders are filled from the path and,
    for what the command made, from the receipt. `media`: the content type of a raw body, where it is not JSON.
    `switch`: it is not there where its feature, `tag`, is switched off. `dialect`: the protocol that the route speaks,
    where it is not ours; `body`, `answer` and `example` then document.
    """

    method: str
    path: str
    summary: str
    allow: Policy
    action: Action
    answer: Any = None
    body: Any = EmptyBody
    query: Any = NoQuery
    status: int = 200
    prefetch: Ahead | None = None
    prefetch_query: Ahead | None = None
    match: bool = False
    replay: str | None = None
    media: str = "application/json"
    max_body: int = MAX_BODY
    tag: str = ""
    example: Any = None
    statuses: tuple[int, ...] = ()
    dialect: Dialect | None = None
    switch: bool = False

    @property
    def has_body(self) -> bool:
        return self.body is not EmptyBody or self.media != "application/json"


class Routes:
    """Collects a feature's routes, for the app that serves them and for the contract that documents them.

    `switch`: the company can switch the feature off, and then they are not there.
    """

    def __init__(self, feature: str, *, switch: bool = False) -> None:
        self.feature = feature
        self._switch = switch
        self.routes: list[Route] = []
        REGISTRY[feature] = self

    def get(self, path: str, **options: Any) -> Callable[[Action], Action]:
        return self._route("GET", path, options)

    def post(self, path: str, **options: Any) -> Callable[[Action], Action]:
        return self._route("POST", path, options)

    def put(self, path: str, **options: Any) -> Callable[[Action], Action]:
        return self._route("PUT", path, {"match": True} | options)

    def patch(self, path: str, **options: Any) -> Callable[[Action], Action]:
        return self._route("PATCH", path, {"match": True} | options)

    def delete(self, path: str, **options: Any) -> Callable[[Action], Action]:
        return self._route("DELETE", path, options)

    def _route(self, method: str, path: str, options: dict[str, Any]) -> Callable[[Action], Action]:
        def register(action: Action) -> Action:
            own: dict[str, Any] = {"tag": self.feature, "switch": self._switch} | options
            self.routes.append(Route(method=method, path=path, action=action, **own))
            return action

        return register


REGISTRY: dict[str, Routes] = {}
_loaders: list[Callable[[], None]] = []


def when_whole(load: Callable[[], None]) -> None:
    """`load` registers what is not registered yet; called by those who need every route."""
    _loaders.append(load)


def every_route() -> list[Route]:
    """Return every route of every feature."""
    for load in _loaders:
        load()
    return [entry for routes in REGISTRY.values() for entry in routes.routes]


def find(method: str, path: str) -> Route:
    """Return the entry of a route by its template."""
    for routes in REGISTRY.values():
        for entry in routes.routes:
            if entry.method == method and entry.path == path:
                return entry
    raise LookupError(f"{method} {path}")
