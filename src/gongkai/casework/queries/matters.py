"""Matters besides requests, as the office works on them."""

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.casework.models import Matter


def matters_of(agency: Agency, kind: str = "", *, is_open: bool | None = None) -> QuerySet[Matter]:
    """Return an organ's matters, newest first.

    :param kind: a code of MatterKind; "" for all
    :param is_open: only those without an answer, or only those with one
    """
    found = Matter.objects.filter(agency=agency).order_by("-submitted_at", "-pk")
    if kind:
        found = found.filter(kind=kind)
    if is_open is not None:
        ended = ("ANSWERED", "TRANSFERRED")
        found = found.exclude(state__in=ended) if is_open else found.filter(state__in=ended)
    return found.select_related("about_request", "answered_by")
