"""Where time comes in: the tick of every minute, and the queue of work that it fills."""

import time
from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint, Rate

from chalicelib.kernel import observe
from chalicelib.kernel.codec import decode
from chalicelib.kernel.events import each_record, entry
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.runtime import Runtime
from chalicelib.timetable import actions

blueprint = Blueprint(__name__)


@blueprint.schedule(Rate(1, unit=Rate.MINUTES), name="tick")
@entry
def tick(_event: Mapping[str, Any], runtime: Runtime) -> None:
    """Hand what is due to the queue."""
    taken = actions.tick(runtime)
    if taken:
        observe.count("WorkTaken", taken)


@blueprint.on_sqs_message(
    queue_arn="arn:aws:sqs:eu-west-1:000000000000:work",
    batch_size=10,
    name="work",
)
@entry
def work(event: Mapping[str, Any], runtime: Runtime) -> dict[str, list[dict[str, str]]]:
    """Do a page of each message's work; what fails comes again, alone."""
    from chalicelib.wiring import handler_of

    until = time.monotonic() + actions.LONG_ENOUGH

    def one(record: Mapping[str, Any]) -> None:
        actions.run(runtime, decode(record["body"], Message), handler_of, until=until)

    return each_record(event["Records"], lambda record: str(record["messageId"]), one)
