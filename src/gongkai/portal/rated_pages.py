"""Which pages can be rated, and the columns they stand in."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from gongkai.publications.models import Column
from gongkai.publications.queries.public_titles import column_of

_LONGEST = 300
# Databases hold no larger keys.
_NO_KEY = 1 << 62


class RatedPage(NamedTuple):
    """A page of the portal by its path, with the key of its column if it has one."""

    path: str
    column: int | None


def rated_page(address: str) -> RatedPage | None:
    """Return the page at a path of this site, None if there is no such page."""
    path = urlsplit(address[:_LONGEST]).path if address.isprintable() else ""
    if not path.startswith("/") or path != address:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    # What is followed by its number is one person's own.
    if match.app_name != "portal" or "number" in match.kwargs:
        return None
    if match.url_name == "item":
        pk = match.kwargs["pk"]
        column = column_of(match.kwargs["agency"], pk) if pk < _NO_KEY else None
        return RatedPage(path, column) if column is not None else None
    if "column" in match.kwargs:
        rows = Column.objects.filter(
            agency__code=match.kwargs["agency"], code=match.kwargs["column"]
        )
        column = rows.values_list("pk", flat=True).first()
        return RatedPage(path, column) if column is not None else None
    return RatedPage(path, None)
