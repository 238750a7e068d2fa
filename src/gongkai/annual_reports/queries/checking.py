"""A finished report that somebody hands in to be checked, and of which nothing is kept."""

from dataclasses import dataclass

from gongkai.documents.readings.opening import sniffed
from gongkai.documents.readings.reading import Reading, read_content
from gongkai.rules.reports.checks import CheckContext, run_checks
from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.findings import Finding
from gongkai.rules.reports.shape import Report


@dataclass(frozen=True)
class CheckedFile:
    """A report as it was read, how it was read, and what the rules find in it."""

    report: Report
    evidence: Evidence
    findings: list[Finding]


def checked_upload(
    name: str,
    content: bytes,
    previous_name: str = "",
    previous_content: bytes | None = None,
) -> CheckedFile:
    """
    Return what a file's report says and what is found in it; with last year's also the carry-over.

    The names are for messages only. Nothing is written anywhere.

    :raises ReportFileUnreadable: if one of the files is not a readable report, naming it
    """
    reading = uploaded_reading(name, content)
    previous = (
        None if previous_content is None else uploaded_reading(previous_name, previous_content)
    )
    context = CheckContext(
        previous=previous.report if previous else None,
        evidence=reading.evidence,
    )
    return CheckedFile(reading.report, reading.evidence, run_checks(reading.report, context))


def uploaded_reading(name: str, content: bytes) -> Reading:
    """
    Return the report that the bytes of a file hold; the format is told by the content.

    :raises ReportFileUnreadable: if it is no readable report, naming the file
    """
    return read_content(sniffed(content, name), content, name)
