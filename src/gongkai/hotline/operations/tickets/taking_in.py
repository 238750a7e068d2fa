"""An officer takes in a ticket that came by letter, visit, message on WeChat or otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.documents.characters import writable
from gongkai.hotline.models import Ticket, TicketSource, Topic, Urgency
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.opening import open_ticket
from gongkai.hotline.permissions import require_ticket_worker
from gongkai.rules.caller_numbers import number_fault
from gongkai.rules.reply_limits import TicketKind

LONGEST_CONTENT = 5000
LONGEST_MATTER = 100
LONGEST_NAME = 50
BY_HAND = (
    TicketSource.LETTER,
    TicketSource.VISIT,
    TicketSource.WECHAT,
    TicketSource.CALL,
    TicketSource.PLATFORM,
)
SOURCES = [(str(source), str(dict(TicketSource.choices)[source])) for source in BY_HAND]
"""Code and name of each way in which an officer can take a ticket in."""
URGENCIES = list(Urgency.choices)
"""Code and name of each urgency."""
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(\.[^@\s.]{1,63})+")
_LONGEST_MAIL = 200
_OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is typed of a ticket; codes of TicketSource, TicketKind, Urgency, key of the topic.

    `matter` is one line without personal data; "" has it made from `content`. `token` is of the
    form: sent twice, it is one ticket.
    """

    source: str
    kind: str
    content: str
    arrived_on: date
    matter: str = ""
    urgency: str = "ORDINARY"
    topic: int | None = None
    outside_no: str = ""
    person_name: str = ""
    phone: str = ""
    email: str = ""
    is_secret: bool = False
    token: str = ""


def take_in_ticket(*, told: TakenIn, officer: Officer, on: date, at: datetime) -> Ticket:
    """Open a ticket from what an officer typed; its day of acceptance is that of arrival.

    :raises NotAllowed: if the officer neither takes calls nor dispatches tickets
    :raises TicketRefused: naming every field that is missing or wrong
    :raises CalendarNotPublished: if the due day falls in a year without a calendar
    """
    agency = officer.agency
    if not require_ticket_worker(officer, agency, on).opens:
        raise NotAllowed("登记工单由热线坐席或工单管理员办理，您没有相应角色。")
    topic = Topic.objects.filter(agency=agency, pk=told.topic).first() if told.topic else None
    problems = [text for _field, text in problems_of(told, on)]
    if told.topic and topic is None:
        problems.append("业务类别：没有这个选项，请从所列选项中选择。")
    if problems:
        raise TicketRefused("".join(problems))
    return open_ticket(
        agency=agency,
        content=TicketContent(
            kind=TicketKind(told.kind),
            content=writable(told.content).strip(),
            matter=writable(told.matter),
            topic=topic,
            urgency=told.urgency,
            person_name=" ".join(writable(told.person_name).split()),
            phone=told.phone,
            email=told.email.strip(),
            is_secret=told.is_secret,
        ),
        source=TicketSource(told.source),
        officer=officer,
        on=told.arrived_on,
        at=at,
        outside_no=told.outside_no.strip(),
        form_token=told.token[:64],
    )


def problems_of(told: TakenIn, on: date) -> list[tuple[str, str]]:
    """Return what is wrong with what was typed: the field, and what to tell the officer."""
    return list(_problems(told, on))


def _problems(told: TakenIn, on: date) -> Iterator[tuple[str, str]]:
    if told.source not in BY_HAND:
        yield "source", "来源：未选择，请选择一种。"
    if told.kind not in tuple(TicketKind):
        yield "kind", "诉求类别：未选择，请选择一种。"
    if told.urgency not in Urgency.values:
        yield "urgency", "缓急：未选择，请选择一种。"
    if told.arrived_on > on:
        yield "arrived_on", f"收到日期：{told.arrived_on}晚于今天，请填写实际收到的日期。"
    elif told.arrived_on < on - _OLDEST:
        yield (
            "arrived_on",
            f"收到日期：{told.arrived_on}距今超过一年，请核对；以往的工单请用台账导入。",
        )
    length = len(writable(told.content).strip())
    if not length:
        yield "content", "诉求原文：未填写，请照录诉求人所述。"
    elif length > LONGEST_CONTENT:
        yield "content", f"诉求原文：共{length}个字，最多{LONGEST_CONTENT}个字，请缩短。"
    for field, label, text, most in (
        ("matter", "诉求概要", told.matter, LONGEST_MATTER),
        ("person_name", "诉求人", told.person_name, LONGEST_NAME),
        ("outside_no", "平台工单号", told.outside_no, 60),
    ):
        if len(text.strip()) > most:
            yield field, f"{label}：共{len(text.strip())}个字，最多{most}个字，请缩短。"
    if fault := number_fault(told.phone):
        yield "phone", fault.replace("来电号码", "联系电话")
    mail = told.email.strip()
    if mail and (len(mail) > _LONGEST_MAIL or not _MAIL.fullmatch(mail)):
        yield "email", "电子邮箱：格式不对，请按 name@example.com 的样子填写。"
