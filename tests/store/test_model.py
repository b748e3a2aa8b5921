"""The model is the table that is deployed, and rows are written in its attributes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from pynamodb.attributes import TTLAttribute

from chalicelib.kernel.errors import Throttled, Unavailable
from chalicelib.kernel.storage import model
from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Row
from infra.local.clients import Clients
from infra.local.template import Template
from tests.engine import connection, new_table

DEPLOYED = Template({"Stage": "test"}).properties("Table")
ROW = Row(key=Key("P#1"), body="{}", index1=Key("A", "B"), index2=Key("C", "D"), expires=9)


def by_name(told: Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    return sorted(told, key=lambda one: str(one[name]))


def test_the_model_declares_what_the_template_deploys() -> None:
    schema = model.Item._get_schema()
    assert by_name(schema["attribute_definitions"], "AttributeName") == by_name(
        DEPLOYED["AttributeDefinitions"], "AttributeName"
    )
    assert schema["key_schema"] == DEPLOYED["KeySchema"]
    indexes = [
        {"IndexName": one["index_name"], "KeySchema": one["key_schema"], "Projection": one["projection"]}
        for one in schema["global_secondary_indexes"]
    ]
    assert by_name(indexes, "IndexName") == by_name(DEPLOYED["GlobalSecondaryIndexes"], "IndexName")
    assert model.Item.Meta.billing_mode == DEPLOYED["BillingMode"]
    assert DEPLOYED["StreamSpecification"] == {"StreamViewType": model.Item.Meta.stream_view_type}
    (expiring,) = (one for one in model.Item.get_attributes().values() if isinstance(one, TTLAttribute))
    assert DEPLOYED["TimeToLiveSpecification"] == {"AttributeName": expiring.attr_name, "Enabled": True}


@pytest.mark.engine
def test_the_engines_table_is_the_models(engine_url: str) -> None:
    name, client = new_table(engine_url), Clients(engine_url, "").dynamodb
    table = client.describe_table(TableName=name)["Table"]
    assert table["KeySchema"] == DEPLOYED["KeySchema"]
    assert {one["IndexName"] for one in table["GlobalSecondaryIndexes"]} == {"index1", "index2"}
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    expires = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert (expires["AttributeName"], expires["TimeToLiveStatus"]) == ("expires", "ENABLED")


def test_a_row_is_written_in_the_models_attributes_and_their_types() -> None:
    item = DynamoTable(connection("http://127.0.0.1:9"), "t", "c")._item(ROW, "op")
    attributes = model.Item.get_attributes()
    assert {name: next(iter(value)) for name, value in item.items()} == {
        name: attribute.attr_type for name, attribute in attributes.items()
    }


@pytest.mark.parametrize("operation", ["get", "query", "commit", "count", "put_many"])
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ClientError({"Error": {"Code": "ThrottlingException"}}, "x"), Throttled),
        (ClientError({"Error": {"Code": "InternalServerError"}}, "x"), Unavailable),
        (ReadTimeoutError(endpoint_url="https://dynamodb"), Unavailable),
    ],
)
def test_a_table_that_is_busy_or_silent_is_told_alike_by_every_call(
    operation: str, error: Exception, told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = connection("http://127.0.0.1:9")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(link.client, "_make_api_call", refuse)
    table = DynamoTable(link, "t", "c", pause=lambda _: None)
    changes = Changes("op")
    changes.put(ROW, ABSENT)
    calls: dict[str, Callable[[], object]] = {
        "get": lambda: table.get([ROW.key]),
        "query": lambda: table.query("P#1"),
        "commit": lambda: table.commit(changes),
        "count": lambda: table.count(ROW.key, 9),
        "put_many": lambda: table.put_many([ROW]),
    }
    with pytest.raises(told):
        calls[operation]()


def test_a_read_needs_no_model() -> None:
    """Whatever only writes need is loaded by the first write."""
    import subprocess
    import sys

    check = "import sys; import chalicelib.kernel.storage.dynamo; assert 'pynamodb.models' not in sys.modules"
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
