"""Publishing the client: order, how long each file may be kept, and its settings."""

from pathlib import Path
from typing import Any

import pytest

from infra.package import publish

OUTPUTS = {"WebBucketName": "files", "UserPoolId": "eu-west-1_x", "WebClientId": "client", "WebDistributionId": "d"}


class Bucket:
    """Remembers what is put into it."""

    def __init__(self) -> None:
        self.put: dict[str, dict[str, Any]] = {}

    def put_object(self, **asked: Any) -> None:
        """As S3 names it."""
        self.put[asked["Key"]] = asked


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A small build."""
    (tmp_path / "assets").mkdir()
    for name in ("index.html", "scheme.js", "manifest.json", "assets/a-1.js", "assets/b-2.css"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_page_comes_after_what_it_names(dist: Path) -> None:
    """So that no one gets a page whose scripts are not there yet."""
    assert list(publish.in_order(dist)) == ["assets/a-1.js", "assets/b-2.css", "scheme.js", "index.html"]


def test_what_has_a_digest_in_its_name_is_kept_and_the_page_is_not(dist: Path) -> None:
    """Types are told, too: S3 would call everything a binary."""
    bucket = Bucket()
    publish.put(bucket, OUTPUTS, publish.settings(OUTPUTS, "eu-west-1", {}), dist)
    assert "immutable" in bucket.put["assets/a-1.js"]["CacheControl"]
    assert bucket.put["index.html"]["CacheControl"] == "no-cache"
    assert bucket.put["index.html"]["ContentType"] == "text/html"
    assert bucket.put["config.json"]["ContentType"] == "application/json"


def test_the_client_is_told_where_to_sign_in() -> None:
    """At the stack's own user pool."""
    told = publish.settings(OUTPUTS, "eu-west-1", {})
    assert told["issuer"] == "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x"
    assert told["client_id"] == "client"
    assert told["bearer"] == "id_token"
    assert told["acr_values"] == "urn:cognito:loa:1", "else the pool does not say how somebody signed in"


def test_the_client_may_sign_in_at_another_provider() -> None:
    other = {"SIGN_IN_ISSUER": "https://acme.eu.auth0.com/", "SIGN_IN_CLIENT_ID": "abc"}
    told = publish.settings(OUTPUTS, "eu-west-1", other)
    assert "acr_values" not in told
    assert (told["issuer"], told["client_id"], told["bearer"]) == ("https://acme.eu.auth0.com", "abc", "id_token")
    with pytest.raises(SystemExit, match="belong together"):
        publish.settings(OUTPUTS, "eu-west-1", {"SIGN_IN_ISSUER": "https://acme.okta.com"})
