"""The table's stream as the event source of a handler: in order per key, partial answers, retries, failures parked."""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.atomic_file import keep
from infra.local.progress import complain
from infra.local.queues import Handler
from infra.local.shapes import failed, matches, stream_event, stream_record
from infra.local.signals import StopSignal, WakeSignal

_IDLE_SECONDS = 0.25
_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSettings:
    """What the template and the handler's decorator say. `lanes`: keys handled beside each other (in order each)."""

    name: str
    arn: str
    checkpoint: Path
    batch_size: int = 100
    retries: int = 5
    filters: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    failures_url: str = ""
    lanes: int = 4


class StreamSource:
    """Carries the stream's records to `handler`. How far it got is kept, and moves on only behind handled records."""

    def __init__(self, settings: StreamSettings, streams: Any, sqs: Any, handler: Handler, stop: StopSignal) -> None:
        self.settings = settings
        self.name = settings.name
        self.bell = WakeSignal(stop)
        self._streams = streams
        self._sqs = sqs
        self._handler = handler
        self._stop = stop
        self._iterator: str | None = None
        self._empty_when_asked = 0.0
        self.moves = 0
        self._forgetful = False
        self._lanes = ThreadPoolExecutor(settings.lanes, thread_name_prefix=settings.name)
        self._thread = threading.Thread(target=self._run, name=settings.name, daemon=True)

    def start(self) -> None:
        """Begin to carry records, after those that were handled in earlier runs."""
        self._thread.start()

    def join(self, seconds: float) -> None:
        """Wait for the records that are being handled."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._lanes.shutdown(wait=False, cancel_futures=True)

    def quiet_after(self, moment: float) -> bool:
        """Whether it was seen to hold nothing more, asked after `moment` (monotonic), with nothing outstanding."""
        return self._empty_when_asked > moment

    def _run(self) -> None:
        while not self._stop.said:
            heard = self.bell.rings
            try:
                busy = self.carry()
            except (BotoCoreError, ClientError) as error:
                if not self._stop.said:
                    complain(f"{self.settings.name}: the stream does not answer: {error}")
                self._iterator = None
                busy = False
            if not busy:
                self.bell.wait(heard, _IDLE_SECONDS)

    def carry(self) -> bool:
        """Handle what has come since; False when nothing has."""
        asked = time.monotonic()
        iterator = self._iterator or self._first()
        answer = self._streams.get_records(ShardIterator=iterator, Limit=_PAGE)
        records = answer["Records"]
        if not records:
            self._iterator = answer.get("NextShardIterator")
            self._empty_when_asked = asked
            return False
        if wanted := [record for record in records if self._wanted(record)]:
            self.moves += 1
            self._deliver(wanted)
            self.moves += 1
        if not self._stop.said:
            self._remember(records[-1]["dynamodb"]["SequenceNumber"])
            self._iterator = answer.get("NextShardIterator")
        return True

    def _wanted(self, record: Mapping[str, Any]) -> bool:
        filters = self.settings.filters
        return not filters or any(matches(pattern, record) for pattern in filters)

    def _deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        lanes: dict[int, list[Mapping[str, Any]]] = {}
        for record in records:
            key = json.dumps(stream_record(record, "")["dynamodb"]["Keys"], sort_keys=True)
            lanes.setdefault(crc32(key.encode()) % self.settings.lanes, []).append(record)
        for done in [self._lanes.submit(self._lane, lane) for lane in lanes.values()]:
            done.result()

    def _lane(self, records: Sequence[Mapping[str, Any]]) -> None:
        left, tries = list(records), 0
        while left and not self._stop.said:
            done = self._handled(left[: self.settings.batch_size])
            left = left[done:]
            tries = 0 if done else tries + 1
            if left and tries > self.settings.retries:
                self._park(left.pop(0))
                tries = 0
            elif tries:
                time.sleep(min(0.05 * 2**tries, 1))

    def _handled(self, batch: Sequence[Mapping[str, Any]]) -> int:
        """How many of `batch`, from its beginning, need not come again."""
        numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
        try:
            answer = self._handler(stream_event(batch, self.settings.arn))
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, Lambda calls the batch failed
            complain(f"{self.settings.name} failed: {type(error).__name__}: {error}")
            return 0
        refused = failed(answer, numbers)
        return numbers.index(refused[0]) if refused else len(batch)

    def _park(self, record: Mapping[str, Any]) -> None:
        """Give up on one record, as the event source's failure destination does."""
        complain(f"{self.settings.name}: gave up on record {record['eventID']}")
        if self.settings.failures_url:
            body = json.dumps({"DDBStreamBatchInfo": {"streamArn": self.settings.arn, "record": record["eventID"]}})
            self._sqs.send_message(QueueUrl=self.settings.failures_url, MessageBody=body)

    def _first(self) -> str:
        """Where to go on: behind the last handled record, or at the stream's beginning."""
        described = self._streams.describe_stream(StreamArn=self.settings.arn)["StreamDescription"]
        where: dict[str, str] = {"ShardIteratorType": "TRIM_HORIZON"}
        if self.settings.checkpoint.exists():
            kept = json.loads(self.settings.checkpoint.read_text())
            if kept["arn"] == self.settings.arn:
                where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": kept["sequence_number"]}
        shard = described["Shards"][-1]["ShardId"]
        answer = self._streams.get_shard_iterator(StreamArn=self.settings.arn, ShardId=shard, **where)
        return str(answer["ShardIterator"])

    def _remember(self, sequence_number: str) -> None:
        """Where that cannot be written, records come again after the next start; none is lost."""
        kept = json.dumps({"arn": self.settings.arn, "sequence_number": sequence_number})
        try:
            keep(self.settings.checkpoint, kept)
            self._forgetful = False
        except OSError as error:
            if not self._forgetful:
                complain(f"{self.settings.name}: how far it got cannot be written: {error.strerror}")
            self._forgetful = True
