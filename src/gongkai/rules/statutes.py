"""The figures each statute fixes, by the date they came into force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from gongkai.rules.bundled import bundled_tables


class StatuteNotInForce(LookupError):
    """No statute that governs disclosure requests was in force on the day asked for."""


class FigureNotInForce(LookupError):
    """No measure in force on the day asked for fixes this figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number fixed by law, with the article and the document that fix it."""

    value: int
    unit: str
    article: str
    source: str


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day that returns every year, with the article and the document that fix it."""

    month: int
    day: int
    article: str
    source: str

    def in_year(self, year: int) -> date:
        """Return the day in one year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Statute:
    """Every figure in force on one day; each names its own article and source."""

    name: str
    in_force_from: date
    on: date
    figures: Mapping[str, Figure] = field(hash=False)
    yearly_days: Mapping[str, YearlyDay] = field(hash=False)

    def figure(self, key: str) -> Figure:
        """Return one figure by its key in the data files.

        :raises FigureNotInForce: if no measure in force that day fixes it
        """
        if key not in self.figures:
            raise FigureNotInForce(
                f"{self.on.isoformat()} 尚无施行中的规定确定“{_LABELS.get(key, key)}”，"
                "请核对日期，或按当时的规定另行办理。"
            )
        return self.figures[key]

    @property
    def publication(self) -> Figure:
        """Return the limit to publish, in working days: 条例第二十六条."""
        return self.figure("publication")

    @property
    def correction_notice(self) -> Figure:
        """Return the limit to ask for correction, in working days: 条例第三十条."""
        return self.figure("correction_notice")

    @property
    def third_party_opinion(self) -> Figure:
        """Return the limit of a third party's opinion, in working days: 条例第三十二条."""
        return self.figure("third_party_opinion")

    @property
    def reply(self) -> Figure:
        """Return the limit to reply, in working days: 条例第三十三条."""
        return self.figure("reply")

    @property
    def extension(self) -> Figure:
        """Return the longest extension of the reply, in working days: 条例第三十三条."""
        return self.figure("extension")

    @property
    def co_maker_opinion(self) -> Figure:
        """Return the limit of a joint maker's opinion, in working days: 条例第三十四条."""
        return self.figure("co_maker_opinion")

    @property
    def fee_payment(self) -> Figure:
        """Return the limit to pay the processing fee, in working days: 国办函〔2020〕109号.

        :raises FigureNotInForce: before 2021-01-01
        """
        return self.figure("fee_payment")

    @property
    def department_report(self) -> YearlyDay:
        """Return the last day for a department's annual report: 条例第四十九条."""
        return self.yearly_days["department_report"]

    @property
    def government_report(self) -> YearlyDay:
        """Return the last day for a government's annual report: 条例第四十九条."""
        return self.yearly_days["government_report"]


_LABELS = {
    "fee_payment": "信息处理费缴费期限",
    "reconsideration": "行政复议申请期限",
    "reconsideration_first": "行政复议前置",
    "litigation_direct": "直接起诉期限",
    "litigation_after_reconsideration": "复议后起诉期限",
}


@dataclass(frozen=True, slots=True)
class _Instrument:
    name: str
    in_force_from: date
    governs_requests: bool
    figures: dict[str, Figure]
    yearly_days: dict[str, YearlyDay]


@cache
def _instruments() -> tuple[_Instrument, ...]:
    """Return the bundled statutes and measures, oldest first."""
    found = []
    for table in bundled_tables("statutes").values():
        source = table["source"]
        found.append(
            _Instrument(
                name=table["name"],
                in_force_from=table["in_force_from"],
                governs_requests=table.get("governs_requests", False),
                figures={
                    key: Figure(row["value"], row["unit"], row["article"], source)
                    for key, row in table.get("figures", {}).items()
                },
                yearly_days={
                    key: YearlyDay(row["month"], row["day"], row["article"], source)
                    for key, row in table.get("yearly_days", {}).items()
                },
            )
        )
    return tuple(sorted(found, key=lambda instrument: instrument.in_force_from))


@cache
def statute_in_force(on: date) -> Statute:
    """Return the figures that govern a request received, or an act done, on a day.

    :raises StatuteNotInForce: before the 2019 regulation (2019-05-15)
    """
    in_force = [each for each in _instruments() if each.in_force_from <= on]
    governing = [each for each in in_force if each.governs_requests]
    if not governing:
        first = next(each for each in _instruments() if each.governs_requests)
        raise StatuteNotInForce(
            f"{on.isoformat()} 早于《{first.name}》（2019年修订）的施行日期 "
            f"{first.in_force_from.isoformat()}，本系统没有此前规定的期限，请核对日期。"
        )
    figures: dict[str, Figure] = {}
    yearly_days: dict[str, YearlyDay] = {}
    for instrument in in_force:
        figures |= instrument.figures
        yearly_days |= instrument.yearly_days
    return Statute(
        name=governing[-1].name,
        in_force_from=governing[-1].in_force_from,
        on=on,
        figures=MappingProxyType(figures),
        yearly_days=MappingProxyType(yearly_days),
    )
