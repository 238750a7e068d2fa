"""Until when an application is to be handled, and every step of how that day came about."""

from datetime import date, timedelta

from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock.steps import Due, Step, chinese_day
from gongkai.rules.service_lifecycle.events import ApplicationState
from gongkai.rules.service_lifecycle.standings import ApplicationStanding
from gongkai.rules.service_limits import CorrectionEffect, DayCounting, ServiceLimit

_LONGEST_REASON = 200


def due_of(now: ApplicationStanding, limit: ServiceLimit, calendar: WorkingCalendar) -> Due:
    """Return the last day for the centre, with its steps: 条例第二十五条、第二十六条、第三十六条.

    While the applicant corrects there is none. Of what is decided it is the day until which it was
    to be decided. The day that starts a limit is day 0.
    """
    if now.state is ApplicationState.CORRECTING:
        told = f"等待申请人补正，至{_told(now.correct_by)}"
        asked = now.asked_on or now.filed_on
        step = Step(asked, now.correct_by, f"{told}；补正期间{limit.correction.label}", "", "")
        return Due(None, told, (step,), lapses_on=now.correct_by)
    steps: list[Step] = []
    try:
        if now.accepted_on is None and not limit.from_filing:
            due = _acceptance(now, limit, calendar, steps)
        else:
            due = _decision(now, limit, calendar, steps)
    except CalendarNotPublished as missing:
        return Due(None, str(missing)[:_LONGEST_REASON], tuple(steps))
    return Due(due, steps[-1].text[:_LONGEST_REASON], tuple(steps))


def _acceptance(
    now: ApplicationStanding, limit: ServiceLimit, calendar: WorkingCalendar, steps: list[Step]
) -> date:
    start = now.corrected_on or now.filed_on
    due = calendar.add_working_days(start, limit.accept_days)
    begun = "补正" if now.corrected_on else "提交"
    text = f"{begun}之日起{limit.accept_days}个工作日内决定是否受理，至{_told(due)}"
    steps.append(Step(start, due, text, "本中心承诺", limit.source))
    return due


def _decision(
    now: ApplicationStanding, limit: ServiceLimit, calendar: WorkingCalendar, steps: list[Step]
) -> date:
    filed = limit.from_filing or now.accepted_on is None
    start = now.filed_on if filed or now.accepted_on is None else now.accepted_on
    unit = f"{limit.days}{limit.counting.unit}"
    begun = "收到申请" if filed else "受理申请"
    day = _end(start, limit, calendar)
    steps.append(
        Step(start, day, f"自{begun}之日起{unit}，至{_told(day)}", limit.basis, limit.source)
    )
    for asked, corrected in _pauses(now, limit):
        if limit.correction is CorrectionEffect.RESTART:
            day = _end(corrected, limit, calendar)
            text = f"补正后重新起算{unit}，至{_told(day)}"
        elif limit.correction is CorrectionEffect.PAUSE:
            day, away = _paused(day, asked, corrected, limit, calendar)
            text = f"补正期间{away}{limit.counting.unit}不计入，顺延至{_told(day)}"
        else:
            text = f"补正期间照常计入，仍至{_told(day)}"
        steps.append(Step(asked, day, text, "", limit.source))
    if limit.moves and not calendar.is_working_day(day):
        moved = calendar.add_working_days(day, 1)
        text = f"{_told(day)}不是工作日，顺延至{_told(moved)}"
        steps.append(Step(day, moved, text, "", limit.source))
        day = moved
    return day


def _pauses(now: ApplicationStanding, limit: ServiceLimit) -> tuple[tuple[date, date], ...]:
    """Return the corrections that fell into the running limit."""
    if limit.from_filing and not now.pauses and now.asked_on and now.corrected_on:
        return ((now.asked_on, now.corrected_on),)
    return now.pauses


def _end(start: date, limit: ServiceLimit, calendar: WorkingCalendar) -> date:
    if limit.counting is DayCounting.WORKING:
        return calendar.add_working_days(start, limit.days)
    return start + timedelta(days=limit.days)


def _paused(
    day: date, asked: date, corrected: date, limit: ServiceLimit, calendar: WorkingCalendar
) -> tuple[date, int]:
    if limit.counting is DayCounting.CALENDAR:
        away = (corrected - asked).days
        return day + timedelta(days=away), away
    away = calendar.working_days_between(asked, corrected)
    return (calendar.add_working_days(day, away) if away else day), away


def _told(day: date | None) -> str:
    return chinese_day(day) if day else "（未定）"
