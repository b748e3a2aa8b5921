"""What the trail does: it takes entries along in the transaction of what they tell, and answers questions."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chalicelib.audit import rules, store
from chalicelib.audit.rules import AuditEntry, AuditFilter, RecordedEntry
from chalicelib.kernel import ids
from chalicelib.kernel.codec import decode
from chalicelib.kernel.command import Command
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Reads, Row

if TYPE_CHECKING:
    from chalicelib.kernel.erasure import Erased
    from chalicelib.kernel.export import ExportContext, ExportPage

_MOST_PARTS = 5
_PAGE = 100


def record(command: Command, *entries: AuditEntry) -> None:
    """Put `entries` into the transaction of the command that does what they tell."""
    for entry in entries:
        command.changes.put(store.row(RecordedEntry(id=ids.new_id(command.now), at=command.now, entry=entry)))


def trail(
    reads: Reads, actor: Actor, asked: AuditFilter, *, limit: int, after: str | None
) -> tuple[list[RecordedEntry], str | None]:
    """Return the entries that `actor` asked for and may see, newest first, and where to go on.

    A page is filled past entries that this reader may not see, so that its length does not tell of them.
    """
    asked = rules.allowed_question(actor, _by_person(asked))
    found: list[RecordedEntry] = []
    for _ in range(_MOST_PARTS):
        part = store.part(reads, asked, limit=limit, after=after)
        for row in part.rows:
            seen = rules.seen_by(actor, store.recorded_of(row))
            if seen is not None and rules.answers(asked, seen):
                found.append(seen)
            if len(found) == limit:
                further = part.more or row is not part.rows[-1]
                return found, store.position(row, asked) if further else None
        if not part.more:
            return found, None
        after = store.position(part.rows[-1], asked)
    return found, after


def _by_person(asked: AuditFilter) -> AuditFilter:
    """Return `asked` by the person it is about: a review is about its reviewee, in whose id its own ends (ADR 0004)."""
    named = asked.subject_id or ""
    if len(named) != 2 * ids.LENGTH:
        return asked
    return replace(asked, subject_id=named[ids.LENGTH :], object_id=named)


def export_page(context: "ExportContext", cursor: str | None) -> "ExportPage":
    """Return a page of who opened what of this person's, as far as that is disclosed to them."""
    from chalicelib.audit.views import entry_view
    from chalicelib.kernel.export import ExportPage

    asked = AuditFilter(subject_id=context.actor.id)
    found, after = trail(context.reads, context.actor, asked, limit=_PAGE, after=cursor)
    return ExportPage(items=[entry_view(recorded) for recorded in found], next=after)


def forget(command: Command, row: Row, erased: "Erased") -> None:
    """Leave of an erased person their id: no name, and of what is about them no reason and no detail either."""
    from chalicelib.kernel.erasure import renamed, rewrite

    entry = renamed(decode(row.body, dict[str, Any]), erased)
    if entry["entry"]["subject_id"] == erased.person_id:
        entry["entry"] = {name: value for name, value in entry["entry"].items() if name not in {"reason", "detail"}}
    rewrite(command, row, entry)
