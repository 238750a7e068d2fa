"""Puts a report together as a layout draws it, with what a reader must find in it."""

from dataclasses import dataclass

from documents.readings.layouts import texts
from documents.readings.layouts.drawing import Drawing
from documents.readings.layouts.figures import written_figures
from documents.readings.layouts.grids import extra_labels, grids_of


@dataclass(frozen=True)
class Truth:
    """What is in a file: the report, the kind of each cell, local lines, and if it may refuse."""

    report: object
    kinds: dict
    extra_labels: tuple[str, ...]
    may_be_refused: bool


def drawn(report, layout):
    """Return the drawing of a report in a layout."""
    grids = grids_of(report, layout, written_figures(report, layout))
    blocks = [*texts.title_lines(report, layout.labels)]
    if layout.lead:
        blocks += texts.lead_of(report, layout.labels)
    for heading, lines, key in texts.sections_of(report, layout):
        blocks += [heading, *lines, *grids.get(key, [])]
    blocks += texts.ending_of(report, layout)
    title = "".join(line.text for line in texts.title_lines(report, layout.labels))
    return Drawing(title, report.organ, report.year, tuple(blocks))


def truth_of(report, layout):
    """Return what a reader must find in a report's file."""
    kinds = {path: kind for path, (_, kind) in written_figures(report, layout).items()}
    return Truth(report, kinds, extra_labels(report, layout), layout.may_be_refused)
