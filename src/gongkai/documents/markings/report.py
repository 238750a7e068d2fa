"""A report marked with its findings: each numbered, placed, and quoted where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.documents.markings.notes import Note
from gongkai.documents.markings.passages import Passage, Span, excerpt
from gongkai.documents.markings.tables import (
    MarkedCell,
    MarkedTable,
    cell_anchor,
    figures_at,
    marked_tables,
    table_anchor,
    table_of,
)
from gongkai.documents.markings.texts import MarkedText, TextPart, text_anchor, text_parts
from gongkai.rules.reports.editions import TEXT_SECTIONS, edition
from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.places import place_label
from gongkai.rules.reports.shape import Report

# A shorter quote stands in many places; only its own part of the text may be searched for it.
_SHORTEST_ANYWHERE = 4


@dataclass(frozen=True)
class NumberedFinding:
    """
    A finding with its number from 1, its place in words, and the id of the place on a page.

    `anchor` is "" where the finding is about the report as a whole. `excerpt` is its quote within
    its sentence; without a quote, or where the quote stands nowhere in what is shown, it is empty.
    """

    note: Note
    finding: Finding
    place: str
    anchor: str
    excerpt: tuple[Passage, ...]

    @property
    def number(self) -> int:
        """Return its number."""
        return self.note.number


@dataclass(frozen=True)
class MarkedSection:
    """A section of the report, or what stands before and after them: its text or its tables."""

    title: str
    text: MarkedText | None
    tables: tuple[MarkedTable, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the id of the section on a page."""
        if self.text is not None:
            return self.text.anchor
        return "-".join(("section", *(table.table.key for table in self.tables)))


class MarkedReport:
    """A report as it was read, with findings at their cells and passages."""

    def __init__(self, report: Report, evidence: Evidence, findings: Sequence[Finding]) -> None:
        self.report, self.evidence = report, evidence
        self._form = edition(report.edition)
        self._parts = text_parts(report, evidence)
        self.findings = tuple(
            self._numbered(Note(number, finding.severity), finding)
            for number, finding in enumerate(findings, start=1)
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the findings about the report as a whole."""
        return tuple(one.note for one in self.findings if not one.anchor)

    @cached_property
    def tables(self) -> tuple[MarkedTable, ...]:
        """Return the three statutory tables."""
        wheres = ((one.note, one.finding.where) for one in self.findings)
        return marked_tables(self.report, self.evidence, wheres)

    @cached_property
    def texts(self) -> tuple[MarkedText, ...]:
        """Return title, lead and the parts of the text, in the order of the report."""
        return tuple(part.marked() for part in self._parts)

    @property
    def sections(self) -> Iterator[MarkedSection]:
        """Yield title and lead, the six sections and the ending, in the order of the report."""
        texts = {text.key: text for text in self.texts}
        part_of = {number: part for part, number in TEXT_SECTIONS.items()}
        yield from (MarkedSection(texts[key].title, texts[key])
                    for key in ("title", "lead") if key in texts)  # fmt: skip
        for number, title in enumerate(self._form.section_titles, start=1):
            yield MarkedSection(
                title,
                texts.get(part_of.get(number, "")),
                tuple(table for table in self.tables if table.section == number),
            )
        if "ending" in texts:
            yield MarkedSection(texts["ending"].title, texts["ending"])

    @property
    def cells(self) -> Iterator[MarkedCell]:
        """Yield the cell of every figure, in the official order."""
        for table in self.tables:
            yield from (cell for row in table.rows for cell in row if cell.reading is not None)

    def by_severity(self) -> tuple[tuple[Severity, tuple[NumberedFinding, ...]], ...]:
        """Return the findings by severity, the gravest first; also what none has."""
        return tuple(
            (severity, tuple(one for one in self.findings if one.finding.severity is severity))
            for severity in Severity
        )

    def _numbered(self, note: Note, finding: Finding) -> NumberedFinding:
        figures = figures_at(finding.where, self._form)
        table = table_of(finding.where, self._form)
        anchor = cell_anchor(figures[0]) if figures else table_anchor(table) if table else ""
        own = self._own_part(finding.where)
        pieces: tuple[Passage, ...] = ()
        placed = self._passage(finding.quote or "", own, is_cell=bool(anchor))
        if placed is not None:
            part, span = placed
            part.found.append((note, span))
            pieces = excerpt(part.shown.text, note, span)
            anchor = anchor or f"passage-{note.number}"
        elif own is not None:
            own.notes.append(note)
            anchor = text_anchor(own.key)
        place = place_label(finding.where, self._form)
        return NumberedFinding(note, finding, place, anchor, pieces)

    def _own_part(self, where: str) -> TextPart | None:
        top, _, rest = where.partition(".")
        key = rest.partition(".")[0] if top == "narrative" else ""
        return next((part for part in self._parts if part.key == key), None)

    def _passage(
        self, quote: str, own: TextPart | None, *, is_cell: bool
    ) -> tuple[TextPart, Span] | None:
        if is_cell and len("".join(quote.split())) < _SHORTEST_ANYWHERE:
            return None
        for part in self._parts if own is None else (own,):
            span = part.shown.find(quote)
            if span is not None:
                return part, span
        return None
