"""Title, text, note of attachments, signature, 附注: GB/T 9704-2012 第7.3条, 第10条."""

import re
from collections.abc import Iterator

from gongkai.documents.drafts.levels import level_of
from gongkai.documents.official.clauses import (
    CHARACTER_MM,
    FANGSONG,
    HEI,
    KAI,
    LINE_MM,
    SONG_TITLE,
    Clause,
    Face,
    faced,
    near,
    present,
    sized,
)
from gongkai.documents.official.clauses_page import LEFT, RIGHT, TOP
from gongkai.documents.official.finding import Found
from gongkai.documents.official.measuring import Line
from gongkai.rules.document_kinds import Layout

_CENTRE = (LEFT + RIGHT) / 2
_OPENING = "（《“〔"
_FACES: dict[int, Face] = {1: HEI, 2: KAI, 3: FANGSONG, 4: FANGSONG}
_LABELS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_NAMES = re.compile("(出席|请假|列席)：")


def text_clauses(found: Found) -> Iterator[Clause]:
    """Yield the clauses about everything from the title to 附注."""
    if not found.title:
        yield present("7.3.1", "标题", "2号小标宋体", "")
        return
    yield from _title(found)
    yield from _text(found)
    yield from _levels(found)
    yield from _enclosures(found)
    if found.layout is Layout.MINUTES:
        yield from _attendance(found)
    yield from _attachments(found)


def _title(found: Found) -> Iterator[Clause]:
    lines = found.title
    yield sized("7.3.1", "标题字号", "2号", lines[0], 22)
    yield faced("7.3.1", "标题字体", SONG_TITLE, [each.font for each in lines[0].glyphs])
    off = max(abs(line.ink_middle - _CENTRE) for line in lines)
    yield Clause("7.3.1", "标题居中", "居中排布", f"偏离{off:.2f} mm", off <= 1.2)
    if found.layout is Layout.LETTER:
        above = max((line.bottom for line in found.head), default=0.0)
        clause, told = "10.1", "与其上最后一个要素相距二行"
    else:
        above = found.head_line.y if found.head_line else 0.0
        clause, told = "7.3.1", "红色分隔线下空二行"
    gap = (lines[0].top - above) / LINE_MM
    yield Clause(clause, "标题位置", told, f"相距{gap:.2f}行", 1.7 <= gap <= 2.6)
    if len(lines) > 1:
        widths = [line.right - line.left for line in lines]
        top = widths.index(max(widths))
        rising = all(
            b - a > -1 for a, b in zip(widths[: top + 1], widths[1 : top + 1], strict=False)
        )
        falling = all(a - b > -1 for a, b in zip(widths[top:], widths[top + 1 :], strict=False))
        shown = "、".join(f"{width:.0f}" for width in widths) + " mm"
        yield Clause("7.3.1", "标题排列", "梯形或菱形", shown, rising and falling)


def _text(found: Found) -> Iterator[Clause]:
    below = found.below_title
    if not below:
        yield present("7.3.3", "首页正文", "公文首页必须显示正文", "")
        return
    gap = (below[0].top - found.title[-1].bottom) / LINE_MM
    addressed = abs(below[0].left - LEFT) <= 1
    if addressed:
        ends = next((place for place, line in enumerate(below) if line.text.endswith("：")), 0)
        yield Clause("7.3.2", "主送机关位置", "标题下空一行，居左顶格", f"相距{gap:.2f}行",
                     0.7 <= gap <= 1.9)  # fmt: skip
        yield Clause("7.3.2", "主送机关", "末标全角冒号", below[ends].text[-6:],
                     below[ends].text.endswith("："))  # fmt: skip
        body = below[ends + 1 :]
    else:
        body = below
    yield present("7.3.3", "首页正文", "公文首页必须显示正文", body[0].text[:12] if body else "")
    if not body:
        return
    yield sized("7.3.3", "正文字号", "3号", body[0], 16)
    fonts = [each.font for each in body[0].glyphs if "\u4e00" <= each.text <= "\u9fff"]
    fonts = fonts or [each.font for each in body[0].glyphs]
    yield faced("7.3.3", "正文字体", FANGSONG, fonts)
    yield near("7.3.3", "段首", "左空二字", body[0].left - LEFT, 2 * CHARACTER_MM,
               3 if body[0].text[0] in _OPENING else 0.6)  # fmt: skip
    whole = "".join(line.text for _, line in found.text)
    empty = re.search("[此本]页无正文", whole)
    yield Clause(
        "7.3.5", "署名页", "不采用“此页无正文”", empty[0] if empty else "无", empty is None
    )


