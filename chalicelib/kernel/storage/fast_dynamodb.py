"""PynamoDB's connection without botocore's walk over shapes: our rows are strings and numbers, so JSON is enough.

Reading a page and writing a batch cost several times less; signing, retries and time-outs stay botocore's own.
It reaches for three private attributes of botocore's client; `tests/kernel/test_fast_dynamodb.py`
fails when they move.
"""

from typing import Any

import msgspec
from botocore.parsers import JSONParser
from pynamodb.connection import Connection

# ruff: noqa: SLF001 - there is no public seam; the test named above watches the private one


class LeanSerializer:
    """Writes a request as the JSON it already is."""

    def serialize_to_request(self, parameters: Any, operation_model: Any) -> dict[str, Any]:
        metadata = operation_model.metadata
        return {
            "url_path": "/",
            "query_string": "",
            "method": "POST",
            "headers": {
                "X-Amz-Target": f"{metadata['targetPrefix']}.{operation_model.name}",
                "Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}",
            },
            "body": msgspec.json.encode(parameters),
        }


class LeanParser(JSONParser):  # type: ignore[misc]
    """Reads an answer as the JSON it is; errors as botocore does."""

    def _do_parse(self, response: Any, shape: Any) -> Any:  # noqa: ARG002 - botocore's signature
        parsed = msgspec.json.decode(response["body"] or b"{}")
        self._inject_response_metadata(parsed, response["headers"])
        return parsed


class LeanParsers:
    """Always the one parser, whatever the protocol is called."""

    def __init__(self) -> None:
        self._parser = LeanParser()

    def create_parser(self, protocol: str) -> LeanParser:  # noqa: ARG002 - botocore's signature
        return self._parser


class LeanConnection(Connection):
    """PynamoDB's connection whose client speaks JSON directly."""

    @property
    def client(self) -> Any:
        made: Any = super().client
        if not isinstance(made._serializer, LeanSerializer):
            made._serializer = LeanSerializer()
            made._endpoint._response_parser_factory = LeanParsers()
            # The region's endpoint, without asking the rules again at every call whether a table's name is an ARN.
            made._ruleset_resolver = None
        return made
