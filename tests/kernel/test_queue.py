"""What is queued in SQS."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from botocore.stub import Stubber

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.queue import SqsQueue
from chalicelib.kernel.errors import Unavailable


@pytest.fixture
def queue(aws: None) -> SqsQueue:
    client = clients.sqs()
    return SqsQueue(client, client.create_queue(QueueName="work")["QueueUrl"])


def waiting(queue: SqsQueue) -> list[Mapping[str, Any]]:
    """What can be taken from the queue now."""
    found: list[Mapping[str, Any]] = []
    while messages := queue._client.receive_message(QueueUrl=queue._url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(message["Body"]) for message in messages]
    return found


def test_any_number_of_messages_is_queued_each_once(queue: SqsQueue) -> None:
    queue.send([{"kind": "x.y", "number": number} for number in range(23)])
    assert sorted(message["number"] for message in waiting(queue)) == list(range(23))


def test_a_message_that_is_delayed_is_not_there_yet(queue: SqsQueue) -> None:
    queue.send([{"kind": "x.y"}], delay_seconds=60)
    assert waiting(queue) == []


def test_no_messages_ask_nothing_of_sqs(function: pytest.MonkeyPatch) -> None:
    client = clients.sqs()
    SqsQueue(client, "https://sqs.eu-west-1.amazonaws.com/1/work").send([])
    assert "_made" not in client.__dict__


def test_a_message_that_sqs_does_not_take_is_trouble(queue: SqsQueue) -> None:
    with Stubber(queue._client.__dict__["_made"] if queue._client.meta else None) as stub:
        failed = [{"Id": "0", "SenderFault": False, "Code": "InternalError"}]
        stub.add_response("send_message_batch", {"Successful": [], "Failed": failed})
        with pytest.raises(Unavailable):
            queue.send([{"kind": "x.y"}])
