"""A connection that counts what DynamoDB was asked, and weighs what it answered."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.kernel.storage.dynamo import DynamoTable
from chalicelib.kernel.storage.fast_dynamodb import LeanConnection

READ_UNIT = 4096
WRITE_UNIT = 1024
Item = Mapping[str, Mapping[str, str]]


@dataclass
class Meter:
    """Calls by operation, units as DynamoDB would bill them, bytes of items."""

    calls: Counter[str] = field(default_factory=Counter)
    read_units: int = 0
    write_units: int = 0
    bytes: int = 0
    keys_written: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[str, Any]] = field(default_factory=list)

    def total(self) -> int:
        """All calls."""
        return sum(self.calls.values())


class MeteredConnection(LeanConnection):
    """Counts into `meter` for as long as there is one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.meter: Meter | None = None

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> Any:
        answer = super().dispatch(operation_name, operation_kwargs)
        if self.meter is not None:
            _WEIGH[operation_name](self.meter, operation_kwargs, answer)
            self.meter.calls[operation_name] += 1
            self.meter.answers.append((operation_name, answer))
        return answer

    @contextmanager
    def metering(self) -> Iterator[Meter]:
        """Count what happens in the block."""
        self.meter = Meter()
        try:
            yield self.meter
        finally:
            self.meter = None


def size(item: Item) -> int:
    """Bytes of an item as DynamoDB counts them: names and values (ours are strings and numbers)."""
    return sum(
        len(name.encode()) + sum(len(value.encode()) for value in typed.values()) for name, typed in item.items()
    )


def _units(weight: int, unit: int) -> int:
    return max(1, -(-weight // unit))


def _weigh_get(meter: Meter, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    (table,) = asked["RequestItems"]
    items = answer["Responses"].get(table, [])
    missing = len(asked["RequestItems"][table]["Keys"]) - len(items)
    meter.bytes += sum(map(size, items))
    meter.read_units += missing + sum(_units(size(item), READ_UNIT) for item in items)


def _weigh_query(meter: Meter, _asked: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    weight = sum(map(size, answer["Items"]))
    meter.bytes += weight
    meter.read_units += _units(weight, READ_UNIT)


def _weigh_write(meter: Meter, item: Item, times: int) -> None:
    meter.bytes += size(item)
    copies = 1 + sum(f"pk{index}" in item for index in (1, 2))
    meter.write_units += times * copies * _units(size(item), WRITE_UNIT)
    for name in ("pk", "pk1", "pk2"):
        if name in item:
            meter.keys_written[f"{name}:{item[name]['S']}"] += 1


def _weigh_transaction(meter: Meter, asked: Mapping[str, Any], _answer: object) -> None:
    for operation in asked["TransactItems"]:
        ((_, told),) = operation.items()
        _weigh_write(meter, told.get("Item") or told["Key"], 2)


def _weigh_batch(meter: Meter, asked: Mapping[str, Any], _answer: object) -> None:
    for requests in asked["RequestItems"].values():
        for request in requests:
            _weigh_write(meter, request["PutRequest"]["Item"], 1)


_WEIGH = {
    "BatchGetItem": _weigh_get,
    "Query": _weigh_query,
    "TransactWriteItems": _weigh_transaction,
    "BatchWriteItem": _weigh_batch,
}


def connection(url: str) -> MeteredConnection:
    """A metered connection to the local engine."""
    return MeteredConnection(
        region="eu-west-1", host=url, aws_access_key_id="bench", aws_secret_access_key="bench", max_retry_attempts=0
    )


def table(made: MeteredConnection, name: str) -> DynamoTable:
    """The bench's table over that connection."""
    return DynamoTable(made, name, "bench", pause=lambda _: None)
