"""Reads files one after the other in a process of its own and prints what memory it held.

Usage: python -m bench.readings_memory FILES; FILES lists one path a line. Prints JSON: MB held
after a fifth of the files and after all, without what the interpreter could give back at once.
"""

import gc
import json
import sys
from pathlib import Path

from gongkai.documents.readings.reading import read_report
from gongkai.rules.reports.checks import CheckContext, run_checks


def held_mb() -> float:
    """Return the memory this process holds now, in MB of 10^6 bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("/proc/self/status tells no VmRSS; this measurement needs Linux")


def held_over(files: list[Path]) -> dict[str, float]:
    """Return the memory held after a fifth of the files and after all."""
    early = 0.0
    for number, file in enumerate(files, start=1):
        reading = read_report(file)
        run_checks(reading.report, CheckContext(evidence=reading.evidence))
        if number == max(1, len(files) // 5):
            gc.collect()
            early = held_mb()
    gc.collect()
    return {"early": early, "late": held_mb()}


if __name__ == "__main__":
    listed = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print(json.dumps(held_over([Path(line) for line in listed])))
