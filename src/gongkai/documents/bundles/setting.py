"""Cover, index and data sheets of a bundle as PDF, set by Typst from `bundle.typ`."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from gongkai.documents.bundles.parts import Cover, Line, Sheet, Stage
from gongkai.documents.typesetting.fonts import Typefaces, typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("bundle.typ")
_INDEX_HEADERS = ("序号", "题名", "文号", "日期", "页码", "字节数", "SHA-256")
_INDEX_WIDTHS = (0.9, 4.6, 2.6, 1.7, 1.1, 1.5, 4.4)


class BundleTypesetter:
    """Sets cover, index and sheets; safe to share between threads."""

    def __init__(self, faces: Typefaces) -> None:
        """Load the template with `faces`."""
        self._setter = Setter(_TEMPLATE, faces)

    def cover(self, cover: Cover, dated: date) -> bytes:
        """Return the first page."""
        content = {
            "kind": "cover",
            "organ": cover.organ,
            "title": cover.title,
            "facts": cover.facts,
        }
        return self._setter.pdf(content, dated)

    def index(self, lines: Sequence[Line], dated: date) -> bytes:
        """Return the index, grouped by the steps of 条例第四十五条."""
        groups = [
            {
                "label": stage.label,
                "rows": [_index_row(line) for line in lines if line.stage == stage],
            }
            for stage in Stage
        ]
        content = {
            "kind": "index",
            "title": "卷内目录",
            "headers": _INDEX_HEADERS,
            "widths": _INDEX_WIDTHS,
            "groups": [group for group in groups if group["rows"]],
        }
        return self._setter.pdf(content, dated)

    def sheet(self, sheet: Sheet, dated: date) -> bytes:
        """Return a data sheet."""
        content = {
            "kind": "sheet",
            "title": sheet.title,
            "facts": sheet.facts,
            "tables": [
                {
                    "caption": table.caption,
                    "headers": table.headers,
                    "rows": table.rows,
                    "widths": table.widths,
                }
                for table in sheet.tables
            ],
            "text": sheet.text,
        }
        return self._setter.pdf(content, dated)


@lru_cache(maxsize=4)
def typesetter(fonts_folder: Path | None) -> BundleTypesetter:
    """Return the compiler for an office's own fonts, kept for the next bundle."""
    return BundleTypesetter(typefaces(fonts_folder))


def _index_row(line: Line) -> list[str]:
    last = line.first_page + line.pages - 1
    pages = f"{line.first_page}" if last <= line.first_page else f"{line.first_page}–{last}"
    title = f"{line.title}（{line.note}）" if line.note else line.title
    return [
        str(line.sequence),
        title,
        line.number,
        line.dated,
        pages if line.pages else "—",
        f"{line.size:,}",
        line.sha256,
    ]
