"""The demonstration's yearly form of its website: filled in, signed by three, published."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.publication import YEAR
from gongkai.cli.demonstration.stored import texts
from gongkai.website_reports.operations.filling import begin_form, enter_value, fill_in
from gongkai.website_reports.operations.publishing import publish_form
from gongkai.website_reports.operations.signing import sign_form, submit_form
from gongkai.website_reports.queries.compiling import compile_form, website_report_of


def publish_website_form(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> list[Path]:
    """Publish the form of the demonstration's year, unless there is one; return its files."""
    if website_report_of(centre, YEAR) is not None:
        return []
    told = texts("website_form")
    by = {"officer": officers["CLERK"], "on": on, "at": at}
    report = begin_form(agency=centre, year=YEAR, **by)
    fill_in(report=report, values=told["by_hand"], **by)
    for field, value in told["instead"].items():
        enter_value(report=report, field=field, value=value, reason=told["reason"], **by)
    compiled = compile_form(centre, YEAR)
    for field, value in told["site"].items():
        if compiled.values[field] is None:
            enter_value(report=report, field=field, value=value, reason="", **by)
    submit_form(report=report, **by)
    for role in ("REVIEWER", "LEADER"):
        report = sign_form(
            report=report, officer=officers[role], verdict="PASS", opinion="", on=on, at=at
        )
    return publish_form(report=report, officer=officers["OFFICE_HEAD"], on=on, at=at)
