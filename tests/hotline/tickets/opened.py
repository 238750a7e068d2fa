"""An office with departments, and its tickets brought to where a test needs them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.utils import timezone

from factories import AgencyFactory, DepartmentFactory, OfficerFactory
from gongkai.agencies.models import Appointment, CalendarYear
from gongkai.hotline.models import TicketSource
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket, sign_in_ticket
from gongkai.hotline.operations.tickets.opening import open_ticket
from gongkai.hotline.operations.tickets.publishing import prepare_public_reply, publish_reply
from gongkai.hotline.operations.tickets.replying import draft_reply, release_reply
from gongkai.rules.calendars import published_calendar
from gongkai.rules.reply_limits import TicketKind

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
TOLD = "我叫赵小明，电话13800138000，单位三个月没有给我缴存住房公积金。"


def now_with_calendars():
    """Return day and moment as the clock has them, in years that have calendars."""
    at = timezone.now()
    for year in {at.year, at.year + 1} - set(published_calendar().years):
        fixed = ("01-01", "05-01", "10-01", "10-02", "10-03")
        CalendarYear.objects.create(year=year, notice="测试", make_up_days=[], entered_at=at,
                                    holidays=[f"{year}-{day}" for day in fixed])  # fmt: skip
    return {"on": timezone.localdate(at), "at": at}


def with_role(agency, *roles, department=None, name="某人"):
    """Return an officer of an organ who holds roles."""
    officer = OfficerFactory(agency=agency, department=department, name=name)
    for role in roles:
        Appointment.objects.create(officer=officer, role=role, from_on=date(2022, 1, 1))
    return officer


def ticket_office(agency=None):
    """Return an organ with two departments and the people who work on its tickets."""
    agency = agency or AgencyFactory()
    loans = DepartmentFactory(agency=agency, name="信贷科")
    savings = DepartmentFactory(agency=agency, name="归集科")
    return SimpleNamespace(
        agency=agency,
        loans=loans,
        savings=savings,
        agent=with_role(agency, "HOTLINE_AGENT", name="林坐席"),
        dispatcher=with_role(agency, "TICKET_DISPATCHER", name="陈派单"),
        lender=with_role(agency, "TICKET_HANDLER", department=loans, name="周信贷"),
        second_lender=with_role(agency, "TICKET_HANDLER", department=loans, name="吴信贷"),
        saver=with_role(agency, "TICKET_HANDLER", department=savings, name="郑归集"),
        loans_head=with_role(agency, "DEPARTMENT_HEAD", department=loans, name="冯科长"),
        reviewer=with_role(agency, "REVIEWER", name="褚审核"),
        head=with_role(agency, "OFFICE_HEAD", name="卫主任"),
        clerk=with_role(agency, "CLERK", name="蒋经办"),
    )


def opened(office, *, on=ON, at=AT, kind="COMPLAINT", source="LETTER", due_on=None, **content):
    """Return a ticket that waits to be dispatched."""
    told = {"content": TOLD, "matter": "单位三个月没有缴存", "person_name": "赵小明",
            "phone": "13800138000"} | content  # fmt: skip
    return open_ticket(
        agency=office.agency,
        content=TicketContent(kind=TicketKind(kind), **told),
        source=TicketSource(source),
        officer=office.agent,
        on=on,
        at=at,
        due_on=due_on,
    )


def dispatched(office, *, on=ON, at=AT, department=None, handler=None, **changes):
    """Return a ticket that waits to be signed for by the loans department."""
    row = opened(office, on=on, at=at, **changes)
    return dispatch_ticket(
        ticket=row,
        version=row.version,
        department=department or office.loans,
        handler=handler,
        officer=office.dispatcher,
        on=on,
        at=at,
    )


def signed(office, *, on=ON, at=AT, **changes):
    """Return a ticket that the loans department handles."""
    row = dispatched(office, on=on, at=at, **changes)
    return sign_in_ticket(ticket=row, version=row.version, officer=office.lender, on=on, at=at)


def drafted(office, *, on=ON, at=AT, reply="已责令单位补缴。", **changes):
    """Return a ticket whose reply waits for another officer."""
    row = signed(office, on=on, at=at, **changes)
    return draft_reply(
        ticket=row, version=row.version, reply=reply, officer=office.lender, on=on, at=at
    )


def replied(office, *, on=ON, at=AT, closes=False, **changes):
    """Return an answered ticket."""
    row = drafted(office, on=on, at=at, **changes)
    return release_reply(
        ticket=row, version=row.version, closes=closes, officer=office.reviewer, on=on, at=at
    )


def public_reply(office, **changes):
    """Return a reply that the public reads."""
    row = replied(office, closes=True, **changes)
    act = {"ticket": row, "version": row.version, **NOW}
    prepare_public_reply(title="单位不缴存怎么办", text="单位三个月没有缴存。",
                         answer="已责令单位补缴。", officer=office.lender, **act)  # fmt: skip
    return publish_reply(officer=office.reviewer, **act)
