"""Where S3 comes in: a file was stored. Events may come twice, in any order or never: the timetable makes up for it."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Blueprint

from chalicelib.kernel import observe
from chalicelib.kernel.events import entry
from chalicelib.kernel.runtime import Runtime, feature, feature_names

blueprint = Blueprint(__name__)


# The template narrows this to the stack's bucket, to the company's keys and to what browsers store.
@blueprint.on_cw_event({"source": ["aws.s3"], "detail-type": ["Object Created"]}, name="stored")
@entry
def stored(event: Mapping[str, Any], runtime: Runtime) -> None:
    """Tell the feature in whose area the file lies. What is no one's is left to the bucket's lifecycle."""
    stored_object = event["detail"]["object"]
    key = str(stored_object["key"])
    company, _, below = key.partition("/")
    area = below.partition("/")[0]
    keep = feature(area).stored if area in feature_names() else None
    if company != runtime.settings.company or keep is None:
        observe.count("FilesOfNobody")
        return
    keep(runtime, key, str(stored_object.get("version-id", "")), int(stored_object.get("size", 0)))
