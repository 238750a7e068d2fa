"""A year's form brought to where a test needs it, through the real operations."""

from datetime import UTC, date, datetime

from gongkai.rules.website_form import FormFieldKind, ValueOrigin, form_fields
from gongkai.website_reports.models import WebsiteReport
from gongkai.website_reports.operations.filling import begin_form, enter_value, fill_in
from gongkai.website_reports.operations.publishing import publish_form
from gongkai.website_reports.operations.signing import sign_form, submit_form

YEAR = 2023
ON = date(2024, 1, 20)
AT = datetime(2024, 1, 20, 2, tzinfo=UTC)
# What no record of a bare organ gives.
_SITE = {
    "home_address": "https://gjj.example.gov.cn/",
    "id_code": "2114000001",
    "icp_no": "某ICP备2023000001号",
    "police_no": "某公网安备21140000000001号",
}


def by_hand():
    """Return what is typed for every field that records do not give."""
    typed = {}
    for key, field in form_fields().items():
        if field.origin is ValueOrigin.HAND and field.is_required:
            typed[key] = {FormFieldKind.COUNT: "2", FormFieldKind.YES_NO: "YES"}.get(
                field.kind, "DEPARTMENT"
            )
    return typed | {"handled_total": "4", "wechat_name": "某某公积金", "visits": "9"}


def filled(agency, clerk, *, on=ON, at=AT):
    """Return a form with nothing wrong, not sent in yet."""
    report = begin_form(agency=agency, year=YEAR, officer=clerk, on=on, at=at)
    fill_in(report=report, values=by_hand(), officer=clerk, on=on, at=at)
    for field, value in (_SITE | {"wechat_posts": "12", "wechat_followers": "300",
                                  "has_media": "是"}).items():  # fmt: skip
        enter_value(
            report=report,
            field=field,
            value=value,
            reason="设置未登记",
            officer=clerk,
            on=on,
            at=at,
        )
    return report


def signed(agency, clerk, reviewer, head, *, on=ON, at=AT):
    """Return a form that three people have signed."""
    report = filled(agency, clerk, on=on, at=at)
    submit_form(report=report, officer=clerk, on=on, at=at)
    for officer in (reviewer, head):
        sign_form(report=report, officer=officer, verdict="PASS", opinion="", on=on, at=at)
    return WebsiteReport.objects.get(pk=report.pk)


def published(agency, clerk, reviewer, head, *, on=ON, at=AT):
    """Return a form that the public reads, its files written."""
    report = signed(agency, clerk, reviewer, head, on=on, at=at)
    publish_form(report=report, officer=head, on=on, at=at)
    return WebsiteReport.objects.get(pk=report.pk)
