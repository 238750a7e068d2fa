"""The files of a consolidated report: the report in its formats, with its contributors beside."""

from pathlib import Path

from gongkai.documents.consolidations.contributors import (
    contributors_json,
    render_with_contributors,
)
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import FORMATS, OutputFailed, render, write_files
from gongkai.rules.reports.consolidation import Consolidation


def format_of(out: Path) -> str | None:
    """
    Return the format that a file's suffix names, None for a folder that is to hold all five.

    :raises OutputFailed: for a suffix that no report is written in
    """
    suffix = out.suffix.lower().removeprefix(".")
    if suffix in FORMATS and not out.is_dir():
        return suffix
    if out.is_dir() or not suffix:
        return None
    raise OutputFailed(
        f"不能写成“{out.name}”：请用后缀 {'、'.join(f'.{fmt}' for fmt in FORMATS)}，或给出文件夹。"
    )


def write_consolidation(
    consolidation: Consolidation,
    out: Path,
    *,
    allow_blank: bool = False,
    fonts_folder: Path | None = None,
) -> list[Path]:
    """
    Write the consolidated report as a draft, by the suffix of `out` or all five into a folder.

    Who stands behind each cell is written beside as `<name>.contributors.json`.

    :raises OutputFailed: with a one-line message and its remedy; the folder is as it was
    """
    fmt = format_of(out)
    folder, stem = (out, "report") if fmt is None else (out.parent, out.stem)
    document = ReportDocument(
        consolidation.report(allow_blank=allow_blank),
        standard_lead(consolidation.year),
        draft=True,
    )
    files = [
        (f"{stem}.contributors.json", contributors_json(consolidation)),
        *(
            (
                out.name if fmt else f"{stem}.{each}",
                _rendered(document, each, consolidation, fonts_folder),
            )
            for each in ((fmt,) if fmt else FORMATS)
        ),
    ]
    contributors, *reports = write_files(folder, files, refusal=f"无法写入“{out}”")
    return [*reports, contributors]


def _rendered(
    document: ReportDocument, fmt: str, consolidation: Consolidation, fonts_folder: Path | None
) -> bytes:
    if fmt == "xlsx":
        return render_with_contributors(document, consolidation)
    return render(document, fmt, fonts_folder=fonts_folder)
