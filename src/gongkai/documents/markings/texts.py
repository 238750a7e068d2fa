"""The parts of a report's text in paragraphs, with the findings at their passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.markings.notes import Note
from gongkai.documents.markings.passages import Passage, Searchable, Span, passages
from gongkai.rules.reports.editions import TEXT_SECTIONS, edition
from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.shape import Report

LONGEST_TEXT = 60_000
"""The most characters of one part of the text that are shown; real parts have some thousand."""


@dataclass(frozen=True)
class MarkedText:
    """
    A part of the text in paragraphs; None in the report is `is_missing`.

    `notes` are the findings about the part as a whole, of which no passage speaks.
    """

    key: str
    title: str
    paragraphs: tuple[tuple[Passage, ...], ...]
    notes: tuple[Note, ...] = ()
    is_missing: bool = False
    is_cut: bool = False

    @property
    def anchor(self) -> str:
        """Return the id of the part on a page."""
        return text_anchor(self.key)


class TextPart:
    """A part of the text, and what is found in it until all findings have their place."""

    def __init__(self, key: str, title: str, text: str | None) -> None:
        self.key, self.title, self.text = key, title, text
        self.shown = Searchable((text or "")[:LONGEST_TEXT])
        self.found: list[tuple[Note, Span]] = []
        self.notes: list[Note] = []

    def marked(self) -> MarkedText:
        """Return the part with what was found in it."""
        return MarkedText(
            self.key,
            self.title,
            tuple(_paragraphs(passages(self.shown.text, self.found))),
            tuple(self.notes),
            is_missing=self.text is None,
            is_cut=len(self.text or "") > LONGEST_TEXT,
        )


def text_parts(report: Report, evidence: Evidence) -> tuple[TextPart, ...]:
    """Return title, lead, the parts of the text and the ending; the form's own where found."""
    form, titles = evidence.form, edition(report.edition)
    return (
        *_given("title", "标题", form.title),
        *_given("lead", "标题之后的导语", form.lead),
        *(TextPart(key, titles.text_title(key), report.narrative[key]) for key in TEXT_SECTIONS),
        *_given("ending", "落款", form.ending),
    )


def text_anchor(key: str) -> str:
    """Return the id of a part of the text on a page."""
    return f"text-{key}"


def _given(key: str, title: str, text: str | None) -> Iterator[TextPart]:
    if text:
        yield TextPart(key, title, text)


def _paragraphs(pieces: Iterator[Passage]) -> Iterator[tuple[Passage, ...]]:
    lines: list[Passage] = []
    for piece in pieces:
        begins = piece.begins
        for place, text in enumerate(piece.text.split("\n")):
            if place and lines:
                yield tuple(lines)
                lines = []
            if text.strip():
                lines.append(Passage(text, piece.notes, begins))
                begins = ()
    if lines:
        yield tuple(lines)
