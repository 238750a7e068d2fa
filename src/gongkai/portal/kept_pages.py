"""What a page was made from, so that the copy kept as a file is renewed when that changes."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse

from gongkai.static_site.marks import READS_HEADER, RENDERING, UNTIL_HEADER

_REMEMBERED = "_portal_reads"
_UNTIL = "_portal_until"

View = Callable[..., HttpResponse]


def kept_as_file(view: View) -> View:
    """Let a view's page be kept as a file: it looks the same to everybody who sends no query.

    Such a page reads neither session, cookies, query nor clock; what it reads of the records it
    names with `reads`, and where it changes by itself at some moment, with `until`.
    """

    @wraps(view)
    def told(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.META.get(RENDERING) and response.status_code == 200:
            response[READS_HEADER] = " ".join(sorted(getattr(request, _REMEMBERED, {"site"})))
            moment = getattr(request, _UNTIL, None)
            if moment is not None:
                response[UNTIL_HEADER] = moment.isoformat()
        return response

    return told


def reads(request: HttpRequest, *subjects: str) -> None:
    """Say what the page of a request is made from; subjects without blanks, as docs/features say.

    Every page depends on "site" besides.
    """
    held: set[str] = getattr(request, _REMEMBERED, {"site"})
    setattr(request, _REMEMBERED, held | set(subjects))


def until(request: HttpRequest, moment: datetime | None | Callable[[], datetime | None]) -> None:
    """Say when the page of a request changes by itself; of several moments the first counts.

    :param moment: or what finds it out, which is asked only where the page is kept
    """
    if callable(moment):
        moment = moment() if request.META.get(RENDERING) else None
    held: datetime | None = getattr(request, _UNTIL, None)
    if moment is not None and (held is None or moment < held):
        setattr(request, _UNTIL, moment)
