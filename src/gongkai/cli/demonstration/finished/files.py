"""A finished report as the file that an organ sends."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.cli.demonstration.finished.faults import document_of
from gongkai.cli.demonstration.finished.organs import Organ
from gongkai.cli.demonstration.finished.pages import page_of, text_of
from gongkai.cli.demonstration.finished.scans import scanned
from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.writing import render


@dataclass(frozen=True)
class SentFile:
    """A file that an organ sends, and whether a better one follows."""

    name: str
    content: bytes
    is_last: bool


def files_of(organ: Organ, year: int) -> Iterator[SentFile]:
    """Yield the files the organ sends for a year, oldest first; none if it sends nothing."""
    faults = organ.faults_of(year)
    kind = organ.format_of(year) or ""
    for version, fault in enumerate(faults, start=1):
        document = document_of(organ, year, fault)
        again = f"（第{version}次报送）" if version > 1 else ""
        mark = "（扫描件）" if kind == "scan" else again
        suffix = "pdf" if kind == "scan" else kind
        name = f"{document.title}{mark}.{suffix}"
        yield SentFile(name, _content(document, kind), is_last=version == len(faults))


def _content(document: ReportDocument, kind: str) -> bytes:
    if kind == "html":
        return page_of(document)
    if kind == "txt":
        return text_of(document)
    if kind == "scan":
        return scanned(render(document, "pdf"))
    return render(document, kind)
