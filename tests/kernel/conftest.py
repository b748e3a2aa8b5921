"""AWS as moto speaks it: boto3's own clients, signatures and errors, without a socket."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

REGION = "eu-west-1"


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A function's environment."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return monkeypatch


@pytest.fixture
def aws(function: pytest.MonkeyPatch) -> Iterator[None]:
    """That environment, and an AWS with nothing in it."""
    with mock_aws():
        yield
