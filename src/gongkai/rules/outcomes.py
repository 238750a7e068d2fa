"""How a disclosure request ends, and the report row that counts it: 条例第三十五条 on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gongkai.rules.bundled import bundled_table
from gongkai.rules.statutes import FigureNotInForce, statute_in_force

_TABLE = bundled_table("outcomes.toml")


class UnknownOutcome(LookupError):
    """No such outcome is in the data file."""


class Remedy(StrEnum):
    """What a reply says about going against it: 行政复议法第二十三条、行政诉讼法第四十五条."""

    RECONSIDERATION_FIRST = "RECONSIDERATION_FIRST"
    EITHER = "EITHER"
    NONE = "NONE"

    @property
    def label(self) -> str:
        """Return the remedy's name."""
        return str(_TABLE["remedies"][self.value]["label"])


class Need(StrEnum):
    """What must be there before a reply with some outcome may leave; see `rules.preconditions`."""

    REASONS = "REASONS"
    GROUND = "GROUND"
    EXPLANATION = "EXPLANATION"
    SEVERED = "SEVERED"
    SEARCHED = "SEARCHED"
    THIRD_PARTY_CONSULTED = "THIRD_PARTY_CONSULTED"
    THIRD_PARTY_HEARD = "THIRD_PARTY_HEARD"
    CORRECTED = "CORRECTED"
    CORRECTION_LAPSED = "CORRECTION_LAPSED"
    REASONS_ASKED = "REASONS_ASKED"
    EARLIER_REPLY = "EARLIER_REPLY"
    FEE_LAPSED = "FEE_LAPSED"
    WITHDRAWAL_ASKED = "WITHDRAWAL_ASKED"

    @property
    def label(self) -> str:
        """Return what is needed, as a list of what is missing names it."""
        return str(_TABLE["needs"][self.value]["label"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end a request, counted in exactly one row of the annual report.

    `report_row` is the row's key in the report JSON; `must_say` what the reply has to tell;
    `needs` is what must be there before it may leave; `remedy_settled` is False where the law
    leaves the remedy open and an office may choose.
    """

    code: str
    label: str
    article: str
    source: str
    report_row: str
    must_say: str
    requires_reasons: bool
    needs: tuple[Need, ...]
    remedy: Remedy
    remedy_settled: bool


OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        code: Outcome(
            code=code,
            label=row["label"],
            article=row["article"],
            source=row["source"],
            report_row=row["report_row"],
            must_say=row["must_say"],
            requires_reasons=row["requires_reasons"],
            needs=tuple(Need(name) for name in row["needs"]),
            remedy=Remedy(row["remedy"]),
            remedy_settled=row["remedy_settled"],
        )
        for code, row in _TABLE["outcomes"].items()
    }
)


def outcome(code: str) -> Outcome:
    """Return the outcome of a code.

    :raises UnknownOutcome: if there is none
    """
    if code not in OUTCOMES:
        raise UnknownOutcome(f"没有办理结果代码“{code}”，请从 {'、'.join(OUTCOMES)} 中选择。")
    return OUTCOMES[code]


def remedy_for(outcome: Outcome, on: date) -> Remedy:
    """Return the remedy to state in a reply given on a day.

    行政复议法 (2023) 第二十三条: reconsideration comes first since 2024-01-01; before it,
    either way was open. 法释〔2025〕8号 第一条: since 2025-06-01 it comes first for refusals by
    条例第十四条、第十五条、第十六条 alone; courts hear suits against 无法提供 and 不予处理 at once.
    """
    for change in _TABLE["remedy_changes"]:
        if outcome.code in change["outcomes"] and on >= change["from"]:
            return Remedy(change["remedy"])
    if outcome.remedy is Remedy.RECONSIDERATION_FIRST:
        try:
            statute_in_force(on).figure("reconsideration_first")
        except FigureNotInForce:
            return Remedy.EITHER
    return outcome.remedy


def remedy_paragraph(
    remedy: Remedy, on: date, *, reconsideration_organ: str, court: str, paper: str = "本答复"
) -> str:
    """Return the paragraph on remedies for a reply given on a day; empty for none.

    :param reconsideration_organ: full name of the organ that hears the reconsideration
    :param court: full name of the court with jurisdiction
    :param paper: what the paper that holds it calls itself
    """
    statute = statute_in_force(on)
    text = str(_TABLE["remedies"][remedy.value]["paragraph"])
    return text.format(
        reconsideration_days=statute.figure("reconsideration").value,
        direct_months=statute.figure("litigation_direct").value,
        after_days=statute.figure("litigation_after_reconsideration").value,
        reconsideration_organ=reconsideration_organ,
        court=court,
        paper=paper,
    )
