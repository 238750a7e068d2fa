"""Shares and changes recomputed to the precision they are printed with."""

from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.reports.findings import Severity
from gongkai.rules.reports.prose.cells import formula, name_of, path_of, value_of
from gongkai.rules.reports.prose.claims import Claim, ClaimKind
from gongkai.rules.reports.prose.concepts import CAME, CLOSED, LITIGATION, RECEIVED, Reading, Term
from gongkai.rules.reports.prose.numbers import Bound
from gongkai.rules.reports.shape import Report, amount_text

_HUNDRED = Decimal(100)
_BLANK = "表中对应的格是空白或者没有这一格"


class Answer(NamedTuple):
    """What the tables give for a proportion; `agrees` is None where it cannot be told."""

    agrees: bool | None
    expected: str = ""
    compared: str = ""
    where: str = ""
    reason: str = ""
    severity: Severity = Severity.WARNING


def share_answer(claim: Claim, readings: tuple[Reading, ...], report: Report) -> Answer:
    """Return whether a percentage is the share, or the rate, of the sums it may stand for."""
    first: Answer | None = None
    for reading in readings:
        part = value_of(report, reading)
        for whole_reading in _wholes(claim, reading):
            whole = value_of(report, whole_reading)
            if part is None or whole is None:
                return Answer(None, reason=_BLANK)
            if not whole:
                continue
            share = part / whole * _HUNDRED
            if share > _HUNDRED:
                continue
            answer = _compare(claim, share, "%", path_of(report, reading))
            if answer.agrees:
                return answer
            if first is None:
                compared = f"{formula(report, reading)}÷{formula(report, whole_reading)}"
                first = answer._replace(compared=compared)
    if first is None:
        return Answer(None, reason="总数为0，无从计算比例")
    if claim.kind is ClaimKind.RATE:
        # 办结率 is mostly taken of the requests that fell due, which no table holds.
        return Answer(None, reason="办结率的统计范围不能确定")
    return first


def change_answer(
    claim: Claim, readings: tuple[Reading, ...], report: Report, previous: Report
) -> Answer:
    """Return whether a change on last year, in %, 倍 or 件, is what both reports give."""
    first: Answer | None = None
    for reading in readings:
        now, before = value_of(report, reading), value_of(previous, reading)
        if now is None or before is None:
            return Answer(None, reason=_BLANK)
        where = path_of(report, reading)
        for actual, unit in _changes(claim, now, before):
            answer = _compare(claim, actual, unit, where)
            if answer.agrees:
                return answer
            if first is None:
                both = f"本年度为{amount_text(now)}，上年度为{amount_text(before)}"
                first = answer._replace(compared=f"“{name_of(report, reading)}”{both}")
    return first or Answer(None, reason="上年为0，无从计算变化")


def _changes(claim: Claim, now: Decimal, before: Decimal) -> list[tuple[Decimal, str]]:
    grown = (now - before) * claim.rising
    if claim.unit not in ("%", "倍"):
        return [(grown, claim.unit)]
    if not before:
        return []
    if claim.unit == "%":
        return [(grown / before * _HUNDRED, "%")]
    # 增长1.5倍 is also written where this year is 1.5 times last year.
    return [(grown / before, "倍"), (now / before, "倍")]


def _compare(claim: Claim, actual: Decimal, unit: str, where: str) -> Answer:
    number = claim.number
    step = number.step
    places = max(-int(step.as_tuple().exponent), 0)
    expected = f"{actual:.{places}f}{unit}"
    if number.bound in (Bound.EXACT, Bound.ROUNDED):
        # Cut off or rounded up, the last digit printed is still right.
        agrees = (
            actual == number.value
            if unit not in ("%", "倍")
            else (abs(actual - number.value) < step)
        )
    else:
        agrees = number.admits(actual)
    return Answer(agrees, expected, where=where)


def _wholes(claim: Claim, reading: Reading) -> tuple[Reading, ...]:
    term = reading[0]
    if claim.kind is ClaimKind.RATE:
        return (RECEIVED, CAME)
    if term.table == "disputes":
        if term.column == "total":
            return ()
        routes = tuple(dict.fromkeys(one.line for one in reading))
        wholes = [tuple(Term("disputes", route, "total") for route in routes)]
        if routes != LITIGATION and routes[0] in LITIGATION:
            wholes.append(tuple(Term("disputes", route, "total") for route in LITIGATION))
        return tuple(wholes)
    if term.table != "requests":
        return ()
    if term.column != "total":
        lines = dict.fromkeys((one.line, one.sign) for one in reading)
        return (tuple(Term("requests", line, "total", sign) for line, sign in lines),)
    if reading in (RECEIVED, CAME):
        return ()
    return (CLOSED, CAME, RECEIVED)
