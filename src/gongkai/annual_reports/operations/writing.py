"""Opening a year's report and writing its narrative."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.annual_reports.models import AnnualReport, NarrativePart
from gongkai.annual_reports.narrative.language import MAX_CHARACTERS
from gongkai.annual_reports.narrative.parts import PART_KEYS, PARTS
from gongkai.annual_reports.permissions import insist, may_write
from gongkai.annual_reports.queries.compiling import insist_on_reportable_year
from gongkai.audit.operations import record
from gongkai.review.operations import void_open_round


class AlreadySigned(Exception):
    """The report is signed, so its text can no longer change."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this part since it was read; nothing was overwritten."""


class TextRefused(ValueError):
    """The text cannot be kept; the message says why."""


@transaction.atomic
def open_report(
    *, agency: Agency, year: int, officer: Officer | None, at: datetime
) -> AnnualReport:
    """Return the organ's report of a year, opening it with the default text if it is new.

    :raises NothingToReport: if the year cannot be reported in this format
    """
    insist_on_reportable_year(year)
    report, is_new = AnnualReport.objects.get_or_create(agency=agency, year=year)
    if is_new:
        NarrativePart.objects.bulk_create(
            NarrativePart(report=report, part=part.key, template=part.default, edited_at=at)
            for part in PARTS
        )
        record(
            action="annual_report.open", subject=str(report), at=at, agency=agency, officer=officer
        )
    return report


@transaction.atomic
def write_part(
    *,
    report: AnnualReport,
    part: str,
    template: str,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> NarrativePart:
    """Save one part's text, even an unfinished one; the gate, not this, insists that it is right.

    `version` is the version the writer saw. A report in review goes back to draft.

    :raises NotAllowed: if the officer may not write
    :raises AlreadySigned: if the report is signed or published
    :raises ChangedMeanwhile: if somebody saved the part since
    :raises TextRefused: if the part does not exist or the text is too long
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    insist(may_write(officer, report.agency, on), "编写年度报告")
    if part not in PART_KEYS:
        raise TextRefused(f"没有名为“{part}”的文字部分。")
    if len(template) > MAX_CHARACTERS:
        raise TextRefused(f"文字共{len(template)}字，超过上限{MAX_CHARACTERS}字，请删减后保存。")
    if report.state in (AnnualReport.State.SIGNED, AnnualReport.State.PUBLISHED):
        raise AlreadySigned("报告已签发，文字不能再改动。")
    row = report.parts.select_for_update().get(part=part)
    if row.version != version:
        who = row.edited_by.name if row.edited_by else "他人"
        raise ChangedMeanwhile(
            f"该部分已由{who}保存为新版本，您的文字未覆盖它；请对照最新内容修改后再保存。"
        )
    if template == row.template:
        return row
    if report.state == AnnualReport.State.IN_REVIEW:
        void_open_round(round=report.round, at=at)
        report.state = AnnualReport.State.DRAFT
        report.save(update_fields=["state"])
    row.template, row.version, row.edited_by, row.edited_at = template, version + 1, officer, at
    row.save()
    record(
        action="annual_report.write",
        subject=str(report),
        at=at,
        agency=report.agency,
        officer=officer,
        detail={"part": part, "version": row.version},
    )
    return row
