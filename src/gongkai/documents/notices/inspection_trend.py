"""Points and findings of some inspections as a chart in SVG, without style or script."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

_WIDTH, _HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 28, 30
_LINE = "#1f4e79"
_BAR = "#8aa4c8"
_SCALE = (0, 20, 40, 60, 80, 100)


class TrendPoint(NamedTuple):
    """One inspection: its day, points from 0 to 100, and how many findings it had."""

    on: date
    points: float
    findings: int


def render_trend_svg(points: Sequence[TrendPoint], *, title: str, identity: str) -> str:
    """Return a line of points over bars of findings, the oldest first, to stand inside a page.

    `identity` makes the element's ids unique on the page. Attributes only, so no content security
    policy forbids it; the table beside it says the same in figures.
    """
    told = "；".join(f"{each.on}，{each.points:g}分，{each.findings}个问题" for each in points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" role="img"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" font-size="12"'
        f' fill="currentColor" aria-labelledby="{identity}-title {identity}-desc">',
        f'<title id="{identity}-title">{escape(title)}</title>',
        f'<desc id="{identity}-desc">{escape(told)}</desc>',
        *_legend(),
        *_scale(),
        *_bars(points),
        *_line(points),
    ]
    return "\n".join((*parts, "</svg>"))


def _legend() -> Iterator[str]:
    yield f'<rect x="{_LEFT}" y="6" width="12" height="12" fill="{_BAR}"/>'
    yield f'<text x="{_LEFT + 18}" y="17">问题数</text>'
    yield f'<circle cx="{_LEFT + 96}" cy="12" r="4" fill="{_LINE}"/>'
    yield f'<text x="{_LEFT + 106}" y="17">自查参考分</text>'


def _scale() -> Iterator[str]:
    for value in _SCALE:
        y = _y(value)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"'
            f' stroke="currentColor" stroke-opacity="0.2"/>'
        )
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'


def _bars(points: Sequence[TrendPoint]) -> Iterator[str]:
    most = max((each.findings for each in points), default=0)
    width = min(36.0, _step(points) * 0.5)
    for number, each in enumerate(points):
        x, bottom = _x(points, number), _y(0)
        if each.findings:
            height = max((bottom - _TOP - 24) * each.findings / most, 2.0)
            yield (
                f'<rect x="{x - width / 2:.1f}" y="{bottom - height:.1f}" width="{width:.1f}"'
                f' height="{height:.1f}" fill="{_BAR}" fill-opacity="0.6"/>'
            )
            y = bottom - 6
            yield f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{each.findings}</text>'
        yield (
            f'<text x="{x:.1f}" y="{_HEIGHT - 10}" text-anchor="middle">'
            f"{each.on.month}月{each.on.day}日</text>"
        )


def _line(points: Sequence[TrendPoint]) -> Iterator[str]:
    places = [(_x(points, number), _y(each.points)) for number, each in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    for (x, y), each in zip(places, points, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_LINE}"/>'
        yield f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{each.points:g}</text>'


def _step(points: Sequence[TrendPoint]) -> float:
    return (_WIDTH - _LEFT - _RIGHT) / max(len(points), 1)


def _x(points: Sequence[TrendPoint], number: int) -> float:
    return _LEFT + _step(points) * (number + 0.5)


def _y(value: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * min(max(value, 0), 100) / 100
