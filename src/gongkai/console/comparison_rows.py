"""A comparison as its page shows it: the figures by table, each with what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.rules.reports.comparison import CellState, ComparedCell, ComparedPart, Comparison
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.sentence_pairs import SentenceKind
from gongkai.rules.reports.values import signed_text

_DIFFERENT = (CellState.CHANGED, CellState.WRITTEN)


@dataclass(frozen=True)
class ComparedRow:
    """One figure: both numbers, the difference with its sign, how many times, and the state."""

    cell: ComparedCell

    @property
    def is_changed(self) -> bool:
        """Tell whether the two reports say different things."""
        return self.cell.state in _DIFFERENT

    @property
    def difference(self) -> str:
        """Return the difference with its sign, "" where there is none to show."""
        return signed_text(self.cell.difference) if self.is_changed else ""

    @property
    def factor(self) -> str:
        """Return how many times the first number the second is, "" where that says nothing."""
        factor = self.cell.factor
        return "" if factor is None or not self.is_changed else str(factor)

    @property
    def state(self) -> str:
        """Return the word for the state, "" where both are the same."""
        return "" if self.cell.state is CellState.SAME else self.cell.state.label


@dataclass(frozen=True)
class ComparedTable:
    """The figures of one statutory table."""

    key: str
    caption: str
    rows: Sequence[ComparedRow]

    @property
    def changed(self) -> int:
        """Return how many figures differ."""
        return sum(row.is_changed for row in self.rows)


def compared_tables(comparison: Comparison) -> list[ComparedTable]:
    """Return the figures of a comparison by table, in the official order."""
    rows: dict[str, list[ComparedRow]] = {}
    for cell in comparison.cells:
        top = cell.path.partition(".")[0]
        key = top if top in ("requests", "disputes") else "proactive"
        rows.setdefault(key, []).append(ComparedRow(cell))
    form = edition(comparison.b.edition)
    return [ComparedTable(key, form.table(key).caption, found) for key, found in rows.items()]


def compared_texts(comparison: Comparison) -> list[tuple[ComparedPart, bool]]:
    """Return the parts of the text, each with whether a sentence of it changed or moved."""
    return [
        (part, any(pair.kind is not SentenceKind.SAME or pair.moved for pair in part.pairs))
        for part in comparison.parts
    ]
