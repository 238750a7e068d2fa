"""How pressing a due day is, in a level, a colour and words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.bundled import bundled_table
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar

_TABLE = bundled_table("urgency.toml")
_SOON: int = _TABLE["levels"]["soon"]
_NEAR: int = _TABLE["levels"]["near"]
_NEAR_DAYS: int = _TABLE["levels"]["near_days"]


class UrgencyLevel(StrEnum):
    """How pressing, most pressing first."""

    OVERDUE = "OVERDUE"
    TODAY = "TODAY"
    SOON = "SOON"
    NEAR = "NEAR"
    CALM = "CALM"
    WAITING = "WAITING"
    NONE = "NONE"

    @property
    def label(self) -> str:
        """Return the level's name, for filters."""
        return str(_TABLE["labels"][self.value])

    @property
    def colour(self) -> str:
        """Return the token of the console's look: error, warning, open, done or grey."""
        return str(_TABLE["colours"][self.value])

    @property
    def rank(self) -> int:
        """Return the place in a queue, from 0 for the most pressing."""
        return list(UrgencyLevel).index(self)


@dataclass(frozen=True, slots=True)
class Urgency:
    """How pressing one due day is.

    `working_days` are those left, negative when overdue; None where there is no day or where a
    calendar is missing.
    """

    level: UrgencyLevel
    words: str
    working_days: int | None = None

    @property
    def colour(self) -> str:
        """Return the token of the console's look."""
        return self.level.colour


def urgency(
    due_on: date | None,
    today: date,
    calendar: WorkingCalendar,
    *,
    provisional: bool = False,
    waiting_for: str = "",
    lapses_on: date | None = None,
    reason: str = "",
) -> Urgency:
    """Return how pressing a due day is on a day; never an error, whatever calendar is missing.

    :param provisional: an open consultation may still bring the day forward
    :param waiting_for: what the applicant has to do, e.g. 申请人补正
    :param lapses_on: the applicant's last day to do it
    :param reason: why there is no due day, where nobody waits for the applicant
    """
    if due_on is None:
        return _without_day(today, waiting_for, lapses_on, reason)
    level, words, left = _of_day(due_on, today, calendar)
    if provisional:
        words = f"暂定，{words}"
    if waiting_for:
        words = f"{words}，等待{waiting_for}"
    return Urgency(level, words, left)


def _without_day(today: date, waiting_for: str, lapses_on: date | None, reason: str) -> Urgency:
    if not waiting_for:
        return Urgency(UrgencyLevel.NONE, reason or "没有期限")
    if lapses_on is None:
        return Urgency(UrgencyLevel.WAITING, f"等待{waiting_for}")
    until = _day(lapses_on, today)
    if today <= lapses_on:
        return Urgency(UrgencyLevel.WAITING, f"等待{waiting_for}（期限至{until}）")
    # The turn is the office's again: it closes the request, or accepts good reasons (第三十条).
    return Urgency(UrgencyLevel.NEAR, f"{waiting_for}的期限已于{until}届满，请核实后办理")


def _of_day(
    due_on: date, today: date, calendar: WorkingCalendar
) -> tuple[UrgencyLevel, str, int | None]:
    day = _day(due_on, today)
    try:
        left = calendar.working_days_between(today, due_on)
    except CalendarNotPublished as gap:
        return (*_uncounted(due_on, today, day, gap.year), None)
    if due_on < today:
        # A day past its due day is overdue even before the next working day.
        many = f"{-left}个工作日" if left else ""
        return UrgencyLevel.OVERDUE, f"已逾期{many}（{day}到期）", left
    if due_on == today:
        return UrgencyLevel.TODAY, f"今日到期（{day}）", 0
    words = f"还有{left}个工作日（{day}）" if left else f"{day}到期，此前没有工作日"
    if left <= _SOON:
        return UrgencyLevel.SOON, words, left
    return (UrgencyLevel.NEAR if left <= _NEAR else UrgencyLevel.CALM), words, left


def _uncounted(due_on: date, today: date, day: str, year: int) -> tuple[UrgencyLevel, str]:
    """Return what is certain without a calendar: there are no more working days than days."""
    gap = f"缺少{year}年工作日日历，无法计算工作日"
    if due_on < today:
        return UrgencyLevel.OVERDUE, f"已逾期（{day}到期；{gap}）"
    if due_on == today:
        return UrgencyLevel.TODAY, f"今日到期（{day}）"
    days = (due_on - today).days
    words = f"{day}到期（{gap}）"
    if days <= _SOON:
        return UrgencyLevel.SOON, words
    return (UrgencyLevel.NEAR if days <= _NEAR_DAYS else UrgencyLevel.CALM), words


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
