"""When an applicant's requests of a month are many: 条例第三十五条、第四十二条."""

from dataclasses import dataclass
from datetime import date

from gongkai.rules.bundled import bundled_table
from gongkai.rules.fees import TariffNotInForce, first_charged_item

_TABLE = bundled_table("volume.toml")


@dataclass(frozen=True, slots=True)
class VolumeHint:
    """What to tell the officer about an applicant's requests of a month; it decides nothing.

    `basis` says where the number comes from that `suggests_reasons` rests on.
    """

    count: int
    suggests_reasons: bool
    may_charge: bool
    text: str
    article: str
    source: str
    basis: str


def reasons_suggested_from() -> int:
    """Return the number of requests in a month from which reasons are suggested, by default.

    A design default, not law: data/volume.toml says so.
    """
    return int(_TABLE["reasons"]["suggested_from"])


def volume_hint(count: int, on: date, *, reasons_from: int | None = None) -> VolumeHint | None:
    """Return the hint for the count-th request of an applicant in a month; None for a usual count.

    :param count: requests of the same applicant in the calendar month, this one included
    :param on: the day of the request
    :param reasons_from: the office's own number, where it chose one
    """
    limit = reasons_suggested_from() if reasons_from is None else reasons_from
    try:
        charged_from = first_charged_item(on)
    except TariffNotInForce:
        charged_from = None
    suggests = count >= limit
    may_charge = charged_from is not None and count >= charged_from
    if not suggests and not may_charge:
        return None
    parts = [f"该申请人本月第{count}件申请"]
    if suggests:
        parts.append(
            f"已达到提示标准（每月{limit}件）；认为数量、频次明显超过合理范围的，"
            "可以要求申请人说明理由（条例第三十五条）"
        )
    if may_charge:
        parts.append(
            f"按件计收的，自每月第{charged_from}件起收取信息处理费（国办函〔2020〕109号第四条），"
            "是否收取由本机关决定"
        )
    row = _TABLE["reasons"]
    return VolumeHint(
        count=count,
        suggests_reasons=suggests,
        may_charge=may_charge,
        text="；".join(parts) + "。",
        article=str(row["article"]),
        source=str(row["source"]),
        basis=str(row["basis"]) if reasons_from is None else "本机关设定",
    )
