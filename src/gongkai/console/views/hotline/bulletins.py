"""The hotline's weekly and monthly bulletins: chosen, and made on the spot from the records."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.annual_reports.operations.publishing import licensed_fonts
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.documents.bulletins.composing import composed
from gongkai.documents.bulletins.docx import render_bulletin_docx
from gongkai.documents.bulletins.figures import BulletinKind
from gongkai.documents.bulletins.pdf import render_bulletin_pdf
from gongkai.hotline.permissions import require_figures
from gongkai.hotline.queries.board.bulletins import PeriodNotBegun, bulletin_figures
from gongkai.hotline.queries.board.spans import Span, month_of, week_of

_WEEKS, _MONTHS = 8, 13
_FIRST_YEAR = 2000
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FORMATS = ("docx", "pdf")


@require_safe
@staff
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the last weeks and months, and any other by its number."""
    require_figures(desk.officer, desk.agency, desk.on)
    context: dict[str, Any] = {
        "title": _("工作周报、月报"),
        "agency": desk.agency,
        "weeks": list(_weeks(desk.on)),
        "months": list(_months(desk.on)),
        "told": "",
        "typed": request.GET.get("period", ""),
    }
    if context["typed"]:
        try:
            kind, span = _period(context["typed"])
            _insist_begun(span, desk.on)
        except (ValueError, PeriodNotBegun) as refused:
            context["told"] = str(refused)
        else:
            name = f"{span.first.year}-{span.first.month:02}"
            if kind is BulletinKind.WEEK:
                name = _week_name(span.first)
            fmt = request.GET.get("fmt", "")
            return redirect("console:hotline-bulletin", name, fmt if fmt in _FORMATS else "docx")
    status = 400 if context["told"] else 200
    return render(request, "console/hotline/bulletins.html", context, status=status)


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, period: str, fmt: str) -> HttpResponse:
    """Return one bulletin as a file."""
    require_figures(desk.officer, desk.agency, desk.on)
    if fmt not in _FORMATS:
        raise NotHere(_("没有这种格式，请选择DOCX或者PDF。"))
    try:
        kind, span = _period(period)
        figures = bulletin_figures(desk.agency, kind, span, desk.on)
    except (ValueError, PeriodNotBegun) as refused:
        raise NotHere(str(refused)) from refused
    document = composed(figures)
    if fmt == "pdf":
        content = render_bulletin_pdf(document, licensed_fonts())
    else:
        content = render_bulletin_docx(document)
    mark = _("（演示数据）") if desk.agency.is_demonstration else ""
    return attachment(content, fmt, f"{document.title}{mark}")


def _period(text: str) -> tuple[BulletinKind, Span]:
    """Return the period that a text names: 2026-11 for a month, 2026-W48 for a week.

    :raises ValueError: if it names none; the message names the remedy, in Chinese
    """
    month, week = _MONTH.fullmatch(text.strip()), _WEEK.fullmatch(text.strip().upper())
    named = month or week
    if named and int(named[1]) < _FIRST_YEAR:
        raise ValueError(
            _("周期：没有%(year)s年以前的热线数据，请选择之后的周或者月。") % {"year": _FIRST_YEAR}
        )
    try:
        if month:
            return BulletinKind.MONTH, month_of(int(month[1]), int(month[2]))
        if week:
            return BulletinKind.WEEK, week_of(int(week[1]), int(week[2]))
    except ValueError:
        pass
    raise ValueError(
        _("周期：“%(text)s”不是月份或者周次，请填写如“2026-03”（月）或者“2026-W12”（周）。")
        % {"text": text.strip()[:20]}
    )


def _insist_begun(span: Span, on: date) -> None:
    if span.first > on:
        raise PeriodNotBegun(_("周期：该周期还没有开始，请选择已经开始的周或者月。"))


def _weeks(on: date) -> Iterator[tuple[str, str, Span, bool]]:
    """Yield name, title, days and whether it still runs of the last weeks, the newest first."""
    for back in range(_WEEKS):
        year, week, _day = (on - timedelta(days=7 * back)).isocalendar()
        span = week_of(year, week)
        title = _("%(year)s年第%(week)s周") % {"year": year, "week": week}
        yield _week_name(span.first), title, span, span.last > on


def _months(on: date) -> Iterator[tuple[str, str, Span, bool]]:
    first = on.replace(day=1)
    for _back in range(_MONTHS):
        span = month_of(first.year, first.month)
        title = _("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}
        yield f"{first.year}-{first.month:02}", title, span, span.last > on
        first = (first - timedelta(days=1)).replace(day=1)


def _week_name(first: date) -> str:
    year, week, _day = first.isocalendar()
    return f"{year}-W{week:02}"
