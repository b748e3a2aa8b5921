"""Files made by hand, byte for byte, for what no program would write."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from chalicelib.files.rules.documents import examine_document, examine_image
from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.verdicts import Verdict
from chalicelib.files.rules.video import examine_video

MOST_MS = 60_000


def source(data: bytes) -> RangedSource:
    """Bytes as they would be stored."""
    return RangedSource(len(data), lambda at, size: data[at : at + size])


def video(data: bytes, declared: str) -> Verdict:
    return examine_video(source(placed(data)), declared, most_ms=MOST_MS)


DATA = 0x0D0D0D0D
"""Stands for where the data of an MP4 begins, which is known when all of it is put together."""


def placed(data: bytes) -> bytes:
    return data.replace(DATA.to_bytes(4, "big"), (data.find(b"mdat") + 4).to_bytes(4, "big"))


def mp4(data: bytes) -> str:
    return video(data, "video/mp4").code


def webm(data: bytes) -> str:
    return video(data, "video/webm").code


def document(data: bytes, declared: str) -> str:
    return examine_document(source(data), declared).code


def image(data: bytes, declared: str) -> str:
    return examine_image(source(data), declared).code


# ------------------------------------------------------------------- MP4


def u32(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "big") for number in numbers)


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return u32(8 + len(body)) + kind + body


def ftyp(*brands: bytes) -> bytes:
    """The first is the major one."""
    major, *others = brands or (b"isom", b"avc1")
    return box(b"ftyp", major, u32(0), *others)


def mvhd(scale: int = 1000, duration: int = 0) -> bytes:
    return box(b"mvhd", u32(0, 0, 0, scale, duration))


def mvhd_wide(scale: int, duration: int) -> bytes:
    return box(b"mvhd", u32(1 << 24), u64(0), u64(0), u32(scale), u64(duration))


def stbl(
    *,
    codec: bytes = b"avc1",
    samples: int = 0,
    runs: tuple[tuple[int, int], ...] = (),
    chunks: tuple[int, ...] = (DATA,),
    sync: int | None = None,
    entry: bytes = b"",
) -> bytes:
    """A table of samples; `sync` is how many key frames it says there are, `entry` the description of them."""
    parts = [
        box(b"stsd", u32(0, 1), entry or box(codec)) if codec else box(b"stsd", u32(0, 0)),
        box(b"stsz", u32(0, 1, samples)),
        box(b"stts", u32(0, len(runs)), *(u32(*run) for run in runs)),
        box(b"stco", u32(0, len(chunks), *chunks)),
    ]
    if sync is not None:
        parts.append(box(b"stss", u32(0, sync)))
    return box(b"stbl", *parts)


def trak(
    number: int = 1,
    *,
    kind: bytes = b"vide",
    table: bytes | None = None,
    scale: int = 1000,
    duration: int = 0,
    more: bytes = b"",
) -> bytes:
    mdhd = box(b"mdhd", u32(0, 0, 0, scale, duration))
    hdlr = box(b"hdlr", u32(0, 0), kind)
    inner = box(b"mdia", mdhd, hdlr, box(b"minf", table or stbl()))
    return box(b"trak", box(b"tkhd", u32(0, 0, 0, number)), more, inner)


def trex(number: int = 1, *, duration: int = 0, size: int = 0, flags: int = 0) -> bytes:
    return box(b"trex", u32(0, number, 1, duration, size, flags))


def moov(*parts: bytes) -> bytes:
    return box(b"moov", *(parts or (mvhd(), trak(), box(b"mvex", trex(duration=100, size=1)))))


def traf(*parts: bytes, number: int = 1, flags: int = 0, fields: bytes = b"") -> bytes:
    return box(b"traf", box(b"tfhd", u32(flags, number), fields), *parts)


def tfdt(at: int) -> bytes:
    return box(b"tfdt", u32(0, at))


def trun(count: int, flags: int = 0, *fields: int) -> bytes:
    return box(b"trun", u32(flags, count, *fields))


def moof(*trafs: bytes) -> bytes:
    return box(b"moof", box(b"mfhd", u32(0, 1)), *trafs)


def fragment(*trafs: bytes, data: bytes = b"0123456789") -> bytes:
    """A second of ten frames, unless other `trafs` say otherwise."""
    return moof(*(trafs or (traf(tfdt(0), trun(10)),))) + box(b"mdat", data)


def mp4_length(data: bytes) -> int | None:
    """How long it is found to be, where it is taken."""
    verdict = video(data, "video/mp4")
    assert verdict.code == ""
    return verdict.duration_ms


def whole(*, table: bytes, duration: int = 0, said: int = 0, more: bytes = b"") -> bytes:
    """Written in one piece, the index first."""
    return ftyp() + moov(mvhd(duration=said), trak(table=table, duration=duration), more) + box(b"mdat", bytes(8))


RUNS = stbl(samples=10, runs=((10, 100),))
"""A second."""
RUNS_LONG = stbl(samples=90, runs=((90, 1_000),))
"""A minute and a half, listed in one piece."""
HEAD = ftyp() + moov()
FRAGMENTED = HEAD + fragment()


# ------------------------------------------------------------------- WebM


def vint(number: int, wide: int) -> bytes:
    return (number | 1 << 7 * wide).to_bytes(wide, "big")


def element(name: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return named(name) + vint(len(body), 4) + body


def named(name: int) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big")


def endless(name: int, *parts: bytes) -> bytes:
    """An element whose writer did not know its length."""
    return named(name) + b"\x01" + b"\xff" * 7 + b"".join(parts)


def ebml_head(kind: bytes = b"webm") -> bytes:
    return element(0x1A45DFA3, element(0x4286, b"\1"), element(0x4282, kind))


def info(*parts: bytes) -> bytes:
    return element(0x1549A966, *parts)


def entry(number: int = 1, kind: int = 1, codec: bytes = b"V_VP9") -> bytes:
    return element(0xAE, element(0xD7, bytes([number])), element(0x83, bytes([kind])), element(0x86, codec))


def tracks(*routes: bytes) -> bytes:
    return element(0x1654AE6B, *(routes or (entry(), entry(2, 2, b"A_OPUS"))))


def block(time: int, *, track: bytes = b"\x81", flags: int = 0x80, data: bytes = b"frame") -> bytes:
    """What is in a block."""
    return track + struct.pack(">hB", time, flags) + data


def simple(time: int, *, track: bytes = b"\x81", flags: int = 0x80, data: bytes = b"frame") -> bytes:
    return element(0xA3, block(time, track=track, flags=flags, data=data))


def cluster(time: int, *parts: bytes) -> bytes:
    return endless(0x1F43B675, element(0xE7, time.to_bytes(4, "big")), *parts)


def live(*parts: bytes) -> bytes:
    """As a recorder writes: neither segment nor clusters have a length."""
    return ebml_head() + endless(0x18538067, *parts)


def finished(*parts: bytes) -> bytes:
    return ebml_head() + element(0x18538067, *parts)


LIVE = live(info(), tracks(), cluster(0, simple(0), simple(40, track=b"\x82"), simple(1_000, flags=0)))


# ------------------------------------------------------------------- documents


def png_chunk(kind: bytes, body: bytes = b"") -> bytes:
    return u32(len(body)) + kind + body + u32(zlib.crc32(kind + body))


def png(*chunks: bytes, width: int = 2, height: int = 2) -> bytes:
    head = png_chunk(b"IHDR", u32(width, height) + b"\x08\x02\0\0\0")
    parts = chunks or (png_chunk(b"IDAT", zlib.compress(b"\0")), png_chunk(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(parts)


def segment(kind: int, body: bytes) -> bytes:
    return bytes([0xFF, kind]) + (2 + len(body)).to_bytes(2, "big") + body


def jpeg(*, width: int = 2, height: int = 2, end: bytes = b"\xff\xd9") -> bytes:
    size = segment(0xC0, b"\x08" + struct.pack(">HH", height, width) + b"\x03")
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + size + segment(0xDA, b"\x01") + b"scan" + end


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def types(kind: str, part: str = "/word/document.xml") -> str:
    return f'<?xml version="1.0"?><Types><Override PartName="{part}" ContentType="{kind}"/></Types>'


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def archive(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
        file.comment = comment
    return held.getvalue()


def word(listed: str = types(WORD), **more: bytes) -> dict[str, bytes]:
    return {"[Content_Types].xml": listed.encode(), "word/document.xml": b"<w/>", **more}


# ------------------------------------------------------------------- EXIF

PLACE = b"52.31.12"
TURNED = 0x0112


def tiff(order: str = "<", *, places: bool = True, lying: bool = False) -> bytes:
    """EXIF: how the picture is to be turned, and where it was made."""
    first = 8
    routes = [struct.pack(order + "HHIHH", TURNED, 3, 1, 6, 0)]
    gps = first + 2 + 12 * (2 if places else 1) + 4
    if places:
        routes.append(struct.pack(order + "HHII", 0x8825, 4, 1, 1 << 30 if lying else gps))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", first)
    listed = struct.pack(order + "H", len(routes)) + b"".join(routes) + bytes(4)
    value = gps + 2 + 3 * 12 + 4
    where = [
        struct.pack(order + "HHI", 1, 2, 2) + b"N\0\0\0",
        struct.pack(order + "HHII", 2, 2, len(PLACE), value),
        struct.pack(order + "HHII", 3, 99, 1 << 30, value),  # of no type that there is
    ]
    return head + listed + (struct.pack(order + "H", 3) + b"".join(where) + bytes(4) + PLACE if places else b"")
