"""Stored files: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalice.app import Blueprint

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.runtime import Runtime
    from chalicelib.kernel.storage.table import KeyShape


def _events() -> "Iterable[Blueprint]":
    from chalicelib.files.events import blueprint

    return (blueprint,)


def _job(kind: str) -> "JobHandler":
    match kind:
        case "files.check_attachment":
            from chalicelib.files.actions.attachment_verification import check_attachment
            from chalicelib.files.jobs import CHECK_ATTACHMENT

            return CHECK_ATTACHMENT.done_by(check_attachment)
        case "files.purge":
            from chalicelib.files.actions.stored_objects import purge_files
            from chalicelib.files.jobs import PURGE

            return PURGE.done_by(purge_files)
        case "files.remove_version":
            from chalicelib.files.actions.stored_objects import remove_object_version
            from chalicelib.files.jobs import REMOVE_VERSION

            return REMOVE_VERSION.done_by(remove_object_version)
        case _:
            raise KeyError(kind)


def _stored(runtime: "Runtime", key: str, version: str, size: int) -> None:
    from chalicelib.files.actions.attachment_verification import arrived

    arrived(runtime, key, version, size)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.files.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.files.actions.erasure import forget
    from chalicelib.kernel.erasure import ErasurePlan, Range

    return ErasurePlan(ranges=(Range("P#{each}", "X#", forget, "people"),), folders=("files/{person}/",))


FEATURE = Feature("files", prefixes=_prefixes, events=_events, job=_job, stored=_stored, erase=_erase)
