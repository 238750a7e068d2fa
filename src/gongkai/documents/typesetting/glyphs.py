"""Which characters a font file can draw, read from its character map."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_COLLECTION = b"ttcf"
_UNICODE_PLATFORMS = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}


class Coverage:
    """The characters of one font, as sorted ranges of code points."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        """Take inclusive ranges in any order."""
        ordered = sorted(ranges)
        self._starts = [first for first, _ in ordered]
        self._ends = [last for _, last in ordered]

    def __contains__(self, character: str) -> bool:
        """Return whether the font draws `character`."""
        point = ord(character)
        place = bisect_right(self._starts, point) - 1
        return place >= 0 and point <= self._ends[place]


@lru_cache(maxsize=64)
def coverage(font: Path) -> Coverage:
    """Return what the OpenType or TrueType file `font` covers (a collection: its first font).

    A file whose character map cannot be read covers nothing. Source: OpenType, table cmap.
    """
    try:
        return Coverage(_ranges(font.read_bytes()))
    except (struct.error, IndexError, ValueError):
        return Coverage([])


def _ranges(blob: bytes) -> list[tuple[int, int]]:
    start = struct.unpack_from(">I", blob, 12)[0] if blob[:4] == _COLLECTION else 0
    (tables,) = struct.unpack_from(">H", blob, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", blob, start + 12 + 16 * number)
        if tag == b"cmap":
            return [pair for subtable in _subtables(blob, offset) for pair in subtable]
    return []


def _subtables(blob: bytes, cmap: int) -> Iterator[list[tuple[int, int]]]:
    (count,) = struct.unpack_from(">H", blob, cmap + 2)
    records = [struct.unpack_from(">HHI", blob, cmap + 4 + 8 * number) for number in range(count)]
    usable = [
        offset for platform, kind, offset in records if (platform, kind) in _UNICODE_PLATFORMS
    ]
    by_format = {
        struct.unpack_from(">H", blob, cmap + offset)[0]: cmap + offset for offset in usable
    }
    if 12 in by_format:
        yield _groups(blob, by_format[12])
    elif 4 in by_format:
        yield _segments(blob, by_format[4])


def _groups(blob: bytes, at: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", blob, at + 12)
    groups = struct.iter_unpack(">III", blob[at + 16 : at + 16 + 12 * count])
    return [(first, last) for first, last, _ in groups]


def _segments(blob: bytes, at: int) -> list[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", blob, at + 6)
    count = doubled // 2
    lasts = struct.unpack_from(f">{count}H", blob, at + 14)
    firsts = struct.unpack_from(f">{count}H", blob, at + 16 + doubled)
    return [(first, last) for first, last in zip(firsts, lasts, strict=True) if first != 0xFFFF]
