"""The lean client says and hears exactly what botocore's own would."""

from typing import Any

import pytest
from pynamodb.connection import Connection
from pynamodb.exceptions import VerboseClientError

from chalicelib.kernel.storage.fast_dynamodb import LeanConnection, LeanSerializer
from tests.engine import new_table

CREDENTIALS: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def _both(url: str) -> list[Connection]:
    return [kind(region="eu-west-1", host=url, **CREDENTIALS) for kind in (Connection, LeanConnection)]


@pytest.mark.engine
def test_it_answers_what_botocore_answers(engine_url: str) -> None:
    name = new_table(engine_url)
    item = {"pk": {"S": "a"}, "sk": {"S": "ü\u2028"}, "version": {"N": "3"}, "body": {"S": '{"x": "é"}'}}
    requests: list[tuple[str, dict[str, Any]]] = [
        ("PutItem", {"TableName": name, "Item": item}),
        ("GetItem", {"TableName": name, "Key": {"pk": {"S": "a"}, "sk": {"S": "ü\u2028"}}}),
        ("GetItem", {"TableName": name, "Key": {"pk": {"S": "b"}, "sk": {"S": "b"}}}),
        ("BatchGetItem", {"RequestItems": {name: {"Keys": [{"pk": {"S": "a"}, "sk": {"S": "ü\u2028"}}]}}}),
    ]
    stock, lean = _both(engine_url)
    for operation, request in requests:
        told = [link.dispatch(operation, dict(request)) for link in (stock, lean)]
        for answer in told:
            answer.pop("ResponseMetadata")
            answer.pop("ConsumedCapacity", None)
        assert told[0] == told[1]


@pytest.mark.engine
def test_it_refuses_as_botocore_refuses(engine_url: str) -> None:
    name = new_table(engine_url)
    put = {
        "TableName": name,
        "Item": {"pk": {"S": "a"}, "sk": {"S": "a"}},
        "ConditionExpression": "attribute_exists(pk)",
    }
    for link in _both(engine_url):
        with pytest.raises(VerboseClientError) as refused:
            link.dispatch("TransactWriteItems", {"TransactItems": [{"Put": dict(put)}]})
        assert refused.value.response["Error"]["Code"] == "TransactionCanceledException"
        assert [reason.code for reason in refused.value.cancellation_reasons if reason] == ["ConditionalCheckFailed"]


def test_the_attributes_it_replaces_are_still_there() -> None:
    stock = Connection(region="eu-west-1", **CREDENTIALS).client
    assert stock._serializer.serialize_to_request
    assert stock._endpoint._response_parser_factory.create_parser
    assert stock._ruleset_resolver.construct_endpoint
    assert stock.meta.endpoint_url == "https://dynamodb.eu-west-1.amazonaws.com"
    assert isinstance(LeanConnection(region="eu-west-1", **CREDENTIALS).client._serializer, LeanSerializer)
