"""Paper, type area, grid and page numbers: GB/T 9704-2012 第5章, 第6章, 第7.5条."""

from collections.abc import Iterator

from gongkai.documents.official.clauses import (
    CHARACTER_MM,
    EDGE,
    LINE_MM,
    SONG,
    Clause,
    faced,
    near,
    sized,
)
from gongkai.documents.official.finding import Found, page_number
from gongkai.documents.official.measuring import MM, Line, MeasuredPage
from gongkai.rules.document_kinds import Layout

TOP, BOTTOM, LEFT, RIGHT = 37.0, 262.0, 28.0, 184.0
_FULL_LINES, _CLOSEST_LINES = 22, 24


def page_clauses(found: Found) -> Iterator[Clause]:
    """Yield the clauses about paper, margins, grid, colour and page numbers."""
    sizes = {(round(page.width), round(page.height)) for page in found.pages}
    told = "、".join(f"{width}×{height} mm" for width, height in sorted(sizes))
    yield Clause("5.1", "纸张", "A4，210×297 mm", told, sizes == {(210, 297)})
    yield Clause("4", "纸张", "60～80 g/m²胶版印刷纸或复印纸，白度80%～90%", "文件不能反映", None)
    yield Clause("6.2", "印刷", "双面印刷，页码套正，误差不超过2 mm", "文件不能反映", None)
    yield from _margins(found)
    yield from _grid(found)
    yield from _colours(found)
    yield from _numbers(found)


def _margins(found: Found) -> Iterator[Clause]:
    pages = found.text_pages[1:] or found.text_pages
    tops = [lines[0].top for lines in found.text_pages[1:] if lines]
    if tops:
        yield near("5.2.1", "天头", "37 mm±1 mm", min(tops), TOP, EDGE)
    lines = [line for page in (found.text_pages[0], *pages) for line in page]
    lefts = [line.left for line in lines if line.glyphs[0].text not in "《（“〔"]
    if lefts:
        yield near("5.2.1", "订口", "28 mm±1 mm", min(lefts), LEFT, EDGE)
    rights = [
        line.right
        for page in found.text_pages
        for line, following in zip(page, page[1:], strict=False)
        if _goes_on(following) and line.glyphs[-1].text not in "，。、；：》）”〕"
    ]
    if rights:
        right = max(rights)
        yield near("5.2.1", "版心宽", "156 mm（右边缘184 mm）", right, RIGHT, EDGE)
    lowest = max((line.bottom for line in lines), default=0.0)
    yield Clause("5.2.1", "版心高", "文字不低于262 mm", f"{lowest:.2f} mm", lowest <= BOTTOM + EDGE)


def _grid(found: Found) -> Iterator[Clause]:
    pitches = [
        below.baseline - above.baseline
        for lines in found.text_pages
        for above, below in zip(lines, lines[1:], strict=False)
        if below.baseline - above.baseline < 1.25 * LINE_MM
    ]
    count = _FULL_LINES
    if pitches:
        pitch = sorted(pitches)[len(pitches) // 2]
        count = int((BOTTOM - TOP + 0.3 - 16 * MM) / pitch) + 1
        told = f"行距{pitch:.2f} mm，可排{count}行"
        # 7.3.5.5 lets lines be closer where the signature needs it: the file cannot tell why.
        closer = _FULL_LINES < count <= _CLOSEST_LINES
        ok = None if closer else count == _FULL_LINES
        yield Clause("5.2.3", "每面行数", "22行（7.3.5.5可调整行距）", told, ok)
    full = max(found.text_pages[1:], key=len, default=())
    if len(full) >= _FULL_LINES and count == _FULL_LINES:
        reach = full[_FULL_LINES - 1].bottom if len(full) == _FULL_LINES else full[-1].bottom
        told = f"{len(full)}行，至{reach:.2f} mm"
        filled = len(full) == _FULL_LINES and abs(reach - BOTTOM) <= EDGE
        yield Clause("5.2.3", "满面", "22行并撑满版心（至262 mm）", told, filled)
    steps = [
        after.left - before.left
        for lines in found.text_pages
        for line in lines
        for before, after in zip(line.glyphs, line.glyphs[1:], strict=False)
        if _is_ideograph(before.text) and _is_ideograph(after.text)
    ]
    if steps:
        step = sorted(steps)[len(steps) // 2]
        fitting = round((RIGHT - LEFT) / step, 1)
        yield Clause("5.2.3", "每行字数", "28字并撑满版心", f"字距{step:.3f} mm，可排{fitting:g}字",
                     abs(step - CHARACTER_MM) <= 0.06)  # fmt: skip


def _colours(found: Found) -> Iterator[Clause]:
    black = {
        glyph.colour
        for page in found.pages
        for line in page.lines
        for glyph in line.glyphs
        if not (page.number == 1 and glyph.is_red)
    }
    told = "、".join("#{:02x}{:02x}{:02x}".format(*colour) for colour in sorted(black))
    yield Clause("5.2.4", "文字颜色", "黑色（发文机关标志除外）", told,
                 all(max(colour) < 40 for colour in black))  # fmt: skip


def _numbers(found: Found) -> Iterator[Clause]:
    last = found.pages[-1]
    blank = len(found.pages) > 2 and not _has_text(found.pages[-2])
    silent = {last.number, last.number - 1} if blank else set()
    if found.layout is Layout.LETTER:
        shown = page_number(found.first)
        yield Clause("10.1", "首页页码", "首页不显示页码", shown.text if shown else "无",
                     shown is None)  # fmt: skip
        silent.add(1)
    if blank:
        shown_on = [page.number for page in found.pages[-2:] if page_number(page)]
        told = "、".join(map(str, shown_on)) or "无"
        yield Clause("7.5", "空白页和版记页", "均不编排页码", told, not shown_on)
    numbered = [page for page in found.pages if page.number not in silent]
    lines = {page.number: page_number(page) for page in numbered}
    wrong = [number for number, line in lines.items() if line is None or line.text != f"—{number}—"]
    told = "、".join(f"第{number}面" for number in wrong) or "逐面连续"
    if lines:
        yield Clause("7.5", "页码", "阿拉伯数字，左右各一条一字线，连续编排", told, not wrong)
    given = [line for line in lines.values() if line is not None]
    if given:
        yield sized("7.5", "页码字号", "4号", given[0], 14)
        yield faced("7.5", "页码字体", SONG, [glyph.font for glyph in given[0].glyphs])
        yield from (_placed(number, line) for number, line in list(lines.items())[:2] if line)


def _placed(number: int, line: Line) -> Clause:
    drop = line.glyphs[0].ink_top - BOTTOM
    one = 14 * MM
    inset = RIGHT - line.right if number % 2 else line.left - LEFT
    side = "居右" if number % 2 else "居左"
    told = f"一字线上距版心{drop:.2f} mm，{side}空{inset:.2f} mm"
    required = f"一字线上距版心下边缘7 mm，{side}空一字"
    ok = abs(drop - 7) <= 0.6 and abs(inset - one) <= 1
    return Clause("7.5", f"第{number}面页码位置", required, told, ok)


def _has_text(page: MeasuredPage) -> bool:
    return any(line.bottom < BOTTOM + 1 for line in page.lines)


def _goes_on(line: Line) -> bool:
    """Test if a line continues the paragraph of the one before: it has no indent."""
    return line.left < LEFT + CHARACTER_MM and not line.text.endswith("：")


def _is_ideograph(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"
