"""A queue as event source: real messages through ministack's SQS, with the template's own queues."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.local import ministack
from infra.local.clients import Clients
from infra.local.queues import QueueDepths, QueueSettings, QueueSource
from infra.local.resources import create
from infra.local.rules import RuleSettings, rule_source
from infra.local.signals import StopSignal
from infra.local.template import Template
from tests.engine import engine

PARAMETERS = {"Stage": "test", "Company": "example", "MailIdentity": "example.test"}


class Cloud:
    """ministack with the queues of the template."""

    def __init__(self, clients: Clients, ministack_url: str) -> None:
        self.clients = clients
        self.ministack_url = ministack_url
        self.template = Template(PARAMETERS)
        create(self.template, clients)

    def send(self, *bodies: object) -> None:
        for body in bodies:
            self.clients.sqs.send_message(QueueUrl=self.url("WorkQueue"), MessageBody=json.dumps(body))

    def url(self, name: str) -> str:
        return self.template.made[name]["Ref"]

    def bodies(self, name: str) -> list[Any]:
        answer = self.clients.sqs.receive_message(QueueUrl=self.url(name), MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [json.loads(message["Body"]) for message in answer.get("Messages", [])]

    @contextmanager
    def working(
        self, handler: Callable[[dict[str, Any]], object], batch_size: int = 10
    ) -> Iterator[Callable[[], None]]:
        """Carry the work queue's messages to `handler`; the value waits until the queue is empty."""
        stop = StopSignal()
        made = self.template.made["WorkQueue"]
        settings = QueueSettings(name="work", url=made["Ref"], arn=made["Arn"])
        source = QueueSource(settings, self.clients.sqs, handler, stop)
        source.start()

        def drained() -> None:
            pause = threading.Event()
            for _ in range(2000):
                if not source.waiting():
                    return
                pause.wait(0.01)
            pytest.fail("the queue does not empty")

        yield drained
        stop.say()
        source.join(5)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    folder = tmp_path_factory.mktemp("ministack")
    with engine() as table_url, ministack.start(folder, log=folder / "logs" / "ministack.log") as others:
        yield Cloud(Clients(table_url, others.url), others.url)


class Seen:
    """A handler that keeps what it gets and reports those whose body `fails`."""

    def __init__(self, fails: Callable[[Any], bool] = lambda _: False) -> None:
        self.fails = fails
        self.bodies: list[Any] = []
        self.events: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any]) -> object:
        self.events.append(event)
        bodies = {record["messageId"]: json.loads(record["body"]) for record in event["Records"]}
        self.bodies += bodies.values()
        return {"batchItemFailures": [{"itemIdentifier": name} for name, body in bodies.items() if self.fails(body)]}


def test_messages_arrive_in_the_shape_of_lambdas_sqs_event(cloud: Cloud) -> None:
    seen = Seen()
    with cloud.working(seen) as drained:
        cloud.send({"kind": "open"})
        drained()

    [record] = seen.events[0]["Records"]
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"].endswith(":throughline-test-work")
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert {"messageId", "receiptHandle", "body", "messageAttributes", "md5OfBody", "awsRegion"} <= record.keys()


def test_only_what_failed_comes_again(cloud: Cloud) -> None:
    first = threading.Event()

    def fails(body: Any) -> bool:
        if body != "twice" or first.is_set():
            return False
        first.set()
        return True

    seen = Seen(fails)
    cloud.send("once", "twice", "once more")
    with cloud.working(seen) as drained:
        drained()

    assert sorted(seen.bodies) == ["once", "once more", "twice", "twice"]


def test_what_keeps_failing_ends_in_the_dead_letter_queue_and_stops_nobody(cloud: Cloud) -> None:
    seen = Seen(lambda body: body == "poison")
    cloud.send("good", "poison", "better")
    with cloud.working(seen) as drained:
        drained()

    assert seen.bodies.count("poison") == 5  # maxReceiveCount of the template
    assert (seen.bodies.count("good"), seen.bodies.count("better")) == (1, 1)
    assert cloud.bodies("WorkDeadLetters") == ["poison"]


