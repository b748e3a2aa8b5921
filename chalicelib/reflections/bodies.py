"""What is sent to the routes of reflections. Closed: an unknown field is refused."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.kernel.http import PageQuery
from chalicelib.reflections.rules import Chapter, Written, recording

Rich = Annotated[str, Meta(max_length=20_000, description="Rich text.")]
Millisecond = Annotated[int, Meta(ge=0, description="Milliseconds from the beginning of the recording.")]


class PromptsBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The three questions; each may stay empty, and one that is not sent stays as it is."""

    went_well: Rich | UnsetType = UNSET
    did_not: Rich | UnsetType = UNSET
    improve: Rich | UnsetType = UNSET


class ChapterBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A mark in the recording."""

    at_ms: Millisecond
    title: str


class ReflectionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A new reflection."""

    title: str
    period: str | None = None
    objective_ids: list[str] = []
    prompts: PromptsBody | UnsetType = UNSET


class ReflectionPatch(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What changes; what is not sent stays."""

    title: str | UnsetType = UNSET
    period: str | UnsetType | None = UNSET
    objective_ids: list[str] | UnsetType = UNSET
    prompts: PromptsBody | UnsetType = UNSET
    chapters: list[ChapterBody] | UnsetType = UNSET


class TrackBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A recording that will be uploaded, with the type that the recorder says (codecs may follow)."""

    kind: Literal["screen", "camera"]
    content_type: Annotated[str, Meta(min_length=1, max_length=200)]
    size: (
        Annotated[int, Meta(ge=1, description="How many bytes it has, where that is known: its parts follow from it.")]
        | UnsetType
    ) = UNSET


class PartsBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which parts will be uploaded next, and their sizes."""

    part_numbers: Annotated[
        list[Annotated[int, Meta(ge=1, le=10_000)]],
        Meta(min_length=1, max_length=50, description="From 1; as many as a recording of `max_bytes` has."),
    ]
    sizes: (
        Annotated[
            list[Annotated[int, Meta(ge=1, le=recording.PART_SIZE)]],
            Meta(
                max_length=50,
                description="The bytes of each of `part_numbers`, in their order: `part_size`, and what is left for "
                "the last part of the recording. S3 then takes exactly these. Not needed where the recording began "
                "with its `size`. A client that states neither may PUT up to `part_size` bytes: a larger part ends "
                "the upload.",
            ),
        ]
        | UnsetType
    ) = UNSET


class CompleteBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How long the recording is, as the recorder measured it."""

    duration_ms: Annotated[int, Meta(ge=1)]


class PosterBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The picture that will be uploaded."""

    content_type: Annotated[str, Meta(min_length=1, max_length=200)]


class CommentBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What one has to say, about a moment of the recording or in general."""

    text: Annotated[str, Meta(max_length=10_000, description="Rich text.")]
    at_ms: Millisecond | UnsetType | None = UNSET
    attachment_ids: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=100)]],
        Meta(max_length=5, description="Files that were sent for it before."),
    ] = []


class ReflectionsQuery(PageQuery, forbid_unknown_fields=True, kw_only=True):
    """Whose reflections: one's own, those that one's reports share (without `role` both), or those of one person."""

    role: Literal["owner", "manager"] | None = None
    owner_id: Annotated[str, Meta(min_length=1, max_length=100, description="Of this person only.")] | None = None
    query: Annotated[str, Meta(max_length=200, description="Words of title, prompts and transcript.")] | None = None


def written(body: ReflectionBody | ReflectionPatch) -> Written:
    """What was sent, as the rules take it."""
    prompts, chapters = body.prompts, getattr(body, "chapters", UNSET)
    return Written(
        title=_given(body.title),
        period="" if body.period is None else _given(body.period),
        objective_ids=None if body.objective_ids is UNSET else tuple(body.objective_ids),
        prompts=None if prompts is UNSET else msgspec.to_builtins(prompts),
        chapters=None if chapters is UNSET else tuple(Chapter(at_ms=one.at_ms, title=one.title) for one in chapters),
    )


def _given(value: str | UnsetType) -> str | None:
    return None if value is UNSET else value
