"""The table as PynamoDB's model: keys, both indexes, attributes, what expires. `infra/resources.yaml` deploys the same.

The local engine and the tests create their tables from it, and every condition and update is an expression over its
attributes. Rows are read and written as the JSON that they are, because a model an item costs ten times as much
(docs/adr/0032); so an item is never made into an object of this class.
"""

from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.constants import PAY_PER_REQUEST_BILLING_MODE, STREAM_NEW_IMAGE
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.kernel.storage.table import ABSENT, ANY, INDEXES, SCHEMA, Expect


class Index1(GlobalSecondaryIndex["Item"]):  # type: ignore[no-untyped-call]
    """Lists of people in the order of a tree or a name, of cycles and questionnaires, of emails that wait."""

    class Meta:
        index_name = INDEXES[1]
        projection = AllProjection()

    pk1 = UnicodeAttribute(hash_key=True)
    sk1 = UnicodeAttribute(range_key=True)


class Index2(GlobalSecondaryIndex["Item"]):  # type: ignore[no-untyped-call]
    """A second order of the same rows."""

    class Meta:
        index_name = INDEXES[2]
        projection = AllProjection()

    pk2 = UnicodeAttribute(hash_key=True)
    sk2 = UnicodeAttribute(range_key=True)


class Item(Model):
    """One row. `op`: the transaction that wrote it; `body`: JSON, the feature's own business (docs/adr/0006).

    `schema`: the version of the shapes it was written in (`table.SCHEMA`).
    """

    class Meta:
        table_name = "throughline"
        billing_mode = PAY_PER_REQUEST_BILLING_MODE
        stream_view_type = STREAM_NEW_IMAGE

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    pk1 = UnicodeAttribute(null=True)
    sk1 = UnicodeAttribute(null=True)
    pk2 = UnicodeAttribute(null=True)
    sk2 = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    version = NumberAttribute()
    schema = NumberAttribute()
    op = UnicodeAttribute(null=True)
    expires = TTLAttribute(null=True)
    index1 = Index1()
    index2 = Index2()


def over(connection: Connection, name: str) -> type[Item]:
    """Return the model of the table with this name, reached over `connection`.

    PynamoDB binds a model to a table when its class is defined, and to a connection of its own.
    """
    meta = type("Meta", (Item.Meta,), {"table_name": name})
    bound: type[Item] = type("Item", (Item,), {"Meta": meta, "__module__": __name__})
    link = bound._get_connection()  # noqa: SLF001 - PynamoDB's documented seam for a table whose name is known late
    with suppress(ValueError):  # another model over the same connection has told it of the table
        connection.add_meta_table(link.get_meta_table())
    link.connection = connection
    return bound


@lru_cache(maxsize=256)
def condition(expect: Expect) -> dict[str, Any]:
    """Return what an operation states so that it happens only where the stored row is as expected."""
    if expect == ANY:
        return {}
    stated: Condition = Item.pk.does_not_exist() if expect == ABSENT else Item.version == expect.version
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    arguments: dict[str, Any] = {"ConditionExpression": stated.serialize(names, values)}
    arguments["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in names.items()}
    return arguments | ({"ExpressionAttributeValues": values} if values else {})


def counting(expires: int) -> list[Action]:
    """Return the update that adds one to a counter, which may vanish after the epoch second `expires`."""
    vanishes = datetime.fromtimestamp(expires, UTC)
    return [Item.version.add(1), Item.body.set(""), Item.schema.set(SCHEMA), Item.expires.set(vanishes)]
