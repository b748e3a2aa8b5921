"""The directory: what the rest of the product must know of this feature."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.kernel.feature import Feature

if TYPE_CHECKING:
    from types import ModuleType

    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.export import ExportContext, ExportPage
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.storage.table import KeyShape


def _routes(step: str) -> "Iterable[Routes]":
    match step:
        case "me":
            from chalicelib.people.routes import accounts, people, settings

            return people.routes, accounts.routes, settings.routes
        case "people":
            from chalicelib.people.routes import accounts, held_changes, people, uploads

            return people.routes, held_changes.routes, accounts.routes, uploads.routes
        case _:
            from chalicelib.people.routes import refused_sign_ins

            return (refused_sign_ins.routes,)


def _job(kind: str) -> "JobHandler":
    match kind:
        case "people.changed":
            from chalicelib.people.actions.person_changes import announce
            from chalicelib.people.jobs import CHANGED

            return CHANGED.done_by(announce)
        case "people.import":
            from chalicelib.people.actions.import_pages import import_people
            from chalicelib.people.jobs import IMPORT

            return IMPORT.done_by(import_people)
        case "people.rechain":
            from chalicelib.people.actions.reporting_lines import rechain
            from chalicelib.people.jobs import RECHAIN

            return RECHAIN.done_by(rechain)
        case "people.update_account":
            from chalicelib.people.actions.accounts import update_account
            from chalicelib.people.jobs import UPDATE_ACCOUNT

            return UPDATE_ACCOUNT.done_by(update_account)
        case "people.ask_second_factor":
            from chalicelib.people.actions.accounts import ask_second_factor
            from chalicelib.people.jobs import ASK_SECOND_FACTOR

            return ASK_SECOND_FACTOR.done_by(ask_second_factor)
        case "people.rezone":
            from chalicelib.company.jobs import REZONE
            from chalicelib.people.actions.company_zones import rezone

            return REZONE.done_by(rezone)
        case "people.invite":
            from chalicelib.people.actions.invitations import invite_some
            from chalicelib.people.jobs import INVITE

            return INVITE.done_by(invite_some)
        case "people.invite_everyone":
            from chalicelib.company.jobs import INVITE_EVERYONE
            from chalicelib.people.actions.invitations import invite_everyone

            return INVITE_EVERYONE.done_by(invite_everyone)
        case _:
            raise KeyError(kind)


def _mails() -> "ModuleType":
    from chalicelib.people import mails

    return mails


def _prefixes() -> "Iterable[KeyShape]":
    from chalicelib.people.store.keys import KEYS

    return KEYS


def _export(context: "ExportContext", cursor: str | None) -> "ExportPage":
    from chalicelib.people.actions.export import export_page

    return export_page(context, cursor)


def _erase() -> "ErasurePlan":
    from chalicelib.people.actions.erasure import plan

    return plan()


FEATURE = Feature("people", prefixes=_prefixes, routes=_routes, job=_job, mails=_mails, export=_export, erase=_erase)
