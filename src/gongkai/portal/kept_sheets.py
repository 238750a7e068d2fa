"""Sheets of reports and of the log under addresses of their own, so that they are kept as files."""

from typing import Any

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

PER_SHEET = 20


def sheet_numbered(rows: QuerySet[Any], number: str | None, asked: str | None = None) -> Sheet[Any]:
    """Return one sheet of a list, newest first; the first where none is named.

    :param number: as the address has it, which only leads to sheets that are there
    :param asked: as a query has it, where any is taken for the nearest
    :raises Http404: if the address names a sheet that is not there
    """
    paginator = Paginator(rows, PER_SHEET)
    if number is None:
        return paginator.get_page(asked)
    if int(number) > paginator.num_pages:
        raise Http404
    return paginator.page(int(number))


def from_before(request: HttpRequest, front: str, pages: str) -> HttpResponse | None:
    """Return the way to the sheet that an address of earlier times (?page=) asks for, if it does.

    :param front: address of the first sheet
    :param pages: what stands before the numbers in the addresses of the others
    """
    asked = request.GET.get("page", "")
    if set(request.GET) != {"page"} or not (asked.isascii() and asked.isdecimal()):
        return None
    if len(asked) > 3 or int(asked) < 2:
        return HttpResponsePermanentRedirect(front)
    return HttpResponsePermanentRedirect(f"{pages}{int(asked)}/")
