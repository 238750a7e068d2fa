"""Compares what was read with what is in the file, cell for cell."""

import re
from collections import Counter
from dataclasses import dataclass

from gongkai.rules.reports.evidence import CellKind

_UNPLACED = {CellKind.MISSING, CellKind.NOT_A_NUMBER, CellKind.NO_UNIT}


@dataclass(frozen=True)
class Verdict:
    """What differs: `wrong` can mislead, `lost` was said to be lost, `text` is beside figures."""

    wrong: tuple[str, ...]
    lost: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def all(self):
        """Return everything that differs."""
        return (*self.wrong, *self.lost, *self.text)


def verdict(reading, truth):
    """Return what differs between a reading and the truth."""
    if reading.report.edition != truth.report.edition:
        other = f"edition {reading.report.edition}, not {truth.report.edition}"
        return Verdict((other,), (), ())
    wrong, lost = [], []
    values = reading.report.values()
    for path, value in truth.report.values().items():
        cell = reading.evidence.cells[path]
        if values[path] == value and cell.kind is truth.kinds[path]:
            continue
        told = f"{path}: {value} {truth.kinds[path]}, read {values[path]} {cell}"
        (lost if values[path] is None and cell.kind in _UNPLACED else wrong).append(told)
    return Verdict(tuple(wrong), tuple(lost), tuple(_texts(reading, truth)))


def _texts(reading, truth):
    mine, theirs = truth.report, reading.report
    for name in ("organ", "year"):
        if getattr(mine, name) != getattr(theirs, name):
            yield f"{name}: {getattr(mine, name)!r}, read {getattr(theirs, name)!r}"
    for part, text in mine.narrative.items():
        if squeezed(text) != squeezed(theirs.narrative[part]):
            yield f"narrative.{part}: {text!r}, read {theirs.narrative[part]!r}"
    found = Counter(row.label.split()[-1] for row in reading.evidence.extra_rows if row.label)
    for label, count in Counter(truth.extra_labels).items():
        there = sum(number for name, number in found.items() if name.endswith(label))
        if there != count:
            yield f"extra rows {label}: {count}, read {there}"


def squeezed(text):
    """Return a text without white space; a text that is not there stays so."""
    return None if text is None else re.sub(r"\s", "", text)
