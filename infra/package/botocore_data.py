"""botocore's data, cut down to the services and operations that we call.

botocore reads a service's whole model at the first client, and every service's endpoints with it: a large part of
a cold start. The models are the same files, with fewer entries.
"""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

OPERATIONS = {
    "dynamodb": {"BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"},
    "sqs": {"SendMessage", "SendMessageBatch"},
    "sesv2": {"SendEmail"},
    "s3": {
        "AbortMultipartUpload",
        "CompleteMultipartUpload",
        "CreateBucket",  # never called: botocore finds the address of a signed form by it
        "CreateMultipartUpload",
        "DeleteObjects",
        "GetObject",
        "HeadObject",
        "ListMultipartUploads",
        "ListObjectVersions",
        "ListObjectsV2",
        "ListParts",
        "PutObject",
        "UploadPart",
        "UploadPartCopy",
    },
    "transcribe": {"DeleteTranscriptionJob", "GetTranscriptionJob", "StartTranscriptionJob"},
    "cognito-idp": {
        "AdminCreateUser",
        "AdminDeleteUser",
        "AdminDisableUser",
        "AdminEnableUser",
        "AdminGetUser",
        "AdminSetUserMFAPreference",
        "AdminSetUserPassword",
        "AdminUpdateUserAttributes",
        "AdminUserGlobalSignOut",
    },
}
# Endpoints of these are looked up by the clients above, or on the way to credentials.
ENDPOINTS = {"dynamodb", "sqs", "email", "s3", "transcribe", "cognito-idp", "sts"}
KEPT_FILES = {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}

Model = dict[str, Any]


def trim(data: Path) -> None:
    """Cut the `data` folder of botocore down, in place."""
    for entry in data.iterdir():
        if entry.is_dir() and entry.name in OPERATIONS:
            _trim_service(entry, OPERATIONS[entry.name])
        elif entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name.removesuffix(".gz") not in KEPT_FILES:
            entry.unlink()
    _replace(data, "endpoints", _endpoints(_load(data, "endpoints")))


def _trim_service(service: Path, operations: set[str]) -> None:
    latest = max(version for version in service.iterdir() if version.is_dir())
    for version in service.iterdir():
        if version != latest:
            shutil.rmtree(version)
    model = _model(_load(latest, "service-2"), operations)
    rules = _without_documentation(_load(latest, "endpoint-rule-set-1"))
    for entry in latest.iterdir():
        entry.unlink()
    _replace(latest, "service-2", model)
    _replace(latest, "endpoint-rule-set-1", rules)


def _model(model: Model, operations: set[str]) -> Model:
    """The service model with `operations` only, and the shapes that these reach."""
    missing = operations - model["operations"].keys()
    if missing:
        raise LookupError(f"botocore does not know {sorted(missing)}")
    kept = {name: model["operations"][name] for name in sorted(operations)}
    shapes = _reached(model["shapes"], kept)
    trimmed: Model = _without_documentation(model | {"operations": kept, "shapes": shapes})
    for stated in trimmed.get("clientContextParams", {}).values():
        stated["documentation"] = ""  # read, not only shown
    return trimmed


def _reached(shapes: Model, operations: Model) -> Model:
    waiting, reached = list(_names(operations)), {}
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = shapes[name]
            waiting += _names(shapes[name])
    return reached


def _names(node: Any) -> list[str]:
    """Every shape that `node` refers to."""
    if isinstance(node, list):
        return [name for item in node for name in _names(item)]
    if not isinstance(node, dict):
        return []
    here = [node["shape"]] if isinstance(node.get("shape"), str) else []
    return here + [name for value in node.values() for name in _names(value)]


def _without_documentation(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_documentation(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_documentation(value)
        for key, value in node.items()
        if not (key == "documentation" and isinstance(value, str))
    }


def _endpoints(endpoints: Model) -> Model:
    for partition in endpoints["partitions"]:
        partition["services"] = {name: value for name, value in partition["services"].items() if name in ENDPOINTS}
    return endpoints


def _load(folder: Path, name: str) -> Model:
    plain = folder / f"{name}.json"
    raw = plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{name}.json.gz").read_bytes())
    loaded: Model = json.loads(raw)
    return loaded


def _replace(folder: Path, name: str, model: Model) -> None:
    """Written uncompressed: the archive is compressed already, and a cold start should not unpack twice."""
    (folder / f"{name}.json.gz").unlink(missing_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(model, separators=(",", ":")))
