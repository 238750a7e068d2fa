"""联系我们: where the organ is, when its doors are open, and how to reach it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.marks import picture_of
from gongkai.portal.pages import Crumb, Page
from gongkai.portal.site import site_of


@require_safe
@kept_as_file
def contact(request: HttpRequest) -> HttpResponse:
    """Show address, telephone, office hours, the map picture and the way there."""
    site = site_of(request)
    if site.agency is None:
        raise Http404
    # All of it is set of the site or the organ, and every page depends on that.
    reads(request)
    context = {
        "page": Page(title=_("联系我们"), crumbs=(Crumb(_("联系我们")),)),
        "organ": site.agency,
        "way": site.content.how_to_get_there,
        "map": picture_of(request, site.content.map_picture),
    }
    return render(request, "portal/contact.html", context)
