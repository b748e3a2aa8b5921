"""Runs inside ministack's own environment: ministack, with state that outlives `kill -9`.

ministack 1.5.33 writes its state at SIGTERM only. Queues are written after each call that changes one, before its
answer, so that an accepted message is never lost; the rest, which changes when resources are created, every ten
seconds. Schedules are looked at every second instead of every ten. What S3 tells of a file is queued before the sender
hears that it was stored, and names the version, as AWS does. A link to a version knows ranges and what the answer is
to be called. A transcription takes half a second. All of this is private to that version of ministack: it is pinned,
and tests/local keeps it.
"""

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import persistence
from ministack.services import eventbridge, s3, scheduler, sqs, transcribe

HERE = Path(__file__).parent
_SNAPSHOT_SECONDS = 10
_READING = ("Get", "List", "Receive")


def _keep_queues() -> None:
    """Save the queues after each change. A receive is no change: after a crash the message is simply visible again."""
    answer: Callable[..., Any] = sqs._dispatch  # noqa: SLF001
    saving = threading.Lock()

    async def dispatch(action: str, data: dict[str, Any], url: str) -> object:
        result = await answer(action, data, url)
        if not action.startswith(_READING):
            with saving:
                persistence.save_state("sqs", sqs.get_state())
        return result

    sqs._dispatch = dispatch  # noqa: SLF001
    deliver: Callable[..., Any] = eventbridge._dispatch_to_sqs  # noqa: SLF001

    def delivered(*event: object) -> None:
        deliver(*event)
        with saving:
            persistence.save_state("sqs", sqs.get_state())

    eventbridge._dispatch_to_sqs = delivered  # noqa: SLF001


def _keep_the_rest() -> None:
    while True:
        time.sleep(_SNAPSHOT_SECONDS)
        services = dict(app._build_persistence_save_dict())  # noqa: SLF001
        services.pop("sqs", None)
        persistence.save_all(services)


def _tell_of_files() -> None:
    """Queue S3's events in the request that causes them, not in a thread that a kill may end first."""
    fire: Callable[..., None] = s3._fire_s3_event  # noqa: SLF001
    dispatch: Callable[..., Any] = eventbridge._dispatch_event  # noqa: SLF001
    telling = threading.local()

    def notify(bucket: str, key: str, name: str, *about: object, version_id: str | None = None, **more: object) -> None:
        sequencer = s3._next_event_sequencer(name)  # noqa: SLF001
        telling.version = version_id
        try:
            fire(bucket, key, name, *about, version_id=version_id, sequencer=sequencer, **more)
        finally:
            telling.version = None

    def dispatched(event: dict[str, Any]) -> object:
        version = getattr(telling, "version", None)
        if version and event["Source"] == "aws.s3":
            detail = json.loads(event["Detail"])
            detail["object"]["version-id"] = version
            event = event | {"Detail": json.dumps(detail)}
        return dispatch(event)

    s3._fire_s3_event_async = notify  # noqa: SLF001
    eventbridge._dispatch_event = dispatched  # noqa: SLF001


def _answer_for_versions() -> None:
    """ministack answers a range, and response headers that a link asks for, of the newest version only."""
    get: Callable[..., Any] = s3._get_object  # noqa: SLF001

    def got(bucket: str, key: str, headers: dict[str, str], query: dict[str, Any] | None = None) -> object:
        status, headers_sent, body = get(bucket, key, headers, query)
        if status != 200 or not s3._qp(query or {}, "versionId"):  # noqa: SLF001
            return status, headers_sent, body
        asked = headers.get("range")
        if asked:
            span = s3._parse_range(asked, len(body))  # noqa: SLF001
            if span is None:
                refused = s3._xml_body(s3._range_error_xml(bucket, key))  # noqa: SLF001
                return 416, {"Content-Type": "application/xml", "Content-Range": f"bytes */{len(body)}"}, refused
            first, last = span
            headers_sent["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
            status, body = 206, body[first : last + 1]
            headers_sent["Content-Length"] = str(len(body))
        s3._apply_response_overrides(headers_sent, query)  # noqa: SLF001
        return status, headers_sent, body

    s3._get_object = got  # noqa: SLF001


def _hear_the_demo() -> None:
    """Nothing listens here: the demo's recording has its words beside it, any other one a line that says so."""
    known = hashlib.sha256((HERE / "demo_reflection.mp4").read_bytes()).digest()
    words = (HERE / "demo_reflection.txt").read_text().strip()

    def heard(uri: str, redacted: bool = False) -> str:  # noqa: ARG001 - as it is called
        bucket, key = transcribe._parse_s3_uri(uri)  # noqa: SLF001
        status, _, body = s3._get_object(bucket, key, {})  # noqa: SLF001
        if status == 200 and hashlib.sha256(body).digest() == known:
            return words
        return "In the local run nobody listens, so these are not the words that were said."

    transcribe._mock_transcript = heard  # noqa: SLF001


def _end_with_parent() -> None:
    """Where the kernel does not do it for us (macOS): end when the run is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), 15)


scheduler._SCHEDULE_TICK_INTERVAL = eventbridge._SCHEDULER_TICK_INTERVAL = 1  # noqa: SLF001
transcribe._JOB_RUN_SECONDS = 0.5  # noqa: SLF001
_keep_queues()
_tell_of_files()
_answer_for_versions()
_hear_the_demo()
for task in (_keep_the_rest, _end_with_parent):
    threading.Thread(target=task, daemon=True).start()
app.main()
