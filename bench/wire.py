"""The floor of a call to the table: HTTP and JSON of the standard library, signed beforehand."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=bench/20260101/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0",
}


class Wire:
    """One connection to the engine at `url`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port)

    def ask(self, operation: str, body: bytes) -> Any:
        """The parsed answer to a request that was made beforehand."""
        headers = HEADERS | {"X-Amz-Target": f"DynamoDB_20120810.{operation}"}
        self._connection.request("POST", "/", body, headers)
        answer = self._connection.getresponse()
        parsed = json.loads(answer.read())
        if answer.status != http.client.OK:
            raise RuntimeError(parsed)
        return parsed
