"""A review as one caller may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import UNSET, UnsetType, structs

from chalicelib.files.actions import AttachmentView, attachment_view
from chalicelib.files.rules import AttachmentList, visible_to
from chalicelib.kernel.policy import Relationship
from chalicelib.people.actions import person_ref
from chalicelib.people.rules import Person, Ref
from chalicelib.questionnaires.rules import Questionnaire
from chalicelib.reviews.rules import (
    HEARS_COMMENTS,
    Answers,
    Deadline,
    Notes,
    Review,
    ReviewAction,
    ReviewContext,
    ReviewEnding,
    ReviewPart,
    ShareVersion,
    Side,
    SideHead,
    SideName,
    Signature,
    access_of,
    actions_of,
    empty_side,
    ended_at,
    read_before,
    visible_answers,
    visible_citations,
    visible_form,
    waits_for_reviewer,
)
from chalicelib.reviews.views.audience import audience_view
from chalicelib.reviews.views.form import cycle_view, form_view
from chalicelib.reviews.views.shapes import (
    AdjustmentView,
    ChangesView,
    CitationView,
    ContributionView,
    ContributorView,
    DeadlinesView,
    DeadlineView,
    EndingView,
    NotesView,
    PositionView,
    ReadView,
    ReviewView,
    SideView,
    SignatureView,
    VersionReadView,
)

if TYPE_CHECKING:
    from chalicelib.reflections.rules import Reflection

PARTS = {SideName.SELF: ReviewPart.SELF, SideName.MANAGER: ReviewPart.MANAGER}


class ReviewData(Protocol):
    """A review with its texts, as the actions read it."""

    @property
    def context(self) -> ReviewContext: ...
    @property
    def form(self) -> Questionnaire: ...
    @property
    def people(self) -> Mapping[str, Person]: ...
    @property
    def contributions(self) -> dict[str, Side]: ...
    @property
    def notes(self) -> Notes | None: ...
    @property
    def read_before(self) -> dict[SideName, ShareVersion]: ...
    @property
    def attachment_lists(self) -> dict[SideName, AttachmentList]: ...
    @property
    def cited(self) -> Mapping[str, Reflection]: ...
    def side(self, name: SideName) -> Side | None:
        """Return the text of a side."""


def review_view(loaded: ReviewData, *, opened: bool = True) -> ReviewView:
    """Return the whole review, each part as far as the caller sees it.

    Not `opened`: what the caller would see by an HR role alone stays closed, and its reading need not be recorded.
    """
    context = loaded.context if opened else loaded.context.unopened
    review = context.review
    access = access_of(context)
    overseen = access.reads(ReviewPart.CONTRIBUTIONS)
    knows = Relationship.SUBJECT not in context.relationships
    return ReviewView(
        id=review.id,
        cycle=cycle_view(context.cycle, loaded.people, context.now),
        questionnaire=form_view(visible_form(context, loaded.form)),
        reviewee=person_ref(review.reviewee),
        reviewer=person_ref(review.reviewer),
        department=review.department,
        state=review.state_at(context.now),
        opens_at=review.opens_at,
        ended_at=ended_at(review, context.now) or UNSET,
        cancelled=review.cancelled or UNSET,
        time_zone=review.own_zone,
        deadlines=deadlines_view(review),
        self_side=side_view(loaded, SideName.SELF, context),
        manager=side_view(loaded, SideName.MANAGER, context) if access.knows(ReviewPart.MANAGER) else UNSET,
        without_reviewer=waits_for_reviewer(review, context.now) or UNSET,
        contributors=_contributors(context) if overseen or knows else UNSET,
        manager_taken_back=True if not knows and _taken_back(review.manager) else UNSET,
        contributions=_contributions(loaded) if overseen else UNSET,
        notes=_notes(loaded) if access.reads(ReviewPart.NOTES) else UNSET,
        signatures=[signature_view(context, s) for s in review.signatures],
        revoked_signatures=[_revoked(loaded.context, context, s) for s in review.revoked],
        adjustments=_adjustments(review) if knows and access.reads(ReviewPart.RATING) else UNSET,
        completed_at=review.completed_at or UNSET,
        completed_unsigned=_ending(review.completed_unsigned, loaded.context),
        withdrawn=_ending(review.withdrawn, loaded.context),
        audience=audience_view(context, loaded.people.get(review.reviewer.id), loaded.form),
        actions=actions_view(loaded.context),
    )


def _taken_back(side: SideHead) -> bool:
    """Return whether its reader had it before; nothing of what became of it since."""
    return side.share_version > 0 and not side.shared


def actions_view(context: ReviewContext) -> list[ReviewAction]:
    """Return what the caller may do now."""
    return list(actions_of(context))


def deadlines_view(review: Review) -> DeadlinesView:
    """Return the deadlines as people are told them: without grace."""
    kept = review.deadlines
    return DeadlinesView(
        self_side=_deadline(kept.own, review.own_zone),
        manager=_deadline(kept.manager, review.manager_zone),
        sign=_deadline(kept.sign, review.own_zone),
    )


def _deadline(kept: Deadline, zone: str) -> DeadlineView:
    return DeadlineView(date=kept.day, at=kept.at, time_zone=zone, extended=True if kept.extended_to else UNSET)


def locked(review: Review, name: SideName, now: datetime) -> bool:
    """Return whether a side's deadline is past, for its author too (not before the grace is)."""
    return now >= review.deadlines.of(name).locks_at


