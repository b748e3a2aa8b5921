"""The one place where concrete stores, gateways and the clock are chosen. Made late: nothing works at import."""

from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.kernel.dynamo import DynamoTable, connect
from chalicelib.kernel.identity import Claims, Verifier, fetch_json
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.queue import SqsQueue
from chalicelib.kernel.runtime import Runtime, current, use
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.table import Reads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.mail.ports import Addressees
    from chalicelib.timetable.actions import Handler

__all__ = ["addressees", "build", "directory", "handlers", "use", "wiring"]

wiring = current


def build(settings: Settings | None = None) -> Runtime:
    """The runtime of a deployed function, from its environment."""
    from chalicelib.mail.gateway import SesGateway

    settings = settings or Settings.from_env()
    return Runtime(
        settings=settings,
        table=DynamoTable(connect(), settings.table, settings.company),
        queue=SqsQueue(settings.work_queue_url),
        mail_gateway=SesGateway(settings),
        verifier=Verifier(settings.issuers, fetch_json),
        directory=directory,
    )


def directory(reads: Reads, claims: Claims, now: datetime) -> Actor | None:
    """The actor that a login stands for: an active person of the directory, or nobody."""
    from chalicelib.people.actions import actor_for_login

    return actor_for_login(reads, claims, now)


def addressees() -> "Addressees":
    """The directory as the mailer needs it."""
    from chalicelib.people import addressees as people

    return people


def handlers() -> "Mapping[str, Handler]":
    """Who does which kind of the timetable's work."""
    from chalicelib.mail import events as mail
    from chalicelib.reviews import bulk, launching, staffing, sweeps

    return {
        "launch": launching.launch,
        "open": sweeps.open_zone,
        "remind": sweeps.remind,
        "lock_digest": sweeps.digest,
        "close": sweeps.close,
        "redate": bulk.redate,
        "cancel": bulk.cancel,
        "nudge_all": bulk.nudge_all,
        "share_all": bulk.share_all,
        "extend_all": bulk.extend_all,
        "tally": bulk.tally,
        "person_left": staffing.person_left,
        "manager_changed": staffing.manager_changed,
        "zone_changed": staffing.zone_changed,
        "sweep_outbox": mail.sweep,
    }
