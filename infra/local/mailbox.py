"""Our own copy of every email that SES accepted, in sqlite: it outlives `kill -9`, which ministack's list does not."""

import json
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedMail:
    """One mail as SES took it. `sent_at`: the app's clock, RFC 3339."""

    message_id: str
    sender: str
    to: Sequence[str]
    subject: str
    text: str
    html: str
    sent_at: str
    headers: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Mailbox:
    """Keeps emails, and which of them SES's events have been told about."""

    def __init__(self, file: Path) -> None:
        self._one_at_a_time = threading.Lock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        # Safe against kill -9; only a power cut may cost the last emails.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS mails"
            " (number INTEGER PRIMARY KEY, id TEXT UNIQUE, hidden INTEGER DEFAULT 0, told INTEGER DEFAULT 0, body TEXT)"
        )
        self._db.execute("CREATE INDEX IF NOT EXISTS untold ON mails (number) WHERE NOT told")

    def keep(self, mail: AcceptedMail) -> None:
        """Store `mail`; when this returns it is there for good."""
        body = {name: getattr(mail, name) for name in AcceptedMail.__slots__}
        with self._one_at_a_time:
            self._db.execute("INSERT INTO mails (id, body) VALUES (?, ?)", (mail.message_id, json.dumps(body)))

    def items(self, to: str = "") -> list[dict[str, Any]]:
        """The emails to `to` (everyone's without), in the order they were sent."""
        with self._one_at_a_time:
            rows = self._db.execute("SELECT body FROM mails WHERE NOT hidden ORDER BY number").fetchall()
        mails = [json.loads(body) for (body,) in rows]
        wanted = to.strip().lower()
        return [_shown(mail) for mail in mails if not wanted or wanted in [one.lower() for one in mail["to"]]]

    def clear(self) -> None:
        """Empty the mailbox; what SES still has to tell about its emails is told all the same."""
        with self._one_at_a_time:
            self._db.execute("UPDATE mails SET hidden = 1 WHERE NOT hidden")
            self._db.execute("DELETE FROM mails WHERE hidden AND told")

    def unreported(self, limit: int) -> list[AcceptedMail]:
        """The oldest emails that no event has told about."""
        with self._one_at_a_time:
            rows = self._db.execute(
                "SELECT body FROM mails WHERE NOT told ORDER BY number LIMIT ?", (limit,)
            ).fetchall()
        return [AcceptedMail(**json.loads(body)) for (body,) in rows]

    def mark_reported(self, mails: Sequence[AcceptedMail]) -> None:
        """The events of `mails` are in the queue."""
        with self._one_at_a_time:
            self._db.executemany("UPDATE mails SET told = 1 WHERE id = ?", [(mail.message_id,) for mail in mails])

    def close(self) -> None:
        """Done with it."""
        with self._one_at_a_time:
            self._db.close()


def _shown(mail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "to": ", ".join(mail["to"]),
        "subject": mail["subject"],
        "text": mail["text"],
        "html": mail["html"],
        "sent_at": mail["sent_at"],
        "headers": mail["headers"],
    }
