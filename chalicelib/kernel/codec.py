"""JSON for rows, messages and answers: the rules' dataclasses as they stand."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_encoder = msgspec.json.Encoder()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(value: object) -> str:
    """`value` (dataclass, Struct, dict …) as compact JSON."""
    return _encoder.encode(value).decode()


def decode(text: str | bytes, kind: type[T]) -> T:
    """`text` as a `kind`; fields that are missing take their defaults, so that older rows stay readable."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    result: T = decoder.decode(text)
    return result
