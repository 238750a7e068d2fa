"""The reports of subordinate organs summed cell by cell, with who stands behind each cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.reports.checks import identities
from gongkai.rules.reports.checks.registry import CheckContext
from gongkai.rules.reports.consolidation_adjustments import Adjustment, Change, changes_by_cell
from gongkai.rules.reports.editions import Edition, edition
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.organs import organ_key
from gongkai.rules.reports.shape import NARRATIVE_PARTS, Report, Value
from gongkai.rules.reports.values import EXACT

_NAMED = 5


class NotConsolidated(ValueError):
    """The reports cannot be summed: none, one organ twice, several years or several editions."""


class Subordinate(NamedTuple):
    """A report that takes part, and the name of the file it came in."""

    report: Report
    name: str

    @property
    def organ(self) -> str:
        """Return the organ's name."""
        return self.report.organ.strip()


class Contribution(NamedTuple):
    """What one organ adds to a cell."""

    organ: str
    value: int | Decimal


@dataclass(frozen=True)
class ConsolidatedCell:
    """
    One cell of the sum: who contributed what, who left it blank, what was adjusted.

    `known` is the sum of what is known, None where nobody gave a number.
    """

    path: str
    label: str
    known: Value
    contributions: tuple[Contribution, ...]
    blank_in: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def is_complete(self) -> bool:
        """Test if every organ gave a number."""
        return not self.blank_in

    @property
    def value(self) -> Value:
        """Return the sum, or None where somebody left the cell blank."""
        return self.known if self.is_complete else None


class BrokenIdentity(NamedTuple):
    """An identity that does not hold in the sum, and the organs whose reports are the reason."""

    finding: Finding
    organs: tuple[str, ...]


@dataclass(frozen=True)
class Consolidation:
    """A consolidated report before it is written; text is not summed, so it has none."""

    organ: str
    year: int
    edition: str
    members: tuple[Subordinate, ...]
    adjustments: tuple[Adjustment, ...]
    cells: Mapping[str, ConsolidatedCell]
    input_findings: tuple[tuple[Subordinate, Finding], ...]

    @property
    def incomplete(self) -> tuple[ConsolidatedCell, ...]:
        """Return the cells that somebody left blank."""
        return tuple(cell for cell in self.cells.values() if not cell.is_complete)

    @property
    def counts_itself(self) -> bool:
        """Test if the organ of the sum is among several that were summed."""
        own = organ_key(self.organ)
        return len(self.members) > 1 and any(organ_key(one.organ) == own for one in self.members)

    def blanks_by_member(self) -> tuple[tuple[Subordinate, tuple[ConsolidatedCell, ...]], ...]:
        """Return each organ that left cells blank, with those cells."""
        found = (
            (member, tuple(cell for cell in self.incomplete if member.organ in cell.blank_in))
            for member in self.members
        )
        return tuple((member, cells) for member, cells in found if cells)

    def report(self, *, allow_blank: bool = False) -> Report:
        """Return the sum as a report; an incomplete cell is blank unless its known part will do."""
        frame = replace(
            self.members[0].report, organ=self.organ, narrative=dict.fromkeys(NARRATIVE_PARTS)
        )
        return frame.with_values(
            {path: cell.known if allow_blank else cell.value for path, cell in self.cells.items()}
        )

    def broken_identities(self, *, allow_blank: bool = False) -> tuple[BrokenIdentity, ...]:
        """Return the identities that the sum breaks, with the organs whose reports break them."""
        form = edition(self.edition)
        return tuple(
            BrokenIdentity(finding, self._causes(finding, form))
            for finding in identity_findings(self.report(allow_blank=allow_blank))
        )

    def _causes(self, finding: Finding, form: Edition) -> tuple[str, ...]:
        broken = [
            member.organ
            for member, found in self.input_findings
            if (found.rule, found.where) == (finding.rule, finding.where)
        ]
        blank = {organ for path in _operands(finding, form) for organ in self.cells[path].blank_in}
        causes = {*broken, *blank}
        return tuple(member.organ for member in self.members if member.organ in causes)


