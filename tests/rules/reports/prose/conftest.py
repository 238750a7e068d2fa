"""The labelled sentences and the invented reports they are compared with."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from gongkai.rules.reports.shape import Report, empty_report

SENTENCES = Path(__file__).parent / "sentences"


def cases(name: str) -> list[dict]:
    """Return the labelled sentences of one file."""
    return tomllib.loads((SENTENCES / f"{name}.toml").read_text(encoding="utf-8"))["case"]


@cache
def tables(name: str) -> tuple[Report, Report | None]:
    """Return an invented report and the one on the year before, if there is one."""
    data = tomllib.loads((SENTENCES / "tables.toml").read_text(encoding="utf-8"))[name]
    report = filled(data["organ"], data["year"], data["cells"])
    before = data.get("previous")
    return report, before and filled(data["organ"], data["year"] - 1, before)


def filled(organ: str, year: int, cells: dict) -> Report:
    """Return a report with these cells, and 0 in all others."""
    blank = empty_report(organ, year)
    values = {path: Decimal(0) if path.endswith("_wan") else 0 for path in blank.paths()}
    given = {
        path: Decimal(value) if path.endswith("_wan") else value for path, value in cells.items()
    }
    return blank.with_values({**values, **given})
