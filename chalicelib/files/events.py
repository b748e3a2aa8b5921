"""Where S3 comes in: a file was stored. Events may come twice, in any order or never: the timetable makes up for it."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint

from chalicelib.kernel import observe
from chalicelib.kernel.events import entry
from chalicelib.kernel.runtime import Runtime

blueprint = Blueprint(__name__)


# The template narrows this to the stack's bucket, to the company's keys and to what browsers store.
@blueprint.on_cw_event({"source": ["aws.s3"], "detail-type": ["Object Created"]}, name="stored")
@entry
def stored(event: Mapping[str, Any], runtime: Runtime) -> None:
    """Tell anyone who keeps such files. What is no one's is left to the bucket's lifecycle."""
    from chalicelib.wiring import arrival_of

    told = event["detail"]["object"]
    key = str(told["key"])
    company, _, below = key.partition("/")
    arrived = arrival_of(below.partition("/")[0])
    if company != runtime.settings.company or arrived is None:
        observe.count("FilesOfNobody")
        return
    arrived(runtime, key, str(told.get("version-id", "")), int(told.get("size", 0)))
