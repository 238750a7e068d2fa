"""A form on paper as PDF/A-2b, set by Typst from `form.typ`."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from gongkai.documents.paper_forms.document import Cell, PaperForm
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

_TEMPLATE = Path(__file__).with_name("form.typ")


def form_pdf(form: PaperForm, dated: date, fonts_folder: Path | None = None) -> bytes:
    """Return a form as PDF/A-2b, the same bytes for the same form and day.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    batch = form.batch
    content = {
        "organ": form.organ,
        "title": form.title,
        "item": form.item,
        "mark": "　".join(form.marks),
        "dated": [dated.year, dated.month, dated.day],
        "sections": [
            {"title": section.title, "lines": [[_cell(cell) for cell in line] for line in lines]}
            for section in form.sections
            for lines in [section.lines()]
        ],
        "batch": None if batch is None else {
            "title": batch.title, "columns": batch.columns, "rows": batch.rows,
        },
        "materials": [{"name": name, "needed": is_needed} for name, is_needed in form.materials],
        "declaration": form.declaration,
        "signers": list(zip(form.signers, form.signed, strict=True)),
        "notes": form.notes,
        "sample": form.is_sample,
    }  # fmt: skip
    return _setter(fonts_folder).pdf(content, dated)


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "label": cell.label,
        "value": cell.value,
        "options": [{"label": label, "on": is_on} for label, is_on in cell.options],
        "needed": cell.is_needed,
        "wide": cell.is_wide,
        "tall": cell.is_tall,
    }


@lru_cache(maxsize=4)
def _setter(fonts_folder: Path | None) -> Setter:
    return Setter(_TEMPLATE, typefaces(fonts_folder), archival=True)
