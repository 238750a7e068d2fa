"""Two counters of the demonstration, their plans, and appointments past and to come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.fund_services.operations.appointments.booking import Booked, Visitor, book
from gongkai.fund_services.operations.appointments.calling_off import close_day
from gongkai.fund_services.operations.appointments.changing import cancel
from gongkai.fund_services.operations.appointments.marking import (
    mark_absent,
    mark_arrived,
    mark_done,
)
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    PlanContent,
    add_counter,
    plan_slots,
)
from gongkai.fund_services.operations.appointments.reminding import end_past_days
from gongkai.fund_services.queries.appointments.bookings import item_to_book
from gongkai.fund_services.queries.appointments.plans import counters_of
from gongkai.fund_services.queries.appointments.slots import OfferedSlot, offered_days
from gongkai.rules.appointments import MAKE_UP_DAY

# The demonstration's own year is over.
_EARLIEST = date(2024, 1, 1)
_SET_UP_BEFORE = 12
_HALL = CounterContent(
    "政务大厅公积金窗口",
    "演示市政务服务中心二楼B区",
    "0429-0000001",
    "工作日 9:00—16:30",
    "请从东门进入，地下一层可以停车。",
)
_EAST = CounterContent(
    "城东管理部", "演示市城东区示例路8号", "0429-0000002", "工作日 9:00—11:30，13:30—16:30"
)
_WEEK = (1, 2, 3, 4, 5, MAKE_UP_DAY)
# Counter, group, begin, end, minutes, people.
_PLANS = (
    (0, "WITHDRAWAL", time(9), time(11, 30), 30, 4),
    (0, "LOAN", time(13), time(16), 60, 3),
    (0, "", time(14), time(16), 30, 2),
    (1, "", time(9), time(11), 30, 3),
    (1, "", time(13, 30), time(16), 30, 3),
)
# Days before (or after) today, counter, item, name, and what became of it.
_BOOKINGS = (
    (-4, 0, "HOME_PURCHASE_WITHDRAWAL", "赵例", "done"),
    (-4, 0, "RENT_WITHDRAWAL", "钱例", "done"),
    (-4, 1, "RETIREMENT_WITHDRAWAL", "孙例", "absent"),
    (-3, 0, "LOAN_APPLICATION", "李例", "done"),
    (-3, 1, "WORKER_CHANGE", "周例", ""),
    (0, 0, "HOME_PURCHASE_WITHDRAWAL", "吴例", ""),
    (0, 0, "LOAN_APPLICATION", "郑例", ""),
    (1, 0, "RENT_WITHDRAWAL", "王例", ""),
    (1, 0, "HOME_PURCHASE_WITHDRAWAL", "冯例", "cancelled"),
    (2, 1, "LOAN_REPAYMENT_WITHDRAWAL", "陈例", ""),
    (3, 1, "EMPLOYER_REGISTRATION", "褚例", ""),
)


def open_counters(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Open two counters with plans and some appointments.

    Nothing is done where there are counters, or so early that it would lie in 2023.
    """
    reviewer, handler = officers.get("SERVICE_REVIEWER"), officers.get("SERVICE_HANDLER")
    begun = on - timedelta(days=_SET_UP_BEFORE)
    is_there = counters_of(centre).exists()
    if begun < _EARLIEST or is_there or reviewer is None or handler is None:
        return
    then = {"officer": reviewer, "on": begun, "at": at - timedelta(days=_SET_UP_BEFORE)}
    counters = [add_counter(agency=centre, content=each, **then) for each in (_HALL, _EAST)]
    for place, group, starts, ends, minutes, capacity in _PLANS:
        content = PlanContent(group, _WEEK, starts, ends, minutes, capacity, begun)
        plan_slots(counter=counters[place], content=content, **then)
    for number, told in enumerate(_BOOKINGS, start=1):
        _visit(centre, counters, handler, number, told, on, at)
    end_past_days(on=on, at=at)
    closed = _first_open_after(on + timedelta(days=6))
    close_day(
        counter=counters[1],
        day=closed,
        reason="窗口系统升级",
        officer=reviewer,
        on=on,
        at=at,
    )


def _visit(
    centre: Agency,
    counters: Sequence[Any],
    handler: Officer,
    number: int,
    told: tuple[int, int, str, str, str],
    on: date,
    at: datetime,
) -> None:
    """Have somebody book some days before he is to come, and note what became of it."""
    away, place, code, name, outcome = told
    day = on + timedelta(days=away)
    back = max(2, 2 - away)
    booked_on, booked_at = on - timedelta(days=back), at - timedelta(days=back)
    item = item_to_book(centre, code, booked_on)
    if item is None:
        # Registered only now: who comes later books today.
        booked_on, booked_at = on, at
        item = item_to_book(centre, code, on)
    if item is None or day < booked_on:
        return
    slot = next(_slots(counters[place], item, day, booked_on, booked_at), None)
    if slot is None:
        return
    done: Booked = book(
        agency=centre,
        item=item,
        key=slot.key,
        visitor=Visitor(name, f"199000{number:05}"),
        token=f"demonstration-{number}",
        on=booked_on,
        at=booked_at,
    )
    if outcome:
        _become(done, handler, outcome, slot, on, at)


def _slots(counter: Any, item: Any, day: date, on: date, at: datetime) -> Iterator[OfferedSlot]:
    """Yield the free slots of the first open day from a day on."""
    for each in offered_days(counter, item, on, at):
        if each.on >= day:
            yield from (slot for slot in each.slots if not slot.is_full)


def _become(
    done: Booked, handler: Officer, outcome: str, slot: OfferedSlot, on: date, at: datetime
) -> None:
    booking = done.booking
    if outcome == "cancelled":
        cancel(booking=booking, version=booking.version, on=on, at=at)
        return
    if slot.key.on >= on:
        return
    days = (on - slot.key.on).days
    # In the evening of that day, whatever the hour is now.
    evening = (at - timedelta(days=days)).astimezone(UTC).replace(hour=9, minute=0)
    who = {"officer": handler, "on": slot.key.on, "at": evening}
    if outcome == "absent":
        mark_absent(booking=booking, version=booking.version, **who)
        return
    arrived = mark_arrived(booking=booking, version=booking.version, **who)
    mark_done(booking=arrived, version=arrived.version, **who)


def _first_open_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
