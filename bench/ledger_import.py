"""Measures the import of a ledger of 100,000 calls against openpyxl just reading the same file."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import xlsxwriter

from bench.building import CommandFailed, run_command
from bench.timing import Comparison, Limit, Result, in_turn

FULL = 100_000
_HEADERS = ("登记号", "来电日期", "接入方式")
_ROUTES = ("12345热线接通", "电话直呼", "12345转接")
# Every run imports for another organ, so that every row is new.
_FIRST_ORGAN = 20


def write_ledger(file: Path, rows: int) -> None:
    """Write a ledger of calls as an office would hand it in: headers, real dates, labels."""
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("热线来电")
        sheet.write_row(0, 0, _HEADERS)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(1, rows + 1):
            sheet.write_string(number, 0, f"TZ-{number:06}")
            called = date(2025, 1, 1) + timedelta(days=number * 364 // rows)
            sheet.write_datetime(number, 1, called, day)
            sheet.write_string(number, 2, _ROUTES[number % 3])


def read_with_openpyxl(file: Path) -> int:
    """Return the number of rows that openpyxl reads in its quickest mode."""
    book = openpyxl.load_workbook(file, read_only=True)
    read = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return read


def measured(
    database: str, environment: dict[str, str], folder: Path, scale: float, times: int
) -> list[Result]:
    """Return time and memory of the whole import command; the reference starts no process."""
    rows = max(1, round(FULL * scale))
    file, note = folder / "calls.xlsx", folder / "peak"
    write_ledger(file, rows)
    organs = iter(range(_FIRST_ORGAN, 99))
    peaks: list[float] = []

    def take_in() -> None:
        arguments = ["ledger", "import", str(file), "--agency", f"gjj-{next(organs)}"]
        done = run_command(note, arguments, environment)
        if f"新增{rows}，" not in done.printed:
            raise CommandFailed(f"ledger import printed {done.printed}")
        peaks.append(done.peak_mb)

    ours, theirs = in_turn(take_in, lambda: read_with_openpyxl(file), times)
    what = f"`gongkai ledger import`, {rows:,} calls"
    reading = "openpyxl reading the file, read-only"
    return [
        Comparison(what, database, reading, ours, theirs, 3.0),
        Limit(f"{what}, peak memory", database, "MB", peaks, 500.0),
    ]
