"""What owner and manager say under a reflection."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from chalicelib.kernel.http import Answer, Call, Listing, PageQuery
from chalicelib.reflections import actions, bodies
from chalicelib.reflections.routes.common import AUTHOR, ONE, SEES, prefetch, routes
from chalicelib.reflections.views import reflections
from chalicelib.reflections.views.reflections import CommentView, PlaybackView, TranscriptView

COMMENT = f"{ONE}/comments/{{comment_id}}"


@routes.post(
    f"{ONE}/comments", allow=SEES, summary="Say something about a reflection", body=bodies.CommentBody,
    answer=CommentView, status=201, prefetch=prefetch, replay=COMMENT,
)  # fmt: skip
def say(call: Call[bodies.CommentBody, Any]) -> Answer:
    """At a second of the recording, or in general; also with a short recording of one's own. The other one is
    notified by email, at most every half hour.
    """
    context = actions.opened(call.command, call.path["reflection_id"])
    comment_id = actions.comment_id_for(context)
    at_ms = call.body.at_ms
    context, comment = actions.say(
        call.command,
        context,
        comment_id,
        call.body.text,
        None if at_ms is UNSET else at_ms,
        file_ids=call.body.attachment_ids,
        track_ids=call.body.track_ids,
    )
    return Answer(reflections.comment_view(comment, context), made=comment_id)


@routes.get(
    f"{ONE}/comments", allow=SEES, summary="What was said about a reflection", query=PageQuery,
    answer=Listing[CommentView], prefetch=prefetch, statuses=(304,),
)  # fmt: skip
def comments(call: Call[Any, PageQuery]) -> Answer:
    """The oldest first; a manager reads what was said in their own time, not with the one before. With If-None-Match
    304 while nothing has changed.
    """
    reflection_id = call.path["reflection_id"]
    context = actions.opened(call.command, reflection_id)
    etag = str(context.reflection.version)
    if call.unchanged(etag):
        return Answer(None, etag, 304)
    _, found, after = actions.comments(call.command, reflection_id, limit=call.query.limit, after=call.after)
    page = call.listed([reflections.comment_view(one, context) for one in found], after)
    return Answer(page.body, etag)


@routes.get(COMMENT, allow=SEES, summary="A comment", answer=CommentView, prefetch=prefetch)
def comment(call: Call[Any, Any]) -> Answer:
    """With the files and recordings of its author."""
    context, found = actions.comment(call.command, call.path["reflection_id"], call.path["comment_id"])
    return Answer(reflections.comment_view(found, context))


@routes.get(
    f"{COMMENT}/playback", allow=SEES, summary="Links to play a recorded reply by", answer=PlaybackView,
    prefetch=prefetch, statuses=(409,),
)  # fmt: skip
def reply_playback(call: Call[Any, Any]) -> Answer:
    """They end after five minutes."""
    path = call.path
    return Answer(reflections.playback_view(actions.replied(call.command, path["reflection_id"], path["comment_id"])))


@routes.get(
    f"{COMMENT}/transcript", allow=SEES, summary="What is said in a recorded reply", answer=TranscriptView,
    prefetch=prefetch,
)  # fmt: skip
def reply_transcript(call: Call[Any, Any]) -> Answer:
    """Line by line, with its time; not found where there is none."""
    found = actions.transcript_of_reply(call.command, call.path["reflection_id"], call.path["comment_id"])
    return Answer(reflections.transcript_view(found), found.edition)


@routes.delete(COMMENT, allow=AUTHOR, summary="Delete a comment of one's own", status=204, prefetch=prefetch)
def take_away(call: Call[Any, Any]) -> Answer:
    """Also when the reflection is no longer shared; for both it is gone."""
    actions.take_away(call.command, call.path["reflection_id"], call.path["comment_id"])
    return Answer(None)