def side_view(loaded: ReviewData, name: SideName, context: ReviewContext | None = None) -> SideView:
    """One side of which the caller knows at least its state. `context`: as whom they look, where not as in `loaded`."""
    context = context or loaded.context
    review = context.review
    access, part, head = access_of(context), PARTS[name], review.side(name)
    if not access.reads(part):
        return _status(context, name)
    side = loaded.side(name) or empty_side(review, name)
    author = review.author_of(name).id == context.actor.id
    subject = Relationship.SUBJECT in context.relationships
    return SideView(
        state=head.state,
        locked=locked(review, name, context.now),
        author=person_ref(_author(review, side.author)),
        answers=visible_answers(context, name, side.answers, loaded.form),
        rating=side.rating if side.rating is not None and access.reads(ReviewPart.RATING) else UNSET,
        position=_position(side) if access.reads(ReviewPart.RATING) else UNSET,
        citations=_citations(loaded, name, side),
        attachments=_attachments(loaded, name),
        done=review.done if name is SideName.MANAGER and not subject else UNSET,
        version=head.share_version or UNSET,
        shared_at=head.shared_at or UNSET,
        saved_at=side.saved_at if author and side.saved_at else UNSET,
        complete=head.complete if author else UNSET,
        reads=reads_view(review, head) if author else UNSET,
        changed=_changed(context, side, loaded.read_before.get(name), loaded.form) if not author else UNSET,
        etag=str(side.version) if author else UNSET,
    )


def _author(review: Review, author: Ref) -> Ref:
    """As the review calls them now; the text of a side keeps the name of when it was written."""
    known = (review.reviewee, review.reviewer, *(past.person for past in review.past_reviewers))
    return next((one for one in known if one.id == author.id), author)


def _status(context: ReviewContext, name: SideName) -> SideView:
    head = context.review.side(name)
    return SideView(
        state=head.state,
        locked=locked(context.review, name, context.now),
        done=context.review.done if name is SideName.MANAGER else UNSET,
        shared_at=head.shared_at or UNSET,
    )


def _citations(loaded: ReviewData, name: SideName, side: Side) -> list[CitationView] | UnsetType:
    """Nothing at all tells anyone who may not see a reflection that an answer speaks of it."""
    shown = visible_citations(loaded.context, name, side.citations, loaded.cited, loaded.form)
    return [
        CitationView(
            question_id=one.question_id,
            reflection_id=one.reflection_id,
            title=loaded.cited[one.reflection_id].title,
            at_ms=UNSET if one.at_ms is None else one.at_ms,
        )
        for one in shown
    ] or UNSET


def _attachments(loaded: ReviewData, name: SideName) -> list[AttachmentView] | UnsetType:
    """For readers the good ones, for who sent them also how far the others have come."""
    if not loaded.context.cycle.options.attachments:
        return UNSET
    attachment_list = loaded.attachment_lists.get(name)
    files = attachment_list.files if attachment_list else ()
    return [attachment_view(one) for one in files if visible_to(one, loaded.context.actor.id, reader=True)]


def _position(side: Side) -> PositionView | UnsetType:
    return PositionView(x=side.position["x"], y=side.position["y"]) if side.position else UNSET


def reads_view(review: Review, head: SideHead) -> list[ReadView]:
    """Return who opened which version of a side for the first time when."""
    names = {ref.id: ref for ref in (review.reviewee, review.reviewer, *(p.person for p in review.past_reviewers))}
    return [
        ReadView(version=r.version, reader=person_ref(names.get(r.reader_id, Ref(id=r.reader_id, name=""))), at=r.at)
        for r in head.reads
    ]


def _changed(
    context: ReviewContext, side: Side, before: ShareVersion | None, form: Questionnaire
) -> ChangesView | UnsetType:
    if before is None:
        return UNSET
    return ChangesView(
        read_version=before.n,
        questions=_differing(context, before.side, before.answers, side.answers, form),
        rating=before.rating != side.rating,
        position=before.position != side.position,
    )


