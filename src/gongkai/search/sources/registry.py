"""Every source there is, in the order in which visitors choose among them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.publications.queries.searchable import searchable_count, searchable_sample
from gongkai.search.sources import (
    answers,
    consultations,
    guides,
    items,
    log,
    messages,
    pages,
    replies,
    reports,
)
from gongkai.search.sources.entries import Source

SOURCES: Sequence[Source] = (
    items.SOURCE,
    guides.SOURCE,
    reports.SOURCE,
    pages.SOURCE,
    log.SOURCE,
    messages.SOURCE,
    replies.SOURCE,
    answers.SOURCE,
    *consultations.SOURCES,
)

KINDS: Mapping[str, str] = {code: name for source in SOURCES for code, name in source.kinds.items()}
"""What visitors choose by: code and Chinese name."""


def sampled_texts(on: date, most: int = 1000) -> Iterator[str]:
    """Yield texts with their titles, drawn evenly from all items."""
    keys = [f"{items.SOURCE.name}:{key}" for key in searchable_sample(most)]
    for entry in items.SOURCE.entries(on, keys):
        yield f"{entry.title}\n\n{entry.text}"


def source_of(key: str) -> str:
    """Return the name of the source that a key belongs to."""
    return key.partition(":")[0]


def expected_count() -> int:
    """Return about how many entries there are in all: nearly all of them are items."""
    return searchable_count()
