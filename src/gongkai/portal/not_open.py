"""What every page says before an organ is registered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.portal.pages import Page


def not_open(request: HttpRequest) -> HttpResponse:
    """Say that the site is not open yet."""
    page = Page(title=_("网站尚未开通"), is_indexed=False)
    return render(request, "portal/not_open.html", {"page": page}, status=503)
