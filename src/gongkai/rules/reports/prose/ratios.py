"""What a percentage, a change or an amount of money is about."""

from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.reports.prose.claims import Claim, ClaimKind
from gongkai.rules.reports.prose.concepts import CAME, CLOSED, RECEIVED, Term, by_applicant
from gongkai.rules.reports.prose.counts import REQUESTS, Context, Meaning
from gongkai.rules.reports.prose.numbers import Number
from gongkai.rules.reports.prose.segments import Segment
from gongkai.rules.reports.prose.tokens import Figure

_YUAN_IN_WAN = Decimal(10_000)
_NO_SHARE = frozenset({"whole", "each", "respectively"})
_FEES = Term("proactive", "administrative_fees_wan", "")


class Draft(NamedTuple):
    """A claim about a ratio: its kind, what it is about, the count it refers to, its direction."""

    kind: ClaimKind
    meaning: Meaning
    of: Claim | None
    rising: int = 0


def change_of(
    segment: Segment, figure: Figure, context: Context, last: Claim | None, year: int | None
) -> Draft | None:
    """
    Return the change on last year a figure claims, in %, 倍 or 件.

    `year` is the year compared with where the sentence names one.
    """
    step = 0 if year is None else -1
    rising = 1 if "rise" in segment.marks else -1
    if {"rise", "fall"} <= segment.marks or figure.unit == "个百分点" or segment.results:
        return None
    if not figure.unit or segment.applicants or segment.carry or segment.acts:
        return None
    own = segment.lines or set(segment.nouns) & {REQUESTS, "bare_request"}
    if own:
        lines = [line for line in segment.lines if not line.is_vague]
        if len(lines) > 1 or (not lines and context.topic not in (REQUESTS, "")):
            return None
        readings = lines[0].readings if lines else (RECEIVED, CAME)
        meaning = Meaning("同比变化", readings, year=year, year_step=step)
        return Draft(ClaimKind.CHANGE, meaning, None, rising)
    if segment.nouns and segment.nouns != ("disclosure",):
        return None
    of = _count_behind(last)
    if of is None:
        return None
    meaning = Meaning("同比变化", of.readings, firm=of.firm, year=year, year_step=step)
    return Draft(ClaimKind.CHANGE, meaning, of, rising)


def share_of(
    segment: Segment, figure: Figure, context: Context, last: Claim | None
) -> Draft | None:
    """Return the share, or the rate of handling, that a percentage claims."""
    if figure.unit != "%" or "compare" in segment.marks:
        return None
    if "rate" in segment.marks:
        if context.topic != REQUESTS or segment.lines:
            return None
        return Draft(ClaimKind.RATE, Meaning("办结率", (CLOSED,)), None)
    if not _NO_SHARE.isdisjoint(segment.marks):
        return None
    if "share" not in segment.marks or segment.results or segment.carry or segment.nouns:
        return None
    if segment.items and segment.items[-1].start > segment.share_at:
        # 占不予公开总数的53%: a share of that line, not the line's own.
        return None
    if not segment.lines and not segment.applicants:
        of = _count_behind(last)
        if of is None:
            return None
        return Draft(ClaimKind.SHARE, Meaning("占比", of.readings, firm=of.firm), of)
    if context.topic != REQUESTS:
        return None
    if len(segment.lines) == 1 and segment.lines[0].is_outcome and not segment.applicants:
        line = segment.lines[0]
        return Draft(ClaimKind.SHARE, Meaning(f"{line.label}占比", line.readings), None)
    if len(segment.applicants) == 1 and not segment.lines and context.base is not None:
        readings = by_applicant(context.base.readings, segment.applicants[0])
        return Draft(ClaimKind.SHARE, Meaning("申请人占比", readings, firm=False), None)
    return None


def fee_of(segment: Segment, figure: Figure) -> tuple[Meaning, Number] | None:
    """Return the yearly amount of administrative fees that a sum of money claims, in 万元."""
    if "fees" not in segment.nouns or not segment.is_known or segment.lines:
        return None
    number = figure.number
    in_wan = Number(
        number.value / _YUAN_IN_WAN, number.step / _YUAN_IN_WAN, number.bound, number.certain
    )
    return Meaning("行政事业性收费", ((_FEES,),)), in_wan


def _count_behind(last: Claim | None) -> Claim | None:
    if last is None or last.kind is ClaimKind.COUNT:
        return last
    return last.of
