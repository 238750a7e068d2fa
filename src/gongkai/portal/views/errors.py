"""The pages that the web server shows when a page is not there or nothing answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from gongkai.portal.error_pages import EXPLANATIONS, KEPT
from gongkai.portal.kept_pages import kept_as_file
from gongkai.portal.not_open import not_open
from gongkai.portal.pages import Page
from gongkai.portal.site import site_of

_OF_OFFICERS = ("/console/", "/api/")


@require_safe
@kept_as_file
def error_page(request: HttpRequest, status: str) -> HttpResponse:
    """Show the page of one status; 500 and 503 need nothing else to be seen."""
    if int(status) not in KEPT:
        raise Http404
    told = EXPLANATIONS[int(status)]
    if int(status) == 404:
        page = Page(title=told.title, is_indexed=False)
        return render(request, "404.html", {"page": page})
    context = {"told": told, "organ": site_of(request).agency}
    return render(request, "portal/out_of_order.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a page is not there; before any organ is registered, that the site is not open."""
    if request.path.startswith(_OF_OFFICERS) or site_of(request).agency is not None:
        return page_not_found(request, exception)
    return not_open(request)
