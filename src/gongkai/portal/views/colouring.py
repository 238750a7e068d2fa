"""The style sheet with a site's colours: the address names the colour, so it never goes stale."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.portal.colours import style_sheet
from gongkai.portal.kept_pages import kept_as_file


@require_safe
@kept_as_file
def colours(request: HttpRequest, digits: str) -> HttpResponse:
    """Answer the shades of one main colour, derived so that all of them are legible."""
    response = HttpResponse(style_sheet(f"#{digits}"), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
