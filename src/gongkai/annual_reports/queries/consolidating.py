"""A collection's reports summed: who takes part, who is missing and why, and the sum itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from gongkai.annual_reports.models import (
    Collection,
    CollectionOrgan,
    ConsolidationAdjustment,
    ReceivedReport,
)
from gongkai.annual_reports.queries.checking import uploaded_reading
from gongkai.annual_reports.queries.collections import current
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.rules.reports.consolidation import (
    Consolidation,
    NotConsolidated,
    Subordinate,
    consolidated,
)
from gongkai.rules.reports.consolidation_adjustments import (
    Adjustment,
    AdjustmentKind,
    AdjustmentRefused,
)
from gongkai.rules.reports.consolidation_differences import CellDifference, difference_to
from gongkai.rules.reports.editions import edition_for_year
from gongkai.rules.reports.places import place_label
from gongkai.rules.reports.shape import Report


class ConsolidationScope(StrEnum):
    """Which reports are summed."""

    ACCEPTED = "accepted"
    ALL = "all"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return (
            "只汇总已通过的报告" if self is ConsolidationScope.ACCEPTED else "汇总全部已读取的报告"
        )


@dataclass(frozen=True)
class Member:
    """An organ whose report takes part, and that report."""

    organ: CollectionOrgan
    report: ReceivedReport
    content: Report


@dataclass(frozen=True)
class LeftOut:
    """An organ that does not take part, and why."""

    organ: CollectionOrgan
    report: ReceivedReport | None
    why: str


@dataclass(frozen=True)
class AdjustmentRow:
    """An adjustment as it was entered; `is_applied` where its organ takes part in the sum."""

    row: ConsolidationAdjustment
    is_applied: bool

    @property
    def place(self) -> str:
        """Return in words where its organ counted the cases."""
        return place_label(self.row.path, edition_for_year(self.row.collection.year))


@dataclass(frozen=True)
class ConsolidationState:
    """A collection's sum; `consolidation` is None where `refusal` says why there is none."""

    collection: Collection
    organ: str
    members: Sequence[Member]
    left_out: Sequence[LeftOut]
    adjustments: Sequence[AdjustmentRow]
    consolidation: Consolidation | None
    refusal: str

    @cached_property
    def reports(self) -> dict[str, ReceivedReport]:
        """Return the received report by the name of its organ."""
        return {member.organ.name: member.report for member in self.members}

    def summed(self) -> Consolidation:
        """Return the sum.

        :raises NotConsolidated: with the reason, where there is none
        """
        if self.consolidation is None:
            raise NotConsolidated(self.refusal)
        return self.consolidation

    def document(self, *, with_known: bool) -> ReportDocument:
        """Return the printable sum, always a draft; `with_known` fills in incomplete cells.

        :raises NotConsolidated: where there is no sum
        """
        return ReportDocument(
            report=self.summed().report(allow_blank=with_known),
            lead=standard_lead(self.collection.year),
            demonstration=self.collection.agency.is_demonstration,
            draft=True,
        )


def consolidation_of(
    collection: Collection, scope: ConsolidationScope, organ: str = ""
) -> ConsolidationState:
    """Return a collection's sum under the name of `organ`, of the office if none is given."""
    members, left_out = _members(collection, scope)
    rows = collection.adjustments.select_related("collection", "organ", "officer").order_by("pk")
    taking_part = {member.organ.pk for member in members}
    adjustments = [AdjustmentRow(row, row.organ_id in taking_part) for row in rows]
    name = " ".join(organ.split()) or collection.agency.name
    consolidation, refusal = None, ""
    try:
        consolidation = consolidated(
            name,
            collection.year,
            [Subordinate(member.content, member.report.original_name) for member in members],
            [adjustment_of(one.row) for one in adjustments if one.is_applied],
        )
    except (NotConsolidated, AdjustmentRefused) as refused:
        refusal = str(refused)
    return ConsolidationState(
        collection, name, members, left_out, adjustments, consolidation, refusal
    )


def differences_to_upload(
    state: ConsolidationState, name: str, content: bytes
) -> tuple[Report, tuple[CellDifference, ...]]:
    """Return a typed city report that was uploaded, and where it differs from the sum.

    Nothing of it is kept.

    :raises ReportFileUnreadable: if it is no readable report
    :raises NotConsolidated: if there is no sum
    :raises TypedReportDiffers: if it is of another year or edition
    """
    typed = uploaded_reading(name, content).report
    return typed, difference_to(state.summed(), typed)


def adjustment_of(row: ConsolidationAdjustment) -> Adjustment:
    """Return the adjustment that a row stands for."""
    return Adjustment(
        kind=AdjustmentKind(row.kind.lower()),
        organ=row.organ.name,
        path=row.path,
        number=row.number,
        reason=row.reason,
    )


def contribution_of(organ: CollectionOrgan) -> Report | None:
    """Return what an organ would bring into the sum, under its name on the list; None for nothing.

    It is the newest readable report, whether accepted or not.
    """
    newest = current(organ.reports.filter(is_previous=False).defer("evidence", "findings"))
    return None if newest is None else _content(organ, newest)


def _members(
    collection: Collection, scope: ConsolidationScope
) -> tuple[list[Member], list[LeftOut]]:
    reports: dict[int, list[ReceivedReport]] = {}
    found = collection.reports.filter(is_previous=False, organ__isnull=False)
    for report in found.defer("evidence", "findings").order_by("pk"):
        reports.setdefault(report.organ_id, []).append(report)
    members: list[Member] = []
    left_out: list[LeftOut] = []
    for organ in collection.organs.order_by("position", "pk"):
        report = current(reports.get(organ.pk, ()))
        content = None if report is None else _content(organ, report)
        why = _why_not(report, content, collection, scope)
        if report is None or content is None or why:
            left_out.append(LeftOut(organ, report, why))
        else:
            members.append(Member(organ, report, content))
    return members, left_out


def _content(organ: CollectionOrgan, report: ReceivedReport) -> Report | None:
    if report.state != ReceivedReport.State.READ:
        return None
    # Titles shorten names; the list is what adjustments and readers go by.
    return replace(Report.from_json(report.content), organ=organ.name)


def _why_not(
    report: ReceivedReport | None,
    content: Report | None,
    collection: Collection,
    scope: ConsolidationScope,
) -> str:
    if report is None:
        return "未报送"
    if content is None:
        return report.get_state_display()
    if content.year != collection.year:
        return f"报告是{content.year}年度的"
    if scope is ConsolidationScope.ACCEPTED and report.verdict != ReceivedReport.Verdict.ACCEPTED:
        return report.get_verdict_display()
    return ""
