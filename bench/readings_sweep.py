"""`python -m bench.readings_sweep --seeds 200`: reads reports back in layouts drawn by chance.

Each seed draws a report and a layout in every format. What differs is told by format, seed and
cell; the exit code is 1 if a figure stood in a wrong cell, or a readable file was refused.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable

from documents.readings.layouts.files import FORMATS, file_of
from documents.readings.layouts.matrix import swept
from documents.readings.layouts.reports import random_report
from documents.readings.layouts.styles import Layout
from documents.readings.layouts.verdicts import verdict
from gongkai.documents.readings.reading import read_content
from gongkai.documents.readings.sources import ReportFileUnreadable

_GOOD = {"exact", "refused, as it may be"}
_SHOWN = 4


def outcome_of(layout: Layout, code: str) -> tuple[str, Iterable[str]]:
    """Return what came of reading a layout's file, and what differs."""
    content, truth = file_of(random_report(layout.seed, code), layout)
    try:
        found = verdict(read_content(layout.format, content, "report"), truth)
    except ReportFileUnreadable as refusal:
        if truth.may_be_refused:
            return "refused, as it may be", ()
        return "refused", (str(refusal),)
    for name in ("wrong", "lost", "text"):
        if getattr(found, name):
            return name, found.all
    return "exact", ()


def main() -> int:
    """Read all seeds back and tell what differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.readings_sweep")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--format", choices=FORMATS, action="append")
    options = parser.parse_args()
    bad = 0
    for fmt in options.format or FORMATS:
        counted: Counter[str] = Counter()
        for layout, code in swept(fmt, range(options.first, options.first + options.seeds)):
            outcome, differs = outcome_of(layout, code)
            counted[outcome] += 1
            if outcome in _GOOD:
                continue
            style = layout.tables
            print(f"{fmt} seed {layout.seed}: {outcome} ({style.spans}, {style.split}, {code})")
            for line in list(differs)[:_SHOWN]:
                print(f"    {line[:240]}")
        bad += sum(number for outcome, number in counted.items() if outcome not in _GOOD)
        print(
            f"{fmt}: " + ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
