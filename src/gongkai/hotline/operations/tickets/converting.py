"""Tickets and requests for disclosure that turn out to be the other one (条例第三十九条)."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.operations.applying import Application
from gongkai.casework.operations.filing import Filed
from gongkai.casework.operations.intake import take_in
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.case_page import cases_numbered
from gongkai.hotline.models import Ticket, TicketEvent, TicketSource
from gongkai.hotline.operations.tickets.acting import (
    TicketRefused,
    began,
    enter,
    require_own_desk,
    required,
)
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.opening import open_ticket
from gongkai.messages.operations import settle_notices
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import TicketEventKind

_LONGEST_WANTED = 2000


class Converted(NamedTuple):
    """A ticket that ended as a request, and what came of filing that."""

    ticket: Ticket
    filed: Filed


@transaction.atomic
def convert_to_request(
    *,
    ticket: Ticket,
    version: int,
    wanted: str,
    channel: str,
    confirmed_on: date | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Converted:
    """Register a ticket as a request for disclosure, as its caller wants information of the organ.

    The caller confirms it and completes what 第二十九条 asks for; what is missing is asked for by a
    correction (第三十条). The office registers it, so the officer must also be a clerk of it.

    :param channel: a code of Channel, by which the caller handed it in
    :param confirmed_on: the day both sides confirmed it, for channels that need that
    :raises NotAllowed: if the officer does not dispatch tickets, or is no clerk
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a text, or if it is answered already
    :raises CaseRefused, ImpossibleReceipt: as casework's take_in does
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    told = required(wanted, "所需信息", "请写明诉求人要求公开的信息。", _LONGEST_WANTED)
    if channel not in tuple(Channel):
        raise TicketRefused("提交渠道：没有这个选项，请从所列渠道中选择。")
    row = act.row
    filed = take_in(
        agency=row.agency,
        application=Application(
            applicant_kind=ApplicantKind.NATURAL_PERSON,
            wanted=told,
            applicant_name=row.person_name,
            phone=row.phone,
            email=row.email,
        ),
        channel=Channel(channel),
        arrived_on=on,
        confirmed_on=confirmed_on,
        officer=officer,
        on=on,
        at=at,
        token=f"ticket-{row.pk}-{row.version}",
    )
    told = f"您的诉求已按政府信息公开申请登记，登记号{filed.request.register_no}。"
    row = act.enter(
        TicketEventKind.CONVERTED,
        columns={"reply": told, "call_back_due": False},
        request_no=filed.request.register_no,
    )
    settle_notices(subject=row.register_no, at=at)
    return Converted(row, filed)


@transaction.atomic
def open_from_request(
    *, request_no: str, kind: str, content: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Open a ticket for what was asked as a request but is a complaint, report or the like.

    The request itself is answered by the office, which tells its applicant so (第三十九条第一款).

    :param content: what is to be followed up; "" takes what the request asks for
    :raises NotAllowed: if the officer does not work on the organ's requests
    :raises TicketRefused: if there is no such request, or it became a ticket already
    :raises CalendarNotPublished: if the due day falls in a year without a calendar
    """
    agency = officer.agency
    require_worker(officer, agency, on)
    if kind not in tuple(TicketKind):
        raise TicketRefused("诉求类别：未选择，请选择一种。")
    number = "".join(request_no.split()).upper()
    found, _missing = cases_numbered(officer, [number])
    if not found:
        raise TicketRefused(f"申请登记号：没有登记号为“{number[:40]}”的申请，请核对。")
    case = found[0]
    earlier = TicketEvent.objects.filter(
        ticket__agency=agency,
        kind=TicketEventKind.FROM_REQUEST.value,
        detail__request_no=case.register_no,
    ).first()
    if earlier is not None:
        raise TicketRefused(f"该申请已转为工单{earlier.ticket.register_no}，不再重复登记。")
    ticket = open_ticket(
        agency=agency,
        content=TicketContent(
            kind=TicketKind(kind),
            content=content.strip() or case.wanted,
            person_name=case.applicant_name,
            phone=case.phone,
            email=case.email,
        ),
        source=TicketSource.REQUEST,
        officer=officer,
        on=on,
        at=at,
    )
    return enter(
        ticket,
        TicketEventKind.FROM_REQUEST,
        officer=officer,
        on=on,
        at=at,
        request_no=case.register_no,
    )
