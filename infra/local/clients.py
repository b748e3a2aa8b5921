"""AWS clients of the local run's own: where each service is, and the credentials that ministack checks."""

import os
from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.session import get_session

from infra.local.ministack import CREDENTIALS, REGION


class Clients:
    """Clients for the table's engine at `table_url` and everything else at `url`."""

    def __init__(self, table_url: str, url: str) -> None:
        self._table_url = table_url
        self._url = url

    @cached_property
    def dynamodb(self) -> Any:
        """The table."""
        return self._client("dynamodb", self._table_url)

    @cached_property
    def streams(self) -> Any:
        """The table's stream. Unchecked: dynoxide's sequence numbers are shorter than DynamoDB's."""
        return self._client("dynamodbstreams", self._table_url, parameter_validation=False)

    @cached_property
    def sqs(self) -> Any:
        """Queues."""
        return self._client("sqs", self._url, max_pool_connections=32)

    @cached_property
    def ses(self) -> Any:
        """Mail, version 2 of its API."""
        return self._client("sesv2", self._url)

    @cached_property
    def events(self) -> Any:
        """EventBridge."""
        return self._client("events", self._url)

    @cached_property
    def s3(self) -> Any:
        """Files."""
        return self._client("s3", self._url, signature_version="s3v4", s3={"addressing_style": "path"})

    @cached_property
    def cloudformation(self) -> Any:
        """Stacks."""
        return self._client("cloudformation", self._url)

    def _client(self, service: str, url: str, **options: Any) -> Any:
        return get_session().create_client(
            service,
            region_name=REGION,
            endpoint_url=url,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 3, "mode": "standard"}, **options),
        )


def point_environment(table_url: str, url: str, mail_url: str) -> None:
    """Let every client that the product makes find the local services, whatever account the shell is set up for."""
    for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_EXECUTION_ENV"]:
        del os.environ[name]
    os.environ |= CREDENTIALS | {
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_ENDPOINT_URL": url,
        # What the product signs is asked by browsers, under this very address.
        "AWS_ENDPOINT_URL_S3": url,
        "AWS_ENDPOINT_URL_DYNAMODB": table_url,
        "AWS_ENDPOINT_URL_SESV2": mail_url,
    }
