"""The limits that rules go by: the defaults, and what an organ has set otherwise."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gongkai.rules.site_inspection.catalogue import InspectionRule, inspection_rules

UNITS: Mapping[str, str] = {
    "days": "天",
    "within_days": "天内的留言",
    "columns": "个栏目",
    "missing": "项要素",
    "guides": "件指南",
    "milliseconds": "毫秒",
    "seconds": "秒",
}
"""What the figures count, in the words to show."""

LEAST, MOST = 1, 36_500


class LimitRefused(ValueError):
    """A limit cannot be set so; the message says why and what to do."""


class Limit(NamedTuple):
    """One figure of a rule: its name, the default, and what holds."""

    rule: InspectionRule
    name: str
    default: int
    value: int

    @property
    def key(self) -> str:
        """Return by what it is stored, e.g. "HOME_STALE.days"."""
        return f"{self.rule.key}.{self.name}"

    @property
    def unit(self) -> str:
        """Return what the figure counts."""
        return UNITS[self.name]


class Limits:
    """The figures that hold for an organ."""

    def __init__(self, own: Mapping[str, int] | None = None) -> None:
        """Take what an organ has set otherwise, by "RULE.name"."""
        self._own = dict(own or {})

    def of(self, rule: str, name: str) -> int:
        """Return one figure of a rule.

        :raises KeyError: if the rule has no such figure
        """
        return self._own.get(f"{rule}.{name}", inspection_rules()[rule].limits[name])

    def __iter__(self) -> Iterator[Limit]:
        """Yield every figure in the order of the rules."""
        for rule in inspection_rules().values():
            for name, default in rule.limits.items():
                yield Limit(rule, name, default, self.of(rule.key, name))


def checked_limits(own: Mapping[str, int]) -> dict[str, int]:
    """Return what differs from the defaults, each figure one that a rule has.

    :raises LimitRefused: if a figure is unknown or out of range
    """
    defaults = {limit.key: limit for limit in Limits()}
    kept = {}
    for key, value in own.items():
        if key not in defaults:
            raise LimitRefused(f"没有“{key}”这个限值，请从列出的限值中选择。")
        limit = defaults[key]
        if not LEAST <= value <= MOST:
            raise LimitRefused(
                f"“{limit.rule.label}”的限值（{limit.unit}）应在{LEAST}至{MOST}之间，"
                f"现为{value}，请改正。"
            )
        if value != limit.default:
            kept[key] = value
    return kept
