"""您将离开本站: what stands between our pages and a site that is no government's."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.portal.leaving import is_ours_to_link
from gongkai.portal.pages import Crumb, Page


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Name the foreign address and link it, if one of our pages does; go nowhere by itself."""
    address = request.GET.get("to", "")
    if not is_ours_to_link(address, request.GET.get("by", "")):
        raise Http404
    title = _("您将离开本站")
    page = Page(title=title, crumbs=(Crumb(title),), is_indexed=False)
    context = {"page": page, "address": address, "host": urlsplit(address).hostname}
    return render(request, "portal/leaving.html", context)
