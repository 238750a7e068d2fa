"""Every source there is, in the order in which visitors choose among them."""

from collections.abc import Mapping, Sequence

from gongkai.publications.queries.searchable import searchable_count
from gongkai.search.sources import consultations, items, log, messages, pages, reports
from gongkai.search.sources.entries import Source

SOURCES: Sequence[Source] = (
    items.SOURCE,
    reports.SOURCE,
    pages.SOURCE,
    log.SOURCE,
    messages.SOURCE,
    *consultations.SOURCES,
)

KINDS: Mapping[str, str] = {code: name for source in SOURCES for code, name in source.kinds.items()}
"""What visitors choose by: code and Chinese name."""


def source_of(key: str) -> str:
    """Return the name of the source that a key belongs to."""
    return key.partition(":")[0]


def expected_count() -> int:
    """Return about how many entries there are in all: nearly all of them are items."""
    return searchable_count()
