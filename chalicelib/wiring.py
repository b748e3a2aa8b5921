"""The one place where concrete stores, gateways and the clock are chosen. Made late: nothing works at import."""

from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.kernel.aws import clients
from chalicelib.kernel.identity import Claims, Verifier, fetch_json
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.runtime import Runtime, Switches, current, use
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.dynamo import DynamoTable, connect
from chalicelib.kernel.storage.table import Reads

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from chalicelib.kernel.aws.accounts import Accounts
    from chalicelib.kernel.aws.bucket import Bucket
    from chalicelib.kernel.aws.ses import MailGateway
    from chalicelib.kernel.aws.transcriber import Transcriber
    from chalicelib.kernel.feature import Feature
    from chalicelib.kernel.identity import IssuerCount
    from chalicelib.kernel.jobs import JobHandler
    from chalicelib.kernel.runtime import Queue
    from chalicelib.kernel.storage.table import Key
    from chalicelib.mail.actions.ports import Addressees
    from chalicelib.mail.rules import OpenTask

__all__ = [
    "FEATURES",
    "SWITCHABLE",
    "addressees",
    "build",
    "directory",
    "feature",
    "handler_of",
    "open_tasks",
    "use",
    "wiring",
]

wiring = current

FEATURES = (
    "audit",
    "cards",
    "company",
    "cycles",
    "erasure",
    "exports",
    "files",
    "home",
    "mail",
    "people",
    "questionnaires",
    "reflections",
    "reviews",
    "rhythm",
    "rollout",
    "scim",
    "service",
    "tasks",
    "timetable",
    "year",
)
"""Every feature there is, by the name of its folder."""


SWITCHABLE: tuple[str, ...] = ()
"""The features that a company may switch off; all are on until it does."""


def feature(name: str) -> "Feature":  # noqa: C901, PLR0912, PLR0915 - one case a feature
    """The declaration of one feature; KeyError where there is none. Only packaging, documents and tests ask for all."""
    match name:
        case "audit":
            from chalicelib.audit.feature import FEATURE
        case "cards":
            from chalicelib.cards.feature import FEATURE
        case "company":
            from chalicelib.company.feature import FEATURE
        case "cycles":
            from chalicelib.cycles.feature import FEATURE
        case "erasure":
            from chalicelib.erasure.feature import FEATURE
        case "exports":
            from chalicelib.exports.feature import FEATURE
        case "files":
            from chalicelib.files.feature import FEATURE
        case "home":
            from chalicelib.home.feature import FEATURE
        case "mail":
            from chalicelib.mail.feature import FEATURE
        case "people":
            from chalicelib.people.feature import FEATURE
        case "questionnaires":
            from chalicelib.questionnaires.feature import FEATURE
        case "reflections":
            from chalicelib.reflections.feature import FEATURE
        case "reviews":
            from chalicelib.reviews.feature import FEATURE
        case "rhythm":
            from chalicelib.rhythm.feature import FEATURE
        case "rollout":
            from chalicelib.rollout.feature import FEATURE
        case "scim":
            from chalicelib.scim.feature import FEATURE
        case "service":
            from chalicelib.service.feature import FEATURE
        case "tasks":
            from chalicelib.tasks.feature import FEATURE
        case "timetable":
            from chalicelib.timetable.feature import FEATURE
        case "year":
            from chalicelib.year.feature import FEATURE
        case _:
            raise KeyError(name)
    return FEATURE


def build(settings: Settings | None = None) -> Runtime:
    """Return the runtime of a deployed function, from its environment."""
    settings = settings or Settings.from_env()
    return Runtime(
        settings=settings,
        table=DynamoTable(connect(), settings.table, settings.company),
        queue=clients.on_first_use(lambda: _queue(settings)),
        bucket=clients.on_first_use(lambda: _bucket(settings)),
        transcriber=clients.on_first_use(lambda: _transcriber(settings)),
        mail_gateway=clients.on_first_use(lambda: _mail_gateway(settings)),
        verifier=Verifier(settings.issuers, fetch_json),
        directory=directory,
        note_foreign=note_foreign,
        switches=switches(),
        accounts=clients.on_first_use(lambda: _accounts(settings)) if settings.user_pool else None,
    )


def _queue(settings: Settings) -> "Queue":
    from chalicelib.kernel.aws.queue import SqsQueue

    return SqsQueue(clients.sqs(), settings.work_queue_url)


def _bucket(settings: Settings) -> "Bucket":
    from chalicelib.kernel.aws.bucket import S3Bucket

    return S3Bucket(clients.s3(), settings.media_bucket)


def _transcriber(settings: Settings) -> "Transcriber":
    from chalicelib.kernel.aws.transcriber import TranscribeGateway

    return TranscribeGateway(clients.transcribe(), settings.media_bucket, f"throughline-{settings.stage}-")


def _mail_gateway(settings: Settings) -> "MailGateway":
    from chalicelib.kernel.aws.ses import SesGateway

    return SesGateway(clients.ses(), settings)


def _accounts(settings: Settings) -> "Accounts":
    from chalicelib.kernel.aws.accounts import CognitoAccounts

    return CognitoAccounts(clients.cognito(), settings.user_pool)


def directory(runtime: Runtime, reads: Reads, claims: Claims) -> Actor:
    """Return the actor that a login stands for: an active person of the directory, or NotAllowed with the reason."""
    from chalicelib.people.actions import actor_for_login

    return actor_for_login(runtime, reads, claims)


def switches() -> Switches:
    """Return the company's switches, read with its settings; these are loaded where a route can be switched off."""
    return Switches(_settings_key, switched_off)


def _settings_key() -> "Key":
    from chalicelib.company.store import COMPANY_KEY

    return COMPANY_KEY


def switched_off(reads: Reads) -> "Collection[str]":
    """Return the features that are switched off; costs nothing where the company's settings were read ahead."""
    from chalicelib.company.actions import load

    return load(reads).features_off


def note_foreign(runtime: Runtime, noted: "Sequence[IssuerCount]") -> None:
    """Write down which issuers were refused, for HR."""
    from chalicelib.people.actions import refusals

    refusals.note_foreign(runtime, noted)


def addressees() -> "Addressees":
    """Return the directory as the mailer needs it."""
    from chalicelib.people.actions import addressees as people

    return people


def open_tasks(reads: Reads, person_id: str, now: datetime) -> "Sequence[OpenTask]":
    """Return what someone still has to do, as a reminder names it."""
    from chalicelib.home.actions import open_tasks as found

    return found(reads, person_id, now)


def handler_of(kind: str) -> "JobHandler":
    """Return who does this kind of job; a KeyError where no one does."""
    return feature(kind.partition(".")[0]).job(kind)
