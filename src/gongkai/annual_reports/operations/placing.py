"""Giving a received report its organ and its version, one change of a collection at a time."""

from typing import Any

from django.db.models import QuerySet

from gongkai.annual_reports.models import Collection, CollectionOrgan, ReceivedReport


def locked(report: ReceivedReport) -> ReceivedReport:
    """Return a report as it stands, while nobody else changes anything of its collection.

    Moving one report renumbers others: locking them one by one, two workers could wait for each
    other for ever. In the caller's transaction.
    """
    lock_collection(report.collection_id)
    found = ReceivedReport.objects.select_related("collection__agency", "organ__agency")
    return found.get(pk=report.pk)


def lock_collection(pk: int) -> None:
    """Keep everybody else from changing a collection until the caller's transaction ends."""
    Collection.objects.select_for_update().get(pk=pk)


def place(report: ReceivedReport, organ: CollectionOrgan | None, match: Any) -> None:
    """Put a report among its organ's versions, numbered in the order of arrival.

    The caller has locked the collection. A report that changes organs leaves its verdict behind.
    """
    if report.organ_id == (organ.pk if organ else None):
        report.match = match
        report.save(update_fields=["match"])
        return
    left = report.organ_id
    report.organ, report.match = organ, match
    report.verdict = ReceivedReport.Verdict.NONE
    report.decided_by = report.decided_at = None
    report.version = None
    if organ is not None:
        siblings = _versions(organ.pk).exclude(pk=report.pk)
        for later in siblings.filter(pk__gt=report.pk).order_by("-version"):
            later.version += 1
            later.save(update_fields=["version"])
        report.version = siblings.filter(pk__lt=report.pk).count() + 1
    report.save(update_fields=["organ", "match", "verdict", "decided_by", "decided_at", "version"])
    if left is not None:
        for number, one in enumerate(_versions(left).order_by("version"), start=1):
            if one.version != number:
                one.version = number
                one.save(update_fields=["version"])


def _versions(organ_id: int) -> QuerySet[ReceivedReport]:
    return ReceivedReport.objects.filter(organ=organ_id, is_previous=False).only("version")
