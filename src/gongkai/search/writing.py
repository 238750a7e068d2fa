"""Writing entries into a generation of the index, each commit with the place it stands for."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from tantivy import FieldType, Occur, Query

from gongkai.search.attached_texts import texts_of
from gongkai.search.generations import opened, whole_words_of
from gongkai.search.schema import (
    PLACE,
    Place,
    document_of,
    place_document,
    read_place,
    read_shown,
    seconds,
)
from gongkai.search.sources.entries import AttachedFile, Entry

_HEAP = 64_000_000
_SLICE = 100


class IndexWriter:
    """The one who writes a generation; what it adds is found after `commit`, all or nothing.

    `files` collects the files of what was added, so that those nobody has read can be.
    """

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        self.files: set[AttachedFile] = set()
        self._index = opened(generation)
        self._fields = self._index.schema
        self._whole = whole_words_of(generation)
        self._writer = self._index.writer(_HEAP, 1)

    def place(self) -> Place | None:
        """Return the place of the last commit, None before the first."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(Query.term_query(self._fields, "key", PLACE), 1).hits
        return read_place(searcher.doc(hits[0][1])) if hits else None

    def due(self, on: date, at: datetime, *, most: int = 500) -> list[str]:
        """Return keys of entries whose time is over, or that stand differently from this day on."""
        self._index.reload()
        searcher = self._index.searcher()
        limits = {"until": seconds(at), "again": on.toordinal()}
        over = [
            (
                Occur.Should,
                Query.range_query(self._fields, name, FieldType.Unsigned, None, limit),
            )
            for name, limit in limits.items()
        ]
        hits = searcher.search(Query.boolean_query(over), most, count=False).hits
        return [read_shown(searcher.doc(address)).key for _, address in hits]

    def add(self, entries: Iterable[Entry], at: datetime) -> Iterator[int]:
        """Add entries whose time is not over, and yield after each slice how many were read.

        The texts of their files are added where somebody has read them.
        """
        waiting = iter(entries)
        while slice := list(islice(waiting, _SLICE)):
            lasting = [entry for entry in slice if entry.until is None or entry.until > at]
            files = {file for entry in lasting for file in entry.files}
            texts = texts_of({file.sha256 for file in files})
            for entry in lasting:
                self._writer.add_document(document_of(entry, texts, self._whole, self._fields))
            self.files |= files
            yield len(slice)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove entries by their keys."""
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def commit(self, place: Place) -> None:
        """Let everything since the last commit be found, together with its place."""
        self.remove([PLACE])
        self._writer.add_document(place_document(place, self._fields))
        self._writer.commit()

    def give_up(self) -> None:
        """Forget everything since the last commit."""
        self.files.clear()
        self._writer.rollback()

    def finish(self) -> None:
        """Wait for what goes on in the background and let go of the index."""
        self._writer.wait_merging_threads()
