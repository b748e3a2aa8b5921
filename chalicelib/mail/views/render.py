"""From an email to its subject line, text and HTML: closed templates, nothing but params in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalicelib.kernel import screens
from chalicelib.kernel.codec import decode
from chalicelib.kernel.email import RenderedMail
from chalicelib.kernel.richtext import clean, plain
from chalicelib.mail.rules import MailKind, OpenTask, StoredMail, audience

if TYPE_CHECKING:
    from jinja2 import Environment

Tasks = list[dict[str, object]]
"""What is open, in words, as the template of a reminder names it."""
NAMES = ("people", "contributions")
LISTS = (*NAMES, "open", "readers")
CHALICELIB = Path(__file__).parents[2]
BASE = "mail/templates/base"
"""What is around the text of each kind, which lies beside the feature that declares it."""
MOST_NAMES = 50
_LONGEST_NAME = 200
_LONGEST_SUBJECT = 180
# Marks that turn the direction of what follows: with them a name could make a line read as something else.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BLANKS = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_END = re.compile(r"</(?:p|li|h3|blockquote)>|<br ?/?>")


def written(
    mail: StoredMail, kind: MailKind, *, base_url: str, company: str, unsubscribe: str | None = None
) -> RenderedMail:
    """Return `mail`, of this kind, in words. `unsubscribe`: the address that stops reminders, for those only."""
    tasks = _tasks(mail, base_url)
    values = _values(mail, kind) | {"what_is_open": _what_is_open(tasks)}
    frame: dict[str, object] = {
        "to": one_line(mail.to_name),
        "subject": one_line(kind.subject.format_map(values), _LONGEST_SUBJECT),
        "link": base_url + mail.link,
        "company": one_line(company),
        "button": "Open in Throughline",
    }
    if unsubscribe is not None:
        frame["unsubscribe"] = unsubscribe
    if mail.topic is not None:
        frame["settings"] = base_url + screens.SETTINGS
    instructions = mail.params.get("instructions")
    return RenderedMail(
        subject=str(frame["subject"]),
        text=_text(mail, values, frame, instructions, tasks),
        html=_html(mail, values, frame, instructions, tasks),
    )


def _tasks(mail: StoredMail, base_url: str) -> Tasks:
    """Return the open tasks of a reminder in words, each with its link."""
    found: Tasks = []
    for task in decode(mail.params.get("open") or "[]", list[OpenTask]):
        reviewee = one_line(task.reviewee)
        review = "your review" if task.reviewee_id == mail.to_person_id else f"the review of {reviewee}"
        words = task.words or review
        found.append(
            {
                "to_do": words.format_map({"reviewee": reviewee, "review": review}),
                "cycle": one_line(task.cycle),
                "when": moment(task.due_at, _zone(task.zone or mail.time_zone)),
                "link": base_url + task.link,
                "late": task.late,
                "locked": task.state == "locked",
            }
        )
    return found


def _what_is_open(tasks: Tasks) -> str:
    if len(tasks) == 1:
        return str(tasks[0]["to_do"])
    return f"{len(tasks)} open tasks" if tasks else "your open tasks"


def one_line(text: str, most: int = _LONGEST_NAME) -> str:
    """Return `text` without line breaks, control characters and direction marks, at most `most` characters."""
    kept = "".join(" " if _breaks(char) else char for char in text if char not in _DIRECTIONS)
    line = _BLANKS.sub(" ", kept).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def _breaks(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def _values(mail: StoredMail, kind: MailKind) -> dict[str, str]:
    """Return the params as words: dates written out, and the phrases that stand for a task or a side."""
    zone = _zone(mail.time_zone)
    values = {name: _value(name, text, zone) for name, text in mail.params.items() if name not in LISTS}
    values["review"] = _review(mail, values)
    readers, you = mail.params.get("readers", ""), kind.reader
    values |= {"who_reads": audience.who_reads(readers, you, values), "you_read": audience.you_read(readers, you)}
    for name, (param, phrases) in kind.phrases.items():
        values[name] = phrases.get(values[param], values["review"]).format_map(values)
    return values


def _review(mail: StoredMail, values: Mapping[str, str]) -> str:
    """Return the review in words; it is the reader's own where its id ends with theirs."""
    if mail.to_person_id and mail.params.get("review_id", "").endswith(mail.to_person_id):
        return "your review"
    reviewee = values.get("reviewee", "")
    return "their review" if values.get("signer") == reviewee else f"the review of {reviewee}"


