"""The demonstration's report for 2023: written, signed by two others, and published."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from gongkai.agencies.models import Agency, Officer
from gongkai.annual_reports.operations.publishing import publish
from gongkai.annual_reports.operations.signing import sign_report, submit_for_review
from gongkai.annual_reports.operations.writing import open_report, write_part
from gongkai.cli.demonstration.stored import texts

YEAR = 2023


def publish_demonstration_report(
    *, centre: Agency, officers: Mapping[str, Officer], on: date, at: datetime
) -> list[Path]:
    """Take the report of 2023 from its first draft to the portal, and return its files."""
    clerk = officers["CLERK"]
    report = open_report(agency=centre, year=YEAR, officer=clerk, at=at)
    versions = dict(report.parts.values_list("part", "version"))
    for part, template in texts("narrative").items():
        write_part(
            report=report,
            part=part,
            template=template.strip(),
            version=versions[part],
            officer=clerk,
            on=on,
            at=at,
        )
    submit_for_review(report=report, officer=clerk, on=on, at=at)
    for role, opinion in (
        ("REVIEWER", "数据与台账一致，同意。"),
        ("OFFICE_HEAD", "同意公布。"),
    ):
        sign_report(
            report=report, officer=officers[role], verdict="PASS", opinion=opinion, on=on, at=at
        )
    return publish(report=report, officer=officers["OFFICE_HEAD"], on=on, at=at)
