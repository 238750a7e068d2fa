"""What is repaid each year as columns, principal below and interest above, drawn without words.

The page writes what belongs beside it, so that its text grows with the reader's choice.
"""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from gongkai.rules.fund import YearSum, yuan

_HEIGHT, _STEP, _COLUMN = 120, 20, 14


def render_years_svg(years: Sequence[YearSum], *, title: str, identity: str) -> str:
    """Return the columns to stand inside a page; it stretches to any width.

    :param identity: makes the element's ids unique on the page
    """
    most = max((each.principal + each.interest for each in years), default=Decimal(1)) or Decimal(1)
    width = _STEP * max(len(years), 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="years-chart" role="img"'
        f' viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none"'
        f' aria-labelledby="{identity}-title {identity}-desc">',
        f'<title id="{identity}-title">{escape(title)}</title>',
        f'<desc id="{identity}-desc">{escape(_told(years))}</desc>',
    ]
    for place, each in enumerate(years):
        x = place * _STEP + (_STEP - _COLUMN) / 2
        bottom = _HEIGHT * each.principal / most
        top = _HEIGHT * each.interest / most
        parts.append(_rect("is-principal", x, _HEIGHT - bottom, bottom, "#1f4e8c"))
        parts.append(_rect("is-interest", x, _HEIGHT - bottom - top, top, "#b9853b"))
    return "\n".join((*parts, "</svg>"))


def _rect(name: str, x: float, y: Decimal, height: Decimal, colour: str) -> str:
    return (
        f'<rect class="{name}" x="{x:g}" y="{y:.1f}" width="{_COLUMN}" height="{height:.1f}"'
        f' fill="{colour}"/>'
    )


def _told(years: Sequence[YearSum]) -> str:
    return "".join(
        f"{each.year}年本金{yuan(each.principal)}、利息{yuan(each.interest)}。" for each in years
    )
