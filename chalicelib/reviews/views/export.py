"""Reviews in an export: what someone may read of their own, and what they wrote about others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.people.actions import PersonRef
from chalicelib.reviews.rules import Snapshot
from chalicelib.reviews.views.former import FormerView
from chalicelib.reviews.views.shapes import (
    BackupView,
    ContributionView,
    CycleRef,
    FormQuestionView,
    FormView,
    NotesView,
    PositionView,
    ReviewView,
    SideView,
    SignatureView,
)


class OwnReviewExport(msgspec.Struct, frozen=True, kw_only=True):
    """A review of one's own as one reads it, with what one shared and saved earlier."""

    review: ReviewView
    shared_versions: list[BackupView]
    backups: list[BackupView]


class WrittenExport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote in the review of somebody else."""

    id: str
    cycle: CycleRef
    reviewee: PersonRef
    questionnaire: FormView
    manager: SideView | UnsetType = UNSET
    contribution: ContributionView | UnsetType = UNSET
    notes: NotesView | UnsetType = UNSET
    signatures: list[SignatureView]
    backups: list[BackupView]


class FormerExport(msgspec.Struct, frozen=True, kw_only=True):
    """What stays with a former reviewer."""

    review: FormerView
    backups: list[BackupView]


def snapshot_view(snapshot: Snapshot) -> BackupView:
    """Return an earlier text of one's own."""
    position = snapshot.position
    return BackupView(
        n=snapshot.n,
        at=snapshot.at,
        answers=snapshot.answers,
        rating=UNSET if snapshot.rating is None else snapshot.rating,
        position=PositionView(x=position["x"], y=position["y"]) if position else UNSET,
    )


def readable_review(view: ReviewView) -> dict[str, Any]:
    """Return a review of one's own as people read it: each question with its answers."""
    shown: dict[str, Any] = {
        "Reviewer": view.reviewer,
        "State": view.state.value,
        "Self-assessment": _side(view.questionnaire, view.self_side),
        "Manager's assessment": _side(view.questionnaire, view.manager),
    }
    if view.contributions is not UNSET:
        shown["Contributions"] = [
            {"From": one.author, **readable_answers(view.questionnaire, one.answers)} for one in view.contributions
        ]
    signed = [*view.signatures, *view.revoked_signatures]
    return shown | {"Signatures": [_signature(one) for one in signed]}


def readable_written(view: WrittenExport) -> dict[str, Any]:
    """Return what somebody wrote about somebody else as people read it."""
    shown: dict[str, Any] = {"About": view.reviewee, "Assessment": _side(view.questionnaire, view.manager)}
    if view.contribution is not UNSET:
        shown["Contribution"] = readable_answers(view.questionnaire, view.contribution.answers)
    if view.notes is not UNSET:
        shown["Private notes"] = view.notes.text
    return shown | {"Signatures": [_signature(one) for one in view.signatures]}


def _signature(one: SignatureView) -> dict[str, Any]:
    comment = {} if one.comment is UNSET else {"Comment": one.comment}
    return {"By": one.person, "At": one.at} | comment


def _side(form: FormView, side: SideView | UnsetType) -> dict[str, Any]:
    if side is UNSET:
        return {}
    answers = {} if side.answers is UNSET else side.answers
    rating = {} if side.rating is UNSET else {"Overall rating": side.rating}
    return {"State": side.state.value, **readable_answers(form, answers), **rating}


def readable_answers(form: FormView, answers: dict[str, Any]) -> dict[str, Any]:
    """Return answers under the texts of their questions, what was chosen by its label."""
    shown: dict[str, Any] = {}
    for question in (one for section in form.sections for one in section.questions):
        if question.id in answers:
            text, count = question.text, 1
            while text in shown:
                count += 1
                text = f"{question.text} ({count})"
            shown[text] = _labelled(_labels(question), answers[question.id])
    return shown


def _labels(question: FormQuestionView) -> dict[Any, str]:
    listed: Iterable[Any] = (question.choices, question.items, question.values)
    labels: dict[Any, str] = {one.id: one.label for found in listed if found is not UNSET for one in found}
    return labels | ({} if question.scale is UNSET else {one.value: one.label for one in question.scale})


def _labelled(labels: dict[Any, str], answer: Any) -> Any:
    match answer:
        case list():
            return [_labelled(labels, one) for one in answer]
        case dict():
            return {str(_labelled(labels, name)): _labelled(labels, one) for name, one in answer.items()}
        case str() | int() | float() if not isinstance(answer, bool):
            return labels.get(answer, answer)
        case _:
            return answer
