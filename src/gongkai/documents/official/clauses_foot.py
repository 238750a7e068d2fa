"""版记 at the foot of the last page: GB/T 9704-2012 第7.4条, 第10.1条."""

from collections.abc import Iterator

from gongkai.documents.official.clauses import FANGSONG, Clause, faced, near, sized
from gongkai.documents.official.clauses_page import BOTTOM, LEFT, RIGHT
from gongkai.documents.official.finding import Found
from gongkai.documents.official.measuring import MM, Line
from gongkai.rules.document_kinds import Layout

_ONE = 14 * MM
_THICK, _THIN, _WITHIN = 0.35, 0.25, 0.05


def foot_clauses(found: Found) -> Iterator[Clause]:
    """Yield the clauses about 版记; a document may have none."""
    lines = found.imprint
    if not lines:
        return
    yield sized("7.4.2", "版记字号", "4号", lines[0], 14)
    fonts = [each.font for each in lines[0].glyphs if "\u4e00" <= each.text <= "\u9fff"]
    yield faced("7.4.2", "版记字体", FANGSONG, fonts)
    sent = [place for place, line in enumerate(lines) if line.text.startswith(("抄送", "主送"))]
    ends = (*sent[1:], _printed(lines)) if sent else ()
    for start, end in zip(sent, ends, strict=True):
        rows = lines[start:end]
        label = rows[0].text[:2]
        yield near("7.4.2", f"{label}位置", "左空一字", rows[0].left - LEFT, _ONE, 0.8)
        yield Clause("7.4.2", f"{label}末尾", "标句号", rows[-1].text[-4:],
                     rows[-1].text.endswith("。"))  # fmt: skip
        if len(rows) > 1:
            aligned = rows[1].left - rows[0].glyphs[3].left
            yield near("7.4.2", f"{label}回行", "与冒号后的首字对齐", aligned, 0, 0.8)
    if found.layout is Layout.LETTER:
        rules = found.imprint_rules
        black = [rule for rule in rules if rule.colour[0] < 100]
        bare = not black and not any(line.text.endswith("印发") for line in lines)
        told = f"{len(black)}条分隔线"
        yield Clause("10.1", "版记", "不加印发机关、印发日期和分隔线", told, bare)
        return
    yield from _rules(found)
    for line in lines:
        if line.text.endswith("印发"):
            yield near("7.4.3", "印发机关位置", "左空一字", line.left - LEFT, _ONE, 0.8)
            yield near("7.4.3", "印发日期位置", "右空一字", RIGHT - line.right, _ONE, 0.8)
            ok = "年0" not in line.text and "月0" not in line.text
            yield Clause("7.4.3", "印发日期", "月、日不编虚位，后加“印发”", line.text[-12:], ok)
    last = found.pages[-1].number
    yield Clause("6.2", "版记页", "双面印刷的，版记在偶数面", f"第{last}面",
                 last % 2 == 0 or None)  # fmt: skip


def _printed(lines: tuple[Line, ...]) -> int:
    return next(
        (place for place, line in enumerate(lines) if line.text.endswith("印发")), len(lines)
    )


def _rules(found: Found) -> Iterator[Clause]:
    rules = found.imprint_rules
    yield Clause("7.4.1", "版记分隔线", "首条、末条及中间各线", f"{len(rules)}条", len(rules) >= 2)
    if len(rules) < 2:
        return
    yield Clause("7.4.1", "分隔线宽", "与版心等宽，156 mm", f"{rules[0].length:.2f} mm",
                 all(abs(rule.length - 156) <= 0.6 for rule in rules))  # fmt: skip
    for name, chosen, wanted in (
        ("首条", rules[:1], _THICK),
        ("中间", rules[1:-1], _THIN),
        ("末条", rules[-1:], _THICK),
    ):
        for rule in chosen:
            yield near(
                "7.4.1", f"{name}分隔线高度", f"{wanted} mm", rule.thickness, wanted, _WITHIN
            )
    edge = rules[-1].y + rules[-1].thickness / 2
    yield near("7.4.1", "末条分隔线位置", "与版心下边缘重合（262 mm）", edge, BOTTOM)
