"""Findings as they stand, narrowed down, and what the last inspections came to."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Case, Count, Prefetch, QuerySet, Value, When

from gongkai.agencies.models import Agency
from gongkai.rules.site_inspection.catalogue import Effect, Section, inspection_rules
from gongkai.self_inspection.models import (
    FindingExemption,
    Inspection,
    InspectionState,
    SiteFinding,
)
from gongkai.self_inspection.queries.results import (
    inspections_of,
    open_exemptions,
    standing_findings,
)

STANDING, ASIDE, MENDED = "standing", "aside", "mended"
SHOWN = (STANDING, ASIDE, MENDED)


class Narrowed(NamedTuple):
    """Which findings are asked for: of a section, of an effect, and how they stand."""

    section: Section | None = None
    effect: Effect | None = None
    shown: str = STANDING


def findings_shown(agency: Agency, wanted: Narrowed) -> QuerySet[SiteFinding]:
    """Return an organ's findings in the order of the rules, each with what was set aside of it.

    Mended ones come with the last first.
    """
    rows = SiteFinding.objects.filter(agency=agency)
    if wanted.shown == MENDED:
        rows = rows.filter(mended_on__isnull=False)
    else:
        rows = standing_findings(agency).filter(is_exempt=wanted.shown == ASIDE)
    keys = [
        rule.key
        for rule in inspection_rules().values()
        if wanted.section in (None, rule.section) and wanted.effect in (None, rule.effect)
    ]
    rows = rows.filter(rule__in=keys).select_related("last_seen")
    aside = FindingExemption.objects.select_related("officer", "ended_by").order_by("-exempted_at")
    rows = rows.prefetch_related(Prefetch("exemptions", aside))
    rank = Case(
        *(When(rule=key, then=Value(number)) for number, key in enumerate(inspection_rules()))
    )
    order = ("-mended_on", "rank", "pk") if wanted.shown == MENDED else ("rank", "pk")
    return rows.annotate(rank=rank).order_by(*order)


def counts_standing(agency: Agency) -> Mapping[str, int]:
    """Return how many findings of each rule stand, without those set aside."""
    rows = standing_findings(agency).filter(is_exempt=False).order_by()
    return dict(rows.values_list("rule").annotate(n=Count("pk")))


def counts_aside_and_mended(agency: Agency) -> tuple[int, int]:
    """Return how many findings stand set aside, and how many were mended."""
    aside = open_exemptions().filter(finding__agency=agency, finding__mended_on=None).count()
    mended = SiteFinding.objects.filter(agency=agency, mended_on__isnull=False).count()
    return aside, mended


def recent_results(agency: Agency, most: int = 12) -> list[Inspection]:
    """Return the newest inspection of each of the last months that has a result, newest first."""
    found: dict[tuple[int, int], Inspection] = {}
    rows = inspections_of(agency).filter(state=InspectionState.DONE).defer("cursor")
    for inspection in rows[: most * 10]:
        found.setdefault((inspection.on.year, inspection.on.month), inspection)
        if len(found) == most:
            break
    return list(found.values())