def _differing(context: ReviewContext, name: SideName, before: Answers, now: Answers, form: Questionnaire) -> list[str]:
    old, new = (visible_answers(context, name, answers, form) for answers in (before, now))
    return [question.id for question in form.questions(name) if old.get(question.id) != new.get(question.id)]


def _part_changed(loaded: ReviewData, read: ShareVersion, person_id: str, now: Answers) -> ChangesView:
    before = read.contributions.get(person_id, {})
    questions = _differing(loaded.context, SideName.MANAGER, before, now, loaded.form)
    return ChangesView(read_version=read.n, questions=questions, rating=False, position=False)


def _contributors(context: ReviewContext) -> list[ContributorView]:
    """Return who was asked; whether they are done is for those who wait for it."""
    subject = Relationship.SUBJECT in context.relationships
    return [
        ContributorView(id=one.person.id, name=one.person.name, done=UNSET if subject else one.done)
        for one in context.review.contributors
    ]


def _contributions(loaded: ReviewData) -> list[ContributionView]:
    return [contribution_view(loaded, person_id) for person_id in loaded.contributions]


def contribution_view(loaded: ReviewData, person_id: str) -> ContributionView:
    """Return one contributor's part; not begun, it is empty."""
    context, side = loaded.context, loaded.contributions.get(person_id)
    own = person_id == context.actor.id
    asked = {one.person.id: one for one in context.review.contributors}[person_id]
    answers = side.answers if side else {}
    read = loaded.read_before.get(SideName.MANAGER)
    return ContributionView(
        author=person_ref(asked.person),
        answers=visible_answers(context, SideName.MANAGER, answers, loaded.form),
        done=asked.done if own else UNSET,
        changed=_part_changed(loaded, read, person_id, answers) if read and not own else UNSET,
        saved_at=side.saved_at if own and side and side.saved_at else UNSET,
        etag=str(side.version if side else 0) if own else UNSET,
    )


def _notes(loaded: ReviewData) -> NotesView:
    return notes_view(loaded.notes, own=loaded.context.actor.id == loaded.context.review.reviewer.id)


def notes_view(notes: Notes | None, *, own: bool) -> NotesView:
    """Private notes; not begun, they are empty."""
    return NotesView(
        text=notes.text if notes else "",
        author=person_ref(notes.author) if notes else UNSET,
        saved_at=notes.saved_at if notes and notes.saved_at else UNSET,
        etag=str(notes.version if notes else 0) if own else UNSET,
    )


def signature_view(context: ReviewContext, signature: Signature) -> SignatureView:
    """Return a signature; its comment, and which versions it stands under, for those who may hear it."""
    hears = not context.relationships.isdisjoint(HEARS_COMMENTS)
    read = read_before(context.review, signature) if hears else None
    return SignatureView(
        party=signature.party,
        person=person_ref(signature.person),
        at=signature.at,
        comment=signature.comment if hears and signature.comment else UNSET,
        self_version=signature.self_version if hears and signature.self_version else UNSET,
        manager_version=signature.manager_version if hears and signature.manager_version else UNSET,
        read=VersionReadView(version=read.version, at=read.at) if read else UNSET,
        revoked_at=signature.revoked_at or UNSET,
        revoked_by=person_ref(signature.revoked_by) if signature.revoked_by else UNSET,
    )


def _revoked(context: ReviewContext, shown_as: ReviewContext, signature: Signature) -> SignatureView:
    """Why HR revoked it is content, for the parties and those above who may open it."""
    hears = not context.relationships.isdisjoint(HEARS_COMMENTS)
    reason = signature.revoked_reason if hears and signature.revoked_reason else UNSET
    return structs.replace(signature_view(shown_as, signature), revoked_reason=reason)


def _adjustments(review: Review) -> list[AdjustmentView]:
    return [
        AdjustmentView(before=a.before, after=a.after, reason=a.reason, by=person_ref(a.by), at=a.at)
        for a in review.adjustments
    ]


def _ending(ending: ReviewEnding | None, context: ReviewContext) -> EndingView | UnsetType:
    """HR's reasons for ending a review are content, for the reviewer and those above who may open it."""
    if ending is None:
        return UNSET
    sees_reason = not context.relationships.isdisjoint(HEARS_COMMENTS - {Relationship.SUBJECT})
    shown = EndingView(by=person_ref(ending.by), at=ending.at)
    return structs.replace(shown, reason=ending.reason, cause=ending.cause or UNSET) if sees_reason else shown
