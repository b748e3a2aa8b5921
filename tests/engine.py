"""The local table engine for tests: one process a test session and worker, one fresh table a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from pynamodb.connection import Connection

from chalicelib.kernel.storage import model
from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.fast_dynamodb import LeanConnection
from infra.local import dynoxide

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
    name = f"test-{os.getpid()}-{next(_number)}"
    model.over(connection(url), name).create_table()
    return name


def table(url: str, company: str = "test", name: str | None = None) -> DynamoTable:
    return DynamoTable(connection(url), name or new_table(url), company, pause=lambda _: None)
