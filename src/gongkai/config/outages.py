"""What visitors get while the database is away: when to come again, and nothing half done."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from gongkai.static_site.serving import RETRY_AFTER


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for a page that could not be made: 503 without a database, else 500."""
    # Django asks for this while it handles what went wrong.
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer: HttpResponse = server_error(request)
        return answer
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"], response["Cache-Control"] = str(RETRY_AFTER), "no-store"
    return response
