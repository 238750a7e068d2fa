"""Measures the screens of disclosure requests on one database; run in a process of its own.

Usage: python -m bench.casework DATABASE-NAME ASKED, with the database in DATABASE_URL and ASKED
pages of each sort to ask for. Times are of the whole request in the server, from the address to
the finished page, without a network. Prints the results as JSON.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from statistics import quantiles

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.records import LARGEST  # noqa: E402
from bench.timing import Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency  # noqa: E402
from gongkai.agencies.operations import add_officer  # noqa: E402
from gongkai.casework.models import DisclosureRequest  # noqa: E402

_LOGIN = "bench-clerk"
# Words that stand in every request, in a tenth, in one, in none.
_WORDS = ("归集", "编号4", "编号{pk}", "没有这样的词")


class PageRefused(Exception):
    """A page did not come, so that its time means nothing."""


def measured(database: str, asked: int) -> list[Result]:
    """Return the 95th percentile of each sort of page, in milliseconds.

    :raises PageRefused: if one answers with anything but a page
    """
    client = _at_the_desk()
    draw = random.Random(2023)
    sorts = {
        "Queue of the largest agency, first and later pages": _queue_pages(client),
        "One case": _case_pages(draw),
        "Search by number, words and identity number": _searches(draw),
    }
    results: list[Result] = []
    for what, addresses in sorts.items():
        found = [_milliseconds(client, next(addresses)) for _ in range(asked + 3)][3:]
        p95 = quantiles(found, n=20)[-1]
        results.append(Limit(f"{what}, 95th percentile", database, "ms", (p95,), 100))
    return results


def _at_the_desk() -> Client:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    agency = Agency.objects.get(pk=LARGEST)
    if not User.objects.filter(username=_LOGIN).exists():
        add_officer(
            agency=agency, username=_LOGIN, name="经办", password="bench-parola-1", roles=["CLERK"],
            on=date(2021, 1, 1),
        )  # fmt: skip
    client = Client()
    client.force_login(
        User.objects.get(username=_LOGIN), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def _queue_pages(client: Client) -> Iterator[str]:
    queue = reverse("console:cases")
    while True:
        yield queue
        yield f"{queue}?mine=on"
        yield f"{queue}?scope=closed"
        yield f"{queue}?channel=ONLINE&state=IN_PROGRESS"
        middle = _open_cases()[len(_open_cases()) // 2]
        yield f"{queue}?after={middle.due_on}.{middle.pk}"


def _open_cases() -> list[DisclosureRequest]:
    if not _OPEN:
        open_ones = DisclosureRequest.objects.filter(agency=LARGEST, closed_on=None)
        _OPEN.extend(open_ones.order_by("due_on", "pk")[:5000])
    return _OPEN


_OPEN: list[DisclosureRequest] = []


def _case_pages(draw: random.Random) -> Iterator[str]:
    keys = list(
        DisclosureRequest.objects.filter(agency=LARGEST).values_list("pk", flat=True)[:50_000]
    )
    while True:
        yield reverse("console:case", args=[draw.choice(keys)])


def _searches(draw: random.Random) -> Iterator[str]:
    queue = reverse("console:cases")
    last = DisclosureRequest.objects.filter(agency=LARGEST).values_list("pk", flat=True)[:50_000]
    keys = list(last)
    while True:
        pk = draw.choice(keys)
        yield f"{queue}?text=SQ-{pk}"
        yield f"{queue}?text=21010219900307{draw.randrange(1000, 9999)}"
        for scope in ("open", "closed"):
            for words in _WORDS:
                yield f"{queue}?scope={scope}&text={words.format(pk=pk)}"


def _milliseconds(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    taken = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise PageRefused(f"{address}: {answer.status_code}")
    return taken


if __name__ == "__main__":
    name, count = sys.argv[1:]
    json.dump(as_json(measured(name, int(count))), sys.stdout)
