"""Withdrawing by the applicant, until it is sent; and his one click on how he finds it."""

from datetime import date, datetime

from django.db import transaction

from gongkai.audit.operations import record
from gongkai.fund_services.models import Application, EmployerAgent, OnlineAccount
from gongkai.fund_services.operations.applications.acting import held_of, optional
from gongkai.fund_services.operations.applications.history import ApplicationRefused, add_event
from gongkai.fund_services.operations.applications.sending import cancel_sending
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.service_lifecycle import ENDED_STATES, ApplicationEventKind, ApplicationState
from gongkai.rules.service_opinions import ServiceOpinion

_RATED = frozenset(ENDED_STATES) - {ApplicationState.WITHDRAWN}


@transaction.atomic
def withdraw_application(
    *,
    application: Application,
    account: OnlineAccount,
    agent: EmployerAgent | None = None,
    reason: str = "",
    on: date,
    at: datetime,
) -> Application:
    """Withdraw one's own application before it is sent to the business system.

    :raises ApplicationRefused: if it is not his, is closed, or was sent
    """
    row = held_of(application, account, agent)
    told = optional(reason, "撤回原因", 300)
    handler = row.handler
    add_event(row, ApplicationEventKind.WITHDRAWN, on=on, at=at, note=told)
    cancel_sending(row)
    settle_notices(subject=row.receipt_no, at=at)
    if handler is not None:
        text = f"办件{row.receipt_no}（{row.item.name}）已由申请人撤回。"
        notify(officers=[handler], text=text, subject=row.receipt_no, at=at)
    return row


@transaction.atomic
def rate_application(
    *,
    application: Application,
    account: OnlineAccount,
    agent: EmployerAgent | None = None,
    opinion: ServiceOpinion,
    on: date,
    at: datetime,
) -> Application:
    """Keep how an applicant finds what was done, once, after it is closed.

    :raises ApplicationRefused: if it is not his, is still open or withdrawn, or was rated
    """
    row = held_of(application, account, agent)
    if ApplicationState(row.state) not in _RATED:
        raise ApplicationRefused("办结以后才能评价。")
    if row.opinion is not None:
        raise ApplicationRefused("您已经评价过，谢谢。")
    row.opinion = opinion.value
    row.save(update_fields=["opinion"])
    record(
        action="application.rated",
        subject=row.receipt_no,
        at=at,
        agency=row.agency,
        officer=None,
        detail={"opinion": opinion.value},
    )
    return row
