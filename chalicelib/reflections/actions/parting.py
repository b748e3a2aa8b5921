"""What is left to do when someone gets another manager. The former one sees nothing from that transaction on."""

from __future__ import annotations

from chalicelib.reflections import store
from chalicelib.reflections.actions.common import INDEX_SHARED, by_turn
from chalicelib.timetable.actions import Turn
from chalicelib.timetable.rules import work


def manager_changed(turn: Turn, owner_id: str) -> None:
    """Let what the owner said go from the former manager, with whom the words lie that found it.

    Most people of an import have no reflection at all: that is looked at first, and is one row.
    """
    if store.mine(turn.reads, owner_id, limit=1, after=None).rows:
        by_turn(turn).plan(work(INDEX_SHARED, turn.now, owner_id, owner_id=owner_id))
