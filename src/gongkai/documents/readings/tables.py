"""All tables of a source walked through: each line goes to the statutory table it belongs to."""

from collections.abc import Sequence
from functools import lru_cache

from gongkai.documents.readings.cells import is_plain_number
from gongkai.documents.readings.disputes_table import (
    DisputesHead,
    disputes_head,
    is_disputes_head,
    take_disputes,
)
from gongkai.documents.readings.grids import Grid, gridded
from gongkai.documents.readings.labels import letters, row_label
from gongkai.documents.readings.placing import Placements
from gongkai.documents.readings.proactive_table import (
    ProactiveHead,
    is_article,
    is_proactive_head,
    proactive_head,
    take_proactive,
)
from gongkai.documents.readings.requests_head import is_requests_head, requests_head
from gongkai.documents.readings.requests_table import RequestsRows
from gongkai.documents.readings.sources import SourceLines, SourceTable

# Line number, 三、本年度办理结果, group, line: figures begin here at the latest, in most lines.
_LABELS = 4


def placed_figures(
    tables: Sequence[SourceTable | SourceLines], *, wrapped: bool = False
) -> Placements:
    """
    Return the figures of the statutory tables among all tables of a source.

    :raises ReportFileUnreadable: if figures cannot be told apart or stand there twice, differently
    """
    walk = _Walk(Placements(wrapped=wrapped))
    for table in tables:
        walk.through(gridded(table))
    walk.close()
    return walk.placements


class _Walk:
    """Where the walk through the tables stands: the head that the next lines stand under."""

    def __init__(self, placements: Placements) -> None:
        self.placements = placements
        self._proactive: ProactiveHead | None = None
        self._requests: RequestsRows | None = None
        self._disputes: DisputesHead | None = None

    def through(self, grid: Grid) -> None:
        """Take every line of one table."""
        self._proactive = self._disputes = None
        if self._requests is not None and not _goes_on(grid):
            self.close()
        number = 0
        while number < len(grid.texts):
            number = self._step(grid, number)

    def close(self) -> None:
        """Leave the table of requests that was being read."""
        if self._requests is not None:
            self._requests.close()
        self._requests = None

    def _step(self, grid: Grid, number: int) -> int:
        texts = grid.texts[number]
        # Behind a label, as in most lines: nothing to be remembered.
        opened = "" if any(map(is_plain_number, texts[1:_LABELS])) else _opened(texts)
        if opened == "requests":
            head = requests_head(grid, number, self.placements)
            self.placements.note_table("requests")
            self._proactive = self._disputes = None
            if self._requests is None:
                self._requests = RequestsRows(head, self.placements)
            self._requests.follow(head)
            return head.last + 1
        if opened == "disputes":
            self.close()
            self._proactive = None
            self._disputes = disputes_head(grid, number)
            return self._disputes.last + 1
        if opened == "article":
            self._proactive = None
            return number + 1
        if opened == "proactive":
            self.close()
            self._disputes = None
            self._proactive = proactive_head(grid, number, self.placements)
            return number + 1
        self._take(grid, number)
        return number + 1

    def _take(self, grid: Grid, number: int) -> None:
        if self._requests is not None:
            if not self._requests.take(grid, number):
                self.close()
        elif self._proactive is not None:
            if not take_proactive(grid, number, self._proactive, self.placements):
                self._proactive = None
        elif self._disputes is not None:
            take_disputes(grid, number, self._disputes, self.placements)
            if "disputes" in self.placements.tables:
                self._disputes = None


@lru_cache(maxsize=1024)
def _opened(texts: tuple[str, ...]) -> str:
    """Return which table's head, or heading of a block, a row begins, "" for none."""
    if any(map(is_plain_number, texts)):
        # No head holds a bare number.
        return ""
    found = _words(texts)
    if is_requests_head(found):
        return "requests"
    if is_disputes_head(found):
        return "disputes"
    if is_article(found):
        return "article"
    return "proactive" if is_proactive_head(found) else ""


def _words(texts: Sequence[str]) -> set[str]:
    """Return the letters of each of a row's cells that is no bare number."""
    return {letters(text) for text in texts if text and not is_plain_number(text)} - {""}


def _goes_on(grid: Grid) -> bool:
    """Test if a table is the next part of one that was split: its lines are lines of requests."""
    if any(is_requests_head(_words(texts)) for texts in grid.texts[:3]):
        return True
    named = sum(any(map(_names_line, row[:_LABELS])) for row in grid.texts)
    return named * 2 > len(grid.texts)


def _names_line(text: str) -> bool:
    # What is remembered of labels shall not be lost for figures, of which no two are alike.
    return not is_plain_number(text) and row_label(text) is not None
