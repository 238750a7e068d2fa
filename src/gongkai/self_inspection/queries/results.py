"""The result of an inspection: points, what each section lost, what was found and what was not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from gongkai.agencies.models import Agency
from gongkai.rules.site_inspection.catalogue import Section, inspection_rules
from gongkai.rules.site_inspection.scoring import Score, score
from gongkai.self_inspection.models import (
    FindingExemption,
    Inspection,
    InspectionState,
    SiteFinding,
)

MOST_KEPT = 300
"""How many findings a result keeps for its document; the rest is told in numbers."""


@dataclass(frozen=True)
class Result:
    """The score of an inspection, the findings it counts, and how many of each rule."""

    score: Score
    counts: Mapping[str, int]
    lines: tuple[dict[str, str], ...]

    def stored(self) -> dict[str, Any]:
        """Return what is kept of it for good."""
        return {
            "sections": {
                section.value: {
                    "lost": str(self.score.of(section)),
                    "findings": sum(
                        count
                        for rule, count in self.counts.items()
                        if inspection_rules()[rule].section is section
                    ),
                }
                for section in Section
            },
            "vetoes": [rule.key for rule in self.score.vetoes],
            "deductions": [
                [each.rule.key, each.count, str(each.points)] for each in self.score.deductions
            ],
            "to_judge": self.score.to_judge,
            "is_passed": self.score.is_passed,
            "counts": dict(self.counts),
            "lines": list(self.lines),
        }


def result_of(inspection: Inspection) -> Result:
    """Return the result of an inspection as its findings stand; what was set aside is not in it."""
    aside = (
        open_exemptions()
        .filter(finding__last_seen=inspection)
        .values_list("finding__rule")
        .annotate(n=Count("pk"))
    )
    exempt = dict(aside)
    counts = {
        rule: left
        for rule, count in inspection.counts.items()
        if (left := count - exempt.get(rule, 0)) > 0
    }
    order = {key: place for place, key in enumerate(inspection_rules())}
    rows = sorted(
        seen_in(inspection).filter(is_exempt=False).order_by("pk")[: MOST_KEPT * 4],
        key=lambda row: (order[row.rule], row.pk),
    )
    lines = tuple(
        {
            "rule": row.rule,
            "where": row.where,
            "place": row.place,
            "message": row.message,
            "since": row.found_on.isoformat(),
        }
        for row in rows[:MOST_KEPT]
    )
    return Result(score(counts), counts, lines)


def seen_in(inspection: Inspection) -> QuerySet[SiteFinding]:
    """Return the findings of the last inspection, each with `is_exempt`."""
    return SiteFinding.objects.filter(last_seen=inspection, mended_on=None).annotate(
        is_exempt=Exists(open_exemptions().filter(finding=OuterRef("pk")))
    )


def standing_findings(agency: Agency) -> QuerySet[SiteFinding]:
    """Return an organ's findings that are not mended, each with `is_exempt`."""
    return (
        SiteFinding.objects.filter(agency=agency, mended_on=None)
        .select_related("last_seen")
        .annotate(is_exempt=Exists(open_exemptions().filter(finding=OuterRef("pk"))))
    )


def open_exemptions() -> QuerySet[FindingExemption]:
    """Return what stands set aside."""
    return FindingExemption.objects.filter(ended_at=None)


def newest_inspection(agency: Agency) -> Inspection | None:
    """Return an organ's newest inspection with a result."""
    return inspections_of(agency).filter(state=InspectionState.DONE).first()


def failed_last(agency: Agency) -> Inspection | None:
    """Return an organ's newest inspection if it came to no end."""
    last = inspections_of(agency).first()
    return last if last is not None and last.state == InspectionState.FAILED else None


def running_inspection(agency: Agency) -> Inspection | None:
    """Return the inspection of an organ that is at work."""
    return inspections_of(agency).filter(state=InspectionState.RUNNING).first()


def inspections_of(agency: Agency) -> QuerySet[Inspection]:
    """Return an organ's inspections, the newest first."""
    return (
        Inspection.objects.filter(agency=agency)
        .select_related("officer", "agency")
        .order_by("-began_at", "-pk")
    )
