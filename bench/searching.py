"""Measures searches among published items: how long each takes, and whether it finds everything.

Usage: python -m bench.searching DATABASE-NAME ITEMS ASKED, with an empty migrated database in
DATABASE_URL: ITEMS are made and indexed, and ASKED searches of each sort asked. Times are the
processor's, of the search in the server and of the whole page with it. What is found for words of
two characters is compared with a scan of all that is searched. Prints the results as JSON.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from statistics import quantiles

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.timing import Fact, Limit, Result, as_json, processor_seconds  # noqa: E402
from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.agencies.operations import add_agency, add_officer  # noqa: E402
from gongkai.portal.throttling import SearchThrottle  # noqa: E402
from gongkai.publications.models import Column, Item, ItemRevision, Publication  # noqa: E402
from gongkai.review.models import Round  # noqa: E402
from gongkai.search.asking import Asked, asked_words  # noqa: E402
from gongkai.search.finding import DEEPEST, find  # noqa: E402
from gongkai.search.lexicon import trade_words  # noqa: E402
from gongkai.search.rebuilding import rebuild  # noqa: E402
from gongkai.search.shelves import forget_counts  # noqa: E402
from gongkai.search.standing import index_standing  # noqa: E402
from gongkai.search.synonyms import alternatives_of  # noqa: E402

_BATCH = 2000
_AT = datetime(2025, 12, 1, 4, 0, tzinfo=UTC)
_FROM = date(2005, 1, 1)
_DAYS = 7600
_COLUMNS = 24
_LENGTH = 500
_MOST_MS = 10.0


def measured(database: str, number: int, asked: int) -> list[Result]:
    """Return times of searches, in milliseconds, and what they missed."""
    draw = random.Random(2025)
    words = _vocabulary(draw)
    texts = _make(draw, words, number)
    began = time.perf_counter()
    rebuild(_AT.date(), _AT)
    built = time.perf_counter() - began
    standing = index_standing()
    results: list[Result] = [
        Fact(
            f"Index of {number:,} items", database,
            f"built in {built:.0f} s, {standing.size / 1e6:.0f} MB",
        )
    ]  # fmt: skip
    for what, queries in _sorts(draw, words, number).items():
        found = _times(lambda query: _find(query), queries, asked)
        results.append(
            Limit(f"{what}, {number:,} items, 95th percentile", database, "ms",
                  (quantiles(found, n=20)[-1],), _MOST_MS)
        )  # fmt: skip
    results.append(_whole_page(database, draw, words, number, asked))
    return [*results, *_missed(database, draw, words, texts)]


def _vocabulary(draw: random.Random) -> list[str]:
    """Return words, the frequent ones first: those of the trade among invented ones."""
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
    invented = [
        "".join(draw.choices(characters, k=draw.choice((2, 2, 2, 3, 4)))) for _ in range(4000)
    ]
    trade = list(trade_words())
    mixed = invented[:60]
    for place, word in enumerate(trade):
        mixed.insert(min(place * 2, len(mixed)), word)
    return mixed + invented[60:]


def _make(draw: random.Random, words: Sequence[str], number: int) -> dict[int, str]:
    agency = add_agency(code="bench", name="某市公积金中心", short_name="中心", kind="FUND_CENTRE")
    officer = add_officer(
        agency=agency, username="bench", name="编辑", password="bench-parola-1", roles=["CLERK"],
        on=date(2021, 1, 1),
    )  # fmt: skip
    columns = Column.objects.bulk_create(
        Column(agency=agency, code=f"c{place}", name=f"栏目{place}", position=place)
        for place in range(_COLUMNS)
    )
    round = Round.objects.create(
        agency=agency, subject="bench", content_hash="0" * 64, drafter=officer, opened_at=_AT,
        stages=["终审三校"], state="PASSED",
    )  # fmt: skip
    weights = [1 / (place + 8) ** 0.9 for place in range(len(words))]
    texts: dict[int, str] = {}
    for start in range(0, number, _BATCH):
        places = range(start, min(start + _BATCH, number))
        batch = [
            (_text(draw, words, weights, 16), _text(draw, words, weights, _LENGTH)) for _ in places
        ]
        keys = _store(agency, officer, list(columns), round, places, batch)
        texts |= {
            key: f"{title}\n\n{_document_no(place)}\n\n{body}"
            for key, place, (title, body) in zip(keys, places, batch, strict=True)
        }
    return texts


def _text(draw: random.Random, words: Sequence[str], weights: Sequence[float], length: int) -> str:
    drawn = draw.choices(words, weights, k=length // 2)
    sentences = ("".join(drawn[place : place + 5]) for place in range(0, len(drawn), 5))
    return "，".join(sentences)[:length]


def _store(
    agency: Agency, officer: Officer, columns: list[Column], round: Round, places: range,
    batch: Sequence[tuple[str, str]],
) -> list[int]:  # fmt: skip
    days = [_FROM + timedelta(days=place % _DAYS) for place in places]
    entries = Publication.objects.bulk_create(
        Publication(agency=agency, register_no=f"bench/{place:06}", title=title, published_on=day,
                    column=columns[place % _COLUMNS])
        for place, day, (title, _) in zip(places, days, batch, strict=True)
    )  # fmt: skip
    items = Item.objects.bulk_create(
        Item(agency=agency, column=entry.column, title=entry.title, index_no=entry.register_no,
             drafter=officer, created_at=_AT, changed_at=_AT, published_at=_AT, publication=entry,
             review_round=round, state="PUBLISHED")
        for entry in entries
    )  # fmt: skip
    revisions = ItemRevision.objects.bulk_create(
        ItemRevision(item=item, number=1, officer=officer, saved_at=_AT, content_hash="0" * 64,
                     content=_content(item, body, place))
        for item, (_, body), place in zip(items, batch, places, strict=True)
    )  # fmt: skip
    for item, revision in zip(items, revisions, strict=True):
        item.public_revision = revision
    Item.objects.bulk_update(items, ["public_revision"], batch_size=500)
    return [entry.pk for entry in entries]


def _content(item: Item, body: str, place: int) -> dict[str, object]:
    return {
        "title": item.title, "body": f"<p>{body}</p>", "summary": "", "keywords": "",
        "document_no": _document_no(place), "column": item.column.code,
        "also_in": [], "files": [], "links": [], "effective_on": "", "invalid_on": "",
        "validity": "REPEALED" if place % 40 == 0 else "IN_FORCE",
    }  # fmt: skip


def _document_no(place: int) -> str:
    return f"某公积金发〔{2005 + place % 20}〕{place}号"


def _sorts(
    draw: random.Random, words: Sequence[str], number: int
) -> dict[str, Callable[[], tuple[str, dict[str, str]]]]:
    frequent, usual, rare = words[:60], words[60:600], words[600:]
    return {
        "Search for a frequent word": lambda: (draw.choice(frequent), {}),
        "Search for a usual word": lambda: (draw.choice(usual), {}),
        "Search for a rare word": lambda: (draw.choice(rare), {}),
        "Search for two words": lambda: (f"{draw.choice(frequent)} {draw.choice(usual)}", {}),
        "Search for a phrase": lambda: (f"“{draw.choice(frequent)}{draw.choice(frequent)}”", {}),
        "Search for a number": lambda: (f"某公积金发[2010]{draw.randrange(number)}号", {}),
        "Search in a column and a year": lambda: (
            draw.choice(usual),
            {"column": f"c{draw.randrange(_COLUMNS)}", "year": str(draw.randrange(2005, 2025))},
        ),
    }


def _find(query: tuple[str, dict[str, str]]) -> object:
    words, chosen = query
    return find(Asked(asked_words(words), chosen), _AT)


def _times(act: Callable[..., object], queries: Callable[[], object], asked: int) -> list[float]:
    """Return milliseconds of processor time that searches take which nobody asked before."""
    taken = []
    for place in range(asked + 5):
        query = queries()
        forget_counts()
        found = processor_seconds(partial(act, query))
        if place >= 5:
            taken.append(found * 1000)
    return taken


def _whole_page(
    database: str, draw: random.Random, words: Sequence[str], number: int, asked: int
) -> Result:
    settings.ALLOWED_HOSTS = ["testserver"]
    usual, SearchThrottle.rate = SearchThrottle.rate, "1000000/min"
    client, address = Client(), reverse("portal:search")
    found = _times(
        lambda query: client.get(address, {"q": query[0]}),
        lambda: (draw.choice(words[:600]), {}),
        asked,
    )
    SearchThrottle.rate = usual
    p95 = quantiles(found, n=20)[-1]
    return Fact(
        f"The whole search page, {number:,} items, 95th percentile", database, f"{p95:.1f} ms"
    )


def _missed(
    database: str, draw: random.Random, words: Sequence[str], texts: Mapping[int, str]
) -> Iterator[Result]:
    asked = [
        word
        for word in _pairs(draw, words, list(texts.values()))
        if len(alternatives_of(word)) == 1
    ]
    missed = wrong = there = 0
    for word in asked:
        holding = {key for key, text in texts.items() if word in text}
        there += len(holding)
        found = find(Asked((word,)), _AT, limit=0).total
        if len(holding) <= DEEPEST:
            keys = {
                int(hit.shown.key.partition(":")[2])
                for start in range(0, found, 200)
                for hit in find(Asked((word,)), _AT, offset=start, limit=200).hits
            }
            missed += len(holding - keys)
            wrong += len(keys - holding)
        else:
            missed += max(0, len(holding) - found)
            wrong += max(0, found - len(holding))
    yield Limit(f"Not found of {there:,} places of {len(asked)} words of two characters", database,
                "items", (missed,), 1)  # fmt: skip
    yield Limit("Found though the word is not there", database, "items", (wrong,), 1)
    share = (there - missed) / there if there else 1.0
    yield Fact("Recall of two-character words against a scan", database, f"{share:.3f}")


def _pairs(draw: random.Random, words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return words of two characters, and pairs that stand anywhere in texts."""
    known = [word for word in words if len(word) == 2]
    found = [*known[:10], *draw.sample(known, 20)]
    while len(found) < 60:
        text = draw.choice(texts)
        place = draw.randrange(len(text) - 1)
        if text[place : place + 2].isalpha():
            found.append(text[place : place + 2])
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    name, count, pages = sys.argv[1:]
    json.dump(as_json(measured(name, int(count), int(pages))), sys.stdout)
