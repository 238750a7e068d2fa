"""网站地图: every column, service and topic of the site on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Crumb, Page
from gongkai.portal.site import site_of
from gongkai.portal.site_map_parts import groups_of_links
from gongkai.publications.queries.archive import counts_by_column, next_day_to_come
from gongkai.sites.queries.public_pages import public_pages


@require_safe
@kept_as_file
def site_map(request: HttpRequest) -> HttpResponse:
    """Show what the site has, group by group."""
    site = site_of(request)
    if site.agency is None:
        raise Http404
    organ, on = site.agency, timezone.localdate()
    reads(request, f"agency:{organ.pk}:new", f"pages:{organ.pk}")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    columns = [column for column, _size in counts_by_column(organ, on)]
    context = {
        "page": Page(title=_("网站地图"), crumbs=(Crumb(_("网站地图")),)),
        "organ": organ,
        "groups": groups_of_links(organ, columns, public_pages(organ)),
    }
    return render(request, "portal/site_map.html", context)
