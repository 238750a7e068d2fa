"""How each figure is written in a layout, and what a reader must make of it."""

from gongkai.rules.reports.editions import FigureKind, edition
from gongkai.rules.reports.evidence import CellKind
from gongkai.rules.reports.shape import amount_text

_WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


def written_figures(report, layout):
    """Return text and kind of every figure's cell by its path."""
    chance = layout.random("figures")
    style = layout.figures
    found = {}
    for path, figure in edition(report.edition).figures.items():
        value = report.value(path)
        if value is None:
            mark = chance.choice([*style.marks, ""]) if style.marks else ""
            found[path] = mark, CellKind.NOT_APPLICABLE if mark else CellKind.BLANK
            continue
        found[path] = _written(value, figure.kind, style), CellKind.NUMBER
    return found


def amount_heading(layout, label):
    """Return the column's label with the unit that cells are in; the old form names none."""
    return label if layout.figures.amount_unit else f"{label}（万元）"


def _written(value, kind, style):
    if kind is FigureKind.AMOUNT_WAN:
        text = _amount(value, style)
    elif kind is FigureKind.CHANGE and value < 0:
        text = f"{style.change}{_grouped(str(-value), style)}"
    else:
        text = _grouped(str(value), style)
    if style.wide:
        text = text.translate(_WIDE)
    return f" {text} " if style.padded else text


def _amount(value, style):
    in_yuan = style.amount_unit == "元"
    text = amount_text(value * 10000 if in_yuan else value)
    return _grouped(text, style) + style.amount_unit


def _grouped(text, style):
    if not style.thousands:
        return text
    whole, _, part = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", style.thousands)
    return f"{grouped}.{part}" if part else grouped
