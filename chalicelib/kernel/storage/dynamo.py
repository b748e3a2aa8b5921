"""The table in DynamoDB, through PynamoDB: reads as JSON, writes in the expressions of `model`."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from botocore.exceptions import BotoCoreError, HTTPClientError
from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBException, VerboseClientError

from chalicelib.kernel.errors import Throttled, Unavailable
from chalicelib.kernel.storage.fast_dynamodb import LeanConnection
from chalicelib.kernel.storage.table import (
    BATCH_WRITE,
    INDEXES,
    Changes,
    Key,
    Page,
    Raced,
    Row,
    RowChange,
    batches,
    position_of,
)

if TYPE_CHECKING:
    from pynamodb.connection import TableConnection

StoredItem = dict[str, dict[str, str]]

_TRIES = 6
_THROTTLES = {"ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"}
_FAILED = "ConditionalCheckFailed"


class DynamoTable:
    """`Table` over a DynamoDB table `name`; `company` prefixes every partition key."""

    def __init__(
        self,
        connection: Connection,
        name: str,
        company: str,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = connection
        self._name = name
        self._prefix = f"{company}#"
        self._pause = pause

    def get(self, keys: Collection[Key]) -> dict[Key, Row]:
        wanted: Sequence[Mapping[str, Any]] = [self._key(key) for key in keys]
        found: dict[Key, Row] = {}
        for attempt in range(_TRIES):
            if not wanted:
                return found
            if attempt:
                self._pause(0.05 * 2**attempt)
            request = {self._name: {"Keys": wanted, "ConsistentRead": True}}
            answer = self._call(self._connection.dispatch, "BatchGetItem", {"RequestItems": request})
            for row in map(self._row, answer["Responses"].get(self._name, ())):
                found[row.key] = row
            wanted = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
        if wanted:
            raise Unavailable
        return found

    def query(
        self,
        pk: str,
        *,
        prefix: str = "",
        start: str | None = None,
        end: str | None = None,
        limit: int = 100,
        newest_first: bool = False,
        after: str | None = None,
        index: Literal[1, 2] | None = None,
    ) -> Page:
        names = {"#p": f"pk{index or ''}", "#s": f"sk{index or ''}"}
        values = {":p": {"S": self._prefix + pk}}
        if start is not None or end is not None:
            condition = "#s BETWEEN :a AND :z"
            values |= {":a": {"S": start or " "}, ":z": {"S": end or "\U0010ffff"}}
        else:
            condition = "begins_with(#s, :a)" if prefix else "#s > :a"
            values[":a"] = {"S": prefix or " "}
        request: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": f"#p = :p AND {condition}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
            "Limit": limit,
            "ScanIndexForward": not newest_first,
            "ConsistentRead": index is None,
        }
        if index:
            request["IndexName"] = INDEXES[index]
        if after:
            request["ExclusiveStartKey"] = self._position(after, index)
        answer = self._call(self._connection.dispatch, "Query", request)
        rows = [self._row(item) for item in answer["Items"]]
        more = "LastEvaluatedKey" in answer and rows
        return Page(rows, position_of(rows[-1], index) if more else None)

    def commit(self, changes: Changes) -> None:
        listed = sorted(changes, key=_place)
        if not listed:
            return
        parts: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
        for change in listed:
            parts[_place(change)].append(self._operation(change, changes.op))
        for attempt in range(_TRIES):
            if attempt:
                self._pause(0.02 * 2**attempt)
            try:
                write = self._connection.transact_write_items
                self._call(write, *parts, update_items=[], client_request_token=changes.op[:36])
                return
            except VerboseClientError as error:
                if self._settled(error, listed, changes.op):
                    return
        raise Unavailable

    def count(self, key: Key, expires: int) -> int:
        from chalicelib.kernel.storage.model import counting

        arguments = {"range_key": key.sk, "actions": counting(expires), "return_values": "UPDATED_NEW"}
        answer = self._call(self._items.update_item, self._prefix + key.pk, **arguments)
        return int(answer["Attributes"]["version"]["N"])

    def put_many(self, rows: Sequence[Row]) -> None:
        for chunk in batches([self._item(row, "") for row in rows], BATCH_WRITE):
            left: Sequence[StoredItem] = chunk
            for attempt in range(_TRIES):
                if not left:
                    break
                if attempt:
                    self._pause(0.05 * 2**attempt)
                answer = self._call(self._items.batch_write_item, put_items=left)
                unwritten = answer.get("UnprocessedItems", {}).get(self._name, [])
                left = [request["PutRequest"]["Item"] for request in unwritten]
            if left:
                raise Unavailable

    @cached_property
    def _items(self) -> "TableConnection":
        """The model's connection to this table; made by the first write that asks for it."""
        from chalicelib.kernel.storage import model

        return model.over(self._connection, self._name)._get_connection()  # noqa: SLF001 - see there

    def _settled(self, error: VerboseClientError, listed: Sequence[RowChange], op: str) -> bool:
        """Return whether a refused transaction had in fact been stored; False to try again; raises `Raced`."""
        reasons = list(error.cancellation_reasons or ())
        if _code(error) != "TransactionCanceledException":
            raise error
        failed = [
            (change, reason)
            for change, reason in zip(listed, reasons, strict=False)
            if reason is not None and reason.code == _FAILED
        ]
        if failed:
            # A commit whose answer was lost and that the client then repeated: its own id stands in the rows.
            if all((reason.raw_item or {}).get("op", {}).get("S") == op for _, reason in failed):
                return True
            raise Raced([change.key for change, _ in failed])
        return False

    def _call(self, ask: Callable[..., Any], *arguments: Any, **how: Any) -> Any:
        """What DynamoDB answers; that it is busy or silent is trouble of ours, anything else an error of botocore's."""
        try:
            try:
                return ask(*arguments, **how)
            except PynamoDBException as error:
                raise (error.cause or error) from None
        except VerboseClientError as error:
            if _code(error) in _THROTTLES:
                raise Throttled from error
            if _code(error) == "InternalServerError":
                raise Unavailable from error
            raise
        except (HTTPClientError, BotoCoreError) as error:
            raise Unavailable from error

    def _operation(self, change: RowChange, op: str) -> dict[str, Any]:
        from chalicelib.kernel.storage.model import condition

        stated = {"TableName": self._name, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        what = {"Key": self._key(change.key)} if change.row is None else {"Item": self._item(change.row, op)}
        return stated | condition(change.expect) | what

    def _key(self, key: Key) -> StoredItem:
        return {"pk": {"S": self._prefix + key.pk}, "sk": {"S": key.sk}}

    def _position(self, after: str, index: Literal[1, 2] | None) -> StoredItem:
        pk, sk, *more = after.split("\x1f")
        position = self._key(Key(pk, sk))
        if index and len(more) == 2:
            position |= {f"pk{index}": {"S": self._prefix + more[0]}, f"sk{index}": {"S": more[1]}}
        return position

    def _item(self, row: Row, op: str) -> StoredItem:
        item: StoredItem = {
            "pk": {"S": self._prefix + row.key.pk},
            "sk": {"S": row.key.sk},
            "body": {"S": row.body},
            "version": {"N": str(row.version)},
            "schema": {"N": str(row.schema)},
        }
        if op:
            item["op"] = {"S": op}
        if row.index1:
            item |= {"pk1": {"S": self._prefix + row.index1.pk}, "sk1": {"S": row.index1.sk}}
        if row.index2:
            item |= {"pk2": {"S": self._prefix + row.index2.pk}, "sk2": {"S": row.index2.sk}}
        if row.expires is not None:
            item["expires"] = {"N": str(row.expires)}
        return item

    def _row(self, item: StoredItem) -> Row:
        return Row(
            key=self._unkey(item, ""),
            body=item["body"]["S"],
            version=int(item["version"]["N"]),
            index1=self._unkey(item, "1") if "pk1" in item else None,
            index2=self._unkey(item, "2") if "pk2" in item else None,
            expires=int(item["expires"]["N"]) if "expires" in item else None,
            schema=int(item["schema"]["N"]) if "schema" in item else 0,
        )

    def _unkey(self, item: StoredItem, suffix: str) -> Key:
        return Key(item[f"pk{suffix}"]["S"].removeprefix(self._prefix), item[f"sk{suffix}"]["S"])


def connect(region: str | None = None, host: str | None = None) -> Connection:
    """Return a connection with time-outs well under a request's 29 seconds; without `host` the environment decides."""
    return LeanConnection(
        region=region, host=host, connect_timeout_seconds=2, read_timeout_seconds=5, max_retry_attempts=3
    )


def _place(change: RowChange) -> int:
    """Where PynamoDB puts an operation: checks, then deletes, then puts; reasons of a refusal come in that order."""
    if change.row is not None:
        return 2
    return 0 if change.check else 1


def _code(error: VerboseClientError) -> str:
    code: str = error.response.get("Error", {}).get("Code", "")
    return code
