"""The index as searches read it: opened once in a process, and again when it was written to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy

from gongkai.search.generations import (
    IndexMissing,
    current_generation,
    opened,
    told_faults,
    whole_words_of,
)


class View(NamedTuple):
    """The index at one moment; `stamp` is another one after each commit.

    `whole` are the words that it holds as a whole.
    """

    searcher: tantivy.Searcher
    fields: tantivy.Schema
    stamp: str
    whole: frozenset[str] = frozenset()


class _Reader:
    """One open index, and what it held when it was last looked at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._generation: Path | None = None
        self._index: tantivy.Index | None = None
        self._view: View | None = None
        self._whole: frozenset[str] = frozenset()

    def view(self) -> View:
        with self._lock:
            return self._look()

    def forget(self) -> None:
        with self._lock:
            self._generation = self._index = self._view = None

    def _look(self) -> View:
        generation = current_generation()
        state = os.stat(generation / "meta.json")
        stamp = f"{generation}:{state.st_mtime_ns}:{state.st_ino}"
        if self._index is None or self._generation != generation:
            self._index, self._generation, self._view = opened(generation), generation, None
            self._whole = whole_words_of(generation)
        if self._view is None or self._view.stamp != stamp:
            self._index.reload()
            self._view = View(self._index.searcher(), self._index.schema, stamp, self._whole)
        return self._view


_READER = _Reader()


@contextmanager
def index_view() -> Iterator[View]:
    """Give the index as it stands now.

    :raises IndexMissing: if there is none, or what is there is broken
    """
    try:
        with told_faults():
            yield _READER.view()
    except IndexMissing:
        _READER.forget()
        raise
    except OSError as fault:
        _READER.forget()
        raise IndexMissing(f"检索索引无法读取：{fault}") from fault


def forget_index() -> None:
    """Open the index anew at the next search."""
    _READER.forget()
