"""How this node's index stands: how large, how far behind, being built or not."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tantivy import Query

from gongkai.outbox.queries import changes_after
from gongkai.search.generations import IndexMissing, current_generation
from gongkai.search.reading import index_view
from gongkai.search.rebuilding import Progress, progress_of_rebuild
from gongkai.search.schema import PLACE, Place, read_place


@dataclass(frozen=True)
class IndexStanding:
    """This node's index: `entries` in it, `size` in bytes, changes `behind` the records.

    `fault` says why it cannot be used, "" where it can; `behind_since` is the moment of the oldest
    change that is not in it.
    """

    fault: str = ""
    entries: int = 0
    size: int = 0
    place: Place | None = None
    behind: int = 0
    behind_since: datetime | None = None
    rebuild: Progress | None = None

    @property
    def megabytes(self) -> str:
        """Return the size in MB as it is shown, never less than a tenth."""
        return f"{max(self.size / 1e6, 0.1):.1f}"


def index_standing() -> IndexStanding:
    """Return how this node's index stands."""
    rebuild = progress_of_rebuild()
    try:
        with index_view() as view:
            query = Query.term_query(view.fields, "key", PLACE)
            hits = view.searcher.search(query, 1).hits
            place = read_place(view.searcher.doc(hits[0][1])) if hits else None
            entries = view.searcher.num_docs - len(hits)
        size = sum(_size_of(path) for path in current_generation().iterdir())
    except IndexMissing as missing:
        return IndexStanding(fault=str(missing), rebuild=rebuild)
    if place is None:
        return IndexStanding(fault="检索索引不完整，须重建。", rebuild=rebuild)
    unread = changes_after(place.position)
    return IndexStanding(
        entries=entries,
        size=size,
        place=place,
        behind=unread.count(),
        behind_since=unread.values_list("at", flat=True).first(),
        rebuild=rebuild,
    )


def _size_of(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
