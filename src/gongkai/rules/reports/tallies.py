"""The report's tables counted from plain grouped rows, and its amounts in 万元."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.reports.editions import edition

WAN_PLACES = 6
_WAN_EXPONENT = 4


@dataclass(frozen=True, slots=True)
class RequestCount:
    """
    How many requests of one kind of applicant ended in one line of section 三's table.

    `outcome_row` is the key of that line for requests closed in the year, and None for counts
    that have none: `received`, `carried_in` and `carried_out`.
    """

    applicant_kind: str
    outcome_row: str | None
    received: int = 0
    carried_in: int = 0
    closed: int = 0
    carried_out: int = 0


@dataclass(frozen=True, slots=True)
class DisputeCount:
    """How many reviews or lawsuits of one route stand at one result on 31 December."""

    route: str
    result: str
    count: int


class UnknownApplicantKind(LookupError):
    """The kind of applicant has no column in the table of requests."""


class UnknownOutcomeRow(LookupError):
    """Closed requests name no line of this edition's table of requests."""


class UnknownDispute(LookupError):
    """A route or result has no place in the table of reviews and lawsuits."""


class NegativeCount(ValueError):
    """A count below zero cannot be tallied."""


class InexactWan(ValueError):
    """The amount cannot be written in 万元 with at most six places."""


def tally_requests(
    rows: Iterable[RequestCount], edition_code: str = "2021"
) -> dict[str, dict[str, int]]:
    """
    Return section 三's table, every line by every column, both totals summed.

    :raises UnknownApplicantKind: if a row's kind of applicant has no column
    :raises UnknownOutcomeRow: if closed requests name no line of the edition's table
    :raises NegativeCount: if a count is below zero
    """
    form = edition(edition_code)
    columns = [key for key, _ in form.request_columns]
    outcomes = {row.key for row in form.outcome_rows}
    table = {row.key: dict.fromkeys(columns, 0) for row in form.request_rows}
    for row in rows:
        column = _column(row.applicant_kind)
        _insist_not_negative(row.received, row.carried_in, row.closed, row.carried_out)
        table["received"][column] += row.received
        table["carried_in"][column] += row.carried_in
        table["carried_out"][column] += row.carried_out
        if row.closed:
            if row.outcome_row not in outcomes:
                raise UnknownOutcomeRow(
                    f"{row.closed}件已办结的申请没有对应的办理结果（“{row.outcome_row or '空'}”），"
                    "请为这些申请选定办理结果后重新统计。"
                )
            table[row.outcome_row][column] += row.closed
            table["total"][column] += row.closed
    for cells in table.values():
        cells["total"] = sum(cells.values())
    return table


def tally_disputes(rows: Iterable[DisputeCount]) -> dict[str, dict[str, int]]:
    """
    Return section 四's table; routes and results by their keys, in either case of letters.

    :raises UnknownDispute: if a route or result is not in the table
    :raises NegativeCount: if a count is below zero
    """
    form = edition("2021")
    results = [key for key, _ in form.dispute_results]
    table = {route.key: dict.fromkeys(results, 0) for route in form.dispute_routes}
    for row in rows:
        route, result = row.route.lower(), row.result.lower()
        if route not in table or result not in table[route] or result == "total":
            raise UnknownDispute(
                f"复议诉讼统计表没有“{row.route}／{row.result}”这一项，请核对案件的类型和结果。"
            )
        _insist_not_negative(row.count)
        table[route][result] += row.count
        table[route]["total"] += row.count
    return table


def in_wan(yuan: Decimal) -> Decimal:
    """
    Return an amount in 元 as 万元, exactly.

    :raises InexactWan: if that needs more than six places, or the amount is no number
    """
    if not yuan.is_finite():
        raise InexactWan(f"金额“{yuan}”不是数字，无法换算为万元。")
    sign, digits, exponent = yuan.as_tuple()
    # The digits move, nothing is computed, so no context can round them.
    wan = Decimal((sign, digits, int(exponent) - _WAN_EXPONENT))
    if wan_places(wan) > WAN_PLACES:
        raise InexactWan(
            f"金额{yuan}元换算为万元超过{WAN_PLACES}位小数，请核对金额，最小单位应为分。"
        )
    return wan


def wan_places(amount: Decimal) -> int:
    """Return how many decimal places an amount needs, trailing zeros not counted."""
    _, digits, exponent = amount.as_tuple()
    text = "".join(map(str, digits))
    needed = -int(exponent) - (len(text) - len(text.rstrip("0")))
    return max(needed, 0) if text.strip("0") else 0


def _column(kind: str) -> str:
    try:
        return ApplicantKind(kind.upper()).column
    except ValueError as refusal:
        raise UnknownApplicantKind(
            f"申请人类型“{kind}”在统计表中没有对应的列，请核对登记的申请人类型。"
        ) from refusal


def _insist_not_negative(*counts: int) -> None:
    if min(counts) < 0:
        raise NegativeCount(f"件数不能为负数，现为{min(counts)}，请核对登记记录。")
