"""Measures the building of a whole report in five formats, as the command line does it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.records import AVERAGE, LARGEST, YEAR
from bench.timing import Comparison, Fact, Limit, Result, in_turn
from gongkai.documents.reports.writing import FORMATS

_ORGANS = {"largest": LARGEST, "average": AVERAGE}


class CommandFailed(Exception):
    """A measured command did not do its work."""


@dataclass(frozen=True)
class Done:
    """What a command printed, and the memory and processor time that it took."""

    printed: str
    peak_mb: float
    processor_s: float


def run_command(note: Path, arguments: list[str], environment: dict[str, str]) -> Done:
    """Run a `gongkai` command in a process of its own; `note` is a passing file.

    :raises CommandFailed: with what it said, if it could not do its work
    """
    done = subprocess.run(
        [sys.executable, "-m", "bench.command", str(note), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 also means a report that was written and that the gate has something against.
    if done.returncode not in (0, 1) or (arguments and not done.stdout):
        raise CommandFailed(f"{' '.join(arguments)}: {done.returncode} {done.stderr[-500:]}")
    return Done(done.stdout, **json.loads(note.read_text(encoding="ascii")))


def measured(database: str, environment: dict[str, str], folder: Path, times: int) -> list[Result]:
    """Return time and memory of building the report of the largest and of the average organ."""
    results: list[Result] = []
    note = folder / "peak"
    for size, key in _ORGANS.items():
        out = folder / f"report-{size}"
        runs: list[Done] = []

        def build(key: int = key, out: Path = out, runs: list[Done] = runs) -> None:
            arguments = ["report", "build", str(YEAR), "--agency", f"gjj-{key}", "--out", str(out)]
            runs.append(run_command(note, arguments, environment))
            if runs[-1].printed.split() != [str(out / f"report.{fmt}") for fmt in FORMATS]:
                raise CommandFailed(f"report build printed {runs[-1].printed}")

        ours, theirs = in_turn(build, lambda: run_command(note, [], environment), times)
        what = f"`gongkai report build`, five formats: the {size} agency"
        start = "starting Python and Django"
        results.append(Comparison(what, database, start, ours, theirs))
        results.append(Limit(f"{what}, time", database, "s", ours, 3.0))
        processor = f"{median(run.processor_s for run in runs):.2f} s"
        results.append(Fact(f"{what}, processor time", database, processor))
        peaks = [run.peak_mb for run in runs]
        results.append(Limit(f"{what}, peak memory", database, "MB", peaks, 300.0))
    return results
