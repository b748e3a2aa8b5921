"""The table's stream as event source: order, filters, partial failures, and where it goes on after a restart."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from infra.local.clients import Clients
from infra.local.resources import CannotUpdate, table
from infra.local.signals import StopSignal
from infra.local.stream import StreamSettings, StreamSource
from infra.local.template import Template
from tests.engine import engine

Handler = Callable[[dict[str, Any]], object]


class Dead:
    """The failure destination."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: N803 - SQS's names
        self.bodies.append(json.loads(MessageBody))


class Streamed:
    """A fresh table and sources on its stream."""

    def __init__(self, clients: Clients, folder: Path) -> None:
        properties = Template({"Stage": uuid4().hex[:12]}).properties("Table")
        self.clients, self.folder, self.name = clients, folder, properties["TableName"]
        self.made = table(properties, clients.dynamodb)
        self.dead = Dead()

    def put(self, pk: str, sk: str) -> None:
        self.clients.dynamodb.put_item(TableName=self.name, Item={"pk": {"S": pk}, "sk": {"S": sk}})

    def source(self, handler: Handler, **settings: Any) -> StreamSource:
        whole: dict[str, Any] = {
            "name": "outbox",
            "arn": self.made["StreamArn"],
            "checkpoint": self.folder / "at.json",
        } | settings
        return StreamSource(StreamSettings(**whole), self.clients.streams, self.dead, handler, StopSignal())

    def carry(self, handler: Handler, **settings: Any) -> None:
        source = self.source(handler, **settings)
        while source.carry():
            pass
        source.join(0)


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    with engine() as url:
        yield Clients(url, "")


@pytest.fixture
def streamed(clients: Clients, tmp_path: Path) -> Streamed:
    return Streamed(clients, tmp_path)


def keys(event: dict[str, Any]) -> list[str]:
    return [f"{r['dynamodb']['Keys']['pk']['S']}/{r['dynamodb']['Keys']['sk']['S']}" for r in event["Records"]]


def test_records_have_the_shape_of_lambdas_stream_event(streamed: Streamed) -> None:
    events: list[dict[str, Any]] = []
    streamed.put("a", "1")
    streamed.carry(events.append)

    [record] = json.loads(json.dumps(events[0]))["Records"]
    assert record["eventName"] == "INSERT"
    assert record["eventSource"] == "aws:dynamodb"
    assert record["eventSourceARN"] == streamed.made["StreamArn"]
    assert record["dynamodb"]["NewImage"] == {"pk": {"S": "a"}, "sk": {"S": "1"}}
    assert abs(record["dynamodb"]["ApproximateCreationDateTime"] - time.time()) < 3600


def test_records_of_one_key_come_in_order(streamed: Streamed) -> None:
    seen: list[str] = []
    for number in range(30):
        streamed.clients.dynamodb.put_item(
            TableName=streamed.name, Item={"pk": {"S": "a"}, "sk": {"S": "1"}, "n": {"N": str(number)}}
        )
    streamed.carry(lambda event: seen.extend(r["dynamodb"]["NewImage"]["n"]["N"] for r in event["Records"]))

    assert seen == [str(number) for number in range(30)]


def test_the_filter_of_the_template_lets_only_new_mails_through(streamed: Streamed) -> None:
    seen: list[str] = []
    pattern = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "example#M#"}]}}}}
    for pk in ("example#M#1", "example#P#1", "other#M#1", "example#M#1"):
        streamed.put(pk, "A")
    streamed.carry(lambda event: seen.extend(keys(event)), filters=[pattern])

    assert seen == ["example#M#1/A"]


def test_after_a_failure_it_goes_on_from_the_record_that_failed(streamed: Streamed) -> None:
    seen: list[list[str]] = []

    def fails_once_at_two(event: dict[str, Any]) -> object:
        seen.append(keys(event))
        if len(seen) > 1:
            return None
        return {"batchItemFailures": [{"itemIdentifier": event["Records"][2]["dynamodb"]["SequenceNumber"]}]}

    for number in range(4):
        streamed.put("a", str(number))
    streamed.carry(fails_once_at_two, lanes=1)

    assert seen == [["a/0", "a/1", "a/2", "a/3"], ["a/2", "a/3"]]


def test_a_record_that_keeps_failing_is_put_aside_and_the_rest_goes_on(streamed: Streamed) -> None:
    handled: list[str] = []

    def never_one(event: dict[str, Any]) -> object:
        if "a/1" in keys(event)[:1]:
            raise RuntimeError("no")
        handled.append(keys(event)[0])
        numbers = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in numbers[1:]]}

    for number in range(3):
        streamed.put("a", str(number))
    streamed.carry(never_one, lanes=1, retries=1, failures_url="dead")

    assert handled == ["a/0", "a/2"]
    assert len(streamed.dead.bodies) == 1


def test_it_goes_on_behind_what_was_handled_in_an_earlier_run(streamed: Streamed) -> None:
    seen: list[str] = []
    streamed.put("a", "before")
    streamed.carry(lambda event: seen.extend(keys(event)))
    streamed.put("a", "after")
    streamed.carry(lambda event: seen.extend(keys(event)))

    assert seen == ["a/before", "a/after"]


def test_it_is_at_its_end_only_when_it_was_asked_afterwards(streamed: Streamed) -> None:
    source = streamed.source(lambda _: None)
    before = time.monotonic()
    assert not source.quiet_after(before)
    assert not source.carry()
    assert source.quiet_after(before)
    assert not source.quiet_after(time.monotonic())


def test_a_new_index_is_added_to_a_table_that_exists(clients: Clients) -> None:
    properties = Template({"Stage": uuid4().hex[:12]}).properties("Table")
    indexes = properties["GlobalSecondaryIndexes"]
    clients.dynamodb.create_table(
        **{name: properties[name] for name in ("TableName", "KeySchema", "BillingMode")},
        GlobalSecondaryIndexes=indexes[:1],
        AttributeDefinitions=[one for one in properties["AttributeDefinitions"] if "2" not in one["AttributeName"]],
        StreamSpecification={"StreamEnabled": True} | properties["StreamSpecification"],
    )
    table(properties, clients.dynamodb)

    described = clients.dynamodb.describe_table(TableName=properties["TableName"])["Table"]
    assert [one["IndexName"] for one in described["GlobalSecondaryIndexes"]] == ["index1", "index2"]


def test_a_table_that_cannot_become_what_is_wanted_says_what_to_do(clients: Clients) -> None:
    properties = Template({"Stage": uuid4().hex[:12]}).properties("Table")
    table(properties, clients.dynamodb)

    with pytest.raises(CannotUpdate, match="DATA_DIR"):
        table(properties | {"GlobalSecondaryIndexes": []}, clients.dynamodb)
