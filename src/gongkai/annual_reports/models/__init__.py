"""An organ's own report of a year, and the finished reports a city's office collects."""

from gongkai.annual_reports.models.consolidation import ConsolidationAdjustment
from gongkai.annual_reports.models.own import (
    AnnualReport,
    NarrativePart,
    Snapshot,
    SnapshotMembers,
    Waiver,
)
from gongkai.annual_reports.models.received import (
    Collection,
    CollectionOrgan,
    ReceivedRemark,
    ReceivedReport,
    ReceivedReturn,
    ReceivedWaiver,
)

__all__ = [
    "AnnualReport",
    "Collection",
    "CollectionOrgan",
    "ConsolidationAdjustment",
    "NarrativePart",
    "ReceivedRemark",
    "ReceivedReport",
    "ReceivedReturn",
    "ReceivedWaiver",
    "Snapshot",
    "SnapshotMembers",
    "Waiver",
]
