"""The first visible sheet of a workbook that holds anything, as records with their rows."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine as calamine

from gongkai.documents.tables.refusals import TableUnreadable
from gongkai.documents.workbooks.containers import corrupt, encrypted, inspected
from gongkai.documents.workbooks.refusals import WorkbookUnreadable

_NOT_SHOWN = (calamine.SheetVisibleEnum.Hidden, calamine.SheetVisibleEnum.VeryHidden)


class Failed(NamedTuple):
    """A cell whose formula failed or was never calculated, and why it has no value."""

    reason: str


class Sheet(NamedTuple):
    """A sheet's records, each with its row, and the day from which its serials count."""

    records: list[tuple[int, list[Any]]]
    since_1904: bool


def sheet_in(content: bytes, name: str) -> Sheet:
    """Return the first visible sheet that holds anything.

    :raises TableUnreadable: if the workbook is damaged, encrypted, out of proportion or empty
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        try:
            container = inspected(path)
            book = _guarded(name, lambda: calamine.CalamineWorkbook.from_path(str(path)))
        except WorkbookUnreadable as refused:
            # Where it stood for a moment is nobody's business; its own name is.
            told = str(refused).replace(str(path), name).replace("“table”", f"“{name}”")
            raise TableUnreadable(told) from refused
        for each in book.sheets_metadata:
            if each.visible in _NOT_SHOWN:
                continue
            found = _records(book, each.name, name, container.broken.get(each.name, {}))
            if found:
                return Sheet(found, container.since_1904)
    raise TableUnreadable(f"文件“{name}”中没有任何内容，请核对后重新导出。")


def _records(book: Any, sheet: str, name: str, broken: Any) -> list[tuple[int, list[Any]]]:
    read = _guarded(name, lambda: book.get_sheet_by_name(sheet))
    left = read.start[1] if read.start else 0
    found = []
    for number, values in enumerate(read.iter_rows(), start=1):
        if any(value not in ("", None) for value in values):
            found.append((number, list(values)))
    rows = dict(found)
    for (row, column), reason in broken.items():
        values = rows.get(row, [])
        if 0 <= column - 1 - left < len(values):
            values[column - 1 - left] = Failed(reason)
    return found


def _guarded(name: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except calamine.PasswordError as error:
        raise TableUnreadable(encrypted(name)) from error
    except (calamine.CalamineError, OSError) as error:
        raise TableUnreadable(corrupt(name)) from error
    except BaseException as error:
        # A Rust panic on a damaged file has a type of its own that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise TableUnreadable(corrupt(name)) from error
        raise
