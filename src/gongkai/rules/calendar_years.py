"""One year's holidays and make-up days (调休), from the notice or typed in by an office."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Self

from gongkai.rules.bundled import bundled_table

_SATURDAY = 5
# Beyond these a year is a slip of the pen.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DAY = re.compile(
    r"(?:(?P<year>\d{4})(?:年|-|/|\.))?(?:(?P<month>\d{1,2})(?:月|-|/|\.))?(?P<day>\d{1,2})日?"
)
_SEPARATORS = re.compile(r"[\s,、;。]+")
_UNTIL = re.compile(r"[至到~—–]")
_REMARK = re.compile(r"\([^)]*\)")


class ImpossibleCalendar(ValueError):
    """The year's days contradict each other or the law; `problems` names each in Chinese."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(self.problems))


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The days one year's notice turns into days off and into working days.

    Source: 《国务院办公厅关于…年部分节假日安排的通知》, one each year.
    """

    year: int
    holidays: frozenset[date]
    make_up_days: frozenset[date]
    source: str

    def __post_init__(self) -> None:
        """Refuse a year whose days cannot stand in a notice.

        :raises ImpossibleCalendar: naming every fault
        """
        problems = list(_problems(self))
        if problems:
            raise ImpossibleCalendar(problems)

    @classmethod
    def parse(cls, year: int, holidays: str, make_up_days: str, source: str) -> Self:
        """Read a year as an office types it, e.g. `2月15日至23日，10月1日至7日` or `2026-02-15`.

        :raises ImpossibleCalendar: naming every day that cannot be read, and every fault
        """
        problems = list(_year_problems(year))
        if problems:
            raise ImpossibleCalendar(problems)
        off = _days(holidays, year, "放假日期", problems)
        worked = _days(make_up_days, year, "调休上班日期", problems)
        if problems:
            raise ImpossibleCalendar(problems)
        return cls(year, frozenset(off), frozenset(worked), source.strip())

    def same_days_as(self, other: "CalendarYear") -> bool:
        """Test if both years have the same days off and working days, whatever their source."""
        mine = (self.year, self.holidays, self.make_up_days)
        return mine == (other.year, other.holidays, other.make_up_days)

    def is_working_day(self, day: date) -> bool:
        """Test if offices are open on a day of this year."""
        if day in self.make_up_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working_days(self) -> Iterable[date]:
        """Yield the year's working days in order."""
        day = date(self.year, 1, 1)
        while day.year == self.year:
            if self.is_working_day(day):
                yield day
            day += timedelta(days=1)


@cache
def _fixed_holidays() -> tuple[tuple[int, int, str], ...]:
    rows = bundled_table("public_holidays.toml")["fixed"]
    return tuple((row["month"], row["day"], row["name"]) for row in rows)


def _problems(table: CalendarYear) -> Iterable[str]:
    year = table.year
    beyond = list(_year_problems(year))
    if beyond:
        yield from beyond
        return
    if not table.source:
        yield f"{year}年日历的“依据”为空，请填写节假日安排通知的名称和文号"
    for field, days in (("放假日期", table.holidays), ("调休上班日期", table.make_up_days)):
        for day in sorted(days):
            if day.year != year:
                yield f"{field} {day.isoformat()} 不在{year}年内，请改填到{day.year}年的日历"
    for day in sorted(table.make_up_days):
        if day.year == year and day.weekday() < _SATURDAY and day not in table.holidays:
            yield (
                f"调休上班日期 {day.isoformat()} 是{_weekday(day)}，本来就是工作日，"
                "请核对通知后删除或改正"
            )
    for day in sorted(table.holidays & table.make_up_days):
        yield f"{day.isoformat()} 同时填为放假日期和调休上班日期，请核对通知后只留一处"
    for month, number, name in _fixed_holidays():
        fixed = date(year, month, number)
        if fixed not in table.holidays:
            yield f"放假日期缺少{name} {fixed.isoformat()}，请按通知补全全年节假日"


def _year_problems(year: int) -> Iterable[str]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        yield f"年份 {year} 无效，请填写{_FIRST_YEAR}至{_LAST_YEAR}之间的年份"


def _weekday(day: date) -> str:
    return "星期" + "一二三四五六日"[day.weekday()]


def _days(text: str, year: int, field: str, problems: list[str]) -> set[date]:
    """Collect the days that a text names; what cannot be read is added to the problems."""
    found: set[date] = set()
    plain = _REMARK.sub("", unicodedata.normalize("NFKC", text))
    for word in filter(None, _SEPARATORS.split(plain)):
        ends = _UNTIL.split(word)
        first = _day(ends[0], year, None)
        last = _day(ends[-1], year, first)
        if len(ends) > 2 or first is None or last is None:
            problems.append(
                f"{field}“{word}”不是日期，请写成 {year}-10-01、10月1日 或 10月1日至7日"
            )
        elif last < first:
            problems.append(f"{field}“{word}”的起止日期颠倒，请把较早的日期写在前面")
        elif (last - first).days > 31:
            problems.append(f"{field}“{word}”超过一个月，请核对起止日期")
        else:
            found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return found


def _day(word: str, year: int, after: date | None) -> date | None:
    """Return the day a word names; the end of a span may leave out year and month."""
    match = _DAY.fullmatch(word)
    if match is None or (match["month"] is None and after is None):
        return None
    try:
        return date(
            int(match["year"] or (after.year if after else year)),
            int(match["month"] or (after.month if after else 0)),
            int(match["day"]),
        )
    except ValueError:
        return None