def consolidated(
    organ: str,
    year: int,
    reports: Sequence[Subordinate],
    adjustments: Sequence[Adjustment] = (),
) -> Consolidation:
    """
    Sum reports of one year and one edition cell by cell; a blank is unknown and never zero.

    :raises NotConsolidated: for no report, an organ twice or without name, other years, editions
    :raises AdjustmentRefused: if an adjustment fits no cell or takes away more than there is
    """
    _insist_on_one_kind(year, reports)
    code = reports[0].report.edition
    changes = changes_by_cell(adjustments, [one.report for one in reports], code)
    figures = edition(code).figures
    return Consolidation(
        organ=organ,
        year=year,
        edition=code,
        members=tuple(reports),
        adjustments=tuple(adjustments),
        cells={
            path: _cell(path, figure.label, reports, changes.get(path, ()))
            for path, figure in figures.items()
        },
        input_findings=tuple(
            (one, finding) for one in reports for finding in identity_findings(one.report)
        ),
    )


def identity_findings(report: Report) -> tuple[Finding, ...]:
    """Return the identities that a report breaks (I1, I2, I3, I5)."""
    context = CheckContext()
    return tuple(
        finding
        for check in identities.CHECKS
        if check.severity is Severity.ERROR
        for finding in check.run(report, context)
    )


def _cell(
    path: str, label: str, reports: Sequence[Subordinate], changes: tuple[Change, ...]
) -> ConsolidatedCell:
    contributions: list[Contribution] = []
    blank_in: list[str] = []
    for one in reports:
        value = one.report.value(path)
        if value is None:
            blank_in.append(one.organ)
        else:
            contributions.append(Contribution(one.organ, value))
    known = _sum([each.value for each in contributions], changes)
    return ConsolidatedCell(path, label, known, tuple(contributions), tuple(blank_in), changes)


def _sum(values: Sequence[int | Decimal], changes: Iterable[Change]) -> Value:
    if not values:
        return None
    whole = [value for value in values if isinstance(value, int)]
    if len(whole) == len(values):
        return sum(whole) + sum(each.change for each in changes)
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


def _operands(finding: Finding, form: Edition) -> Iterator[str]:
    table, row, column = finding.where.split(".")
    across = finding.rule in ("I3", "I5")
    for path in form.paths:
        parts = path.split(".")
        if parts[0] == table and (parts[1] == row if across else parts[2] == column):
            yield path


def _insist_on_one_kind(year: int, reports: Sequence[Subordinate]) -> None:
    if not reports:
        raise NotConsolidated("没有可以汇总的报告，请至少给出一份。")
    for one in reports:
        if not one.organ:
            raise NotConsolidated(f"“{one.name}”中没有机关名称，请补上报告标题后重新汇总。")
    by_year = _grouped((f"{one.report.year}年", one.name) for one in reports)
    if len(by_year) > 1:
        raise NotConsolidated(f"各份报告的年度不同（{_told(by_year)}），请只汇总同一年度的报告。")
    if f"{year}年" not in by_year:
        raise NotConsolidated(f"要汇总的是{year}年，报告却是{next(iter(by_year))}的，请核对文件。")
    by_edition = _grouped((f"{one.report.edition}版", one.name) for one in reports)
    if len(by_edition) > 1:
        raise NotConsolidated(
            f"各份报告的格式不同（{_told(by_edition)}），两版统计表的行和口径不同，不能相加；"
            "请改用同一格式后汇总。"
        )
    by_organ = _grouped((organ_key(one.organ), one.name) for one in reports)
    twice = {organ: files for organ, files in by_organ.items() if len(files) > 1}
    if twice:
        raise NotConsolidated(f"同一机关有几份报告（{_told(twice)}），请每个机关只留一份后汇总。")


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return groups


def _told(groups: Mapping[str, Sequence[str]]) -> str:
    return "；".join(
        f"{key}：{'、'.join(names[:_NAMED])}" + (f"等{len(names)}份" if len(names) > _NAMED else "")
        for key, names in groups.items()
    )
