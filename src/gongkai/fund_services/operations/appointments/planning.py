"""Counters and their plans: a change holds for slots that are booked already as far as it can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.fund_services.models import (
    AppointmentBooking,
    AppointmentSlot,
    BookingSetting,
    BookingState,
    Counter,
    SlotPlan,
)
from gongkai.fund_services.operations.appointments.acting import BookingRefused
from gongkai.fund_services.operations.appointments.allowing import insist_on_planner
from gongkai.rules.appointments import (
    MAKE_UP_DAY,
    BookingRules,
    plan_weekday,
    slots_between,
)
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.message_events import fits_field

MOST_CAPACITY = 200


@dataclass(frozen=True, slots=True)
class CounterContent:
    """What is said of a counter."""

    name: str
    address: str
    phone: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Slots of so many minutes between two times on some weekdays, each for so many people."""

    group: str
    weekdays: Sequence[int]
    starts: time
    ends: time
    minutes: int
    capacity: int
    from_on: date


@transaction.atomic
def add_counter(
    *, agency: Agency, content: CounterContent, officer: Officer, on: date, at: datetime
) -> Counter:
    """Open a counter for appointments.

    :raises BookingRefused: if another has its name
    """
    insist_on_planner(officer, agency, on)
    _insist_free_name(agency, content.name)
    counter = Counter.objects.create(agency=agency, opened_on=on, **_told(content))
    _record(counter, "added", officer, at)
    return counter


