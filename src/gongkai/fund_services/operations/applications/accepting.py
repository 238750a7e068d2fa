"""Accepting what was applied for, not accepting it, and saying who handles it."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role
from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.acting import began, optional
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.refusing import grounds, with_remedies
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.service_lifecycle import ApplicationEventKind


@transaction.atomic
def accept_application(
    *, application: Application, version: int | None, officer: Officer, on: date, at: datetime
) -> Application:
    """Accept an application: the days of 第二十五条、第二十六条 run from now; who accepts has it.

    :raises NotAllowed: if the officer handles no business, or another has this
    :raises ApplicationChanged: if `version` is not the one on record
    :raises ApplicationRefused: if it does not wait to be accepted
    """
    act = began(application, version, officer, on, at)
    act.require_own()
    act.enter(ApplicationEventKind.ACCEPTED, handler=officer.pk)
    settle_notices(subject=act.row.receipt_no, at=at)
    tell_applicant(act.row, "application.accepted", at=at)
    return act.row


@transaction.atomic
def not_accept_application(
    *,
    application: Application,
    version: int | None,
    basis: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Tell an applicant that his application is not accepted, on what ground, and what he can do.

    :param basis: the article, or the centre's own rule, that it rests on
    :raises NotAllowed, ApplicationChanged: as accept_application does
    :raises ApplicationRefused: without ground or reason, if it does not wait to be accepted, or who
        hears a reconsideration, or the court, is not on record
    """
    act = began(application, version, officer, on, at)
    act.require_own()
    told = with_remedies(act.row, grounds(basis, reason, of="不予受理"), on)
    act.enter(ApplicationEventKind.NOT_ACCEPTED, note=told, handler=officer.pk)
    settle_notices(subject=act.row.receipt_no, at=at)
    tell_applicant(act.row, "application.not_accepted", at=at)
    return act.row


@transaction.atomic
def assign_application(
    *,
    application: Application,
    version: int | None,
    handler: Officer,
    note: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Application:
    """Say who handles an application from now on; he is told, and who had it is told as well.

    :raises NotAllowed: if the officer neither handles business nor heads the office
    :raises ApplicationRefused: if whom it is given to handles none, or has it already
    """
    act = began(application, version, officer, on, at)
    if not (act.rights.handles or act.rights.oversees):
        raise NotAllowed("确定经办人由“业务经办人”或“公开工作机构负责人”办理，您没有相应角色。")
    row = act.row
    handlers = {each.pk for each in officers_with_role(row.agency, "SERVICE_HANDLER", on)}
    if handler.pk not in handlers:
        raise ApplicationRefused(f"{handler.name}没有“业务经办人”角色，请选择其他人员。")
    if handler.pk == row.handler_id:
        raise ApplicationRefused(f"本件已由{handler.name}办理。")
    before = row.handler
    act.enter(
        ApplicationEventKind.ASSIGNED, note=optional(note, "交接说明", 300), handler=handler.pk
    )
    settle_notices(subject=row.receipt_no, at=at)
    told = [handler] if handler.pk != officer.pk else []
    text = f"办件{row.receipt_no}（{row.item.name}）已确定由您办理。"
    notify(officers=told, text=text, subject=row.receipt_no, at=at)
    if before is not None and before.pk != officer.pk:
        text = f"办件{row.receipt_no}（{row.item.name}）已转由{handler.name}办理。"
        notify(officers=[before], text=text, subject=row.receipt_no, at=at)
    return row
