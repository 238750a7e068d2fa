"""Handling again what was ended by mistake: a counter-entry, the mistaken one stays on record."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.acting import began, required
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.fund_services.queries.applications.limits import limit_of
from gongkai.messages.operations import notify
from gongkai.rules.service_lifecycle import ApplicationEventKind, ApplicationState


@transaction.atomic
def reopen_application(
    *,
    application: Application,
    version: int | None,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Undo a refusal, a not-accepting or a lapse that was a mistake; the days run on as before.

    What the business system carried out is corrected there and cannot be undone here. After a
    lapse the applicant has his days for the correction once more.

    :raises NotAllowed: if the officer neither reviews business nor heads the office
    :raises ApplicationRefused: without a reason, or if it did not end so
    """
    act = began(application, version, officer, on, at)
    if not (act.rights.decides or act.rights.oversees):
        raise NotAllowed("更正重办由“业务复核人”或“公开工作机构负责人”办理，您没有相应角色。")
    row = act.row
    if row.state == ApplicationState.GRANTED:
        raise ApplicationRefused(
            "业务系统已经办结，不能在此重办；确有差错的，请在业务系统中更正后告知申请人。"
        )
    told = required(reason, "更正的理由", "请写明原决定有何差错，申请人会看到。", 300)
    until = None
    if row.state == ApplicationState.LAPSED:
        until = working_calendar().add_working_days(on, limit_of(row).correct_days)
    act.enter(
        ApplicationEventKind.REOPENED, note=told, until=until, undoes=act.standing.state.value
    )
    tell_applicant(row, "application.reopened", at=at)
    if row.handler is not None and row.handler.pk != officer.pk:
        text = f"办件{row.receipt_no}（{row.item.name}）更正重办，请继续办理。"
        notify(officers=[row.handler], text=text, subject=row.receipt_no, at=at)
    return row
