"""Measures the editors' screens and what the public reads of items, on one database.

Usage: python -m bench.publishing DATABASE-NAME ITEMS ASKED, with an empty migrated database in
DATABASE_URL: ITEMS are made, a year's worth of one organ, and ASKED pages of each sort asked for.
Times are of the whole request in the server, without a network. Prints the results as JSON.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.timing import Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.agencies.operations import add_agency, add_officer  # noqa: E402
from gongkai.publications.models import Column, Item, ItemRevision, Publication  # noqa: E402
from gongkai.review.models import Round  # noqa: E402

_BATCH = 2000
_FROM = datetime(2025, 1, 1, 1, 0, tzinfo=UTC)
_BODY = "<p>" + "住房公积金归集、提取、贷款业务办理的有关事项。" * 60 + "</p>"
_LOGINS = ("bench-writer", "bench-signer")


class PageRefused(Exception):
    """A page did not come, so that its time means nothing."""


def measured(database: str, number: int, asked: int) -> list[Result]:
    """Return the 95th percentile of each sort of page, in milliseconds."""
    agency, officers, columns = _office()
    _make(agency, officers, columns, number)
    client = Client()
    client.force_login(
        User.objects.get(username=_LOGINS[0]), "django.contrib.auth.backends.ModelBackend"
    )
    draw = random.Random(2025)
    sorts = {
        "List of items, by state, column, person and day": _lists(columns, officers),
        "Search of items by words and numbers": _searches(draw, number),
        "One item and its revisions": _items(draw),
        "What waits, and the calendar": _own(),
        "An item as the public reads it": _public(draw, agency),
        "Home, columns and archive as the public reads them": _public_lists(columns, agency),
    }
    results: list[Result] = []
    for what, addresses in sorts.items():
        found = [_milliseconds(client, next(addresses)) for _ in range(asked + 3)][3:]
        p95 = quantiles(found, n=20)[-1]
        results.append(
            Limit(f"{what}, {number:,} items, 95th percentile", database, "ms", (p95,), 100)
        )
    return results


def _office() -> tuple[Agency, list[Officer], list[Column]]:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    agency = add_agency(code="bench", name="某市公积金中心", short_name="中心", kind="FUND_CENTRE")
    officers = [
        add_officer(
            agency=agency, username=login, name=login, password="bench-parola-1", roles=[role],
            on=date(2021, 1, 1),
        )
        for login, role in zip(_LOGINS, ("CLERK", "REVIEWER"), strict=True)
    ]  # fmt: skip
    columns = Column.objects.bulk_create(
        Column(agency=agency, code=f"c{place}", name=f"栏目{place}", position=place)
        for place in range(7)
    )
    return agency, officers, list(columns)


def _make(agency: Agency, officers: list[Officer], columns: list[Column], number: int) -> None:
    round = Round.objects.create(
        agency=agency, subject="bench", content_hash="0" * 64, drafter=officers[0],
        opened_at=_FROM, stages=["终审三校"], state="PASSED",
    )  # fmt: skip
    step = timedelta(days=365) / number
    for start in range(0, number, _BATCH):
        places = range(start, min(start + _BATCH, number))
        entries = Publication.objects.bulk_create(
            Publication(
                agency=agency, register_no=f"bench/2025-{place:05}", column=columns[place % 7],
                title=_title(place), formed_on=date(2025, 1, 1),
                published_on=(_FROM + step * place).date(),
            )
            for place in places
        )  # fmt: skip
        items = Item.objects.bulk_create(
            Item(
                agency=agency, column=columns[place % 7], title=_title(place), summary="概述" * 20,
                body=_BODY, index_no=entry.register_no, document_no=f"某公积金〔2025〕{place}号",
                drafter=officers[place % 2], created_at=_FROM + step * place,
                changed_at=_FROM + step * place, published_at=_FROM + step * place,
                publication=entry, review_round=round,
                state="DRAFT" if place % 50 == 0 else "PUBLISHED",
            )
            for place, entry in zip(places, entries, strict=True)
        )  # fmt: skip
        revisions = ItemRevision.objects.bulk_create(
            ItemRevision(
                item=item, number=1, officer=item.drafter, saved_at=item.changed_at,
                content=_content(item), content_hash="0" * 64,
            )
            for item in items
        )  # fmt: skip
        for item, revision in zip(items, revisions, strict=True):
            item.public_revision = revision
        Item.objects.bulk_update(items, ["public_revision"], batch_size=500)


def _title(place: int) -> str:
    return f"关于住房公积金第{place}号业务办理有关事项的通知"


def _content(item: Item) -> dict[str, object]:
    texts = ("title", "summary", "body", "document_no", "validity", "audience")
    return {
        **{name: getattr(item, name) for name in texts},
        **dict.fromkeys(
            ("topic", "issuer", "source", "keywords", "formed_on", "effective_on", "invalid_on",
             "publish_at", "expire_at"), "",
        ),
        "column": item.column.code, "also_in": [], "files": [], "links": [],
    }  # fmt: skip


def _lists(columns: list[Column], officers: list[Officer]) -> Iterator[str]:
    items = reverse("console:items")
    while True:
        yield items
        yield f"{items}?state=DRAFT"
        yield f"{items}?column={columns[3].pk}"
        yield f"{items}?person={officers[1].pk}&state=PUBLISHED"
        yield f"{items}?since=2025-06-01&until=2025-06-30"


def _searches(draw: random.Random, number: int) -> Iterator[str]:
    items = reverse("console:items")
    while True:
        place = draw.randrange(number)
        yield f"{items}?text=第{place}号"
        yield f"{items}?text=〔2025〕{place}号"
        yield f"{items}?text=公积金"
        yield f"{items}?text=没有这样的词"


def _items(draw: random.Random) -> Iterator[str]:
    keys = list(Item.objects.values_list("pk", flat=True)[:5000])
    while True:
        yield reverse("console:item", args=[draw.choice(keys)])


def _own() -> Iterator[str]:
    while True:
        yield reverse("console:publishing-tasks")
        yield reverse("console:publishing-calendar")


def _public(draw: random.Random, agency: Agency) -> Iterator[str]:
    keys = list(Item.objects.values_list("pk", flat=True)[:5000])
    while True:
        yield reverse("portal:item", args=[agency.code, draw.choice(keys)])


def _public_lists(columns: list[Column], agency: Agency) -> Iterator[str]:
    code = columns[3].code
    while True:
        yield reverse("portal:home")
        yield reverse("portal:items-of", args=[agency.code])
        yield reverse("portal:column", args=[agency.code, code])
        yield reverse("portal:column-year", args=[agency.code, code, "2025"])
        yield reverse("portal:column-year-sheet", args=[agency.code, code, "2025", 20])
        yield reverse("portal:column-month", args=[agency.code, code, "2025", "06"])
        yield reverse("portal:archive-month", args=[agency.code, "2025", "06"])
        yield reverse("portal:disclosure", args=[agency.code])
        yield reverse("portal:column-rss", args=[agency.code, code])
        yield reverse("portal:site-map")


def _milliseconds(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    taken = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise PageRefused(f"{address}: {answer.status_code}")
    return taken


if __name__ == "__main__":
    name, count, pages = sys.argv[1:]
    json.dump(as_json(measured(name, int(count), int(pages))), sys.stdout)
