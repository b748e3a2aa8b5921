"""Reviews: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalicelib.kernel.command import Command
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.export import ExportContext, ExportPage
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.policy import Actor
    from chalicelib.kernel.storage.table import Key, KeyShape, Reads


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.reviews.routes import routes

    return (routes,)


def _attachment_ready(command: "Command", attachment_list: Any) -> Any:
    from chalicelib.reviews.actions.attachment_hooks import kept

    return kept(command, attachment_list)


def _mails() -> "ModuleType":
    from chalicelib.reviews import mails

    return mails


def _card_keys(card: Any, actor: "Actor") -> "Iterable[Key]":
    """Who is above the reviewer; that decides where the actor is neither of the two."""
    from chalicelib.people.actions import person_key

    reviewer: str = card.seen_by["reviewer"]
    return () if actor.id in (card.owner_id, reviewer) else (person_key(reviewer),)


def _shows_card(card: Any, actor: "Actor", _owner: Any, reads: "Reads") -> bool:
    from chalicelib.people.actions import find
    from chalicelib.reviews.rules.cards import shows_card

    read = bool(_card_keys(card, actor))
    reviewer = find(reads, [card.seen_by["reviewer"]]).get(card.seen_by["reviewer"]) if read else None
    return shows_card(card, actor, reviewer.chain if reviewer else ())


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.reviews.store import KEYS

    return KEYS


def _erase() -> "ErasurePlan":
    from chalicelib.kernel.erasure import ErasurePlan, Range
    from chalicelib.reviews.actions.erasure import forget

    return ErasurePlan(
        ranges=tuple(Range("P#{each}", prefix, forget, "people") for prefix in ("H#D#", "W#", "S#", "N#", "V#", "B#"))
    )


def _export(context: "ExportContext", cursor: str | None) -> "ExportPage":
    from chalicelib.reviews.actions.export import export_page

    return export_page(context, cursor)


FEATURE = Feature(
    "reviews",
    prefixes=_prefixes,
    routes=_routes,
    attachment_ready=_attachment_ready,
    mails=_mails,
    card_keys=_card_keys,
    shows_card=_shows_card,
    erase=_erase,
    export=_export,
)
