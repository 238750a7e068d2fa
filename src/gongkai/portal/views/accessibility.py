"""无障碍说明: what the site does for everyone, and whom to tell where it falls short."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.portal.kept_pages import kept_as_file
from gongkai.portal.pages import ACCESSIBILITY, Crumb, Page


@require_safe
@kept_as_file
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the statement."""
    page = Page(title=ACCESSIBILITY.name, column=ACCESSIBILITY, crumbs=(Crumb(ACCESSIBILITY.name),))
    return render(request, "portal/accessibility.html", {"page": page})
