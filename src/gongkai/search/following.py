"""Following what is published: this node's index is brought up to date from the outbox."""

import time
from collections.abc import Generator
from contextlib import ExitStack, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.outbox.queries import changes_after, last_position
from gongkai.search.attached_texts import lost, to_be_read
from gongkai.search.generations import (
    IndexMissing,
    alone,
    current_generation,
    index_folder,
    told_faults,
)
from gongkai.search.hot_words import forget_old_words
from gongkai.search.rebuilding import Progress, RebuildUnderway, rebuilding
from gongkai.search.schema import Place
from gongkai.search.sources.entries import Announced
from gongkai.search.sources.registry import SOURCES, source_of
from gongkai.search.tasks import start_reading
from gongkai.search.writing import IndexWriter

REBUILD = "search.rebuild"
"""The kind of change that asks every node to build its index anew."""

_MOST_CHANGES = 500
# How long a rebuild may hold up what else follows, in seconds.
_SHARE = 0.7
_LOOK_AGAIN = timedelta(minutes=10)


class Follower:
    """Who keeps this node's index: one process of a node at a time, others do nothing."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self._folder: Path | None = None
        self._writer: IndexWriter | None = None
        self._rebuild: Generator[Progress, None, None] | None = None
        self._looked: datetime | None = None

    def step(self, at: datetime) -> int:
        """Take over what changed since the last step and return how many changes that were."""
        if not self._holds_the_folder():
            return 0
        on = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        taken = 0
        try:
            with told_faults():
                taken = self._take_over(on, at)
        except IndexMissing:
            self._let_go()
            self._begin_rebuild(on, at)
        self._go_on_rebuilding()
        self._look_for_lost(on, at)
        return taken

    def stop(self) -> None:
        """Let go of everything; a rebuild under way is given up."""
        if self._rebuild is not None:
            self._rebuild.close()
            self._rebuild = None
        self._let_go()
        self._held.close()
        self._folder = None

    def _holds_the_folder(self) -> bool:
        """Tell whether this process alone follows into the folder of the index."""
        folder = index_folder()
        if self._folder == folder:
            return True
        self.stop()
        if self._held.enter_context(alone("follow")):
            self._folder = folder
            return True
        self._held.close()
        return False

    def _take_over(self, on: date, at: datetime) -> int:
        writer = self._writer_in_use()
        place = writer.place()
        if place is None or place.position > last_position():
            # The records are others than those that were followed: restored, or begun anew.
            raise IndexMissing("检索索引与数据库不符，须重建。")
        changes = list(changes_after(place.position)[:_MOST_CHANGES])
        keys: dict[str, None] = dict.fromkeys(writer.due(on, at))
        owes_rebuild = place.owes_rebuild
        for change in changes:
            told = Announced(change.kind, change.subject, change.agency_id, change.detail)
            owes_rebuild = owes_rebuild or change.kind == REBUILD
            for source in SOURCES:
                touched = source.touched(told)
                owes_rebuild = owes_rebuild or touched is None
                keys |= dict.fromkeys(touched or ())
        if owes_rebuild:
            self._begin_rebuild(on, at)
        if not changes and not keys:
            return 0
        try:
            self._read_anew(writer, list(keys), on, at)
            position = changes[-1].pk if changes else place.position
            # Kept with the place, so that a rebuild that is broken off is begun again.
            writer.commit(Place(position, at, owes_rebuild))
        except BaseException:
            writer.give_up()
            raise
        start_reading(to_be_read(writer.files, at=at), at=at)
        writer.files.clear()
        return len(changes)

    def _read_anew(self, writer: IndexWriter, keys: list[str], on: date, at: datetime) -> None:
        writer.remove(keys)
        for source in SOURCES:
            own = [key for key in keys if source_of(key) == source.name]
            if own:
                for _ in writer.add(source.entries(on, own), at):
                    pass

    def _writer_in_use(self) -> IndexWriter:
        generation = current_generation()
        if self._writer is not None and self._writer.generation != generation:
            self._let_go()
        if self._writer is None:
            self._writer = IndexWriter(generation)
        return self._writer

    def _begin_rebuild(self, on: date, at: datetime) -> None:
        """Build anew, unless that is under way: what came after its beginning is replayed then."""
        if self._rebuild is None:
            self._rebuild = rebuilding(on, at)

    def _go_on_rebuilding(self) -> None:
        if self._rebuild is None:
            return
        end = time.monotonic() + _SHARE
        is_over = True
        try:
            for _ in self._rebuild:
                if time.monotonic() >= end:
                    is_over = False
                    return
        except RebuildUnderway:
            return
        finally:
            if is_over:
                self._rebuild = None

    def _look_for_lost(self, on: date, at: datetime) -> None:
        if self._looked is None or at - self._looked >= _LOOK_AGAIN:
            self._looked = at
            start_reading(lost(at), at=at)
            forget_old_words(on)

    def _let_go(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with suppress(RuntimeError, ValueError, OSError):
                writer.finish()


_FOLLOWER = Follower()


def follow_once(at: datetime) -> int:
    """Take over what changed since the last time and return how many changes that were.

    To be called each second by one process of a node: it catches up after any pause, builds the
    index where there is none, and goes on with a rebuild for part of a second.
    """
    return _FOLLOWER.step(at)


def stop_following() -> None:
    """Let go of the index, so that another process may follow."""
    _FOLLOWER.stop()
