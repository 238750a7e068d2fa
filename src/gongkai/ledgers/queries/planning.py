"""What storing rows would do: which are new, known, changed, and which cannot be stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.documents.workbooks.sheets import SheetSpec, without_blanks
from gongkai.ledgers.queries.faults import BadRow, Faults, changed_from_to, seen
from gongkai.ledgers.queries.histories import HistoryFault, history_faults
from gongkai.ledgers.queries.stored import stored_rows
from gongkai.ledgers.sheets.catalogue import SHEETS
from gongkai.publications.models import FollowerCount
from gongkai.publications.queries import columns_of

Row = Mapping[str, Any]
Place = Callable[[str, int], tuple[str, int]]

UPDATE_REMEDY = (
    "请核对；确需更正已登记内容的，请选择“更正已登记的记录”（命令行加 --update）后重新导入"
)


@dataclass(frozen=True)
class Planned:
    """A row to store, its place among the rows given, and what is stored now if it changes."""

    index: int
    row: Row
    before: Row | None = None


@dataclass
class KindPlan:
    """What storing the rows of one kind would do."""

    spec: SheetSpec
    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0


@dataclass
class Plan:
    """What storing would do; with faults, nothing is stored."""

    kinds: dict[str, KindPlan] = field(default_factory=dict)
    new_columns: list[str] = field(default_factory=list)


def planned(
    agency: Agency,
    rows: Mapping[str, Sequence[Row]],
    *,
    update: bool,
    faults: Faults,
    place: Place,
) -> Plan:
    """Return what storing rows would do; what cannot be stored is added to `faults`.

    :param rows: complete rows by kind, as the sheets' columns read them
    :param update: rows that differ from their record correct it, instead of being faults
    :param place: tells sheet and row number of a row
    """
    plan = Plan()
    for spec in SHEETS:
        if not rows.get(spec.kind):
            continue
        given = rows[spec.kind]
        if spec.kind == "items":
            given, plan.new_columns = _with_known_columns(agency, given)
        plan.kinds[spec.kind] = _Planner(agency, spec, update, faults, place).plan(given)
    _refuse_double_days(agency, plan.kinds.get("followers"), faults, place)
    _refuse_unknown_requests(agency, plan, faults, place)
    for fault in history_faults(
        agency,
        {kind: [*each.new, *each.changed] for kind, each in plan.kinds.items()},
    ):
        _add_history_fault(fault, plan, faults, place)
    return plan


class _Planner:
    """Compares the rows of one kind with each other and with what is stored."""

    def __init__(
        self, agency: Agency, spec: SheetSpec, update: bool, faults: Faults, place: Place
    ) -> None:
        self._agency, self._spec, self._update = agency, spec, update
        self._faults, self._place = faults, place

    def plan(self, rows: Sequence[Row]) -> KindPlan:
        kind = self._spec.kind
        result = KindPlan(self._spec)
        stored = stored_rows(kind, self._agency, {row["register_no"]: None for row in rows})
        first: dict[str, int] = {}
        for index, row in enumerate(rows):
            number = row["register_no"]
            if number in first:
                self._again(index, first[number], row, rows[first[number]], result)
                continue
            first[number] = index
            before = stored.get(number)
            if before is None:
                result.new.append(Planned(index, row))
            elif before == row:
                result.unchanged += 1
            elif self._update:
                result.changed.append(Planned(index, row, before))
            else:
                self._differs(index, before, row, "与已登记的同号记录不同", UPDATE_REMEDY)
        return result

    def _again(self, index: int, earlier: int, row: Row, before: Row, result: KindPlan) -> None:
        if row == before:
            result.repeated += 1
            return
        sheet, number = self._place(self._spec.kind, earlier)
        reason = f"登记号与工作表“{sheet}”第{number}行重复而内容不同"
        self._differs(index, before, row, reason, "请更正登记号，或删除多余的一行")

    def _differs(self, index: int, before: Row, row: Row, reason: str, remedy: str) -> None:
        columns = [self._spec.column(name) for name in differing(before, row)]
        told = []
        for column in columns:
            old, new = changed_from_to(column, before[column.field], row[column.field])
            told.append(f"{column.header}“{old}”→“{new}”")
        sheet, number = self._place(self._spec.kind, index)
        self._faults.add(
            BadRow(
                sheet,
                number,
                "、".join(column.header for column in columns),
                row["register_no"],
                f"{reason}：{'；'.join(told)}",
                remedy,
            )
        )


def differing(before: Row, after: Row) -> list[str]:
    """Return the fields in which two rows differ."""
    return [name for name, value in after.items() if before[name] != value]


def _with_known_columns(agency: Agency, rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """Return rows with the organ's own spelling of their columns, and the names it lacks."""
    names = {without_blanks(column.name): column.name for column in columns_of(agency)}
    new: list[str] = []
    for row in rows:
        key = without_blanks(row["column"])
        if key not in names:
            names[key] = row["column"]
            new.append(row["column"])
    return [{**row, "column": names[without_blanks(row["column"])]} for row in rows], new


def _refuse_double_days(
    agency: Agency, plan: KindPlan | None, faults: Faults, place: Place
) -> None:
    """Refuse a second count of followers for one day."""
    if plan is None:
        return
    stored = FollowerCount.objects.filter(agency=agency)
    days = dict(stored.values_list("register_no", "counted_on"))
    days |= {each.row["register_no"]: each.row["counted_on"] for each in plan.changed}
    taken = {day: number for number, day in days.items()}
    for each in sorted([*plan.new, *plan.changed], key=lambda each: each.index):
        number, day = each.row["register_no"], each.row["counted_on"]
        other = taken.setdefault(day, number)
        if other != number:
            reason = f"同一天已由登记号“{other}”统计"
            _add(faults, place, plan.spec, each, "counted_on", reason, "请核对日期或删除多余的一行")


def _refuse_unknown_requests(agency: Agency, plan: Plan, faults: Faults, place: Place) -> None:
    """Refuse fees and disputes that name a request which neither stands here nor comes along."""
    naming = [
        (plan.kinds[kind], each)
        for kind in ("processing_fees", "disputes")
        if kind in plan.kinds
        for each in (*plan.kinds[kind].new, *plan.kinds[kind].changed)
        if each.row["request_no"]
    ]
    coming = _numbers(plan.kinds["requests"].new) if "requests" in plan.kinds else set()
    wanted = {each.row["request_no"] for _, each in naming} - coming
    if not wanted:
        return
    known = set(
        DisclosureRequest.objects.filter(agency=agency).values_list("register_no", flat=True)
    )
    for kind, each in naming:
        if each.row["request_no"] in wanted - known:
            remedy = "请核对申请登记号，或先在“公开申请”表中登记该申请"
            _add(faults, place, kind.spec, each, "request_no", "没有这个登记号的公开申请", remedy)


def _add_history_fault(fault: HistoryFault, plan: Plan, faults: Faults, place: Place) -> None:
    spec = plan.kinds[fault.kind].spec
    each = Planned(fault.index, fault.row)
    _add(faults, place, spec, each, fault.field, fault.reason, fault.remedy)


def _add(
    faults: Faults,
    place: Place,
    spec: SheetSpec,
    each: Planned,
    name: str,
    reason: str,
    remedy: str,
) -> None:
    sheet, number = place(spec.kind, each.index)
    column = spec.column(name)
    value = seen(column, each.row[name])
    faults.add(BadRow(sheet, number, column.header, value, reason, remedy))


def _numbers(rows: Iterable[Planned]) -> set[str]:
    return {each.row["register_no"] for each in rows}
