"""Lists, one reflection, and what it is played by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery
from chalicelib.kernel.policy import signed_in
from chalicelib.kernel.storage.table import Key
from chalicelib.people import actions as people
from chalicelib.reflections import actions, bodies
from chalicelib.reflections.routes.common import ONE, OWNER, SEES, prefetch, routes, shown
from chalicelib.reflections.rules import ListedReflection
from chalicelib.reflections.views import reflections as views
from chalicelib.reflections.views.reflections import (
    DownloadView,
    PlaybackView,
    ReflectionLine,
    ReflectionView,
    TranscriptVersion,
    TranscriptView,
)


def listed(call: Call[Any, Any], lines: Sequence[ListedReflection], after: str | None) -> Answer:
    """A page, with links to the pictures that last as long as those of a player."""
    bucket = call.runtime.bucket
    return call.listed([views.line_view(line, actions.poster_url(bucket, line)) for line in lines], after)


def _owner(query: Mapping[str, str]) -> Iterable[Key]:
    return [people.person_key(query["owner_id"])] if query.get("owner_id") else []


@routes.get(
    "/reflections", allow=signed_in, summary="My reflections, and what is shared with me",
    query=bodies.ReflectionsQuery, answer=Listing[ReflectionLine], prefetch_query=_owner,
)  # fmt: skip
def reflections(call: Call[Any, bodies.ReflectionsQuery]) -> Answer:
    """The newest first, with `query` only what has its words; both kinds, as far as `role` and `owner_id` allow."""
    asked, command, after = call.query, call.command, call.after
    if asked.query is not None:
        whose, limit = asked.owner_id, asked.limit
        found = actions.search(command, asked.query, owner_id=whose, role=asked.role, limit=limit, after=after)
    elif asked.owner_id is not None and asked.owner_id != call.actor.id:
        found = actions.of_owner(command, asked.owner_id, limit=asked.limit, after=after)
    elif asked.role == "manager":
        found = actions.shared_with_me(command, limit=asked.limit, after=after)
    elif asked.role == "owner" or asked.owner_id is not None:
        found = actions.mine(command, limit=asked.limit, after=after)
    else:
        found = actions.both(command, limit=asked.limit, after=after)
    return listed(call, *found)


@routes.get(ONE, allow=SEES, summary="A reflection", answer=ReflectionView, prefetch=prefetch)
def reflection(call: Call[Any, Any]) -> Answer:
    """As far as the caller sees it."""
    return shown(actions.opened(call.command, call.path["reflection_id"]))


@routes.get(
    f"{ONE}/playback", allow=SEES, summary="Links to play a reflection by", answer=PlaybackView, prefetch=prefetch,
    statuses=(409,),
)  # fmt: skip
def playback(call: Call[Any, Any]) -> Answer:
    """They end after five minutes; ask again to go on."""
    return Answer(views.playback_view(actions.playback(call.command, call.path["reflection_id"])))


@routes.get(
    f"{ONE}/download", allow=OWNER, summary="Links to save one's reflection by", answer=DownloadView,
    prefetch=prefetch,
    statuses=(409,),
)  # fmt: skip
def download(call: Call[Any, Any]) -> Answer:
    """The recordings, and the captions as WebVTT, each under a name; for five minutes."""
    return Answer(views.download_view(*actions.download(call.command, call.path["reflection_id"])))


@routes.get(
    f"{ONE}/transcript", allow=SEES, summary="What is said in a reflection", query=bodies.TranscriptQuery,
    answer=TranscriptView, prefetch=prefetch,
)  # fmt: skip
def transcript(call: Call[Any, bodies.TranscriptQuery]) -> Answer:
    """Line by line, with its time; not found where there is none. An earlier version is its owner's."""
    reflection_id = call.path["reflection_id"]
    if call.query.version is None:
        found = actions.transcript(call.command, reflection_id)
    else:
        found = actions.version(call.command, reflection_id, call.query.version)
    return Answer(views.transcript_view(found), found.edition)


@routes.put(
    f"{ONE}/transcript", allow=OWNER, summary="Correct what is said in one's reflection",
    body=bodies.TranscriptBody, answer=TranscriptView, prefetch=prefetch,
)  # fmt: skip
def correct(call: Call[bodies.TranscriptBody, Any]) -> Answer:
    """All of it; the version before is kept, captions and search follow. If-Match "0" where there is none yet."""
    language = call.body.language
    context, before = actions.to_correct(call.command, call.path["reflection_id"])
    call.must_match(before.edition if before else 0, views.transcript_view(before) if before else None)
    said = None if language is UNSET else language
    after, key = actions.correct(call.command, context, before, bodies.cues(call.body), said)
    answer = Answer(views.transcript_view(after), after.edition)

    def stored() -> Answer:
        actions.store_captions(call.runtime, key, after)
        return answer

    return replace(answer, then=stored)


@routes.get(
    f"{ONE}/transcript/versions", allow=OWNER, summary="The versions of what is said in one's reflection",
    query=PageQuery, answer=Listing[TranscriptVersion], prefetch=prefetch,
)  # fmt: skip
def transcript_versions(call: Call[Any, PageQuery]) -> Answer:
    """The newest first; each can be read, and put in the place of the newest."""
    found = actions.versions(call.command, call.path["reflection_id"])
    behind = [one for one in found if not call.after or one.edition < int(call.after)]
    page = behind[: call.query.limit]
    after = str(page[-1].edition) if len(behind) > len(page) else None
    return call.listed([views.transcript_version(one) for one in page], after)
