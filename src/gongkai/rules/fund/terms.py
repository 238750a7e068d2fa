"""How long a loan may run: the city's limit, retirement, and the age of the house."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.fund.amounts import years_and_months
from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.kinds import RetirementGroup
from gongkai.rules.fund.schedules import month_later
from gongkai.rules.fund.told import Step


@dataclass(frozen=True, slots=True)
class Term:
    """The longest term in whole years, and each limit; 0 where no loan is possible."""

    years: int
    steps: tuple[Step, ...]

    @property
    def limit(self) -> str:
        """Return the name of the limit that it comes from."""
        return next(step.name for step in self.steps if step.limits)


def longest_term(
    city: CityRules,
    on: date,
    *,
    born_on: date | None = None,
    group: RetirementGroup | None = None,
    house_age: int | None = None,
) -> Term:
    """Return how long a loan issued on a day may run.

    :param born_on: of the borrower; without it retirement sets no limit
    :param house_age: in years, of a second-hand home
    """
    limits = [("贷款期限上限", f"本市规定最长{city.term_most}年", city.term_most)]
    if born_on is not None:
        limits.append(_by_retirement(city, on, born_on, group or RetirementGroup.MAN))
    if house_age is not None:
        left = max(city.house_limit - house_age, 0)
        told = f"{city.house_limit}年 − 房龄{house_age}年 ＝ {left}年"
        limits.append(("房龄", told, left))
    shortest = min(years for _name, _told, years in limits)
    first = next(place for place, limit in enumerate(limits) if limit[2] == shortest)
    steps = tuple(
        Step(name, told, limits=place == first) for place, (name, told, _years) in enumerate(limits)
    )
    return Term(shortest, steps)


def retirement_on(city: CityRules, born_on: date, group: RetirementGroup, extra: int = 0) -> date:
    """Return the day on which somebody reaches the age of retirement, and so many years more."""
    ages = {
        RetirementGroup.MAN: city.retire_man,
        RetirementGroup.WOMAN: city.retire_woman,
        RetirementGroup.WOMAN_WORKER: city.retire_woman_worker,
    }
    return month_later(born_on, (ages[group] + extra) * 12)


def whole_months(first: date, last: date) -> int:
    """Return how many whole months lie between two days; 0 where the last is not later."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if month_later(first, max(months, 0)) > last:
        months -= 1
    return max(months, 0)


def _by_retirement(
    city: CityRules, on: date, born_on: date, group: RetirementGroup
) -> tuple[str, str, int]:
    until = retirement_on(city, born_on, group, city.retire_extra)
    months = whole_months(on, until)
    told = (
        f"{group.label}，法定退休年龄后{city.retire_extra}年为{until}，"
        f"距放款日{years_and_months(months)}，取整{months // 12}年"
    )
    return ("退休年龄", told, months // 12)
