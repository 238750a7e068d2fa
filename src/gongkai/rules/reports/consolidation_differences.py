"""Where a typed report differs from the sum of its subordinates, and what that may come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.reports.consolidation import ConsolidatedCell, Consolidation
from gongkai.rules.reports.shape import Report, Value
from gongkai.rules.reports.values import minus, value_json, value_text


class TypedReportDiffers(ValueError):
    """The typed report is of another year or edition than the sum."""


class CandidateKind(StrEnum):
    """What a difference may come from; it is a possibility, never a finding."""

    OMITTED = "omitted"
    COUNTED_TWICE = "counted_twice"
    NOT_ADJUSTED = "not_adjusted"
    ADJUSTED_TWICE = "adjusted_twice"
    BLANK = "blank"


class Candidate(NamedTuple):
    """A possible reason for a difference; `organ` is whose number it is."""

    kind: CandidateKind
    organ: str
    text: str


@dataclass(frozen=True)
class CellDifference:
    """
    One cell of a typed report that is not the sum; `known` is the sum of what was given.

    `difference` is typed − known, None where one of them is blank.
    """

    path: str
    label: str
    typed: Value
    known: Value
    blank_in: tuple[str, ...]
    difference: Value
    candidates: tuple[Candidate, ...]

    def to_json(self) -> dict[str, object]:
        """Return the difference as JSON, amounts as text."""
        return {
            "where": self.path,
            "label": self.label,
            "typed": value_json(self.typed),
            "sum": value_json(self.known),
            "difference": value_json(self.difference),
            "blank_in": list(self.blank_in),
            "candidates": [
                {"kind": each.kind.value, "organ": each.organ, "text": each.text}
                for each in self.candidates
            ],
        }


def difference_to(consolidation: Consolidation, typed: Report) -> tuple[CellDifference, ...]:
    """
    Return the cells in which a typed report differs from the sum, with possible reasons.

    :raises TypedReportDiffers: if the typed report is of another year or edition
    """
    if typed.year != consolidation.year:
        raise TypedReportDiffers(
            f"用来核对的报告是{typed.year}年的，汇总的是{consolidation.year}年，请核对文件。"
        )
    if typed.edition != consolidation.edition:
        raise TypedReportDiffers(
            f"用来核对的报告是{typed.edition}版格式，汇总的是{consolidation.edition}版，不能逐格核对。"
        )
    return tuple(
        _difference(consolidation, cell, typed.value(path))
        for path, cell in consolidation.cells.items()
        if typed.value(path) != cell.known
    )


def organs_explaining_all(
    consolidation: Consolidation, differences: Sequence[CellDifference]
) -> tuple[Candidate, ...]:
    """Return the organs whose every number, and nothing else, is what the typed report lacks."""
    found = []
    for kind, word in (
        (CandidateKind.OMITTED, "可能漏计该单位"),
        (CandidateKind.COUNTED_TWICE, "可能重复计算该单位"),
    ):
        for member in consolidation.members:
            explained = {
                each.path
                for each in differences
                if any((one.kind, one.organ) == (kind, member.organ) for one in each.candidates)
            }
            filled = {path for path, value in member.report.values().items() if value}
            if differences and len(explained) == len(differences) and explained == filled:
                text = f"全部{len(differences)}处差额都等于{member.organ}的数，{word}。"
                found.append(Candidate(kind, member.organ, text))
    return tuple(found)


def _difference(
    consolidation: Consolidation, cell: ConsolidatedCell, typed: Value
) -> CellDifference:
    difference = minus(typed, cell.known)
    candidates = tuple(_candidates(consolidation, cell, difference))
    return CellDifference(
        cell.path, cell.label, typed, cell.known, cell.blank_in, difference, candidates
    )


def _candidates(
    consolidation: Consolidation, cell: ConsolidatedCell, difference: Value
) -> Iterator[Candidate]:
    if difference is None or difference == 0:
        return
    for organ, value in cell.contributions:
        shown = value_text(value)
        if value == -difference:
            text = f"差额等于{organ}的{shown}，可能漏计该单位。"
            yield Candidate(CandidateKind.OMITTED, organ, text)
        elif value == difference:
            text = f"差额等于{organ}的{shown}，可能重复计算该单位。"
            yield Candidate(CandidateKind.COUNTED_TWICE, organ, text)
    for number, change in cell.changes:
        organ = consolidation.adjustments[number - 1].organ
        if change == -difference:
            text = f"差额等于第{number}项调减（{organ}）的{-change}，可能没有调减。"
            yield Candidate(CandidateKind.NOT_ADJUSTED, organ, text)
        elif change == difference:
            text = f"差额等于第{number}项调减（{organ}）的{-change}，可能调减了两次。"
            yield Candidate(CandidateKind.ADJUSTED_TWICE, organ, text)
    if len(cell.changes) > 1 and sum(each.change for each in cell.changes) == -difference:
        text = f"差额等于{len(cell.changes)}项调减之和，可能都没有调减。"
        yield Candidate(CandidateKind.NOT_ADJUSTED, "", text)
    if difference > 0:
        for organ in cell.blank_in:
            text = f"{organ}这一格空白，差额可能是该单位的数。"
            yield Candidate(CandidateKind.BLANK, organ, text)
