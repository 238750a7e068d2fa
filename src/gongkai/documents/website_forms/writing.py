"""The files of a form, in one folder: all of them written, or none."""

from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.documents.reports.writing import write_files
from gongkai.documents.website_forms.document import WebsiteFormDocument
from gongkai.documents.website_forms.docx import render_form_docx
from gongkai.documents.website_forms.html import render_form_html
from gongkai.documents.website_forms.xlsx import render_form_xlsx

_RENDERERS: Mapping[str, Callable[[WebsiteFormDocument], bytes]] = {
    "html": lambda document: render_form_html(document).encode(),
    "docx": render_form_docx,
    "xlsx": render_form_xlsx,
}
FORM_FORMATS = tuple(_RENDERERS)
"""The endings of the files."""


def render_form(document: WebsiteFormDocument, fmt: str) -> bytes:
    """Return the form in a format, one of FORM_FORMATS."""
    return _RENDERERS[fmt](document)


def write_form(document: WebsiteFormDocument, folder: Path) -> list[Path]:
    """Write `website-report.<format>` for each format into a folder and return the paths.

    :raises OutputFailed: with a one-line message and its remedy; the folder is as it was
    """
    files = [(f"website-report.{fmt}", render_form(document, fmt)) for fmt in FORM_FORMATS]
    return write_files(folder, files, refusal=f"无法把网站年度报表写入“{folder}”")