@transaction.atomic
def change_counter(
    *,
    counter: Counter,
    content: CounterContent,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> Counter:
    """Say something else of a counter.

    :raises BookingRefused: if it was changed meanwhile, or another has its name
    """
    held = _held(counter, officer, on)
    if held.version != version:
        raise BookingRefused("网点信息刚刚被其他人修改，请查看最新内容后再保存。")
    if content.name != held.name:
        _insist_free_name(held.agency, content.name)
    for name, value in _told(content).items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    _record(held, "changed", officer, at)
    return held


@transaction.atomic
def close_counter(*, counter: Counter, officer: Officer, on: date, at: datetime) -> Counter:
    """Close a counter for good from tomorrow on.

    :raises BookingRefused: as long as somebody is to come after that
    """
    held = _held(counter, officer, on)
    if held.closed_on is not None:
        raise BookingRefused("这个网点已经停用。")
    ahead = AppointmentBooking.objects.filter(
        slot__counter=held, slot__on__gt=on, state=BookingState.BOOKED
    ).count()
    if ahead:
        raise BookingRefused(
            f"这个网点还有{ahead}个今天以后的预约，请先在“停办日”中取消，再停用网点。"
        )
    held.closed_on = on + timedelta(days=1)
    held.version += 1
    held.save()
    _record(held, "closed", officer, at)
    return held


@transaction.atomic
def plan_slots(
    *, counter: Counter, content: PlanContent, officer: Officer, on: date, at: datetime
) -> int:
    """Plan slots of a counter from a day on, in place of those of the same time; return how many.

    :raises BookingRefused: if a figure is out of bounds, the day is past, or slots overlap
    :raises BookingRulesRefused: if not one slot lies between the times
    """
    held = _held(counter, officer, on)
    if content.from_on < on:
        raise BookingRefused("启用日期：不能早于今天。", field="from_on")
    if not 1 <= content.capacity <= MOST_CAPACITY:
        told = f"号数：{content.capacity}超出范围，应为1至{MOST_CAPACITY}。"
        raise BookingRefused(told, field="capacity")
    if not content.weekdays or not set(content.weekdays) <= set(range(1, MAKE_UP_DAY + 1)):
        raise BookingRefused("星期：请至少选择一天。", field="weekdays")
    times = slots_between(content.starts, content.ends, content.minutes)
    _insist_apart(held, content, times)
    same = SlotPlan.objects.filter(
        counter=held,
        group=content.group,
        weekday__in=content.weekdays,
        starts__in=[starts for starts, _ends in times],
        from_on=content.from_on,
    )
    same.delete()
    SlotPlan.objects.bulk_create(
        SlotPlan(
            counter=held,
            group=content.group,
            weekday=weekday,
            starts=starts,
            ends=ends,
            capacity=content.capacity,
            from_on=content.from_on,
            made_by=officer,
            made_at=at,
        )
        for weekday in sorted(set(content.weekdays))
        for starts, ends in times
    )
    _follow(held, content.group, content.weekdays, times, content.capacity, content.from_on)
    _record(held, "planned", officer, at, group=content.group, weekdays=sorted(content.weekdays),
            starts=f"{content.starts:%H:%M}", ends=f"{content.ends:%H:%M}",
            minutes=content.minutes, capacity=content.capacity,
            from_on=content.from_on.isoformat())  # fmt: skip
    return len(times) * len(set(content.weekdays))


@transaction.atomic
def end_plans(
    *, counter: Counter, keys: Iterable[int], officer: Officer, on: date, at: datetime
) -> int:
    """Let lines of a plan hold no longer after today; who booked already is expected all the same.

    A line that has not begun is removed.
    """
    held = _held(counter, officer, on)
    rows = SlotPlan.objects.filter(counter=held, pk__in=list(keys))
    gone, _each = rows.filter(from_on__gt=on).delete()
    ended = rows.filter(Q(until_on=None) | Q(until_on__gt=on)).update(until_on=on)
    if gone or ended:
        _record(held, "plan_ended", officer, at, lines=gone + ended)
    return gone + ended


@transaction.atomic
def set_booking_rules(
    *, agency: Agency, rules: BookingRules, officer: Officer, on: date, at: datetime
) -> BookingSetting:
    """Set a centre's own rules of booking from a day on; those of the same day are replaced.

    :raises BookingRefused: if the day is past, or nothing says what they rest on
    """
    insist_on_planner(officer, agency, on)
    if rules.in_force_from < on:
        raise BookingRefused("启用日期：不能早于今天。", field="in_force_from")
    if not rules.source.strip():
        raise BookingRefused("依据：未填写，请写明依据，例如“中心办公会议定”。", field="source")
    figures = {
        name: getattr(rules, name)
        for name in rules.__slots__
        if name not in ("in_force_from", "is_settled")
    }
    row, _is_new = BookingSetting.objects.update_or_create(
        agency=agency,
        in_force_from=rules.in_force_from,
        defaults={**figures, "made_by": officer, "made_at": at},
    )
    record(
        action="booking_rules.set",
        subject=f"预约规则{rules.in_force_from}",
        at=at,
        agency=agency,
        officer=officer,
        detail=figures,
    )
    return row


def _follow(
    counter: Counter,
    group: str,
    weekdays: Sequence[int],
    times: Sequence[tuple[time, time]],
    capacity: int,
    from_on: date,
) -> None:
    """Give slots that are booked already the new number, never fewer than are taken."""
    calendar, keys = working_calendar(), []
    rows = AppointmentSlot.objects.select_for_update(no_key=True).filter(
        counter=counter, group=group, on__gte=from_on, starts__in=[each for each, _end in times]
    )
    for slot in rows.order_by("pk"):
        try:
            is_meant = plan_weekday(slot.on, calendar) in weekdays
        except CalendarNotPublished:
            is_meant = False
        if is_meant:
            keys.append(slot.pk)
    AppointmentSlot.objects.filter(pk__in=keys).update(
        capacity=Greatest(F("taken"), Value(capacity))
    )


def _insist_apart(
    counter: Counter, content: PlanContent, times: Sequence[tuple[time, time]]
) -> None:
    """Insist that slots of one group do not overlap others of the same weekday."""
    held = Q(until_on=None) | Q(until_on__gte=content.from_on)
    rows = SlotPlan.objects.filter(
        held, counter=counter, group=content.group, weekday__in=content.weekdays
    )
    begun = {starts for starts, _ends in times}
    for line in rows.exclude(starts__in=begun):
        for starts, ends in times:
            if line.starts < ends and starts < line.ends:
                raise BookingRefused(
                    f"{line.get_weekday_display()}{starts:%H:%M}至{ends:%H:%M}与已有的"
                    f"{line.starts:%H:%M}至{line.ends:%H:%M}重叠，请先停用已有的时段。",
                    field="starts",
                )


def _held(counter: Counter, officer: Officer, on: date) -> Counter:
    rows = Counter.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    held = rows.get(pk=counter.pk)
    insist_on_planner(officer, held.agency, on)
    return held


def _insist_free_name(agency: Agency, name: str) -> None:
    if not fits_field("place", name.strip()):
        raise BookingRefused(
            f"网点名称“{name[:20]}”不能写进短信：应为2至20个汉字、字母或者数字，"
            "不含空格和四位以上的连续数字。",
            field="name",
        )
    if Counter.objects.filter(agency=agency, name=name.strip(), closed_on=None).exists():
        raise BookingRefused(f"网点名称：已有名为“{name}”的网点，请换一个名称。", field="name")


def _told(content: CounterContent) -> dict[str, str]:
    return {name: getattr(content, name).strip() for name in content.__slots__}


def _record(counter: Counter, deed: str, officer: Officer, at: datetime, **detail: object) -> None:
    record(
        action=f"counter.{deed}",
        subject=counter.name,
        at=at,
        agency=counter.agency,
        officer=officer,
        detail=detail,
    )
