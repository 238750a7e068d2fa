"""Figures of business done online: shares with what they count, and medians of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gongkai.rules.service_items import Audience


@dataclass(frozen=True, slots=True)
class Share:
    """A share as its two counts; the rate itself is never kept."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """Return it in per cent to one place, None of nothing."""
        if not self.denominator:
            return None
        whole = Decimal(self.numerator) * 100 / self.denominator
        return whole.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def printed(self) -> str:
        """Return it as it is printed, e.g. 95.2%; a dash of nothing."""
        return "—" if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What became of the business of one item in a period.

    :param filed: filed in the period; the others count what was closed in it
    :param median_days: calendar days from acceptance to decision, of what was granted or refused
    :param in_time: decided on or before its day, of what was granted or refused
    :param satisfaction: 基本满意 and better, of what was rated
    """

    item: int
    name: str
    audience: Audience
    group: str
    online_from: date | None
    filed: int
    closed: int
    granted: int
    refused: int
    not_accepted: int
    ended_by_applicant: int
    median_days: Decimal | None
    in_time: Share
    satisfaction: Share


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """What was done online in a period, by item, and which items are online in full at its end."""

    first: date
    last: date
    items: tuple[ItemFigures, ...]
    total: ItemFigures
    online: Mapping[Audience, Share]
    open_now: int
    late_now: int


def median_of(counted: Mapping[int, int]) -> Decimal | None:
    """Return the median of values that each were counted so often, None of none."""
    total = sum(counted.values())
    if not total:
        return None
    low, high = (total - 1) // 2, total // 2
    found: list[int] = []
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        while len(found) < 2 and passed > (low, high)[len(found)]:
            found.append(value)
    return Decimal(sum(found)) / 2
