"""What a feature declares of itself: the types of the declaration in its `feature.py`.

A declaration is an index: it names what the rest of the product must know of a feature, and loads nothing of it before
it is asked for. So it is made of functions with imports inside. Plain classes, because a cold start pays for each.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from chalice.app import Blueprint

    from chalicelib.kernel.command import Command
    from chalicelib.kernel.erasure import ErasurePlan
    from chalicelib.kernel.export import ExportContext, ExportPage
    from chalicelib.kernel.http import Routes
    from chalicelib.kernel.jobs import Job, JobHandler
    from chalicelib.kernel.policy import Actor
    from chalicelib.kernel.runtime import Runtime
    from chalicelib.kernel.storage.table import Key, KeyShape, Reads


def _no_routes(step: str) -> Iterable[Any]:  # noqa: ARG001 - a feature without any
    return ()


def _nothing() -> Iterable[Any]:
    return ()


def _shows_none(card: Any, actor: "Actor", owner: Any, reads: "Reads") -> bool:  # noqa: ARG001 - without cards
    return False


def _no_keys(card: Any, actor: "Actor") -> "Iterable[Key]":  # noqa: ARG001 - the card says enough
    return ()


def _unknown(kind: str) -> Any:
    raise KeyError(kind)


def _nobody() -> Any:
    return None


class Feature:
    """Everything that the rest must know of one feature.

    `name`: that of its folder, of its kinds (`name.verb`), and of the company's switch.
    `routes`: its routes below the first step of a path; `events`: the handlers of what AWS sends to it.
    `job`: who does a kind of job of its own; KeyError where no one does.
    `mails`: the module that declares its kinds of email, each a `mail.rules.MailKind`; None where it sends none.
    `prefixes`: the keys of its rows, for the register of prefixes (`kernel.storage.prefixes`).
    `person_changed`: the job of its own, `name.person_changed` with `people.jobs.PersonChanged`, that is planned when
    somebody left, came back, or has another manager, time zone or name.
    `shows_card`: whether an actor may see a card of its own in the line of time of its owner (a `people.rules.Person`);
    it reads nothing but `card_keys`: the rows that deciding needs beside the card, read at once for a page of cards.
    A feature that has cards is found by the search over one's line of time: by their titles and first words.
    `stored`: what it does when a file (key, version, bytes) was stored in the area of the bucket that has its name.
    `attachment_ready`: what follows for it from attachments (a `files.rules.AttachmentList`) of which one has arrived
    and is good; it returns None, or the `AttachmentProblem` that says why that comes too late.
    `erase`: what of its rows and files goes when somebody who left is erased, a `kernel.erasure.ErasurePlan`; None
    where no one stands in any.
    `task`: what a reminder asks for, by the kind of a task of its own: "answer {reviewee}'s request".
    `export`: what it has of a person, page by page, for an export of their data (`kernel.export`).
    """

    __slots__ = (
        "attachment_ready",
        "card_keys",
        "erase",
        "events",
        "export",
        "job",
        "mails",
        "name",
        "person_changed",
        "prefixes",
        "routes",
        "shows_card",
        "stored",
        "task",
    )

    def __init__(
        self,
        name: str,
        *,
        routes: "Callable[[str], Iterable[Routes]]" = _no_routes,
        events: "Callable[[], Iterable[Blueprint]]" = _nothing,
        job: "Callable[[str], JobHandler]" = _unknown,
        mails: "Callable[[], ModuleType | None]" = _nobody,
        person_changed: "Callable[[], Job[Any]] | None" = None,
        prefixes: "Callable[[], Iterable[KeyShape]]" = _nothing,
        shows_card: "Callable[[Any, Actor, Any, Reads], bool]" = _shows_none,
        card_keys: "Callable[[Any, Actor], Iterable[Key]]" = _no_keys,
        stored: "Callable[[Runtime, str, str, int], None] | None" = None,
        attachment_ready: "Callable[[Command, Any], Any] | None" = None,
        task: "Callable[[str], str]" = _unknown,
        export: "Callable[[ExportContext, str | None], ExportPage] | None" = None,
        erase: "Callable[[], ErasurePlan | None]" = _nobody,
    ) -> None:
        self.name = name
        self.routes = routes
        self.events = events
        self.job = job
        self.mails = mails
        self.person_changed = person_changed
        self.prefixes = prefixes
        self.shows_card = shows_card
        self.card_keys = card_keys
        self.stored = stored
        self.attachment_ready = attachment_ready
        self.task = task
        self.export = export
        self.erase = erase
