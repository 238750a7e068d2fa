"""Two finished reports side by side: two years of one organ, or two organs of one year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from gongkai.rules.reports.comparison_lines import ComparedLine, applicant_lines, main_lines
from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.evidence import CellKind, CellReading, Evidence
from gongkai.rules.reports.sentence_pairs import SentencePair, sentence_pairs
from gongkai.rules.reports.sentences import CopiedShare, copied_share
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report, Value
from gongkai.rules.reports.values import EXACT, minus, value_json, value_text

__all__ = ["CellState", "ComparedCell", "ComparedPart", "Comparison", "Side", "compared"]

PART_LABELS = {"overview": "总体情况", "problems": "存在的主要问题及改进情况", "other": "其他事项"}

_FACTOR_PLACES = Decimal("0.01")
_GREATEST_FACTOR = 10**12
_CLOSED_OTHER = "closed_other"
_CLOSED = ("closed_not_corrected", "closed_fee_unpaid", "closed_other")


class CellState(StrEnum):
    """How a figure stands in the two reports; WRITTEN is no number in either, told differently."""

    SAME = "same"
    CHANGED = "changed"
    WRITTEN = "written"
    ONLY_A = "only_a"
    ONLY_B = "only_b"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    CellState.SAME: "相同",
    CellState.CHANGED: "不同",
    CellState.WRITTEN: "都没有数字，写法不同",
    CellState.ONLY_A: "仅前者的格式有",
    CellState.ONLY_B: "仅后者的格式有",
}


@dataclass(frozen=True)
class Side:
    """Which report stands on a side."""

    organ: str
    year: int
    edition: str

    @property
    def title(self) -> str:
        """Return organ and year."""
        return f"{self.organ}{self.year}年"

    def to_json(self) -> dict[str, str | int]:
        """Return the side as JSON."""
        return {"organ": self.organ, "year": self.year, "edition": self.edition}


@dataclass(frozen=True)
class ComparedCell:
    """
    One figure of both reports, or of the only one whose edition has it.

    `a_text` and `b_text` are what is shown: the number, or what stands there instead of one;
    `note` says what was summed up to find the figure that corresponds.
    """

    path: str
    label: str
    a: Value
    b: Value
    a_text: str
    b_text: str
    state: CellState
    note: str = ""

    @property
    def difference(self) -> Value:
        """Return b − a, or None where one of them is no number."""
        return minus(self.b, self.a)

    @property
    def factor(self) -> Decimal | None:
        """Return b ÷ a to two places, or None where that says nothing."""
        if self.a is None or self.b is None or self.a <= 0 or self.b <= 0:
            return None
        quotient = EXACT.divide(Decimal(self.b), Decimal(self.a))
        if quotient >= _GREATEST_FACTOR:
            return None
        return quotient.quantize(_FACTOR_PLACES, ROUND_HALF_EVEN, EXACT)

    def to_json(self) -> dict[str, object]:
        """Return the cell as JSON, amounts and factors as text."""
        factor = self.factor
        written: dict[str, object] = {
            "where": self.path,
            "label": self.label,
            "a": value_json(self.a),
            "b": value_json(self.b),
            "difference": value_json(self.difference),
            "factor": None if factor is None else str(factor),
            "state": self.state.value,
        }
        for side, value, text in (("a", self.a, self.a_text), ("b", self.b, self.b_text)):
            if value is None and text:
                written[f"{side}_text"] = text
        return {**written, "note": self.note} if self.note else written


@dataclass(frozen=True)
class ComparedPart:
    """One part of the text: its sentences beside each other, and how much of `b` stands in `a`."""

    part: str
    in_a: bool
    in_b: bool
    pairs: tuple[SentencePair, ...]
    copied: CopiedShare

    @property
    def label(self) -> str:
        """Return the part's name."""
        return PART_LABELS[self.part]


