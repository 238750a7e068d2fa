"""Reading the known sheets of a workbook, row by row, into typed values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine as calamine

from gongkai.documents.workbooks.cells import Reader, is_blank, reader_of
from gongkai.documents.workbooks.containers import Container, corrupt, encrypted, inspected
from gongkai.documents.workbooks.headers import SEARCHED_ROWS, Header, header_of
from gongkai.documents.workbooks.refusals import CellRefused, WorkbookUnreadable
from gongkai.documents.workbooks.sheets import ColumnSpec, SheetSpec, without_blanks

Progress = Callable[[int, int], None]

EXAMPLE_MARK = "示例"

_EVERY = 5000
_TOTALS = re.compile(r"(本[页月季年度]+|全年)?(合计|总计|小计|共计|累计)([:\d].*)?")
_FOOTER = re.compile(r"(填表|制表|审核|填报|负责|经办)(人|日期|单位)?:.*|(注|备注|说明):.*")
# A sheet per month or year is still a sheet of its kind.
_SHEET_SUFFIX = re.compile(
    r"\(.*?\)|\d{4}年?度?|(\d{1,2}[-~至])?\d{1,2}月份?|[第]?[一二三四1-4]季度|[上下]半年|[-_.]?\d+$"
)
_NOT_SHOWN = (calamine.SheetVisibleEnum.Hidden, calamine.SheetVisibleEnum.VeryHidden)


class BadCell(NamedTuple):
    """A cell, row or column that cannot be taken over; rows are numbered as Excel shows them."""

    sheet: str
    row: int
    column: ColumnSpec | None
    header: str
    value: object
    reason: str
    remedy: str


@dataclass
class SheetReading:
    """The good rows of one sheet, each with its number; what was passed over is counted."""

    spec: SheetSpec
    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    examples: int = 0
    totals: int = 0
    bad_rows: int = 0


@dataclass
class WorkbookReading:
    """A workbook's known sheets; `ignored` names the others with the reason."""

    sheets: list[SheetReading] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)


def read_workbook(
    path: Path,
    specs: Sequence[SheetSpec],
    *,
    latest: date,
    report: Callable[[BadCell], None],
    progress: Progress | None = None,
    silent: Sequence[str] = (),
) -> WorkbookReading:
    """Read every visible sheet that `specs` name; each fault is handed to `report`.

    :param latest: the last day that a date may name
    :param progress: told how many of how many rows are read
    :param silent: sheets of ours without records, not worth a word
    :raises WorkbookUnreadable: with a one-line message and its remedy
    """
    container = inspected(path)
    book = _opened(path)
    reading = WorkbookReading()
    by_name = {_sheet_key(name): spec for spec in specs for name in (spec.title, *spec.also)}
    chosen: list[tuple[str, SheetSpec]] = []
    for sheet in book.sheets_metadata:
        spec = by_name.get(_sheet_key(sheet.name))
        if sheet.name in silent:
            continue
        if spec is None:
            reading.ignored[sheet.name] = "名称不是台账工作表的名称"
        elif sheet.visible in _NOT_SHOWN:
            reading.ignored[sheet.name] = "工作表已隐藏，需要导入的请取消隐藏"
        else:
            chosen.append((sheet.name, spec))
    done = 0
    total = sum(container.rows.get(name, 0) for name, _ in chosen)
    for name, spec in chosen:
        sheet = _sheet(book, name, path)
        reader = _SheetReader(spec, name, container, latest, report)
        height = sheet.total_height + 1
        # Old formats do not tell their rows before they are read.
        total = max(total, done + height)
        for number in reader.read(sheet):
            if progress and number % _EVERY == 0:
                progress(done + number, total)
        done += height
        reading.sheets.append(reader.reading)
    book.close()
    if progress:
        progress(total, total)
    return reading


