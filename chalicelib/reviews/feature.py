"""Reviews: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalicelib.kernel.command import Command
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.storage.table import KeyShape
    from chalicelib.mail.rules import MailKind


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.reviews.routes import routes

    return (routes,)


def _attachment_ready(command: "Command", attachment_list: Any) -> Any:
    from chalicelib.reviews.actions.attachment_hooks import kept

    return kept(command, attachment_list)


def _mail(kind: str) -> "MailKind":
    from chalicelib.mail.rules import kind_in
    from chalicelib.reviews import mails

    return kind_in(mails, kind)


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.reviews.store import KEYS

    return KEYS


FEATURE = Feature("reviews", prefixes=_prefixes, routes=_routes, attachment_ready=_attachment_ready, mail=_mail)
