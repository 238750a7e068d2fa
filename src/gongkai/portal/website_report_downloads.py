"""The files of a published form that the public may take away."""

from typing import Any

from gongkai.portal.downloads import FORMATS, Download
from gongkai.website_reports.operations.publishing import folder_of_form

_OFFERED = ("docx", "xlsx")


def form_downloads(report: Any) -> list[Download]:
    """Return the files of a published form that are there."""
    return [found for fmt in _OFFERED if (found := form_download(report, fmt))]


def form_download(report: Any, fmt: str) -> Download | None:
    """Return the file of a published form in a format, None if there is none."""
    if fmt not in _OFFERED:
        return None
    media_type, label = FORMATS[fmt]
    path = folder_of_form(report) / f"website-report.{fmt}"
    try:
        status = path.stat()
    except OSError:
        return None
    return Download(fmt, label, media_type, path, status.st_size, status.st_mtime_ns)
