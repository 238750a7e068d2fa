"""The printable forms of a year: a draft from the records, or what was signed."""

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.annual_reports.models import Snapshot
from gongkai.annual_reports.narrative.parts import lead
from gongkai.annual_reports.queries.compiling import Compiled
from gongkai.documents.reports.document import Contact, ReportDocument
from gongkai.rules.reports.shape import Report


def draft_document(compiled: Compiled) -> ReportDocument:
    """Return the printable form of a year as the records stand now, marked as a draft."""
    return ReportDocument(
        report=compiled.report,
        lead=compiled.lead,
        contact=_contact(compiled.agency),
        issued_on=None,
        demonstration=compiled.agency.is_demonstration,
        draft=True,
    )


def signed_document(snapshot: Snapshot, issued_on: date) -> ReportDocument:
    """Return the printable form of a signed report, from the snapshot and nothing else."""
    agency = snapshot.report.agency
    return ReportDocument(
        report=Report.from_json(snapshot.content),
        lead=lead(snapshot.content["organ"], snapshot.content["year"]),
        contact=_contact(agency),
        issued_on=issued_on,
        demonstration=agency.is_demonstration,
        draft=False,
    )


def _contact(agency: Agency) -> Contact:
    return Contact(
        address=agency.address,
        postcode=agency.postcode,
        phone=agency.phone,
        email=agency.email,
        office_hours=agency.office_hours,
    )
