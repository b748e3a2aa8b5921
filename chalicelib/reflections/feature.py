"""Video reflections: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from chalice.app import Blueprint

    from chalicelib.kernel.http import Routes
    from chalicelib.mail.rules import MailKind


def _routes(_step: str) -> "Iterable[Routes]":
    from chalicelib.reflections.routes import routes

    return (routes,)


def _events() -> "Iterable[Blueprint]":
    from chalicelib.reflections.events import blueprint

    return (blueprint,)


def _mail(kind: str) -> "MailKind":
    from chalicelib.mail.rules import kind_in
    from chalicelib.reflections import mails

    return kind_in(mails, kind)


FEATURE = Feature("reflections", routes=_routes, events=_events, mail=_mail)
