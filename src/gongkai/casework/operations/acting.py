"""The one way to act on a case: lock it, insist on the law and the role, enter it, follow up."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import require_role
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import CaseEvent, CounterEntry, DisclosureRequest
from gongkai.casework.operations.announcing import announce_reopened
from gongkai.casework.operations.history import restamp_one, standing_entries
from gongkai.casework.operations.undoing import follow, letter_of, reply_with, undo
from gongkai.casework.permissions import require_actor
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import ACTS, require_allowed


class CaseRefused(ValueError):
    """The case does not let this be done; the message says why and what to do, in Chinese."""


class CaseChanged(CaseRefused):
    """Someone else acted on the case meanwhile; the message tells what was done."""


def lock(request: DisclosureRequest, *, version: int | None = None) -> DisclosureRequest:
    """Return a case held for the transaction, as it stands now.

    :param version: the version the actor saw; None where he does not act on what he saw
    :raises CaseChanged: if the case was acted on since, telling what was done
    """
    case = (
        # Not against those who only refer to the case: they would wait holding the audit trail.
        DisclosureRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=request.pk)
    )
    if version is not None and version != case.version:
        raise CaseChanged(_what_happened(case, version))
    return case


def enter(
    case: DisclosureRequest,
    entry: Entry,
    *,
    officer: Officer | None,
    on: date,
    at: datetime,
    note: str = "",
    outcome: str = "",
    by_letter: str = "",
    in_department: bool = False,
    calendar: WorkingCalendar | None = None,
) -> CaseEvent:
    """Enter an act in the history of a locked case; state, due day and outcome follow.

    :param officer: who acts; None for the applicant himself
    :param on: the day it is recorded; `entry.on` is the day it was done
    :param outcome: how the case ends, with REPLIED
    :param by_letter: the kind of letter that does it, for what only a letter can do
    :raises NotAllowed: if the officer may not
    :raises EventNotAllowed: if the state does not let it happen
    :raises CaseRefused: if it is dated in the future or needs a letter
    :raises ImpossibleHistory: if the history would contradict itself or the law
    """
    require_actor(officer, case.agency, entry.event, on, in_department=in_department)
    if entry.on > on:
        raise CaseRefused(
            f"“{entry.event.label}”的日期 {entry.on.isoformat()} 晚于今天，请填写实际发生的日期。"
        )
    needed = ACTS[entry.event].letter
    if needed != by_letter and needed:
        raise CaseRefused(f"“{entry.event.label}”须以文书作出，请起草相应文书并送审后发出。")
    history = standing_entries([case.pk])[case.pk]
    require_allowed(history, entry.event)
    case.version += 1
    row = CaseEvent.objects.create(
        request=case,
        **entry._asdict(),
        note=note[:500],
        officer=officer,
        recorded_at=at,
        version=case.version,
    )
    if outcome:
        case.outcome = outcome
    restamp_one(case, [*history, entry], calendar or working_calendar())
    case.save()
    record(
        action=f"request.{entry.event.value.lower()}",
        subject=case.register_no,
        at=at,
        agency=case.agency,
        officer=officer,
        detail={"on": entry.on.isoformat(), "note": note, "outcome": outcome},
    )
    return row


def touch(
    case: DisclosureRequest, *, action: str, officer: Officer | None, at: datetime, **detail: object
) -> None:
    """Count and record something done to a locked case that is no entry of its history."""
    case.version += 1
    case.save()
    record(
        action=f"request.{action}",
        subject=case.register_no,
        at=at,
        agency=case.agency,
        officer=officer,
        detail=dict(detail),
    )


@transaction.atomic
def counter_enter(
    *,
    request: DisclosureRequest,
    entry: CaseEvent,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
    version: int | None = None,
    instead: Entry | None = None,
) -> DisclosureRequest:
    """Correct a wrong registration: the entry stays on record and no longer counts.

    :param instead: the right entry, where the act did happen
    :raises CaseRefused: without a reason, of another case, or if it was corrected already; or if
        the right entry is of another kind
    :raises ImpossibleHistory: if the history would contradict itself without it
    """
    case = lock(request, version=version)
    row = CaseEvent.objects.select_for_update().get(pk=entry.pk)
    letter = letter_of(row) or reply_with(row)
    if letter and instead is None:
        # What left signed is not undone by the one who drafted it.
        require_role(officer, case.agency, "OFFICE_HEAD", on)
    else:
        require_actor(officer, case.agency, Event(row.event), on)
    if row.request_id != case.pk or row.withdrawn_at:
        raise CaseRefused("该条办理记录不属于本案或者已经更正，请刷新页面后核对。")
    if not reason.strip():
        raise CaseRefused("更正理由：未填写，请写明登记有误之处。")
    if letter and instead is not None and instead.on != row.on:
        raise CaseRefused("更正后的日期：以文书的成文日期为准，不能另行更正。")
    if instead is not None and instead.event is not Event(row.event):
        raise CaseRefused(
            f"更正后的事项：应仍为“{Event(row.event).label}”；事项本身登记有误的，"
            "请撤销该条，再另行登记正确的事项。"
        )
    if instead is None and Event(row.event) is Event.ARRIVED:
        raise CaseRefused("申请到达：只能更正日期，不能撤销；误收的请办理“终止登记”。")
    withdraw(row, reason=reason.strip(), officer=officer, at=at)
    if Event(row.event) is Event.REPLIED and instead is None:
        case.outcome = ""
    case.version += 1
    right = None
    if instead is not None:
        if instead.on > on:
            raise CaseRefused(f"更正后的日期 {instead.on.isoformat()} 晚于今天，请核对。")
        right = CaseEvent.objects.create(
            request=case,
            **instead._asdict(),
            note=row.note,
            officer=officer,
            recorded_at=at,
            version=case.version,
        )
    # First whether the history can be, then what follows from it.
    restamp_one(case, standing_entries([case.pk])[case.pk], working_calendar())
    follow(case, row, instead)
    undo(row, right, on)
    case.save()
    record(
        action="request.counter_entry",
        subject=case.register_no,
        at=at,
        agency=case.agency,
        officer=officer,
        detail={
            "event": row.event,
            "was_on": row.on.isoformat(),
            "now_on": instead.on.isoformat() if instead else None,
            "reason": reason.strip(),
        },
    )
    if case.closed_on is None:
        announce_reopened(case, at)
    return case


def withdraw(row: CaseEvent, *, reason: str, officer: Officer | None, at: datetime) -> None:
    """Mark an entry as no longer counting, with the reason beside it."""
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    CounterEntry.objects.create(entry=row, reason=reason[:300], officer=officer, at=at)


def _what_happened(case: DisclosureRequest, version: int) -> str:
    rows = (
        case.history.filter(version__gt=version).select_related("officer").order_by("version", "pk")
    )
    done = "；".join(
        f"{row.officer.name if row.officer else '申请人'}登记“{Event(row.event).label}”（{row.on}）"
        for row in rows
    )
    what = f"期间：{done}。" if done else "期间案件资料有修改。"
    return f"您打开页面后，他人已办理本案，本次操作未保存。{what}请核对最新情况后再办理。"
