"""A reflection in an export of its owner's data."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.people.actions import PersonRef
from chalicelib.reflections.views.reflections import CommentView, ReflectionView, TranscriptView


class ReflectionExport(msgspec.Struct, frozen=True, kw_only=True):
    """A reflection of one's own, with what is said in it and under it. `files`: which recordings are beside it."""

    reflection: ReflectionView
    transcript: TranscriptView | UnsetType = UNSET
    comments: list[CommentView]
    files: list[str]


class SaidExport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said under a reflection of somebody else, the `owner`."""

    owner: PersonRef
    comments: list[CommentView]
    files: list[str]


def readable_reflection(view: ReflectionExport) -> dict[str, Any]:
    """Return a reflection as people read it."""
    one = view.reflection
    transcript = [] if view.transcript is UNSET else [cue.text for cue in view.transcript.cues]
    return {
        "Made": one.created_at,
        "State": one.state.value,
        "Shared with": [] if one.shared_with is UNSET else one.shared_with,
        "What went well": one.prompts.went_well,
        "What did not": one.prompts.did_not,
        "What to improve": one.prompts.improve,
        "What is said": " ".join(transcript),
        "Comments": [{"By": comment.author, "At": comment.at, "Text": comment.text} for comment in view.comments],
        "Files": view.files,
    }
