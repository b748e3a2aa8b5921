"""Events as AWS delivers them to Lambda, and what a batch handler answers."""

import base64
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from infra.local.ministack import ACCOUNT, REGION


def tick_event(at: datetime, rule: str) -> dict[str, Any]:
    """What EventBridge sends every minute."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }


def queue_event(messages: Sequence[Mapping[str, Any]], queue_arn: str) -> dict[str, Any]:
    """What an SQS event source sends for received `messages`."""
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": dict(message.get("Attributes", {})),
                "messageAttributes": {
                    name: {_first_lower(key): text for key, text in attribute.items()}
                    for name, attribute in message.get("MessageAttributes", {}).items()
                },
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": queue_arn,
                "awsRegion": REGION,
            }
            for message in messages
        ]
    }


def stream_event(records: Sequence[Mapping[str, Any]], stream_arn: str) -> dict[str, Any]:
    """What a DynamoDB stream's event source sends for `records` of GetRecords."""
    return {"Records": [stream_record(record, stream_arn) for record in records]}


def stream_record(record: Mapping[str, Any], stream_arn: str) -> dict[str, Any]:
    """One record: as GetRecords gives it, with what JSON cannot hold made text and numbers."""
    change = dict(record["dynamodb"])
    created = change.get("ApproximateCreationDateTime")
    if isinstance(created, datetime):
        change["ApproximateCreationDateTime"] = created.timestamp()
    for image in ("Keys", "NewImage", "OldImage"):
        if image in change:
            change[image] = _without_bytes(change[image])
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": record.get("eventVersion", "1.1"),
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": change,
        "eventSourceARN": stream_arn,
    }


def failed(answer: object, identifiers: Sequence[str]) -> list[str]:
    """Which of `identifiers` a handler reported as failed, in their order.

    As Lambda reads `batchItemFailures`: nothing or an empty list is success; an identifier that is empty or unknown
    makes the whole batch fail.
    """
    listed = answer.get("batchItemFailures") if isinstance(answer, Mapping) else None
    if not listed:
        return []
    named = {item.get("itemIdentifier") for item in listed}
    known = set(identifiers)
    return [name for name in identifiers if name in named] if named <= known else list(identifiers)


def matches(pattern: Any, value: Any) -> bool:
    """Whether `value` fits an EventBridge `pattern` (exact values and prefixes are what the template uses)."""
    if isinstance(pattern, Mapping):
        return isinstance(value, Mapping) and all(matches(part, value.get(name)) for name, part in pattern.items())
    values = value if isinstance(value, list) else [value]
    return any(_fits(wanted, given) for wanted in pattern for given in values)


def _fits(wanted: Any, given: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(wanted == given)
    if wanted.keys() != {"prefix"}:
        raise ValueError(f"the local cloud does not know the filter {dict(wanted)}")
    return isinstance(given, str) and given.startswith(wanted["prefix"])


def _first_lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _without_bytes(value: Any) -> Any:
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: _without_bytes(part) for name, part in value.items()}
    return [_without_bytes(part) for part in value] if isinstance(value, list) else value