def _value(name: str, text: str, zone: ZoneInfo) -> str:
    if name.endswith("_on"):
        return _dated(text, zone)
    if name.endswith("_at"):
        return moment(datetime.fromisoformat(text), zone)
    return one_line(text)


def _dated(text: str, own: ZoneInfo) -> str:
    """Return a date in words; with the zone in which it is meant where that is not the reader's."""
    on, _, named = text.partition(" ")
    words = day(date.fromisoformat(on))
    return words if named in ("", own.key) else f"{words} ({named})"


def day(on: date) -> str:
    """Return a date as people read it: "Friday, 4 December 2026"."""
    return f"{on:%A}, {on.day} {on:%B %Y}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant in the reader's zone; a midnight is the end of the day before, as deadlines are meant."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):
        return f"{day(local.date() - timedelta(days=1))}, 24:00 ({zone.key})"
    return f"{day(local.date())}, {local:%H:%M} ({zone.key})"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _text(
    mail: StoredMail, values: Mapping[str, str], frame: dict[str, object], instructions: str | None, tasks: Tasks
) -> str:
    more = {} if instructions is None else {"instructions": _plain(instructions)}
    environment = _environment(markup=False)
    return environment.get_template(BASE + ".txt").render(
        frame | more | {"parts": _parts(mail, values, environment, tasks)}
    )


def _plain(instructions: str) -> str:
    cleaned = clean(instructions).replace("<li>", "<li>- ")
    return _BLANK_LINES.sub("\n\n", plain(_LINE_END.sub("\n", cleaned))).strip()


def _html(
    mail: StoredMail, values: Mapping[str, str], frame: dict[str, object], instructions: str | None, tasks: Tasks
) -> str:
    from markupsafe import Markup

    # Cleaned again, whatever the sender of this param did: it is the one param that may hold markup.
    more = {} if instructions is None else {"instructions": Markup(clean(instructions))}  # noqa: S704
    environment = _environment(markup=True)
    parts = [Markup(part) for part in _parts(mail, values, environment, tasks)]  # noqa: S704 - escaped by the environment
    return environment.get_template(BASE + ".html").render(frame | more | {"parts": parts})


def _parts(mail: StoredMail, values: Mapping[str, str], environment: Environment, tasks: Tasks) -> list[str]:
    """Return the paragraphs and lists of the kind's body; names were made one line each, so they cannot add any."""
    lists = {name: _names(mail.params[name]) for name in NAMES if name in mail.params}
    markup = environment.autoescape
    more = max(len(tasks), int(mail.params.get("count", "0"))) - MOST_NAMES
    open_now = {"tasks": tasks[:MOST_NAMES], "more": max(more, 0), "markup": markup}
    body = environment.get_template(_template(mail.kind)).render({**values, **lists, **open_now})
    return [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]


def _template(kind: str) -> str:
    """Return where the text of a kind lies: beside the feature that declares it."""
    feature, _, what = kind.partition(".")
    return f"{feature}/templates/{what}.txt"


def _names(text: str) -> list[str]:
    names = [name for line in text.split("\n") if (name := one_line(line))]
    return names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], f"and {len(names) - MOST_NAMES} more"]


@cache
def _environment(*, markup: bool) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(CHALICELIB),
        autoescape=markup,  # noqa: S701 - the text part is no markup, and reads wrong with entities
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
