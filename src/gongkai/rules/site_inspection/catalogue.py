"""The rules of the self-inspection with points, limits, source and how certain each is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_table
from gongkai.rules.reports.findings import Severity

_TABLE = "site_inspection/rules.toml"


class Section(StrEnum):
    """A part of the result, in the order in which it is shown."""

    PUBLISHING = "PUBLISHING"
    SERVICES = "SERVICES"
    INTERACTION = "INTERACTION"
    FUNCTIONS = "FUNCTIONS"
    SECURITY = "SECURITY"

    @property
    def label(self) -> str:
        """Return the words to show."""
        label: str = bundled_table(_TABLE)["sections"][self.value]
        return label


class Effect(StrEnum):
    """What a finding means for the result."""

    VETO = "VETO"
    DEDUCTION = "DEDUCTION"
    JUDGE = "JUDGE"
    ADVICE = "ADVICE"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _EFFECTS[self]

    @property
    def severity(self) -> Severity:
        """Return how grave a finding of this effect is."""
        return _SEVERITIES[self]


_EFFECTS = {
    Effect.VETO: "单项否决",
    Effect.DEDUCTION: "扣分",
    Effect.JUDGE: "须人工判断",
    Effect.ADVICE: "提示",
}
_SEVERITIES = {
    Effect.VETO: Severity.ERROR,
    Effect.DEDUCTION: Severity.ERROR,
    Effect.JUDGE: Severity.WARNING,
    Effect.ADVICE: Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class InspectionRule:
    """One rule; `mark` and `cap` are points, `certainty` is "" where its figures were read.

    `certainty` is "K+" or "K?" where they were read second-hand or are defaults of ours.
    """

    key: str
    label: str
    section: Section
    effect: Effect
    source: str
    in_force_from: date
    certainty: str
    remedy: str
    mark: Decimal = Decimal(0)
    cap: Decimal | None = None
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the points make a result: of how many, from how many on passed, and the source."""

    points: Decimal
    passed_from: Decimal
    bonus_above: Decimal
    source: str
    certainty: str


@cache
def inspection_rules() -> Mapping[str, InspectionRule]:
    """Return every rule by its key, in the order of the sections: 国办秘函〔2019〕19号."""
    return {key: _rule(key, row) for key, row in bundled_table(_TABLE)["rules"].items()}


def rule_named(key: str) -> InspectionRule:
    """Return the rule of a key.

    :raises KeyError: if there is none
    """
    return inspection_rules()[key]


def rules_in_force(on: date) -> Mapping[str, InspectionRule]:
    """Return the rules in force on a day by their keys: 国办秘函〔2019〕19号."""
    return {key: rule for key, rule in inspection_rules().items() if rule.in_force_from <= on}


@cache
def frame() -> Frame:
    """Return how points make a result: 国办秘函〔2019〕19号."""
    table = bundled_table(_TABLE)
    row = table["frame"]
    source = table["sources"][row["source"]]["label"]
    return Frame(
        Decimal(row["points"]),
        Decimal(row["pass"]),
        Decimal(row["bonus_above"]),
        f"{source} {row['article']}",
        _certainty(row),
    )


def guide_elements() -> tuple[str, ...]:
    """Return the elements that a service guide (办事指南) must have: 国办秘函〔2019〕19号."""
    return tuple(bundled_table(_TABLE)["guide"]["elements"])


def _rule(key: str, row: Mapping[str, Any]) -> InspectionRule:
    source = bundled_table(_TABLE)["sources"][row["source"]]
    return InspectionRule(
        key=key,
        label=row["label"],
        section=Section(row["section"]),
        effect=Effect(row["effect"]),
        source=f"{source['label']} {row['article']}",
        in_force_from=source["in_force_from"],
        certainty=_certainty(row),
        remedy=row["remedy"],
        mark=Decimal(row.get("mark", "0")),
        cap=Decimal(row["cap"]) if "cap" in row else None,
        limits=row.get("limits", {}),
    )


def _certainty(row: Mapping[str, Any]) -> str:
    certainty: str = row["certainty"]
    return "" if certainty == "read" else certainty
