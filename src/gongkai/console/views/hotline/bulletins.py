"""The hotline's weekly and monthly bulletins: asked for, made by a job, and downloaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.documents.bulletins.figures import BulletinKind
from gongkai.hotline.operations.making_bulletins import ask_bulletin, bulletin_file
from gongkai.hotline.permissions import require_figures
from gongkai.hotline.queries.board.bulletins import PeriodNotBegun
from gongkai.hotline.queries.board.made import MadeBulletin, bulletin_made, bulletins_made
from gongkai.hotline.queries.board.spans import Span, month_of, week_of
from gongkai.hotline.tasks import start_making

_WEEKS, _MONTHS = 8, 13
_FIRST_YEAR = 2000
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class Period:
    """A week or month that is offered: its name in addresses, its title, and what was made."""

    name: str
    title: str
    span: Span
    runs: bool
    made: MadeBulletin | None


@require_safe
@staff
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the last weeks and months, with what was made of them, and any other by its number."""
    require_figures(desk.officer, desk.agency, desk.on)
    return _page(request, desk)


@require_POST
@staff
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Have a bulletin made in the background."""
    typed = request.POST.get("period", "")
    try:
        kind, span = _period(typed)
        bulletin, is_to_make = ask_bulletin(
            kind=kind, span=span, officer=desk.officer, on=desk.on, at=desk.at
        )
    except (ValueError, PeriodNotBegun) as refused:
        return _page(request, desk, typed=typed, told=str(refused), status=400)
    if is_to_make:
        start_making(bulletin, on=desk.on, at=desk.at)
    return redirect("console:hotline-bulletins")


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, period: str, fmt: str) -> HttpResponse:
    """Return one bulletin as a file."""
    require_figures(desk.officer, desk.agency, desk.on)
    if fmt not in _FORMATS:
        raise NotHere(_("没有这种格式，请选择DOCX或者PDF。"))
    try:
        kind, span = _period(period)
    except ValueError as refused:
        raise NotHere(str(refused)) from refused
    made = bulletin_made(desk.agency, kind, span.first)
    name = (made.docx_name if fmt == "docx" else made.pdf_name) if made else ""
    if made is None or not name:
        raise NotHere(_("这一周期的报告还没有生成，请在“工作周报、月报”中点“生成”。"))
    mark = _("（演示数据）") if desk.agency.is_demonstration else ""
    try:
        return attachment(bulletin_file(name), fmt, f"{made.title}{mark}")
    except FileNotFoundError as error:
        raise NotHere(_("报告文件已不在，请在“工作周报、月报”中重新生成。")) from error


def _page(
    request: HttpRequest, desk: Desk, *, typed: str = "", told: str = "", status: int = 200
) -> HttpResponse:
    made = bulletins_made(desk.agency)
    weeks, months = list(_weeks(desk.on, made)), list(_months(desk.on, made))
    offered = {each.name for each in (*weeks, *months)}
    others = [each for each in _others(made, desk.on) if each.name not in offered]
    context: dict[str, Any] = {
        "title": _("工作周报、月报"),
        "agency": desk.agency,
        "weeks": weeks,
        "months": months,
        "others": others,
        "working": any(each.state == "MAKING" for each in made.values()),
        "told": told,
        "typed": typed,
    }
    return render(request, "console/hotline/bulletins.html", context, status=status)


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


_Made = dict[tuple[str, date], MadeBulletin]


def _weeks(on: date, made: _Made) -> Iterator[Period]:
    """Yield the last weeks, the newest first."""
    for back in range(_WEEKS):
        year, week, _day = (on - timedelta(days=7 * back)).isocalendar()
        yield _offered(BulletinKind.WEEK, week_of(year, week), on, made)


def _months(on: date, made: _Made) -> Iterator[Period]:
    first = on.replace(day=1)
    for _back in range(_MONTHS):
        yield _offered(BulletinKind.MONTH, month_of(first.year, first.month), on, made)
        first = (first - timedelta(days=1)).replace(day=1)


def _others(made: _Made, on: date) -> Iterator[Period]:
    for each in sorted(made.values(), key=lambda bulletin: bulletin.first_on, reverse=True):
        yield _offered(BulletinKind(each.kind), Span(each.first_on, each.last_on), on, made)


def _offered(kind: BulletinKind, span: Span, on: date, made: _Made) -> Period:
    year, week, _day = span.first.isocalendar()
    name, title = f"{year}-W{week:02}", _("%(year)s年第%(week)s周") % {"year": year, "week": week}
    if kind is BulletinKind.MONTH:
        told = {"year": span.first.year, "month": span.first.month}
        name, title = f"{span.first:%Y-%m}", _("%(year)s年%(month)s月") % told
    return Period(name, title, span, span.last > on, made.get((kind.value, span.first)))
