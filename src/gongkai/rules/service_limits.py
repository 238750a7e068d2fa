"""Within how many days business applied for online is handled, and how the days are counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_items import listed_item, listed_items

_TABLE = bundled_table("service_limits.toml")
REGULATION = "《住房公积金管理条例》"


class ServiceLimitNotInForce(LookupError):
    """No limit is on record for that day; the message says since when there is one."""


class DayCounting(StrEnum):
    """Which days of a limit count (期限计算)."""

    CALENDAR = "CALENDAR"
    WORKING = "WORKING"

    @property
    def label(self) -> str:
        """Return what such days are called."""
        return {"CALENDAR": "自然日", "WORKING": "工作日"}[self.value]

    @property
    def unit(self) -> str:
        """Return the unit as limits are told, e.g. 3日, 5个工作日."""
        return {"CALENDAR": "日", "WORKING": "个工作日"}[self.value]


class CorrectionEffect(StrEnum):
    """What becomes of a running limit while the applicant corrects (补正期间)."""

    PAUSE = "PAUSE"
    RESTART = "RESTART"
    RUN = "RUN"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"PAUSE": "不计入", "RESTART": "补正后重新起算", "RUN": "照常计入"}[self.value]


@dataclass(frozen=True, slots=True)
class ServiceLimit:
    """How long the business of one item may take.

    :param days: for the decision; `article` sets them, or is "" where the centre promises them
    :param from_filing: they run from filing and not from acceptance
    :param is_settled: False where counting and promises are a default of ours
    """

    accept_days: int
    correct_days: int
    days: int
    article: str
    from_filing: bool
    counting: DayCounting
    moves: bool
    correction: CorrectionEffect
    source: str
    in_force_from: date
    is_settled: bool

    @property
    def basis(self) -> str:
        """Return on what the days for the decision rest."""
        return f"{REGULATION}{self.article}" if self.article else "本中心承诺"


@dataclass(frozen=True, slots=True)
class OwnServiceLimits:
    """What a centre set for business filed from a day on; `items` holds days by code of item."""

    in_force_from: date
    basis: str
    accept_days: int
    correct_days: int
    days: int
    counting: DayCounting
    moves: bool
    correction: CorrectionEffect
    items: Mapping[str, int] = field(default_factory=dict)


def default_limits() -> OwnServiceLimits:
    """Return the figures that hold where a centre set none."""
    return _read(_TABLE["versions"][-1])


def default_source() -> str:
    """Return where the default figures come from, and that they are a default."""
    return str(_TABLE["versions"][-1]["source"])


def set_by_article(code: str) -> tuple[int, str]:
    """Return the days that an article sets for an item, and the article; 0 and "" if none does."""
    item, own = listed_item(code), _TABLE["items"].get(code)
    if own is not None:
        return int(own["days"]), str(own["article"])
    if item is not None and item.days is not None:
        return item.days, item.days_article
    return 0, ""


def service_limit(code: str, on: date, own: Iterable[OwnServiceLimits] = ()) -> ServiceLimit:
    """Return the limit of an item for business filed on a day; a centre's own stand before ours.

    An article's days are the longest: a promise that is longer does not count.

    :param code: of the item; what is not in the list has the centre's general promise
    :raises ServiceLimitNotInForce: if the day is before the first one on record
    """
    set_here = [each for each in own if each.in_force_from <= on]
    if set_here:
        used, is_settled = max(set_here, key=lambda each: each.in_force_from), True
    else:
        used, is_settled = _default_on(on)
    longest, article = set_by_article(code)
    promised = used.items.get(code, longest or used.days)
    if longest and promised > longest:
        promised = longest
    own_row = _TABLE["items"].get(code, {})
    return ServiceLimit(
        accept_days=used.accept_days,
        correct_days=used.correct_days,
        days=promised,
        article=article if promised == longest else "",
        from_filing=own_row.get("from") == "FILED",
        counting=used.counting,
        moves=used.moves,
        correction=used.correction,
        source=used.basis,
        in_force_from=used.in_force_from,
        is_settled=is_settled,
    )


def limit_problems(own: OwnServiceLimits) -> list[str]:
    """Return in Chinese what is wrong with limits that a centre wants to set."""
    problems = [] if own.basis.strip() else ["依据：未填写，请写明本中心规定的名称或文号。"]
    most: Mapping[str, int] = _TABLE["most"]
    for label, number, at_most in (
        ("受理（工作日）", own.accept_days, most["accept"]),
        ("补正（工作日）", own.correct_days, most["correct"]),
        ("一般办理时限（日）", own.days, most["days"]),
    ):
        if not 1 <= number <= at_most:
            problems.append(f"{label}：{number}不在1到{at_most}之间，请改正。")
    known = {each.code: each.name for each in listed_items()}
    for code, days in own.items.items():
        longest, article = set_by_article(code)
        name = known.get(code, code)
        if code not in known:
            problems.append(f"事项“{code}”不在事项清单之中，请核对。")
        elif not 1 <= days <= (longest or most["days"]):
            told = f"，{REGULATION}{article}规定为{longest}日" if longest else ""
            problems.append(f"{name}：{days}日不在1到{longest or most['days']}之间{told}，请改正。")
    return problems


def _default_on(on: date) -> tuple[OwnServiceLimits, bool]:
    held = [each for each in _TABLE["versions"] if each["in_force_from"] <= on]
    if not held:
        first = _TABLE["versions"][0]["in_force_from"]
        raise ServiceLimitNotInForce(f"{first}以前没有网上办事期限的数据，无法推算{on}提交的办件。")
    return _read(held[-1]), bool(held[-1]["settled"])


def _read(row: Mapping[str, Any]) -> OwnServiceLimits:
    return OwnServiceLimits(
        in_force_from=row["in_force_from"],
        basis=row["source"],
        accept_days=row["accept"],
        correct_days=row["correct"],
        days=row["days"],
        counting=DayCounting(row["counting"]),
        moves=row["moves"],
        correction=CorrectionEffect(row["correction"]),
    )
