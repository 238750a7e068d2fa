"""What an inspection found, with all that its rule tells, for lists, files and the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.rules.reports.findings import Severity
from gongkai.rules.site_inspection.catalogue import (
    InspectionRule,
    inspection_rules,
    rule_named,
)
from gongkai.self_inspection.models import Inspection, SiteFinding
from gongkai.self_inspection.queries.results import seen_in


@dataclass(frozen=True)
class Told:
    """A finding with its rule; `since` is the day of the inspection that first found it."""

    rule: InspectionRule
    where: str
    place: str
    message: str
    found: str
    expected: str
    since: date

    @property
    def severity(self) -> Severity:
        """Return how grave it is."""
        return self.rule.effect.severity

    def to_json(self) -> dict[str, str]:
        """Return it as the findings JSON has it, and what is known of it besides."""
        return {
            "rule": self.rule.key,
            "severity": self.severity.value,
            "where": self.where,
            "expected": self.expected,
            "found": self.found,
            "message": f"{self.place}：{self.message}",
            "source": self.rule.source,
            "section": self.rule.section.label,
            "effect": self.rule.effect.label,
            "since": self.since.isoformat(),
            "remedy": self.rule.remedy,
            "certainty": self.rule.certainty,
        }


@dataclass(frozen=True)
class Gap:
    """Why rules were not applied, wholly or in part; never as good as passed."""

    reason: str
    rules: tuple[InspectionRule, ...]

    def to_json(self) -> list[dict[str, str]]:
        """Return one entry of the findings JSON for each rule."""
        return [
            {
                "rule": rule.key,
                "severity": Severity.INFO.value,
                "where": "",
                "expected": "",
                "found": "未检查",
                "message": f"未检查：{self.reason}",
                "source": rule.source,
                "section": rule.section.label,
                "effect": "未检查",
                "since": "",
                "remedy": "",
                "certainty": rule.certainty,
            }
            for rule in self.rules
        ]


def told_findings(inspection: Inspection) -> list[Told]:
    """Return what an inspection found and nobody set aside, in the order of the rules."""
    rows = seen_in(inspection).filter(is_exempt=False).order_by("pk")
    return told_of(rows)


def told_of(rows: Iterable[SiteFinding]) -> list[Told]:
    """Return findings with their rules, in the order of the rules."""
    order = {key: place for place, key in enumerate(inspection_rules())}
    return [
        Told(
            rule_named(row.rule),
            row.where,
            row.place,
            row.message,
            row.found,
            row.expected,
            row.found_on,
        )
        for row in sorted(rows, key=lambda row: (order[row.rule], row.pk))
    ]


def gaps_of(inspection: Inspection) -> list[Gap]:
    """Return what an inspection did not check, by the reason."""
    by_reason: dict[str, list[InspectionRule]] = {}
    for key, reason in inspection.not_checked:
        by_reason.setdefault(reason, []).append(rule_named(key))
    return [Gap(reason, tuple(rules)) for reason, rules in by_reason.items()]
