"""EventBridge rules of the app's own (`on_cw_event`: a file arrived in S3, …), from ministack to the handler."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.clients import Clients
from infra.local.queues import Handler, QueueSettings, QueueSource
from infra.local.signals import StopSignal

_PREFIX = "throughline-local-rule"
# ministack fills these by itself: no one here can ring.
_IDLE_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """What the template says about one rule: which events, and where those go that failed so often."""

    name: str
    pattern: Mapping[str, Any]
    failures_arn: str = ""
    tries: int = 3


def rule_source(
    rule: RuleSettings,
    clients: Clients,
    handler: Handler,
    *,
    stop: StopSignal,
    caused: Callable[[], None] = lambda: None,
) -> QueueSource:
    """Let ministack match the pattern, keep what fits in a queue of its own, and call `handler` event by event.

    The queue is what EventBridge's and Lambda's own retries are in the cloud: an event whose handler fails comes again.
    """
    queue = f"{_PREFIX}-{rule.name.replace('_', '-')}"
    url = clients.sqs.create_queue(QueueName=queue)["QueueUrl"].replace("//localhost:", "//127.0.0.1:")
    arn = clients.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    if rule.failures_arn:
        redrive = {"deadLetterTargetArn": rule.failures_arn, "maxReceiveCount": rule.tries}
        clients.sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(redrive)})
    clients.events.put_rule(Name=queue, EventPattern=json.dumps(rule.pattern))
    clients.events.put_targets(Rule=queue, Targets=[{"Id": "queue", "Arn": arn}])

    def each(event: dict[str, Any]) -> None:
        [record] = event["Records"]
        handler(json.loads(record["body"]))

    settings = QueueSettings(
        name=rule.name, url=url, arn=arn, batch_size=1, partial_answers=False, threads=1, idle_seconds=_IDLE_SECONDS
    )
    return QueueSource(settings, clients.sqs, each, stop, caused)
