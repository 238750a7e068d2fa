"""主动公开信息: what an organ published unasked, by column and year."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.portal.addresses import organ_named
from gongkai.portal.pages import ITEMS, Crumb, Page
from gongkai.portal.shelves import Shelf, shelves_of
from gongkai.portal.site import site_of
from gongkai.publications.queries import items_published
from gongkai.publications.queries.listing import listed_in

PER_SHEET = 20


@require_safe
def items(request: HttpRequest, agency: str = "") -> HttpResponse:
    """List an organ's items, of one column and year where they are chosen."""
    site = site_of(request)
    organ = organ_named(agency) if agency or site.agency is None else site.agency
    found = items_published(timezone.localdate(), organ)
    shelves = shelves_of(found)
    code, year = request.GET.get("column", ""), _year(request.GET.get("year", ""))
    column = _chosen(code, shelves.columns(None))
    _chosen(request.GET.get("year", ""), shelves.years(""))
    if column:
        found = listed_in(found, code)
    if year:
        found = found.filter(published_on__year=year)
    elsewhere = organ != site.agency
    steps = [ITEMS.name, *([organ.name] if elsewhere else []), *([column.name] if column else [])]
    crumbs = (Crumb(steps[0], ITEMS.address if len(steps) > 1 else ""), *map(Crumb, steps[1:]))
    context = {
        "page": Page(title=ITEMS.name, column=ITEMS, crumbs=crumbs, agency=organ),
        "organ": organ,
        "elsewhere": elsewhere,
        "columns": shelves.columns(year),
        "years": shelves.years(code),
        "column": column,
        "year": str(year or ""),
        "sheet": Paginator(found, PER_SHEET).get_page(request.GET.get("page")),
    }
    return render(request, "portal/items.html", context)


def _year(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Http404
    return int(text)


def _chosen(code: str, offered: list[Shelf]) -> Shelf | None:
    if not code:
        return None
    chosen = next((shelf for shelf in offered if shelf.code == code), None)
    if chosen is None:
        raise Http404
    return chosen
