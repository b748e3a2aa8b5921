"""What becomes of reflections when somebody is erased."""

from dataclasses import replace

from chalicelib.kernel.command import Command
from chalicelib.kernel.erasure import Erased, drop, is_own, rename
from chalicelib.kernel.storage.table import Row
from chalicelib.reflections import store
from chalicelib.reflections.actions.lifecycle import purge
from chalicelib.reflections.rules import Reflection, object_keys


def forget(command: Command, row: Row, erased: Erased) -> None:
    """Let the person's reflections be gone, with the words that lead others to them.

    Under others' reflections their comments stay, by a former colleague; recordings of them, in which they are seen
    and heard, go.
    """
    sort = row.key.sk
    if is_own(row, erased):
        drop(command, row)
    elif sort.startswith("R#") and _recorded_by(store.reflection_of(row), erased):
        _remove_replies(command, store.reflection_of(row), erased)
    elif sort.startswith(("R#", "RC#")):
        rename(command, row, erased)


def _recorded_by(reflection: Reflection, erased: Erased) -> list[str]:
    return [reply.track.id for reply in reflection.replies if reply.author.id == erased.person_id]


def _remove_replies(command: Command, reflection: Reflection, erased: Erased) -> None:
    """Take the person's recordings out; the row is renamed in the next round."""
    gone = _recorded_by(reflection, erased)
    for track_id in gone:
        purge(command, reflection.id, track_id)
        purge(command, reflection.id, object_keys.captions_of(track_id))
        command.changes.delete(store.transcript_key(reflection.id, track_id))
    stay = tuple(reply for reply in reflection.replies if reply.track.id not in gone)
    store.save(command.changes, replace(reflection, replies=stay))
