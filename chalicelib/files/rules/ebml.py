"""EBML's elements (RFC 8794): an identity, a length, and what is in it."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import RejectedFile


class NoElement(RejectedFile):
    """These bytes begin no element."""

    def __init__(self) -> None:
        super().__init__("unreadable")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what is in it lies from `body` to `end`. A recorder that writes on does not know its end: None."""

    name: int
    at: int
    body: int
    end: int | None


def element_at(blocks: BlockReader, at: int, limit: int) -> Element | None:
    """Return the element that starts here; None where `limit` comes before its head is over."""
    blocks.step()
    head = blocks.peek(at, min(12, limit - at))
    if not head:
        return None
    wide = 9 - head[0].bit_length()
    if wide > 4:
        raise NoElement
    if len(head) <= wide:
        return None
    long = 9 - head[wide].bit_length()
    if long > 8:
        raise NoElement
    if len(head) < wide + long:
        return None
    body = at + wide + long
    size = int.from_bytes(head[wide : wide + long], "big") & ((1 << 7 * long) - 1)
    unknown = size == (1 << 7 * long) - 1
    return Element(int.from_bytes(head[:wide], "big"), at, body, None if unknown else body + size)


def children(blocks: BlockReader, body: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Name, body and end of the elements between these places. Unfit, where they do not fill them exactly."""
    at = body
    while at < end:
        element = element_at(blocks, at, end)
        if element is None or element.end is None or element.end > end:
            raise RejectedFile("unreadable")
        yield element.name, element.body, element.end
        at = element.end


def unsigned(blocks: BlockReader, body: int, end: int) -> int:
    """Return a whole number."""
    if end - body > 8:
        raise RejectedFile("unreadable")
    return int.from_bytes(blocks.read(body, end - body), "big")


def real(blocks: BlockReader, body: int, end: int) -> float:
    """Return a number, never negative; 0 for what is none."""
    form = {4: ">f", 8: ">d"}.get(end - body)
    if form is None:
        return 0.0
    (value,) = struct.unpack(form, blocks.read(body, end - body))
    return float(value) if math.isfinite(value) and value > 0 else 0.0


def text(blocks: BlockReader, body: int, end: int) -> bytes:
    """Return a short text, without the zeros that may fill it."""
    if end - body > 64:
        raise RejectedFile("unreadable")
    return blocks.read(body, end - body).rstrip(b"\0")
