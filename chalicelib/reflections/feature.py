"""Video reflections: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalice.app import Blueprint

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.export import ExportContext, ExportPage
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import Job, JobHandler
    from chalicelib.kernel.policy import Actor
    from chalicelib.kernel.runtime import Runtime
    from chalicelib.kernel.storage.table import KeyShape, Reads


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.reflections.routes import routes

    return (routes,)


def _events() -> "Iterable[Blueprint]":
    from chalicelib.reflections.events import blueprint

    return (blueprint,)


def _job(kind: str) -> "JobHandler":
    from chalicelib.reflections import jobs

    match kind:
        case "reflections.check_track":
            from chalicelib.reflections.actions.upload_verification import check_track

            return jobs.CHECK_TRACK.done_by(check_track)
        case "reflections.start_captions" | "reflections.take_captions" | "reflections.write_captions":
            return _captions(kind)
        case "reflections.index":
            from chalicelib.reflections.actions.search_index import index_reflection

            return jobs.INDEX.done_by(index_reflection)
        case "reflections.index_shared":
            from chalicelib.reflections.actions.search_index import index_shared

            return jobs.INDEX_SHARED.done_by(index_shared)
        case "reflections.drop":
            from chalicelib.reflections.actions.retention import drop_reflection

            return jobs.DROP.done_by(drop_reflection)
        case "reflections.retain":
            from chalicelib.reflections.actions.retention import retain_reflection

            return jobs.RETAIN.done_by(retain_reflection)
        case "reflections.share_earlier":
            from chalicelib.reflections.actions.person_changes import share_earlier_page

            return jobs.SHARE_EARLIER.done_by(share_earlier_page)
        case "reflections.person_changed":
            from chalicelib.reflections.actions.person_changes import person_changed

            return jobs.PERSON_CHANGED.done_by(person_changed)
        case _:
            raise KeyError(kind)


def _captions(kind: str) -> "JobHandler":
    from chalicelib.reflections import jobs
    from chalicelib.reflections.actions import caption_versions, captions

    match kind:
        case "reflections.start_captions":
            return jobs.START_CAPTIONS.done_by(captions.start_captions)
        case "reflections.take_captions":
            return jobs.TAKE_CAPTIONS.done_by(captions.take_captions)
        case _:
            return jobs.WRITE_CAPTIONS.done_by(caption_versions.write_captions)


def _mails() -> "ModuleType":
    from chalicelib.reflections import mails

    return mails


def _person_changed() -> "Job[Any]":
    from chalicelib.reflections.jobs import PERSON_CHANGED

    return PERSON_CHANGED


def _stored(runtime: "Runtime", key: str, version: str, size: int) -> None:
    from chalicelib.reflections.actions.upload_verification import arrived

    arrived(runtime, key, version, size)


def _shows_card(card: Any, actor: "Actor", owner: Any, _reads: "Reads") -> bool:
    from chalicelib.reflections.rules import shows_card

    return shows_card(card, actor.id, owner)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.reflections.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range
    from chalicelib.reflections.actions.erasure import forget

    prefixes = ("R#", "RC#", "RT#", "RV#", "RX#", "RW#")
    return ErasurePlan(
        ranges=tuple(Range("P#{each}", prefix, forget, "people") for prefix in prefixes),
        folders=("reflections/{person}/",),
    )


def _export(context: "ExportContext", cursor: str | None) -> "ExportPage":
    from chalicelib.reflections.actions.export import export_page

    return export_page(context, cursor)


FEATURE = Feature(
    "reflections",
    prefixes=_prefixes,
    routes=_routes,
    events=_events,
    job=_job,
    mails=_mails,
    person_changed=_person_changed,
    shows_card=_shows_card,
    stored=_stored,
    erase=_erase,
    export=_export,
)
