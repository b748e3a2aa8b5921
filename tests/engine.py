"""The local table engine for tests: one process a test session and worker, one fresh table a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from botocore.session import get_session
from pynamodb.connection import Connection

from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.fast_dynamodb import LeanConnection
from infra.local import dynoxide

TEMPLATE = Path(__file__).parents[1] / "infra" / "resources.yaml"
DEPLOYED_ONLY = {
    "TableName",
    "TimeToLiveSpecification",
    "PointInTimeRecoverySpecification",
    "DeletionProtectionEnabled",
    "SSESpecification",
    "Tags",
}
_number = count()


@contextmanager
def engine() -> Iterator[str]:
    """The URL of a running engine, in memory."""
    with dynoxide.start() as running:
        yield running.url


def connection(url: str) -> Connection:
    return LeanConnection(
        region="eu-west-1", host=url, aws_access_key_id="test", aws_secret_access_key="test", max_retry_attempts=0
    )


def new_table(url: str) -> str:
    """Create a table as it is deployed; its name."""
    properties: dict[str, Any] = yaml.safe_load(TEMPLATE.read_text())["Resources"]["Table"]["Properties"]
    told = {name: value for name, value in properties.items() if name not in DEPLOYED_ONLY}
    name = f"test-{os.getpid()}-{next(_number)}"
    stream = {"StreamEnabled": True, **told.pop("StreamSpecification")}
    client = get_session().create_client(
        "dynamodb", "eu-west-1", endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test"
    )
    client.create_table(TableName=name, StreamSpecification=stream, **told)
    return name


def table(url: str, company: str = "test", name: str | None = None) -> DynamoTable:
    return DynamoTable(connection(url), name or new_table(url), company, pause=lambda _: None)
