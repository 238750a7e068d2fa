"""A file taken apart down to its bytes: streams unpacked, strings decoded, archives opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.documents.redactions.words import BLOCK

_DEEPEST = 4
_LARGEST_STREAM = 64 << 20
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_TAG = re.compile(rb"<[^>]*>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_HEADER = 2000
_WORDS = re.compile(rb"xpacket|xmpmeta|<\?xml")


class Piece(NamedTuple):
    """Some bytes of a file, where they stand, and the text in them where they hold any."""

    place: str
    content: bytes
    text: str | None = None
    detail: str = ""
    is_picture: bool = False


def pieces_of(content: bytes, kind: str, place: str = "", depth: int = 0) -> Iterator[Piece]:
    """Yield everything in a file that can be searched, also what is packed inside something else.

    :param kind: "pdf", "docx" (or another archive), "png" or "jpeg"
    """
    if kind == "pdf":
        yield from _pdf(content, place, depth)
    elif kind == "docx":
        yield from _archive(content, place, depth)
    else:
        yield Piece(place or "图片数据", content, None, "图片附带的信息", is_picture=True)
        yield from _chunks(content, place)


def _pdf(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    outside = []
    end = 0
    for number, start in enumerate(_STREAM.finditer(content), start=1):
        if start.start() < end:
            continue
        outside.append(content[end : start.start()])
        close = content.find(b"endstream", start.end())
        end = len(content) if close < 0 else close
        raw = content[start.end() : end]
        header = content[max(0, start.start() - _HEADER) : start.start()].rpartition(b" obj")[2]
        is_picture = _PICTURE.search(header) is not None
        unpacked = _inflated(raw)
        where = f"{place}数据流{number}"
        if unpacked is None:
            yield from _inside(raw, where, depth, is_picture)
        else:
            yield from _inside(unpacked, where, depth, is_picture)
    outside.append(content[end:])
    plain = b"\n".join(outside)
    yield Piece(f"{place}文件结构", plain, _strings(plain))


def _inside(content: bytes, where: str, depth: int, is_picture: bool) -> Iterator[Piece]:
    if is_picture:
        yield Piece(where, content, None, "", is_picture=True)
        return
    is_words = _WORDS.search(content[:_HEADER]) is not None
    told = _decoded(content) if is_words else _foreign(content)
    yield Piece(where, content, f"{_strings(content)}{BLOCK}{told}")
    if depth < _DEEPEST and content[:2] == b"PK":
        yield from _archive(content, f"{where}内的附件", depth + 1)
    elif depth < _DEEPEST and content[:5] == b"%PDF-":
        yield from _pdf(content, f"{where}内的附件", depth + 1)


def _archive(content: bytes, place: str, depth: int) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield Piece(f"{place}压缩包注释", archive.comment, _decoded(archive.comment))
            for member in archive.infolist():
                where = f"{place}内部文件{member.filename[-60:]}"
                yield Piece(f"{place}内部文件名", member.filename.encode(), member.filename)
                yield Piece(where, member.extra + member.comment, _decoded(member.comment))
                if member.file_size > _LARGEST_STREAM or member.flag_bits & 1:
                    continue
                part = archive.read(member)
                if part[:3] == b"\xff\xd8\xff" or part[:4] == b"\x89PNG":
                    yield from pieces_of(part, "picture", where, depth + 1)
                elif part[:2] == b"PK" and depth < _DEEPEST:
                    yield from _archive(part, where, depth + 1)
                elif part.lstrip()[:1] != b"<":
                    yield Piece(where, part, _decoded(part))
                elif depth:
                    # That of the file itself is read as Word reads it: leaks_in_word.
                    yield Piece(where, part, _decoded(_TAG.sub(b"", part)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        return


def _chunks(content: bytes, place: str) -> Iterator[Piece]:
    """Yield the texts that PNG chunks and JPEG segments hold beside the pixels."""
    where = f"{place}图片附带的文字"
    for mark in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
        start = content.find(mark)
        while start >= 0:
            length = int.from_bytes(content[max(0, start - 4) : start], "big")
            chunk = content[start + 4 : start + 4 + min(length, _LARGEST_STREAM)]
            packed = chunk.partition(b"\0")[2]
            for unpacked in (chunk, _inflated(packed[1:]), _inflated(packed.lstrip(b"\0\1"))):
                if unpacked:
                    yield Piece(where, unpacked, _decoded(unpacked))
            start = content.find(mark, start + 4)
    place_in = 2
    while content[:2] == b"\xff\xd8" and content[place_in : place_in + 1] == b"\xff":
        marker = content[place_in + 1]
        if marker in (0xDA, 0xD9):
            break
        length = int.from_bytes(content[place_in + 2 : place_in + 4], "big")
        if marker == 0xFE or 0xE1 <= marker <= 0xEF:
            segment = content[place_in + 4 : place_in + 2 + length]
            yield Piece(where, segment, _decoded(segment))
        place_in += 2 + max(length, 2)
    if (close := content.rfind(b"\xff\xd9")) >= 0 and content[:2] == b"\xff\xd8":
        rest = content[close + 2 :]
        yield Piece(where, rest, _decoded(rest))


def _inflated(content: bytes) -> bytes | None:
    try:
        unpacker = zlib.decompressobj()
        return unpacker.decompress(content.lstrip(b"\r\n"), _LARGEST_STREAM)
    except zlib.error:
        return None


def _strings(content: bytes) -> str:
    """Return the strings of PDF syntax, literal and hexadecimal, one a line."""
    found = []
    for literal in _LITERAL.finditer(content):
        found.append(_decoded(_ESCAPE.sub(_unescaped, literal.group()[1:-1])))
    for hexadecimal in _HEXADECIMAL.finditer(content):
        digits = b"".join(hexadecimal.group(1).split())
        found.append(_decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())))
    # Nothing is read on from one string to the next: tables of characters are lists of them.
    return BLOCK.join(found)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    what = escape.group(1)
    if not what.strip(b"01234567"):
        return bytes([int(what, 8) & 0xFF])
    return _ESCAPED.get(what, what)


def _decoded(content: bytes) -> str:
    """Return bytes as the text they most likely are, in each encoding they may be in."""
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    forms = (content.decode(encoding, "ignore") for encoding in ("utf-8", "utf-16-be", "utf-16-le"))
    return BLOCK.join(forms)


def _foreign(content: bytes) -> str:
    """Return the text beyond ASCII: commands are full of numbers that say nothing."""
    return "".join(one for one in content.decode("utf-8", "ignore") if not one.isascii())
