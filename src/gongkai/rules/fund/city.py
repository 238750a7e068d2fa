"""What a city sets of its provident fund: figures with bounds, from a day on, with a basis."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gongkai.rules.bundled import bundled_table
from gongkai.rules.fund.amounts import yuan
from gongkai.rules.fund.kinds import BalanceForm, ChangeMonth, DepositRounding, HomeOrder
from gongkai.rules.fund.told import Mistyped, Problem, Used
from gongkai.rules.fund.typed import Reading

_TABLE = "fund/city_rules.toml"
_CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "yes_no": (("no", "不要求"), ("yes", "要求")),
    "day_base": (("360", "360天"), ("365", "365天")),
    "rounding": tuple((each.value, each.label) for each in DepositRounding),
    "balance_form": tuple((each.value, each.label) for each in BalanceForm),
    "change_month": tuple((each.value, each.label) for each in ChangeMonth),
}
_TIERS = re.compile(r"\d{1,3}:\d(?:\.\d{1,2})?(?:[,; ]+\d{1,3}:\d(?:\.\d{1,2})?){0,9}", re.A)
_MOST_TIERS = 10
LONGEST_BASIS = 200


@dataclass(frozen=True, slots=True)
class CityField:
    """One figure of a city's rules, as it is asked for.

    :param kind: amount, percent, whole, tiers, or the name of a choice
    :param default: "" where the figure is not applied until it is set
    """

    code: str
    group: str
    label: str
    kind: str
    unit: str
    least: Decimal
    most: Decimal
    default: str
    note: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return code and label of what can be chosen; nothing for figures."""
        return _CHOICES.get(self.kind, ())

    @property
    def may_be_empty(self) -> bool:
        """Tell whether the city may go without it."""
        return not self.default

    def shown(self, text: str) -> str:
        """Return a value as people read it."""
        if not text:
            return "未设置，不适用"
        if self.kind == "amount":
            return yuan(Decimal(text))
        if self.choices:
            return dict(self.choices).get(text, text)
        return f"{text}{'%' if self.kind == 'percent' else self.unit}"


@dataclass(frozen=True, slots=True)
class CityRules:
    """A city's figures; sums in yuan, shares in per cent. None is not applied.

    :param in_force_from: None for the default that ships with the package
    :param basis: the document that sets them, "" for the default
    """

    base_floor: Decimal | None
    base_cap: Decimal | None
    ratio_least: int
    ratio_most: int
    ratio_same: bool
    rounding: DepositRounding
    most_single: Decimal
    most_couple: Decimal
    balance_form: BalanceForm
    balance_multiple: int
    tiers: tuple[tuple[int, Decimal], ...]
    guaranteed_least: Decimal | None
    income_share: int
    down_first: int
    down_second: int
    round_to: int
    months_required: int
    most_loans: int
    term_most: int
    retire_man: int
    retire_woman: int
    retire_woman_worker: int
    retire_extra: int
    house_limit: int
    change_month: ChangeMonth
    prepay_after: int
    prepay_least: Decimal | None
    rent_monthly: Decimal | None
    rent_most: Decimal | None
    keep_balance: Decimal
    sealed_months: int
    day_base: int
    texts: Mapping[str, str]
    in_force_from: date | None = None
    basis: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the centre set them itself."""
        return self.in_force_from is not None

    @property
    def source(self) -> str:
        """Return where the figures come from."""
        return self.basis or str(bundled_table(_TABLE)["source"])

    def down(self, home: HomeOrder) -> int:
        """Return which share of the price is to be paid at once, in per cent."""
        return self.down_first if home is HomeOrder.FIRST else self.down_second

    def used(self, *codes: str) -> tuple[Used, ...]:
        """Return what is told of some figures beside a result."""
        known = {field.code: field for field in city_fields()}
        return tuple(
            Used(
                label=known[code].label,
                text=known[code].shown(self.texts[code]),
                source=self.source,
                since=self.in_force_from,
                is_settled=self.is_confirmed,
            )
            for code in codes
        )


@cache
def city_fields() -> tuple[CityField, ...]:
    """Return every figure that a city sets, in the order of the form."""
    return tuple(
        CityField(
            code=row["code"],
            group=row["group"],
            label=row["label"],
            kind=row["kind"],
            unit=row.get("unit", ""),
            least=Decimal(row.get("least", "0")),
            most=Decimal(row.get("most", "0")),
            default=row.get("default", ""),
            note=row["note"],
        )
        for row in bundled_table(_TABLE)["fields"]
    )


def city_groups() -> tuple[tuple[str, str], ...]:
    """Return code and label of the groups of figures."""
    return tuple((each["code"], each["label"]) for each in bundled_table(_TABLE)["groups"])


@cache
def default_city_rules() -> CityRules:
    """Return the figures that show how it is reckoned until a centre sets its own."""
    return read_city_rules({field.code: field.default for field in city_fields()})


def read_city_rules(
    texts: Mapping[str, str], *, in_force_from: date | None = None, basis: str = ""
) -> CityRules:
    """Return a city's rules from texts by code, as typed or as stored.

    :raises Mistyped: naming every figure that is missing, out of bounds or at odds with another
    """
    reading = Reading(texts)
    values = {field.code: _read(reading, field) for field in city_fields()}
    if not reading.problems:
        reading.problems += _at_odds(values)
    reading.require_sound()
    plain = {field.code: _stored(values[field.code]) for field in city_fields()}
    told: dict[str, Any] = {**values, "texts": plain}
    return CityRules(**told, in_force_from=in_force_from, basis=basis.strip())


def city_rule_problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with the figures that somebody typed."""
    try:
        read_city_rules(texts)
    except Mistyped as mistyped:
        return mistyped.problems
    return ()


