"""What follows from a row of the platform's export, and whether it makes sense."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.hotline.models import ImportMapping
from gongkai.hotline.queries.outside.import_faults import ImportFaults
from gongkai.hotline.queries.outside.import_fields import NOTHING
from gongkai.hotline.queries.outside.import_rows import Row
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind
from gongkai.rules.ticket_limits import OwnLimits, ticket_limit

_AHEAD = timedelta(minutes=2)
# What may not lie before what, as the ledger has it.
_ORDER = (
    ("due_on", "accepted_on", "受理时间"),
    ("fed_back_on", "accepted_on", "受理时间"),
    ("closed_on", "accepted_on", "受理时间"),
    ("closed_on", "fed_back_on", "反馈日期"),
    ("called_back_on", "fed_back_on", "反馈日期"),
)


def completed(
    row: Row,
    mapping: ImportMapping,
    faults: ImportFaults,
    limits: Iterable[OwnLimits],
    calendar: WorkingCalendar,
    on: date,
    at: datetime,
) -> bool:
    """Complete a row with its days; tell whether it makes sense, what is wrong goes to `faults`."""

    def fault(name: str, reason: str, remedy: str) -> bool:
        value = row.get(name)
        told = value.isoformat() if isinstance(value, date) else value
        column = mapping.fields.get(name) or mapping.fields.get("accepted_at", name)
        faults.add(row["line"], column, told, reason, remedy)
        return False

    accepted = row["accepted_at"]
    zone = ZoneInfo(settings.TIME_ZONE)
    if isinstance(accepted, datetime):
        row["accepted_on"] = accepted.astimezone(zone).date()
        if accepted > at + _AHEAD:
            return fault("accepted_at", "时间在现在以后", "请核对日期")
    else:
        row["accepted_on"] = accepted
    if row["accepted_on"] > on:
        return fault("accepted_at", "日期在今天以后", "请核对日期")
    for name in ("fed_back_on", "closed_on", "called_back_on"):
        if row[name] is not None and row[name] > on:
            return fault(name, "日期在今天以后", "请核对日期")
    for name, before, label in _ORDER:
        if row[name] is not None and row[before] is not None and row[name] < row[before]:
            return fault(name, f"早于{label}", "请核对两个日期")
    if row["called_back_on"] is not None and row["fed_back_on"] is None:
        return fault("called_back_on", "有回访日期而没有反馈日期", "请补上反馈日期")
    if row["opinion"] != NOTHING and row["called_back_on"] is None:
        return fault("opinion", "有评价而没有回访日期", "请补上回访日期，或者不导入评价")
    row["is_finished"] = row["fed_back_on"] is not None or row["closed_on"] is not None
    row["is_due_told"] = row["due_on"] is not None
    try:
        limit = ticket_limit(TicketKind(row["ticket_kind"]), "ORDINARY", row["accepted_on"], limits)
        if not row["is_due_told"]:
            row["due_on"] = limit.due(row["accepted_on"], at.astimezone(zone), calendar).on
    except (CalendarNotPublished, ReplyLimitNotInForce) as refused:
        if row["is_due_told"] and row["is_finished"]:
            return True
        return fault("accepted_at", str(refused).rstrip("。"), "请补上办理期限或者先登记该年度日历")
    return True
