"""The head of a document: GB/T 9704-2012 第7.2条, 第10.1条, 第10.3条."""

from collections.abc import Iterator

from gongkai.documents.official.clauses import (
    CHARACTER_MM,
    FANGSONG,
    HEI,
    KAI,
    LINE_MM,
    NEAR,
    SONG_TITLE,
    Clause,
    between,
    faced,
    near,
    present,
    sized,
)
from gongkai.documents.official.clauses_page import LEFT, RIGHT, TOP
from gongkai.documents.official.finding import NUMBER, Found
from gongkai.documents.official.measuring import MM, Line
from gongkai.rules.document_kinds import Layout

_SEVEN_EIGHTHS = 16 * 7 / 8 * MM


def head_clauses(found: Found) -> Iterator[Clause]:
    """Yield the clauses about everything above the title."""
    if not found.mark:
        yield present("7.2.4", "发文机关标志", "红色发文机关标志", "")
        return
    yield from _mark(found)
    yield from _corner(found)
    if found.layout is Layout.LETTER:
        yield from _letter(found)
    else:
        yield from _standard(found)


def _mark(found: Found) -> Iterator[Clause]:
    glyphs = [glyph for line in found.mark for glyph in line.glyphs]
    top = min(glyph.ink_top for glyph in glyphs)
    clause, wanted, told = {
        Layout.LETTER: ("10.1", 30.0, "上边缘至上页边30 mm"),
        Layout.MINUTES: ("10.3", TOP + 35, "上边缘至版心上边缘35 mm"),
    }.get(found.layout, ("7.2.4", TOP + 35, "上边缘至版心上边缘35 mm"))
    from_edge = top if clause == "10.1" else top - TOP
    name = "纪要标志" if clause == "10.3" else "发文机关标志"
    yield near(clause, f"{name}位置", told, from_edge, wanted - (0 if clause == "10.1" else TOP))
    middle = (
        min(glyph.ink_left for glyph in glyphs) + max(glyph.ink_right for glyph in glyphs)
    ) / 2
    yield near(clause, f"{name}居中", "居中排布（106 mm）", middle, (LEFT + RIGHT) / 2, 1.2)
    yield faced(clause, f"{name}字体", SONG_TITLE, [glyph.font for glyph in glyphs])
    colours = {glyph.colour for glyph in glyphs}
    shown = "、".join("#{:02x}{:02x}{:02x}".format(*colour) for colour in colours)
    yield Clause(clause, f"{name}颜色", "红色", shown, all(glyph.is_red for glyph in glyphs))


def _corner(found: Found) -> Iterator[Clause]:
    copy = [line for line in found.corner if line.text.isdigit()]
    for line in copy:
        yield Clause("7.2.1", "份号", "6位阿拉伯数字", line.text, len(line.text) == 6)
        yield near("7.2.1", "份号位置", "顶格，版心左上角", line.left, LEFT)
    marked = [
        line
        for line in found.corner
        if not line.text.isdigit() and not NUMBER.search(line.text) and line.left < LEFT + 2
    ]
    for line in marked:
        clause = "7.2.2" if line.text[:2] in ("绝密", "机密", "秘密") else "7.2.3"
        yield faced(clause, f"“{line.text}”字体", HEI, [glyph.font for glyph in line.glyphs[:2]])
        yield sized(clause, f"“{line.text}”字号", "3号", line, 16)
        yield near(clause, f"“{line.text}”位置", "顶格，版心左边缘", line.left, LEFT)


