"""The files of a published report that the public may take away."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.annual_reports.operations.publishing import folder_of

# Each format with its media type and what readers call it, in the order in which they are offered.
FORMATS: Mapping[str, tuple[str, str]] = {
    "pdf": ("application/pdf", "PDF"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "json": ("application/json", "JSON"),
}


class Download(NamedTuple):
    """A file on offer; `size` is in bytes, `written_ns` in nanoseconds since 1970."""

    fmt: str
    label: str
    media_type: str
    path: Path
    size: int
    written_ns: int


def downloads_of(report: Any) -> list[Download]:
    """Return the files of a published report that are there."""
    return [found for fmt in FORMATS if (found := download_of(report, fmt))]


def download_of(report: Any, fmt: str) -> Download | None:
    """Return the file of a published report in a format, or None if there is none."""
    if fmt not in FORMATS:
        return None
    media_type, label = FORMATS[fmt]
    path = folder_of(report) / f"report.{fmt}"
    try:
        status = path.stat()
    except OSError:
        return None
    return Download(fmt, label, media_type, path, status.st_size, status.st_mtime_ns)
