"""Where tasks are kept: in home's range of their person's partition, what is due first nearest to where home begins.

| row | keys | question |
|---|---|---|
| task | `P#{person}` / `H#T#{inverted due}#{kind}#{ref}` | what do I still have to do? |
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.kernel.codec import decode
from chalicelib.kernel.storage.table import Key, KeyShape, Row
from chalicelib.tasks.rules import HomeTask

KEYS = (KeyShape("P#{person}", "H#T#{inverted_due}#{kind}#{ref}", "what does somebody have to do?", within="home"),)

PREFIX = "H#T#"
_LATEST = 9_999_999_999_999
"""Milliseconds: home reads its range backwards, so that the earliest has the greatest key."""


def task_key(person_id: str, kind: str, ref: str, due_at: datetime) -> Key:
    """Return the key of a task."""
    return Key(f"P#{person_id}", f"{PREFIX}{_LATEST - int(due_at.timestamp() * 1000):013d}#{kind}#{ref}")


def row(task: HomeTask) -> Row:
    """Return the row of a task."""
    return Row.of(task_key(task.person_id, task.kind, task.ref, task.due_at), task)


def is_task(stored: Row) -> bool:
    """Return whether a row of home's range is a task."""
    return stored.key.sk.startswith(PREFIX)


def task_of(stored: Row) -> HomeTask:
    """Return the task of its row."""
    return decode(stored.body, HomeTask)
