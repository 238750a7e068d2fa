"""What a JPEG or PNG says besides its pixels; read from its bytes, nothing is decoded."""

import struct
import zlib
from collections.abc import Iterator

from gongkai.documents.inspections.people import name_found
from gongkai.documents.inspections.seen import Seen

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
EXIF, XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_NAMES = {0x013B: "作者", 0x8298: "版权", 0x9C9D: "作者", 0xA430: "相机所有者"}
_GPS = 0x8825
# Description, and what Windows calls title and comment.
_WORDS = (0x010E, 0x9C9B, 0x9C9C)
_PNG_NAMES = frozenset({b"Author", b"Artist", b"Copyright", b"Creator"})
_MOST_TAGS = 500
_LARGEST_TEXT = 1 << 20
_ORIENTATION = 0x0112


def look_at_picture(content: bytes, seen: Seen, prefix: str = "") -> None:
    """Collect names, place and words from a picture's EXIF, XMP, comments and text chunks."""
    is_placed = False
    for kind, block in blocks(content):
        if kind == "exif":
            tags = dict(exif_tags(block))
            is_placed = is_placed or _GPS in tags
            for tag, label in _NAMES.items():
                name_found(seen, f"{prefix}property-{tag}", label, tags.get(tag))
            for tag in _WORDS:
                seen.say(f"{prefix}property-{tag}", tags.get(tag, "").strip())
        elif kind == "xmp":
            is_placed = is_placed or b"GPSLatitude" in block
            for name in creators_in(block):
                name_found(seen, f"{prefix}property-creator", "作者", name)
        elif kind == "name":
            name_found(seen, f"{prefix}property-author", "作者", _decoded(block))
        elif kind == "comment":
            seen.say(f"{prefix}property-comment", _decoded(block).strip())
    if is_placed:
        told = "图片中记录了拍摄位置（GPS），会公开拍摄地点。"
        seen.find("FILE_LOCATION", f"{prefix}property-gps", "gps", told, "清除图片属性后重新上传")


def blocks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what stands besides the pixels: "exif", "xmp", "iptc", "name", "comment"."""
    if content.startswith(PNG):
        yield from _png_blocks(content)
    elif content.startswith(JPEG):
        for marker, start, end in segments(content):
            block = content[start + 4 : end]
            if marker == 0xE1 and block.startswith(EXIF):
                yield "exif", block[len(EXIF) :]
            elif marker == 0xE1 and block.startswith(XMP):
                yield "xmp", block
            elif marker == 0xED:
                yield "iptc", block
            elif marker == 0xFE:
                yield "comment", block


def segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each JPEG segment before the pixels."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            place += 2
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            return
        yield marker, place, place + 2 + length
        place += 2 + length


def chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of each PNG chunk."""
    place = len(PNG)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        end = place + 12 + length
        if end > len(content):
            return
        yield content[place + 4 : place + 8], place, end
        place = end


def exif_tags(block: bytes) -> Iterator[tuple[int, str]]:
    """Yield tags and texts (a number as its digits) of the first directory of EXIF data."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return
    start = struct.unpack(f"{order}I", block[4:8])[0]
    pending, done = [start], set()
    while pending:
        start = pending.pop()
        if start in done or start + 2 > len(block):
            continue
        done.add(start)
        count = min(struct.unpack(f"{order}H", block[start : start + 2])[0], _MOST_TAGS)
        for number in range(count):
            row = block[start + 2 + 12 * number : start + 14 + 12 * number]
            if len(row) < 12:
                return
            tag, kind, length = struct.unpack(f"{order}HHI", row[:8])
            offset = struct.unpack(f"{order}I", row[8:])[0]
            if tag == 0x8769 and len(done) < 4:
                pending.append(offset)
            if kind == 3:
                yield tag, str(struct.unpack(f"{order}H", row[8:10])[0])
                continue
            size = min(length, _LARGEST_TEXT)
            value = row[8 : 8 + size] if size <= 4 else block[offset : offset + size]
            yield tag, _text(value, tag)


def orientation_of(content: bytes) -> int:
    """Return how a JPEG is turned (1 to 8, 1 if it does not say)."""
    for kind, block in blocks(content):
        if kind == "exif":
            told = dict(exif_tags(block)).get(_ORIENTATION, "1")
            return int(told) if told in "12345678" else 1
    return 1


def _text(value: bytes, tag: int) -> str:
    # Windows writes its own tags in UTF-16.
    if 0x9C9B <= tag <= 0x9C9F:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return _decoded(value)


def _decoded(value: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding).strip("\0 ")
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1").strip("\0 ")


def creators_in(block: bytes) -> Iterator[str]:
    """Yield the makers that XMP names, wherever it stands in some bytes."""
    start = block.find(b"<dc:creator")
    while start >= 0:
        end = block.find(b"</dc:creator>", start)
        if end < 0:
            return
        for piece in block[start:end].split(b"<rdf:li")[1:]:
            yield _decoded(piece.partition(b">")[2].partition(b"<")[0])
        start = block.find(b"<dc:creator", end)


def _png_blocks(content: bytes) -> Iterator[tuple[str, bytes]]:
    for kind, start, end in chunks(content):
        data = content[start + 8 : end - 4]
        if kind == b"eXIf":
            yield "exif", data
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            word, _, rest = data.partition(b"\0")
            if kind == b"zTXt":
                rest = _unpacked(rest[1:])
            elif kind == b"iTXt":
                is_packed = rest[:1] == b"\1"
                rest = rest[2:].split(b"\0", 2)[-1]
                rest = _unpacked(rest) if is_packed else rest
            if word == b"XML:com.adobe.xmp":
                yield "xmp", rest
            else:
                yield ("name" if word in _PNG_NAMES else "comment"), rest


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST_TEXT)
    except zlib.error:
        return b""
