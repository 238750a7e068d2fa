"""Figures of an organ's calls: of a day, a month or a year, as tables with charts."""

import calendar
import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.documents.charts.plots import Plot, Series, Shape, render_plot_svg
from gongkai.hotline.permissions import require_call_reader
from gongkai.hotline.queries.calls.figures import CountedCalls, count_calls

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@require_safe
@staff
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the figures of the day or month asked for, this month's at first."""
    require_call_reader(desk.officer, desk.agency, desk.on)
    day, told = _day(request.GET.get("day", ""))
    month, told_of_month = _month(request.GET.get("month", ""))
    told = told or told_of_month
    if day is None and month is None:
        month = desk.on.replace(day=1)
    first = day or month or desk.on
    last = day or first.replace(day=calendar.monthrange(first.year, first.month)[1])
    counted = count_calls(desk.agency, first, last)
    context: dict[str, Any] = {
        "title": _("来电统计"),
        "agency": desk.agency,
        "on": desk.on,
        "day": day,
        "month": None if day else first,
        "told": told,
        "first": first,
        "last": last,
        "counted": counted,
        "hours": [(hour, count) for hour, count in enumerate(counted.hours) if count],
        "by_hour": _by_hour(counted),
        "by_day": "" if day else _by_day(counted),
    }
    return render(request, "console/hotline/figures.html", context, status=400 if told else 200)


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, _("日期：请填写年-月-日，如 2026-03-01。")


def _month(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    found = _MONTH.fullmatch(text)
    try:
        return (date(int(found[1]), int(found[2]), 1), "") if found else (None, _wrong_month())
    except ValueError:
        return None, _wrong_month()


def _wrong_month() -> str:
    return _("月份：请填写年-月，如 2026-03。")


def _by_hour(counted: CountedCalls) -> SafeString:
    labels = tuple(_("%(hour)s时") % {"hour": hour} for hour in range(24))
    return _drawn(labels, tuple(counted.hours), _("各时段来电"), "hours")


def _by_day(counted: CountedCalls) -> SafeString:
    labels = tuple(_("%(day)s日") % {"day": day.day} for day, __ in counted.days)
    counts = tuple(count for __, count in counted.days)
    return _drawn(labels, counts, _("各日来电"), "days")


def _drawn(
    labels: tuple[str, ...], counts: tuple[int, ...], title: str, identity: str
) -> SafeString:
    plot = Plot(Shape.COLUMNS, title, labels, (Series(_("来电"), counts),), _("次"))
    # Drawn here of numbers and days alone, and escaped where it is drawn.
    return mark_safe(render_plot_svg(plot, identity=identity, height=200))
