"""A centre with two counters and a plan, and people who book."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.models import Appointment
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.appointments.booking import Visitor, book
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    PlanContent,
    add_counter,
    plan_slots,
)
from gongkai.fund_services.queries.appointments.slots import SlotKey

# A Tuesday; 9:00 in the morning on the wall.
ON = date(2026, 3, 10)
AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
WEEK = (1, 2, 3, 4, 5)


def officer(agency, role, name):
    """Return an officer who holds one role."""
    row = OfficerFactory(agency=agency, name=name)
    Appointment.objects.create(officer=row, role=role, from_on=date(2020, 1, 1))
    return row


def item(agency, code, name, number, **values):
    """Return a service item."""
    audience = values.pop("audience", "WORKER")
    return ServiceItem.objects.create(
        agency=agency, code=code, name=name, register_no=f"F{number}", audience=audience,
        offered_from=values.pop("offered_from", date(2020, 1, 1)), **values,
    )  # fmt: skip


def centre(capacity=2):
    """Return a centre, its people, items and two counters with plans."""
    agency = AgencyFactory(is_default=True, phone="0400-0000000")
    place = SimpleNamespace(
        agency=agency,
        handler=officer(agency, "SERVICE_HANDLER", "周经办"),
        reviewer=officer(agency, "SERVICE_REVIEWER", "吴复核"),
        head=OfficerFactory(agency=agency, head=True, name="张主任"),
        clerk=OfficerFactory(agency=agency, clerk=True, name="王经办"),
        buying=item(agency, "HOME_PURCHASE_WITHDRAWAL", "购买自住住房提取", 1),
        renting=item(agency, "RENT_WITHDRAWAL", "租赁住房提取", 2),
        loan=item(agency, "LOAN_APPLICATION", "住房公积金贷款申请", 3),
    )
    who = {"officer": place.reviewer, **NOW}
    place.hall = add_counter(
        agency=agency, content=CounterContent("政务大厅窗口", "某某路1号", "0429-1", "9:00至17:00"),
        **who,
    )  # fmt: skip
    place.east = add_counter(
        agency=agency, content=CounterContent("城东服务网点", "某某路2号"), **who
    )
    plan(place, place.hall, "WITHDRAWAL", capacity=capacity)
    plan(place, place.east, "", capacity=capacity)
    return place


def plan(place, counter, group, *, weekdays=WEEK, starts=time(9), ends=time(11), minutes=30,
         capacity=2, from_on=ON, **who):  # fmt: skip
    """Plan slots of half an hour in the morning."""
    content = PlanContent(group, weekdays, starts, ends, minutes, capacity, from_on)
    return plan_slots(counter=counter, content=content,
                      **{"officer": place.reviewer, **NOW, **who})  # fmt: skip


def key(counter, day=11, hour=9, minute=30, group="WITHDRAWAL", month=3):
    """Return a slot of the hall, tomorrow at half past nine."""
    return SlotKey(counter.pk, group, date(2026, month, day), time(hour, minute))


def booked(place, *, name="张三", phone="13900000001", token="", item=None, slot=None, **when):
    """Book a slot."""
    return book(
        agency=place.agency, item=item or place.buying, key=slot or key(place.hall),
        visitor=Visitor(name, phone), token=token or f"token-{name}-{phone}",
        **{**NOW, **when},
    )  # fmt: skip