def basis_problems(basis: str) -> list[Problem]:
    """Return what is wrong with the document that a centre names for its figures."""
    if not basis.strip():
        return [Problem("basis", "依据：未填写，请写明本市规定的名称或文号。")]
    if len(basis.strip()) > LONGEST_BASIS:
        return [
            Problem("basis", f"依据：共{len(basis.strip())}个字，最多{LONGEST_BASIS}个字，请缩短。")
        ]
    return []


def in_force(rules: tuple[CityRules, ...] | list[CityRules], on: date) -> CityRules:
    """Return the rules that hold on a day; the default where none of the centre's does."""
    held = [each for each in rules if each.in_force_from is not None and each.in_force_from <= on]
    return max(held, key=lambda each: each.in_force_from or date.min, default=default_city_rules())


def _read(reading: Reading, field: CityField) -> Any:
    code, label = field.code, field.label
    needed = not field.may_be_empty
    match field.kind:
        case "amount":
            return reading.amount(code, label, least=field.least, most=field.most, needed=needed)
        case "percent" | "whole":
            unit = "%" if field.kind == "percent" else field.unit
            least, most = int(field.least), int(field.most)
            return reading.whole(code, label, least=least, most=most, unit=unit, needed=needed)
        case "tiers":
            return _tiers(reading, field)
        case "yes_no":
            return reading.one_of(code, label, ("yes", "no"), field.default) == "yes"
        case "day_base":
            return int(reading.one_of(code, label, ("360", "365"), field.default))
        case "rounding":
            return reading.choice(code, label, DepositRounding)
        case "balance_form":
            return reading.choice(code, label, BalanceForm)
        case _:
            return reading.choice(code, label, ChangeMonth)


def _tiers(reading: Reading, field: CityField) -> tuple[tuple[int, Decimal], ...]:
    # Reading drops blanks, which divide the tiers.
    raw = reading.raw(field.code)
    if not raw:
        return ()
    if _TIERS.fullmatch(raw) is None:
        reading.refuse(
            field.code,
            f"{field.label}：“{raw[:20]}”不合格式，请写成“月数:系数”，以空格隔开，"
            f"例如“6:0.8 24:1”，最多{_MOST_TIERS}档。",
        )
        return ()
    pairs = [each.split(":") for each in re.split("[,; ]+", raw)]
    found = tuple((int(months), Decimal(factor)) for months, factor in pairs)
    months_of = [months for months, _factor in found]
    if months_of != sorted(set(months_of)):
        reading.refuse(field.code, f"{field.label}：月数应从小到大、不重复，请核对。")
    return found


def _at_odds(values: Mapping[str, Any]) -> list[Problem]:
    """Return the pairs of figures of which the lesser is greater."""
    pairs = (
        ("base_floor", "base_cap", "缴存基数下限高于上限"),
        ("ratio_least", "ratio_most", "缴存比例下限高于上限"),
        ("most_single", "most_couple", "一人缴存的最高额度高于二人的"),
        ("guaranteed_least", "most_single", "保底额度高于最高额度"),
    )
    return [
        Problem(low, f"{told}，请核对两项数值。")
        for low, high, told in pairs
        if values[low] is not None and values[high] is not None and values[low] > values[high]
    ]


def _stored(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(f"{months}:{factor}" for months, factor in value)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
