"""Columns and the archive: what an organ published, column by column, year by year, by month."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.portal.addresses import organ_for
from gongkai.portal.archive_lists import Stretch, cut_list
from gongkai.portal.calendars import beginning_of, within, years_of
from gongkai.portal.columns import column_address, feed_of, shelf_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.list_sheets import PER_SHEET
from gongkai.portal.pages import ITEMS, Crumb, Page
from gongkai.publications.models import Column
from gongkai.publications.queries.archive import counts_by_day, newest_listed, next_day_to_come
from gongkai.publications.queries.feeds import column_coded


@require_safe
@kept_as_file
def column(request: HttpRequest, agency: str, column: str) -> HttpResponse:
    """Show a column's newest items, and the years and months in which it has any."""
    organ, found = _column(request, agency, column)
    on = timezone.localdate()
    reads(request, f"column:{found.pk}:new")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    counts = counts_by_day(organ, on, found)
    context = {
        "page": Page(
            title=found.name,
            column=ITEMS,
            crumbs=(Crumb(ITEMS.name, _all_of(organ)), Crumb(found.name)),
            agency=organ,
            shelf=shelf_of(organ, found),
            is_indexed=bool(counts),
            feed=feed_of(organ, found),
        ),
        "organ": organ,
        "column": found,
        "count": counts.total(),
        "years": years_of(counts),
        "newest": newest_listed(organ, on, PER_SHEET, found),
    }
    return render(request, "portal/column.html", context)


@require_safe
@kept_as_file
def column_year(
    request: HttpRequest, agency: str, column: str, year: str, sheet: str = "0"
) -> HttpResponse:
    """Show what a column has of a year, its newest items or one of the sheets behind them."""
    organ, found = _column(request, agency, column)
    return _listed(request, Stretch(organ, found, int(year)), int(sheet))


@require_safe
@kept_as_file
def column_month(
    request: HttpRequest, agency: str, column: str, year: str, month: str, sheet: str = "0"
) -> HttpResponse:
    """Show what a column has of a month."""
    organ, found = _column(request, agency, column)
    return _listed(request, Stretch(organ, found, int(year), int(month)), int(sheet))


@require_safe
@kept_as_file
def archive_month(
    request: HttpRequest, agency: str, year: str, month: str, sheet: str = "0"
) -> HttpResponse:
    """Show what an organ published in a month, whatever the column."""
    return _listed(
        request, Stretch(organ_for(request, agency), None, int(year), int(month)), int(sheet)
    )


@require_safe
@kept_as_file
def archive_year(request: HttpRequest, agency: str, year: str) -> HttpResponse:
    """Show the months of a year in which an organ published."""
    organ, on = organ_for(request, agency), timezone.localdate()
    reads(request, f"agency:{organ.pk}:{year}")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    counts = within(counts_by_day(organ, on), int(year))
    if not counts:
        raise Http404
    title = _("%(year)s年主动公开信息") % {"year": int(year)}
    context = {
        "page": _page(organ, None, title, (Crumb(_("%(year)s年") % {"year": int(year)}),)),
        "organ": organ,
        "count": counts.total(),
        "year": years_of(counts)[0],
    }
    return render(request, "portal/archive_year.html", context)


def _listed(request: HttpRequest, stretch: Stretch, number: int) -> HttpResponse:
    on = timezone.localdate()
    cut = cut_list(stretch, number, on)
    if cut is None:
        raise Http404
    reads(request, *cut.subjects)
    until(request, lambda: _until(stretch, on))
    context: dict[str, Any] = {
        "page": _page(stretch.organ, stretch.column, stretch.title, _crumbs(stretch)),
        "organ": stretch.organ,
        "column": stretch.column,
        "stretch": stretch,
        "cut": cut,
    }
    return render(request, "portal/archive.html", context)


def _until(stretch: Stretch, on: date) -> datetime | None:
    ahead = next_day_to_come(stretch.organ, on)
    return beginning_of(ahead if ahead and ahead <= stretch.last else None)


def _page(organ: Agency, column: Column | None, title: str, last: tuple[Crumb, ...]) -> Page:
    steps = [Crumb(ITEMS.name, _all_of(organ))]
    if column is not None:
        steps.append(Crumb(column.name, column_address(organ, column)))
    return Page(
        title=title,
        column=ITEMS,
        crumbs=(*steps, *last),
        agency=organ,
        shelf=shelf_of(organ, column) if column else None,
        feed=feed_of(organ, column) if column else None,
    )


def _crumbs(stretch: Stretch) -> tuple[Crumb, ...]:
    year = _("%(year)s年") % {"year": stretch.year}
    if stretch.month is None:
        return (Crumb(year),)
    return (
        Crumb(year, stretch.year_address),
        Crumb(_("%(month)s月") % {"month": stretch.month}),
    )


def _all_of(organ: Agency) -> str:
    return Stretch.all_of(organ)


def _column(request: HttpRequest, agency: str, code: str) -> tuple[Agency, Column]:
    organ = organ_for(request, agency)
    found = column_coded(organ, code)
    if found is None:
        raise Http404
    return organ, found
