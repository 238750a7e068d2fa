"""A bulletin as text, tables and charts in their order, before it becomes a file."""

from dataclasses import dataclass
from datetime import date

from gongkai.documents.charts.plots import Plot


@dataclass(frozen=True, slots=True)
class BulletinTable:
    """Rows of text under their headers; `numbers` are the columns set to the right."""

    caption: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class BulletinSection:
    """A headed section: what is said, then charts, then the tables that bear it out."""

    title: str
    text: tuple[str, ...]
    plots: tuple[Plot, ...] = ()
    tables: tuple[BulletinTable, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletinDocument:
    """All that a bulletin says."""

    title: str
    organ: str
    period: str
    sections: tuple[BulletinSection, ...]
    dated: date
    remark: str = ""

    @property
    def plots(self) -> tuple[Plot, ...]:
        """Return all charts in their order."""
        return tuple(plot for section in self.sections for plot in section.plots)
