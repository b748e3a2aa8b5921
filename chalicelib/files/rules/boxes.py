"""MP4's boxes (ISO/IEC 14496-12): a length, four letters, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import RejectedFile


@dataclass(frozen=True, slots=True)
class Box:
    """One box: what is in it lies from `body` to `end`, which may be past the end of the file."""

    kind: bytes
    at: int
    body: int
    end: int


def box_at(blocks: BlockReader, at: int, limit: int) -> Box | None:
    """Return the box that starts here; None where `limit` comes before its head is over."""
    blocks.step()
    head = blocks.peek(at, min(16, limit - at))
    size, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if len(head) < 8 or (size == 1 and len(head) < 16):
        return None
    if size == 1:
        size, body = int.from_bytes(head[8:16], "big"), at + 16
    elif size == 0:  # it goes on to the end of the file
        size = blocks.size - at
    return Box(kind, at, body, at + size)


def children(blocks: BlockReader, parent: Box, skip: int = 0) -> Iterator[Box]:
    """The boxes within a box, after `skip` bytes of its own. Unfit, where they do not fill it exactly."""
    at = parent.body + skip
    while at < parent.end:
        box = box_at(blocks, at, parent.end)
        if box is None or box.end < box.body or box.end > parent.end:
            raise RejectedFile("unreadable")
        yield box
        at = box.end


def find(blocks: BlockReader, parent: Box, *path: bytes) -> Box | None:
    """Return the first box on this path of names."""
    found: Box | None = parent
    for kind in path:
        found = found and next((box for box in children(blocks, found) if box.kind == kind), None)
    return found


def need(blocks: BlockReader, parent: Box, *path: bytes) -> Box:
    """Return the same, for what must be there."""
    found = find(blocks, parent, *path)
    if found is None:
        raise RejectedFile("unreadable")
    return found


def number(blocks: BlockReader, box: Box, offset: int, size: int = 4) -> int:
    """Return a number at so many bytes into the box."""
    if box.body + offset + size > box.end:
        raise RejectedFile("unreadable")
    return int.from_bytes(blocks.read(box.body + offset, size), "big")
