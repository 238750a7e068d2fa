"""What a consolidated report must not count twice: transferred requests, co-defendant cases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.rules.reports.editions import Edition, edition
from gongkai.rules.reports.organs import organ_key
from gongkai.rules.reports.shape import Report

CO_DEFENDANT_SOURCE = "国办公开办函〔2016〕201号"
"""Counts a case only for the organ whose act is challenged, not for the one that reviewed it."""

_SHOWN = 30


class AdjustmentRefused(ValueError):
    """An adjustment fits no cell, names no contributor, or takes away more than there is."""


class AdjustmentKind(StrEnum):
    """Why something is counted twice."""

    TRANSFER = "transfer"
    CO_DEFENDANT = "co_defendant"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return "转办" if self is AdjustmentKind.TRANSFER else "共同被告"


@dataclass(frozen=True)
class Adjustment:
    """
    What to take out of the sum once: `number` cases that `organ` counted and another counts, too.

    `path` is the line and column in which that organ counted them: for a transferred request the
    outcome by kind of applicant ("requests.unavailable_not_held.business"), for a co-defendant
    case the result ("disputes.litigation_direct.upheld"). `place` says where it was written.
    """

    kind: AdjustmentKind
    organ: str
    path: str
    number: int
    reason: str
    place: str = ""

    @property
    def shown(self) -> str:
        """Return the adjustment named for a message."""
        return (
            f"{self.place}（{self.kind.label}，{self.organ}）"
            if self.place
            else (f"调减（{self.kind.label}，{self.organ}）")
        )

    def to_json(self) -> dict[str, str | int]:
        """Return the adjustment as JSON."""
        return {
            "kind": self.kind.value,
            "organ": self.organ,
            "where": self.path,
            "number": self.number,
            "reason": self.reason,
        }


class Change(NamedTuple):
    """What an adjustment, numbered from 1, changes at one cell."""

    adjustment: int
    change: int


def touched_cells(adjustment: Adjustment, form: Edition) -> tuple[str, ...]:
    """
    Return the cells an adjustment reduces, the one it names first.

    A transferred request leaves 新收 and its outcome (with 办理总计, unless it was carried out), so
    that every identity holds; a co-defendant case leaves its result and the total of its route.

    :raises AdjustmentRefused: if it names no cell in which such cases are counted
    """
    _insist(adjustment.number > 0, adjustment, f"件数应为正整数，现为{adjustment.number}")
    _insist(bool(adjustment.reason.strip()), adjustment, "没有写理由，请写明移送、转办或案件情况")
    table, _, rest = adjustment.path.partition(".")
    row, _, column = rest.partition(".")
    if adjustment.kind is AdjustmentKind.CO_DEFENDANT:
        return _of_lawsuit(adjustment, form, table, row, column)
    return _of_request(adjustment, form, table, row, column)


def _of_request(
    adjustment: Adjustment, form: Edition, table: str, row: str, column: str
) -> tuple[str, ...]:
    kinds = [key for key, _ in form.request_columns if key != "total"]
    outcomes = [each.key for each in form.outcome_rows]
    shown = adjustment.path[:_SHOWN]
    _insist(
        table == "requests" and row in (*outcomes, "carried_out"),
        adjustment,
        f"“{shown}”不是{form.code}版的办理结果，请写转出单位把它计在哪一项办理结果"
        "（尚未办结的写“结转下年度继续办理”）",
    )
    _insist(
        column in kinds,
        adjustment,
        f"“{shown}”没有写明申请人类型，只减总计会使各类申请人之和与总计不等",
    )
    lines = ("received", row) if row == "carried_out" else ("received", row, "total")
    first = f"requests.{row}.{column}"
    cells = [f"requests.{line}.{each}" for line in lines for each in (column, "total")]
    return (first, *(cell for cell in cells if cell != first))


def _of_lawsuit(
    adjustment: Adjustment, form: Edition, table: str, route: str, result: str
) -> tuple[str, ...]:
    routes = [each.key for each in form.dispute_routes]
    results = [key for key, _ in form.dispute_results if key != "total"]
    _insist(
        table == "disputes" and route in routes and result in results,
        adjustment,
        f"“{adjustment.path[:_SHOWN]}”不是行政诉讼的一种结果，请写明诉讼类别和结果",
    )
    _insist(
        route != "reconsideration",
        adjustment,
        "行政复议没有共同被告，请写未经复议直接起诉或复议后起诉的案件",
    )
    return (adjustment.path, f"disputes.{route}.total")


def changes_by_cell(
    adjustments: Sequence[Adjustment], reports: Iterable[Report], edition_code: str
) -> Mapping[str, tuple[Change, ...]]:
    """
    Return what all adjustments change, by cell.

    :raises AdjustmentRefused: if one fits no cell, or its organ did not count so many there
    """
    form = edition(edition_code)
    by_organ = {organ_key(report.organ): report for report in reports}
    taken: dict[tuple[str, str], int] = defaultdict(int)
    changes: dict[str, list[Change]] = defaultdict(list)
    for number, adjustment in enumerate(adjustments, start=1):
        key = organ_key(adjustment.organ)
        _insist(
            key in by_organ,
            adjustment,
            f"参加汇总的报告中没有“{adjustment.organ}”，请核对机关名称",
        )
        for path in touched_cells(adjustment, form):
            counted = by_organ[key].value(path)
            label = form.figures[path].label
            if counted is None:
                # A blank total stays unknown; a blank kind or result leaves nothing to take from.
                _insist(path.endswith(".total"), adjustment, f"该单位的“{label}”空白，无法从中调减")
                continue
            taken[key, path] += adjustment.number
            _insist(
                taken[key, path] <= counted,
                adjustment,
                f"该单位的“{label}”只有{counted}，不能调减{taken[key, path]}，"
                "请核对件数、办理结果和申请人类型",
            )
            changes[path].append(Change(number, -adjustment.number))
    return {path: tuple(found) for path, found in changes.items()}


def _insist(fact: bool, adjustment: Adjustment, otherwise: str) -> None:
    if not fact:
        raise AdjustmentRefused(f"{adjustment.shown}：{otherwise}。")
