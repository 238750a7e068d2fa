"""What is deposited each month (月缴存额): 《住房公积金管理条例》第十六条、第十八条."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.fund.amounts import to_yuan, yuan
from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.kinds import DepositRounding
from gongkai.rules.fund.told import Mistyped, Problem, Step, Used

_ARTICLE = "《住房公积金管理条例》第十六条、第十八条"


@dataclass(frozen=True, slots=True)
class Deposit:
    """A month's deposit in yuan; `employer` and `worker` add up to `total` unless it was the sum
    alone that was rounded, and then they are shown to the fen.
    """

    base: Decimal
    employer: Decimal
    worker: Decimal
    total: Decimal
    steps: tuple[Step, ...]
    used: tuple[Used, ...]


def deposit(
    city: CityRules,
    wage: Decimal,
    employer_ratio: int,
    worker_ratio: int,
    rounding: DepositRounding | None = None,
) -> Deposit:
    """Return the monthly deposit for last year's average monthly wage.

    :param employer_ratio: in per cent, likewise `worker_ratio`; whole numbers
    :param rounding: another custom than the city's, to compare them
    :raises Mistyped: if a ratio is not one of the city's
    """
    _require_ratios(city, employer_ratio, worker_ratio)
    custom = rounding or city.rounding
    base, told = _base(city, wage)
    exact = [base * ratio / 100 for ratio in (employer_ratio, worker_ratio)]
    if custom is DepositRounding.EACH_SIDE:
        employer, worker = (to_yuan(each) for each in exact)
        total = employer + worker
        sum_told = f"{yuan(employer)} ＋ {yuan(worker)}"
    else:
        employer, worker = exact
        total = to_yuan(employer + worker)
        sum_told = f"{yuan(base)} ×（{employer_ratio}% ＋ {worker_ratio}%），合计取整"
    sides = (("单位缴存", employer_ratio, employer), ("个人缴存", worker_ratio, worker))
    steps = (
        Step("缴存基数", told, base),
        *(
            Step(name, f"{yuan(base)} × {ratio}% ＝ {base * ratio / 100:,.2f}元", amount)
            for name, ratio, amount in sides
        ),
        Step("月缴存额", f"{sum_told} ＝ {yuan(total)}（{custom.label}）", total),
    )
    law = Used("计算方法", "上一年度月平均工资×缴存比例", _ARTICLE)
    codes = ("base_floor", "base_cap", "ratio_least", "ratio_most", "rounding")
    return Deposit(base, employer, worker, total, steps, (law, *city.used(*codes)))


def _base(city: CityRules, wage: Decimal) -> tuple[Decimal, str]:
    if city.base_floor is not None and wage < city.base_floor:
        told = f"月平均工资{yuan(wage)}低于缴存基数下限{yuan(city.base_floor)}，按下限"
        return city.base_floor, told
    if city.base_cap is not None and wage > city.base_cap:
        told = f"月平均工资{yuan(wage)}高于缴存基数上限{yuan(city.base_cap)}，按上限"
        return city.base_cap, told
    unset = "" if city.base_cap is not None else "（本中心尚未设置缴存基数上下限，未作限制）"
    return wage, f"上一年度月平均工资{yuan(wage)}{unset}"


def _require_ratios(city: CityRules, employer: int, worker: int) -> None:
    problems = [
        Problem(
            name,
            f"{label}：{ratio}%不在本市规定的{city.ratio_least}%至{city.ratio_most}%之间，请改正。",
        )
        for name, label, ratio in (
            ("employer_ratio", "单位缴存比例", employer),
            ("worker_ratio", "个人缴存比例", worker),
        )
        if not city.ratio_least <= ratio <= city.ratio_most
    ]
    if not problems and city.ratio_same and employer != worker:
        problems.append(
            Problem(
                "worker_ratio",
                f"个人缴存比例：{worker}%与单位缴存比例{employer}%不同，本市要求一致，请改正。",
            )
        )
    if problems:
        raise Mistyped(problems)