class _SheetReader:
    """Reads one sheet."""

    def __init__(
        self,
        spec: SheetSpec,
        name: str,
        container: Container,
        latest: date,
        report: Callable[[BadCell], None],
    ) -> None:
        self.reading = SheetReading(spec, name)
        self._broken: Mapping[tuple[int, int], str] = container.broken.get(name, {})
        self._report = report
        self._readers: dict[str, Reader] = {
            column.field: reader_of(column, latest=latest, since_1904=container.since_1904)
            for column in spec.columns
        }

    def read(self, sheet: Any) -> Iterator[int]:
        """Read all rows; yields how many were passed, for whoever shows progress."""
        # Rows come from the first on, columns only from the first that is filled.
        left = sheet.start[1] if sheet.start else 0
        rows = iter(sheet.iter_rows())
        first = list(islice(rows, SEARCHED_ROWS + 1))
        header = header_of(self.reading.spec, first)
        if header is None:
            if any(not is_blank(value) for row in first for value in row):
                self._report(self._headless())
            return
        self.reading.unknown_columns = header.unknown
        if self._lacking(header):
            return
        blanks = {column.field: column.blank for column in self.reading.spec.columns}
        plan = [
            (place, column, self._readers[column.field]) for place, column in header.places.items()
        ]
        key = next((p for p, c, _ in plan if c.field == self.reading.spec.columns[0].field), 0)
        skipped = header.first_data_row
        body = islice(chain(first, rows), skipped, None)
        for number, values in enumerate(body, start=skipped + 1):
            yield number
            if self._passed_over(values, key, plan):
                continue
            row = self._row(values, number, left, plan, blanks)
            if row is None:
                self.reading.bad_rows += 1
            else:
                self.reading.rows.append(row)
                self.reading.numbers.append(number)

    def _row(
        self,
        values: Sequence[object],
        number: int,
        left: int,
        plan: list[tuple[int, ColumnSpec, Reader]],
        blanks: dict[str, Any],
    ) -> dict[str, Any] | None:
        row, good = dict(blanks), True
        for place, column, read in plan:
            value = values[place]
            try:
                if self._broken and (number, left + place + 1) in self._broken:
                    reason = self._broken[number, left + place + 1]
                    raise CellRefused(reason, "请更正公式，或改填结果")
                if value != "" and not is_blank(value):
                    row[column.field] = read(value)
                elif column.required:
                    raise CellRefused("未填写", f"请填写“{column.header}”")
            except CellRefused as refusal:
                good = False
                self._bad(number, column, value, refusal.reason, refusal.remedy)
        if good:
            for fault in self.reading.spec.faults(row):
                good = False
                column = self.reading.spec.column(fault.field)
                shown = column.shown(row[fault.field])
                self._bad(number, column, shown, fault.reason, fault.remedy)
        return row if good else None

    def _passed_over(
        self, values: Sequence[object], key: int, plan: list[tuple[int, ColumnSpec, Reader]]
    ) -> bool:
        """Test for an empty row, the example, a totals row, or the signatures below the table."""
        number = values[key]
        if isinstance(number, str) and number.startswith(EXAMPLE_MARK):
            self.reading.examples += 1
            return True
        first = next((value for value in values if value not in ("", None)), None)
        if isinstance(first, str) and (first is number or is_blank(number)):
            text = without_blanks(first)
            if _TOTALS.fullmatch(text):
                self.reading.totals += 1
                return True
            if _FOOTER.fullmatch(text):
                return True
        return is_blank(number) and all(is_blank(values[place]) for place, _, _ in plan)

    def _lacking(self, header: Header) -> bool:
        row = header.first_data_row
        for name in header.twice:
            self._report(
                BadCell(
                    self.reading.name, row, None, name, name, "该列出现两次", "请删除多余的一列"
                )
            )
        missing = header.missing(self.reading.spec)
        for column in missing:
            reason = "表头中缺少该列" if not column.also else f"表头中缺少该列（{column.header}）"
            self._bad(row, column, "", reason, "请按模板补上该列")
        return bool(missing or header.twice)

    def _headless(self) -> BadCell:
        names = "、".join(c.header for c in self.reading.spec.columns if c.required)
        return BadCell(
            self.reading.name,
            1,
            None,
            "表头",
            "",
            f"前{SEARCHED_ROWS}行内没有找到表头",
            f"请使用模板的表头，至少包括：{names}",
        )

    def _bad(self, row: int, column: ColumnSpec, value: object, reason: str, remedy: str) -> None:
        bad = BadCell(self.reading.name, row, column, column.header, value, reason, remedy)
        self._report(bad)


def _opened(path: Path) -> Any:
    # By content, not by name: many an .xlsx is an .xls that was renamed.
    with path.open("rb") as file:
        return _guarded(path, lambda: calamine.CalamineWorkbook.from_filelike(file))


def _sheet(book: Any, name: str, path: Path) -> Any:
    return _guarded(path, lambda: book.get_sheet_by_name(name))


def _guarded(path: Path, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except calamine.PasswordError as error:
        raise WorkbookUnreadable(encrypted(path.name)) from error
    except (calamine.CalamineError, OSError) as error:
        raise WorkbookUnreadable(corrupt(path.name)) from error
    except BaseException as error:
        # A Rust panic on a damaged file has a type of its own that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise WorkbookUnreadable(corrupt(path.name)) from error
        raise


def _sheet_key(name: str) -> str:
    key = without_blanks(name)
    return _SHEET_SUFFIX.sub("", key) or key
