"""What reviews hand out of a person's data: their own reviews as they read them, and what they wrote about others.

Everything goes through the views of reviews: a draft of the manager's and notes about somebody are no more in their
export than on their screen. What HR exports is what HR may read as well: nothing that a leaver had not shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec import UNSET, structs

from chalicelib.files.rules import Attachment, visible_to
from chalicelib.kernel.export import ExportContext, ExportDocument, ExportFile, ExportPage, export_name, folder_name
from chalicelib.kernel.storage.table import Key
from chalicelib.people.actions import person_ref
from chalicelib.reviews import rules, store, views
from chalicelib.reviews.actions.attachments import own_files
from chalicelib.reviews.actions.former import former
from chalicelib.reviews.actions.loaded_review import LoadedReview, opened
from chalicelib.reviews.actions.outcomes import PARTS
from chalicelib.reviews.rules import Review, SideName, Snapshot
from chalicelib.reviews.views.export import (
    FormerExport,
    OwnReviewExport,
    WrittenExport,
    readable_review,
    readable_written,
    snapshot_view,
)
from chalicelib.reviews.views.shapes import BackupView, CycleRef, SideView

AT_ONCE = 5
MOST_EARLIER = 50
"""So many earlier texts of a side go in, the newest."""
FORMER = "former"

OF_OTHERS = (
    "Drafts and private notes about {name}, and answers that the questionnaire keeps from the reviewee.",
    "Earlier versions of what others shared with {name}; the newest is in.",
)
BY_HR = "What {name} wrote about other people, and what they had not shared."

Part = tuple[ExportDocument, list[ExportFile]]


def export_page(context: ExportContext, cursor: str | None) -> ExportPage:
    """Return a page: first the reviews in which someone takes part now, then those that they wrote before."""
    person_id, left_out = context.actor.id, OF_OTHERS if context.own else (*OF_OTHERS, BY_HR)
    if cursor is not None and cursor.startswith(FORMER):
        page = store.former(context.reads, person_id, limit=AT_ONCE, after=cursor.removeprefix(FORMER) or None)
        parts = [_former(context, store.former_of(row)) for row in page.rows]
        further = f"{FORMER}{page.after}" if page.after else None
    else:
        page = store.person_reviews(context.reads, person_id, limit=AT_ONCE, after=cursor)
        parts = [_part(context, store.review_of(row)) for row in page.rows]
        further = page.after or (FORMER if context.own else None)
    found = [part for part in parts if part is not None]
    return ExportPage(
        documents=[document for document, _ in found],
        files=[file for _, files in found for file in files],
        left_out=left_out,
        next=further,
    )


def _part(context: ExportContext, review: Review) -> Part | None:
    if review.reviewee.id == context.actor.id:
        return _own(context, opened(context.reads, context.actor, review.id, context.now))
    # The list is one of copies: who is no longer asked is told so by the head alone.
    head = context.reads.fetch(store.head_key(review.id)).get(store.head_key(review.id))
    now = store.review_of(head) if head and context.own else None
    if now is None or context.actor.id not in {now.reviewer.id, *now.contributor_ids}:
        return None
    return _written(context, opened(context.reads, context.actor, review.id, context.now))


def _own(context: ExportContext, loaded: LoadedReview) -> Part:
    review = loaded.review
    name = f"reviews/{folder_name(review.cycle_name, review.id)}"
    if not context.own:
        loaded = replace(loaded, cited={})
    view = views.review_view(loaded)
    open_to_hr = context.own or review.own.shared
    if not open_to_hr and view.self_side is not UNSET:
        view = structs.replace(view, self_side=SideView(state=review.own.state, locked=view.self_side.locked))
    side = loaded.own if context.own else None
    versions = range(1, review.own.share_version + 1) if side else ()
    value = OwnReviewExport(
        review=view,
        shared_versions=_shared(context, review.id, versions),
        backups=_backups(context, loaded, SideName.SELF) if side else [],
    )
    files = [
        _file(f"{name}/{side_name.value}", one)
        for side_name in SideName
        if rules.access_of(loaded.context).reads(PARTS[side_name]) and (open_to_hr or side_name is SideName.MANAGER)
        for one in _listed(loaded, side_name)
        if visible_to(one, context.actor.id, reader=True)
    ]
    document = ExportDocument(name=f"{name}.json", title=review.cycle_name, value=value, readable=readable_review(view))
    return document, [file for file in files if file]


def _written(context: ExportContext, loaded: LoadedReview) -> Part | None:
    """Return what the actor wrote in somebody else's review; None where that is nothing."""
    review, me = loaded.review, context.actor.id
    name = _written_name(review)
    value = WrittenExport(
        id=review.id,
        cycle=CycleRef(id=review.cycle_id, name=review.cycle_name),
        reviewee=person_ref(review.reviewee),
        questionnaire=views.managers_form(loaded.form),
        signatures=[views.signature_view(loaded.context, one) for one in review.signatures if one.person.id == me],
        backups=_backups(context, loaded, SideName.MANAGER),
    )
    if review.reviewer.id == me and loaded.manager is not None and loaded.manager.author.id == me:
        side = views.side_view(loaded, SideName.MANAGER)
        value = structs.replace(value, manager=structs.replace(side, citations=UNSET))
    if me in loaded.contributions:
        value = structs.replace(value, contribution=views.contribution_view(loaded, me))
    if loaded.notes is not None and loaded.notes.author.id == me and loaded.notes.text:
        value = structs.replace(value, notes=views.notes_view(loaded.notes, own=True))
    files = [_file(name, one) for one in own_files(loaded, SideName.MANAGER)]
    nothing = value.manager is value.contribution is value.notes is UNSET
    if nothing and not value.backups and not any(files):
        return None
    title = f"{review.reviewee.name}, {review.cycle_name}"
    document = ExportDocument(name=f"{name}.json", title=title, value=value, readable=readable_written(value))
    return document, [file for file in files if file]


