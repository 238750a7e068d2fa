"""Giving letters up: drafts without a trace in the history, sent ones with a counter-entry."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer, Role
from gongkai.agencies.permissions import require_role
from gongkai.agencies.queries import working_calendar
from gongkai.audit.operations import record
from gongkai.casework.models import DisclosureRequest, Letter, LetterState
from gongkai.casework.operations.acting import CaseRefused, counter_enter, lock, touch, withdraw
from gongkai.casework.operations.announcing import announce_reopened
from gongkai.casework.operations.drafting import held_letter, void_round
from gongkai.casework.operations.history import restamp_one, standing_entries
from gongkai.casework.permissions import require_actor
from gongkai.rules.clock import Event
from gongkai.rules.letters import LetterKind


@transaction.atomic
def void_letter(
    *, letter: Letter, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> Letter:
    """Give a letter up; one that left keeps its number, and what it did gets a counter-entry.

    What left signed is given up by the head of the office, not by the one who drafted it. Joined
    cases that it closed are open again too.

    :raises CaseRefused: without a reason, or if it is void already
    :raises ImpossibleHistory: if the history would contradict itself without the letter
    :raises CaseChanged, NotAllowed: as acting.enter does
    """
    reason = reason.strip()
    joined = lock_with(letter)
    case, row = held_letter(letter, version)
    kind, had_left = LetterKind(row.kind), row.state == LetterState.ISSUED
    if had_left:
        require_role(officer, case.agency, Role("OFFICE_HEAD"), on)
    else:
        require_actor(officer, case.agency, kind.event, on)
    if not reason:
        raise CaseRefused("作废理由：未填写，请写明作废的理由。")
    if row.state == LetterState.VOID:
        raise CaseRefused("文书已作废，请刷新页面查看。")
    void_round(row, at)
    if had_left and row.event is not None and not row.event.withdrawn_at:
        told = f"文书作废：{reason}"[:300]
        counter_enter(request=case, entry=row.event, reason=told, officer=officer, on=on, at=at)
        for each in joined:
            _reopen(each, row, told, officer, at)
        case = lock(case)
    row.refresh_from_db()
    row.state = LetterState.VOID
    row.save(update_fields=["state"])
    touch(case, action="void_letter", officer=officer, at=at, kind=kind, reason=reason[:300])
    return row


def lock_with(letter: Letter) -> list[DisclosureRequest]:
    """Lock a letter's case and those it closes, in the order of their keys; return the others."""
    chosen = {int(key) for key in letter.terms.get("closes", [])}
    if not chosen:
        return []
    keys = sorted({*chosen, letter.request_id})
    held = [lock(DisclosureRequest(pk=key)) for key in keys]
    return [case for case in held if case.pk != letter.request_id]


def _reopen(
    case: DisclosureRequest, letter: Letter, reason: str, officer: Officer, at: datetime
) -> None:
    """Take back in a joined case the reply that it had with another one's letter."""
    replies = case.history.filter(event=Event.REPLIED, withdrawn_at=None)
    for row in replies.filter(note__contains=letter.number):
        withdraw(row, reason=reason, officer=officer, at=at)
        case.outcome = ""
        case.version += 1
        restamp_one(case, standing_entries([case.pk])[case.pk], working_calendar())
        case.save()
        record(
            action="request.counter_entry",
            subject=case.register_no,
            at=at,
            agency=case.agency,
            officer=officer,
            detail={"event": row.event, "was_on": row.on.isoformat(), "reason": reason},
        )
        announce_reopened(case, at)
