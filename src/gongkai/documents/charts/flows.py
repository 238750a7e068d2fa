"""The flow of a service item (办理流程) in SVG: boxes from top to bottom, what follows beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from gongkai.rules.service_guides import FlowStep, StepBy

# Twice as wide as a telephone shows it: there letters are of the size of small print, and at full
# width they are of 18 points and more.
_WIDTH, _EDGE = 720, 4
_MAIN, _GAP = 452, 40
_PAD, _STRIP = 24, 10
_ARROW = 52
_NAME, _TEXT = 30, 26
_ROUND, _STROKE = 'rx="12"', 'stroke-width="2"'
_LEADING = 1.5
_COLOURS = {
    StepBy.APPLICANT: "#1f4e8c",
    StepBy.CENTRE: "#2f6f4f",
    StepBy.BANK: "#8a5a00",
    StepBy.OTHER: "#5b4a8a",
}
_INK, _LINE, _PAPER, _PALE = "#1f2933", "#7b8794", "#ffffff", "#eff3f7"
_NARROW = 0.56
_NO_START = "，。；：、！？）》」”"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    is_bold: bool = False
    is_quiet: bool = False

    @property
    def height(self) -> float:
        """Return the room that it takes."""
        return self.size * _LEADING


@dataclass(frozen=True, slots=True)
class _Box:
    """A step set in lines, at its height from the top; `side` stands beside it."""

    step: FlowStep
    top: float
    height: float
    lines: tuple[_Line, ...]
    side: tuple[_Line, ...]


def told_flow(steps: Sequence[FlowStep]) -> str:
    """Return a flow in words, for who cannot see it."""
    told = []
    for number, step in enumerate(steps, start=1):
        words = f"第{number}步，{step.by.label}：{step.name}"
        words += f"，{step.within}" if step.within else ""
        words += f"。{step.text.rstrip('。')}" if step.text else ""
        words += f"。如不符合：{step.otherwise.rstrip('。')}" if step.otherwise else ""
        told.append(f"{words}。")
    return "".join(told)


def render_flow_svg(title: str, steps: Sequence[FlowStep], *, identity: str) -> str:
    """Return a flow to stand inside a page; "" where there are no steps.

    Attributes and classes only, so no content security policy forbids it, and a page may set its
    own colours. The same steps are to be told in words beside it.

    :param identity: makes the element's ids unique on the page
    """
    if not steps:
        return ""
    has_sides = any(step.otherwise for step in steps)
    width = _MAIN if has_sides else _WIDTH - 2 * _EDGE
    boxes = list(_boxes(steps, width))
    height = boxes[-1].top + boxes[-1].height + _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow-chart" role="img"'
        f' viewBox="0 0 {_WIDTH} {height:.0f}" font-size="{_TEXT}" fill="{_INK}"'
        f' aria-labelledby="{identity}-title {identity}-desc">',
        f'<title id="{identity}-title">{escape(title)}</title>',
        f'<desc id="{identity}-desc">{escape(told_flow(steps))}</desc>',
    ]
    for number, box in enumerate(boxes):
        if number:
            parts += _arrow_down(boxes[number - 1], box, width)
        parts += _drawn(box, width)
    return "\n".join((*parts, "</svg>"))


def _boxes(steps: Sequence[FlowStep], width: int) -> Iterator[_Box]:
    top: float = _EDGE
    for number, step in enumerate(steps, start=1):
        lines = tuple(_lines(number, step, width - 2 * _PAD - _STRIP))
        side = tuple(_side(step))
        height = max(_height(lines), _height(side)) + 2 * _PAD - 8
        yield _Box(step, top, height, lines, side)
        top += height + _ARROW


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.height for line in lines)


def _lines(number: int, step: FlowStep, room: float) -> Iterator[_Line]:
    for text in wrapped(f"{number}. {step.name}", room / _NAME):
        yield _Line(text, _NAME, is_bold=True)
    who = f"{step.by.label}｜{step.within}" if step.within else step.by.label
    for text in wrapped(who, room / _TEXT):
        yield _Line(text, _TEXT, is_quiet=True)
    for text in wrapped(step.text, room / _TEXT):
        yield _Line(text, _TEXT)


def _side(step: FlowStep) -> Iterator[_Line]:
    if not step.otherwise:
        return
    yield _Line("如不符合", _TEXT, is_bold=True)
    room = _WIDTH - _EDGE - _MAIN - _GAP - 28
    for text in wrapped(step.otherwise, room / _TEXT):
        yield _Line(text, _TEXT)


def _drawn(box: _Box, width: int) -> Iterator[str]:
    by = box.step.by
    yield (
        f'<rect class="flow-box" x="{_EDGE}" y="{box.top:.1f}" width="{width - _EDGE}"'
        f' height="{box.height:.1f}" {_ROUND} fill="{_PAPER}" stroke="{_LINE}" {_STROKE}/>'
    )
    yield (
        f'<rect class="flow-strip is-{by.value.lower()}" x="{_EDGE}" y="{box.top:.1f}"'
        f' width="{_STRIP}" height="{box.height:.1f}" rx="4" fill="{_COLOURS[by]}"/>'
    )
    yield from _written(box.lines, _EDGE + _STRIP + _PAD - 4, box)
    if not box.side:
        return
    left, middle = _MAIN + _GAP, box.top + box.height / 2
    yield (
        f'<path class="flow-line" d="M{width} {middle:.1f}H{left - 12}" fill="none"'
        f' stroke="{_LINE}" {_STROKE} stroke-dasharray="8 6"/>'
    )
    yield (
        f'<path class="flow-head" d="M{left} {middle:.1f}l-14 -8v16z" fill="{_LINE}"/>'
        f'<rect class="flow-side" x="{left}" y="{box.top:.1f}" width="{_WIDTH - _EDGE - left}"'
        f' height="{box.height:.1f}" {_ROUND} fill="{_PALE}" stroke="{_LINE}"'
        f' {_STROKE} stroke-dasharray="8 6"/>'
    )
    yield from _written(box.side, left + 14, box)


def _written(lines: Sequence[_Line], x: float, box: _Box) -> Iterator[str]:
    y = box.top + (box.height - _height(lines)) / 2
    for line in lines:
        y += line.height
        bold = ' font-weight="600"' if line.is_bold else ""
        kind = ' class="flow-quiet" fill="#52606d"' if line.is_quiet else ""
        size = f' font-size="{line.size}"' if line.size != _TEXT else ""
        place = f'x="{x}" y="{y - line.size * 0.38:.1f}"'
        yield f"<text {place}{size}{bold}{kind}>{escape(line.text)}</text>"


def _arrow_down(above: _Box, below: _Box, width: int) -> Iterator[str]:
    x, start, end = width / 2, above.top + above.height, below.top
    yield (
        f'<path class="flow-line" d="M{x:.1f} {start:.1f}V{end - 14:.1f}" fill="none"'
        f' stroke="{_LINE}" stroke-width="3"/>'
    )
    yield f'<path class="flow-head" d="M{x:.1f} {end:.1f}l-10 -16h20z" fill="{_LINE}"/>'


def wrapped(text: str, room: float) -> list[str]:
    """Return a text cut into lines; no line begins with a sign that closes.

    :param room: of a line in widths of a Chinese character
    """
    lines: list[str] = []
    line, width = "", 0.0
    for sign in text.strip():
        wide = _NARROW if sign.isascii() else 1.0
        if width + wide > room and line and sign not in _NO_START:
            lines.append(line)
            line, width = "", 0.0
        line, width = line + sign, width + wide
    return [*lines, line] if line else lines
