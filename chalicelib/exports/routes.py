"""Where HTTP comes in: exports of a person's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET

from chalicelib.exports import actions, store
from chalicelib.exports.bodies import ExportBody
from chalicelib.exports.rules import Export
from chalicelib.exports.views.exports import ExportItem, ExportView, export_item, export_view
from chalicelib.kernel.http import Answer, Call, Listing, PageQuery, Routes
from chalicelib.kernel.policy import signed_in
from chalicelib.kernel.storage.table import Key

routes = Routes("exports")
of_people = Routes("exports_of_people")

ONE = "/exports/{export_id}"
ASKER = signed_in.narrowed("whoever asked for it")


def _prefetch(path: Mapping[str, str]) -> Iterable[Key]:
    export_id = path["export_id"]
    return (store.export_key(export_id),) if store.is_export_id(export_id) else ()


@routes.post(
    "/exports",
    allow=signed_in.narrowed("everyone for their own data, HR admins for that of people who have left"),
    summary="Export a person's data",
    body=ExportBody,
    answer=ExportView,
    status=202,
    replay=ONE,
    statuses=(409, 429),
)
def ask(call: Call[ExportBody, Any]) -> Answer:
    """A worker makes it; an email says when it is ready. One at a time, three a day."""
    person_id = call.actor.id if call.body.person_id is UNSET else call.body.person_id
    export = actions.ask(call.command, call.body.kind, person_id)
    return Answer(export_view(export, call.now, []), made=export.id)


@routes.get("/exports", allow=signed_in, summary="My exports", query=PageQuery, answer=Listing[ExportItem])
def exports(call: Call[Any, PageQuery]) -> Answer:
    """Those that the caller asked for in the last 90 days, the newest first."""
    found, after = actions.listed(call.command, limit=call.query.limit, after=call.after)
    return call.listed([export_item(one, call.now) for one in found], after)


@routes.get(ONE, allow=ASKER, summary="An export, with links to its files", answer=ExportView, prefetch=_prefetch)
def export(call: Call[Any, Any]) -> Answer:
    """The links end after five minutes, the files after seven days."""
    return _shown(call, actions.opened(call.command, call.path["export_id"]))


@routes.delete(ONE, allow=ASKER, summary="Delete an export", status=204, prefetch=_prefetch)
def delete(call: Call[Any, Any]) -> Answer:
    """Its files go, too; one that is being made is not finished."""
    actions.delete(call.command, actions.opened(call.command, call.path["export_id"]))
    return Answer(None)


@of_people.get(
    "/people/{person_id}/export",
    allow=ASKER,
    summary="My newest export of a person's data",
    answer=ExportView,
)
def newest(call: Call[Any, Any]) -> Answer:
    """With links to its files, as above."""
    return _shown(call, actions.newest_about(call.command, call.path["person_id"]))


def _shown(call: Call[Any, Any], found: Export) -> Answer:
    return Answer(export_view(found, call.now, [] if call.again else actions.links(call.command, found)))
