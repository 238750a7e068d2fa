"""How much of an account can be withdrawn (可提取金额): 《住房公积金管理条例》第二十四条."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongkai.rules.bundled import bundled_table
from gongkai.rules.fund.amounts import to_fen, yuan
from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.told import Mistyped, Problem, Step, Used

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class WithdrawalKind:
    """For what an account's balance can be withdrawn (提取情形).

    :param takes: "whole" the balance, "spent" what was spent, "rent" by the months of rent
    :param is_settled: False where no article of the regulation names it
    """

    code: str
    name: str
    takes: str
    spent: str
    needs_sealed: bool
    basis: str
    is_settled: bool

    @property
    def closes(self) -> bool:
        """Tell whether the account is closed with it: 第二十四条第二款."""
        return self.takes == "whole"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How much can be withdrawn in yuan, and what stays."""

    kind: WithdrawalKind
    amount: Decimal
    left: Decimal
    steps: tuple[Step, ...]
    refusals: tuple[str, ...]
    used: tuple[Used, ...]

    @property
    def limit(self) -> str:
        """Return the name of the limit that decides; "" where a condition is not met."""
        return next((step.name for step in self.steps if step.limits), "")


@cache
def withdrawal_kinds() -> tuple[WithdrawalKind, ...]:
    """Return what a balance can be withdrawn for, those of the regulation first."""
    return tuple(
        WithdrawalKind(
            code=row["code"],
            name=row["name"],
            takes=row["takes"],
            spent=row.get("spent", ""),
            needs_sealed=row.get("needs_sealed", False),
            basis=row["basis"],
            is_settled=row["settled"],
        )
        for row in bundled_table("fund/withdrawals.toml")["kinds"]
    )


def withdrawal_kind(code: str) -> WithdrawalKind | None:
    """Return the kind of a code, None where there is none."""
    return next((each for each in withdrawal_kinds() if each.code == code), None)


def withdrawal(
    city: CityRules,
    kind: WithdrawalKind,
    balance: Decimal,
    *,
    spent: Decimal | None = None,
    rent: Decimal | None = None,
    months: int = 12,
    sealed_months: int | None = None,
) -> Withdrawal:
    """Return how much can be withdrawn of a balance.

    :param spent: what was spent on it, for kinds that take no more than that
    :param rent: of a month by contract; None without one
    :param months: of rent
    :param sealed_months: for how long the account has been sealed
    :raises Mistyped: if a sum is missing without which nothing can be reckoned
    """
    if kind.closes:
        return _whole(city, kind, balance, sealed_months)
    limit, codes = (
        _by_rent(city, rent, months) if kind.takes == "rent" else (_by_spent(kind, spent), ())
    )
    free = max(balance - city.keep_balance, _NOTHING)
    kept = f" − 保留{yuan(city.keep_balance)}" if city.keep_balance else ""
    by_balance = Step("账户余额", f"余额{yuan(balance)}{kept} ＝ {yuan(free)}", free)
    amount = min(free, limit.amount or _NOTHING)
    steps = (
        Step(by_balance.name, by_balance.text, free, limits=amount == free),
        Step(limit.name, limit.text, limit.amount, limits=amount != free),
    )
    used = (_basis(kind), *city.used("keep_balance", *codes))
    return Withdrawal(kind, amount, balance - amount, steps, (), used)


def _whole(
    city: CityRules, kind: WithdrawalKind, balance: Decimal, sealed_months: int | None
) -> Withdrawal:
    refusals = []
    if kind.needs_sealed and (sealed_months or 0) < city.sealed_months:
        refusals.append(
            f"账户封存{sealed_months or 0}个月，不足本市要求的{city.sealed_months}个月。"
        )
    amount = _NOTHING if refusals else balance
    told = f"余额{yuan(balance)}全部提取，另付销户时结算的利息，同时注销账户"
    steps = (Step("账户余额", told, balance, limits=not refusals),)
    codes = ("sealed_months",) if kind.needs_sealed else ()
    used = (_basis(kind), *city.used(*codes))
    return Withdrawal(kind, amount, balance - amount, steps, tuple(refusals), used)


def _by_spent(kind: WithdrawalKind, spent: Decimal | None) -> Step:
    if spent is None:
        raise Mistyped([Problem("spent", f"{kind.spent}：未填写，请填写金额，例如 50000 或 5万。")])
    return Step(kind.spent, f"不超过{kind.spent}{yuan(spent)}", spent)


def _by_rent(city: CityRules, rent: Decimal | None, months: int) -> tuple[Step, tuple[str, ...]]:
    if rent is None:
        if city.rent_monthly is None:
            raise Mistyped(
                [
                    Problem(
                        "rent",
                        "月租金：未填写；本中心尚未设置无合同租房的限额，请填写租赁合同的月租金。",
                    )
                ]
            )
        amount = to_fen(city.rent_monthly * months)
        told = f"无租赁合同，每月{yuan(city.rent_monthly)} × {months}个月 ＝ {yuan(amount)}"
        return Step("租房限额", told, amount), ("rent_monthly",)
    monthly, note = rent, ""
    if city.rent_most is not None and rent > city.rent_most:
        monthly, note = city.rent_most, f"（月租金{yuan(rent)}超过上限，按上限）"
    amount = to_fen(monthly * months)
    told = f"每月{yuan(monthly)}{note} × {months}个月 ＝ {yuan(amount)}"
    return Step("租房限额", told, amount), ("rent_most",)


def _basis(kind: WithdrawalKind) -> Used:
    return Used("提取情形", kind.name, kind.basis, is_settled=kind.is_settled)
