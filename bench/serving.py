"""Speed of kept pages and of uncached ones, each beside its reference on the same servers."""

import http.client
import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings

from bench.load_generator import Wish, answer_size, latencies, seconds_for
from bench.servers import granian, nginx
from bench.timing import Comparison, Fact, Result
from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, Item

# At least 95 % of nginx on a bare file, the rate of WhiteNoise, three times the stock page's.
_NGINX, _WHITENOISE, _STOCK = 1 / 0.95, 1.0, 1 / 3
_PROGRAM = "gongkai.config.wsgi:application"
# Requests to uncached pages are some hundred times as dear as those to files; fewer than so many
# say little.
_DEARER, _FEWEST = 100, 100
_STEADY, _OVER = 200.0, 5


def measured(agency: Agency, requests: int, turns: int) -> list[Result]:
    """Return the speeds of one organ's pages, which are kept already."""
    home = Path(settings.HOME)
    folder = (home / "site" / ".hosts" / "localhost").resolve()
    newest = Item.objects.filter(agency=agency, public_revision__isnull=False).latest("pk")
    path = f"/xinxi/{agency.code}/{newest.pk}/"
    environment = {"GONGKAI_BENCH_KEPT": str(folder)}
    mount = ("--static-path-route", "/kept", "--static-path-mount", str(folder))
    results: list[Result] = []
    with ExitStack() as stack:
        ours = stack.enter_context(granian(_PROGRAM, environment))
        noise = stack.enter_context(granian("bench.whitenoise_app:application", environment))
        mounted = stack.enter_context(granian(_PROGRAM, environment, *mount))
        bare = home / "bare"
        bare.mkdir(exist_ok=True)
        size = answer_size(Wish(ours, path))[1]
        (bare / "page.html").write_bytes(b"x" * size)
        port, plain = stack.enter_context(nginx(home, ours, bare, home / "nginx"))
        pairs = (
            ("nginx: an item page", Wish(port, path), "a bare file of the same size",
             Wish(plain, "/page.html"), _NGINX),
            ("Granian: an item page", Wish(ours, path), "WhiteNoise on the same server",
             Wish(noise, f"/kept{path}index.html"), _WHITENOISE),
            ("Granian: an item page", Wish(ours, path), "its own static mount",
             Wish(mounted, f"/kept{path}index.html"), None),
        )  # fmt: skip
        for what, own, reference, other, target in pairs:
            results.append(_compared(what, own, reference, other, requests, turns, target))
        uncached = "/shenqing/"
        results += _overloaded(ours, path, uncached, "Granian")
        results += _overloaded(port, path, uncached, "nginx")
    results += _uncached(agency, max(_FEWEST, requests // _DEARER), turns)
    return results


def _compared(
    what: str, own: Wish, reference: str, other: Wish, number: int, turns: int,
    target: float | None,
) -> Comparison:  # fmt: skip
    pairs = [(seconds_for(own, number), seconds_for(other, number)) for _ in range(turns)]
    ours, theirs = [one for one, _ in pairs], [two for _, two in pairs]
    return Comparison(f"{what}, {number:,} requests", "files", reference, ours, theirs, target)


def _uncached(agency: Agency, number: int, turns: int) -> list[Result]:
    """Return the speed of pages that are rendered for each request, beside a stock Wagtail page."""
    column = Column.objects.filter(agency=agency).order_by("pk")[0]
    year = Item.objects.filter(column=column, published_at__isnull=False).latest("pk")
    assert year.published_at is not None
    number_listed = Item.objects.filter(column=column, public_revision__isnull=False).count()
    listed = f"/xinxi/{agency.code}/lanmu/{column.code}/{year.published_at.year}/?fresh"
    results: list[Result] = []
    # Each search comes from another visitor: how many one may send is not measured.
    with granian(_PROGRAM, {"GONGKAI_PROXIES": "1"}) as ours:
        pages = {
            "A list of a column's year": listed,
            "A search": "/jiansuo/?q=%E9%80%9A%E7%9F%A5",
        }
        for what, path in pages.items():
            own = Wish(ours, path, many=True)
            size = answer_size(own)[1]
            with granian("bench.stock.wsgi:application", _stock(size, number_listed)) as stock:
                other = Wish(stock, f"/s{size}/", many=True)
                theirs_size = answer_size(other)[1]
                pairs = [
                    (seconds_for(own, number, 4, 1), seconds_for(other, number, 4, 1))
                    for _ in range(turns)
                ]
            results.append(
                Comparison(
                    f"{what}, uncached, {size / 1000:.0f} kB, {number} requests", "SQLite",
                    f"a stock Wagtail list page, {theirs_size / 1000:.0f} kB",
                    [one for one, _ in pairs], [two for _, two in pairs], _STOCK,
                )
            )  # fmt: skip
    return results


def _stock(size: int, number: int) -> dict[str, str]:
    """Make a stock site with a list page of a size; return the environment to run it in."""
    home = Path(settings.HOME) / "stock"
    home.mkdir(exist_ok=True)
    environment = {
        "GONGKAI_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home}/stock.sqlite3",
        "DJANGO_SETTINGS_MODULE": "bench.stock.settings",
        "GONGKAI_HOSTS": "localhost",
    }
    subprocess.run(
        [sys.executable, "-m", "bench.stock.load", str(size), str(number)],
        env={**os.environ, **environment},
        check=True,
        stdout=sys.stderr,
    )
    return environment


def _overloaded(port: int, path: str, uncached: str, server: str) -> list[Result]:
    """Return how quick a kept page is while far more is asked of the program than it can do."""
    alone = latencies(Wish(port, path), 3, _STEADY)
    stop = threading.Event()
    told: dict[int, int] = {}
    # Five times as many as are worked on or wait in both processes.
    crowd = _OVER * 2 * (settings.GONGKAI_AT_WORK + settings.GONGKAI_WAITING)
    pushing = [
        threading.Thread(target=_push, args=(port, uncached, stop, told), daemon=True)
        for _ in range(crowd)
    ]
    for one in pushing:
        one.start()
    try:
        loaded = latencies(Wish(port, path), 5, _STEADY)
    finally:
        stop.set()
        for one in pushing:
            one.join(timeout=60)
    answers = ", ".join(f"{status}: {number:,}" for status, number in sorted(told.items()))
    text = (
        f"median {alone[0]:.1f} ms and 95th percentile {alone[1]:.1f} ms alone; {loaded[0]:.1f} and"
        f" {loaded[1]:.1f} ms while {crowd} clients ask for a form without pause"
        f" (answers {answers})"
    )
    return [Fact(f"{server}: a kept page under overload, {_STEADY:.0f} requests/s", "files", text)]


def _push(port: int, path: str, stop: threading.Event, told: dict[int, int]) -> None:
    while not stop.is_set():
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            link.request("GET", path, headers={"Host": "localhost"})
            status = link.getresponse().status
            told[status] = told.get(status, 0) + 1
            # Whoever is told to come again later does not do so at once.
            stop.wait(0.2 if status == 503 else 0)
        except OSError:
            told[0] = told.get(0, 0) + 1
        finally:
            link.close()