def test_an_exception_fails_the_whole_batch(cloud: Cloud) -> None:
    tries: list[int] = []

    def breaks_once(event: dict[str, Any]) -> object:
        tries.append(len(event["Records"]))
        if len(tries) == 1:
            raise RuntimeError("out of memory")
        return None

    cloud.send("a", "b")
    with cloud.working(breaks_once) as drained:
        drained()

    assert sum(tries) == 4


def test_a_hundred_pages_of_a_launch_that_follow_each_other_go_through(cloud: Cloud) -> None:
    seen = Seen()

    def page(event: dict[str, Any]) -> object:
        seen(event)
        for record in event["Records"]:
            if (number := json.loads(record["body"])) < 100:
                cloud.send(number + 1)
        return None

    cloud.send(1)
    with cloud.working(page) as drained:
        drained()

    assert sorted(seen.bodies) == list(range(1, 101))


def test_a_file_in_s3_reaches_its_handler_through_an_eventbridge_rule(cloud: Cloud) -> None:
    s3, seen, stop = cloud.clients.s3, [], StopSignal()
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_notification_configuration(Bucket="files", NotificationConfiguration={"EventBridgeConfiguration": {}})
    pattern = {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["files"]}}}
    arrived = threading.Event()

    def on_file(event: dict[str, Any]) -> None:
        seen.append(event["detail"]["object"]["key"])
        arrived.set()

    source = rule_source(RuleSettings(name="on_file", pattern=pattern), cloud.clients, on_file, stop=stop)
    source.start()
    s3.put_object(Bucket="files", Key="talk.webm", Body=b"x")

    assert arrived.wait(20)
    stop.say()
    source.join(5)
    assert seen == ["talk.webm"]


def test_creating_everything_again_changes_nothing(cloud: Cloud) -> None:
    before = dict(cloud.template.made)
    again = Template(PARAMETERS)
    create(again, cloud.clients)
    assert again.made == before


def test_queues_survive_a_kill(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "ministack.log"
    with ministack.start(tmp_path, log=log) as first:
        sqs = Clients("", first.url).sqs
        url = sqs.create_queue(QueueName="kept")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="still here")
        first.child.kill()
    with ministack.start(tmp_path, log=log) as second:
        sqs = Clients("", second.url).sqs
        answer = sqs.receive_message(QueueUrl=sqs.get_queue_url(QueueName="kept")["QueueUrl"])
    assert [message["Body"] for message in answer["Messages"]] == ["still here"]


def test_one_look_says_which_queues_hold_something_and_receives_nothing(cloud: Cloud) -> None:
    """Also what is being handled; what is delayed is not due."""
    depths, work = QueueDepths(cloud.ministack_url), cloud.url("WorkQueue")
    name = work.rpartition("/")[2]
    assert name not in depths.held()
    cloud.clients.sqs.send_message(QueueUrl=work, MessageBody="later", DelaySeconds=600)
    assert name not in depths.held()
    cloud.send("now")
    assert name in depths.held()
    (message,) = cloud.clients.sqs.receive_message(QueueUrl=work)["Messages"]
    assert name in depths.held()
    cloud.clients.sqs.delete_message(QueueUrl=work, ReceiptHandle=message["ReceiptHandle"])
    assert name not in depths.held()
    cloud.clients.sqs.purge_queue(QueueUrl=work)


def test_a_queue_that_was_looked_into_is_at_rest_or_rung(cloud: Cloud) -> None:
    made = cloud.template.made["WorkQueue"]
    settings = QueueSettings(name="work", url=made["Ref"], arn=made["Arn"])
    source = QueueSource(settings, cloud.clients.sqs, lambda _: None, StopSignal())
    rings = source.bell.rings
    source.looked_into(5.0, frozenset({made["Ref"].rpartition("/")[2]}))
    assert (source.bell.rings, source.quiet_after(1.0)) == (rings + 1, False)
    source.looked_into(5.0, frozenset())
    assert source.quiet_after(4.0)
    assert not source.quiet_after(5.0)