@dataclass(frozen=True)
class Comparison:
    """Two reports compared: figures, main lines and kinds of applicants for charts, texts."""

    a: Side
    b: Side
    cells: tuple[ComparedCell, ...]
    lines: tuple[ComparedLine, ...]
    applicants: tuple[ComparedLine, ...]
    parts: tuple[ComparedPart, ...]

    @property
    def changed(self) -> tuple[ComparedCell, ...]:
        """Return the figures that differ: two numbers, or a number and none."""
        return tuple(cell for cell in self.cells if cell.state is CellState.CHANGED)

    @property
    def is_equal(self) -> bool:
        """Test if no figure that both editions have differs."""
        return not self.changed

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know before the figures are put side by side."""
        notes = []
        if self.a.edition != self.b.edition:
            notes.append(
                f"两份报告的格式不同（{self.a.edition}版、{self.b.edition}版）：主动公开统计表"
                "口径不同，只并列不比较；2019版“其他处理”一行与2021版“其他处理”三行之和比较。"
            )
        if self.a.organ != self.b.organ and self.a.year != self.b.year:
            notes.append("两份报告的机关和年度都不同，差额不能说明同一机关的变化。")
        return tuple(notes)

    def to_json(self) -> dict[str, object]:
        """Return the comparison as JSON; lines, applicants and copied shares come after texts."""
        return {
            "a": self.a.to_json(),
            "b": self.b.to_json(),
            "cells": [cell.to_json() for cell in self.cells],
            "texts": [
                {
                    "part": part.part,
                    "kind": pair.kind.value,
                    "a": pair.a,
                    "b": pair.b,
                    **({"moved": True} if pair.moved else {}),
                }
                for part in self.parts
                for pair in part.pairs
            ],
            "copied": [
                {
                    "part": part.part,
                    "sentences": part.copied.sentences,
                    "of_sentences": part.copied.of_sentences,
                    "share": part.copied.ratio,
                }
                for part in self.parts
            ],
            "lines": [line.to_json() for line in self.lines],
            "applicants": [line.to_json() for line in self.applicants],
            "notes": list(self.notes),
        }


def compared(
    a: Report, b: Report, *, evidence_a: Evidence | None = None, evidence_b: Evidence | None = None
) -> Comparison:
    """Return two reports side by side; with evidence also what stands where no number is."""
    one, other = _Figures(a, evidence_a), _Figures(b, evidence_b)
    return Comparison(
        a=Side(a.organ, a.year, a.edition),
        b=Side(b.organ, b.year, b.edition),
        cells=tuple(_cells(one, other)),
        lines=main_lines(a, b),
        applicants=applicant_lines(a, b),
        parts=tuple(_part(part, a, b) for part in NARRATIVE_PARTS),
    )


class _Figures:
    """The figures of a report with their labels and what is shown for them."""

    def __init__(self, report: Report, evidence: Evidence | None) -> None:
        self.report = report
        self.edition = edition(report.edition)
        self._readings: Mapping[str, CellReading] = evidence.cells if evidence else {}

    def label(self, path: str) -> str:
        return self.edition.figures[path].label

    def text(self, path: str) -> str:
        value = self.report.value(path)
        if value is not None:
            return value_text(value)
        reading = self._readings.get(path)
        if reading is None or reading.kind is CellKind.BLANK or reading.kind is CellKind.NUMBER:
            return "空白"
        if reading.kind is CellKind.MISSING:
            return "没有这一格"
        return f"“{reading.text.strip()}”"


def _cells(a: _Figures, b: _Figures) -> Iterator[ComparedCell]:
    if a.edition.code == b.edition.code:
        yield from (_cell(path, a, b) for path in a.edition.paths)
        return
    # The two tables of section 二 count different things, whatever their labels share.
    yield from (_only(path, a, CellState.ONLY_A) for path in _proactive(a))
    yield from (_only(path, b, CellState.ONLY_B) for path in _proactive(b))
    for row in a.edition.request_rows:
        if row.key not in _CLOSED:
            for column, _ in a.edition.request_columns:
                yield _cell(f"requests.{row.key}.{column}", a, b)
        elif row.key == _CLOSED_OTHER:
            yield from (_closed(column, a, b) for column, _ in a.edition.request_columns)
    yield from (_cell(path, a, b) for path in a.edition.paths if path.startswith("disputes."))


def _proactive(figures: _Figures) -> Sequence[str]:
    prefix = f"{figures.edition.proactive_key}."
    return [path for path in figures.edition.paths if path.startswith(prefix)]


def _cell(path: str, a: _Figures, b: _Figures) -> ComparedCell:
    one, other = a.report.value(path), b.report.value(path)
    one_text, other_text = a.text(path), b.text(path)
    return ComparedCell(
        path,
        a.label(path),
        one,
        other,
        one_text,
        other_text,
        _state(one, other, one_text, other_text),
    )


def _only(path: str, figures: _Figures, state: CellState) -> ComparedCell:
    value, text, label = figures.report.value(path), figures.text(path), figures.label(path)
    if state is CellState.ONLY_A:
        return ComparedCell(path, label, value, None, text, "", state)
    return ComparedCell(path, label, None, value, "", text, state)


def _closed(column: str, a: _Figures, b: _Figures) -> ComparedCell:
    """Compare 其他处理, one line in the 2019 edition and three in the 2021 one."""
    path = f"requests.{_CLOSED_OTHER}.{column}"
    one, one_text, one_terms = _closed_sum(column, a)
    other, other_text, other_terms = _closed_sum(column, b)
    old = a if len(one_terms) == 1 else b
    terms = "＋".join(one_terms if len(one_terms) > 1 else other_terms)
    return ComparedCell(
        path,
        old.label(path),
        one,
        other,
        one_text,
        other_text,
        _state(one, other, one_text, other_text),
        note=f"2021版为“其他处理”三行之和：{terms}",
    )


def _closed_sum(column: str, figures: _Figures) -> tuple[int | None, str, list[str]]:
    rows = [row for row in figures.edition.request_rows if row.key in _CLOSED]
    paths = [f"requests.{row.key}.{column}" for row in rows]
    counts = figures.report.counts(paths)
    terms = [figures.text(path) for path in paths]
    if counts is None:
        return None, terms[0] if len(terms) == 1 else "有空白，不能求和", terms
    return sum(counts), str(sum(counts)), terms


def _state(a: Value, b: Value, a_text: str, b_text: str) -> CellState:
    if a is None and b is None:
        return CellState.SAME if a_text == b_text else CellState.WRITTEN
    return CellState.SAME if a == b else CellState.CHANGED


def _part(part: str, a: Report, b: Report) -> ComparedPart:
    before, after = a.narrative[part], b.narrative[part]
    return ComparedPart(
        part,
        before is not None,
        after is not None,
        sentence_pairs(before or "", after or ""),
        copied_share(before or "", after or ""),
    )
