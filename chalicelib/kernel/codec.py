"""JSON for rows, messages and answers: the rules' dataclasses as they stand."""

from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_encoder = msgspec.json.Encoder()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}
# msgspec 0.22 keeps what it learns about a class at the class while it is still learning: two threads that meet a
# class for the first time end the process. So classes are met one at a time.
_meeting = Lock()


def encode(value: object) -> str:
    """`value` (dataclass, Struct, dict …) as compact JSON."""
    return _encoder.encode(value).decode()


def decode(text: str | bytes, kind: type[T]) -> T:
    """Return what was stored or queued as a `kind`.

    Fields that are missing take their defaults and unknown ones are left out, so that rows of an older and of a newer
    version stay readable; a value that a closed set does not have yet becomes a member that is equal to none of its
    own (`shapes.tolerant`).
    """
    try:
        result: T = _decoder_of(kind).decode(text)
    except msgspec.ValidationError:
        from chalicelib.kernel.shapes import tolerant

        result = tolerant(msgspec.json.decode(text), kind)
    return result


def decode_sent(text: str | bytes, kind: type[T]) -> T:
    """Return what somebody sent as a `kind`, or raise msgspec.ValidationError: nothing is tolerated."""
    result: T = _decoder_of(kind).decode(text)
    return result


def convert(value: object, kind: type[T], **how: Any) -> T:
    """`msgspec.convert` for classes that other threads may meet at the same moment."""
    _decoder_of(kind)
    result: T = msgspec.convert(value, kind, **how)
    return result


def _decoder_of(kind: Any) -> msgspec.json.Decoder[Any]:
    decoder = _decoders.get(kind)
    if decoder is None:
        with _meeting:
            decoder = _decoders.get(kind) or msgspec.json.Decoder(kind)
            _decoders[kind] = decoder
    return decoder


@lru_cache(maxsize=512)
def decode_again(text: str, kind: type[T]) -> T:
    """`decode` of what is read at every request and seldom changes: the same text is the same (frozen) object."""
    return decode(text, kind)


def decode_version(text: str, kind: type[T], version: int) -> T:
    """`decode` of a frozen dataclass whose `version` is that of its row."""
    found = decode(text, kind)
    # Frozen for all who will see it; no one has yet, and a copy would cost more than the decoding.
    object.__setattr__(found, "version", version)
    return found
