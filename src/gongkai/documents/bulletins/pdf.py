"""A bulletin as PDF/A-2b with its charts as vectors, set by Typst from `bulletin.typ`."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.documents.bulletins.document import BulletinDocument
from gongkai.documents.charts.plots import render_plot_svg
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("bulletin.typ")
_CHART = {"width": 640, "height": 230}
# The packaged face, which is always there and draws every character of a chart.
_FACE = "Noto Sans SC"


def render_bulletin_pdf(document: BulletinDocument, fonts_folder: Path | None = None) -> bytes:
    """Return a bulletin as PDF/A-2b, the same bytes for the same bulletin and fonts.

    :param fonts_folder: holds an office's own fonts
    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    return _setter(fonts_folder).pdf(_content(document), document.dated)


def _content(document: BulletinDocument) -> dict[str, Any]:
    day = document.dated
    return {
        "title": document.title,
        "organ": document.organ,
        "period": document.period,
        "remark": document.remark,
        "dated": [day.year, day.month, day.day],
        "signed": f"{day.year}年{day.month}月{day.day}日",
        "sections": [
            {
                "title": section.title,
                "text": section.text,
                "plots": [
                    {
                        "title": plot.title,
                        "told": plot.told,
                        "svg": render_plot_svg(
                            plot, identity=f"plot-{number}", family=_FACE, **_CHART
                        ),
                    }
                    for number, plot in enumerate(section.plots)
                ],
                "tables": [
                    {
                        "caption": table.caption,
                        "headers": table.headers,
                        "widths": table.widths,
                        "rows": table.rows,
                        "numbers": sorted(table.numbers),
                    }
                    for table in section.tables
                ],
            }
            for section in document.sections
        ],
    }


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)
