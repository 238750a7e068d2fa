"""The rows of the self-inspection's pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.console.inspection_places import Place, mending_places
from gongkai.rules.site_inspection.catalogue import (
    InspectionRule,
    Section,
    inspection_rules,
    rule_named,
)
from gongkai.self_inspection.models import FindingExemption, Inspection, SiteFinding


@dataclass(frozen=True)
class Tally:
    """One section: how many findings stand, and how many points it lost."""

    section: Section
    count: int
    lost: str


@dataclass(frozen=True)
class Line:
    """One finding, where it is mended, and whether the newest inspection saw it.

    `exemption` is what stands of it, None where nothing does.
    """

    finding: SiteFinding
    places: list[Place]
    is_seen: bool
    exemption: FindingExemption | None
    earlier: list[FindingExemption]


@dataclass(frozen=True)
class Group:
    """The findings of one rule that stand on the page."""

    rule: InspectionRule
    lines: list[Line]


def tallies(counts: Mapping[str, int], newest: Inspection | None) -> list[Tally]:
    """Return each section with its findings as they stand and the points it lost."""
    stored: Mapping[str, Any] = newest.result.get("sections", {}) if newest else {}
    of_section = {section: 0 for section in Section}
    for key, count in counts.items():
        of_section[rule_named(key).section] += count
    return [
        Tally(section, count, stored.get(section.value, {}).get("lost", "0"))
        for section, count in of_section.items()
    ]


def groups(findings: Iterable[SiteFinding], newest: Inspection | None) -> list[Group]:
    """Return findings by their rules, in the order in which they come."""
    found: dict[str, list[Line]] = {}
    for finding in findings:
        rule = inspection_rules()[finding.rule]
        exemptions = list(finding.exemptions.all())
        found.setdefault(rule.key, []).append(
            Line(
                finding,
                mending_places(finding, rule),
                newest is not None and finding.last_seen_id == newest.pk,
                next((each for each in exemptions if each.ended_at is None), None),
                [each for each in exemptions if each.ended_at is not None],
            )
        )
    return [Group(rule_named(key), lines) for key, lines in found.items()]
