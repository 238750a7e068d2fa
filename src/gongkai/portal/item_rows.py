"""The rows of lists of items: each list has twenty and more, so no template is filled for each."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from gongkai.publications.models import Publication
from gongkai.publications.queries.archive import Entry


def item_rows(items: Iterable[Publication | Entry], *, with_column: bool) -> SafeString:
    """Return items as rows of a list, each with its moment and, where wished, its column."""
    told = (each if isinstance(each, Entry) else _entry(each) for each in items)
    return mark_safe("\n".join(_row(each, with_column) for each in told))  # noqa: S308


def _row(entry: Entry, with_column: bool) -> str:
    title = escape(entry.title)
    if entry.item_pk:
        address = escape(item_address(entry.agency_code, entry.item_pk))
        shown = f'<a class="title" href="{address}">{title}</a>'
    else:
        shown = f'<span class="title">{title}</span>'
    column = f'<span class="label">{escape(entry.column_name)}</span> ' if with_column else ""
    moment = _moment(entry.published_at, entry.published_on)
    return f'<li>{shown} <span class="about">{column}{moment}</span></li>'


def _moment(at: datetime | None, on: date) -> str:
    if at is None:
        return f'<time datetime="{on:%Y-%m-%d}">{on:%Y-%m-%d}</time>'
    here = localtime(at).isoformat()
    return f'<time datetime="{here}">{here[:10]} {here[11:16]}</time>'


def item_address(agency: str, pk: int | str) -> str:
    """Return the address of an organ's item."""
    return f"{_way_to_items(agency)}{pk}/"


@lru_cache(maxsize=1000)
def _way_to_items(agency: str) -> str:
    return reverse("portal:item", args=[agency, 0]).removesuffix("0/")


def _entry(item: Publication) -> Entry:
    # Queries add these to the register's entries.
    item_pk, published_at = getattr(item, "item_pk", None), getattr(item, "published_at", None)
    return Entry(
        item.pk, item.published_on, item.title, item.column.name, item.agency.code, item_pk,
        published_at,
    )  # fmt: skip
