"""The work queue in SQS. What waits there is a pointer to a row, never content."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.kernel.codec import encode
from chalicelib.kernel.errors import Unavailable

BATCH = 10


class SqsQueue:
    """`Queue` over the SQS queue at `url`; `client` is boto3's of SQS."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        for at in range(0, len(messages), BATCH):
            entries = [
                {"Id": str(place), "MessageBody": encode(message), "DelaySeconds": delay_seconds}
                for place, message in enumerate(messages[at : at + BATCH])
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise Unavailable(case="queue")
