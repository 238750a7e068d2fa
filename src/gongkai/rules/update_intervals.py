"""How long a column may stand without anything new: 国办秘函〔2019〕19号, 条例第十二条."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_table

_TABLE = "update_intervals.toml"


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """After how many days without anything new, where, since when in force, and what to do.

    `is_settled` is False where the number was read second-hand or is a default of ours.
    """

    key: str
    label: str
    days: int
    source: str
    in_force_from: date
    is_settled: bool
    remedy: str
    parts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def due_after(self, last: date) -> date:
        """Return the last day by which something new is wanted: 国办秘函〔2019〕19号."""
        return last + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Veto:
    """How many columns at fault fail the whole site (单项否决): 国办秘函〔2019〕19号."""

    key: str
    label: str
    limit: int
    source: str
    rules: tuple[str, ...] = ()


def update_rules(on: date) -> tuple[UpdateRule, ...]:
    """Return the rules for columns in force on a day: 国办秘函〔2019〕19号, 条例第十二条."""
    return tuple(rule for rule in _rules() if rule.in_force_from <= on)


def update_rule_for(name: str, part: str, on: date) -> UpdateRule | None:
    """Return the rule for a column, None where no rule speaks of such a one.

    By its part of 政府信息公开 first, then by the longest word in its name that a rule lists
    (国办秘函〔2019〕19号 speaks of kinds of columns, not of names: the words are ours).
    """
    rules = update_rules(on)
    for rule in rules:
        if part in rule.parts:
            return rule
    found = [(len(word), rule) for rule in rules for word in rule.names if word in name]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def site_rule(on: date) -> UpdateRule | None:
    """Return the rule for the home page (首页不更新): 国办秘函〔2019〕19号."""
    rule = _rule(bundled_table(_TABLE)["site"])
    return rule if rule.in_force_from <= on else None


def vetoes(on: date) -> tuple[Veto, ...]:
    """Return what fails a site by the number of its columns at fault: 国办秘函〔2019〕19号."""
    table = bundled_table(_TABLE)
    return tuple(
        Veto(
            row["key"],
            row["label"],
            row["limit"],
            table["sources"][row["source"]]["label"],
            tuple(row.get("rules", ())),
        )
        for row in table["vetoes"]
        if table["sources"][row["source"]]["in_force_from"] <= on
    )


@cache
def _rules() -> tuple[UpdateRule, ...]:
    return tuple(_rule(row) for row in bundled_table(_TABLE)["rules"])


def _rule(row: dict[str, Any]) -> UpdateRule:
    source = bundled_table(_TABLE)["sources"][row["source"]]
    return UpdateRule(
        key=row["key"],
        label=row["label"],
        days=row["days"],
        source=source["label"],
        in_force_from=source["in_force_from"],
        is_settled=row["settled"],
        remedy=row["remedy"],
        parts=tuple(row.get("parts", ())),
        names=tuple(row.get("names", ())),
    )
