"""Signature, day, seal, 附注: GB/T 9704-2012 第7.3.5条, 第7.3.6条."""

from collections.abc import Iterator

from gongkai.documents.official.clauses import (
    CHARACTER_MM,
    LINE_MM,
    Clause,
    near,
    present,
)
from gongkai.documents.official.clauses_page import LEFT, RIGHT
from gongkai.documents.official.finding import DAY, Found
from gongkai.documents.official.measuring import Line
from gongkai.rules.document_kinds import Layout

SEAL = 42.0
"""Across a seal of an organ of this level, in millimetres: the usual one, the standard has none."""

# The seal's centre stands a little above the middle of organ and day (居印章中心偏下位置).
_ABOVE_MIDDLE = 3.0
_APART = 10.0


def signature_clauses(found: Found) -> Iterator[Clause]:
    """Yield the clauses about the signature; minutes have none (第10.3条)."""
    if found.layout is Layout.MINUTES:
        return
    if found.dated is None or found.dated == 0:
        yield present("7.3.5", "成文日期", "年月日俱全，月、日不编虚位", "")
        return
    page, dated = found.text[found.dated]
    yield Clause("7.3.5.4", "成文日期", "阿拉伯数字，月、日不编虚位", dated.text,
                 DAY.fullmatch(dated.text) is not None and "年0" not in dated.text
                 and "月0" not in dated.text)  # fmt: skip
    above = [line for at, line in found.text[: found.dated] if at == page]
    organs = _organs(above, dated)
    text = above[: len(above) - len(organs)]
    yield Clause("7.3.5.1", "署名页", "署名与正文同面", text[-1].text[-8:] if text else "无正文",
                 bool(text))  # fmt: skip
    if not organs:
        yield present("7.3.5", "发文机关署名", "成文日期之上编排署名", "")
    elif text:
        yield from _placed(organs, dated, text[-1])
    yield from _note(found, page)


def _organs(above: list[Line], dated: Line) -> list[Line]:
    """Return the lines of organs before the day: those after the last wide gap in the text."""
    found: list[Line] = []
    below = dated
    for line in reversed(above):
        gap = (below.baseline - line.baseline) / LINE_MM
        if found and gap > 1.25 and not _is_joint_gap(gap) or line.text.endswith(("。", "：")):
            break
        centred = abs(line.ink_middle - dated.ink_middle) < 2
        at_left = line.left < LEFT + 3 * CHARACTER_MM and not _parts(line)[1:]
        if at_left and not centred and not found:
            break
        if line.text.startswith("附件：") or line.text[:2].rstrip(".").isdigit():
            break
        found.insert(0, line)
        below = line
    return found


def _is_joint_gap(gap: float) -> bool:
    return gap > 3


def _parts(line: Line) -> list[tuple[float, float]]:
    """Return where the names on a line begin and end: several stand well apart."""
    parts = [[line.glyphs[0].left, line.glyphs[0].right]]
    for glyph in line.glyphs[1:]:
        if glyph.left - parts[-1][1] > _APART:
            parts.append([glyph.left, glyph.right])
        parts[-1][1] = glyph.right
    return [(left, right) for left, right in parts]


def _placed(organs: list[Line], dated: Line, text: Line) -> Iterator[Clause]:
    first = organs[0]
    last = _parts(organs[-1])[-1]
    middle, day = (last[0] + last[1]) / 2, (dated.left + dated.right) / 2
    gap = (organs[0].top - text.bottom) / LINE_MM
    wide = dated.right - dated.left > last[1] - last[0]
    if (
        gap < 1.6
        and len({len(_parts(line)) for line in organs} - {1}) == 0
        and (abs(dated.left - last[0] - 2 * CHARACTER_MM) < 1)
    ):
        yield Clause("7.3.5.2", "署名位置", "不加盖印章：正文下空一行", f"相距{gap:.2f}行",
                     1.0 <= gap <= 1.6)  # fmt: skip
        inset = RIGHT - (dated.right if wide else last[1])
        yield near("7.3.5.2", "日期右空" if wide else "署名右空", "右空二字", inset,
                   2 * CHARACTER_MM)  # fmt: skip
        yield near("7.3.5.2", "成文日期位置", "首字比署名首字右移二字", dated.left - last[0],
                   2 * CHARACTER_MM)  # fmt: skip
        return
    reach = max(line.right for line in organs)
    organs = _unwrapped(organs)
    yield near("7.3.5.1", "署名居中", "以成文日期为准居中", middle - day, 0, 1.2)
    if len(organs) == 1 and len(_parts(organs[0])) == 1:
        inset = RIGHT - dated.right
        at_edge = reach > RIGHT - 1.5
        yield Clause("7.3.5.1", "成文日期位置", "加盖印章：右空四字", f"右空{inset:.2f} mm",
                     abs(inset - 4 * CHARACTER_MM) <= 2 or at_edge)  # fmt: skip
    else:
        yield from _seals(organs)
    centre = (first.top + dated.bottom) / 2 - _ABOVE_MIDDLE
    if len(organs) > 1:
        centre = organs[0].baseline - _ABOVE_MIDDLE
    top = centre - SEAL / 2 - text.bottom
    yield Clause("7.3.5.1", "印章位置", f"印章（按{SEAL:.0f} mm）顶端上距正文一行之内",
                 f"相距{top:.2f} mm", -1 <= top <= LINE_MM)  # fmt: skip
    yield Clause("7.3.5.1", "印章两端", "不超出版心", f"右端{day + SEAL / 2:.2f} mm",
                 day + SEAL / 2 <= RIGHT + 1)  # fmt: skip


def _unwrapped(organs: list[Line]) -> list[Line]:
    """Return the last lines of organs' names: seals keep them apart, a long name only wraps."""
    return [
        line
        for line, following in zip(organs, (*organs[1:], None), strict=True)
        if following is None or following.baseline - line.baseline > 1.3 * LINE_MM
    ]


def _seals(organs: list[Line]) -> Iterator[Clause]:
    centres = [
        ((left + right) / 2, line.baseline) for line in organs for left, right in _parts(line)
    ]
    apart = min(
        max(abs(one[0] - other[0]), abs(one[1] - other[1]))
        for place, one in enumerate(centres)
        for other in centres[place + 1 :]
    )
    yield Clause("7.3.5.1", "联合行文印章", "互不相交或者相切", f"最近{apart:.2f} mm",
                 apart >= SEAL - 1)  # fmt: skip


def _note(found: Found, page: int) -> Iterator[Clause]:
    assert found.dated is not None
    for at, line in found.text[found.dated + 1 : found.dated + 2]:
        if at != page:
            continue
        yield near("7.3.6", "附注位置", "居左空二字", line.left - LEFT, 2 * CHARACTER_MM, 3)
        yield Clause("7.3.6", "附注", "加圆括号", line.text,
                     line.text.startswith("（") and line.text.endswith("）"))  # fmt: skip
        gap = (line.baseline - found.text[found.dated][1].baseline) / LINE_MM
        yield Clause("7.3.6", "附注行", "成文日期下一行", f"行距{gap:.2f}行",
                     0.85 <= gap <= 1.6)  # fmt: skip
