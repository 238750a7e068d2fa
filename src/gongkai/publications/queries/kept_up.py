"""Whether columns are kept up: what each promises, what inspections ask (国办秘函〔2019〕19号)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, SitePart
from gongkai.publications.queries.listing import NOTHING_LISTED, Listed, listed_by_column
from gongkai.rules.update_intervals import (
    UpdateRule,
    Veto,
    site_rule,
    update_rule_for,
    vetoes,
)

# Filled from reports and requests, not by items.
_FILLED_OTHERWISE = (SitePart.ANNUAL_REPORTS, SitePart.REQUESTS)
_OWN_SOURCE = "本机关设定的更新周期"
_OWN_REMEDY = "按承诺的周期发布信息；确不需要的，调整周期或者停用栏目"


@dataclass(frozen=True)
class Stale:
    """An interval that a column has let pass: since which day, and what to do.

    `key` is of the rule, "" for what the organ itself has set.
    """

    key: str
    label: str
    days: int
    since: date
    source: str
    remedy: str
    is_settled: bool = True


@dataclass(frozen=True)
class ColumnState:
    """A column with what it lists, and the intervals it has let pass."""

    column: Column
    listed: Listed
    stale: tuple[Stale, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether a visitor finds nothing in it (空白栏目)."""
        return self.listed.items == 0


@dataclass(frozen=True)
class VetoState:
    """How near a site is to a veto: columns at fault, and how many fail it."""

    veto: Veto
    count: int

    @property
    def is_reached(self) -> bool:
        """Tell whether the veto holds."""
        return self.count >= self.veto.limit


@dataclass(frozen=True)
class SiteState:
    """An organ's columns in use, the site as a whole, and the vetoes."""

    columns: tuple[ColumnState, ...]
    site: Stale | None
    vetoes: tuple[VetoState, ...]

    @property
    def stale(self) -> tuple[ColumnState, ...]:
        """Return the columns that were not kept up, the longest first."""
        found = (state for state in self.columns if state.stale)
        return tuple(sorted(found, key=lambda state: min(each.since for each in state.stale)))

    @property
    def empty(self) -> tuple[ColumnState, ...]:
        """Return the columns in which there is nothing."""
        return tuple(state for state in self.columns if state.is_empty)


def site_state(agency: Agency, on: date) -> SiteState:
    """Return whether an organ's columns are kept up on a day; in a fixed number of queries."""
    listed = listed_by_column(agency, on)
    columns = (
        Column.objects.filter(agency=agency, is_closed=False)
        .exclude(part__in=_FILLED_OTHERWISE)
        .order_by("position", "pk")
    )
    states = tuple(_state(column, listed.get(column.pk, NOTHING_LISTED), on) for column in columns)
    last = max((each.last_on for each in listed.values() if each.last_on), default=None)
    return SiteState(states, _site(last, on), tuple(_vetoes(states, on)))


def _state(column: Column, listed: Listed, on: date) -> ColumnState:
    stale = []
    if listed.last_on is not None:
        rule = update_rule_for(column.name, column.part, on)
        if rule is not None and rule.due_after(listed.last_on) < on:
            stale.append(_passed(rule, listed.last_on))
        if column.update_days and listed.last_on + timedelta(days=column.update_days) < on:
            since = listed.last_on + timedelta(days=column.update_days + 1)
            stale.append(
                Stale("", column.name, column.update_days, since, _OWN_SOURCE, _OWN_REMEDY)
            )
    return ColumnState(column, listed, tuple(stale))


def _site(last: date | None, on: date) -> Stale | None:
    rule = site_rule(on)
    if rule is None or last is None or rule.due_after(last) >= on:
        return None
    return _passed(rule, last)


def _passed(rule: UpdateRule, last: date) -> Stale:
    since = rule.due_after(last) + timedelta(days=1)
    return Stale(rule.key, rule.label, rule.days, since, rule.source, rule.remedy, rule.is_settled)


def _vetoes(states: Iterable[ColumnState], on: date) -> Iterable[VetoState]:
    states = list(states)
    for veto in vetoes(on):
        if veto.key == "EMPTY":
            count = sum(state.is_empty for state in states)
        elif veto.rules:
            count = sum(any(one.key in veto.rules for one in state.stale) for state in states)
        else:
            count = sum(any(one.key for one in state.stale) for state in states)
        yield VetoState(veto, count)
