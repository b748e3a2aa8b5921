"""The app of all features. A request loads the feature that it is for; who wants to see the whole loads all of them."""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from importlib import import_module
from typing import Any

from chalice.app import Blueprint, Chalice

from chalicelib.kernel.http import registry

Methods = dict[str, Any]


class Api(Chalice):
    """Chalice with features that are named and not yet imported: a cold start pays for the one that is asked for.

    `features`: the first step of a path to the modules that have routes below it. `events`: modules with handlers of
    events, which are functions of their own: a request never needs them.
    """

    def __init__(self, name: str, *, features: Mapping[str, Sequence[str]], events: Sequence[str]) -> None:
        self._features = dict(features)
        self._events: list[str] = []
        self._registered: set[str] = set()
        super().__init__(app_name=name, configure_logs=False)
        # Or the gateway would take the bytes of a file for UTF-8, and put question marks where they are not.
        self.api.binary_types.append("text/csv")
        self.routes = _Routes(self)
        self._events = list(events)
        registry.when_whole(self.load)

    def load(self, *steps: str) -> None:
        """Register what has routes below `steps`; without any, below all."""
        for step in steps or tuple(self._features):
            for module in self._features.pop(step, ()):
                if module not in self._registered:
                    self._registered.add(module)
                    self._register_routes(import_module(module).routes.blueprint)

    def _register_routes(self, blueprint: Blueprint) -> None:
        # Chalice notes each route in `handler_map`, too: that is no question for what handles events.
        later, self._events = self._events, []
        try:
            self.register_blueprint(blueprint)
        finally:
            self._events = later

    def _load_events(self) -> None:
        while self._events:
            self.register_blueprint(import_module(self._events.pop(0)).blueprint)

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
        self._api.load(path.split("/")[1])
        # Chalice registers a path by looking it up, too.
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
