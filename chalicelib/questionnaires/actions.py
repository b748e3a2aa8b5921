"""What is done with questionnaires: designed, changed while no cycle uses them, copied, used."""

from dataclasses import replace

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.kernel import richtext
from chalicelib.kernel.codec import encode
from chalicelib.kernel.command import Command
from chalicelib.kernel.errors import Conflict, FieldError, Invalid, NotFound, TooLarge, fault
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.storage.table import ABSENT, Expect, Reads
from chalicelib.questionnaires import store
from chalicelib.questionnaires.rules import Questionnaire, Section, check_design, next_edition
from chalicelib.questionnaires.store import questionnaire_key

__all__ = ["copy", "create", "load", "page", "questionnaire_key", "save", "use"]

MOST_BYTES = 300_000


def load(reads: Reads, questionnaire_id: str) -> Questionnaire:
    """Return the questionnaire, or NotFound."""
    found = store.find(reads, questionnaire_id)
    if found is None:
        raise NotFound
    return found


def page(reads: Reads, *, limit: int, after: str | None) -> tuple[list[Questionnaire], str | None]:
    """Return one page of all questionnaires, the newest first."""
    found = store.newest(reads, limit=limit, after=after)
    return [store.questionnaire_of(row) for row in found.rows], found.after


def use(command: Command, questionnaire_id: str) -> Questionnaire:
    """Fix a questionnaire for the cycle that the command writes; from then on it can only be copied."""
    form = store.find(command.reads, questionnaire_id)
    if form is None:
        raise Invalid([FieldError("/questionnaire_id", fault("unknown_questionnaire"))])
    if not form.used:
        fixed = replace(form, used=True, version=form.version + 1)
        command.changes.put(store.row(fixed), form.version)
        return fixed
    return form


def create(command: Command, form: Questionnaire) -> Questionnaire:
    """Return a new questionnaire."""
    form = replace(form, created_at=command.now, created_by=command.actor.id)
    return _store(command, "questionnaire_created", form)


def save(command: Command, old: Questionnaire, wanted: Questionnaire) -> Questionnaire:
    """Another title, other sections; refused once a cycle uses the questionnaire."""
    if old.used:
        raise Conflict("questionnaire_in_use")
    form = replace(old, title=wanted.title, sections=wanted.sections)
    return _store(command, "questionnaire_changed", form)


def copy(command: Command, source: Questionnaire, *, title: str | None = None) -> Questionnaire:
    """Return the next edition of `source`, free to be changed."""
    form = next_edition(source, form_id=new_id(command.now), by=command.actor.id, now=command.now)
    form = replace(form, title=form.title if title is None else title)
    return _store(command, "questionnaire_copied", form)


def _store(command: Command, done: str, form: Questionnaire) -> Questionnaire:
    form = _checked(replace(form, version=form.version + 1))
    command.changes.put(store.row(form), Expect(form.version - 1) if form.version > 1 else ABSENT)
    audit.record(
        command, trail.of(command.actor, done, subject_id=form.id, object_kind="questionnaire", object_id=form.id)
    )
    return form


def _checked(form: Questionnaire) -> Questionnaire:
    cleaned = replace(form, sections=tuple(map(_cleaned, form.sections)))
    if errors := check_design(cleaned):
        raise Invalid(errors)
    if len(encode(cleaned).encode()) > MOST_BYTES:
        raise TooLarge("questionnaire_too_large", most=MOST_BYTES)
    return cleaned


def _cleaned(section: Section) -> Section:
    """Introductions and help are rich text; titles, questions and labels are plain."""
    questions = tuple(replace(question, help=richtext.clean(question.help)) for question in section.questions)
    return replace(section, intro=richtext.clean(section.intro), questions=questions)
