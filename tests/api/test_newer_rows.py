"""Rows that a newer version of the code wrote, read and written over by this one, over HTTP."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from chalicelib.cycles.routes import routes as cycle_routes
from chalicelib.home.routes import routes as home_routes
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.shapes import fields_of
from chalicelib.kernel.storage.table import SCHEMA, Key, Row
from chalicelib.people.routes.people import routes as people_routes
from chalicelib.rollout.routes.cycles import routes as rollout_routes
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, CYCLE_ID, HANA

LATER = SCHEMA + 6
PAGES = ("/me", "/home", "/people", f"/people/{ADA.id}", "/reviews", "/team", HOME, f"{HOME}/self", f"{HOME}/manager")
BOARDS = (f"/cycles/{CYCLE_ID}/progress", f"/cycles/{CYCLE_ID}/reviews", "/cycles")


def known(api: ReviewsApi) -> dict[Key, Row]:
    """The rows that hold a value of a class."""
    found: dict[Key, Row] = api.world.table.rows
    return {key: row for key, row in found.items() if fields_of(row.kind) is not None}


def grown(value: Any, kind: Any) -> Any:
    """`value` with a further field wherever there are fields."""
    fields = fields_of(kind)
    if fields is not None and isinstance(value, dict):
        return {name: grown(one, fields[name]) for name, one in value.items()} | {"later": {"x": 1}}
    for one in typing.get_args(kind):
        if isinstance(value, dict) and fields_of(one) is not None:
            return grown(value, one)
    if isinstance(value, list) and typing.get_args(kind):
        return [grown(one, typing.get_args(kind)[0]) for one in value]
    return value


def places(value: Any, kind: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where in `value` a member of a closed set stands."""
    fields = fields_of(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield path
    elif fields is not None and isinstance(value, dict):
        for name, one in value.items():
            yield from places(one, fields[name], (*path, name))
    elif isinstance(value, list) and value and typing.get_args(kind):
        yield from places(value[0], typing.get_args(kind)[0], (*path, 0))
    elif value is not None:
        for one in typing.get_args(kind):
            if fields_of(one) is not None or (isinstance(one, type) and issubclass(one, Enum)):
                yield from places(value, one, path)


def changed(value: Any, path: tuple[str | int, ...]) -> Any:
    """`value` with a value from the future at `path`."""
    if not path:
        return "from_the_future"
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:])  # type: ignore[index]
    return copy


def written(api: ReviewsApi, key: Key) -> Any:
    return decode(api.world.table.rows[key].body, dict[str, Any])


def test_a_row_says_in_which_shapes_it_was_written() -> None:
    with reviews_api() as api:
        api.write_self()
        assert {row.schema for row in api.world.table.rows.values()} == {SCHEMA}


def test_what_a_newer_version_wrote_is_kept_by_every_command_over_a_review() -> None:
    with reviews_api() as api:
        api.write_self()
        api.write_manager()
        before = known(api)
        for key, row in before.items():
            body = encode(grown(decode(row.body, dict[str, Any]), row.kind))
            api.world.table.rows[key] = replace(row, body=body, schema=LATER)
        api.write_self("<p>Shipped it, and more</p>")
        api.share_self()
        api.write_manager("<p>Well done, again</p>")
        api.share_manager()
        ok(api(ADA).post(f"{HOME}/sign", {}))
        ok(api(BEN).post(f"{HOME}/sign", {}))
        over = {key: row for key, row in known(api).items() if key in before and row.version > before[key].version}
        assert {row.kind.__name__ for row in over.values()} >= {"Review", "Side"}
        for key, row in over.items():
            assert written(api, key)["later"] == {"x": 1}, key
            assert row.schema == LATER
        head = next(written(api, key) for key, row in over.items() if row.kind.__name__ == "Review")
        assert head["reviewee"]["later"] == {"x": 1}
        assert ok(api(ADA).get(HOME)).json["state"] == "complete"


def readings(api: ReviewsApi) -> Iterator[tuple[Key, tuple[str | int, ...]]]:
    for key, row in known(api).items():
        for path in places(decode(row.body, dict[str, Any]), row.kind):
            yield key, path


def test_a_new_value_of_a_closed_set_breaks_no_reader() -> None:
    with reviews_api(None, None, home_routes, people_routes, cycle_routes, rollout_routes) as api:
        api.share_both()
        ok(api(ADA).post(f"{HOME}/sign", {}))
        broken: set[tuple[str, str, tuple[str | int, ...], str]] = set()
        tried = set()
        for key, path in readings(api):
            row = api.world.table.rows[key]
            body = encode(changed(decode(row.body, dict[str, Any]), path))
            api.world.table.rows[key] = replace(row, body=body)
            tried.add((row.kind.__name__, path))
            for who in (ADA, BEN, CLEO, HANA, ASA):
                for page in (*PAGES, *(BOARDS if who is HANA else ())):
                    reply = api(who).get(page)
                    if reply.status >= 500:
                        broken.add((row.kind.__name__, page, path, reply.text[:80]))
            api.world.table.rows[key] = row
        assert {name for name, _ in tried} >= {"Review", "Person", "Cycle"}
        assert not broken
