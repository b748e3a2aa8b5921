"""Examples for the contract, made from the types: a field is shown with a value of its form."""

from typing import Any

import msgspec

INSTANT, DAY, ID = "2026-03-02T09:00:00Z", "2026-03-02", "01KJQ3V2YC8T7W9K5M4N6P2R1S"
TEXTS = {
    "email": "ada@example.com",
    "time_zone": "Europe/Berlin",
    "link": "/reviews/01KJQ3V2YC8T7W9K5M4N6P2R1S",
    "pointer": "/name",
    "code": "invalid",
    "reason": "Agreed with both in person.",
}


def example_of(kind: Any) -> Any:
    """Return a JSON-ready value of the form of `kind`."""
    return _shown(msgspec.inspect.type_info(kind), "", 0)


def _shown(kind: Any, name: str, depth: int) -> Any:
    t = msgspec.inspect
    if isinstance(kind, t.Metadata):
        closed = (kind.extra_json_schema or {}).get("enum")
        return closed[0] if closed else _shown(kind.type, name, depth)
    if isinstance(kind, t.StructType | t.DataclassType):
        if depth > 12:
            return {}
        return {f.encode_name: _shown(f.type, f.encode_name, depth + 1) for f in kind.fields if _is_shown(f)}
    if isinstance(kind, t.UnionType):
        parts = [part for part in kind.types if not isinstance(part, t.NoneType | _unset())]
        return _shown(parts[0], name, depth) if parts else None
    if isinstance(kind, t.ListType | t.SetType | t.FrozenSetType | t.VarTupleType):
        return [_shown(kind.item_type, name.removesuffix("s"), depth + 1)]
    if isinstance(kind, t.DictType):
        return {_shown(kind.key_type, "id", depth + 1): _shown(kind.value_type, name, depth + 1)}
    return _plain(kind, name)


def _plain(kind: Any, name: str) -> Any:
    t = msgspec.inspect
    if isinstance(kind, t.LiteralType | t.EnumType):
        values = kind.values if isinstance(kind, t.LiteralType) else [member.value for member in kind.cls]
        return values[0]
    shown: dict[type, Any] = {
        t.StrType: TEXTS.get(name, ID if name in {"id", "cursor", "next"} or name.endswith("_id") else "text"),
        t.IntType: getattr(kind, "ge", None) or 1,
        t.FloatType: 0.5,
        t.BoolType: True,
        t.DateTimeType: INSTANT,
        t.DateType: DAY,
    }
    return shown.get(type(kind), "text")


def _is_shown(kind: Any) -> bool:
    return not (isinstance(kind.type, msgspec.inspect.UnionType) and not kind.required and _may_be_unset(kind.type))


def _may_be_unset(kind: Any) -> bool:
    return any(isinstance(part, _unset()) for part in kind.types)


def _unset() -> type:
    return type(msgspec.inspect.type_info(msgspec.UnsetType))
