"""Reading the sheet of a batch that an employer handed in, every fault with sheet, row, column."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gongkai.documents.attachments.naming import harmless_name
from gongkai.documents.batches.sheets import sheet_of
from gongkai.documents.workbooks.reading import BadCell, read_workbook
from gongkai.documents.workbooks.refusals import WorkbookUnreadable
from gongkai.documents.workbooks.template import LISTS_SHEET, NOTES_SHEET
from gongkai.rules.service_forms import BatchDefinition, RowProblem
from gongkai.rules.service_forms.kinds import NO, PERSONAL, YES

_MEMORY = Path("/dev/shm")  # noqa: S108
# A day of a batch may lie ahead, such as the one from which something holds.
_AHEAD = timedelta(days=366)


@dataclass
class BatchReading:
    """The rows that could be read, each with its number in the sheet, and what was wrong."""

    sheet: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_batch(
    content: bytes,
    name: str,
    batch: BatchDefinition,
    *,
    on: date,
    progress: Callable[[int, int], None] | None = None,
) -> BatchReading:
    """Return the rows of a batch's workbook, values as text.

    :param progress: told how many of how many rows are read
    :raises WorkbookUnreadable: if it is no workbook, or must not be opened
    """
    spec = sheet_of(batch)
    reading = BatchReading(batch.title)

    def bad(cell: BadCell) -> None:
        reading.problems.append(_problem(cell, batch))

    with passing_file(content, name) as path:
        read = read_workbook(
            path,
            [spec],
            latest=on + _AHEAD,
            report=bad,
            progress=progress,
            silent=(NOTES_SHEET, LISTS_SHEET),
        )
    if not read.sheets:
        names = "、".join(f"“{each}”" for each in list(read.ignored)[:5])
        found = f"只有{names}" if names else "没有可以读取的工作表"
        reading.problems.append(
            RowProblem(0, "工作表", "", found, f"请使用模板，工作表名称为“{batch.title}”")
        )
        return reading
    if len(read.sheets) > 1:
        told = f"有{len(read.sheets)}个工作表都像“{batch.title}”"
        reading.problems.append(RowProblem(0, "工作表", "", told, "请只保留一个"))
        return reading
    sheet = read.sheets[0]
    reading.sheet = sheet.name
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        reading.rows.append((number, {key: _text(value) for key, value in row.items()}))
    if not reading.rows and not reading.problems:
        told = "没有数据行"
        reading.problems.append(RowProblem(0, batch.title, "", told, "请从第2行起填写职工明细"))
    return reading


@contextmanager
def passing_file(content: bytes, name: str) -> Iterator[Path]:
    """Yield a path to some bytes for what reads from paths alone; in memory where there is one."""
    folder = _MEMORY if _MEMORY.is_dir() else None
    try:
        with TemporaryDirectory(dir=folder) as place:
            path = Path(place) / harmless_name(name)
            path.write_bytes(content)
            yield path
    except OSError as error:
        raise WorkbookUnreadable(
            f"文件“{harmless_name(name)}”暂时不能读取，请稍后再试。"
        ) from error


def _problem(cell: BadCell, batch: BatchDefinition) -> RowProblem:
    column = batch.column(cell.column.field) if cell.column is not None else None
    is_personal = column is not None and column.kind in PERSONAL
    value = "" if is_personal or cell.value in (None, "") else str(cell.value)[:40]
    return RowProblem(cell.row, cell.header, value, cell.reason, cell.remedy)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
