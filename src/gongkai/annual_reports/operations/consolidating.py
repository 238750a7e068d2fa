"""Entering and dropping what a city's sum must not count twice (调减)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import Collection, CollectionOrgan, ConsolidationAdjustment
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.annual_reports.queries.consolidating import adjustment_of, contribution_of
from gongkai.audit.operations import record
from gongkai.rules.reports.consolidation_adjustments import AdjustmentRefused, changes_by_cell


@transaction.atomic
def enter_adjustment(
    *,
    collection: Collection,
    organ: CollectionOrgan,
    kind: str,
    path: str,
    number: int,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ConsolidationAdjustment:
    """Enter cases that an organ counted and another counts, too.

    :param kind: a value of `ConsolidationAdjustment.Kind`
    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises AdjustmentRefused: if it fits no cell, gives no reason, or the organ counted fewer
    """
    _lock(collection, officer, on)
    if organ.collection_id != collection.pk:
        raise AdjustmentRefused("该单位不在这次报送的名单中，请刷新后重新选择。")
    report = contribution_of(organ)
    if report is None:
        raise AdjustmentRefused(f"“{organ}”还没有可读取的报告，不能调减。")
    row = ConsolidationAdjustment(
        collection=collection,
        organ=organ,
        kind=kind,
        path=path,
        number=number,
        reason=reason.strip(),
        officer=officer,
        entered_at=at,
    )
    others = collection.adjustments.filter(organ=organ).select_related("organ").order_by("pk")
    adjustments = [adjustment_of(one) for one in (*others, row)]
    changes_by_cell(adjustments, [report], report.edition)
    row.save()
    _log(row, "enter", officer, at)
    return row


@transaction.atomic
def drop_adjustment(
    *, adjustment: ConsolidationAdjustment, officer: Officer, on: date, at: datetime
) -> None:
    """Take an adjustment back; what it said stays in the trail.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    """
    _lock(adjustment.collection, officer, on)
    _log(adjustment, "drop", officer, at)
    adjustment.delete()


def _lock(collection: Collection, officer: Officer, on: date) -> None:
    insist(may_collect(officer, collection.agency, on), "汇总年度报告")
    Collection.objects.select_for_update().get(pk=collection.pk)


def _log(row: ConsolidationAdjustment, action: str, officer: Officer, at: datetime) -> None:
    record(
        action=f"consolidation.{action}_adjustment",
        subject=f"{row.collection}：{row.organ}",
        at=at,
        agency=row.collection.agency,
        officer=officer,
        detail={
            "kind": row.kind,
            "path": row.path,
            "number": row.number,
            "reason": row.reason,
        },
    )
