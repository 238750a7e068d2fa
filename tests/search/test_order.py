"""The way by titles to the first sheets gives what weighing everything gives."""

import random
from datetime import date, timedelta

import pytest

from gongkai.search import finding
from gongkai.search.generations import keep_whole_words, new_generation, switch_to
from gongkai.search.schema import Place
from gongkai.search.sources.entries import Entry, Shelf
from gongkai.search.writing import IndexWriter
from search.conftest import NOON, search

pytestmark = pytest.mark.django_db

WORDS = ["业务", "网点", "通知", "异地", "跨省", "业务网点", "县区", "一览", "公告", "2024", "，"]


def written(entries):
    """Put an index of these entries to use."""
    generation = new_generation()
    keep_whole_words(generation, ["业务网点"])
    writer = IndexWriter(generation)
    for _ in writer.add(entries, NOON):
        pass
    writer.commit(Place(0, NOON))
    writer.finish()
    switch_to(generation)


def entries(number, words_of_title):
    """Yield things of many lengths and years."""
    draw = random.Random(7)
    for place in range(number):
        yield Entry(
            key=f"item:{place}", kind="item", agency="gjj", organ="某市公积金中心",
            title="".join(draw.choices(WORDS, k=draw.randrange(1, words_of_title))),
            day=date(2003, 1, 1) + timedelta(days=draw.randrange(7600)),
            text="".join(draw.choices(WORDS, k=draw.randrange(10, 60))),
            columns=(Shelf("guide", "办事指南"),),
        )  # fmt: skip


@pytest.mark.parametrize("words_of_title", [3, 12])
@pytest.mark.parametrize(
    "query", ["业务", "异地", "业务网点", "网点通知", "通知 业务", "县区 异地 公告", "2024 业务"]
)
def test_the_first_sheets_are_the_same_either_way(monkeypatch, words_of_title, query):
    written(entries(400, words_of_title))
    for offset in (0, 10, 150):
        monkeypatch.setattr(finding, "_MANY", 10_000)
        full = search(query, offset=offset)
        assert full.total > 10
        monkeypatch.setattr(finding, "_MANY", 0)
        found = search(query, offset=offset)
        assert [hit.shown.key for hit in found.hits] == [hit.shown.key for hit in full.hits]
