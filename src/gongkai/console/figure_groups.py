"""Figures with their values, grouped as the catalogue shows them."""

from dataclasses import dataclass

from gongkai.annual_reports.figures.family import Figure
from gongkai.annual_reports.narrative.live import share_text
from gongkai.annual_reports.queries.compiling import Compiled


@dataclass(frozen=True)
class FigureLine:
    """One figure: what it is, its value, its share where it has one, and how prose names it."""

    figure: Figure
    value: str | None
    share: str
    snippets: tuple[str, ...]


@dataclass(frozen=True)
class FigureGroup:
    """The figures counted from one kind of record."""

    key: str
    title: str
    lines: list[FigureLine]

    @property
    def is_long(self) -> bool:
        """Tell whether the group is better folded up."""
        return len(self.lines) > 30


def grouped_figures(compiled: Compiled) -> list[FigureGroup]:
    """Return every figure of a year by the kind of record it counts."""
    families: dict[str, list[Figure]] = {}
    for figure in compiled.figures.values():
        families.setdefault(figure.family.key, []).append(figure)
    return [
        FigureGroup(key, found[0].family.title, [figure_line(one, compiled) for one in found])
        for key, found in families.items()
    ]


def figure_line(figure: Figure, compiled: Compiled) -> FigureLine:
    """Return one figure with its value and the ways to name it in prose."""
    path = figure.path
    snippets = [f"{{{{ {path} }}}}"]
    if figure.names:
        snippets = [f"{{{{ {path}|names }}}}"]
    elif figure.unit == "元":
        snippets.append(f"{{{{ {path}|wan }}}}")
    elif path == "site.total":
        snippets.append("{{ site.columns|listed }}")
    elif figure.out_of:
        snippets.append(f"{{{{ {path}|{'average' if figure.mean else 'rate'} }}}}")
    share = share_text(compiled.live[path])
    return FigureLine(figure, compiled.values[path], share, tuple(snippets))
