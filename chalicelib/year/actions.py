"""Reading one's year."""

from chalicelib.cards import actions as cards
from chalicelib.cards.rules import Card
from chalicelib.kernel.command import Command
from chalicelib.people import actions as people
from chalicelib.year.rules import YearFilter, span

AT_ONCE = 1_000
"""Cards that are looked through for those of a kind or with a word: a busy year in one query."""


def year(command: Command, wanted: YearFilter, *, limit: int, after: str | None) -> tuple[list[Card], str | None]:
    """Return a page of what is the caller's own, the newest first, and where to go on."""
    owner = people.load(command.reads, command.actor.id)
    since, until = span(wanted, owner.time_zone, command.now)
    return cards.visible(
        command.reads,
        command.actor,
        owner,
        since=since,
        until=until,
        limit=limit,
        after=after,
        wanted=wanted.takes,
        at_once=AT_ONCE if wanted.is_narrow else limit + 1,
    )
