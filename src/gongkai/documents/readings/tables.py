"""All tables of a source walked through: each line goes to the statutory table it belongs to."""

from collections.abc import Sequence

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
from gongkai.documents.readings.sources import SourceTable


def placed_figures(tables: Sequence[SourceTable], *, wrapped: bool = False) -> Placements:
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
        while number < len(grid.own):
            number = self._step(grid, number)

    def close(self) -> None:
        """Leave the table of requests that was being read."""
        if self._requests is not None:
            self._requests.close()
        self._requests = None

    def _step(self, grid: Grid, number: int) -> int:
        for cell in grid.own[number]:
            if is_plain_number(cell[0]):
                # No head holds a bare number.
                self._take(grid, number)
                return number + 1
        found = _words(grid, number)
        if is_requests_head(found):
            head = requests_head(grid, number, self.placements)
            self.placements.note_table("requests")
            self._proactive = self._disputes = None
            if self._requests is None:
                self._requests = RequestsRows(head, self.placements)
            self._requests.follow(head)
            return head.last + 1
        if is_disputes_head(found):
            self.close()
            self._proactive = None
            self._disputes = disputes_head(grid, number)
            return self._disputes.last + 1
        if is_article(found):
            self._proactive = None
            return number + 1
        if is_proactive_head(found):
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


def _words(grid: Grid, number: int) -> set[str]:
    """Return the letters of each cell that starts in a row and is no bare number."""
    return {
        letters(cell.text)
        for cell in grid.own[number]
        if cell.text and not is_plain_number(cell.text)
    } - {""}


def _goes_on(grid: Grid) -> bool:
    """Test if a table is the next part of one that was split: its lines are lines of requests."""
    if any(is_requests_head(_words(grid, number)) for number in range(min(3, len(grid.own)))):
        return True
    named = sum(
        any(row_label(cell.text) is not None for cell in row[:4]) for row in grid.own if row
    )
    return named * 2 > len(grid.own)
