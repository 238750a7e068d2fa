"""Main lines of two reports as a chart in SVG, drawn on the server, without style or script."""

from collections.abc import Iterator, Sequence
from html import escape

from gongkai.documents.columns import one_line, shortened
from gongkai.rules.reports.comparison_lines import ComparedLine

_WIDTH, _LEFT, _LONGEST = 720, 170, 420
_TOP, _GROUP, _BAR, _BETWEEN = 34, 46, 15, 3
_FONT = 13
_LONGEST_NAME = 38
# Told apart by lightness as well as by colour; each bar also says its number.
_COLOURS = ("#8aa4c8", "#1f4e79")


def render_chart_svg(
    lines: Sequence[ComparedLine], a: str, b: str, *, title: str, identity: str
) -> str:
    """
    Return two bars per line as an SVG to stand inside a page; a count not known has no bar.

    `a` and `b` name the two reports; `identity` makes the element's ids unique on the page.
    Attributes only, so no content security policy forbids it.
    """
    greatest = max((count for line in lines for count in (line.a, line.b) if count), default=0)
    height = _TOP + _GROUP * len(lines)
    names = tuple(escape(shortened(one_line(name), _LONGEST_NAME)) for name in (a, b))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" role="img"'
        f' viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' font-size="{_FONT}" fill="currentColor"'
        f' aria-labelledby="{identity}-title {identity}-desc">',
        f'<title id="{identity}-title">{escape(title)}</title>',
        f'<desc id="{identity}-desc">{escape(_told(lines, a, b))}</desc>',
        *_legend(names),
    ]
    for number, line in enumerate(lines):
        parts.extend(_group(line, _TOP + _GROUP * number, greatest))
    return "\n".join((*parts, "</svg>"))


def _told(lines: Sequence[ComparedLine], a: str, b: str) -> str:
    values = "；".join(f"{line.label} {_shown(line.a)}、{_shown(line.b)}" for line in lines)
    return f"依次为{one_line(a)}、{one_line(b)}：{values}。"


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, (name, colour) in enumerate(zip(names, _COLOURS, strict=True)):
        left = _LEFT + number * (_WIDTH - _LEFT) // 2
        yield f'<rect x="{left}" y="6" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{left + 18}" y="17">{name}</text>'


def _group(line: ComparedLine, top: int, greatest: int) -> Iterator[str]:
    middle = top + _BAR + _BETWEEN
    yield f'<text x="{_LEFT - 10}" y="{middle}" text-anchor="end">{escape(line.label)}</text>'
    if not line.is_comparable:
        yield (
            f'<text x="{_LEFT - 10}" y="{middle + _FONT + 2}" text-anchor="end"'
            f' font-size="{_FONT - 2}">两版口径不同</text>'
        )
    for number, (count, colour) in enumerate(zip((line.a, line.b), _COLOURS, strict=True)):
        y = top + number * (_BAR + _BETWEEN)
        length = _length(count, greatest)
        if length:
            yield f'<rect x="{_LEFT}" y="{y}" width="{length}" height="{_BAR}" fill="{colour}"/>'
        yield f'<text x="{_LEFT + length + 6}" y="{y + _BAR - 3}">{_shown(count)}</text>'


def _length(count: int | None, greatest: int) -> int:
    if not count or count < 0:
        return 0
    return max(count * _LONGEST // greatest, 1)


def _shown(count: int | None) -> str:
    return "无数据" if count is None else str(count)
