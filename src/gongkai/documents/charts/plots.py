"""Series of counts over the same labels as columns, lines or lying bars in SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from math import ceil, floor, log10

_COLOURS = ("#1f4e8c", "#8aa4c8", "#b9853b")
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 34, 28
_LABEL_ROOM, _BAR_ROOM = 150, 70
_FONT = 13
_GUIDES = 4
# Labels below each other's middle need this much room, in characters of the font's height.
_LABEL_WIDTH = 3.2


class Shape(StrEnum):
    """How series are drawn."""

    COLUMNS = "COLUMNS"
    LINES = "LINES"
    BARS = "BARS"


@dataclass(frozen=True, slots=True)
class Series:
    """Named counts, one for each label of the plot; None where nothing is known."""

    name: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows; `unit` stands behind each count where it is told in words."""

    shape: Shape
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    @property
    def told(self) -> str:
        """Return the counts in words, for who cannot see the chart."""
        lines = []
        for one in self.series:
            counts = "，".join(
                f"{label}{count}{self.unit}"
                for label, count in zip(self.labels, one.counts, strict=True)
                if count
            )
            lines.append(f"{one.name}：{counts or '没有'}。")
        return "".join(lines)


def render_plot_svg(
    plot: Plot, *, identity: str, width: int = 720, height: int = 260, family: str = ""
) -> str:
    """Return a plot to stand inside a page or a document set by Typst.

    Attributes only, so no content security policy forbids it; a table beside it says the same in
    figures.

    :param identity: makes the element's ids unique on the page
    :param height: in pixels; lying bars take what they need
    :param family: the typeface of its text; "" has the page's own
    """
    if plot.shape is Shape.BARS:
        height = _TOP + len(plot.labels) * _row_height(plot) + 8
    face = f' font-family="{escape(family)}"' if family else ""
    draw = {Shape.COLUMNS: _columns, Shape.LINES: _lines, Shape.BARS: _bars}[plot.shape]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" role="img"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-size="{_FONT}"{face} fill="currentColor"'
        f' aria-labelledby="{identity}-title {identity}-desc">',
        f'<title id="{identity}-title">{escape(plot.title)}</title>',
        f'<desc id="{identity}-desc">{escape(plot.told)}</desc>',
        *(_legend(plot) if len(plot.series) > 1 else ()),
        *draw(plot, width, height),
    ]
    return "\n".join((*parts, "</svg>"))


def _legend(plot: Plot) -> Iterator[str]:
    x = float(_LEFT)
    for number, one in enumerate(plot.series):
        yield f'<rect class="is-{number}" x="{x:.0f}" y="6" width="12" height="12"{_fill(number)}/>'
        yield f'<text x="{x + 18:.0f}" y="17">{escape(one.name)}</text>'
        x += 18 + _FONT * len(one.name) + 24


def _columns(plot: Plot, width: int, height: int) -> Iterator[str]:
    top = _scale_end(plot)
    yield from _guides(top, width, height)
    step = (width - _LEFT - _RIGHT) / max(len(plot.labels), 1)
    column = min(step * 0.72 / len(plot.series), 36.0)
    for place in range(len(plot.labels)):
        left = _LEFT + step * (place + 0.5) - column * len(plot.series) / 2
        for number, one in enumerate(plot.series):
            count = one.counts[place]
            if count:
                y = _y(count, top, height)
                yield (
                    f'<rect class="is-{number}" x="{left + column * number:.1f}" y="{y:.1f}"'
                    f' width="{column:.1f}" height="{height - _BOTTOM - y:.1f}"{_fill(number)}/>'
                )
    yield from _labels(plot, step, height)


def _lines(plot: Plot, width: int, height: int) -> Iterator[str]:
    top = _scale_end(plot)
    yield from _guides(top, width, height)
    step = (width - _LEFT - _RIGHT) / max(len(plot.labels), 1)
    # The first series lies above the others.
    for number, one in reversed(list(enumerate(plot.series))):
        for points in _runs(one.counts):
            places = " ".join(
                f"{_LEFT + step * (place + 0.5):.1f},{_y(count, top, height):.1f}"
                for place, count in points
            )
            stroke = f'stroke="{_COLOURS[number]}" stroke-width="{2.5 if not number else 1.5:g}"'
            yield f'<polyline class="is-{number}" points="{places}" fill="none" {stroke}/>'
    yield from _labels(plot, step, height)


def _runs(counts: Sequence[int | None]) -> Iterator[list[tuple[int, int]]]:
    """Yield the stretches of a series of which every count is known."""
    run: list[tuple[int, int]] = []
    for place, count in enumerate(counts):
        if count is not None:
            run.append((place, count))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _bars(plot: Plot, width: int, height: int) -> Iterator[str]:
    most = max((count or 0 for one in plot.series for count in one.counts), default=0)
    longest = width - _LABEL_ROOM - _BAR_ROOM
    row = _row_height(plot)
    thick = (row - 8) / len(plot.series)
    for place, label in enumerate(plot.labels):
        top = _TOP + row * place
        yield (
            f'<text x="{_LABEL_ROOM - 10}" y="{top + row / 2 + 2:.1f}" text-anchor="end">'
            f"{escape(label)}</text>"
        )
        for number, one in enumerate(plot.series):
            count = one.counts[place]
            length = longest * (count or 0) / most if most else 0
            y = top + thick * number
            if length:
                yield (
                    f'<rect class="is-{number}" x="{_LABEL_ROOM}" y="{y:.1f}"'
                    f' width="{max(length, 1):.1f}" height="{thick - 2:.1f}"{_fill(number)}/>'
                )
            told = "—" if count is None else str(count)
            yield f'<text x="{_LABEL_ROOM + length + 6:.1f}" y="{y + thick - 4:.1f}">{told}</text>'


def _row_height(plot: Plot) -> int:
    return 8 + 18 * len(plot.series)


def _fill(number: int) -> str:
    return f' fill="{_COLOURS[number]}"'


def _guides(top: int, width: int, height: int) -> Iterator[str]:
    for number in range(_GUIDES + 1):
        value = top * number // _GUIDES
        y = _y(value, top, height)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{width - _RIGHT}" y2="{y:.1f}"'
            f' stroke="currentColor" stroke-opacity="{0.5 if not number else 0.15:g}"/>'
        )
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'


def _labels(plot: Plot, step: float, height: int) -> Iterator[str]:
    every = max(ceil(_FONT * _LABEL_WIDTH / step), 1)
    for place, label in enumerate(plot.labels):
        if place % every == 0:
            x = _LEFT + step * (place + 0.5)
            yield f'<text x="{x:.1f}" y="{height - 9}" text-anchor="middle">{escape(label)}</text>'


def _y(count: int, top: int, height: int) -> float:
    return height - _BOTTOM - (height - _TOP - _BOTTOM) * count / top


def _scale_end(plot: Plot) -> int:
    """Return a round number at or above the largest count, divisible by the guides."""
    most = max((count or 0 for one in plot.series for count in one.counts), default=0)
    if most <= _GUIDES:
        return _GUIDES
    power = 10 ** floor(log10(most))
    for factor in (1, 2, 4, 5, 6, 8, 10):
        end = factor * power
        if end >= most and end % _GUIDES == 0:
            return int(end)
    return int(ceil(most / _GUIDES) * _GUIDES)
