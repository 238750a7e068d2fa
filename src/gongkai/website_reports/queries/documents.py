"""The printable form of a year: a draft from the records, or what was signed."""

from collections.abc import Mapping
from typing import Any

from gongkai.documents.website_forms.document import WebsiteFormDocument
from gongkai.website_reports.models import WebsiteSnapshot
from gongkai.website_reports.queries.compiling import CompiledForm


def draft_form(compiled: CompiledForm) -> WebsiteFormDocument:
    """Return the printable form of a year as it stands now, marked as a draft."""
    return _document(compiled.agency, compiled.year, compiled.stored, is_draft=True)


def signed_form(snapshot: WebsiteSnapshot) -> WebsiteFormDocument:
    """Return the printable form as it was signed, from the snapshot and nothing else."""
    report = snapshot.report
    return _document(report.agency, report.year, snapshot.content["values"], is_draft=False)


def _document(
    agency: Any, year: int, stored: Mapping[str, str], *, is_draft: bool
) -> WebsiteFormDocument:
    return WebsiteFormDocument(
        organ=stored.get("organ") or agency.name,
        year=year,
        stored=dict(stored),
        is_demonstration=agency.is_demonstration,
        is_draft=is_draft,
    )
