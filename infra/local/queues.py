"""An SQS queue as the event source of a handler: batches, partial answers, retries, the queue's own redrive."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.progress import complain
from infra.local.shapes import failed, queue_event
from infra.local.signals import StopSignal, WakeSignal

Handler = Callable[[dict[str, Any]], object]
_SHORTEST_PAUSE = 0.005
_LONGEST_PAUSE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSettings:
    """What the template and the handler's decorator say about one event source."""

    name: str
    url: str
    arn: str
    batch_size: int = 10
    partial_answers: bool = True
    threads: int = 4
    idle_seconds: float = 0.5


class QueueDepths:
    """Looks into all queues of ministack at once, without receiving anything."""

    def __init__(self, ministack_url: str) -> None:
        self._url = f"{ministack_url}/_ministack/sqs/messages"

    def held(self) -> frozenset[str]:
        """The names of the queues that hold a message which is due or being handled; delayed ones are not due."""
        with urllib.request.urlopen(self._url, timeout=30) as answer:  # noqa: S310 - our own child, on this machine
            accounts = json.load(answer)["messages"]
        queues = (queue for regions in accounts.values() for region in regions.values() for queue in region.items())
        return frozenset(
            url.rpartition("/")[2]
            for url, messages in queues
            if any(message["IsVisible"] or message["ReceiveCount"] for message in messages)
        )


class QueueSource:
    """Carries messages from a queue to `handler`, several batches at once."""

    def __init__(
        self,
        settings: QueueSettings,
        sqs: Any,
        handler: Handler,
        stop: StopSignal,
        caused: Callable[[], None] = lambda: None,
    ) -> None:
        """`caused` is called after each batch: the handler may have made work for others.

        `moves` counts the beginnings and ends of batches.
        """
        self.settings = settings
        self.name = settings.name
        self.bell = WakeSignal(stop)
        self._sqs = sqs
        self._handler = handler
        self._stop = stop
        self._caused = caused
        self._counting = threading.Lock()
        self._active = 0
        self._empty_when_asked = 0.0
        # Whether the queue may hold messages that no one can see yet: failed ones, or a killed run's.
        self._hidden = True
        self.moves = 0
        self._asking = threading.Lock()
        self._threads = [
            threading.Thread(target=self._run, name=f"{settings.name}-{number}", daemon=True)
            for number in range(settings.threads)
        ]

    def start(self) -> None:
        """Begin to carry messages."""
        for thread in self._threads:
            thread.start()

    def join(self, seconds: float) -> None:
        """Wait for the batches that are being handled."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    def quiet_after(self, moment: float) -> bool:
        """Whether the queue was seen empty, asked after `moment` (monotonic), and nothing of it is being handled."""
        return self._active == 0 and self._empty_when_asked > moment

    def looked_into(self, moment: float, held: frozenset[str]) -> None:
        """Someone looked into all queues, asked at `moment`: carry what is there, or know that there is nothing."""
        if self.settings.url.rpartition("/")[2] in held:
            self.bell.ring()
        else:
            self._empty_when_asked = max(moment, self._empty_when_asked)

    def waiting(self) -> int:
        """Messages that are visible or in flight; delayed ones are not due."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self._sqs.get_queue_attributes(QueueUrl=self.settings.url, AttributeNames=names)
        return sum(int(answer["Attributes"][name]) for name in names)

    def _run(self) -> None:
        """Handle batch after batch. One thread at a time asks the queue; the others handle, or wait for their turn."""
        while not self._stop.said:
            with self._asking:
                messages = self._next()
            if messages:
                self._carry(messages)
                with self._counting:
                    self._active -= 1
                    self.moves += 1
                self.bell.ring()
                self._caused()

    def _next(self) -> list[Mapping[str, Any]]:
        """The next batch; none after a while without one."""
        heard, asked = self.bell.rings, time.monotonic()
        try:
            messages = self._receive()
            if messages:
                with self._counting:
                    self._active += 1
                    self.moves += 1
                return messages
            self._hidden = self._hidden and self.waiting() > 0
            self._empty_when_asked = 0.0 if self._hidden else asked
        except (BotoCoreError, ClientError) as error:
            if not self._stop.said:
                complain(f"{self.settings.name}: the queue does not answer: {error}")
        # Someone may ring often: do not ask at each ring.
        self._stop.pause(_SHORTEST_PAUSE)
        self.bell.wait(heard, self.settings.idle_seconds)
        return []

    def _receive(self) -> list[Mapping[str, Any]]:
        answer = self._sqs.receive_message(
            QueueUrl=self.settings.url,
            MaxNumberOfMessages=min(10, self.settings.batch_size),
            WaitTimeSeconds=0,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages: list[Mapping[str, Any]] = answer.get("Messages", [])
        return messages

    def _carry(self, messages: Sequence[Mapping[str, Any]]) -> None:
        refused = self._handle(messages)
        try:
            self._delete([message for message in messages if message["MessageId"] not in refused])
            self._return([message for message in messages if message["MessageId"] in refused])
        except (BotoCoreError, ClientError) as error:
            complain(f"{self.settings.name}: the queue does not take an answer: {error}")

    def _handle(self, messages: Sequence[Mapping[str, Any]]) -> set[str]:
        """The ids of those that were not handled."""
        ids = [message["MessageId"] for message in messages]
        try:
            answer = self._handler(queue_event(messages, self.settings.arn))
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, Lambda calls the batch failed
            complain(f"{self.settings.name} failed: {type(error).__name__}: {error}")
            return set(ids)
        return set(failed(answer, ids)) if self.settings.partial_answers else set()

    def _delete(self, messages: Sequence[Mapping[str, Any]]) -> None:
        if messages:
            entries = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(messages)]
            self._sqs.delete_message_batch(QueueUrl=self.settings.url, Entries=entries)

    def _return(self, messages: Sequence[Mapping[str, Any]]) -> None:
        """Let failed messages come again after a moment rather than the queue's six minutes, until it redrives them."""
        self._hidden = self._hidden or bool(messages)
        for message in messages:
            received = int(message.get("Attributes", {}).get("ApproximateReceiveCount", "1"))
            self._sqs.change_message_visibility(
                QueueUrl=self.settings.url,
                ReceiptHandle=message["ReceiptHandle"],
                VisibilityTimeout=min(received - 1, _LONGEST_PAUSE),
            )
