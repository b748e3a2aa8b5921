"""Which pictures and sounds browsers decode, by the names that MP4 and WebM give them."""

from __future__ import annotations

from collections.abc import Set

from chalicelib.files.rules.boxes import Box, children, find, number
from chalicelib.files.rules.source import BlockReader
from chalicelib.files.rules.verdicts import Notice, RejectedFile

PICTURES = frozenset({b"avc1", b"avc3", b"hvc1", b"hev1", b"vp08", b"vp09", b"av01"})
"""Pictures in MP4 that browsers can play, some of them on some machines only."""
SOUNDS = frozenset({b"mp4a", b"Opus", b"fLaC", b".mp3", b"mp3 "})
RAW_SOUNDS = frozenset(b"sowt,twos,lpcm,ipcm,fpcm,in24,in32,fl32,fl64,raw ,ulaw,alaw".split(b","))
"""Sound as it was sampled, which editors keep in QuickTime's recordings: Chromium and Safari play it."""
WEBM_PICTURES = frozenset({b"V_VP8", b"V_VP9", b"V_AV1"})
WEBM_SOUNDS = frozenset({b"A_OPUS", b"A_VORBIS"})

NOT_EVERYWHERE = {b"hvc1": "hevc", b"hev1": "hevc", b"av01": "av1", b"V_AV1": "av1"}
"""Some machines show nothing of these."""

# Object types of an `esds` (the registration authority's list) that browsers decode: AAC in its forms, and MP3.
AAC_AND_MP3 = frozenset({0x40, 0x66, 0x67, 0x68, 0x69, 0x6B})
OTHER_OBJECTS = {0xA5: "ac-3", 0xA6: "ec-3", 0xA9: "dts", 0xDD: "vorbis"}
MOST_ESDS = 128


def notices(pictures: set[bytes], sounds: set[bytes], *, heard: bool) -> tuple[Notice, ...]:
    """Return what the owner should know: of a picture that some do not see, and of sound that nobody hears."""
    some = sorted({NOT_EVERYWHERE[one] for one in pictures if one in NOT_EVERYWHERE})
    found = [Notice(code="picture_not_everywhere", params={"codec": one}) for one in some]
    raw = sounds & RAW_SOUNDS
    if heard and raw == sounds:
        found.append(Notice(code="sound_not_everywhere", params={"codec": _named(raw)}))
    if sounds and not heard:
        found.append(Notice(code="sound_not_decodable", params={"codec": _named(sounds)}))
    return tuple(found)


def _named(sounds: Set[bytes]) -> str:
    return min(sounds).decode("ascii", "replace").strip()


def sound_of(blocks: BlockReader, entry: Box) -> tuple[bytes, bool]:
    """Return the name of a sound in MP4, and whether browsers decode it."""
    if entry.kind != b"mp4a":
        return entry.kind, entry.kind in SOUNDS | RAW_SOUNDS
    kind = _object_type(blocks, entry)
    if kind is None or kind in AAC_AND_MP3:
        return entry.kind, True
    return OTHER_OBJECTS.get(kind, f"mp4a.{kind:x}").encode(), False


def _object_type(blocks: BlockReader, entry: Box) -> int | None:
    """Return what an `esds` says is in the samples; None where that cannot be read: it is then taken for AAC."""
    try:
        # A sound's entry has 28 bytes of its own, and more in QuickTime's versions 1 and 2.
        skip = 28 + {1: 16, 2: 36}.get(number(blocks, entry, 8, 2), 0)
        inner = {box.kind: box for box in children(blocks, entry, skip)}
        esds = inner.get(b"esds") or (find(blocks, inner[b"wave"], b"esds") if b"wave" in inner else None)
        return _described(blocks.peek(esds.body, min(MOST_ESDS, esds.end - esds.body))[4:]) if esds else None
    except RejectedFile:
        return None


def _described(data: bytes) -> int | None:
    """Return the object type in the descriptors of an `esds`: one of the stream, in it one of the decoder."""
    at = _inside(data, 0, 0x03)
    if at is None or at + 3 > len(data):
        return None
    flags = data[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    inner = _inside(data, at, 0x04)
    return data[inner] if inner is not None and inner < len(data) else None


def _inside(data: bytes, at: int, tag: int) -> int | None:
    """Return where the content of a descriptor begins: after its tag, and a length of one to four bytes."""
    if data[at : at + 1] != bytes([tag]):
        return None
    at += 1
    for _ in range(3):
        if not data[at : at + 1] or not data[at] & 0x80:
            break
        at += 1
    return at + 1