def _former(context: ExportContext, review_id: str) -> Part | None:
    """Return what stays with a former reviewer; None for whoever became the reviewer again, which is in above."""
    head = context.reads.fetch(store.head_key(review_id)).get(store.head_key(review_id))
    if head is None or rules.was_reviewer(store.review_of(head), context.actor) is None:
        return None
    kept = former(context, review_id)
    name = _written_name(kept.loaded.review)
    view = views.former_view(kept, kept.loaded.context, kept.loaded.form)
    value = FormerExport(review=view, backups=_backups(context, kept.loaded, SideName.MANAGER))
    readable = {"Notes": "" if view.notes is UNSET else view.notes.text}
    title = f"{kept.loaded.review.reviewee.name}, {kept.loaded.review.cycle_name}"
    document = ExportDocument(name=f"{name}.former.json", title=title, value=value, readable=readable)
    return document, [file for one in kept.files if (file := _file(f"{name}.former", one))]


def _written_name(review: Review) -> str:
    cycle = folder_name(review.cycle_name, review.id)
    return f"written/reviews/{cycle}/{folder_name(review.reviewee.name, review.reviewee.id)}"


def _shared(context: ExportContext, review_id: str, numbers: Sequence[int]) -> list[BackupView]:
    keys = [store.version_key(review_id, SideName.SELF, n) for n in numbers[-MOST_EARLIER:]]
    rows = context.reads.fetch(*keys)
    return _snapshots(context, [store.version_of(rows[key]) for key in keys if key in rows])


def _backups(context: ExportContext, loaded: LoadedReview, name: SideName) -> list[BackupView]:
    side = loaded.side(name)
    entries = [one for one in side.backups if one.author_id == context.actor.id] if side else []
    keys: list[Key] = [store.backup_key(loaded.review.id, name, one.n) for one in entries[-MOST_EARLIER:]]
    rows = context.reads.fetch(*keys)
    return _snapshots(context, [store.backup_of(rows[key]) for key in keys if key in rows])


def _snapshots(context: ExportContext, found: Iterable[Snapshot]) -> list[BackupView]:
    return [snapshot_view(one) for one in found if one.author.id == context.actor.id]


def _listed(loaded: LoadedReview, name: SideName) -> tuple[Attachment, ...]:
    attachment_list = loaded.attachment_lists.get(name)
    return attachment_list.files if attachment_list else ()


def _file(folder: str, file: Attachment) -> ExportFile | None:
    if not file.ready:
        return None
    return ExportFile(name=f"{folder}/{export_name(file.name, file.id)}", key=file.key, version=file.version)
