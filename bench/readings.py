"""Measures the reading of finished reports: how many a second, how many cells right, memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.building import run_command
from bench.positional import REQUEST_PATHS, positional_reading
from bench.readings_files import CASES, long_pdf, mixed_files, page_files, text_files
from bench.timing import Comparison, Fact, Limit, Result, in_turn, processor_seconds, seconds
from gongkai.documents.readings.reading import read_report
from gongkai.rules.reports.checks import CheckContext, run_checks
from gongkai.rules.reports.shape import Report

# What was promised for one second on one core, and how many files memory is watched over.
TEXTS, PAGES, WORD_FILES, MANY = 1000, 300, 50, 1000
_WHERE = "files"


class FileMisread(Exception):
    """A file of the measurement was not read as what it holds."""


def measured(folder: Path, scale: float, times: int) -> list[Result]:
    """Return rates, cells right and memory; `scale` makes the number of files smaller."""
    texts, pages, words, many = (
        max(8, round(number * scale)) for number in (TEXTS, PAGES, WORD_FILES, MANY)
    )
    results: list[Result] = []
    for case in CASES:
        results += _texts(folder / case.replace(" ", "-"), case, texts, times)
    results.append(_limit("HTML pages parsed and checked", pages, times, _checked, folder, "html"))
    results.append(_limit("DOCX files parsed", words, times, read_report, folder, "docx"))
    pdf = long_pdf(folder)
    runs = [seconds(lambda: read_report(pdf)) for _ in range(times + 1)][1:]
    results.append(Limit("A PDF of six pages parsed", _WHERE, "s", runs, 1.0))
    files = mixed_files(folder / "many", many)
    results.append(_memory(folder, files, times))
    results += _commands(folder / "many", files, times)
    return results


def _texts(folder: Path, case: str, count: int, times: int) -> list[Result]:
    made = text_files(folder, case, count)
    files = [file for file, _ in made]
    what = f"{count:,} `.txt` reports, {case}"

    def by_labels() -> None:
        for file in files:
            read_report(file)

    def by_position() -> None:
        for file in files:
            positional_reading(file.read_text(encoding="utf-8"))

    ours, theirs = in_turn(by_labels, by_position, times)
    reference = "a parser by position"
    return [
        Comparison(f"{what}, parsed", _WHERE, reference, ours, theirs),
        Limit(
            f"{what}, parsed, processor time",
            *(_WHERE, "s", [processor_seconds(by_labels) for _ in range(times)], count / TEXTS),
        ),
        Fact(f"{what}: cells right of {len(REQUEST_PATHS)} in section 三", _WHERE, _right(made)),
    ]


def _right(made: Sequence[tuple[Path, Report]]) -> str:
    ours, theirs = [], []
    for file, report in made:
        values = report.values()
        read = read_report(file).report.values()
        guessed = positional_reading(file.read_text(encoding="utf-8"))["figures"]
        ours.append(sum(read[path] == values[path] for path in REQUEST_PATHS))
        theirs.append(
            sum(guessed.get(path, None) == values[path] for path in REQUEST_PATHS)
            if isinstance(guessed, dict)
            else 0
        )
    if min(ours) < len(REQUEST_PATHS):
        raise FileMisread(f"{made[ours.index(min(ours))][0]}: {min(ours)} cells right")
    return (
        f"ours {min(ours)} in every file; by position {min(theirs)}–{max(theirs)}, "
        f"median {median(theirs):g}"
    )


def _checked(file: Path) -> object:
    reading = read_report(file)
    return run_checks(reading.report, CheckContext(evidence=reading.evidence))


def _limit(
    what: str,
    count: int,
    times: int,
    action: Callable[[Path], object],
    folder: Path,
    fmt: str,
) -> Limit:
    files = page_files(folder / fmt, fmt, count)

    def all_of_them() -> None:
        for file in files:
            action(file)

    all_of_them()
    promised = PAGES if fmt == "html" else WORD_FILES
    runs = [processor_seconds(all_of_them) for _ in range(times)]
    return Limit(f"{count:,} {what}, processor time", _WHERE, "s", runs, count / promised)


def _memory(folder: Path, files: Sequence[Path], times: int) -> Limit:
    listed = folder / "files.txt"
    listed.write_text("\n".join(str(file) for file in files), encoding="utf-8")
    grown = []
    for _ in range(max(1, times // 2)):
        done = subprocess.run(
            [sys.executable, "-m", "bench.readings_memory", str(listed)],
            stdout=subprocess.PIPE,
            check=True,
        )
        held = json.loads(done.stdout)
        grown.append(held["late"] - held["early"])
    what = f"Memory grown from the {len(files) // 5:,}th to the {len(files):,}th file"
    return Limit(what, _WHERE, "MB", grown, 20.0)


def _commands(folder: Path, files: Sequence[Path], times: int) -> list[Result]:
    """Return the time of checking all files by one command on all cores."""
    environment = {
        "GONGKAI_HOME": str(folder),
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings.base",
    }
    arguments = ["report", "check", *(str(file) for file in files), "--json"]
    runs = [
        seconds(lambda: run_command(folder / "note", arguments, environment))
        for _ in range(max(1, times // 2))
    ]
    rate = len(files) / median(runs)
    what = f"`gongkai report check` on {len(files):,} files, {os.cpu_count()} cores"
    return [Fact(what, _WHERE, f"{median(runs):.1f} s, {rate:.0f} files a second")]
