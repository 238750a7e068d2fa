"""What runs from the day a letter was received: the addressee's own limit.

条例第三十二条、第三十四条 (an opinion) and 国办函〔2020〕109号 (the fee) count from receipt.
"""

from datetime import date, datetime

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import CaseEvent, Consultation, DisclosureRequest, Letter
from gongkai.casework.operations.acting import withdraw
from gongkai.casework.operations.history import opinion_day, restamp_one, standing_entries
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.letters import LetterKind

REASON = "登记送达日期"
_RUNS_FROM_RECEIPT = {
    LetterKind.THIRD_PARTY_CONSULTATION,
    LetterKind.CO_MAKER_CONSULTATION,
    LetterKind.FEE_NOTICE,
}


def enter_receipt(
    case: DisclosureRequest,
    letter: Letter,
    *,
    reached_on: date,
    officer: Officer | None,
    at: datetime,
) -> None:
    """Let the limit of a letter's addressee run from receipt, in a locked case.

    The entry of sending gets a counter-entry and a new one with the day of receipt. Other kinds of
    letter, and an entry that no longer counts, change nothing.

    :raises ImpossibleHistory: if the history would contradict itself
    """
    row = letter.event
    if letter.kind not in _RUNS_FROM_RECEIPT or row is None or row.withdrawn_at is not None:
        return
    calendar = working_calendar()
    withdraw(row, reason=REASON, officer=officer, at=at)
    case.version += 1
    letter.event = CaseEvent.objects.create(
        request=case,
        on=row.on,
        event=row.event,
        subject=row.subject,
        reached_on=reached_on,
        until_on=row.until_on,
        note=row.note,
        officer=officer,
        recorded_at=at,
        version=case.version,
    )
    letter.save(update_fields=["event"])
    restamp_one(case, standing_entries([case.pk])[case.pk], calendar)
    case.save()
    if letter.consultation is not None:
        _set_limit(letter.consultation, reached_on, calendar)
    record(
        action="request.counter_entry",
        subject=case.register_no,
        at=at,
        agency=case.agency,
        officer=officer,
        detail={
            "event": row.event,
            "on": row.on.isoformat(),
            "reached_on": reached_on.isoformat(),
            "reason": REASON,
        },
    )


def _set_limit(consultation: Consultation, reached_on: date, calendar: WorkingCalendar) -> None:
    consultation.reached_on = reached_on
    consultation.due_on = opinion_day(consultation.kind, reached_on, calendar)
    consultation.save(update_fields=["reached_on", "due_on"])