def _standard(found: Found) -> Iterator[Clause]:
    number, rule = found.number, found.head_line
    mark_bottom = max(glyph.ink_bottom for line in found.mark for glyph in line.glyphs)
    if number is None:
        if found.layout is Layout.STANDARD:
            yield present("7.2.5", "发文字号", "年份六角括号，顺序号不编虚位", "")
    else:
        text = NUMBER.search(number.text)
        assert text
        yield Clause("7.2.5", "发文字号", "年份六角括号，顺序号不编虚位", text[0],
                     "〕0" not in text[0])  # fmt: skip
        yield sized("7.2.5", "发文字号字号", "3号", number, 16)
        signed = [line for line in found.head if "签发人：" in line.text]
        # Of several who sign, the number stands beside the last.
        gap = ((signed or [number])[0].top - mark_bottom) / LINE_MM
        yield Clause("7.2.5", "发文字号位置", "发文机关标志下空二行", f"相距{gap:.2f}行",
                     1.7 <= gap <= 2.9)  # fmt: skip
        yield from _number_place(number, signed)
    if rule is None:
        yield present("7.2.7", "红色分隔线", "发文字号下4 mm，与版心等宽", "")
        return
    yield near("7.2.7", "分隔线宽", "与版心等宽，156 mm", rule.length, 156)
    above = max((line.bottom for line in found.head if line.bottom < rule.y), default=0.0)
    yield near("7.2.7", "分隔线位置", "发文字号之下4 mm", rule.y - rule.thickness / 2 - above, 4)


def _number_place(number: Line, signed: list[Line]) -> Iterator[Clause]:
    upward = signed or number.left < LEFT + 2 * CHARACTER_MM
    if not upward:
        middle = (LEFT + RIGHT) / 2
        yield near("7.2.5", "发文字号居中", "居中排布（106 mm）", number.ink_middle, middle, 1.2)
        return
    yield near("7.2.5", "发文字号居左", "上行文居左空一字", number.left - LEFT, CHARACTER_MM)
    if not signed:
        yield present("7.2.6", "签发人", "签发人，居右空一字", "")
        return
    line = signed[0]
    place = line.text.find("签发人：")
    right = max(each.right for each in (line, number))
    yield near("7.2.6", "签发人位置", "居右空一字", RIGHT - right, CHARACTER_MM)
    label, name = line.glyphs[place : place + 3], line.glyphs[place + 4 :]
    yield faced("7.2.6", "“签发人”字体", FANGSONG, [glyph.font for glyph in label])
    yield faced("7.2.6", "签发人姓名字体", KAI, [glyph.font for glyph in name])


def _letter(found: Found) -> Iterator[Clause]:
    rules = found.red_rules
    yield Clause("10.1", "红色双线", "两条双线，共四线", f"{len(rules)}线", len(rules) == 4)
    if len(rules) != 4:
        return
    yield Clause("10.1", "双线长", "均为170 mm", f"{rules[0].length:.2f} mm",
                 all(abs(rule.length - 170) <= NEAR for rule in rules))  # fmt: skip
    middle = (rules[0].left + rules[0].right) / 2
    yield near("10.1", "双线居中", "居中排布（105 mm）", middle, found.first.width / 2)
    weights = [rule.thickness for rule in rules]
    yield Clause("10.1", "双线粗细", "首条上粗下细，末条上细下粗",
                 "、".join(f"{weight:.2f}" for weight in weights) + " mm",
                 weights[0] > weights[1] and weights[2] < weights[3])  # fmt: skip
    mark_bottom = max(glyph.ink_bottom for line in found.mark for glyph in line.glyphs)
    gap = rules[0].y - rules[0].thickness / 2 - mark_bottom
    yield near("10.1", "首条双线位置", "发文机关标志下4 mm", gap, 4)
    foot = found.first.height - rules[3].y - rules[3].thickness / 2
    yield near("10.1", "末条双线位置", "距下页边20 mm", foot, 20)
    number = found.number
    if number is None:
        yield present("10.1", "发文字号", "第一条双线下，顶格居版心右边缘", "")
        return
    yield near("10.1", "发文字号位置", "顶格居版心右边缘（184 mm）", number.right, RIGHT)
    drop = number.top - rules[1].y - rules[1].thickness / 2
    yield between("10.1", "发文字号与双线", "相距3号汉字高度的7/8（4.94 mm）", drop,
                  _SEVEN_EIGHTHS - NEAR, _SEVEN_EIGHTHS + NEAR)  # fmt: skip
