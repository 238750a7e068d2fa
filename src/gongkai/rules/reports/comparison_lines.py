"""The lines of a report worth a chart: what came in, how it ended, who asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.reports.editions import Edition, edition
from gongkai.rules.reports.shape import Report

_TOTAL = "total"
_LAWSUITS = ("litigation_direct", "litigation_after_reconsideration")


@dataclass(frozen=True)
class ComparedLine:
    """
    A count of both reports, None where it is not known.

    `is_comparable` is False where the two editions count different things under one name.
    """

    key: str
    label: str
    a: int | None
    b: int | None
    is_comparable: bool = True

    @property
    def difference(self) -> int | None:
        """Return b − a, or None where one is not known or they are not comparable."""
        if self.a is None or self.b is None or not self.is_comparable:
            return None
        return self.b - self.a

    def to_json(self) -> dict[str, object]:
        """Return the line as JSON."""
        return {
            "key": self.key,
            "label": self.label,
            "a": self.a,
            "b": self.b,
            "difference": self.difference,
            "comparable": self.is_comparable,
        }


def main_lines(a: Report, b: Report) -> tuple[ComparedLine, ...]:
    """Return the main lines of two reports."""
    before, after = _main_counts(a), _main_counts(b)
    same_edition = a.edition == b.edition
    return tuple(
        ComparedLine(
            key,
            label,
            before[key],
            after[key],
            is_comparable=same_edition or key != "normative_documents",
        )
        for key, label in _LABELS.items()
    )


def applicant_lines(a: Report, b: Report) -> tuple[ComparedLine, ...]:
    """Return the requests received by kind of applicant, without their total."""
    return tuple(
        ComparedLine(
            column,
            # Nothing but organisations has an "其他" among the kinds.
            "其他组织" if column == "other" else label,
            _known(a, [f"requests.received.{column}"]),
            _known(b, [f"requests.received.{column}"]),
        )
        for column, label in edition(a.edition).request_columns
        if column != _TOTAL
    )


_LABELS = {
    "received": "本年新收",
    "carried_in": "上年结转",
    "closed": "办理总计",
    "disclosed": "予以公开和部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "closed_other": "其他处理",
    "carried_out": "结转下年度",
    "reconsideration": "行政复议",
    "litigation": "行政诉讼",
    "normative_documents": "制发规范性文件",
}


def _main_counts(report: Report) -> dict[str, int | None]:
    form = edition(report.edition)
    return {
        "received": _row_sum(report, form, ["received"]),
        "carried_in": _row_sum(report, form, ["carried_in"]),
        "closed": _row_sum(report, form, [_TOTAL]),
        "disclosed": _row_sum(report, form, ["disclosed", "partly_disclosed"]),
        "refused": _row_sum(report, form, _rows(form, "refused_")),
        "unavailable": _row_sum(report, form, _rows(form, "unavailable_")),
        "not_processed": _row_sum(report, form, _rows(form, "not_processed_")),
        "closed_other": _row_sum(report, form, _rows(form, "closed_")),
        "carried_out": _row_sum(report, form, ["carried_out"]),
        "reconsideration": _known(report, ["disputes.reconsideration.total"]),
        "litigation": _known(report, [f"disputes.{route}.total" for route in _LAWSUITS]),
        "normative_documents": _known(report, [f"{form.proactive_key}.normative_documents.made"]),
    }


def _rows(form: Edition, prefix: str) -> list[str]:
    return [row.key for row in form.request_rows if row.key.startswith(prefix)]


def _row_sum(report: Report, form: Edition, rows: Iterable[str]) -> int | None:
    counts = [_row_total(report, form, row) for row in rows]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _row_total(report: Report, form: Edition, row: str) -> int | None:
    """Return a line's 总计, or the sum of its kinds where only the total was left blank (I3)."""
    given = report.value(f"requests.{row}.{_TOTAL}")
    if isinstance(given, int):
        return given
    kinds = [column for column, _ in form.request_columns if column != _TOTAL]
    return _known(report, [f"requests.{row}.{column}" for column in kinds])


def _known(report: Report, paths: Iterable[str]) -> int | None:
    counts = report.counts(paths)
    return None if counts is None else sum(counts)
