"""Whether home page and columns are kept up: 国办秘函〔2019〕19号 (首页不更新, 栏目不更新)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits
from gongkai.rules.update_intervals import update_rule_for

# The first kind of the veto counts these two together.
_VETOED = ("DYNAMIC", "NOTICES")


class ColumnFact(NamedTuple):
    """A column in use: how much it lists and when the last of it was published.

    `last_on` None with items in it means that none is dated: that counts as not updated.
    """

    key: int
    name: str
    part: str
    where: str
    items: int
    last_on: date | None
    update_days: int | None = None


def home_faults(last_on: date | None, on: date, limits: Limits) -> Iterator[Fault]:
    """Yield a fault if nothing new came to the site for two weeks: 首页不更新."""
    days = limits.of("HOME_STALE", "days")
    if last_on is not None and last_on + timedelta(days=days) >= on:
        return
    yield Fault(
        "HOME_STALE",
        "/",
        "首页",
        f"首页已超过{days}天没有更新。",
        found=_day(last_on),
        expected=f"{on - timedelta(days=days)}以后有更新",
    )


def column_faults(columns: Iterable[ColumnFact], on: date, limits: Limits) -> Iterator[Fault]:
    """Yield what is wrong with each column: empty, or past an interval."""
    for column in columns:
        if column.items == 0:
            yield _of(column, "COLUMN_EMPTY", "栏目中没有任何信息。", "0条", "至少1条")
            continue
        rule = update_rule_for(column.name, column.part, on)
        if rule is not None:
            days = limits.of(rule.key, "days")
            if _is_stale(column, days, on):
                yield _stale(column, rule.key, days)
        if column.update_days and _is_stale(column, column.update_days, on):
            yield _stale(column, "OWN_INTERVAL", column.update_days)


def veto_faults(columns: Sequence[ColumnFact], on: date, limits: Limits) -> Iterator[Fault]:
    """Yield the vetoes that count columns at fault: 栏目不更新 (1) to (3)."""
    stale: dict[int, set[str]] = {}
    for fault in column_faults(columns, on, limits):
        stale.setdefault(int(fault.subject.partition(":")[2]), set()).add(fault.rule)
    by_key = {column.key: column for column in columns}
    counted = {
        "COLUMNS_STALE": [k for k, rules in stale.items() if rules.intersection(_VETOED)],
        "COLUMNS_LONG_STALE": [
            k for k, rules in stale.items() if rules - {"COLUMN_EMPTY", "OWN_INTERVAL"}
        ],
        "COLUMNS_EMPTY": [k for k, rules in stale.items() if "COLUMN_EMPTY" in rules],
    }
    for rule, keys in counted.items():
        limit = limits.of(rule, "columns")
        if len(keys) >= limit:
            names = "、".join(by_key[key].name for key in keys)
            yield Fault(
                rule,
                "/",
                "全站",
                f"共{len(keys)}个栏目：{names}。",
                found=f"{len(keys)}个",
                expected=f"少于{limit}个",
            )


def _is_stale(column: ColumnFact, days: int, on: date) -> bool:
    return column.last_on is None or column.last_on + timedelta(days=days) < on


def _stale(column: ColumnFact, rule: str, days: int) -> Fault:
    last = _day(column.last_on)
    message = f"栏目已超过{days}天没有新信息，最近一条：{last}。"
    return _of(column, rule, message, last, f"{days}天内有新信息")


def _of(column: ColumnFact, rule: str, message: str, found: str, expected: str) -> Fault:
    place = f"栏目“{column.name}”"
    return Fault(rule, column.where, place, message, f"column:{column.key}", found, expected)


def _day(last_on: date | None) -> str:
    return last_on.isoformat() if last_on else "没有注明日期的信息"
