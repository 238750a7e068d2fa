"""The results as a table, on the terminal and in docs/performance.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.records import YEAR
from bench.timing import Comparison, Fact, Limit, Result

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
READINGS = "<!-- bench readings: begin -->", "<!-- bench readings: end -->"
FILING = "<!-- bench filing: begin -->", "<!-- bench filing: end -->"
PUBLISHING = "<!-- bench publishing: begin -->", "<!-- bench publishing: end -->"
SEARCH = "<!-- bench search: begin -->", "<!-- bench search: end -->"
HOTLINE = "<!-- bench hotline: begin -->", "<!-- bench hotline: end -->"
SITE = "<!-- bench site: begin -->", "<!-- bench site: end -->"
FUND = "<!-- bench fund: begin -->", "<!-- bench fund: end -->"
_RATIOS = ("What", "Database", "Ratio", "Target", "", "Ours", "Reference")
_LIMITS = ("What", "Database", "Measured", "Limit", "")
_MARKS = {True: "met", False: "**missed**", None: ""}


class MarkersMissing(Exception):
    """The page has no place for the results."""


def tables(results: Sequence[Result]) -> str:
    """Return all results as Markdown tables."""
    ratios = [_ratio(one) for one in results if isinstance(one, Comparison)]
    limits = [_limit(one) for one in results if isinstance(one, Limit)]
    facts = [(one.what, one.database, one.text) for one in results if isinstance(one, Fact)]
    parts = [
        "### Ratios\n",
        _table(_RATIOS, ratios),
        "### Limits\n",
        _table(_LIMITS, limits),
        "### Counts\n",
        _table(("What", "Database", "Found"), facts),
    ]
    return "\n".join(parts)


def section(results: Sequence[Result], facts: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    """Return the measured part of the page."""
    rows = ", ".join(f"{number:,} {name}" for name, number in sizes.items())
    return (
        f"{rows}; 100 agencies, 2021–2025; the year counted is {YEAR}.\n\n"
        f"{tables(results)}\n### Measured on\n\n{_told(facts)}\n"
    )


def readings_section(results: Sequence[Result], facts: Mapping[str, str]) -> str:
    """Return the measured part of the page that is not on the records."""
    return f"{tables(results)}\n### Measured on\n\n{_told(facts)}\n"


def write_page(page: Path, measured: str, markers: tuple[str, str] = (BEGIN, END)) -> None:
    """Put a measured part between its markers and keep the rest of the page.

    :raises MarkersMissing: if the page lacks them
    """
    begin, end = markers
    text = page.read_text(encoding="utf-8")
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise MarkersMissing(f"{page.name} needs the lines {begin} and {end}, once and in order")
    before, rest = text.split(begin)
    page.write_text(
        f"{before}{begin}\n{measured}{end}{rest.split(end)[1]}", encoding="utf-8", newline="\n"
    )


def _told(facts: Mapping[str, str]) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _ratio(one: Comparison) -> tuple[str, ...]:
    ratios = f"**{one.ratio:.2f}** ({min(one.ratios):.2f}–{max(one.ratios):.2f})"
    target = "" if one.target is None else f"≤ {one.target:g}"
    reference = f"{one.reference}: {_times(one.theirs)}"
    return (
        *(one.what, one.database, ratios, target),
        *(_MARKS[one.met], _times(one.ours), reference),
    )


def _limit(one: Limit) -> tuple[str, ...]:
    found = f"{median(one.found):.3g} {one.unit} ({min(one.found):.3g}–{max(one.found):.3g})"
    return one.what, one.database, found, f"< {one.limit:g} {one.unit}", _MARKS[one.met]


def _times(seconds: Sequence[float]) -> str:
    factor, unit, form = (1, "s", ".2f") if median(seconds) >= 1 else (1000, "ms", ".0f")
    if median(seconds) < 0.01:
        form = ".2f"
    numbers = (min(seconds), median(seconds), max(seconds))
    return " / ".join(format(number * factor, form) for number in numbers) + f" {unit}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
