"""What an owner does with a reflection: writes, shares, takes back. Pure: from the state before to the one after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.kernel.errors import FieldError, Invalid, fault
from chalicelib.people.rules import Ref
from chalicelib.reflections.rules.access import ReflectionAction, ReflectionContext, check, is_new
from chalicelib.reflections.rules.model import Chapter, Reflection, ReflectionState, SharedWith, mark_of, marked

MOST_A_DAY = 100
"""So many reflections one person may begin on one day (UTC)."""
TITLE = 200
PERIOD = 60
OBJECTIVES = 20
OBJECTIVE = 200
CHAPTERS = 30
CHAPTER = 200
LONGEST_MS = 3_600_000
"""No company may allow longer recordings than an hour; a mark beyond is a mistake."""

_CONTROL = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionText:
    """What an owner wrote; None where it stays as it is, and so do prompts that are not named. They arrive cleaned."""

    title: str | None = None
    period: str | None = None
    objective_ids: tuple[str, ...] | None = None
    prompts: Mapping[str, str] | None = None
    chapters: tuple[Chapter, ...] | None = None


def begun(reflection_id: str, owner: Ref, written: ReflectionText, now: datetime) -> Reflection:
    """Return a new reflection."""
    blank = Reflection(id=reflection_id, owner=owner, title="", created_at=now)
    return replace(_with(blank, replace(written, title=written.title or "")), edition=1)


def revised(context: ReflectionContext, written: ReflectionText) -> Reflection:
    """Return the reflection with what its owner changed; also while it is shared."""
    check(context, ReflectionAction.EDIT)
    return _with(context.reflection, written)


def _with(reflection: Reflection, written: ReflectionText) -> Reflection:
    if errors := list(_errors(written)):
        raise Invalid(errors)
    given = {name: value for name in _FIELDS if (value := getattr(written, name)) is not None}
    if "title" in given:
        given["title"] = given["title"].strip()
    if "prompts" in given:
        given["prompts"] = replace(reflection.prompts, **given["prompts"])
    if "chapters" in given:
        given["chapters"] = tuple(sorted(given["chapters"], key=lambda chapter: chapter.at_ms))
    return replace(reflection, **given, edition=reflection.edition + 1)


_FIELDS = ("title", "period", "objective_ids", "prompts", "chapters")


def _errors(written: ReflectionText) -> Iterator[FieldError]:
    if written.title is not None:
        yield from _text("/title", written.title, TITLE, needed=True)
    yield from _text("/period", written.period or "", PERIOD)
    yield from _listed("/objective_ids", written.objective_ids or (), OBJECTIVES, OBJECTIVE)
    chapters = written.chapters or ()
    yield from _listed("/chapters", [chapter.title for chapter in chapters], CHAPTERS, CHAPTER, name="/title")
    for at, chapter in enumerate(chapters):
        if not 0 <= chapter.at_ms <= LONGEST_MS:
            yield FieldError(f"/chapters/{at}/at_ms", fault("past_the_end"))


def _listed(pointer: str, texts: Sequence[str], most: int, longest: int, name: str = "") -> Iterator[FieldError]:
    if len(texts) > most:
        yield FieldError(pointer, fault("too_many", most=most))
    for at, text in enumerate(texts):
        yield from _text(f"{pointer}/{at}{name}", text, longest, needed=True)


def _text(pointer: str, text: str, longest: int, *, needed: bool = False) -> Iterator[FieldError]:
    if needed and not text.strip():
        yield FieldError(pointer, fault("required"))
    if len(text) > longest:
        yield FieldError(pointer, fault("too_long", most=longest))
    if _CONTROL.search(text):
        yield FieldError(pointer, fault("control_characters"))


def shared(context: ReflectionContext, manager: Ref, confirmed: Collection[str] = ()) -> Reflection:
    """Share it with the owner's manager of today; those of before lose nothing that they still had."""
    check(context, ReflectionAction.SHARE, confirmed)
    reflection = context.reflection
    term = SharedWith(person=manager, term=context.owner.manager_term)
    kept = reflection.shared_with if reflection.state is ReflectionState.SHARED else ()
    return replace(reflection, state=ReflectionState.SHARED, shared_at=context.now, shared_with=(*kept, term))


def unshared(context: ReflectionContext) -> Reflection:
    """Take it back: no one but its owner sees it."""
    check(context, ReflectionAction.UNSHARE)
    return replace(context.reflection, state=ReflectionState.HIDDEN, shared_with=())


def seen(context: ReflectionContext) -> Reflection:
    """Note that the actor has looked; twice in a second is once, unless something new came in between."""
    before = mark_of(context.reflection.seen, context.actor_id)
    soon = before is not None and (context.now - before).total_seconds() < 1
    if soon and not is_new(context.reflection, context.actor_id):
        return context.reflection
    return replace(context.reflection, seen=marked(context.reflection.seen, context.actor_id, context.now))
