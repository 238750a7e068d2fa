"""Giving a ticket to a department, which signs for it; putting its kind and urgency right."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Department, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.models import Ticket, TicketEvent, Topic, Urgency
from gongkai.hotline.operations.tickets.acting import (
    LONGEST_REASON,
    TicketRefused,
    began,
    here,
    require_own_desk,
)
from gongkai.hotline.queries.tickets.due_days import limit_of
from gongkai.hotline.queries.tickets.people import dispatchers, handlers_in
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def dispatch_ticket(
    *,
    ticket: Ticket,
    version: int,
    department: Department,
    handler: Officer | None = None,
    note: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Give a ticket to a department, or to one handler in it; who comes second is told so.

    :raises NotAllowed: if the officer does not dispatch the organ's tickets
    :raises TicketChanged: if somebody was quicker
    :raises TicketRefused: if it has moved on, or nobody there could sign for it
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    if department.agency_id != act.row.agency_id:
        raise TicketRefused("主办科室：没有这个科室，请从所列科室中选择。")
    there = handlers_in(act.row.agency, department.pk, on)
    if not there:
        raise TicketRefused(
            f"主办科室：{department.name}没有“工单承办人”，无人签收；请先登记承办人，或者选择其他科室。"
        )
    if handler is not None and handler not in there:
        raise TicketRefused(
            f"承办人：{handler.name}不是{department.name}的工单承办人，请重新选择。"
        )
    row = act.enter(
        TicketEventKind.DISPATCHED,
        department=department,
        person=handler.pk if handler else None,
        text=note.strip()[:LONGEST_REASON],
    )
    settle_notices(subject=row.register_no, at=at)
    notify(
        officers=[handler] if handler else there,
        text=f"工单{row.register_no}（{row.get_kind_display()}）派给{department.name}，"
        f"应于{row.due_on}前反馈，请签收。",
        subject=row.register_no,
        at=at,
        event="ticket.dispatched",
        fields={"number": row.register_no, "due": row.due_on.isoformat()},
    )
    return row


@transaction.atomic
def sign_in_ticket(
    *, ticket: Ticket, version: int, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Sign for a ticket, whose handler one is from then on.

    :raises NotAllowed: if the officer is no handler of its department, or another was named
    :raises TicketChanged, TicketRefused: as dispatch_ticket does
    """
    act = began(ticket, version, officer, on, at)
    require_own_desk(act.row)
    if not act.rights.handles(act.row.department_id):
        unit = act.row.department.name if act.row.department else "主办科室"
        raise NotAllowed(f"签收须由{unit}的“工单承办人”办理，您没有该角色或不在该科室。")
    if act.standing.handler not in (None, officer.pk):
        raise NotAllowed("本单已指定其他承办人，请由其签收；需要调整的，请工单管理员重新派单。")
    row = act.enter(TicketEventKind.SIGNED, person=officer.pk)
    settle_notices(subject=row.register_no, at=at)
    return row


@transaction.atomic
def reclassify_ticket(
    *,
    ticket: Ticket,
    version: int,
    kind: str,
    urgency: str,
    topic: int | None = None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Put a ticket's kind, urgency and topic right; its due day follows from acceptance anew.

    The day that the 12345 platform set, and an extension, stay.

    :param topic: key of one of the organ's topics
    :raises NotAllowed, TicketChanged, TicketRefused: as dispatch_ticket does
    :raises CalendarNotPublished: if the due day falls in a year without a calendar
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    row = act.row
    if kind not in tuple(TicketKind) or urgency not in Urgency.values:
        raise TicketRefused("类别、缓急：没有这个选项，请从所列选项中选择。")
    found = Topic.objects.filter(agency=row.agency_id, pk=topic).first() if topic else None
    if topic and found is None:
        raise TicketRefused("业务类别：没有这个选项，请从所列选项中选择。")
    unchanged = (kind, urgency) == (row.kind, row.urgency)
    row.kind, row.urgency, row.topic = kind, urgency, found
    if TicketKind(kind) is TicketKind.REPORT:
        row.is_secret, row.matter = True, f"{TicketKind.REPORT.label}（内容保密）"
    if unchanged or act.standing.is_extended or act.standing.reopened or _day_is_fixed(row):
        return act.enter(TicketEventKind.RECLASSIFIED, ticket_kind=kind, urgency=urgency)
    accepted_at = here(row.accepted_at or at)
    limit = limit_of(row)
    due = limit.due(row.accepted_on, accepted_at, working_calendar())
    row = act.enter(
        TicketEventKind.RECLASSIFIED,
        ticket_kind=kind,
        urgency=urgency,
        due_on=due.on,
        due_at=due.at,
    )
    people = handlers_in(row.agency, row.department_id, on) or dispatchers(row.agency, on)
    notify(
        officers=[each for each in people if each.pk != officer.pk],
        text=f"工单{row.register_no}调整为{row.get_kind_display()}、{row.get_urgency_display()}，"
        f"应于{row.due_on}前反馈。",
        subject=row.register_no,
        at=at,
    )
    return row


def _day_is_fixed(row: Ticket) -> bool:
    first = TicketEvent.objects.filter(ticket=row).order_by("sequence").first()
    return (
        first is None
        or first.kind != TicketEventKind.RECEIVED
        or bool(first.detail.get("is_fixed"))
    )
