"""The work queue in SQS. What waits there is a pointer to a row, never content."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from chalicelib.kernel.codec import encode
from chalicelib.kernel.errors import Unavailable

BATCH = 10


class SqsQueue:
    """`Queue` over the SQS queue at `url`; the client is made when the first message is sent."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _client(self) -> Any:
        from botocore.config import Config
        from botocore.session import get_session

        config = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 3, "mode": "standard"})
        return get_session().create_client("sqs", config=config)

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        for at in range(0, len(messages), BATCH):
            entries = [
                {"Id": str(place), "MessageBody": encode(message), "DelaySeconds": delay_seconds}
                for place, message in enumerate(messages[at : at + BATCH])
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise Unavailable(case="queue")
