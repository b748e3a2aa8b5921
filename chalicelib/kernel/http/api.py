"""The app of all features. A request loads the feature that it is for; who wants to see the whole loads all of them."""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Any

from chalice.app import Chalice, Response

from chalicelib.kernel.feature import Feature
from chalicelib.kernel.http import registry
from chalicelib.kernel.http.registry import Route, Routes
from chalicelib.kernel.http.request_handler import handle

Methods = dict[str, Any]


class Api(Chalice):
    """Chalice with features that are named and not yet imported: a cold start pays for the one that is asked for.

    `paths`: the first step of a path to the features that have routes below it. `events`: the features with handlers of
    events, which are functions of their own: a request never needs them. `feature`: a declaration by its name.
    """

    def __init__(
        self,
        name: str,
        *,
        paths: Mapping[str, Sequence[str]],
        events: Sequence[str],
        feature: Callable[[str], Feature],
    ) -> None:
        self._paths = dict(paths)
        self._feature = feature
        self._events: list[str] = []
        self.registering = False
        self._registered: list[Routes] = []
        super().__init__(app_name=name, configure_logs=False)
        # Or the gateway would take the bytes of a file for UTF-8, and put question marks where they are not.
        self.api.binary_types.append("text/csv")
        self.routes = _Routes(self)
        self._events = list(events)
        registry.when_whole(self.load)

    def load(self, *steps: str) -> None:
        """Register the features that have routes below `steps`; without any, all."""
        for step in steps or tuple(self._paths):
            for name in self._paths.pop(step, ()):
                for routes in self._feature(name).routes(step):
                    if routes not in self._registered:
                        self._registered.append(routes)
                        self._register(routes.routes)

    def _register(self, routes: Sequence[Route]) -> None:
        # Chalice notes each route in `handler_map`, too: that is no question for what handles events.
        later, self._events = self._events, []
        self.registering = True
        try:
            for route in routes:
                # Content types are checked by the handler, which answers with a problem document.
                self.route(route.path, methods=[route.method], content_types=[])(self._view(route))
        finally:
            self._events = later
            self.registering = False

    def _view(self, route: Route) -> Callable[..., Response]:
        def view(**params: str) -> Response:
            assert self.current_request is not None  # noqa: S101 - Chalice sets it before it calls a view
            return handle(route, self.current_request, params)

        view.__name__ = route.action.__name__
        return view

    def _load_events(self) -> None:
        while self._events:
            for blueprint in self._feature(self._events.pop(0)).events():
                self.register_blueprint(blueprint)

    # What Chalice keeps in these two is only asked for by anyone who packages the app or stands in for AWS.

    @property
    def event_sources(self) -> list[Any]:
        self._load_events()
        return self._event_sources

    @event_sources.setter
    def event_sources(self, given: list[Any]) -> None:
        self._event_sources = given

    @property
    def handler_map(self) -> dict[str, Any]:
        self._load_events()
        return self._handler_map

    @handler_map.setter
    def handler_map(self, given: dict[str, Any]) -> None:
        self._handler_map = given


class _Routes(dict[str, Methods]):
    """Routes by path: looking one up loads its feature, looking at all of them loads everything."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api

    def __missing__(self, path: str) -> Methods:
        # Chalice registers a path by looking it up, too.
        if not self._api.registering:
            self._api.load(path.split("/")[1])
        return self.setdefault(path, {})

    def __iter__(self) -> Iterator[str]:
        self._api.load()
        return super().__iter__()

    def __len__(self) -> int:
        self._api.load()
        return super().__len__()

    def __contains__(self, path: object) -> bool:
        self._api.load()
        return super().__contains__(path)

    def items(self) -> ItemsView[str, Methods]:  # type: ignore[override]
        self._api.load()
        return super().items()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        self._api.load()
        return super().keys()

    def values(self) -> ValuesView[Methods]:  # type: ignore[override]
        self._api.load()
        return super().values()
