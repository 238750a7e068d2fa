"""Booking a slot: by name and phone, or signed in; one open appointment for a person and item."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AppointmentBooking,
    AppointmentSlot,
    BookingState,
    Counter,
    OnlineAccount,
    ServiceItem,
)
from gongkai.fund_services.operations.appointments.acting import (
    BookingRefused,
    booking_code,
    code_digest,
    next_number,
    person_digest,
    phone_digest,
    tell,
    touch,
)
from gongkai.fund_services.operations.appointments.seating import hold_counter, slot_of, take_place
from gongkai.fund_services.queries.appointments.plans import booking_rules, counters_open
from gongkai.fund_services.queries.appointments.slots import (
    OfferedSlot,
    SlotKey,
    group_of,
    offered_slot,
)
from gongkai.rules.appointments import ALL_ITEMS, barred_until
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy

LONGEST_NAME = 30
_MOBILE_DIGITS = 11


@dataclass(frozen=True, slots=True, repr=False)
class Visitor:
    """Who comes: name and mobile phone as they were typed."""

    name: str
    phone: str
    account: OnlineAccount | None = None


class Booked(NamedTuple):
    """An appointment, and the code that opens it, told this once only."""

    booking: AppointmentBooking
    code: str


def problems_of(visitor: Visitor) -> list[tuple[str, str]]:
    """Return what is wrong with what a visitor typed: field and message."""
    problems = []
    name, checked = tidy(visitor.name), check_phone(visitor.phone)
    if not name:
        problems.append(("name", "姓名：未填写，请填写到场办理的人的姓名。"))
    elif len(name) > LONGEST_NAME or not name.isprintable():
        problems.append(("name", f"姓名：应为{LONGEST_NAME}个字以内的文字，请核对。"))
    if checked.fault:
        problems.append(("phone", _of_mobile(checked.fault)))
    elif len(checked.value) != _MOBILE_DIGITS or not checked.value.startswith("1"):
        problems.append(("phone", "手机号码：请填写11位手机号码，用于接收预约短信。"))
    return problems


def book(
    *,
    agency: Agency,
    item: ServiceItem,
    key: SlotKey,
    visitor: Visitor,
    token: str,
    on: date,
    at: datetime,
) -> Booked:
    """Book a slot for somebody; the same form again gives the same appointment.

    :param token: of the form as it was shown
    :raises BookingRefused: if something is missing, past, full, booked already, or barred
    """
    problems = problems_of(visitor)
    if problems:
        raise BookingRefused("".join(text for _field, text in problems), field=problems[0][0])
    if not token:
        raise BookingRefused("页面已过期，请重新打开后提交。")
    code = booking_code(token)
    try:
        return Booked(_booked(agency, item, key, visitor, token, code, on, at), code)
    except IntegrityError:
        # Somebody else was quicker: with this very form, or with another for the same item.
        earlier = _with_token(agency, token)
        if earlier is not None:
            return Booked(earlier, code)
        raise BookingRefused(_ONCE) from None


_ONCE = "同一姓名和手机号码在这个事项上已有一个预约，请先取消或者改期，再预约新的时间。"


def _of_mobile(fault: str) -> str:
    """Return what is wrong with a phone number, told of the field's own name once."""
    return f"手机号码：{fault.partition('：')[2].removeprefix('手机号码')}"


@transaction.atomic
def _booked(
    agency: Agency,
    item: ServiceItem,
    key: SlotKey,
    visitor: Visitor,
    token: str,
    code: str,
    on: date,
    at: datetime,
) -> AppointmentBooking:
    number = next_number(agency, on.year)
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = _with_token(agency, token)
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    phone = check_phone(visitor.phone).value
    _insist_on_limits(agency, phone, on)
    hold_counter(key.counter)
    offered = insist_on_slot(agency, item, key, on, at)
    slot = slot_of(offered)
    person = person_digest(visitor.name, phone)
    rows = AppointmentBooking.objects.filter(agency=agency, item=item, person_digest=person)
    if rows.filter(state=BookingState.BOOKED).exists():
        raise BookingRefused(_ONCE)
    take_place(slot)
    booking = AppointmentBooking(
        agency=agency,
        register_no=number,
        slot=slot,
        item=item,
        account=visitor.account,
        name=tidy(visitor.name),
        phone=phone,
        phone_digest=phone_digest(phone),
        person_digest=person,
        code_digest=code_digest(code),
        token=token,
        booked_at=at,
    )
    touch(booking, "booked", officer=None, at=at, **described(slot, item))
    tell(booking, "booked", at)
    return booking


def insist_on_slot(
    agency: Agency, item: ServiceItem, key: SlotKey, on: date, at: datetime
) -> OfferedSlot:
    """Return a slot that can be booked for an item now.

    :raises BookingRefused: if there is none, or it is over
    """
    if item.agency_id != agency.pk or item.offered_from > on:
        raise BookingRefused("没有这个事项，请重新选择。", field="item")
    if item.withdrawn_on is not None and item.withdrawn_on <= on:
        raise BookingRefused(f"“{item.name}”已经停办，请重新选择。", field="item")
    counter: Counter | None = counters_open(agency, on).filter(pk=key.counter).first()
    is_for_item = key.group in (ALL_ITEMS, group_of(item))
    offered = offered_slot(key, counter, on, at) if counter and is_for_item else None
    if offered is None:
        raise BookingRefused("这个时段不能预约或者已经过去，请重新选择时间。", field="slot")
    return offered


def described(slot: AppointmentSlot, item: ServiceItem) -> dict[str, str]:
    """Return what the trail tells of an appointment: never who."""
    return {
        "counter": slot.counter.name,
        "day": slot.on.isoformat(),
        "time": f"{slot.starts:%H:%M}",
        "item": item.name,
    }


def _insist_on_limits(agency: Agency, phone: str, on: date) -> None:
    rules = booking_rules(agency, on)
    rows = AppointmentBooking.objects.filter(agency=agency, phone_digest=phone_digest(phone))
    if rows.filter(state=BookingState.BOOKED).count() >= rules.most_open:
        raise BookingRefused(
            f"手机号码：同一号码最多同时有{rules.most_open}个预约，请先取消不需要的预约。",
            field="phone",
        )
    absent = rows.filter(state=BookingState.ABSENT).values_list("slot__on", flat=True)
    until = barred_until(absent, on, rules)
    if until is not None:
        raise BookingRefused(
            f"手机号码：{rules.within_days}天内已有{rules.absences}次预约后没有到场，"
            f"{until.year}年{until.month}月{until.day}日之前不能网上预约；"
            "可以直接到网点现场取号办理。",
            field="phone",
        )


def _with_token(agency: Agency, token: str) -> AppointmentBooking | None:
    rows = AppointmentBooking.objects.select_related("slot__counter", "item")
    return rows.filter(agency=agency, token=token).first()
