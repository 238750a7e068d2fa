"""A clause of GB/T 9704-2012 as it was found in a file, and how measures are compared."""

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.documents.official.measuring import Line

EDGE = 1.0
"""The tolerance that 第5.2.1条 itself gives the margins, in millimetres."""

NEAR = 0.6
"""How far a place may be off in millimetres: a Chinese character of 3号 is 5.6 mm wide."""

LINE_MM = 16 * 1.875 * 25.4 / 72
"""一行: the height of a 3号 character and 7/8 of it (第3.2条)."""

CHARACTER_MM = 156 / 28
"""一字: a character where 28 of them fill the type area (第3.1条, 第5.2.3条)."""


class Clause(NamedTuple):
    """One requirement, what was measured, and whether they agree.

    `ok` is None where the file cannot show it, or a substitute stands for a typeface.
    """

    clause: str
    element: str
    required: str
    measured: str
    ok: bool | None


class Face(NamedTuple):
    """A typeface that the standard names, how fonts of it are called, and what substitutes it."""

    label: str
    names: tuple[str, ...]
    substitutes: tuple[str, ...]


SONG_TITLE = Face(
    "小标宋体",
    ("xiaobiaosong", "小标宋"),
    ("notoserif", "fandolsong", "stzhongsong", "中宋", "simsun", "宋体", "notoserifcjk"),
)
FANGSONG = Face("仿宋体", ("fangsong", "仿宋", "fandolfang"), ("notoserif",))
HEI = Face("黑体", ("simhei", "黑体", "fandolhei", "fzhei"), ("notosans",))
KAI = Face("楷体", ("kaiti", "楷体", "fandolkai", "fzkai"), ("notoserif",))
SONG = Face("宋体", ("simsun", "宋体", "fandolsong", "fzshusong"), ("notoserif",))


def near(
    clause: str, element: str, required: str, measured: float, wanted: float, within: float = NEAR
) -> Clause:
    """Return a clause about a length in millimetres."""
    return Clause(clause, element, required, f"{measured:.2f} mm", abs(measured - wanted) <= within)


def between(
    clause: str, element: str, required: str, measured: float, least: float, most: float
) -> Clause:
    """Return a clause about a length in millimetres that may lie between two."""
    return Clause(clause, element, required, f"{measured:.2f} mm", least <= measured <= most)


def sized(clause: str, element: str, label: str, line: Line, points: float) -> Clause:
    """Return a clause about the size of a line's characters."""
    found = line.size
    return Clause(clause, element, f"{label}（{points:g} pt）", f"{found:g} pt",
                  abs(found - points) <= 0.3)  # fmt: skip


def faced(clause: str, element: str, face: Face, names: Sequence[str]) -> Clause:
    """Return a clause about a typeface; a known substitute can be told, not approved."""
    told = "、".join(dict.fromkeys(names))
    plain = [name.casefold().replace("-", "").replace(" ", "") for name in names]
    if plain and all(any(known in name for known in face.names) for name in plain):
        return Clause(clause, element, face.label, told, True)
    substituted = plain and all(
        any(known in name for known in (*face.names, *face.substitutes)) for name in plain
    )
    if substituted:
        return Clause(clause, element, face.label, f"{told}（替代字体）", None)
    return Clause(clause, element, face.label, told or "未找到文字", False)


def present(clause: str, element: str, required: str, found: str) -> Clause:
    """Return a clause about something that must be there."""
    return Clause(clause, element, required, found or "未找到", bool(found))
