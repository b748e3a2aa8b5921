"""The clients of AWS that `chalicelib.wiring` hands to the gateways: boto3's, made when they are first asked.

Time-outs and attempts stand here, one function a service. A request that asks nothing of a service loads no boto3.
"""

import os
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class LazyClient:
    """A client or a gateway that is made when something of it is first asked for; from then on it is that."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if "_made" not in self.__dict__:
                self.__dict__["_made"] = self._make()
        return getattr(self.__dict__["_made"], name)


def on_first_use(make: Callable[[], T]) -> T:
    """Return what `make` makes, made when something of it is first asked for: who asks nothing of it loads nothing."""
    return cast(T, LazyClient(make))


def sqs() -> LazyClient:
    """Return a client of SQS."""
    return _standard("sqs", read_timeout=5, attempts=3)


def transcribe() -> LazyClient:
    """Return a client of Amazon Transcribe."""
    return _standard("transcribe", read_timeout=8, attempts=3)


def cognito() -> LazyClient:
    """Return a client of Cognito user pools."""
    return _standard("cognito-idp", read_timeout=8, attempts=4)


def ses() -> LazyClient:
    """Return a client of SES, version 2, that tries once.

    A second attempt after a lost reply would send again, and the reader would get two emails.
    """
    return LazyClient(lambda: _client("sesv2", connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 1}))


def s3() -> LazyClient:
    """Return a client of S3 whose links go where the client's content security policy allows."""
    return LazyClient(_s3)


def _s3() -> Any:
    # S3 is found by the bucket's own regional name, which is what the client's content security policy allows. An
    # endpoint of another kind (the local cloud) has one name for all buckets.
    elsewhere = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    style = "path" if elsewhere else "virtual"
    return _client(
        "s3",
        connect_timeout=2,
        read_timeout=8,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # SigV2, botocore's choice for links in some regions, is not bound to the region and ends in no header.
        signature_version="s3v4",
        s3={"addressing_style": style, "us_east_1_regional_endpoint": "regional"},
        # A browser's part carries no checksum of botocore's own, so the upload must not ask for one.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _standard(service: str, *, read_timeout: int, attempts: int) -> LazyClient:
    retries = {"total_max_attempts": attempts, "mode": "standard"}
    return LazyClient(lambda: _client(service, connect_timeout=2, read_timeout=read_timeout, retries=retries))


def _client(service: str, **config: Any) -> Any:
    import boto3
    from botocore.config import Config

    # A session of its own: boto3's default session may not be used by two threads at once.
    return boto3.session.Session().client(service, config=Config(**config))
