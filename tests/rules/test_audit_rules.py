"""Who may read which entries of the trail."""

import pytest

from chalicelib.audit.rules import (
    READ_CONTENT,
    AuditFilter,
    RecordedEntry,
    allowed_question,
    answers,
    content_read,
    of,
    seen_by,
)
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.policy import Actor, ActorKind, Maker
from tests.mail_world import NOW

HR = Actor(id="hr", name="Hana", roles=frozenset({"hr_admin"}), chain=("boss",))
ANA, BO = Actor(id="ana", name="Ana"), Actor(id="bo", name="Bo")
ASSISTANT = Actor(id="as", name="As", roles=frozenset({"hr_assistant"}))


def recorded(entry: object) -> RecordedEntry:
    return RecordedEntry(id="01", at=NOW, entry=entry)  # type: ignore[arg-type]


def read(actor: Actor, subject: str, *, disclosed: bool = True) -> RecordedEntry:
    entry = content_read(actor, subject_id=subject, object_kind="self", object_id="r", disclosed=disclosed)
    return recorded(entry)


def change(actor: Actor, subject: str) -> RecordedEntry:
    entry = of(
        actor, "extend", subject_id=subject, object_kind="review", object_id="r", reason="ill", detail={"side": "self"}
    )
    return recorded(entry)


@pytest.mark.parametrize(
    "asked", [AuditFilter(subject_id="ana", actor_id="bo"), AuditFilter(actor_id="bo"), AuditFilter()]
)
def test_hr_admins_ask_about_anybody_and_about_everything(asked: AuditFilter) -> None:
    assert allowed_question(HR, asked) == asked


@pytest.mark.parametrize("actor", [ANA, ASSISTANT])
def test_everybody_else_asks_about_themselves(actor: Actor) -> None:
    assert allowed_question(actor, AuditFilter()) == AuditFilter(subject_id=actor.id)
    assert allowed_question(actor, AuditFilter(actor_id="hr")) == AuditFilter(subject_id=actor.id, actor_id="hr")
    with pytest.raises(NotAllowed):
        allowed_question(actor, AuditFilter(subject_id="bo"))


def test_a_person_learns_who_opened_their_file_and_of_which_class() -> None:
    seen = seen_by(ANA, read(HR, "ana"))
    assert seen is not None
    assert (seen.entry.actor_name, seen.entry.action, seen.entry.object_kind) == ("Hana", READ_CONTENT, "self")


@pytest.mark.parametrize("subject", [ANA, HR])
def test_nobody_learns_hidden_things_about_themselves_whatever_role_they_hold(subject: Actor) -> None:
    assert seen_by(subject, read(BO, subject.id, disclosed=False)) is None
    assert seen_by(subject, change(BO, subject.id)) is None


def test_ones_own_reads_are_no_news() -> None:
    assert seen_by(ANA, read(ANA, "ana")) is None


def test_hr_sees_changes_with_their_reason() -> None:
    seen = seen_by(HR, change(BO, "ana"))
    assert seen is not None
    assert (seen.entry.reason, seen.entry.detail) == ("ill", {"side": "self"})


def test_about_those_above_hr_learns_that_it_happened_only() -> None:
    seen = seen_by(HR, change(BO, "boss"))
    assert seen is not None
    assert (seen.entry.action, seen.entry.reason, seen.entry.detail) == ("extend", "", {})


def test_nobody_else_sees_entries_about_others() -> None:
    assert seen_by(ANA, read(HR, "bo")) is None
    assert seen_by(ASSISTANT, change(HR, "bo")) is None


def test_an_answer_is_about_whom_and_by_whom_was_asked() -> None:
    entry = change(BO, "ana")
    assert answers(AuditFilter(subject_id="ana", actor_id="bo"), entry)
    assert not answers(AuditFilter(subject_id="ana", actor_id="hr"), entry)
    assert not answers(AuditFilter(subject_id="cleo", actor_id="bo"), entry)


def test_an_entry_of_a_machine_says_who_made_its_key() -> None:
    machine = Actor(id="scim:1", name="Okta", kind=ActorKind.CLIENT, maker=Maker(id="hr", name="Hana"))
    entry = of(machine, "done", subject_id="ana", object_kind="person", object_id="ana", detail={"fields": "title"})
    assert entry.detail == {"fields": "title", "made_by": "Hana", "made_by_id": "hr"}
