"""政府信息公开目录: what the organ published, by index number (条例第十二条)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.portal.addresses import organ_for
from gongkai.portal.archive_lists import Stretch, cut_list
from gongkai.portal.calendars import beginning_of, years_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.list_sheets import PER_SHEET
from gongkai.portal.pages import DIRECTORY, DISCLOSURE, ITEMS, Crumb, Page
from gongkai.publications.queries.archive import (
    counts_by_day,
    listed_at,
    newest_places,
    next_day_to_come,
)
from gongkai.publications.queries.directory import directory_rows


@require_safe
@kept_as_file
def directory(request: HttpRequest, agency: str) -> HttpResponse:
    """Show the newest lines of an organ's directory, and the months of the others."""
    organ, on = organ_for(request, agency), timezone.localdate()
    reads(request, f"agency:{organ.pk}:new")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    counts = counts_by_day(organ, on)
    context = {
        "page": _page(organ, is_indexed=bool(counts)),
        "organ": organ,
        "count": counts.total(),
        "years": years_of(counts),
        "rows": directory_rows(listed_at(newest_places(organ, on, PER_SHEET))),
    }
    return render(request, "portal/directory.html", context)


@require_safe
@kept_as_file
def directory_month(
    request: HttpRequest, agency: str, year: str, month: str, sheet: str = "0"
) -> HttpResponse:
    """Show the directory of a month."""
    organ, on = organ_for(request, agency), timezone.localdate()
    stretch = Stretch(organ, None, int(year), int(month), is_directory=True)
    cut = cut_list(stretch, int(sheet), on)
    if cut is None:
        raise Http404
    reads(request, *cut.subjects)
    ahead = next_day_to_come(organ, on)
    until(request, beginning_of(ahead if ahead and ahead <= stretch.last else None))
    context: dict[str, Any] = {
        "page": _page(organ, stretch),
        "organ": organ,
        "cut": cut,
        "rows": directory_rows(cut.items),
    }
    return render(request, "portal/directory.html", context)


def _page(organ: Agency, stretch: Stretch | None = None, *, is_indexed: bool = True) -> Page:
    front = reverse("portal:directory", args=[organ.code])
    disclosure = Crumb(DISCLOSURE.name, reverse("portal:disclosure", args=[organ.code]))
    title = stretch.title if stretch else _("%(organ)s政府信息公开目录") % {"organ": organ.name}
    last = [Crumb(DIRECTORY.name, front if stretch else "")]
    if stretch is not None:
        told = {"year": stretch.year, "month": stretch.month}
        last.append(Crumb(_("%(year)s年%(month)s月") % told))
    return Page(
        title=title,
        column=ITEMS,
        crumbs=(disclosure, *last),
        agency=organ,
        shelf=DIRECTORY,
        is_indexed=is_indexed,
    )
