"""Building the index anew beside the one in use, a slice at a time."""

import json
from collections.abc import Generator
from datetime import date, datetime
from typing import NamedTuple

from gongkai.outbox.queries import last_position
from gongkai.search.attached_texts import to_be_read
from gongkai.search.frequent_words import frequent_words
from gongkai.search.generations import (
    IndexMissing,
    alone,
    clear_away,
    current_generation,
    index_folder,
    keep_whole_words,
    new_generation,
    switch_to,
)
from gongkai.search.lexicon import whole_words
from gongkai.search.schema import Place
from gongkai.search.sources.registry import SOURCES, expected_count, sampled_texts
from gongkai.search.tasks import start_reading
from gongkai.search.writing import IndexWriter

_PROGRESS = "rebuilding.json"


class Progress(NamedTuple):
    """How far a rebuild is: entries read, and about how many there are."""

    done: int
    total: int


class RebuildUnderway(RuntimeError):
    """This node's index is being built anew already."""


def rebuilding(on: date, at: datetime) -> Generator[Progress, None, None]:
    """Build this node's index anew; it is put to use when the generator ends, not before.

    Whatever is published meanwhile is taken over afterwards by who follows the outbox. Where it
    is broken off, the index in use stays as it is.

    :raises RebuildUnderway: if another process of this node is at it
    """
    with alone("rebuild") as free:
        if not free:
            raise RebuildUnderway("检索索引正在重建，请等待其完成。")
        _clear_left_overs()
        place = Place(last_position(), at)
        generation = new_generation()
        keep_whole_words(generation, [*whole_words(), *frequent_words(sampled_texts(on))])
        writer = IndexWriter(generation)
        progress = Progress(0, expected_count())
        try:
            for source in SOURCES:
                for read in writer.add(source.entries(on), at):
                    progress = Progress(progress.done + read, progress.total)
                    _tell(progress)
                    yield progress
            writer.commit(place)
            writer.finish()
            switch_to(writer.generation)
        finally:
            (index_folder() / _PROGRESS).unlink(missing_ok=True)
        start_reading(to_be_read(writer.files, at=at), at=at)


def rebuild(on: date, at: datetime) -> int:
    """Build this node's index anew at once and return how many entries were read."""
    done = 0
    for progress in rebuilding(on, at):
        done = progress.done
    return done


def progress_of_rebuild() -> Progress | None:
    """Return how far a rebuild on this node is, None if none is under way."""
    with alone("rebuild") as free:
        if free:
            return None
    try:
        return Progress(*json.loads((index_folder() / _PROGRESS).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return Progress(0, 0)


def _clear_left_overs() -> None:
    """Delete generations that were never put to use because somebody was broken off."""
    try:
        clear_away(current_generation())
    except IndexMissing:
        clear_away()


def _tell(progress: Progress) -> None:
    path = index_folder() / _PROGRESS
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(progress), encoding="ascii")
    draft.replace(path)
