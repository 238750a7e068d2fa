"""All figures of an organ by path, and the families they are counted in."""

from collections.abc import Mapping
from difflib import get_close_matches

from gongkai.agencies.models import Agency
from gongkai.annual_reports.figures import (
    calls,
    decisions,
    disputes,
    platforms,
    requests,
    supervision,
)
from gongkai.annual_reports.figures.family import Family, Figure
from gongkai.publications.queries import columns_of

FAMILIES: tuple[Family, ...] = (
    platforms.ITEMS,
    platforms.POSTS,
    platforms.FOLLOWERS,
    platforms.CITY_REPORTS,
    calls.CALLS,
    calls.TICKETS,
    calls.TICKETS_DUE,
    decisions.DOCUMENTS,
    decisions.DECISIONS,
    decisions.FEES,
    requests.REQUESTS,
    requests.PROCESSING_FEES,
    disputes.DISPUTES,
    supervision.INSTITUTIONS,
    supervision.ACTIVITIES,
    supervision.SERVICES,
    supervision.APPLICATIONS,
)

STANDING: Mapping[str, Figure] = {
    figure.path: figure
    for module in (platforms, calls, decisions, requests, disputes, supervision)
    for figure in module.FIGURES
}


class FigureUnknown(LookupError):
    """No figure has this path; the message proposes the nearest ones."""


def figures_of(agency: Agency) -> dict[str, Figure]:
    """Return every figure an organ's report can name, its own columns included, by path."""
    columns = columns_of(agency).values_list("code", "name")
    own = {figure.path: figure for figure in platforms.column_figures(columns)}
    return {**STANDING, **own}


def figure_at(path: str, figures: Mapping[str, Figure]) -> Figure:
    """Return the figure of a path.

    :raises FigureUnknown: if there is none
    """
    if path in figures:
        return figures[path]
    near = "、".join(get_close_matches(path, figures, n=3, cutoff=0.4))
    hint = f"是否指：{near}？" if near else "可用的数值见“数值目录”。"
    raise FigureUnknown(f"没有名为“{path}”的数值。{hint}")
