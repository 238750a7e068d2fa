"""Beginning a year's form, entering values over the records or where these have none."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.publications.queries.records import columns_of
from gongkai.rules.website_form import (
    ColumnGroup,
    Interpretation,
    ValueOrigin,
    ValueRefused,
    is_reportable,
    read_value,
    stored_value,
)
from gongkai.website_reports.models import ColumnUse, EnteredValue, WebsiteReport
from gongkai.website_reports.permissions import insist, may_fill
from gongkai.website_reports.queries.compiling import compile_form, field_named

_LONGEST_REASON = 300


class FormRefused(ValueError):
    """The form does not let this be done now; the message says why and what to do, in Chinese."""


@transaction.atomic
def begin_form(
    *, agency: Agency, year: int, officer: Officer, on: date, at: datetime
) -> WebsiteReport:
    """Begin a year's form; begun twice, it is one.

    :raises NotAllowed: if the officer may not fill it in
    :raises FormRefused: if the year can have no form yet, or could have none
    """
    insist(may_fill(officer, agency, on), "填报网站年度报表")
    if not is_reportable(year, on):
        raise FormRefused(f"年度：{year}不在范围内，请填写2017至{on.year}之间的年份。")
    report, is_new = WebsiteReport.objects.get_or_create(agency=agency, year=year)
    if is_new:
        _log(report, "website_report.open", officer, at)
    return report


@transaction.atomic
def enter_value(
    *,
    report: WebsiteReport,
    field: str,
    value: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> EnteredValue | None:
    """Enter a value; over one that records give only with the reason, which stays beside both.

    A value equal to what the records give takes back what was entered.

    :raises NotAllowed: if the officer may not fill the form in
    :raises FormRefused: if the form is not open, or a reason is missing
    :raises ValueRefused: if the value cannot stand there
    :raises NoSuchField: if there is no such field
    """
    row = _open(report, officer, on)
    entered_in = field_named(field)
    given = read_value(entered_in, value)
    counted = compile_form(row.agency, row.year).lines[field].counted
    if given == counted and type(given) is type(counted):
        _clear(row, field, officer, at)
        return None
    told = reason.strip()
    from_records = entered_in.origin is ValueOrigin.RECORDS and counted is not None
    if from_records and not told:
        raise FormRefused(
            f"{entered_in.label}：系统统计为{stored_value(counted)}，改为其他数值须写明理由。"
        )
    if len(told) > _LONGEST_REASON:
        raise FormRefused(f"理由：共{len(told)}字，最多{_LONGEST_REASON}字，请缩短。")
    entered, _ = EnteredValue.objects.update_or_create(
        report=row,
        field=field,
        defaults={
            "value": stored_value(given),
            "counted": stored_value(counted),
            "reason": told,
            "officer": officer,
            "entered_at": at,
        },
    )
    detail = {"field": field, "value": entered.value, "counted": entered.counted, "reason": told}
    _log(row, "website_report.enter", officer, at, detail)
    return entered


@transaction.atomic
def fill_in(
    *,
    report: WebsiteReport,
    values: Mapping[str, str],
    officer: Officer,
    on: date,
    at: datetime,
) -> int:
    """Enter what records do not give, many fields at once, all or none; return how many changed.

    What records give nevertheless, and is left as it is, follows them from then on as well.

    :param values: what was typed, by field; "" takes back what was entered
    :raises NotAllowed, FormRefused, NoSuchField: as enter_value does
    :raises ValueRefused: naming every field whose value cannot stand there
    """
    row = _open(report, officer, on)
    held = dict(EnteredValue.objects.filter(report=row).values_list("field", "value"))
    faults, wanted = [], {}
    for key, typed in values.items():
        field = field_named(key)
        if field.origin is not ValueOrigin.HAND:
            raise FormRefused(f"{field.label}：由系统统计，请在该项的页面上修改并写明理由。")
        try:
            wanted[key] = stored_value(read_value(field, typed))
        except ValueRefused as refused:
            faults.append(str(refused))
    if faults:
        raise ValueRefused("".join(faults))
    lines = compile_form(row.agency, row.year).lines
    wanted = {
        key: "" if value == stored_value(lines[key].counted) else value
        for key, value in wanted.items()
    }
    changed = {key: value for key, value in wanted.items() if held.get(key, "") != value}
    for key, value in changed.items():
        if value:
            EnteredValue.objects.update_or_create(
                report=row,
                field=key,
                defaults={"value": value, "officer": officer, "entered_at": at},
            )
        else:
            EnteredValue.objects.filter(report=row, field=key).delete()
    if changed:
        _log(row, "website_report.fill_in", officer, at, changed)
    return len(changed)


@transaction.atomic
def clear_value(
    *, report: WebsiteReport, field: str, officer: Officer, on: date, at: datetime
) -> None:
    """Take back what was entered, so that the records hold again.

    :raises NotAllowed, FormRefused, NoSuchField: as enter_value does
    """
    row = _open(report, officer, on)
    field_named(field)
    _clear(row, field, officer, at)


@transaction.atomic
def assign_column(
    *,
    agency: Agency,
    column: int,
    group: str,
    interprets: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> ColumnUse:
    """Say in which figures of the form a column counts.

    :param column: its key
    :raises NotAllowed: if the officer may not fill the form in
    :raises FormRefused: if there is no such column, group or kind
    """
    insist(may_fill(officer, agency, on), "设置栏目统计口径")
    row = columns_of(agency).filter(pk=column).first()
    if row is None:
        raise FormRefused("栏目：没有这个栏目，或者不属于本机关，请刷新页面后重新选择。")
    if group not in tuple(ColumnGroup) or interprets not in tuple(Interpretation):
        raise FormRefused(f"栏目“{row.name}”：没有这种口径，请从所列选项中选择。")
    use, _ = ColumnUse.objects.update_or_create(
        column=row, defaults={"agency": agency, "group": group, "interprets": interprets}
    )
    record(
        action="website_report.assign_column",
        subject=row.name,
        at=at,
        agency=agency,
        officer=officer,
        detail={"group": group, "interprets": interprets},
    )
    return use


def _open(report: WebsiteReport, officer: Officer, on: date) -> WebsiteReport:
    row = WebsiteReport.objects.select_for_update().get(pk=report.pk)
    insist(may_fill(officer, row.agency, on), "填报网站年度报表")
    if row.state != WebsiteReport.State.DRAFT:
        raise FormRefused(
            f"报表当前为“{row.get_state_display()}”，不能修改；审签中的请先撤回送审。"
        )
    return row


def _clear(row: WebsiteReport, field: str, officer: Officer, at: datetime) -> None:
    gone, _ = EnteredValue.objects.filter(report=row, field=field).delete()
    if gone:
        _log(row, "website_report.clear", officer, at, {"field": field})


def _log(
    report: WebsiteReport,
    action: str,
    officer: Officer,
    at: datetime,
    detail: dict[str, str] | None = None,
) -> None:
    record(
        action=action,
        subject=str(report),
        at=at,
        agency=report.agency,
        officer=officer,
        detail=detail or {},
    )
