"""The office's view of online business: items by volume, time taken and satisfaction."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.attachments import attachment
from gongkai.documents.service_figures import render_service_figures_xlsx
from gongkai.documents.service_figures.workbook import NOTES
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.applications.office import office_figures
from gongkai.rules.service_items import Audience

_FIRST_YEAR = 2000


class Period(NamedTuple):
    """A year or a month of it, with what it is called."""

    first: date
    last: date
    name: str
    year: int
    month: int | None


@require_safe
@staff
def office(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was done online in a year or a month."""
    require_staff(desk.officer, desk.agency, desk.on)
    period = _period(request, desk.on)
    figures = office_figures(desk.agency, period.first, period.last, desk.on)
    context: dict[str, Any] = {
        "title": _("网上办件统计"),
        "crumbs": [(_("网上办件"), reverse("console:applications"))],
        "agency": desk.agency,
        "period": period,
        "years": range(desk.on.year, desk.on.year - 5, -1),
        "months": range(1, 13),
        "figures": figures,
        "shares": [(audience.label, figures.online[audience]) for audience in Audience],
        "groups": [
            (audience.label, [each for each in figures.items if each.audience is audience])
            for audience in Audience
        ],
        "notes": NOTES,
        "query": f"year={period.year}" + (f"&month={period.month}" if period.month else ""),
    }
    return render(request, "console/handling/office.html", context)


@require_safe
@staff
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the same as a workbook."""
    require_staff(desk.officer, desk.agency, desk.on)
    period = _period(request, desk.on)
    figures = office_figures(desk.agency, period.first, period.last, desk.on)
    content = render_service_figures_xlsx(figures, desk.agency.name)
    return attachment(content, "xlsx", f"{desk.agency.short_name}网上办件统计{period.name}")


def _period(request: HttpRequest, on: date) -> Period:
    """Return the period that was asked for; what cannot be one is the year so far."""
    year = _number(request.GET.get("year", ""), _FIRST_YEAR, on.year) or on.year
    month = _number(request.GET.get("month", ""), 1, 12)
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), f"{year}年", year, None)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(first, last, f"{year}年{month}月", year, month)


def _number(text: str, least: int, most: int) -> int | None:
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        return None
    return int(plain) if least <= int(plain) <= most else None
