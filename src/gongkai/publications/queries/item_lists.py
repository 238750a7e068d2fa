"""The items officers work on, the last changed first, a page at a time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import Item, ItemState

PAGE = 50
"""Items on one page."""

_SHOWN = (
    "title", "index_no", "document_no", "state", "changed_at", "published_at", "publish_at",
    "expire_at", "version", "locked_at", "public_revision", "column__name", "drafter__name",
    "locked_by__name",
)  # fmt: skip


@dataclass(frozen=True)
class ItemsWanted:
    """Which items an officer asks for; empty fields ask for nothing.

    `since` and `until` are days of the last change, both included.
    """

    column: int | None = None
    state: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True)
class ItemsPage:
    """One page of items; `next_after` is where the next one begins, "" at the end."""

    items: list[Item] = field(default_factory=list)
    next_after: str = ""


class ItemsPageUnknown(ValueError):
    """The place to begin at is none that a page gave out."""


def items_page(agency: Agency, wanted: ItemsWanted, *, after: str = "") -> ItemsPage:
    """Return a page of an organ's items, abandoned ones only where they are asked for.

    :param after: where the page before ended
    :raises ItemsPageUnknown: if `after` is none that a page gave out
    """
    rows = _filtered(agency, wanted)
    if after:
        moment, pk = _place(after)
        rows = rows.filter(changed_at__lte=moment).filter(Q(changed_at__lt=moment) | Q(pk__lt=pk))
    found = _shown(rows, PAGE + 1)
    page = found[:PAGE]
    more = len(found) > PAGE
    return ItemsPage(page, f"{page[-1].changed_at.timestamp()!r}-{page[-1].pk}" if more else "")


def items_titled(agency: Agency, words: str, *, but: Item, most: int = 20) -> list[Item]:
    """Return an organ's items whose title or number has the words, the last changed first."""
    wanted = ItemsWanted(text=words)
    return _shown(_filtered(agency, wanted).exclude(pk=but.pk), most)


def items_of_keys(agency: Agency, keys: list[int]) -> list[Item]:
    """Return those of an organ's items that have these keys, in the order of the keys."""
    rows = Item.objects.filter(agency=agency, pk__in=keys).select_related("agency").in_bulk()
    return [rows[key] for key in keys if key in rows]


def _shown(rows: QuerySet[Item], most: int) -> list[Item]:
    """Return the first items; they are found in an index alone, and only these are read then."""
    keys = list(rows.order_by("-changed_at", "-pk").values_list("pk", flat=True)[:most])
    shown = Item.objects.select_related("column", "drafter", "locked_by").only(*_SHOWN)
    by_key = shown.in_bulk(keys)
    return [by_key[key] for key in keys]


def _filtered(agency: Agency, wanted: ItemsWanted) -> QuerySet[Item]:
    exact: dict[str, Any] = {
        "column": wanted.column,
        "state": wanted.state,
        "drafter": wanted.person,
    }
    rows = Item.objects.filter(agency=agency)
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if not wanted.state:
        rows = rows.exclude(state=ItemState.ABANDONED)
    if wanted.since:
        rows = rows.filter(changed_at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(changed_at__lt=_midnight(wanted.until + timedelta(days=1)))
    for word in wanted.text.split():
        rows = rows.filter(
            Q(title__contains=word) | Q(document_no__contains=word) | Q(index_no__contains=word)
        )
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _place(after: str) -> tuple[datetime, int]:
    seconds, _dash, key = after.rpartition("-")
    try:
        return datetime.fromtimestamp(float(seconds), tz=UTC), int(key)
    except (ValueError, OverflowError, OSError) as fault:
        raise ItemsPageUnknown("没有这一页，请从信息列表的首页开始查看。") from fault