def _levels(found: Found) -> Iterator[Clause]:
    seen: set[int] = set()
    for _, line in found.text:
        indented = abs(line.left - LEFT - 2 * CHARACTER_MM) <= 3
        level = level_of(line.text) if indented else 0
        # A numbered sentence is running text: what follows the number tells.
        heading = level > 2 or line.text[-1] not in "。；，：" and line.right < RIGHT - 8
        run_in = "。" in line.text[:-1] and len(line.text.split("。")[0]) < 30
        if not level or level in seen or not (heading or level == 2 and run_in):
            continue
        seen.add(level)
        fonts = [each.font for each in line.glyphs[:4] if "\u4e00" <= each.text <= "\u9fff"]
        if fonts:
            yield faced("7.3.3", f"层次“{_LABELS[level]}”字体", _FACES[level], fonts)


def _enclosures(found: Found) -> Iterator[Clause]:
    place = found.enclosed
    if place is not None:
        page, line = found.text[place]
        yield near("7.3.4", "附件说明位置", "左空二字", line.left - LEFT, 2 * CHARACTER_MM)
        if place and found.text[place - 1][0] == page:
            gap = (line.baseline - found.text[place - 1][1].baseline) / LINE_MM
            yield Clause("7.3.4", "附件说明行距", "正文下空一行", f"行距{gap:.2f}行",
                         1.75 <= gap <= 2.25)  # fmt: skip
        yield Clause("7.3.4", "附件名称", "其后不加标点符号", line.text[-6:],
                     line.text[-1] not in "。；，、")  # fmt: skip


def _attendance(found: Found) -> Iterator[Clause]:
    for place, (page, line) in enumerate(found.text):
        named = _NAMES.match(line.text)
        if not named:
            continue
        label = named[1]
        yield near("10.3", f"{label}位置", "左空二字", line.left - LEFT, 2 * CHARACTER_MM)
        yield faced("10.3", f"“{label}”字体", HEI, [each.font for each in line.glyphs[:2]])
        if len(line.glyphs) > 3:
            fonts = [each.font for each in line.glyphs[3:] if "\u4e00" <= each.text <= "\u9fff"]
            yield faced("10.3", f"{label}人员字体", FANGSONG, fonts)
        following = found.text[place + 1] if place + 1 < len(found.text) else None
        if following and following[0] == page and not _NAMES.match(following[1].text):
            wrapped = following[1].left - line.glyphs[3].left
            yield near("10.3", f"{label}回行", "与冒号后的首字对齐", wrapped, 0, 3)


def _attachments(found: Found) -> Iterator[Clause]:
    for page in found.attachment_pages:
        lines = [line for line in page.lines if line.size > 12.5]
        label = lines[0]
        name = f"第{page.number}面“{label.text}”"
        yield near("7.3.7", f"{name}位置", "版心左上角第一行顶格", label.left, LEFT)
        yield near("7.3.7", f"{name}首行", "版心第一行（37 mm）", label.top, TOP, 1.5)
        yield faced("7.3.7", f"{name}字体", HEI, [each.font for each in label.glyphs[:2]])
        if len(lines) > 1:
            title = lines[1]
            yield near("7.3.7", f"{name}标题", "居中编排", title.ink_middle, _CENTRE, 1.2)
            row = (title.top - TOP) / LINE_MM + 1
            yield Clause("7.3.7", f"{name}标题行", "版心第三行", f"第{row:.2f}行",
                         2.6 <= row <= 3.4)  # fmt: skip
            yield from _named(found, label, title, name)


def _named(found: Found, label: Line, title: Line, name: str) -> Iterator[Clause]:
    """Test if the attachment is called what the note calls it."""
    if found.enclosed is None:
        yield present("7.3.7", f"{name}与附件说明", "附件说明中列有该附件", "")
        return
    note = "".join(line.text for _, line in found.text[found.enclosed :])
    ok = title.text[:8] in note
    yield Clause("7.3.7", f"{name}与附件说明", "名称与附件说明一致", title.text[:16], ok)
