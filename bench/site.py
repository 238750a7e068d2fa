"""Measures the public site: files, servers, uncached pages, and how soon a publication is seen.

Usage: python -m bench.site ITEMS REQUESTS, with an empty migrated database in DATABASE_URL: ITEMS
are made, a year's worth of one organ, and REQUESTS sent to each server in each turn. Prints JSON.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import first_view, serving  # noqa: E402
from bench.publishing import _content, _make, _office  # noqa: E402
from bench.timing import Fact, Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.publications.models import Column, Item, ItemRevision  # noqa: E402
from gongkai.publications.operations.publishing import _publish  # noqa: E402
from gongkai.publications.queries.contents import content_hash  # noqa: E402
from gongkai.search.rebuilding import rebuild  # noqa: E402

_TURNS = 5
_COMMAND = [sys.executable, "-m", "gongkai.cli.main"]
_SEEN = 2.0


def measured(number: int, requests: int) -> list[Result]:
    """Return everything measured of the site."""
    agency, officers, columns = _office()
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    _make(agency, officers, columns, number)
    results: list[Result] = [_built(number)]
    rebuild(timezone.localdate(), timezone.now())
    results.append(_seen(agency, officers[0], columns, number))
    results += serving.measured(agency, requests, _TURNS)
    results += first_view.measured()
    return results


def _built(number: int) -> Result:
    began = time.perf_counter()
    subprocess.run([*_COMMAND, "site", "build", "--all", "--quiet"], check=True)
    taken = time.perf_counter() - began
    pages = sum(1 for _ in kept_folder().rglob("*") if _.is_file() and _.suffix != ".gz")
    text = (
        f"{pages:,} pages in {taken:.0f} s, {pages / taken:.0f} pages/s on {os.cpu_count()} cores"
    )
    return Fact(f"`gongkai site build --all`, {number:,} items", "SQLite", text)


def kept_folder() -> Path:
    """Return the folder of the only site's pages."""
    return (Path(settings.HOME) / "site" / ".hosts" / "localhost").resolve()


def _seen(agency: Agency, officer: Officer, columns: list[Column], number: int) -> Result:
    """Return the seconds from the commit of a publication until its pages are there."""
    follower = subprocess.Popen([*_COMMAND, "follow", "--watch"], start_new_session=True)
    try:
        _wait_for(agency, columns[0], _published(agency, officer, columns[0], "预热"))
        taken = []
        for turn in range(_TURNS):
            item = _published(agency, officer, columns[turn % 7], f"第{turn}次发布的通知")
            taken.append(_wait_for(agency, columns[turn % 7], item))
    finally:
        follower.terminate()
        follower.wait(timeout=60)
    what = f"From the commit of a publication until item, column and home show it, {number:,} items"
    return Limit(what, "SQLite", "s", tuple(taken), _SEEN)


def _published(agency: Agency, officer: Officer, column: Column, title: str) -> Item:
    at = timezone.now()
    with transaction.atomic():
        item = Item.objects.create(
            agency=agency, column=column, title=title, summary="概述", body="<p>正文。</p>",
            formed_on=timezone.localdate(at) - timedelta(days=1), drafter=officer, created_at=at,
            changed_at=at, state="APPROVED",
            review_round=Item.objects.exclude(review_round=None).first().review_round,
        )  # fmt: skip
        ItemRevision.objects.create(
            item=item, number=1, officer=officer, saved_at=at, content=_content(item),
            content_hash=content_hash(item),
        )  # fmt: skip
        _publish(item, officer, timezone.localdate(at), at)
    return item


def _wait_for(agency: Agency, column: Column, item: Item) -> float:
    began = time.perf_counter()
    folder, own = kept_folder(), Path("xinxi") / agency.code
    lists = [folder / "index.html", folder / own / "lanmu" / column.code / "index.html"]
    while time.perf_counter() - began < 120:
        is_there = (folder / own / str(item.pk) / "index.html").exists()
        if is_there and all(item.title in place.read_text(encoding="utf-8") for place in lists):
            break
        time.sleep(0.01)
    return time.perf_counter() - began


if __name__ == "__main__":
    items, asked = sys.argv[1:]
    json.dump(as_json(measured(int(items), int(asked))), sys.stdout)
