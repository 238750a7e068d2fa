"""Live figures: what a template's `{{ path }}` stands for, and how it may be printed."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering

from gongkai.annual_reports.figures.family import Figure


class NothingRecorded(ValueError):
    """A figure that the prose prints has no record, or its rate no denominator."""


@total_ordering
class LiveFigure:
    """One figure with its value; prints as a plain number, compares as one."""

    __slots__ = ("figure", "_value", "_denominator", "_names")

    def __init__(
        self,
        figure: Figure,
        value: int | Decimal | None,
        denominator: int | Decimal | None = None,
        names: Callable[[], list[str]] | None = None,
    ) -> None:
        self.figure, self._value = figure, value
        self._denominator, self._names = denominator, names

    def number(self) -> int | Decimal:
        """Return the value.

        :raises NothingRecorded: if nobody recorded one
        """
        if self._value is None:
            raise NothingRecorded(f"“{self.figure.label}”本年度没有记录，请先登记后再引用。")
        return self._value

    def share(self) -> Decimal:
        """Return the value over its denominator.

        :raises NothingRecorded: if the figure is no share, or there is nothing to divide by
        """
        if self.figure.out_of is None:
            raise NothingRecorded(f"“{self.figure.label}”不是比率，不能用 rate 或 average 显示。")
        if not self._denominator:
            raise NothingRecorded(
                f"“{self.figure.label}”的分母为0，无法计算；请改写该句或用 if 语句省略。"
            )
        return Decimal(self.number()) / Decimal(self._denominator)

    def titles(self) -> list[str]:
        """Return the names of the figure's records.

        :raises NothingRecorded: if the figure has no names
        """
        if self._names is None:
            raise NothingRecorded(f"“{self.figure.label}”没有名称可列。")
        return self._names()

    def __str__(self) -> str:
        return plain(self.number())

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return self.number() == _number(other)

    def __lt__(self, other: object) -> bool:
        return self.number() < _number(other)

    def __hash__(self) -> int:
        return hash(self.figure.path)


class Namespace:
    """The figures below one dotted name, in their official order."""

    __slots__ = ("_below",)

    def __init__(self, below: "Mapping[str, LiveFigure | Namespace]") -> None:
        self._below = below

    def __getitem__(self, name: str) -> "LiveFigure | Namespace":
        return self._below[name]

    def __iter__(self) -> Iterator[LiveFigure]:
        return (found for found in self._below.values() if isinstance(found, LiveFigure))


def namespaces(live: Mapping[str, LiveFigure]) -> dict[str, Namespace]:
    """Return the top names under which a template finds the figures."""
    # An organ without columns still has the name under which they are listed.
    tree: dict[str, dict] = {"site": {"columns": {}}}
    for path, figure in live.items():
        *names, last = path.split(".")
        node: dict = tree
        for name in names:
            node = node.setdefault(name, {})
        node[last] = figure
    return {name: _namespace(below) for name, below in tree.items()}


def _namespace(below: Mapping) -> Namespace:
    return Namespace(
        {
            name: found if isinstance(found, LiveFigure) else _namespace(found)
            for name, found in below.items()
        }
    )


def _number(other: object) -> int | Decimal:
    if isinstance(other, LiveFigure):
        return other.number()
    if isinstance(other, int | Decimal):
        return other
    raise NothingRecorded(f"数值不能与“{other}”比较。")


def plain(number: int | Decimal) -> str:
    """Return a number as official prose prints it: no separators, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate(figure: LiveFigure) -> str:
    """Return a share in percent, rounded half up to two places: 99.07%, 100%."""
    percent = (figure.share() * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{plain(percent)}%"


def average(figure: LiveFigure) -> str:
    """Return a mean, rounded half up to one place: 1, 1.4."""
    return plain(figure.share().quantize(Decimal("0.1"), ROUND_HALF_UP))


def share_text(figure: LiveFigure) -> str:
    """Return a share as prose prints it, a rate or a mean; "" where there is none."""
    if figure.figure.out_of is None:
        return ""
    try:
        return average(figure) if figure.figure.mean else rate(figure)
    except NothingRecorded:
        return ""


def wan(figure: LiveFigure) -> str:
    """Return a sum of 元 in 万元, exact."""
    return plain(Decimal(figure.number()) / 10000)


def names(figure: LiveFigure) -> str:
    """Return the records' names in book-title marks, one after the other."""
    return "".join(title if title.startswith("《") else f"《{title}》" for title in figure.titles())


def listed(below: Namespace) -> str:
    """Return the figures of a namespace as one list, zeros left out: 新闻发布95条，通知公告7条."""
    return "，".join(
        f"{figure.figure.label.partition('：')[2]}{figure}{figure.figure.unit}"
        for figure in below
        if figure
    )


FILTERS = {"rate": rate, "average": average, "wan": wan, "names": names, "listed": listed}
