"""Sentences from figures: what rose, what fell, and what cannot be compared."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gongkai.documents.bulletins.figures import BulletinFigures, Counted

_MOST_NAMED = 3


def day_words(on: date) -> str:
    """Return a day as it is written in running text."""
    return f"{on.month}月{on.day}日"


def period_words(figures: BulletinFigures) -> str:
    """Return the period, and until when it was counted where it still runs."""
    first = f"{figures.first.year}年{day_words(figures.first)}"
    last = day_words(figures.last)
    if figures.last.year != figures.first.year:
        last = f"{figures.last.year}年{last}"
    told = f"{first}至{last}"
    if figures.is_whole:
        return told
    return f"{told}（统计至{day_words(figures.until)}，周期尚未结束，与同样天数比较）"


def change_words(now: int, before: int, change: Decimal | None, name: str) -> str:
    """Return a change in words, e.g. 环比增长12.5%; nothing before it gives no rate."""
    if now == before:
        return f"{name}持平"
    if change is None:
        return f"{name}无可比数据"
    if not change:
        return f"{name}基本持平"
    return f"{name}{'增长' if change > 0 else '下降'}{number_words(abs(change))}%"


def change_cell(change: Decimal | None) -> str:
    """Return a change for a table: +12.5%, 0%, or — where there was nothing."""
    if change is None:
        return "—"
    return f"{'+' if change > 0 else ''}{number_words(change)}%"


def number_words(value: Decimal) -> str:
    """Return a number without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted_words(counted: Counted, unit: str) -> str:
    """Return a count with both comparisons."""
    now = counted.now
    before = change_words(now, counted.before, counted.change, "环比")
    year = change_words(now, counted.year_before, counted.change_of_year, "同比")
    return f"{counted.label}{now}{unit}，{before}，{year}"


def leading_words(lines: Sequence[Counted], total: int, unit: str) -> str:
    """Return the largest lines with their shares; "" where there are none."""
    named = [line for line in lines if line.now][:_MOST_NAMED]
    if not named or not total:
        return ""
    return "、".join(
        f"{line.label}{line.now}{unit}（占{number_words(share(line.now, total))}%）"
        for line in named
    )


def share(part: int, total: int) -> Decimal:
    """Return a part of a total in per cent, to one place."""
    return (Decimal(part) * 100 / total).quantize(Decimal("0.1"))


def busiest_words(hours: Sequence[int]) -> str:
    """Return the busiest hour; "" where no hour is known."""
    most = max(hours, default=0)
    if not most:
        return ""
    hour = list(hours).index(most)
    return f"来电最多的时段为{hour}时至{hour + 1}时，共{most}件"
