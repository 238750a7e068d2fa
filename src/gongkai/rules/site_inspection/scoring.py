"""The reference score (自查参考分): vetoes, 100 points less what each rule costs, and the gaps."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.site_inspection.catalogue import (
    Effect,
    InspectionRule,
    Section,
    frame,
    inspection_rules,
)


@dataclass(frozen=True, slots=True)
class Deduction:
    """What one rule costs: for so many findings so many points, no more than its cap."""

    rule: InspectionRule
    count: int
    points: Decimal
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The result as far as a program can tell; never an inspector's."""

    points: Decimal
    vetoes: tuple[InspectionRule, ...]
    deductions: tuple[Deduction, ...]
    to_judge: int

    @property
    def is_passed(self) -> bool:
        """Tell whether the site would pass: no veto, and points enough."""
        return not self.vetoes and self.points >= frame().passed_from

    def of(self, section: Section) -> Decimal:
        """Return the points lost in a section."""
        lost = (each.points for each in self.deductions if each.rule.section is section)
        return sum(lost, Decimal(0))


def score(counted: Mapping[str, int] | Iterable[str]) -> Score:
    """Return the score of findings by the keys of their rules: 国办秘函〔2019〕19号.

    :param counted: how many findings each rule has, or the rule of each finding
    """
    counts: Counter[str] = Counter(counted)
    vetoes, deductions, to_judge = [], [], 0
    for rule in inspection_rules().values():
        count = counts[rule.key]
        if not count:
            continue
        if rule.effect is Effect.VETO:
            vetoes.append(rule)
        elif rule.effect is Effect.JUDGE:
            to_judge += count
        elif rule.effect is Effect.DEDUCTION:
            asked = rule.mark * count
            points = asked if rule.cap is None else min(asked, rule.cap)
            deductions.append(Deduction(rule, count, points, points < asked))
    lost = sum((each.points for each in deductions), Decimal(0))
    return Score(max(frame().points - lost, Decimal(0)), tuple(vetoes), tuple(deductions), to_judge)
